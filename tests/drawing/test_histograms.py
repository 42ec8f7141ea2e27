from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.drawing import TimeMark, TimeView
from dateline.drawing.histograms import binned

days = st.dates(date(2000, 1, 1), date(2012, 12, 31))
UNITS = ["day", "week", "month", "quarter", "year", "decade"]


@given(st.lists(st.tuples(days, days), max_size=40), st.sampled_from(UNITS))
def test_bins_add_up_to_what_they_are_made_of(spans: list[tuple[date, date]], unit: str) -> None:
    marks = [TimeMark(min(a, b), max(a, b), "day", "x") for a, b in spans]
    bins, n_open = binned(marks, TimeView(date(2000, 1, 1), date(2012, 12, 31)), unit)
    assert n_open == 0
    assert sum(one.certain for one in bins) == sum(1 for mark in marks if mark.is_day)
    assert sum(one.certain + one.spread for one in bins) == pytest.approx(len(marks))
    for one, other in pairwise(bins):
        assert other.first.toordinal() == one.last.toordinal() + 1


@given(st.sampled_from(UNITS), days, days)
def test_bins_hold_the_whole_view(unit: str, one: date, other: date) -> None:
    view = TimeView(min(one, other), max(one, other))
    bins, _ = binned([], view, unit)
    assert bins[0].first <= view.first
    assert bins[-1].last >= view.last


def test_a_span_is_spread_over_its_days() -> None:
    mark = TimeMark(date(2008, 6, 16), date(2008, 7, 15), "interval", "x")
    bins, _ = binned([mark], TimeView(date(2008, 6, 1), date(2008, 7, 31)), "month")
    assert [one.spread for one in bins] == [0.5, 0.5]


def test_weeks_start_on_monday_and_the_ends_of_time_are_no_error() -> None:
    bins, _ = binned([], TimeView(date(2008, 6, 14), date(2008, 6, 30)), "week")
    assert bins[0].first == date(2008, 6, 9)
    for unit in UNITS:
        bins, _ = binned([], TimeView(date(9999, 12, 30), date.max), unit)
        assert bins[-1].last == date.max
        bins, _ = binned([], TimeView(date.min, date(1, 1, 3)), unit)
        assert bins[0].first == date.min


def test_an_open_end_is_counted_apart() -> None:
    assert (
        binned(
            [TimeMark(date(2008, 1, 1), None, "interval", "x")], TimeView(date(2008, 1, 1), date(2008, 2, 1)), "day"
        )[1]
        == 1
    )
