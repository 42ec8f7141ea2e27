"""Where: a gazetteer entry, and how closely the words pin an event to it.

Invariant: a province is not a point. A Placing always carries its precision class, and coordinates are those of
the entry, to be read with that class. Standard: UCDP GED codebook, `where_prec` 1-7.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from dateline.model.evidence import Evidence

__all__ = ["Place", "PlaceKind", "PlaceMissing", "PlacePrecision", "Placing"]


class PlacePrecision(IntEnum):
    """Give UCDP's class; a smaller number is a closer placing."""

    EXACT = 1
    NEAR = 2
    SECOND_LEVEL = 3
    FIRST_LEVEL = 4
    AREA = 5
    COUNTRY = 6
    INTERNATIONAL = 7


class PlaceKind(StrEnum):
    """Say what sort of thing the entry is."""

    COUNTRY = "country"
    FIRST_LEVEL = "admin1"
    SECOND_LEVEL = "admin2"
    SETTLEMENT = "settlement"
    QUARTER = "quarter"
    FACILITY = "facility"
    REGION = "region"
    WATER = "water"


class PlaceMissing(StrEnum):
    """Say why a report has no place."""

    NOT_STATED = "not_stated"
    NOT_IN_GAZETTEER = "not_in_gazetteer"
    AMBIGUOUS = "ambiguous"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class Place:
    """Name one entry of the gazetteer; `id` is `geonames:N`, `country:XX`, `pack:slug` or `own:slug`.

    `country` is ISO 3166-1 alpha-2 or None, `admin1` the province's name; `lat` and `lon` are WGS 84 degrees, both
    None where the entry has no representative point.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"{self.name}: latitude and longitude come together or not at all")
        if self.lat is not None and self.lon is not None and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.name}: {self.lat}, {self.lon} is not on the globe (WGS 84 degrees)")


@dataclass(frozen=True, slots=True)
class Placing:
    """Say where: the Place, its precision class, and the words that name it.

    `how` is `explicit` where the words stand in the report's own sentence, `carried` where they come from an
    earlier one; a carried placing quotes that earlier sentence. `radius_km` is how far from the place's point it may
    lie, None where that is not known; only places with a point have one.
    """

    place: Place
    precision: PlacePrecision
    evidence: Evidence
    how: str = "explicit"
    radius_km: float | None = None

    def __post_init__(self) -> None:
        if self.radius_km is not None and not self.radius_km >= 0:
            raise ValueError(f"{self.place.name}: a radius of {self.radius_km} km is none")
