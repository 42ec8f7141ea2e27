"""Rows that lie near in place and time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.tables.accidents import WITHIN, row

from dateline.knowledge.gazetteer.globe import distance_km
from dateline.reconciling.tables.nearness import days_apart, near_pairs


@given(
    st.lists(st.tuples(st.integers(-25, 25), st.integers(0, 6), st.integers(0, 3)), max_size=12),
    st.lists(st.tuples(st.integers(-25, 25), st.integers(0, 6), st.integers(0, 3)), max_size=12),
)
def test_near_pairs_are_exactly_those_within_both_windows(
    ours: list[tuple[int, int, int]], theirs: list[tuple[int, int, int]]
) -> None:
    north = [row("north", str(n), "mortar", km=km, day=day, lasts=lasts) for n, (km, day, lasts) in enumerate(ours)]
    south = [row("south", str(n), "raid", km=km, day=day, lasts=lasts) for n, (km, day, lasts) in enumerate(theirs)]
    plain = {
        (a, b)
        for a, one in enumerate(north)
        for b, other in enumerate(south)
        if days_apart(one, other) <= 2 and distance_km((one.lat, one.lon), (other.lat, other.lon)) <= 10
    }
    assert {(a, b) for a, b, _, _ in near_pairs(north, south, WITHIN)} == plain
