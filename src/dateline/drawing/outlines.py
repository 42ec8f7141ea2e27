"""Outlines as ways of SVG: projected, thinned to what can be seen, cut at the edge of the picture.

Invariant: what is drawn inside the picture is the outline to a quarter of a pixel; what lies outside costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.drawing.globe import Projection

__all__ = ["area_way", "inside", "line_way", "pixel_rings", "spots_inside"]

Points = NDArray[np.float64]
_EDGE = 8.0  # how far beyond the picture a cut lies, so that its line is not seen
_GRID = 0.25
_SEAM = 179.99  # sets cut areas in two at the 180th meridian; nothing on the ground is there


def pixel_rings(polygons: Iterable[Sequence[Points]], projection: Projection) -> list[Points]:
    """Return the rings (points, 2) in pixels that reach into the picture, at whichever turn of the globe they do."""
    out = []
    for polygon in polygons:
        for ring in polygon:
            for shift in (-360.0, 0.0, 360.0):
                cut = _cut(_thinned(projection.to_pixels(ring, shift=shift)), projection.width, projection.height)
                if len(cut) > 2:
                    out.append(cut)
    return out


def area_way(rings: Iterable[Points]) -> str:
    """Return the `d` of a path of closed rings."""
    return "".join(f"M{_way(ring)}Z" for ring in rings)


def line_way(lines: Iterable[Points], projection: Projection) -> str:
    """Return the `d` of a path of open lines in degrees, without the seam at the 180th meridian."""
    out = []
    for line in lines:
        at_seam = np.abs(line[:, 0]) > _SEAM
        seam = at_seam[:-1] & at_seam[1:]
        for shift in (-360.0, 0.0, 360.0):
            points = projection.to_pixels(line, shift=shift)
            low, high = np.minimum(points[:-1], points[1:]), np.maximum(points[:-1], points[1:])
            seen = (
                (high[:, 0] >= -_EDGE)
                & (low[:, 0] <= projection.width + _EDGE)
                & (high[:, 1] >= -_EDGE)
                & (low[:, 1] <= projection.height + _EDGE)
                & ~seam
            )
            for start, end in _runs(seen):
                thin = _thinned(points[start : end + 1])
                if len(thin) > 1:
                    out.append(f"M{_way(thin)}")
    return "".join(out)


def inside(points: Points, rings: Sequence[Points]) -> NDArray[np.bool_]:
    """Tell of each point (n, 2) whether it lies inside the rings, by the even-odd rule; all in pixels."""
    found = np.zeros(len(points), dtype=bool)
    x, y = points[:, :1], points[:, 1:]
    for ring in rings:
        ax, ay = ring[:, 0], ring[:, 1]
        bx, by = np.roll(ax, -1), np.roll(ay, -1)
        crosses = (ay > y) != (by > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = (bx - ax) * (y - ay) / (by - ay) + ax
        found ^= (np.count_nonzero(crosses & (x < at), axis=1) % 2).astype(bool)
    return found


def spots_inside(rings: Sequence[Points], projection: Projection, *, near: tuple[float, float] | None = None) -> Points:
    """Return points (n, 2) inside the rings and the picture, the best for a label first: those near the middle.

    `near` is the point in pixels to be close to, the middle of what is seen if None.
    """
    every = np.concatenate(rings)
    low = np.maximum(every.min(axis=0), (14.0, 12.0))
    high = np.minimum(every.max(axis=0), (projection.width - 14.0, projection.height - 12.0))
    if (low >= high).any():
        return np.zeros((0, 2))
    across, down = (np.linspace(a, b, 25)[1:-1] for a, b in zip(low, high, strict=True))
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    spots = grid[inside(grid, rings)]
    if not len(spots):
        return spots
    middle = spots.mean(axis=0) if near is None else np.array(near)
    # Labels are wide and low: a step up or down moves them off their subject sooner than one aside.
    away = np.hypot(spots[:, 0] - middle[0], 1.4 * (spots[:, 1] - middle[1])).round(3)
    return spots[np.lexsort((spots[:, 1], spots[:, 0], away))]


def _runs(seen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and the last point of every run of segments that are seen."""
    padded = np.concatenate([[False], seen, [False]]).astype(np.int8)
    steps = np.diff(padded)
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def _thinned(points: Points) -> Points:
    """Drop points that fall on the same quarter of a pixel as the one before; the last one stays."""
    grid = np.round(points / _GRID)
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    kept[-1] = True
    return points[kept]


def _cut(ring: Points, width: float, height: float) -> Points:
    """Cut a ring at the edges of the picture (Sutherland and Hodgman 1974), one side after the other."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    edges = ((0, -_EDGE, 1), (0, width + _EDGE, -1), (1, -_EDGE, 1), (1, height + _EDGE, -1))
    if high[0] < -_EDGE or low[0] > width + _EDGE or high[1] < -_EDGE or low[1] > height + _EDGE:
        return ring[:0]
    for axis, limit, sign in edges:
        if not len(ring):
            break
        here = (ring[:, axis] - limit) * sign
        if (here >= 0).all():
            continue
        following = np.roll(ring, -1, axis=0)
        there = np.roll(here, -1)
        changes = (here >= 0) != (there >= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(changes, here / (here - there), 0.0)[:, None]
        crossing = ring + part * (following - ring)
        pairs = np.stack([ring, crossing], axis=1).reshape(-1, 2)
        ring = pairs[np.stack([here >= 0, changes], axis=1).reshape(-1)]
    return ring


def _way(points: Points) -> str:
    return "L".join(f"{x:g} {y:g}" for x, y in np.round(points, 1).tolist())
