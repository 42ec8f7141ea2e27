from __future__ import annotations

import pytest

from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Moment, TimePrecision


def times(text: str, published: str | None = "2014-03-26") -> dict[str, str | None]:
    document = Document("d", "0", text, published=Moment(published) if published else None)
    found = [m for row in find_times(document, parse([(0, text)])) for m in row]
    return {m.evidence.words: m.dating.moment.edtf if m.dating else None for m in found}


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("16:30 GMT on Friday", "2014-03-21T16:30"),
        ("4:30 pm on 3 March", "2014-03-03T16:30"),
        ("0430 hours on 3 March", "2014-03-03T04:30"),
        ("12:15 a.m. on 3 March", "2014-03-03T00:15"),
        ("4 pm on 3 March", "2014-03-03"),
        ("midnight on 3 March", "2014-03-03"),
    ],
)
def test_clock_beside_its_day_is_one_time_as_fine_as_it_was_told(words: str, edtf: str) -> None:
    assert times(f"The shelling began at {words}.") == {words: edtf}


def test_day_may_stand_before_its_clock() -> None:
    assert times("The shelling began on 3 March at 10:57.") == {"3 March at 10:57": "2014-03-03T10:57"}


def test_clock_takes_the_day_that_the_text_stands_at() -> None:
    found = times("On 3 March the shelling began. The town hall was hit at 10:57 and burned.")
    assert found == {"3 March": "2014-03-03", "10:57": "2014-03-03T10:57"}


def test_clock_without_any_day_is_no_time() -> None:
    assert times("The shelling began at 10:57.") == {}


def test_minute_has_the_precision_of_a_minute() -> None:
    text = "It began at 10:57 on 3 March 2014."
    (row,) = find_times(Document("d", "0", text), parse([(0, text)]))
    assert [m.dating.moment.precision for m in row if m.dating] == [TimePrecision.MINUTE]


def test_overnight_is_the_night_before_the_telling() -> None:
    assert times("Rockets hit the airport overnight.") == {"overnight": "2014-03-25/2014-03-26"}


def test_overnight_after_a_day_just_told_leaves_the_night_open() -> None:
    assert times("A chief was named on Tuesday. Eleven men were held overnight.") == {"Tuesday": "2014-03-25"}


def test_overnight_beside_a_day_is_the_night_that_begins_on_it() -> None:
    assert times("Rockets hit the airport overnight on Thursday.") == {"overnight on Thursday": "2014-03-20/2014-03-21"}


@pytest.mark.parametrize("text", ["He bought a 16:9 screen.", "They won 3:15 minutes later.", "It read John 3:16."])
def test_ratio_or_verse_is_no_time_of_day(text: str) -> None:
    assert times(text) == {}
