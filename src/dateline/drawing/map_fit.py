"""Choose what a map shows: all that is placed, with room around it, and never the world for one town.

Invariant: without a view, every mark that is placed more closely than a country lies inside with the whole of its
ring or province; countries count only where nothing is closer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, degrees, radians

from dateline.drawing.boundaries import Boundaries
from dateline.drawing.globe import EARTH_KM, MapView, Projection, fitted_projection, gap_free, unwrapped
from dateline.drawing.map_marks import MapMark, radius_of
from dateline.model import PlacePrecision

__all__ = ["fit"]

# A single exact place is shown with so much around it that its province and the nearest towns can be recognised.
_LEAST_KM = 50.0
_FLAT, _TALL = 0.45, 0.6  # height by width of a map that may choose it
_ALL_AROUND = 300.0  # degrees; what spreads wider is on a map of the world as people know it
_WORLD = (-180.0, -58.0, 180.0, 78.0)

_Extent = tuple[float, float, float, float]


def fit(
    marks: Sequence[MapMark], boundaries: Boundaries, *, width: float, height: float | None, view: MapView | None
) -> Projection:
    """Return the projection of a map `width` pixels wide; a height of None is chosen by what is shown."""
    if view is not None:
        box = (view.west, view.south, view.west + view.width, view.north)
        return _projection(box, width, height, pad=0.0)
    box, is_empty = _hull(marks, boundaries)
    return _projection(box, width, height, pad=0.0 if is_empty else max(24.0, width * 0.04))


def _projection(box: _Extent, width: float, height: float | None, *, pad: float) -> Projection:
    west, south, east, north = box
    if height is None:
        one = fitted_projection(west, south, east, north, width=width, height=width, pad=pad)
        high = one.y(south) - one.y(north) + 2 * pad
        # Narrow pages scroll downwards: there a map may be as high as wide.
        tallest = 1.1 if width < 640 else _TALL
        height = round(min(max(high, width * _FLAT), width * tallest))
    return fitted_projection(west, south, east, north, width=width, height=height, pad=pad)


def _hull(marks: Sequence[MapMark], boundaries: Boundaries) -> tuple[_Extent, bool]:
    close = [m for m in marks if m.precision < PlacePrecision.COUNTRY]
    extents = list(_extents(close, boundaries)) or list(_extents(marks, boundaries))
    if not extents:
        return _WORLD, True
    west, east = gap_free([(e[0], e[2]) for e in extents])
    if east - west > _ALL_AROUND:
        west, east = -180.0, 180.0
    return (west, min(e[1] for e in extents), east, max(e[3] for e in extents)), False


def _extents(marks: Iterable[MapMark], boundaries: Boundaries) -> Iterable[_Extent]:
    """Yield the degrees that each mark may lie in."""
    for mark in marks:
        if mark.precision > PlacePrecision.NEAR and mark.area is not None and mark.area in boundaries.areas:
            yield from _outline(mark.area, boundaries)
        elif mark.lat is not None and mark.lon is not None:
            yield _around(mark.lat, mark.lon, max(radius_of(mark) or 0.0, _LEAST_KM))


def _outline(area: str, boundaries: Boundaries) -> Iterable[_Extent]:
    """Yield the extent of each polygon, as that of all of them may span the globe (Fiji, Russia)."""
    for rings in boundaries.polygons(area):
        low, high = rings[0].min(axis=0), rings[0].max(axis=0)
        yield float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _around(lat: float, lon: float, km: float) -> _Extent:
    up = degrees(km / EARTH_KM)
    aside = min(up / max(cos(radians(lat)), 0.05), 180.0)
    lon = unwrapped(lon, 0.0)
    return lon - aside, max(lat - up, -90.0), lon + aside, min(lat + up, 90.0)
