"""Read how an event is tied to a place that is named: in it, near it, so far from it, between it and another.

Invariant: what is said to be near, beside or beyond a place is never put at its point as if it were there: it gets a
radius, and the precision class that the radius allows. A place of its own is made only where the words give more than
the named place: a displaced point, a part, a line. Standard: UCDP GED codebook, `where_prec`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_of, number_words
from dateline.knowledge.gazetteer.globe import EARTH_KM, moved
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.model import Evidence, Place, PlaceKind, PlacePrecision, Placing

__all__ = [
    "PRECISION",
    "Relation",
    "RelationWords",
    "displaced",
    "part_of",
    "placed",
    "read_relation_words",
    "relation_at",
    "relation_words",
    "seated",
]

_FILE = "finding/data/place_relations.toml"

PRECISION = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.FIRST_LEVEL: PlacePrecision.FIRST_LEVEL,
    PlaceKind.SECOND_LEVEL: PlacePrecision.SECOND_LEVEL,
    PlaceKind.SETTLEMENT: PlacePrecision.EXACT,
    PlaceKind.QUARTER: PlacePrecision.EXACT,
    PlaceKind.FACILITY: PlacePrecision.EXACT,
    PlaceKind.REGION: PlacePrecision.AREA,
    PlaceKind.WATER: PlacePrecision.AREA,
}

# UCDP's class 2 reaches this far.
NEAR_KM = 25.0

# A distance as reporters give it ("ten miles north") is off by about a quarter, and by a few kilometres at least.
LOOSENESS = 0.25
# A compass word covers 45 degrees either side of it, so that what it leads to is off by half of the distance as well.
TURN = 0.5
LEAST_KM = 3.0
# Half the way around the globe: no distance from a place is longer.
FARTHEST_KM = 20_040.0

LINES = ("borders", "coasts", "roads", "linking")

_WHOLE = {PlaceKind.COUNTRY, PlaceKind.FIRST_LEVEL, PlaceKind.REGION}
_REACH = 72
SEATED = (PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL)


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Hold the data file, and the patterns made of it; `line_nouns` are those of borders and coasts."""

    before: Mapping[str, float]
    after: Mapping[str, float]
    behind: Mapping[str, float]
    seats: Mapping[str, float]
    townships: frozenset[str]
    units: Mapping[str, float]
    directions: Mapping[str, float]
    parts: frozenset[str]
    lines: Mapping[str, tuple[str, ...]]
    line_nouns: frozenset[str]
    far: re.Pattern[str]
    far_after: re.Pattern[str]
    way: re.Pattern[str]
    close: re.Pattern[str]
    close_after: re.Pattern[str]
    close_behind: re.Pattern[str]
    part: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """Say how far and which way from a named place; `start` and `end` are where its words begin and end.

    `km` is the distance stated, `bearing` degrees from north, `radius` how far off the result may be; `part` is the
    word that cuts a part out of an area.
    """

    start: int
    end: int
    radius: float | None = None
    km: float | None = None
    bearing: float | None = None
    part: str | None = None


@lru_cache(maxsize=1)
def relation_words() -> RelationWords:
    """Load the shipped words once; raises KnowledgeError naming the entry that breaks the schema."""
    return read_relation_words(read_toml(resources.files("dateline.finding").joinpath("data/place_relations.toml")))


def read_relation_words(raw: Mapping[str, Any]) -> RelationWords:
    """Check the tables and make the patterns; raises KnowledgeError naming the entry that breaks the schema."""
    tables = {"before", "after", "behind", "seats", "townships", "units", "directions", "parts", "lines"}
    if set(raw) != tables:
        raise KnowledgeError(f"{_FILE}: expected the tables {sorted(tables)}, found {sorted(raw)}")
    numbers: dict[str, dict[str, float]] = {}
    for table in ("before", "after", "behind", "seats", "units", "directions"):
        entries = table_in(raw[table], f"{_FILE}, [{table}]")
        words_in(list(entries), f"{_FILE}, [{table}]")
        most = 360 if table == "directions" else EARTH_KM
        numbers[table] = {
            word: float(number_in(value, f"{_FILE}, [{table}], {word!r}", least=0, most=most))
            for word, value in entries.items()
        }
        if not entries:
            raise KnowledgeError(f"{_FILE}, [{table}]: expected at least one word")
    parts = words_in(table_in(raw["parts"], f"{_FILE}, [parts]").get("words"), f"{_FILE}, [parts], words")
    words_in(table_in(raw["townships"], f"{_FILE}, [townships]").get("words"), f"{_FILE}, [townships], words")
    if set(numbers["seats"]) != {kind.value for kind in SEATED}:
        raise KnowledgeError(f"{_FILE}, [seats]: expected {sorted(kind.value for kind in SEATED)}")
    lines = {}
    for what in LINES:
        nouns = words_in(table_in(raw["lines"], f"{_FILE}, [lines]").get(what), f"{_FILE}, [lines], {what}")
        if not nouns or not all(noun.isalpha() for noun in nouns):
            raise KnowledgeError(f"{_FILE}, [lines], {what}: expected single words, one at least")
        lines[what] = tuple(nouns)
    unknown = sorted({*raw["parts"], *raw["lines"]} - {"words", *LINES})
    if unknown:
        raise KnowledgeError(f"{_FILE}: {unknown[0]!r} is no list of [parts] or [lines]")
    way = rf"(?:to\s+the\s+)?(?P<way>{_way(numbers['directions'])})(?:ern)?"
    unit = rf"(?:\s+|-)?(?P<unit>{_any(numbers['units'])})\b\.?"
    kinds = "|".join(sorted(map(re.escape, generic_words()), key=lambda w: (-len(w), w)))
    # "near the garrison town of", "outside the central city of", "near the town"
    the = rf"(?:the\s+)?(?:[a-z]+\s+of\s+|(?:[a-z-]+\s+){{0,2}}(?:{kinds})\s+(?:of\s+)?)?$"
    far = rf"\b(?P<n>{number_words().pattern}|\d+(?:\.\d+)?){unit}(?:\s+(?:{way}))?"
    flags = re.IGNORECASE
    return RelationWords(
        numbers["before"],
        numbers["after"],
        numbers["behind"],
        numbers["seats"],
        frozenset(raw["townships"]["words"]),
        numbers["units"],
        numbers["directions"],
        frozenset(parts),
        lines,
        frozenset((*lines["borders"], *lines["coasts"])),
        re.compile(rf"{far}\s+(?:of|from|outside|off|away\s+from)\s+{the}", flags),
        re.compile(
            rf"\s*[(,]\s*(?:about\s+|some\s+)?{far}(?:\s+(?:of|from))?(?:\s+(?:it|there|here))?\s*[),.;]", flags
        ),
        re.compile(rf"\b{way}\s+(?:of|from)\s+{the}", flags),
        re.compile(rf"\b(?P<words>{_any(numbers['before'])})\s+(?:of\s+)?{the}", flags),
        re.compile(rf"(?:\s*\(\s*|\s+)(?P<words>{_any(numbers['after'])})\s*(?:\)|$)", flags),
        re.compile(rf"\s+(?P<words>{_any(numbers['behind'])})\b"),
        re.compile(rf"\b(?P<part>{_any(parts)})\s+(?:of\s+(?:the\s+)?)?$", flags),
    )


def _any(words: Iterable[str]) -> str:
    """Match any of some words, the longest that fits, over any white space."""
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(words, key=lambda w: (-len(w), w)))


def _way(directions: Mapping[str, float]) -> str:
    """Match directions also with a hyphen or a space within: "north-west"."""
    split = [re.sub(r"^(north|south)(east|west)$", r"\1[- ]?\2", d) for d in directions]
    return "|".join(sorted(split, key=lambda w: (-len(w), w)))


def relation_at(text: str, start: int, end: int) -> Relation | None:
    """Return how the words around `text[start:end]` tie something to the place named there, or None: it is there.

    >>> relation_at("a camp ten miles north of Amarah", 26, 32)
    Relation(start=7, end=32, radius=8.045, km=16.09, bearing=0.0, part=None)
    >>> relation_at("a camp in Amarah", 10, 16) is None
    True
    """
    words = relation_words()
    before, offset = text[max(0, start - _REACH) : start], max(0, start - _REACH)
    for pattern, said, base in ((words.far, before, offset), (words.far_after, text[end : end + _REACH], end)):
        match = pattern.search(said) if pattern is words.far else pattern.match(said)
        if match and (found := _measured(match, words)) is not None:
            km, bearing = found
            radius = max(LEAST_KM, km * (TURN if bearing is not None else 1 + LOOSENESS))
            if base == offset:
                return Relation(offset + match.start(), end, radius, km, bearing)
            return Relation(start, base + match.end(), radius, km, bearing)
    if match := words.close.search(before):
        return Relation(offset + match.start(), end, words.before[" ".join(match["words"].lower().split())])
    if match := words.way.search(before):
        return Relation(offset + match.start(), end, NEAR_KM, None, words.directions[_plain(match["way"])])
    if match := words.close_after.match(text[end : end + _REACH]):
        return Relation(start, end + match.end(), words.after[" ".join(match["words"].lower().split())])
    if match := words.close_behind.match(text, end):
        return Relation(start, match.end(), words.behind[match["words"]])
    if match := words.part.search(before):
        return Relation(offset + match.start(), end, part=match["part"].lower())
    return None


def _measured(match: re.Match[str], words: RelationWords) -> tuple[float, float | None] | None:
    raw = match["n"]
    value = float(raw) if re.fullmatch(r"\d+\.\d+", raw) else number_of(raw)
    if value is None:
        return None
    km = value * words.units[match["unit"].lower()]
    if not 0 < km <= FARTHEST_KM:
        return None
    return km, words.directions[_plain(match["way"])] if match["way"] else None


def _plain(direction: str) -> str:
    return re.sub(r"[-\s]", "", direction.lower())


def placed(text: str, start: int, end: int, place: Place, *, extent: float | None = None) -> Placing:
    """Return where the words around a name put something, of which `place` is what the name means.

    `extent` is the radius of the place itself in kilometres, where it is known.
    """
    own = Placing(place, PRECISION[place.kind], Evidence.at(text, start, end), radius_km=extent)
    relation = relation_at(text, start, end)
    if relation is None:
        return own
    evidence = Evidence.at(text, relation.start, relation.end)
    if relation.part is not None:
        if place.kind not in _WHOLE:
            return own
        return Placing(part_of(place, relation.part), PlacePrecision.AREA, evidence)
    if relation.bearing is not None and place.kind in _WHOLE:
        way = _name_of(relation.bearing)
        return Placing(part_of(place, way), PlacePrecision.AREA, evidence)
    if place.kind in _WHOLE or relation.radius is None:
        return own
    radius = relation.radius
    if relation.km is not None and relation.bearing is not None:
        place = displaced(place, relation.km, relation.bearing)
    precision = PlacePrecision.NEAR if radius <= NEAR_KM else PlacePrecision.AREA
    return Placing(place, max(precision, own.precision), evidence, radius_km=round(radius, 1))


def seated(placing: Placing, kind: PlaceKind | None) -> Placing:
    """Return a placing at a town as one in the area called after it, where the words beside its name say an area.

    `kind` is that area's. The town's point stays, with the area's class and a radius that areas of its level reach.
    """
    if placing.place.kind is not PlaceKind.SETTLEMENT or kind not in SEATED:
        return placing
    radius = max(placing.radius_km or 0.0, relation_words().seats[kind.value])
    return replace(placing, precision=max(placing.precision, PRECISION[kind]), radius_km=radius)


def part_of(place: Place, part: str) -> Place:
    """Return the part of an area that a word cuts out, which has no point of its own."""
    return Place(f"{place.id}/{part}", f"{part} {place.name}", PlaceKind.REGION, place.country, place.admin1)


def displaced(place: Place, km: float, bearing: float) -> Place:
    """Return the place so many kilometres from another along a bearing (degrees from north), as a region of its own.

    >>> there = displaced(Place("geonames:1", "Kut", PlaceKind.SETTLEMENT, "IQ", "Wasit", 32.5, 45.8), 20, 180)
    >>> there.id, there.name, there.lat
    ('geonames:1/20km-south', '20 km south of Kut', 32.3201)
    """
    way = _name_of(bearing)
    lat = lon = None
    if place.lat is not None and place.lon is not None:
        lat, lon = (round(degrees, 4) for degrees in moved((place.lat, place.lon), km, bearing))
    name = f"{km:.0f} km {way} of {place.name}"
    return Place(f"{place.id}/{km:.0f}km-{way}", name, PlaceKind.REGION, place.country, None, lat, lon)


def _name_of(bearing: float) -> str:
    return next(word for word, degrees in relation_words().directions.items() if degrees == bearing)
