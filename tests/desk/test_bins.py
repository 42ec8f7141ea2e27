"""Bars stand on all days of their units, one beside the other."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.bins import bins_of
from dateline.indexing import UNITS, Histogram
from dateline.indexing.measures import _starts, _units

EPOCH = date(1970, 1, 1)


def counted(unit: str, first: date, last: date) -> Histogram:
    """A histogram as an index makes it of what lies from one day to another."""
    low, high = _units(np.array([(day - EPOCH).days for day in (first, last)]).astype(np.int32), unit).tolist()
    starts = _starts(np.arange(low, high + 1), unit)
    return Histogram(unit, starts, np.ones(len(starts)), 0, 0, np.zeros(len(starts)))


@pytest.mark.parametrize("unit", UNITS)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 1_000))
def test_bars_hold_every_day_once_and_whole_units(unit: str, first: date, days: int) -> None:
    last = first + timedelta(days)
    made = bins_of(counted(unit, first, last))
    assert made[0].first <= first
    assert last <= made[-1].last
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(made))
    # The day behind the last bar begins a unit of its own.
    after = counted(unit, made[-1].last + timedelta(1), made[-1].last + timedelta(1))
    assert bins_of(after)[0].first == made[-1].last + timedelta(1)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_bars_end_where_the_calendar_does(unit: str, day: date) -> None:
    (one,) = bins_of(counted(unit, day, day))
    assert one.first <= day <= one.last


def test_without_counts_there_are_no_bars() -> None:
    assert bins_of(Histogram("month", np.empty(0, np.int64), np.empty(0, np.int64), 3, 1)) == []
