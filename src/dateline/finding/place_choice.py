"""Choose the place that each name of a document means, all names together.

Invariant: a name means one place throughout a document unless its own words say another ("Paris, Texas"); population
alone never outweighs what the document says; a choice that hangs by a thread is refused as ambiguous, and its best
candidate is still named. The method: every candidate gets a sum of a few parts (`Parts`), each weighted once for all
texts; what others of the document's names probably mean is one of them, so the sums are made three times over.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dateline.finding.place_names import Area, Choice, Name, meant_areas
from dateline.finding.place_parts import (
    WEIGHTS,
    Group,
    Shares,
    fixed_parts,
    likeness,
    own_name,
    parts_of,
    size_of,
    within,
)
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.knowledge.gazetteer.keys import place_key, skeleton
from dateline.model import Place, PlaceKind, PlaceMissing

__all__ = ["choose"]

# What others of a document's names mean changes what one means; after this many rounds next to nothing does.
ROUNDS = 3
# No name has more candidates than this; the rest are the smallest.
CANDIDATES = 60
# Consonants alone tell places of one country apart from this many on.
BONES = 4
# A settlement is meant by a name unlike its own only from this population on, in the main country and elsewhere.
OTHER_HOME = 100_000
OTHER_ABROAD = 250_000
# So many times larger is a place whose own name is not the smaller one's.
DOMINANT = 3
# Names are alike from this share of letters in common order on (0-100); the second is for the same consonants.
ALIKE = 50
LOOSELY_ALIKE = 70
# A choice whose best rival elsewhere is nearer than this hangs by a thread.
MARGIN = 0.35
# Candidates this near each other are one place to whoever has to find it (a town and the district of its name).
SAME_KM = 40.0
_AREAS = (PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL)


def choose(
    names: Sequence[Name],
    *,
    gazetteer: Gazetteer,
    stated: Mapping[Area, float],
    main: str | None = None,
    allowed: Callable[[Entry, Name], bool] | None = None,
) -> tuple[Choice, ...]:
    """Return the place chosen for each name, in order.

    `stated` weighs the areas that the document speaks of by other words than these names (countries, peoples,
    abbreviated states); in `main`, an ISO code, loose names may have other vowels; only entries that are `allowed`
    are chosen, but for those that a name is said to lie in.
    """
    groups, of = _grouped(names)
    by_key: dict[str, Group] = {}
    for group in groups:
        by_key.setdefault(group.key, group)
        group.entries, group.missing = _candidates(group.name, gazetteer, main, stated, allowed)
        group.fixed = [fixed_parts(entry, group) for entry in group.entries]
    containers = [by_key.get(place_key(g.name.inside)[0]) if g.name.inside else None for g in groups]
    for _ in range(ROUNDS):
        shares = Shares(groups, stated)
        for group, container in zip(groups, containers, strict=True):
            group.scores = [
                parts_of(fixed, entry, group, container, shares).dot(WEIGHTS)
                for fixed, entry in zip(group.fixed, group.entries, strict=True)
            ]
        for group in groups:
            group.shares = _softmax(group.scores)
    chosen = [_settled(group, gazetteer) for group in groups]
    return tuple(chosen[i] for i in of)


def _grouped(names: Sequence[Name]) -> tuple[list[Group], list[int]]:
    """Put names that mean the same together; a bare name means what its only fuller form in the document says.

    The same holds for a kind: where a document says "the city of Marib", Marib is the city.
    """
    keys = [place_key(n.words)[0] for n in names]
    fuller: dict[str, set[tuple[Area | None, str | None]]] = {}
    kinds: dict[str, set[PlaceKind | None]] = {}
    for name, key in zip(names, keys, strict=True):
        if name.kind is not None or name.area:
            kinds.setdefault(key, set()).add(name.kind)
    names = [
        replace(n, kind=PlaceKind.SETTLEMENT)
        if kinds.get(k) == {PlaceKind.SETTLEMENT} and not _is_wider(n.words)
        else n
        for n, k in zip(names, keys, strict=True)
    ]
    for name, key in zip(names, keys, strict=True):
        if name.within or name.inside:
            fuller.setdefault(key, set()).add((name.within, name.inside))
    groups: dict[tuple[object, ...], Group] = {}
    of = []
    for name, key in zip(names, keys, strict=True):
        within, inside = name.within, name.inside
        forms = fuller.get(key, ())
        if within is None and inside is None and len(forms) == 1:
            ((within, inside),) = forms
        sign = (key, name.kind, within, inside, name.known)
        group = groups.setdefault(sign, Group(replace(name, within=within, inside=inside), key))
        group.mentions += 1
        of.append(sign)
    order = {sign: i for i, sign in enumerate(groups)}
    return list(groups.values()), [order[sign] for sign in of]


def _is_wider(words: str) -> bool:
    """Tell whether a bare name is a country's or means an area ("Mexico", "Gaza"), whatever city is called so too."""
    return words.lower() in meant_areas() or open_countries().named(words) is not None


def _candidates(
    name: Name,
    gazetteer: Gazetteer,
    main: str | None,
    stated: Mapping[Area, float],
    allowed: Callable[[Entry, Name], bool] | None,
) -> tuple[tuple[Entry, ...], PlaceMissing | None]:
    """Return what a name may mean, or why nothing; of very many, those in areas spoken of and the largest."""
    if name.known:
        return name.known, None
    found = _meant(name, gazetteer.lookup(name.words), gazetteer, main)
    fitting = found if allowed is None else tuple(e for e in found if allowed(e, name) or _is_said(e, name))
    known = max((e.population for e in found if own_name(e.place, name.words) == 1.0), default=0)
    fitting = tuple(e for e in _likely(fitting, name, main) if not _is_outdone(e, known))
    if not fitting and name.loose and main is not None and known < OTHER_HOME:
        fitting = _loosely(name, gazetteer, main)
    if not fitting:
        return (), PlaceMissing.OUT_OF_REACH if found else PlaceMissing.NOT_IN_GAZETTEER
    if len(fitting) <= CANDIDATES:
        return fitting, None
    spoken = {(a.country, a.admin1) for a in (*stated, *((name.within,) if name.within else ()))}

    def order(entry: Entry) -> tuple[int, bool, float, str]:
        place = entry.place
        return -entry.fit, (place.country, place.admin1) not in spoken, -size_of(entry), place.id

    return tuple(sorted(fitting, key=order)[:CANDIDATES]), None


def _meant(name: Name, found: tuple[Entry, ...], gazetteer: Gazetteer, main: str | None) -> tuple[Entry, ...]:
    """Put the area that a bare name means in the place of the towns in it that are called so ("Gaza")."""
    areas = meant_areas().get(name.words.lower(), ()) if name.kind is None else ()
    for country, area in areas:
        if country != main and any(e.place.country == main and e.place.kind is PlaceKind.FIRST_LEVEL for e in found):
            continue  # a namesake in the document's own country
        whole = [e for e in gazetteer.lookup(area, countries=(country,)) if e.place.name == area][:1]
        if whole:
            found = (*(e for e in found if e.place.country != country), *whole)
    return found


def _likely(found: Sequence[Entry], name: Name, main: str | None) -> tuple[Entry, ...]:
    """Leave out what a name is only another word for, where that is hardly meant.

    A place is hardly meant by another of its names where the name is a far larger one's own; nor, unless it is large,
    by a name that has nothing to do with its own ("Quebec" for New Britain): gazetteers list those of every language.
    """
    kept = []
    owners = [e for e in found if own_name(e.place, name.words) > 0]
    for entry in found:
        if own_name(entry.place, name.words) == 0 and entry.place.kind is PlaceKind.SETTLEMENT:
            large = OTHER_HOME if entry.place.country == main else OTHER_ABROAD
            if entry.population < large and likeness(entry.place, name.words) < ALIKE:
                continue
            if any(o.population >= DOMINANT * entry.population for o in owners):
                continue
        kept.append(entry)
    return tuple(kept)


def _is_outdone(entry: Entry, known: int) -> bool:
    """Tell whether a town spelt otherwise is too small beside the one that has the very name ("Pinsk", not Piensk)."""
    spelt_otherwise = entry.fit < 2 and entry.place.kind is PlaceKind.SETTLEMENT
    return spelt_otherwise and entry.population * DOMINANT < known


def _loosely(name: Name, gazetteer: Gazetteer, main: str) -> tuple[Entry, ...]:
    """Return the places of the main country whose names have the same consonants and look like the name."""
    if len(skeleton(place_key(name.words)[0])) < BONES:
        return ()
    found = gazetteer.lookup(name.words, countries=(main,))
    return tuple(e for e in found if likeness(e.place, name.words) >= LOOSELY_ALIKE)


def _is_said(entry: Entry, name: Name) -> bool:
    """Tell whether a short form beside a name puts a place where it lies ("Ferriday, La.")."""
    return name.within is not None and within(entry.place, name, None) > 0


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raw = [math.exp(s - top) for s in scores]
    return [r / sum(raw) for r in raw]


def _settled(group: Group, gazetteer: Gazetteer) -> Choice:
    if not group.entries:
        return Choice(None, group.missing)
    order = sorted(range(len(group.entries)), key=lambda i: (-group.scores[i], group.entries[i].place.id))
    best, score = group.entries[order[0]], group.scores[order[0]]
    if (area := _area_of(best, group, gazetteer)) is not None:
        best = area
    for i in order[1:]:
        if score - group.scores[i] >= MARGIN:
            break
        if not _same(best.place, group.entries[i].place):
            return Choice(best, PlaceMissing.AMBIGUOUS, score)
    return Choice(best, None, score)


def _area_of(best: Entry, group: Group, gazetteer: Gazetteer) -> Entry | None:
    """Return the area of a town's name that the town lies in, where the words beside the name ask for an area."""
    town = best.place
    kind = group.name.kind_in(town.country)
    wanted = {kind} if kind in _AREAS else set(_AREAS) if group.name.area else set()
    if town.kind is not PlaceKind.SETTLEMENT or not wanted:
        return None
    named = gazetteer.lookup(town.name, countries=(town.country,)) if town.country else ()
    around = [
        e
        for e in (*group.entries, *(n for n in named if n.fit == 2))
        if e.place.kind in wanted
        and e.fit >= best.fit
        and (e.place.country, e.place.admin1) == (town.country, town.admin1)
    ]
    return max(around, key=lambda e: (e.place.kind is PlaceKind.FIRST_LEVEL, e.fit, e.place.id), default=None)


def _same(one: Place, other: Place) -> bool:
    """Tell whether two candidates are one place to whoever has to find it, such as a town and the district about it."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return (one.country, one.admin1) == (other.country, other.admin1)
    return distance_km((one.lat, one.lon), (other.lat, other.lon)) <= SAME_KM
