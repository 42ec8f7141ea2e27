"""Place a short description of where something was, as tables give it, in a country that is known.

Invariant: a point is given only where a name of the description fits a place in the areas that are given with it; else
the finest of those areas is the place, with its own class, and where not even those are known, the country.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from dateline.finding.place_cues import kind_at
from dateline.finding.place_relations import placed
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.model import Evidence, Place, PlaceKind, PlacePrecision, Placing

__all__ = ["place_of_description"]

_LONGEST = 4
_WORD = re.compile(r"[^\W_][\w’‘'`-]*", re.UNICODE)
# Over these no name reaches: "Zarqa, Amman".
_BREAKS = ",;()/"
# A description is as fine as its finest name: the village counts, not the district that it is said to lie in.
_FINENESS = {PlaceKind.FIRST_LEVEL: -4.0, PlaceKind.SECOND_LEVEL: -2.0, PlaceKind.REGION: -3.0, PlaceKind.WATER: -3.0}
_AREAS = {PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL}

# A place that the description names lies no farther than this from the second-level area's point.
REACH_KM = 100.0


def place_of_description(
    words: str, *, country: str, areas: Sequence[str] = (), gazetteer: Gazetteer | None = None
) -> Placing | None:
    """Return where a description puts something in a country (ISO alpha-2), or None where the country is not known.

    `areas` are the names of the areas around it, finest last ("Idlib governorate", "Ariha district"). The evidence
    is in `words` followed by the areas, each after a comma.

    >>> place_of_description("a house in Zarqa", country="XX") is None
    True
    """
    places = gazetteer or open_gazetteer()
    nation = open_countries().by_code.get(country)
    if nation is None:
        return None
    text = ", ".join([words, *areas, nation.name])
    around = [_area(name, country, level, places) for level, name in enumerate(areas)]
    first = next((e.place for e in around if e is not None and e.place.kind is PlaceKind.FIRST_LEVEL), None)
    second = next((e.place for e in around if e is not None and e.place.kind is PlaceKind.SECOND_LEVEL), None)
    best: tuple[float, int, int, Entry] | None = None
    for start, end in _stretches(words):
        kind = kind_at(words, start, end)
        for entry in places.lookup(words[start:end], countries=(country,)):
            score = _score(entry, kind, first, second, length=end - start)
            if score is not None and (best is None or score > best[0]):
                best = (score, start, end, entry)
    if best is not None:
        _, start, end, entry = best
        return placed(text, start, end, entry.place)
    at = len(words) + 2
    for area, name in reversed(list(zip(around, areas, strict=True))):
        if area is not None:
            start = text.index(name, at)
            return placed(text, start, start + len(name), area.place)
    place = Place(f"country:{country}", nation.name, PlaceKind.COUNTRY, country)
    return Placing(place, PlacePrecision.COUNTRY, Evidence.at(text, len(text) - len(nation.name), len(text)))


def _area(name: str, country: str, level: int, places: Gazetteer) -> Entry | None:
    """Return the area that a table's column names, or None; the column says the level."""
    kind = (PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL)[min(level, 1)]
    found = [e for e in places.lookup(name, countries=(country,)) if e.place.kind in _AREAS]
    return next((e for e in found if e.place.kind is kind), next(iter(found), None))


def _stretches(words: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of up to a few words that may be a name: each begins and ends with a capital or a digit."""
    found = list(_WORD.finditer(words))
    for i, first in enumerate(found):
        if not _opens_name(first[0]):
            continue
        for last in found[i : i + _LONGEST]:
            between = words[first.start() : last.start()]
            if any(sign in between for sign in _BREAKS):
                break
            if _closes_name(last[0]):
                yield first.start(), last.end()


def _opens_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or bool(re.match(r"[a-z]{1,4}[-'’][^\W\d_]", word))


def _closes_name(word: str) -> bool:
    return _opens_name(word) and word.lower() not in generic_words()


def _score(
    entry: Entry, kind: PlaceKind | None, first: Place | None, second: Place | None, *, length: int
) -> float | None:
    """Return how well a candidate fits what is said around it, or None where it lies elsewhere."""
    place = entry.place
    if place.kind is PlaceKind.COUNTRY:
        return None
    if first is not None and place.admin1 is not None and place.admin1 != first.admin1:
        return None
    score = entry.fit + length / 20 + math.log10(1 + entry.population) / 10
    score += _FINENESS.get(place.kind, 0.0)
    if kind is not None:
        score += 1.0 if place.kind is kind else -1.0
    if second is not None and second.lat is not None and second.lon is not None:
        if place.lat is None or place.lon is None:
            return score
        away = distance_km((second.lat, second.lon), (place.lat, place.lon))
        if away > REACH_KM:
            return None
        score += 2 * math.exp(-away / 30)
    return score
