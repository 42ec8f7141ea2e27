from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Moment
from dateline.model.days import MONTHS, edtf_words, span_words

days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(days, st.integers(0, 4000))
def test_spans_are_said_with_both_their_ends(first: date, more: int) -> None:
    last = date.fromordinal(min(first.toordinal() + more, date.max.toordinal()))
    said = span_words(first, last)
    assert str(first.year) in said
    assert str(last.year) in said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2008, 1, 1), date(2008, 12, 31), "2008"),
        (date(2006, 1, 1), date(2008, 12, 31), "2006 to 2008"),
        (date(2008, 2, 1), date(2008, 2, 29), "February 2008"),
        (date(2008, 6, 14), date(2008, 6, 20), "14 to 20 June 2008"),
        (date(2008, 6, 29), date(2008, 7, 2), "29 June to 2 July 2008"),
        (date(2008, 12, 31), date(2009, 1, 1), "31 December 2008 to 1 January 2009"),
        (date(2008, 3, 1), date(2008, 6, 30), "March to June 2008"),
        (date(2008, 3, 1), date(2009, 6, 30), "March 2008 to June 2009"),
        (None, date(2008, 6, 1), "up to 1 June 2008"),
        (date(9999, 12, 31) - timedelta(30), date(9999, 12, 31), "December 9999"),
    ],
)
def test_spans_are_said_as_shortly_as_they_allow(first: date | None, last: date, said: str) -> None:
    assert span_words(first, last) == said


@given(days, days)
def test_an_interval_is_said_as_its_days_are(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert edtf_words(Moment.between(first, last).edtf) == span_words(first, last)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2008-06-14", "14 June 2008"),
        ("2008-06", "June 2008"),
        ("2008", "2008"),
        ("2008-06-14?", "perhaps 14 June 2008"),
        ("2008-06%", "perhaps about June 2008"),
        ("2008-24", "winter 2008"),
        ("2008-06-21/2008-06-30", "21 to 30 June 2008"),
        ("2008-06/2008-07-15", "1 June to 15 July 2008"),
        ("2008-06~/2008-07", "from about June 2008 to July 2008"),
        ("2008-06-14/..", "from 14 June 2008 on"),
        ("../2008-06-30", "up to 30 June 2008"),
        ("2011-06-30/", "from 30 June 2011 to an unknown day"),
        ("/2011-06-30", "from an unknown day to 30 June 2011"),
        ("-0263", "-0263"),
        ("no time at all", "no time at all"),
    ],
)
def test_a_time_is_said_in_words(edtf: str, said: str) -> None:
    assert edtf_words(edtf) == said


@given(days)
def test_words_of_a_month_name_no_day(day: date) -> None:
    assert edtf_words(f"{day.year:04}-{day.month:02}") == f"{MONTHS[day.month - 1]} {day.year}"
