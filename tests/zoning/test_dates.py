from __future__ import annotations

from datetime import date

import pytest

from dateline.errors import KnowledgeError
from dateline.zoning.dates import Order, find_dates, parse_calendar, read_date, slash_order


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Tuesday, March 4, 2014", "2014-03-04"),
        ("4 March 2014", "2014-03-04"),
        ("4th of March, 2014", "2014-03-04"),
        ("Mar. 4, 2014 at 12:05 AM", "2014-03-04T00:05"),
        ("4. März 2014 um 18:07 Uhr", "2014-03-04T18:07"),
        ("04.03.2014", "2014-03-04"),
        ("2014-03-04T18:07:33+01:00", "2014-03-04T18:07"),
        ("2014/03/04", "2014-03-04"),
        ("September 2016", "2016-09"),
        ("11/23/16", "2016-11-23"),
        ("23/11/16", "2016-11-23"),
        ("5/5/16", "2016-05-05"),
        ("12/31/99", "1999-12-31"),
    ],
)
def test_read_date_reads_what_pages_write(words: str, edtf: str) -> None:
    moment = read_date(words)
    assert moment is not None
    assert moment.edtf == edtf


@pytest.mark.parametrize("words", ["2/30/16", "30/30/16", "February 31, 2016", "5/6/16", "soon", "12", "3 of 4", ""])
def test_read_date_leaves_impossible_and_doubtful_dates_empty(words: str) -> None:
    assert read_date(words) is None


def test_read_date_keeps_the_day_of_an_impossible_time_of_day() -> None:
    moment = read_date("2008-06-14T24:00:00Z")
    assert moment is not None
    assert moment.edtf == "2008-06-14"
    assert read_date("2008-02-30T10:00") is None


def test_read_date_follows_the_documents_order() -> None:
    first, second = (read_date("5/6/16", order=order) for order in Order)
    assert first is not None
    assert second is not None
    assert (first.edtf, second.edtf) == ("2016-05-06", "2016-06-05")


def test_read_date_excludes_a_reading_after_the_latest_day() -> None:
    moment = read_date("9/3/16", latest=date(2016, 6, 1))
    assert moment is not None
    assert moment.edtf == "2016-03-09"


def test_slash_order_is_decided_by_the_dates_that_read_one_way() -> None:
    assert slash_order("Seen on 9/8/15, again on 9/21/15.") is Order.MONTH_FIRST
    assert slash_order("Seen on 9/8/15, again on 21/9/15.") is Order.DAY_FIRST


def test_slash_order_stays_open_where_a_document_does_both() -> None:
    assert slash_order("9/21/15 and 21/9/15, on March 3") is None


def test_slash_order_falls_back_on_how_the_prose_writes_months() -> None:
    assert slash_order("They left on March 3 and came back on April 9; see 1/2/15.") is Order.MONTH_FIRST
    assert slash_order("They left on 3 March and came back on 9 April; see 1/2/15.") is Order.DAY_FIRST


def test_find_dates_returns_full_dates_as_written() -> None:
    assert find_dates("Posted on 3 May 2015, changed June 4, 2015, not in May") == ["3 May 2015", "June 4, 2015"]


def test_calendar_names_the_broken_entry() -> None:
    with pytest.raises(KnowledgeError, match=r"calendar\.toml"):
        parse_calendar("[months]\n1 = ['january']")
