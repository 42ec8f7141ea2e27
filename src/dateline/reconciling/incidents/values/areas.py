"""Whether two placings can be of one place, and which of several is the closest that all who agree allow.

Invariant: a province is not a point: two placings exclude each other only where no spot lies in both, as far as their
classes, their radii and their provinces tell; what is not known excludes nothing.
"""

from __future__ import annotations

from dateline.knowledge.gazetteer.globe import distance_km
from dateline.model import PlaceKind, PlacePrecision, Placing

__all__ = ["closeness", "may_be_one", "reach_km"]

# How far from its point a thing may have been where the placing gives no radius, by UCDP's class. Class 1 is the
# settlement itself, class 2 within about 25 km by its definition; those of classes 3 to 5 are half the side of a square
# as large as the median second- and first-level area of the boundaries that the gazetteer ships.
_REACH = {
    PlacePrecision.EXACT: 5.0,
    PlacePrecision.NEAR: 25.0,
    PlacePrecision.SECOND_LEVEL: 35.0,
    PlacePrecision.FIRST_LEVEL: 100.0,
    PlacePrecision.AREA: 150.0,
}


def reach_km(placing: Placing) -> float | None:
    """Return how far (km) from the place's point it may have been; None for a whole country and beyond."""
    if placing.precision >= PlacePrecision.COUNTRY:
        return None
    return max(placing.radius_km or 0.0, _REACH[placing.precision])


def closeness(placing: Placing) -> tuple[int, float, str]:
    """Order placings from the closest to the widest."""
    reach = reach_km(placing)
    return placing.precision, 1e6 if reach is None else reach, placing.place.id


def may_be_one(one: Placing, other: Placing) -> bool:
    """Tell whether there is a spot that both may mean."""
    a, b = one.place, other.place
    if a.id == b.id or PlacePrecision.INTERNATIONAL in (one.precision, other.precision):
        return True
    if a.country and b.country and a.country != b.country:
        return _are_near(one, other) is True
    if PlaceKind.COUNTRY in (a.kind, b.kind):
        return True
    near = _are_near(one, other)
    if near is True:
        return True
    if PlaceKind.FIRST_LEVEL in (a.kind, b.kind) and a.admin1 and b.admin1:
        return a.admin1 == b.admin1
    return near is None


def _are_near(one: Placing, other: Placing) -> bool | None:
    """Tell whether the circles of both meet; None where one has no point or no bound."""
    a, b = one.place, other.place
    reach = reach_km(one), reach_km(other)
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or reach[0] is None or reach[1] is None:
        return None
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= reach[0] + reach[1]
