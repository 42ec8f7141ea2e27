from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.drawing.lettering import width_of
from dateline.drawing.time_axis import TimeScale, TimeView, ticks

days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(days, days, st.floats(200, 3000))
def test_labels_of_the_axis_never_overlap_and_stay_inside(one: date, other: date, width: float) -> None:
    scale = TimeScale(TimeView(min(one, other), max(one, other)), 10, 10 + width)
    for row in ticks(scale):
        end = float("-inf")
        for tick in row:
            assert scale.left - 0.01 <= tick.x <= scale.right
            if tick.label:
                assert tick.x >= end
                end = tick.x + width_of(tick.label, 12)
        assert end <= scale.right + 3 or len(row) == 1


@given(days, days)
def test_every_axis_says_which_year_it_is(one: date, other: date) -> None:
    scale = TimeScale(TimeView(min(one, other), max(one, other)), 10, 1190)
    fine, coarse = ticks(scale)
    said = [tick.label for tick in (coarse or fine) if tick.label]
    years = range(min(one, other).year, max(one, other).year + 1)
    assert any(str(year) in label.split() for label in said for year in (years if len(years) < 200 else [int(said[0])]))


@pytest.mark.parametrize(
    ("first", "last", "fine", "coarse"),
    [
        (date(2008, 6, 1), date(2008, 6, 7), ["1", "2", "3", "4", "5", "6", "7"], ["June 2008"]),
        (date(2008, 6, 20), date(2008, 8, 20), ["21", "26", "1", "6"], ["June 2008", "July 2008", "August 2008"]),
        (date(2008, 1, 1), date(2008, 12, 31), ["Jan", "Feb", "Mar"], ["2008"]),
        (date(1950, 1, 1), date(2009, 12, 31), ["1950", "1955", "1960"], []),
        (date(1, 1, 1), date(9999, 12, 31), ["1000", "2000", "3000"], []),
    ],
)
def test_ticks_adapt_from_days_to_millennia(first: date, last: date, fine: list[str], coarse: list[str]) -> None:
    got, above = ticks(TimeScale(TimeView(first, last), 0, 640))
    assert [tick.label for tick in got][: len(fine)] == fine
    assert [tick.label for tick in above] == coarse


def test_a_tick_stands_where_its_day_starts() -> None:
    scale = TimeScale(TimeView(date(2008, 1, 1), date(2008, 12, 31)), 0, 732)
    months, _ = ticks(scale)
    assert [tick.x for tick in months][:3] == [0, 62, 120]


def test_a_view_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        TimeView(date(2008, 6, 2), date(2008, 6, 1))
