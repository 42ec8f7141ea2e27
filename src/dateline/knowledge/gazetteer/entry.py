"""One answer of the gazetteer: a place, how well it fits what was asked for, and how far it reaches.

Invariant: an entry says whose point it has; an area's point is never passed off as the place of what happened there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from dateline.knowledge.gazetteer.tables import KINDS, POINTS, SCALE, unpacked_id
from dateline.model import Place, PlaceKind

__all__ = ["COLUMNS", "Entry", "entry_of", "rank"]

COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, p.admin2, p.extent, p.point"
_ORDER = {PlaceKind.COUNTRY: 0, PlaceKind.FIRST_LEVEL: 1, PlaceKind.SETTLEMENT: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one place that fits a spelling; `fit` is 2 for the same letters, 1 for a known habit of romanisation, 0 for
    the same consonants.

    `countries` (ISO alpha-2) are those that a place without one country of its own lies in; a place with neither is
    no country's: an ocean, a continent. `extent_km` is the radius of the circle around its point that holds an area,
    None for a point and where unknown. `admin2` is the name of the second-level area; `point` says whose point the
    place has (`tables.POINTS`).
    """

    place: Place
    population: int
    fit: int
    countries: tuple[str, ...] = ()
    extent_km: float | None = None
    admin2: str | None = None
    point: str = "none"

    def lies_in(self, countries: Collection[str]) -> bool:
        """Tell whether the place is in one of the countries, or in no country at all."""
        if self.place.country is not None:
            return self.place.country in countries
        return not self.countries or any(country in countries for country in self.countries)


def entry_of(row: Any, fit: int) -> Entry:
    """Return the entry of a row with COLUMNS."""
    lat, lon = (None if x is None else x / SCALE for x in row[5:7])
    place = Place(unpacked_id(row[0]), row[1], KINDS[row[2]], row[3], row[4], lat, lon)
    return Entry(place, row[7], fit, extent_km=row[9], admin2=row[8], point=POINTS[row[10]])


def rank(entry: Entry, wanted: PlaceKind | None = None) -> tuple[bool, bool, int, int, int, str]:
    """Return what entries are sorted by: the kind that the name itself says, closer fit, population, areas first.

    What has only the consonants in common comes last in any case.
    """
    other = wanted is not None and entry.place.kind is not wanted
    return entry.fit == 0, other, -entry.fit, -entry.population, _ORDER.get(entry.place.kind, 3), entry.place.id
