from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Moment
from dateline.model.days import MONTHS, edtf_words, span_words, told_words

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
        (None, date(2008, 6, 1), "1 June 2008 or earlier"),
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
        ("2008-06-14/..", "since 14 June 2008"),
        ("../2008-06-30", "30 June 2008 or earlier"),
        ("2011-06-30/", "30 June 2011 or later"),
        ("/2011-06-30", "30 June 2011 or earlier"),
        ("-0263", "-0263"),
        ("no time at all", "no time at all"),
    ],
)
def test_a_time_is_said_in_words(edtf: str, said: str) -> None:
    assert edtf_words(edtf) == said


@given(days)
def test_words_of_a_month_name_no_day(day: date) -> None:
    assert edtf_words(f"{day.year:04}-{day.month:02}") == f"{MONTHS[day.month - 1]} {day.year}"


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2014-07-03", "on 3 July 2014"),
        ("2014-07-03T08:30", "on 3 July 2014, 08:30"),
        ("2014-07-03~", "on about 3 July 2014"),
        ("2014-07-03%", "perhaps on about 3 July 2014"),
        ("2014-07", "in July 2014"),
        ("2014?", "perhaps in 2014"),
        ("2014-22", "in summer 2014"),
        ("2014-07-03/2014-07-05", "between 3 and 5 July 2014"),
        ("2014-07-01/2014-07-31", "in July 2014"),
        ("2014-06/2014-07", "between June and July 2014"),
        ("2014-06~/2014-07", "between about June 2014 and July 2014"),
        ("2014-07-22/..", "since 22 July 2014"),
        ("2014-07-22/", "on 22 July 2014 or later"),
        ("../2014-07", "in July 2014 or earlier"),
        ("-0263", "-0263"),
    ],
)
def test_a_time_has_the_preposition_that_it_wants(edtf: str, said: str) -> None:
    assert told_words(edtf) == said


@given(
    days, st.integers(0, 4000), st.sampled_from(["{}", "{}~", "{}?", "{}%", "{}/..", "../{}", "{}/", "/{}", "{}/{}"])
)
def test_no_time_with_a_day_is_said_in_edtf(day: date, more: int, form: str) -> None:
    last = date.fromordinal(min(day.toordinal() + more, date.max.toordinal()))
    for words in (edtf_words(form.format(day, last)), told_words(form.format(day, last))):
        assert not set("~?%/") & set(words)
        assert ".." not in words
        assert day.isoformat() not in words


@pytest.mark.parametrize("edtf", ["0000", "0000-03", "0000-03-15", "0000/0005", "-0043-03-15", "0000-03-15/.."])
def test_years_before_the_first_stay_as_they_are_written(edtf: str) -> None:
    assert edtf_words(edtf) == edtf
    assert edtf in told_words(edtf)
