"""Marks stand around the evidence, and those that are drawn lie inside each other or beside."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.model.marks import Mark, marks_of, nested


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from("abc")), max_size=8))
    return [Mark(start, start + length, label) for start, length, label in pairs]


@given(marks())
def test_marks_that_are_drawn_never_cross(given_marks: list[Mark]) -> None:
    drawn = nested(given_marks)
    for one, other in combinations(drawn, 2):
        is_inside = one.start <= other.start and other.end <= one.end
        is_around = other.start <= one.start and one.end <= other.end
        assert is_inside or is_around or one.end <= other.start or other.end <= one.start
    spans = [(one.start, one.end) for one in drawn]
    assert len(spans) == len(set(spans))
    assert set(spans) <= {(one.start, one.end) for one in given_marks}


def test_evidence_that_stands_elsewhere_has_no_mark_in_the_sentence() -> None:
    row: dict[str, Any] = {"start": 10, "end": 30, "trigger": {"start": 12, "end": 16}, "actors": [], "recipients": []}
    row |= {"places": [{"evidence": {"start": 2, "end": 6}}], "voices": [], "when": None}
    assert marks_of(row) == [Mark(12, 16, "event")]
