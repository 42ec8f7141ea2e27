"""How far apart two placings are at least, however far from their middles the words allow a thing to have been.

Invariant: a closer place is in the wider one around it, and names of which one is a part of the other are of one place.
"""

from __future__ import annotations

from dateline.knowledge.gazetteer.globe import distance_km
from dateline.knowledge.names import name_key
from dateline.model import PlaceKind, PlacePrecision, Placing
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["km_apart"]

# How far (km) from its entry's point a thing may be that is placed exactly, by what the entry is; a city's attacks are
# told by its name from the suburbs too.
_REACH = {
    PlaceKind.FACILITY: 1.0,
    PlaceKind.QUARTER: 2.0,
    PlaceKind.SETTLEMENT: 6.0,
    PlaceKind.WATER: 25.0,
    PlaceKind.REGION: 100.0,
    PlaceKind.SECOND_LEVEL: 60.0,
    PlaceKind.FIRST_LEVEL: 150.0,
    PlaceKind.COUNTRY: 600.0,
}
# The smaller part of a place and the place itself: a quarter lies within so many km of its city's middle.
_WITHIN_CITY = 25.0
_POINTS = (PlaceKind.FACILITY, PlaceKind.QUARTER, PlaceKind.SETTLEMENT)
# "South of" a city may be so many km from its middle, where no distance is told.
_ON_A_SIDE = 80.0
# What lies in one province, and is known to.
_ADMINISTERED = (*_POINTS, PlaceKind.SECOND_LEVEL, PlaceKind.FIRST_LEVEL)


def km_apart(one: Placing, other: Placing) -> float:
    """Return the least distance (km) of what two placings allow; 0 where one may hold the other, or nothing tells."""
    a, b = one.place, other.place
    if a.id == b.id or _is_name_in(a.name, b.name) or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    if _holds(one, other) or _holds(other, one):
        return 0.0
    between = distance_km((a.lat, a.lon), (b.lat, b.lon))
    if _is_elsewhere(one, other) or _is_elsewhere(other, one):
        return between / 2
    kinds = {a.kind, b.kind}
    if kinds != {PlaceKind.SETTLEMENT} and kinds <= set(_POINTS) and len(kinds) > 1 and between <= _WITHIN_CITY:
        return 0.0
    return max(0.0, between - _reach(one) - _reach(other))


def _is_name_in(one: str, other: str) -> bool:
    """Tell whether one name is a part of the other: one of two places was likely read for its namesake."""
    ours, theirs = set(name_key(one).split()), set(name_key(other).split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _holds(outer: Placing, inner: Placing) -> bool:
    """Tell whether one area is known to hold the other: the country or the province that it lies in."""
    a, b = outer.place, inner.place
    if a.kind is PlaceKind.COUNTRY:
        return a.country == b.country
    if a.kind is PlaceKind.FIRST_LEVEL:
        return (
            a.country == b.country
            and b.admin1 is not None
            and name_key(b.admin1) in {name_key(name) for name in (a.name, a.admin1) if name}
        )
    return False


def _is_elsewhere(outer: Placing, inner: Placing) -> bool:
    """Tell whether a province is named, and a place that is known to lie in another one of the country."""
    a, b = outer.place, inner.place
    if a.kind is not PlaceKind.FIRST_LEVEL or a.country is None or a.country != b.country or b.admin1 is None:
        return False
    is_close = inner.precision in (PlacePrecision.EXACT, PlacePrecision.SECOND_LEVEL, PlacePrecision.FIRST_LEVEL)
    return is_close and b.kind in _ADMINISTERED and not _holds(outer, inner)


def _has_no_distance(placing: Placing) -> bool:
    """Tell whether the words name only the side on which it lies: "south of Mosul"."""
    said = placing.evidence.words
    return words().bearing.search(said) is not None and not any(letter.isdigit() for letter in said)


def _reach(placing: Placing) -> float:
    if placing.precision is PlacePrecision.NEAR and _has_no_distance(placing):
        return max(placing.radius_km or 0.0, _ON_A_SIDE)
    if placing.radius_km is not None:
        return placing.radius_km
    reach = _REACH[placing.place.kind]
    return max(reach, 25.0) if placing.precision is PlacePrecision.NEAR else reach
