"""Choose the place that each name of a document means, all names together.

Invariant: a name means one place throughout a document unless its own words say another ("Paris, Texas"); population
alone never outweighs what the document says; a choice that hangs by a thread is refused as ambiguous, and its best
candidate is still named. The method: every candidate gets a sum of a few parts (`Parts`), each weighted once for all
texts; what others of the document's names probably mean is one of them, so the sums are made three times over.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.keys import place_key
from dateline.model import Place, PlaceKind, PlaceMissing
from dateline.model.place import km_between

__all__ = ["Area", "Choice", "Name", "Parts", "choose"]


@dataclass(frozen=True, slots=True)
class Area:
    """Name a country, or a first-level area of one, that a document speaks of; `admin1` None is the whole country."""

    country: str
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """Hold one name as it stands: its words, the kind that a word beside it gives, and what it is said to lie in.

    `within` is the area that a short form beside it gives ("Ferriday, La."), `inside` the words of another name
    ("Ferriday in Concordia Parish").
    """

    words: str
    kind: PlaceKind | None = None
    within: Area | None = None
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Give the place chosen for a name, or, with `missing`, why none is chosen; then `entry` is the best candidate."""

    entry: Entry | None
    missing: PlaceMissing | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the parts of a candidate's score, or their weights.

    `fit`: the same letters 1, a habit of romanisation 0.5, consonants alone 0. `size`: the decimal logarithm of the
    population over 7, areas as in `AREA_SIZES`. `kind`: 1 where a word beside the name
    gives its kind, -1 where another.
    `seat`: -1 for an area where a town in it is called alike and no word beside the name gives its kind.
    `within`: how far it is said to lie where it lies, -1 where it is said to lie elsewhere. `country`, `admin1`: the
    share of what else the document names that lies in its country, its first-level area. `near`: how much of that lies
    near it.
    """

    fit: float = 0.0
    size: float = 0.0
    kind: float = 0.0
    seat: float = 0.0
    within: float = 0.0
    country: float = 0.0
    admin1: float = 0.0
    near: float = 0.0

    def dot(self, weights: Parts) -> float:
        """Return the weighted sum."""
        return (
            self.fit * weights.fit
            + self.size * weights.size
            + self.kind * weights.kind
            + self.seat * weights.seat
            + self.within * weights.within
            + self.country * weights.country
            + self.admin1 * weights.admin1
            + self.near * weights.near
        )


WEIGHTS = Parts(fit=2.0, size=6.0, kind=3.0, seat=1.0, within=6.0, country=4.0, admin1=4.0, near=2.0)

# What an area counts as beside settlements of its name, as a population: an area is named oftener than a town as large.
AREA_SIZES = {
    PlaceKind.COUNTRY: 1e9,
    PlaceKind.FIRST_LEVEL: 3e6,
    PlaceKind.SECOND_LEVEL: 3e3,
    PlaceKind.REGION: 1e6,
    PlaceKind.WATER: 1e5,
    PlaceKind.QUARTER: 1e4,
    PlaceKind.FACILITY: 1e4,
}

ROUNDS = 3
CANDIDATES = 60
NEAR_KM = 60.0
MARGIN = 0.35
# Candidates this near each other are one place to whoever has to find it (a town and the district of its name).
SAME_KM = 40.0


@dataclass(slots=True)
class _Group:
    """All names of a document that mean the same, and what they may mean."""

    name: Name
    key: str
    mentions: int = 0
    entries: tuple[Entry, ...] = ()
    scores: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    @property
    def likeliest(self) -> tuple[Place, float] | None:
        """The best candidate so far and its share, or None where there is none."""
        if not self.shares:
            return None
        i = max(range(len(self.shares)), key=lambda i: (self.shares[i], -i))
        return self.entries[i].place, self.shares[i]


def choose(
    names: Sequence[Name], *, gazetteer: Gazetteer, stated: Mapping[Area, float], main: str | None = None
) -> tuple[Choice, ...]:
    """Return the place chosen for each name, in order.

    `stated` weighs the areas that the document speaks of by other words than these names (countries, peoples,
    abbreviated states); in `main` spellings are compared by their consonants where no place fits better.
    """
    groups, of = _grouped(names)
    by_key: dict[str, _Group] = {}
    for group in groups:
        by_key.setdefault(group.key, group)
        group.entries = _candidates(group.name, gazetteer, main, stated)
    containers = [by_key.get(place_key(g.name.inside)[0]) if g.name.inside else None for g in groups]
    for number in range(ROUNDS):
        share = _Shares(groups, stated)
        for group, container in zip(groups, containers, strict=True):
            around = share.around(group) if number else []
            group.scores = [_parts(e, group, container, share, around).dot(WEIGHTS) for e in group.entries]
        for group in groups:
            group.shares = _softmax(group.scores)
    chosen = [_settled(group) for group in groups]
    return tuple(chosen[i] for i in of)


def _grouped(names: Sequence[Name]) -> tuple[list[_Group], list[int]]:
    """Put names that mean the same together; a bare name means what its only fuller form in the document says."""
    keys = [place_key(n.words)[0] for n in names]
    fuller: dict[str, set[tuple[Area | None, str | None]]] = {}
    for name, key in zip(names, keys, strict=True):
        if name.within or name.inside:
            fuller.setdefault(key, set()).add((name.within, name.inside))
    groups: dict[tuple[str, PlaceKind | None, Area | None, str | None], _Group] = {}
    of = []
    for name, key in zip(names, keys, strict=True):
        within, inside = name.within, name.inside
        forms = fuller.get(key, ())
        if within is None and inside is None and len(forms) == 1:
            ((within, inside),) = forms
        sign = (key, name.kind, within, inside)
        group = groups.setdefault(sign, _Group(Name(name.words, name.kind, within, inside), key))
        group.mentions += 1
        of.append(sign)
    order = {sign: i for i, sign in enumerate(groups)}
    return list(groups.values()), [order[sign] for sign in of]


def _candidates(name: Name, gazetteer: Gazetteer, main: str | None, stated: Mapping[Area, float]) -> tuple[Entry, ...]:
    """Return what a name may mean; of very many, those in areas that the document speaks of and the largest."""
    found = gazetteer.lookup(name.words)
    if not found and main is not None:
        found = gazetteer.lookup(name.words, countries=(main,))
    if len(found) <= CANDIDATES:
        return found
    spoken = {(a.country, a.admin1) for a in (*stated, *((name.within,) if name.within else ()))}

    def order(entry: Entry) -> tuple[int, bool, float, str]:
        place = entry.place
        return -entry.fit, (place.country, place.admin1) not in spoken, -_size(entry), place.id

    return tuple(sorted(found, key=order)[:CANDIDATES])


class _Shares:
    """What a document's names mean so far, by country, by first-level area and on the map."""

    def __init__(self, groups: Sequence[_Group], stated: Mapping[Area, float]) -> None:
        self._countries: defaultdict[str, float] = defaultdict(float)
        self._areas: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._own: dict[int, tuple[dict[str, float], dict[tuple[str, str], float]]] = {}
        for area, weight in stated.items():
            self._countries[area.country] += weight
            if area.admin1 is not None:
                self._areas[area.country, area.admin1] += weight
        self._groups = groups
        for group in groups:
            countries: defaultdict[str, float] = defaultdict(float)
            areas: defaultdict[tuple[str, str], float] = defaultdict(float)
            weight = 1 + math.log2(group.mentions) if group.mentions else 0.0
            for entry, share in zip(group.entries, group.shares, strict=False):
                if entry.place.country is not None and share > 0.01:
                    countries[entry.place.country] += weight * share
                    if entry.place.admin1 is not None:
                        areas[entry.place.country, entry.place.admin1] += weight * share
            for country, mass in countries.items():
                self._countries[country] += mass
            for at, mass in areas.items():
                self._areas[at] += mass
            self._own[id(group)] = countries, areas
        self._all = sum(self._countries.values())

    def of(self, place: Place, group: _Group) -> tuple[float, float]:
        """Return the shares of a place's country and first-level area among what all but `group` means."""
        countries, areas = self._own[id(group)]
        rest = self._all - sum(countries.values()) + SMOOTHING
        if place.country is None:
            return 0.0, 0.0
        country = self._countries.get(place.country, 0.0) - countries.get(place.country, 0.0)
        if place.admin1 is None:
            return country / rest, 0.0
        at = place.country, place.admin1
        return country / rest, (self._areas.get(at, 0.0) - areas.get(at, 0.0)) / rest

    def around(self, group: _Group) -> list[tuple[float, float, float]]:
        """Return latitude, longitude and share of what the other names most likely mean, where it has a point."""
        found = []
        for other in self._groups:
            likely = other.likeliest if other is not group and other.key != group.key else None
            if likely is None:
                continue
            place, share = likely
            if place.lat is not None and place.lon is not None and place.kind in _POINTS:
                found.append((place.lat, place.lon, share))
        return found


SMOOTHING = 1.0
_SEATED = {PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL}
_POINTS = {PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SECOND_LEVEL}


def _parts(
    entry: Entry,
    group: _Group,
    container: _Group | None,
    share: _Shares,
    around: Sequence[tuple[float, float, float]],
) -> Parts:
    place = entry.place
    country, admin1 = share.of(place, group)
    kind = 0.0 if group.name.kind is None else 1.0 if place.kind is group.name.kind else -1.0
    seat = 0.0
    if group.name.kind is None and place.kind in _SEATED:
        seat = -1.0 * any(e.place.kind is PlaceKind.SETTLEMENT and _lies_in(e.place, place) for e in group.entries)
    near = 0.0
    if place.lat is not None and place.lon is not None:
        for lat, lon, weight in around:
            if abs(lat - place.lat) < 2.5:
                near += weight * math.exp(-km_between((lat, lon), (place.lat, place.lon)) / NEAR_KM)
    return Parts(
        entry.fit / 2,
        math.log10(1 + _size(entry)) / 7,
        kind,
        seat,
        _within(place, group.name, container),
        country,
        admin1,
        math.log1p(near),
    )


def _within(place: Place, name: Name, container: _Group | None) -> float:
    """Return how far a place lies in what its name is said to lie in: 1 wholly, -1 not, 0 where nothing is said."""
    if name.within is not None:
        inside = place.country == name.within.country and name.within.admin1 in (None, place.admin1)
        return 1.0 if inside else -1.0
    if container is None or not container.shares:
        return 0.0
    return sum(s for e, s in zip(container.entries, container.shares, strict=True) if _lies_in(place, e.place))


def _lies_in(place: Place, other: Place) -> bool:
    if place.country != other.country or place.id == other.id:
        return False
    if other.kind is PlaceKind.COUNTRY:
        return True
    if other.kind is PlaceKind.FIRST_LEVEL:
        return place.admin1 == other.admin1 and place.kind is not PlaceKind.COUNTRY
    return False


def _size(entry: Entry) -> float:
    return max(float(entry.population), AREA_SIZES.get(entry.place.kind, 0.0))


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raw = [math.exp(s - top) for s in scores]
    return [r / sum(raw) for r in raw]


def _settled(group: _Group) -> Choice:
    if not group.entries:
        return Choice(None, PlaceMissing.NOT_IN_GAZETTEER)
    order = sorted(range(len(group.entries)), key=lambda i: (-group.scores[i], group.entries[i].place.id))
    best, score = group.entries[order[0]], group.scores[order[0]]
    for i in order[1:]:
        if score - group.scores[i] >= MARGIN:
            break
        if not _same(best.place, group.entries[i].place):
            return Choice(best, PlaceMissing.AMBIGUOUS, score)
    return Choice(best, None, score)


def _same(one: Place, other: Place) -> bool:
    """Tell whether two candidates are one place to whoever has to find it, such as a town and the district about it."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return (one.country, one.admin1) == (other.country, other.admin1)
    return km_between((one.lat, one.lon), (other.lat, other.lon)) <= SAME_KM
