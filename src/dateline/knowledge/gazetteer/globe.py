"""Distances and middles on the globe, as the gazetteer needs them.

Invariant: degrees are WGS 84, distances kilometres on a sphere of the Earth's mean radius; half a per cent of error is
far below what any of these points is precise to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

__all__ = ["distance_km", "middle", "reach_km"]

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


def reach_km(centre: tuple[float, float], points: Iterable[tuple[float, float]]) -> float:
    """Return the distance of the farthest of the points from the centre; 0 without points."""
    return max((distance_km(centre, point) for point in points), default=0.0)
