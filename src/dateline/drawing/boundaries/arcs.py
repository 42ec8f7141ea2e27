"""Cut rings into arcs, so that what two areas share is there once; the arcs of TopoJSON.

Invariant: rings that run along each other, either way round, have the same arcs there, and the arcs of a ring, one
after the other, are its corners. A corner where rings part or meet is the end of an arc.
Standard: https://github.com/topojson/topojson-specification.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy

__all__ = ["cut_into_arcs"]


def cut_into_arcs(rings: Sequence[Any]) -> tuple[list[Any], list[list[int]]]:
    """Return the arcs, and for each ring the numbers of its arcs in their order; `~n` is arc `n` backwards.

    A ring is an array (corners, 2) of whole numbers whose last corner is its first, and so is an arc, unless it is
    a ring of its own.

    >>> square, beside = numpy.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]), [[1, 0], [1, 1], [2, 1], [2, 0], [1, 0]]
    >>> arcs, cut = cut_into_arcs([square, numpy.array(beside)])
    >>> cut, [arc.tolist() for arc in arcs]
    ([[0, 1], [0, 2]], [[[1, 0], [1, 1]], [[1, 1], [0, 1], [0, 0], [1, 0]], [[1, 1], [2, 1], [2, 0], [1, 0]]])
    """
    if not rings:
        return [], []
    corners, at = numpy.unique(numpy.concatenate(rings), axis=0, return_inverse=True)
    ends = numpy.cumsum([len(ring) for ring in rings])[:-1]
    of_rings = [ring[:-1] for ring in numpy.split(at.ravel(), ends)]
    is_end = _ends(of_rings, len(corners))
    numbers: dict[tuple[int, ...], int] = {}
    cut = []
    for ring in of_rings:
        starts = numpy.flatnonzero(is_end[ring])
        # A ring that meets no other starts at its least corner, so that the same ring elsewhere is the same arc.
        first = starts[0] if len(starts) else ring.argmin()
        turned = numpy.roll(ring, -first)
        stops = numpy.append(starts - first if len(starts) else [0], len(ring))
        closed = numpy.append(turned, turned[0]).tolist()
        cut.append([_number(tuple(closed[a : b + 1]), numbers) for a, b in pairwise(stops.tolist())])
    return [corners[list(arc)] for arc in numbers], cut


def _ends(rings: Sequence[Any], count: int) -> Any:
    """Tell of each corner whether an arc ends there: whether rings pass it between other pairs of neighbours."""
    here = numpy.concatenate(rings)
    before = numpy.concatenate([numpy.roll(ring, 1) for ring in rings])
    after = numpy.concatenate([numpy.roll(ring, -1) for ring in rings])
    passages = numpy.stack([here, numpy.minimum(before, after), numpy.maximum(before, after)], axis=1)
    passed = numpy.bincount(numpy.unique(passages, axis=0)[:, 0], minlength=count)
    return passed > 1


def _number(arc: tuple[int, ...], numbers: dict[tuple[int, ...], int]) -> int:
    known = numbers.get(arc)
    if known is not None:
        return known
    backwards = numbers.get(arc[::-1])
    if backwards is not None:
        return ~backwards
    return numbers.setdefault(arc, len(numbers))
