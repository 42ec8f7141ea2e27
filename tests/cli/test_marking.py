"""Marks stand exactly around the evidence, and taking them away gives the sentence back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.marking import Mark, bracketed

SENTENCE = "Rebels near Goma attacked a convoy on Sunday, wounding four soldiers."


def text_of(words: str, start: int, marks: list[Mark]) -> str:
    return "".join(piece for piece, _ in bracketed(words, start, marks))


def test_marks_of_the_same_words_share_their_brackets() -> None:
    marks = [Mark(0, 6, "actor"), Mark(0, 6, "voice")]
    assert text_of(SENTENCE, 0, marks).startswith("[actor+voice: Rebels] near")


def test_a_mark_inside_another_is_nested() -> None:
    marks = [Mark(55, 59, "injured"), Mark(55, 68, "recipient")]
    assert "[recipient: [injured: four] soldiers]" in text_of(SENTENCE, 0, marks)


def test_of_two_marks_that_cross_the_longer_is_kept() -> None:
    marks = [Mark(0, 16, "actor"), Mark(12, 25, "event")]
    assert text_of(SENTENCE, 0, marks).startswith("[actor: Rebels near Goma] attacked")


def test_a_mark_at_the_end_is_closed() -> None:
    end = len(SENTENCE)
    assert text_of(SENTENCE, 0, [Mark(end - 1, end, "event")]).endswith("soldiers[event: .]")


def test_styles_are_those_of_the_innermost_mark() -> None:
    pieces = dict(bracketed(SENTENCE, 0, [Mark(0, 16, "actor"), Mark(12, 16, "place")]))
    assert pieces["Rebels near "] != pieces["Goma"] != ""


spans = st.tuples(st.integers(0, len(SENTENCE)), st.integers(0, len(SENTENCE))).filter(lambda s: s[0] < s[1])


@given(st.lists(spans, max_size=8), st.integers(0, 1000))
def test_taking_the_marks_away_gives_the_sentence_back(found: list[tuple[int, int]], start: int) -> None:
    marks = [Mark(start + a, start + b, "x") for a, b in found]
    marked = text_of(SENTENCE, start, marks)
    assert marked.replace("[x: ", "").replace("]", "") == SENTENCE
    assert marked.count("[x: ") == marked.count("]")
