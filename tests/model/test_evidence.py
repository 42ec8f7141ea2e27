import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import EvidenceError
from dateline.model import Evidence, Span

TEXTS = st.text(min_size=1, max_size=200)


@given(TEXTS, st.data())
def test_evidence_at_quotes_the_text_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = Evidence.at(text, start, end)
    assert text[evidence.start : evidence.end] == evidence.words
    assert pickle.loads(pickle.dumps(evidence)) == evidence


@given(TEXTS, st.integers(-5, 250), st.integers(-5, 250), st.text(max_size=5))
def test_evidence_that_is_not_there_cannot_be_built(text: str, start: int, end: int, words: str) -> None:
    holds = 0 <= start < end <= len(text) and text[start:end] == words
    if holds:
        assert Evidence(start, end, words, text=text).words == words
    else:
        with pytest.raises(EvidenceError):
            Evidence(start, end, words, text=text)


def test_evidence_says_what_stands_there_instead() -> None:
    with pytest.raises(EvidenceError, match="the text has 'Two'"):
        Evidence(0, 3, "Six", text="Two patrols")


def test_evidence_covering_joins_spans() -> None:
    assert Evidence.covering("turned in their guns", [Span(0, 6), Span(16, 20)]).words == "turned in their guns"


def test_evidence_is_frozen_and_slotted() -> None:
    evidence = Evidence.at("abc", 0, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        evidence.words = "x"  # type: ignore[misc]
    assert not hasattr(evidence, "__dict__")
