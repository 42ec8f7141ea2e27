"""Whether two placings of one text may mean the same place.

Invariant: a wide area excludes only what lies outside it; what the gazetteer does not know of a place excludes nothing.
"""

from __future__ import annotations

from dateline.knowledge.gazetteer.globe import distance_km
from dateline.model import PlaceKind, Placing

__all__ = ["fit"]

# Points this far apart (km) cannot be one, and so close they are: a city's own points lie up to 4 km apart.
_APART_KM, _ONE_KM = 40.0, 4.0
# A quarter or a facility lies within so many km of the point of its city (UCDP's class 2, "near").
_CITY_KM = 25.0
# Districts are rarely wider across.
_DISTRICT_KM = 100.0
_SMALL = frozenset({PlaceKind.QUARTER, PlaceKind.FACILITY})
# UCDP's classes: a district, a province, and what is wider than that.
_DISTRICT, _PROVINCE, _WIDE = 3, 4, 5


def fit(one: Placing, other: Placing) -> int:
    """Return 1 for one spot, 0 where one may lie in the other, -1 for two close by, -2 for two that cannot be one."""
    if one.place.id == other.place.id:
        return 1
    a, b = one.place, other.place
    if a.country and b.country and a.country != b.country:
        return -2
    wide, close = (one, other) if one.precision > other.precision else (other, one)
    if wide.precision >= _WIDE or a.kind is PlaceKind.REGION or b.kind is PlaceKind.REGION:
        return 0
    km = None
    if a.lat is not None and b.lat is not None:
        km = distance_km((a.lat, a.lon or 0.0), (b.lat, b.lon or 0.0))
    if wide.precision == _PROVINCE:
        known = a.admin1 and b.admin1
        return 0 if not known or a.admin1 == b.admin1 or (km is not None and km < _ONE_KM) else -2
    if wide.precision == _DISTRICT:
        if km is not None and km > _DISTRICT_KM:
            return -2
        return 0 if close.precision < _DISTRICT else -1
    if km is None:
        return 0
    if km <= _ONE_KM or (km <= _CITY_KM and (a.kind in _SMALL) != (b.kind in _SMALL)):
        return 1 if km <= _ONE_KM else 0
    if one.radius_km is not None and other.radius_km is not None and km <= max(one.radius_km, other.radius_km):
        return 0
    return -2 if km > _APART_KM else -1
