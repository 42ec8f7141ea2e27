"""Rows assigned one to one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.reconciling.tables.assigning import assigned, first_come


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.1, 1), max_size=14))
def test_assignment_gains_at_least_what_first_come_does(gains: dict[tuple[int, int], float]) -> None:
    best, first = assigned(gains), first_come(gains)
    for chosen in (best, first):
        assert len({a for a, _ in chosen}) == len({b for _, b in chosen}) == len(chosen)
    assert sum(gains[p] for p in best) >= sum(gains[p] for p in first) - 1e-9
