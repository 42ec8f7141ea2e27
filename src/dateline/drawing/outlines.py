"""Outlines as ways of SVG: projected, thinned to what can be seen, cut at the edge of the picture.

Invariant: what is drawn inside the picture is the outline to a pixel; what lies outside costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import pi

import numpy as np
from numpy.typing import NDArray

from dateline.drawing.globe import Projection

__all__ = ["area_way", "inside", "line_way", "pixel_rings", "spots_inside"]

Points = NDArray[np.float64]
_EDGE = 8.0  # how far beyond the picture a cut lies, so that its line is not seen
_GRID = 0.5
_PASSES, _FLAT = 4, 0.2  # together no point moves the line by more than 0.8 pixels
_LEAST = 2.5  # pixels; smaller islands are dots at best, and there are thousands
_TENTHS = {n: f"{n / 10:g}" for n in range(-400, 401)}
_SEAM = 179.99  # sets cut areas in two at the 180th meridian; nothing on the ground is there


def pixel_rings(polygons: Iterable[Sequence[Points]], projection: Projection, *, least: float = _LEAST) -> list[Points]:
    """Return the rings (points, 2) in pixels that reach into the picture, at whichever turn of the globe they do.

    Rings of fewer pixels than `least` both ways are left out.
    """
    out = []
    for points, _ in _projected([ring for polygon in polygons for ring in polygon], projection, least):
        thin = _straightened(points)
        for turn in _turns(thin, projection):
            cut = _cut(thin + np.array([turn, 0.0]), projection.width, projection.height)
            if len(cut) > 2:
                out.append(cut)
    return out


def _projected(
    lines: Sequence[Points], projection: Projection, least: float
) -> Iterator[tuple[Points, NDArray[np.bool_]]]:
    """Yield the lines that may be seen in pixels, and of each point whether it lies on the seam; all at once is quick.

    Points that fall on the same half of a pixel as the one before are left out, unless too few would be left.
    """
    if not lines:
        return
    lengths = np.array([len(line) for line in lines])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    degrees = np.concatenate(lines)
    points = projection.to_pixels(degrees)
    on_seam = np.abs(degrees[:, 0]) > _SEAM
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    seen = (high[:, 1] >= -_EDGE) & (low[:, 1] <= projection.height + _EDGE)
    # A short line that is no ring joins two others, and would be missed as a gap.
    is_ring = (degrees[starts] == degrees[ends - 1]).all(axis=1)
    seen &= (high - low).max(axis=1) >= np.where(is_ring, least, 0.0)
    grid = np.round(points / _GRID)
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    kept[starts] = kept[ends - 1] = True
    for start, end in zip(starts[seen].tolist(), ends[seen].tolist(), strict=True):
        of_line = kept[start:end]
        if np.count_nonzero(of_line) < 3 and not least:
            of_line = np.ones(end - start, dtype=bool)
        yield points[start:end][of_line], on_seam[start:end][of_line]


def _turns(points: Points, projection: Projection) -> list[float]:
    """Return by how many pixels to move a line for each time that the picture shows it."""
    around = 2 * pi * projection.unit
    left, right = points[:, 0].min(), points[:, 0].max()
    moves = (-around, 0.0, around)
    return [move for move in moves if right + move >= -_EDGE and left + move <= projection.width + _EDGE]


def area_way(rings: Iterable[Points]) -> str:
    """Return the `d` of a path of closed rings."""
    return "".join(f"{_way(ring)}z" for ring in rings)


def line_way(lines: Iterable[Points], projection: Projection) -> str:
    """Return the `d` of a path of open lines in degrees, without the seam at the 180th meridian."""
    out = []
    for points, on_seam in _projected(list(lines), projection, _LEAST):
        seam = on_seam[:-1] & on_seam[1:]
        for turn in _turns(points, projection):
            moved = points + np.array([turn, 0.0])
            small, large = np.minimum(moved[:-1], moved[1:]), np.maximum(moved[:-1], moved[1:])
            seen = (large >= -_EDGE).all(axis=1) & ~seam
            seen &= (small[:, 0] <= projection.width + _EDGE) & (small[:, 1] <= projection.height + _EDGE)
            for start, end in _runs(seen):
                out.append(_way(_straightened(moved[start : end + 1])))
    return "".join(out)


def inside(points: Points, rings: Sequence[Points]) -> NDArray[np.bool_]:
    """Tell of each point (n, 2) whether it lies inside the rings, by the even-odd rule; all in pixels."""
    found = np.zeros(len(points), dtype=bool)
    x, y = points[:, :1], points[:, 1:]
    for ring in rings:
        ax, ay = ring[:, 0], ring[:, 1]
        bx, by = np.append(ax[1:], ax[:1]), np.append(ay[1:], ay[:1])
        crosses = (ay > y) != (by > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = (bx - ax) * (y - ay) / (by - ay) + ax
        found ^= (np.count_nonzero(crosses & (x < at), axis=1) % 2).astype(bool)
    return found


def spots_inside(
    rings: Sequence[Points], projection: Projection, *, near: tuple[float, float] | None = None, across: int = 23
) -> Points:
    """Return points (n, 2) inside the rings and the picture, the best for a label first: those near the middle.

    `near` is the point in pixels to be close to, the middle of what is seen if None; `across` is how many
    are tried in a row.
    """
    every = np.concatenate(rings)
    low = np.maximum(every.min(axis=0), (14.0, 12.0))
    high = np.minimum(every.max(axis=0), (projection.width - 14.0, projection.height - 12.0))
    if (low >= high).any():
        return np.zeros((0, 2))
    columns, rows = (np.linspace(a, b, across + 2)[1:-1] for a, b in zip(low, high, strict=True))
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
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


def _straightened(points: Points) -> Points:
    """Drop points that lie on the line between their neighbours."""
    for _ in range(_PASSES):
        if len(points) < 8:
            break
        # How far every other point lies off the line between its neighbours; next time it is the others' turn.
        before, here, after = points[:-2:2], points[1:-1:2], points[2::2]
        along = after - before
        off = np.abs(along[:, 0] * (here - before)[:, 1] - along[:, 1] * (here - before)[:, 0])
        kept = np.ones(len(points), dtype=bool)
        kept[1:-1:2] = off > _FLAT * np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
        if kept.all():
            break
        points = points[kept]
    return points


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
    """Return a line as its first point and the steps to the others: small numbers, so that pages stay small."""
    tenths = np.round(points * 10).astype(np.int64)
    x, y = tenths[0].tolist()
    steps = np.diff(tenths, axis=0).ravel().tolist()
    return f"M{x / 10:g} {y / 10:g}l" + " ".join(_TENTHS.get(n) or f"{n / 10:g}" for n in steps)
