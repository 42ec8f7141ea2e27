"""Rings cut into arcs: nothing is lost, and what is shared is there once."""

from __future__ import annotations

from itertools import pairwise

import numpy
from hypothesis import given
from hypothesis import strategies as st

from dateline.drawing.boundaries.arcs import cut_into_arcs

Corner = tuple[int, int]
SIDE = 5


def outlines(cells: frozenset[Corner]) -> list[list[Corner]]:
    """Return the rings around cells of a grid; where cells meet at a corner only, a ring passes it twice or two do."""
    edges: dict[Corner, list[Corner]] = {}
    for x, y in cells:
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        for beside, a, b in zip(
            [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)], corners, corners[1:] + corners[:1], strict=True
        ):
            if beside not in cells:
                edges.setdefault(a, []).append(b)
    rings = []
    while edges:
        ring = [min(edges)]
        while len(ring) == 1 or ring[-1] != ring[0]:
            following = edges[ring[-1]]
            onward = following.pop()
            if not following:
                del edges[ring[-1]]
            ring.append(onward)
        rings.append(ring)
    return rings


@st.composite
def coverings(draw: st.DrawFn) -> list[list[Corner]]:
    owners = draw(st.lists(st.integers(0, 3), min_size=SIDE * SIDE, max_size=SIDE * SIDE))
    cells = {(i % SIDE, i // SIDE): owner for i, owner in enumerate(owners)}
    rings = [
        ring
        for owner in range(1, 4)
        for ring in outlines(frozenset(cell for cell, whose in cells.items() if whose == owner))
    ]
    turned = [draw(st.booleans()) for _ in rings]
    return [ring[::-1] if turn else ring for ring, turn in zip(rings, turned, strict=True)]


def joined(numbers: list[int], arcs: list[numpy.ndarray]) -> list[Corner]:
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    for one, other in pairwise(parts):
        assert (one[-1] == other[0]).all()
    return [tuple(corner) for corner in numpy.concatenate([parts[0], *(part[1:] for part in parts[1:])]).tolist()]


@given(coverings())
def test_the_arcs_of_a_ring_are_its_corners(rings: list[list[Corner]]) -> None:
    arcs, cut = cut_into_arcs([numpy.array(ring) for ring in rings])
    assert len(cut) == len(rings)
    for ring, numbers in zip(rings, cut, strict=True):
        again = joined(numbers, arcs)
        assert again[0] == again[-1]
        start = ring.index(again[0])
        # A ring that passes a corner twice may start at either passage.
        starts = [i for i, corner in enumerate(ring[:-1]) if corner == ring[start]]
        assert again[:-1] in [ring[i:-1] + ring[:i] for i in starts]


@given(coverings())
def test_every_step_is_in_one_arc(rings: list[list[Corner]]) -> None:
    arcs, cut = cut_into_arcs([numpy.array(ring) for ring in rings])
    steps = [frozenset(step) for arc in arcs for step in pairwise(map(tuple, arc.tolist()))]
    assert len(steps) == len(set(steps))
    assert set(steps) == {frozenset(step) for ring in rings for step in pairwise(ring)}
    assert {n if n >= 0 else ~n for numbers in cut for n in numbers} == set(range(len(arcs)))


def test_an_island_and_the_hole_it_lies_in_are_one_arc() -> None:
    island = numpy.array([[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]])
    hole = numpy.roll(island[:-1], 2, axis=0)[::-1]
    arcs, cut = cut_into_arcs([island, numpy.concatenate([hole, hole[:1]])])
    assert len(arcs) == 1
    assert cut == [[0], [~0]]


def test_no_rings_have_no_arcs() -> None:
    assert cut_into_arcs([]) == ([], [])
