"""From degrees to pixels and back: views, projections, and distances on the ground.

Invariant: a kilometre is a kilometre at the latitude it is drawn at, and a view that crosses the 180th meridian is one
piece. Mercator keeps shapes and serves regions; wide or polar views are equirectangular, true at their middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, atan, atan2, cos, degrees, exp, log, pi, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

__all__ = ["EARTH_KM", "MapView", "Projection", "circle_around", "fitted_projection", "gap_free", "unwrapped"]

EARTH_KM = 6371.0088  # mean radius, IUGG
_MERCATOR_LAT = 72.0  # beyond it Mercator swells areas more than tenfold
_WIDE_LAT, _WIDE_LON = 60.0, 120.0

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MapView:
    """Name a part of the globe in WGS 84 degrees; west is greater than east where it crosses the 180th meridian.

    Raises ValueError where these are no degrees.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180 and -90 <= self.south < self.north <= 90):
            raise ValueError(f"not a part of the globe: {self.west}, {self.south}, {self.east}, {self.north}")

    @property
    def width(self) -> float:
        """Degrees from west to east."""
        return (self.east - self.west) % 360 or 360.0

    @property
    def middle(self) -> float:
        """Longitude halfway from west to east."""
        return unwrapped(self.west + self.width / 2, 0.0)


@dataclass(frozen=True, slots=True)
class Projection:
    """Map degrees to the pixels of a picture whose middle is (`lon`, `lat`); `unit` is pixels a radian of longitude.

    `parallel` is the latitude that an equirectangular one is true at, None for Mercator.
    """

    lon: float
    lat: float
    unit: float
    width: float
    height: float
    parallel: float | None = None

    def x(self, lon: float) -> float:
        return self.width / 2 + radians(lon - self.lon) * self.unit

    def y(self, lat: float) -> float:
        return self.height / 2 - (self._rise(lat) - self._rise(self.lat))

    def to_pixels(self, points: Points, *, shift: float = 0.0) -> Points:
        """Return points (n, 2) of longitude and latitude as pixels; `shift` degrees are added to longitudes."""
        lat = np.radians(np.clip(points[:, 1], -89.5, 89.5))
        rise = np.log(np.tan(pi / 4 + lat / 2)) * self.unit if self.parallel is None else lat * self._across
        x = self.width / 2 + np.radians(points[:, 0] + shift - self.lon) * self.unit
        return np.stack([x, self.height / 2 - (rise - self._rise(self.lat))], axis=1)

    def lon_at(self, x: float) -> float:
        """Return the longitude of a pixel, not wrapped."""
        return self.lon + degrees((x - self.width / 2) / self.unit)

    def lat_at(self, y: float) -> float:
        rise = self._rise(self.lat) + self.height / 2 - y
        if self.parallel is not None:
            return degrees(rise / self._across)
        return degrees(2 * atan(exp(rise / self.unit)) - pi / 2)

    def view(self) -> MapView:
        """Return what the picture shows."""
        west, east = self.lon_at(0), self.lon_at(self.width)
        south, north = max(self.lat_at(self.height), -90.0), min(self.lat_at(0), 90.0)
        if east - west >= 360:
            return MapView(-180.0, south, 180.0, north)
        return MapView(unwrapped(west, 0.0), south, unwrapped(east, 0.0), north)

    def pixels_per_km(self, lat: float) -> tuple[float, float]:
        """Return how long a kilometre is at a latitude, across and upwards."""
        across = self.unit / (EARTH_KM * max(cos(radians(lat)), 1e-3))
        return across, across if self.parallel is None else self._across / EARTH_KM

    @property
    def _across(self) -> float:
        return self.unit / cos(radians(self.parallel or 0.0))

    def _rise(self, lat: float) -> float:
        lat = radians(min(max(lat, -89.5), 89.5))
        return log(tan(pi / 4 + lat / 2)) * self.unit if self.parallel is None else lat * self._across


def unwrapped(lon: float, middle: float) -> float:
    """Return the longitude that is within half a turn of `middle`.

    >>> unwrapped(-179, 175), unwrapped(10, 0)
    (181, 10)
    """
    while lon < middle - 180:
        lon += 360
    while lon > middle + 180:
        lon -= 360
    return lon


def gap_free(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the shortest stretch from west to east that holds all spans of longitudes; the end may lie beyond 180.

    >>> gap_free([(170, 175), (-178, -176)])
    (170, 184)
    """
    turned = sorted(((west % 360, west % 360 + (east - west)) for west, east in spans), key=lambda s: (s[0], s[1]))
    best, start = -1.0, turned[0][0]
    end = turned[0][1]
    for west, east in turned[1:]:
        if west - end > best:
            best, start = west - end, west
        end = max(end, east)
    if turned[0][0] + 360 - end >= best:  # the gap over the meridian that counting started from
        start = turned[0][0]
    last = max(east if west >= start else east + 360 for west, east in turned)
    west = start if start <= 180 else start - 360
    return west, min(west + last - start, west + 360)


def fitted_projection(
    west: float, south: float, east: float, north: float, *, width: float, height: float, pad: float
) -> Projection:
    """Return the projection that shows a box of degrees (east may lie beyond 180) with `pad` pixels around it."""
    lon, room_x, room_y = (west + east) / 2, max(width - 2 * pad, 10), max(height - 2 * pad, 10)
    is_wide = north - south > _WIDE_LAT or east - west > _WIDE_LON or max(north, -south) > _MERCATOR_LAT
    middle = (south + north) / 2
    parallel = min(max(middle, -60.0), 60.0) if is_wide else None
    one = Projection(lon, middle, 1.0, 0.0, 0.0, parallel)
    top, bottom = one.y(north), one.y(south)
    unit = min(room_x / max(radians(east - west), 1e-9), room_y / max(bottom - top, 1e-9))
    unit = max(unit, width / (2 * pi))  # the globe is shown once, never twice
    # The middle in pixels, which in Mercator is not the middle in degrees.
    lat = one.lat_at((top + bottom) / 2)
    return Projection(lon, lat, unit, width, height, parallel)


def circle_around(lon: float, lat: float, km: float, *, corners: int = 72) -> Points:
    """Return the points (n, 2) at a distance on the ground, all around; longitudes are not wrapped."""
    reach, phi = km / EARTH_KM, radians(lat)
    points = []
    for n in range(corners):
        way = 2 * pi * n / corners
        there = asin(min(1.0, max(-1.0, sin(phi) * cos(reach) + cos(phi) * sin(reach) * cos(way))))
        turn = atan2(sin(way) * sin(reach) * cos(phi), cos(reach) - sin(phi) * sin(there))
        points.append((lon + degrees(turn), degrees(there)))
    return np.array(points)
