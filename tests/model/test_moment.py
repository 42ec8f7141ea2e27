from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import MomentError
from dateline.model import Moment, TimePrecision

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31))
MOMENTS = st.one_of(
    DAYS.map(Moment.day),
    DAYS.map(lambda d: Moment(f"{d:%Y-%m}")),
    DAYS.map(lambda d: Moment(f"{d:%Y}")),
    st.tuples(DAYS, st.integers(0, 900)).map(lambda p: Moment.between(p[0], p[0] + timedelta(days=p[1]))),
    DAYS.map(lambda d: Moment.between(d, None)),
    DAYS.map(lambda d: Moment.between(None, d)),
)


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31), "year"),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29), "month"),
        ("2008-06-14", date(2008, 6, 14), date(2008, 6, 14), "day"),
        ("2008-06-14T04:30", date(2008, 6, 14), date(2008, 6, 14), "minute"),
        ("2008-06~", date(2008, 6, 1), date(2008, 6, 30), "month"),
        ("2011-21", date(2011, 3, 1), date(2011, 5, 31), "season"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "interval"),
        ("2005/2009", date(2005, 1, 1), date(2009, 12, 31), "interval"),
        ("2010-12-28/..", date(2010, 12, 28), None, "interval"),
        ("../2011-07", None, date(2011, 7, 31), "interval"),
        ("/2024", None, date(2024, 12, 31), "interval"),
        ("2024/", date(2024, 1, 1), None, "interval"),
    ],
)
def test_moment_bounds_are_the_days_the_value_says(
    edtf: str, first: date | None, last: date | None, precision: str
) -> None:
    moment = Moment(edtf)
    assert (moment.earliest, moment.latest, moment.precision.value) == (first, last, precision)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "June 2008",
        "2008-13",
        "2011-02-30",
        "../..",
        "/",
        "2009/2008",
        "1/2/3",
        "-0043-13",
        "2008-06-14T25:00",
        "2008-06-14T24:00",
        "2008-06-14T23:60",
        "2008-06-14/2008-06-15T23:59:60",
    ],
)
def test_moment_refuses_what_is_no_time(edtf: str) -> None:
    with pytest.raises(MomentError):
        Moment(edtf)


@given(MOMENTS, MOMENTS)
def test_moment_intersection_is_commutative_and_lies_in_both(a: Moment, b: Moment) -> None:
    both, other_way = a.intersect(b), b.intersect(a)
    assert (both is None) == (other_way is None)
    if both is not None and other_way is not None:
        assert (both.earliest, both.latest) == (other_way.earliest, other_way.latest)
        assert a.contains(both)
        assert b.contains(both)
        assert a.overlaps(b)


@given(MOMENTS)
def test_moment_contains_and_intersects_itself(moment: Moment) -> None:
    assert moment.contains(moment)
    assert moment.intersect(moment) == moment


@given(DAYS, st.integers(0, 4000))
def test_moment_between_keeps_both_days(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    moment = Moment.between(first, last)
    assert (moment.earliest, moment.latest, moment.days) == (first, last, length + 1)


def test_moment_has_no_silent_open_bound() -> None:
    assert Moment("2008-06").is_bounded
    assert not Moment("2008-06/..").is_bounded


def test_moment_keeps_a_given_precision() -> None:
    assert Moment("2008-06-09/2008-06-15", TimePrecision.WEEK).precision is TimePrecision.WEEK


def test_year_before_the_year_one_has_no_day_and_says_what_it_lies_before() -> None:
    moment = Moment("-0263")
    assert (moment.earliest, moment.latest, moment.precision) == (None, date(1, 1, 1), TimePrecision.YEAR)
    assert (moment.days, moment.is_bounded) == (None, False)
    assert [Moment(e).precision for e in ("-0043-03", "-0043-03-15", "0000")] == [
        TimePrecision.MONTH,
        TimePrecision.DAY,
        TimePrecision.YEAR,
    ]


def test_years_before_the_year_one_are_told_apart_by_what_was_said() -> None:
    war = Moment("-0263/-0240")
    assert war.contains(Moment("-0250"))
    assert not war.contains(Moment("-0217"))
    assert Moment("-0263").intersect(Moment("-0217")) is None
    assert war.intersect(Moment("-0250/-0210")) == Moment("-0250/-0240")
    assert Moment("-0026/0014").intersect(Moment("0010/0020")) == Moment("0010/0014")


def test_run_of_years_before_the_year_one_cannot_end_before_it_starts() -> None:
    with pytest.raises(MomentError, match="ends before it starts"):
        Moment("-0240/-0263")


def test_last_day_of_all_ends_a_month() -> None:
    assert Moment.between(date(9999, 12, 1), date.max).edtf == "9999-12"
    assert Moment.between(date(9999, 1, 1), date.max).edtf == "9999"
    assert Moment.between(date(9999, 12, 2), date.max).edtf == "9999-12-02/9999-12-31"
