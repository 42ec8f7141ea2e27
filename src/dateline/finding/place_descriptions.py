"""Place a short description of where something was, as tables give it, in a country that is known.

Invariant: a point is given only where a name of the description fits a place in the areas that are given with it; else
the finest of those areas is the place, with its own class, and where not even those are known, the country. The name
of an area beside another name says where that lies, and puts nothing in the town that the area is called after.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.finding.place_cues import kind_at
from dateline.finding.place_parts import likeness, own_name
from dateline.finding.place_relations import placed, relation_at
from dateline.finding.place_words import place_words
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.knowledge.gazetteer.keys import generic_words, place_key
from dateline.model import Evidence, Place, PlaceKind, PlacePrecision, Placing

__all__ = ["place_of_description"]

_LONGEST = 4
_WORD = re.compile(r"[^\W_][\w’‘'`-]*", re.UNICODE)
_PARTICLE = re.compile(r"[a-z]{1,4}[-'’][^\W\d_]")

# Over these no name reaches: "Zarqa, Amman".
_BREAKS = ",;()/:"
# A description is as fine as its finest name: the village counts, not the district that it is said to lie in.
_FINENESS = {PlaceKind.FIRST_LEVEL: -4.0, PlaceKind.SECOND_LEVEL: -2.0, PlaceKind.REGION: -3.0, PlaceKind.WATER: -3.0}
_AREAS = frozenset({PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL})
_WHOLE = frozenset({PlaceKind.FIRST_LEVEL, PlaceKind.COUNTRY})
# "Douentza cercle", "Sharon sub-district": what is written small behind an area's name is its kind.
_KIND_BEHIND = re.compile(r"(?:\s+[a-z-]+)+$")

# A place in a second-level area lies no farther from its point than the area reaches, with this much to spare; and
# where nobody knows how far that is, than REACH_KM.
SPARE = 1.25
SPARE_KM = 15.0
REACH_KM = 60.0
# What a candidate's score has beside its fit (0 to 2) and fineness: by hand; `benchmarks/ucdp_sample.py` measures it.
# Twenty letters more in the name, or ten figures more in the population, are worth one step of fit, and so is a kind
# that a word gives; lying at the point of the given district is worth two steps, a third of them (1/e) 30 km off.
_LETTERS = 20
_TENFOLDS = 10
_AT_HAND, _FADES_KM = 2.0, 30.0
# The name of an area with other vowels is alike from this share of letters in common order on (0-100).
ALIKE = 75


@dataclass(frozen=True, slots=True)
class _Around:
    """Hold the areas given with a description, the country they lie in, and the keys of their names.

    `coarse` are the keys of the first-level area and the country alone.
    """

    country: str
    first: Entry | None
    second: Entry | None
    keys: frozenset[str]
    coarse: frozenset[str]


def place_of_description(
    words: str, *, country: str, areas: Sequence[str] = (), gazetteer: Gazetteer | None = None
) -> Placing | None:
    """Return where a description puts something in a country (ISO alpha-2), or None where the country is not known.

    `areas` are the names of the first-level area around it and of the second-level one, where they are known ("Idlib
    governorate", "Ariha district"). The evidence is in `words` followed by the areas and the country, each after a
    comma.

    >>> found = place_of_description("a market in Basra", country="IQ", areas=["Basra governorate"])
    >>> found.place.name, int(found.precision), found.evidence.words
    ('Basrah', 1, 'Basra')
    >>> place_of_description("a house in Zarqa", country="XX") is None
    True
    """
    places = gazetteer or open_gazetteer()
    nation = open_countries().by_code.get(country)
    if nation is None:
        return None
    text = ", ".join([words, *areas, nation.name])
    around = _around(areas, country, nation.name, places)
    best = _best(words, around, places)
    if best is not None:
        start, end, entry = best
        return placed(text, start, end, entry.place, extent=entry.extent_km)
    at = len(words) + 2
    for area, name in ((around.second, areas[-1] if areas else ""), (around.first, areas[0] if areas else "")):
        if area is not None:
            start = text.index(name, at)
            found = placed(text, start, start + len(name), area.place, extent=area.extent_km)
            town = area.place.kind is PlaceKind.SETTLEMENT
            return replace(found, precision=PlacePrecision.SECOND_LEVEL) if town else found
    named = open_countries().by_code[around.country].name
    entry = places.lookup(named, countries=(around.country,))[0]
    start = len(text) - len(nation.name)
    return Placing(entry.place, PlacePrecision.COUNTRY, Evidence.at(text, start, len(text)), radius_km=entry.extent_km)


def _best(words: str, around: _Around, places: Gazetteer) -> tuple[int, int, Entry] | None:
    """Return the place that the description names best, and where; a longer name leaves nothing to a part of it."""
    found: list[tuple[float, int, int, Entry]] = []
    for start, end in sorted(_named(words, around), key=lambda s: (s[0] - s[1], s)):
        if any(a <= start and end <= b for _, a, b, _ in found):
            continue
        kind = kind_at(words, start, end)
        scored = [
            (score, start, end, entry)
            for entry in places.lookup(words[start:end], countries=(around.country,))
            if (score := _score(entry, kind, around, length=end - start)) is not None
        ]
        found += scored
    if not found:
        return None
    _, start, end, entry = max(found, key=lambda f: (f[0], -f[1], f[3].place.id))
    return start, end, entry


def _around(areas: Sequence[str], country: str, nation: str, places: Gazetteer) -> _Around:
    """Look the given areas up: the first by its name, the second in the first.

    Countries were split: where the first lies in another country alone, that is the country.
    """
    first = second = None
    keys = {place_key(name)[0] for name in (*areas, nation)}
    keys |= {place_key(_KIND_BEHIND.sub("", name))[0] for name in areas}
    if areas and not any(e.place.kind in _AREAS for e in places.lookup(areas[0], countries=(country,))):
        elsewhere = {e.place.country for e in places.lookup(areas[0]) if e.fit == 2 and e.place.kind in _WHOLE}
        if len(elsewhere) == 1:
            country = next(iter(elsewhere)) or country
    for level, name in enumerate(areas):
        found = [e for e in places.lookup(name, countries=(country,)) if e.place.kind in _AREAS and _is_alike(e, name)]
        if level and first is not None:
            found = [e for e in found if e.place.admin1 == first.place.admin1]
        wanted = PlaceKind.SECOND_LEVEL if level else PlaceKind.FIRST_LEVEL
        area = next((e for e in found if e.place.kind is wanted), None)
        area = area or next((e for e in found if own_name(e.place, name) > 0), None)
        if area is None and level and second is None:
            second = _seat(name, country, first, places)
        if area is None:
            continue
        keys.add(place_key(area.place.name)[0])
        if area.place.kind is PlaceKind.FIRST_LEVEL:
            first = first or area
        else:
            second = area
    wide = (nation, *areas[:1], *([first.place.name] if first else []))
    coarse = {place_key(_KIND_BEHIND.sub("", name))[0] for name in wide}
    if second is not None:
        coarse.discard(place_key(_KIND_BEHIND.sub("", second.place.name))[0])
    return _Around(country, first, second, frozenset(keys), frozenset(coarse))


def _seat(name: str, country: str, first: Entry | None, places: Gazetteer) -> Entry | None:
    """Return the town that a second-level area is called after, where no gazetteer has the area itself."""
    within = None if first is None else first.place.admin1
    found = places.lookup(_KIND_BEHIND.sub("", name), countries=(country,))
    towns = [e for e in found if e.fit == 2 and e.place.kind is PlaceKind.SETTLEMENT]
    return next((e for e in towns if within in (None, e.place.admin1)), None)


def _is_alike(entry: Entry, name: str) -> bool:
    """Tell whether an area that fits by its consonants alone is meant: "North Eastern" is not North Western."""
    return entry.fit > 0 or likeness(entry.place, _KIND_BEHIND.sub("", name)) >= ALIKE


def _named(words: str, around: _Around) -> list[tuple[int, int]]:
    """Return the stretches that may name the place itself; those that only say where it lies where there is no other.

    What is said to lie in a direction from a place is not in it; of names of areas alone the finer one counts.
    """
    stretches = list(_stretches(words))
    frame = [(s, e) for s, e in stretches if _frames(words, s, e, around)]
    own = [(s, e) for s, e in stretches if not any(a < e and s < b for a, b in frame)]
    if not own:
        finer = [(s, e) for s, e in stretches if place_key(words[s:e])[0] not in around.coarse]
        return finer or stretches
    leads = [s for s in stretches[:1] if s in frame and _is_finer(words, *s, around)]
    own = leads or own
    aside = [(s, e) for s, e in own if _is_aside(words, s, e)]
    return [o for o in own if o not in aside] or own


def _is_finer(words: str, start: int, end: int, around: _Around) -> bool:
    """Tell whether a stretch bears the name of the second-level area alone and heads nothing ("Afrin: a village")."""
    key = place_key(words[start:end])[0]
    bare = key in around.keys - around.coarse and kind_at(words, start, end) not in _AREAS
    return bare and not words[end:].lstrip().startswith(":")


def _frames(words: str, start: int, end: int, around: _Around) -> bool:
    """Tell whether a stretch names an area: by a word of kind, or because it is one of those given."""
    kind = kind_at(words, start, end)
    return kind in _AREAS or (place_key(words[start:end])[0] in around.keys and kind is not PlaceKind.SETTLEMENT)


def _is_aside(words: str, start: int, end: int) -> bool:
    """Tell whether a stretch is only what another is said to lie off or in: "Naga oil field, south of Zillah"."""
    if words[:start].rstrip().endswith("(") and _WORD.search(words):
        return words.index("(") > 0
    relation = relation_at(words, start, end)
    return relation is not None and relation.bearing is not None and bool(_WORD.search(words, 0, relation.start))


def _stretches(words: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of up to a few words that may be a name: each begins and ends with a capital or a digit."""
    found = list(_WORD.finditer(words))
    particles = place_words()["name_particles"]
    for i, first in enumerate(found):
        if not _opens_name(first[0]) or first[0].lower() in generic_words():
            continue
        if _inside_longer(found, i, words):
            continue
        for last in found[i : i + _LONGEST]:
            between = words[first.start() : last.start()]
            if any(sign in between for sign in _BREAKS):
                break
            if last[0].islower() and last[0] not in particles and not _PARTICLE.match(last[0]):
                break
            if _opens_name(last[0]) and last[0].lower() not in generic_words():
                yield first.start(), last.end()


def _inside_longer(found: Sequence[re.Match[str]], i: int, words: str) -> bool:
    """Tell whether two words of one name stand right before a word: what ends a long name is hardly a name itself."""
    before = found[max(0, i - 2) : i + 1]
    joined = all(words[a.end() : b.start()].isspace() for a, b in pairwise(before))
    particles = place_words()["name_particles"]
    return len(before) > 2 and joined and all(_opens_name(w[0]) or w[0] in particles for w in before)


def _opens_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or _PARTICLE.match(word) is not None


def _score(entry: Entry, kind: PlaceKind | None, around: _Around, *, length: int) -> float | None:
    """Return how well a candidate fits what is said around it, or None where it lies elsewhere."""
    place = entry.place
    if place.kind is PlaceKind.COUNTRY or (place.lat is None and place.kind not in _AREAS):
        return None
    if kind in _AREAS and place.kind is PlaceKind.SETTLEMENT:
        return None  # a province is not the town of its name
    first, second = around.first, around.second
    if first is not None and place.admin1 is not None and place.admin1 != first.place.admin1:
        return None
    people = math.log10(1 + entry.population)
    score = entry.fit + length / _LETTERS + people / _TENFOLDS + _FINENESS.get(place.kind, 0.0)
    if kind is not None:
        score += 1.0 if place.kind is kind else -1.0
    away = _away(place, second.place) if second is not None else None
    if second is not None and away is not None and away > _reach(second, entry):
        return None
    return score if away is None else score + _AT_HAND * math.exp(-away / _FADES_KM)


def _reach(area: Entry, entry: Entry) -> float:
    """Return how far from an area's point a place in it may lie; one that is known to lie in another, less far."""
    if entry.admin2 == area.place.name:
        return math.inf
    if area.extent_km is None:
        return REACH_KM
    return area.extent_km if entry.admin2 is not None else SPARE * area.extent_km + SPARE_KM


def _away(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))
