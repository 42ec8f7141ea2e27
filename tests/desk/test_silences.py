"""A day is silent where nothing lies on it, and every silent day is in one silence."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.silences import Days, binned, silences

COUNTS = st.lists(st.integers(0, 3), min_size=1, max_size=400)


@given(COUNTS, st.integers(-20_000, 20_000))
def test_silences_are_the_days_with_nothing(counts: list[int], first: int) -> None:
    days = Days(first, np.array(counts))
    found = silences(days)
    silent = [n for one in found for n in range(one.first.toordinal(), one.last.toordinal() + 1)]
    zero = days.view.first.toordinal()
    assert silent == [zero + n for n, count in enumerate(counts) if count == 0]
    assert sum(one.days for one in found) == days.silent
    assert all(b.first.toordinal() - a.last.toordinal() > 1 for a, b in pairwise(found))


@given(COUNTS)
def test_bins_add_up_to_what_there_is(counts: list[int]) -> None:
    days = Days(0, np.array(counts))
    made = binned(days)
    assert sum(one.certain for one in made) == sum(counts)
    assert (made[0].first, made[-1].last) == (days.view.first, days.view.last)
    assert all(b.first.toordinal() == a.last.toordinal() + 1 for a, b in pairwise(made))


def test_whole_weeks_are_counted_from_the_first_day() -> None:
    days = Days(0, np.array([0] * 7 + [1] + [0] * 6 + [0] * 3))
    assert (days.silent, days.silent_weeks) == (16, 1)
