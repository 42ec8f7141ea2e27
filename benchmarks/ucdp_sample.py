"""Score where descriptions of places are put, on a sample of UCDP's Georeferenced Event Dataset (CC BY 4.0).

Given are the words of `where_description`, `adm_1`, `adm_2` and `country`; wanted is UCDP's point. Of the events that
UCDP places exactly or nearly (`where_prec` 1 or 2) the first score is the share put within 25 km; the second is, of the
rest, the share put in the right first-level area as an area (class 3 or 4) and not as a point elsewhere. `as a point`
is the share of those within 25 km that are also called points. `class` is how often the class is UCDP's own, of all.
With `coded name` the first is measured with UCDP's own name of the place (`where_coordinates`) put before the
description: what a perfect reading of the description could reach. The simple way is the gazetteer's exact match of
that name in the country, most populous first.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, km_off, run_as_module
from dateline.finding.place_descriptions import place_of_description
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.gazetteer.keys import place_key
from dateline.model import PlaceKind, Placing

NEAR_KM = 25.0
CLOSE = ("1", "2")
AREAS = (3, 4)


@dataclass(frozen=True)
class Event:
    """Hold what one row says of its place; `country` is ISO alpha-2 or None where the name is unknown."""

    id: str
    name: str
    description: str
    areas: tuple[str, ...]
    country: str | None
    point: tuple[float, float]
    precision: str


def events(path: Path) -> list[Event]:
    """Read the rows; "NA" is no value."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Event(
                row["id"],
                _given(row["where_coordinates"]),
                _given(row["where_description"]),
                tuple(filter(None, (_given(row["adm_1"]), _given(row["adm_2"])))),
                country_of(row["country"]),
                (float(row["latitude"]), float(row["longitude"])),
                row["where_prec"],
            )
            for row in csv.DictReader(file)
        ]


def _given(value: str) -> str:
    return "" if value.strip() == "NA" else " ".join(value.split())


def country_of(name: str) -> str | None:
    """Return the ISO code of a country as UCDP writes it: "DR Congo (Zaire)".

    >>> country_of("Yemen (North Yemen)")
    'YE'
    """
    outer = re.sub(r"\s*\(.*\)", "", name)
    inner = "".join(re.findall(r"\((.*)\)", name))
    found = open_countries().named(outer) or open_countries().named(inner)
    return found.code if found else None


def in_area(placing: Placing | None, event: Event) -> bool:
    """Tell whether a placing lies in the first-level area that the row names, by any spelling of either.

    Provinces were split, joined and renamed: a second-level area is also right where it has the name that the row gives
    one, or where UCDP's point lies in the circle around it.
    """
    if placing is None or not event.areas or event.country is None:
        return False
    if place_key(placing.place.name)[0] == place_key(event.areas[0])[0]:
        return True
    if placing.place.admin1 is None:
        return False
    if int(placing.precision) == AREAS[0] and place_key(placing.place.name)[0] == place_key(event.areas[-1])[0]:
        return True
    if int(placing.precision) == AREAS[0] and km_off(placing.place, event.point) <= (placing.radius_km or 0.0):
        return True
    if place_key(placing.place.admin1)[0] == place_key(event.areas[0])[0]:
        return True
    found = open_gazetteer().lookup(event.areas[0], countries=(event.country,))
    return any(e.place.kind is PlaceKind.FIRST_LEVEL and e.place.admin1 == placing.place.admin1 for e in found)


def exact_match(event: Event) -> float:
    """Return how far off the most populous place is that is called what UCDP's coders wrote: the simple way."""
    if event.country is None:
        return math.inf
    found = [e for e in open_gazetteer().lookup(event.name, countries=(event.country,)) if e.fit == 2]
    best = max(found, key=lambda e: (e.population, e.place.id), default=None)
    return km_off(best.place if best else None, event.point)


def measure(folder: Path) -> Figures:
    """Place every row's description."""
    counts: Counter[str] = Counter()
    wrong = []
    rows = events(folder / "events.csv")
    for event in rows:
        if event.country is None:
            wrong.append(f"{event.id}: no such country")
        placing, coded = (
            place_of_description(words, country=event.country or "", areas=event.areas)
            for words in (event.description, f"{event.name}, {event.description}")
        )
        off = km_off(placing.place if placing else None, event.point)
        same = placing is not None and str(int(placing.precision)) == event.precision
        counts["class"] += same
        note = ""
        if event.precision in CLOSE:
            counts["close"] += 1
            counts["simple"] += exact_match(event) <= NEAR_KM
            counts["coded"] += km_off(coded.place if coded else None, event.point) <= NEAR_KM
            if off <= NEAR_KM:
                counts["near"] += 1
                counts["point"] += placing is not None and int(placing.precision) not in AREAS
            else:
                right = placing is not None and int(placing.precision) in AREAS and in_area(placing, event)
                counts["rest right"] += right
                note = "elsewhere, but in its area" if right else "ELSEWHERE"
        if note or not same:
            put = f"{placing.place.name} ({placing.place.kind}, {placing.place.admin1})" if placing else "nowhere"
            got = f"{int(placing.precision)}" if placing else "-"
            wrong.append(
                f"{event.id} {note} class {event.precision} got {got}, {off:.0f} km: {event.name!r} "
                f"{event.description!r} {event.areas} put at {put}"
            )
    close = counts["close"]
    scores = {
        "within 25 km": counts["near"] / max(1, close),
        "rest in area": counts["rest right"] / max(1, close - counts["near"]),
        "as a point": counts["point"] / max(1, counts["near"]),
        "class": counts["class"] / max(1, len(rows)),
        "coded name within 25 km": counts["coded"] / max(1, close),
    }
    simple = {"within 25 km": counts["simple"] / max(1, close)}
    lines = [f"{len(rows)} events, {close} placed exactly or nearly by UCDP"]
    return Figures("ucdp_sample", len(rows), digest_of(folder.glob("*.csv")), scores, simple, lines, wrong)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "ucdp_sample", marker="events.csv"))
