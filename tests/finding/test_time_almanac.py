from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.finding.time_almanac import (
    Feast,
    Month,
    almanac,
    before_christ,
    days_of_feast,
    days_of_month,
    easter,
    parse_almanac,
)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("yom kippur", date(1973, 10, 6)),
        ("yom kippur", date(2014, 10, 4)),
        ("rosh hashanah", date(2014, 9, 25)),
        ("passover", date(2002, 3, 28)),
        ("purim", date(2016, 3, 24)),
        ("hanukkah", date(2014, 12, 17)),
        ("sukkot", date(2023, 9, 30)),
        ("shavuot", date(2014, 6, 4)),
        ("easter", date(1916, 4, 23)),
        ("easter", date(2008, 3, 23)),
        ("orthodox easter", date(2014, 4, 20)),
        ("orthodox easter", date(2022, 4, 24)),
        ("good friday", date(2014, 4, 18)),
        ("ash wednesday", date(2014, 3, 5)),
        ("christmas eve", date(2014, 12, 24)),
    ],
)
def test_feast_that_arithmetic_settles_begins_on_its_day(name: str, on: date) -> None:
    days = days_of_feast(almanac().feasts[name], on.year)
    assert days is not None
    assert days[0] == on


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("eid al-fitr", date(2014, 7, 28)),
        ("eid al-fitr", date(2022, 5, 2)),
        ("eid al-fitr", date(2006, 10, 24)),
        ("eid al-adha", date(2014, 10, 4)),
        ("eid al-adha", date(2021, 7, 20)),
        ("ashura", date(2004, 3, 2)),
        ("arbaeen", date(2014, 12, 13)),
        ("mawlid", date(2014, 1, 14)),
        ("nowruz", date(2014, 3, 21)),
    ],
)
def test_feast_that_is_sighted_is_kept_within_a_day_of_what_is_reckoned(name: str, on: date) -> None:
    days = days_of_feast(almanac().feasts[name], on.year)
    assert days is not None
    assert days[0] <= on <= days[0] + timedelta(days=2)


def test_month_of_the_moon_has_a_day_of_doubt_on_either_side() -> None:
    ramadan = almanac().months["ramadan"]
    assert days_of_month(ramadan, common=2014) == days_of_month(ramadan, own=1435)
    assert days_of_month(ramadan, own=1435) == (date(2014, 6, 28), date(2014, 7, 29))


def test_month_of_the_republic_begins_with_its_decade() -> None:
    thermidor = almanac().months["thermidor"]
    assert days_of_month(thermidor, common=1794, day=9) == (date(1794, 7, 27), date(1794, 7, 27))
    assert days_of_month(Month("republican", 1), own=1) == (date(1792, 9, 22), date(1792, 10, 21))


def test_year_that_a_calendar_does_not_have_gives_nothing() -> None:
    assert days_of_month(almanac().months["brumaire"], common=2014) is None
    assert days_of_month(almanac().months["brumaire"], own=40) is None


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert easter(year).isoweekday() == easter(year, julian=True).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(st.sampled_from(["islamic", "iranian"]), st.integers(1400, 2100), st.integers(1, 12))
def test_months_follow_one_another_without_a_gap(calendar: str, year: int, number: int) -> None:
    days = days_of_month(Month(calendar, number), common=year)
    assert days is None or 28 <= (days[1] - days[0]).days + 1 <= 33


@given(st.integers(1700, 2200))
def test_day_of_atonement_is_never_next_to_a_sabbath(year: int) -> None:
    days = days_of_feast(Feast("hebrew", 7, 10, 1), year)
    assert days is not None
    assert days[0].isoweekday() not in (5, 7)


def test_year_before_christ_keeps_its_leap_days() -> None:
    assert date(before_christ(1), 2, 29) - date(before_christ(1), 2, 28) == timedelta(days=1)


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("[months]", "feasts"),
        ("feasts = []\n[months]\nlunar = [['one']]", "lunar"),
        ("feasts = []\n[months]\nislamic = [['muharram']]", "islamic"),
        ("[months]\n[[feasts]]\nnames = ['Yule']\nmonth = 12\nday = 21", "Yule"),
        ("[months]\n[[feasts]]\nnames = ['yule']\nmonth = 13\nday = 21", "yule"),
        ("[months]\n[[feasts]]\nnames = ['yule']\ncalendar = 'norse'", "norse"),
        ("[months]\n[[feasts]]\nnames = ['yule']\ncalendar = 'easter'\nmonth = 3", "yule"),
    ],
)
def test_almanac_refuses_what_breaks_its_schema(toml: str, named: str) -> None:
    with pytest.raises(KnowledgeError, match=named):
        parse_almanac(toml)
