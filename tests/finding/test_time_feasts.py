from __future__ import annotations

import pytest

from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Moment, TimePrecision


def times(text: str, published: str | None = None) -> dict[str, str | None]:
    document = Document("d", "0", text, published=Moment(published) if published else None)
    found = [m for row in find_times(document, parse([(0, text)])) for m in row]
    return {m.evidence.words: m.dating.moment.edtf if m.dating else None for m in found}


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Ramadan 2014", "2014-06-28/2014-07-29"),
        ("the first week of Muharram 1435", "2013-11-04/2013-11-12"),
        ("10 Muharram 1435", "2013-11-13/2013-11-15"),
        ("Mordad 1388", "2009-07-22/2009-08-23"),
        ("Christmas 2008", "2008-12-25"),
        ("Orthodox Easter 2022", "2022-04-24"),
        ("Passover 2002", "2002-03-28/2002-04-04"),
        ("the first day of Ramadan 2014", "2014-06-28/2014-06-30"),
        ("the 7th day of Ramadan 2014", "2014-07-04/2014-07-06"),
        ("the third day of Eid al-Adha 2014", "2014-10-06/2014-10-08"),
        ("18 Brumaire Year VIII", "1799-11-09"),
        ("Q3 2014", "2014-07-01/2014-09-30"),
        ("the second quarter of 2014", "2014-04-01/2014-06-30"),
        ("FY2014", "2013-10-01/2014-09-30"),
        ("fiscal year 2019", "2018-10-01/2019-09-30"),
        ("FY 2013-14", "2013/2014"),
        ("the week ending 10 March 2014", "2014-03-04/2014-03-10"),
        ("the week of 10 March 2014", "2014-03-10/2014-03-16"),
    ],
)
def test_stated_feast_month_or_year_gives_its_days(words: str, edtf: str) -> None:
    assert times(f"The prices in the market rose in {words}.") == {words: edtf}


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("during Ramadan", "2013-07-08/2013-08-08"),
        ("in early Ramadan", "2013-07-08/2013-07-17"),
        ("at Christmas", "2013-12-25"),
        ("on New Year's Eve", "2013-12-31"),
        ("last Christmas", "2013-12-25"),
        ("on Nowruz", "2014-03-20/2014-03-21"),
        ("over the weekend", "2014-03-22/2014-03-23"),
        ("in the third quarter of last year", "2013-07-01/2013-09-30"),
    ],
)
def test_feast_without_a_year_is_the_last_one_before_publication(words: str, edtf: str) -> None:
    assert list(times(f"Gunmen attacked the convoy {words}.", "2014-03-26").values()) == [edtf]


def test_feast_with_a_future_verb_is_the_next_one() -> None:
    assert times("The truce will begin at Easter.", "2014-03-26") == {"Easter": "2014-04-20"}


def test_feast_without_any_year_stays_empty() -> None:
    assert times("Gunmen attacked the convoy at Christmas.") == {"Christmas": None}


def test_month_of_the_moon_is_as_fine_as_a_month() -> None:
    text = "It fell in Ramadan 2014."
    (row,) = find_times(Document("d", "0", text), parse([(0, text)]))
    assert [m.dating.moment.precision for m in row if m.dating] == [TimePrecision.MONTH]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Ramadan Abdi spoke for the elders.",
        "General Safar left the town.",
        "They met Rajab in the hotel.",
        "The navy sailed for Christmas Island.",
        "Tir and Dey are villages.",
    ],
)
def test_name_of_a_person_or_place_is_no_month_and_no_feast(text: str) -> None:
    assert times(text, "2014-03-26") == {}
