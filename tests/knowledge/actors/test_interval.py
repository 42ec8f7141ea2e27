"""When something held: open ends, coarse ends, and what is sure of them."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.actors.interval import Interval

DATES = st.sampled_from([None, "2003", "2004-02", "2004-02-29", "2004-03-01", "2005", "2005-12-31", "2006"])
INTERVALS = st.builds(Interval, DATES, DATES).filter(lambda i: not i.complaints())


@given(one=INTERVALS, other=INTERVALS)
def test_what_surely_overlaps_may_meet(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.surely_overlaps(other) == other.surely_overlaps(one)
    assert one.meets(other) or not one.surely_overlaps(other)


@given(one=INTERVALS, other=INTERVALS, day=st.sampled_from(["2002-01-01", "2004-02-29", "2005-07-01", "2007-01-01"]))
def test_common_time_holds_on_the_days_of_both(one: Interval, other: Interval, day: str) -> None:
    if one.meets(other):
        assert one.common(other).may_hold(day) == (one.may_hold(day) and other.may_hold(day))


def test_open_end_reaches_everything_on_its_side() -> None:
    assert Interval(since="2004").may_hold("2050-01-01")
    assert not Interval(since="2004").may_hold("2003-12-31")
    assert Interval(until="2004-06").may_hold("2004-06-30")


def test_unknown_end_is_open() -> None:
    assert Interval("..", "").outer == Interval().outer
