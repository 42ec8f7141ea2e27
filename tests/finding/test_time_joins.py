from __future__ import annotations

import pytest

from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Moment


def times(text: str, published: str | None = "2014-03-26") -> dict[str, str | None]:
    document = Document("d", "0", text, published=Moment(published) if published else None)
    found = [m for row in find_times(document, parse([(0, text)])) for m in row]
    return {m.evidence.words: m.dating.moment.edtf if m.dating else None for m in found}


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("since January", "2014-01-01/.."),
        ("from January onwards", "2014-01-01/.."),
        ("until January", "../2014-01-31"),
        ("till 8 March", "../2014-03-08"),
        ("before 1999", "../1998-12-31"),
        ("prior to 2012", "../2011-12-31"),
        ("after 1982", "1983-01-01/.."),
        ("after 8 March", "2014-03-09/.."),
        ("by 1944", "1944"),
        ("in 1944", "1944"),
    ],
)
def test_preposition_opens_the_end_that_it_leaves_open(words: str, edtf: str) -> None:
    assert list(times(f"The pass was closed {words}.").values()) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The town was quiet after the 2010 elections.", "2010"),
        ("They dispersed after Friday prayers.", "2014-03-21"),
        ("The army left before the June 2013 deadline.", "2013-06"),
    ],
)
def test_preposition_of_a_noun_leaves_the_time_before_the_noun_whole(text: str, edtf: str) -> None:
    assert list(times(text).values()) == [edtf]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("two days after 8 March", "2014-03-10"),
        ("a week before 8 March", "2014-02-24/2014-03-02"),
        ("the day before 8 March", "2014-03-07"),
        ("the day after 8 March", "2014-03-09"),
        ("the eve of 8 March", "2014-03-07"),
    ],
)
def test_step_and_the_date_it_is_told_from_are_one_time(words: str, edtf: str) -> None:
    assert times(f"The pass was closed on {words}.") == {words: edtf}


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("late 2013 to early 2014", "2013-09-01/2014-04-30"),
        ("9 November 2013 through 3 January 2014", "2013-11-09/2014-01-03"),
        ("264 BC - 241 BC", "-0263/-0240"),
        ("2011 until the end of 2013", "2011/2013"),
    ],
)
def test_two_ends_are_one_time(words: str, edtf: str) -> None:
    assert times(f"The pass was closed from {words}.", None) == {words: edtf}


def test_what_runs_backwards_stays_two() -> None:
    assert times("They went from 2013 to 2011.", None) == {"2013": "2013", "2011": "2011"}


def test_what_is_to_come_before_a_day_begins_with_the_telling() -> None:
    assert times("They will hold the vote before October.") == {"October": "2014-03-26/2014-09-30"}
    assert times("The army will stay until June.") == {"June": "2014-03-26/2014-06-30"}
    assert times("They will withdraw by Sunday.") == {"Sunday": "2014-03-30"}
