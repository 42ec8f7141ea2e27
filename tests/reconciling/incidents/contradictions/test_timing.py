from __future__ import annotations

from dateline.model import Document, Evidence, Moment, Span, Zone, ZoneKind
from dateline.reconciling.incidents.contradictions.remarks import remarks_of
from dateline.reconciling.incidents.contradictions.timing import day_told, is_dateline, is_of_saying


def told(text: str) -> str | None:
    document = Document(
        "d1", "", text, published=Moment("2014-03-12"), zones=(Zone(ZoneKind.BODY, Span(0, len(text))),)
    )
    dating = day_told(remarks_of(document)[0], document)
    return dating.moment.edtf if dating else None


def test_timing_reads_the_only_day_of_a_sentence() -> None:
    assert told("It happened on Sunday near the mill.") == "2014-03-09"
    assert told("It happened near the mill.") is None


def test_timing_of_two_days_is_none() -> None:
    assert told("It happened on Sunday, and again on Monday.") is None


def test_timing_leaves_out_the_day_of_saying_and_of_writing() -> None:
    assert told("He was shot in his car, a judge said on Tuesday.") is None
    assert told("BAIDOA, March 11 - He was shot in his car on Sunday.") == "2014-03-09"


def test_timing_leaves_out_what_is_to_come() -> None:
    assert told("They vowed to take the town on Friday.") is None


def test_timing_tells_words_for_saying_before_a_day() -> None:
    text = "the army said on Tuesday"
    sentence, day = Evidence.at(text, 0, len(text)), Evidence.at(text, 17, 24)
    assert is_of_saying(sentence, day)
    assert not is_dateline(sentence, day)


def test_timing_leaves_out_ends_and_the_day_on_which_a_sentence_says_that_somebody_spoke() -> None:
    assert told("By Sunday they had left the mill.") is None
    assert told("On Sunday, the ministry announced a blast at the mill.") is None
    assert told("On Sunday a blast hit the mill, the ministry announced.") == "2014-03-09"
