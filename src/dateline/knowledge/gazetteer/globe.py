"""Distances and middles on the globe, as the gazetteer needs them.

Invariant: degrees are WGS 84, distances kilometres on a sphere of the Earth's mean radius; half a per cent of error is
far below what any of these points is precise to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

__all__ = ["EARTH_KM", "distance_km", "middle", "moved", "reach_km"]

# The mean radius of the Earth (R1 of GRS 80, Moritz 2000).
EARTH_KM = 6371.0088


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points (latitude, longitude) in kilometres.

    >>> round(distance_km((33.34, 44.39), (31.84, 47.15)))
    308
    """
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def middle(points: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Return the middle of points (latitude, longitude, weight), also across the date line.

    >>> [round(x, 1) for x in middle([(0, 179, 1), (0, -179, 1)])]
    [0.0, 180.0]
    """
    x = y = z = 0.0
    for lat, lon, weight in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x += weight * math.cos(phi) * math.cos(lam)
        y += weight * math.cos(phi) * math.sin(lam)
        z += weight * math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def moved(point: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """Return the point so many kilometres from another along a bearing (degrees from north, clockwise).

    >>> [round(x, 2) for x in moved((32.5, 45.8), 20, 180)], [round(x, 2) for x in moved((0, 179.9), 111.2, 90)]
    ([32.32, 45.8], [0.0, -179.1])
    """
    angle, turn = km / EARTH_KM, math.radians(bearing)
    lat, lon = map(math.radians, point)
    there = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))
    east = math.sin(turn) * math.sin(angle) * math.cos(lat)
    lon += math.atan2(east, math.cos(angle) - math.sin(lat) * math.sin(there))
    return math.degrees(there), (math.degrees(lon) + 540) % 360 - 180


def reach_km(centre: tuple[float, float], points: Iterable[tuple[float, float]]) -> float:
    """Return the distance of the farthest of the points from the centre; 0 without points."""
    return max((distance_km(centre, point) for point in points), default=0.0)
