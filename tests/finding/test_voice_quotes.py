"""Quotations belong whole to one speaker."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.finding.voice_attributions import find_attributions
from dateline.finding.voice_quotes import marked, quotations
from dateline.language import parse
from dateline.model import Document


def contents(text: str) -> dict[str, list[str]]:
    document = Document(id="d0", sha256="0" * 64, text=text)
    pieces, at = [], 0
    for line in text.split("\n"):
        if line:
            pieces.append((at, line))
        at += len(line) + 1
    return {
        text[a.source.slice]: [text[p.slice] for p in a.content]
        for here in find_attributions(document, parse(pieces))
        for a in here
        if a.source is not None and not a.nested
    }


def test_marked_reads_every_kind_of_marks() -> None:
    text = "“one two” \"three four\" ''five six'' «seven» ‘eight nine’ don't"
    assert [text[s.slice] for s in marked(text)] == [
        "“one two”",
        '"three four"',
        "''five six''",
        "«seven»",
        "‘eight nine’",
    ]


def test_quotation_without_its_end_runs_to_the_end_of_the_paragraph() -> None:
    text = "“They came at night.\nIt was cold."
    assert [text[s.slice] for s in marked(text)] == ["“They came at night."]


def test_quotation_keeps_its_marks_and_its_stop() -> None:
    assert contents("The guard said, “They came over the wall.”") == {"The guard": ["“They came over the wall.”"]}


def test_quotation_is_joined_around_its_cue() -> None:
    text = "“They came over the wall,” the guard said. “Nobody stopped them. We had no shells.”"
    assert contents(text) == {
        "the guard": ["“They came over the wall,”", "“Nobody stopped them. We had no shells.”"],
    }


def test_question_in_quotation_marks_waits_for_its_speaker() -> None:
    assert contents("“Who will rebuild the mill?” asked the baker.") == {"the baker": ["“Who will rebuild the mill?”"]}


def test_paragraph_after_a_colon_is_what_was_written() -> None:
    text = "The commander wrote:\nWe leave the hill tonight.\nThe hill was empty."
    assert contents(text) == {"The commander": ["We leave the hill tonight."]}


def test_quotation_of_another_paragraph_belongs_to_nobody_else() -> None:
    text = "“They came over the wall,” the guard said.\n“Nobody ever saw them again after that.”"
    assert contents(text) == {"the guard": ["“They came over the wall,”"]}


@given(st.text(alphabet="ab \n“”\"'‘’«».,", max_size=60))
def test_quotations_lie_inside_the_text_and_do_not_overlap(text: str) -> None:
    spans = marked(text)
    assert all(0 <= s.start < s.end <= len(text) and "\n" not in text[s.slice] for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(s.start < s.end for s in quotations(text))
