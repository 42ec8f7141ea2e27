"""What a parse answers about its own tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language import Sentence, Token


def sentence_of(heads: list[int]) -> Sentence:
    """Build a parse of one-letter words from the governor of each."""
    tokens = tuple(Token(i, 2 * i, 2 * i + 1, "x", "x", "NOUN", "NN", "dep", head) for i, head in enumerate(heads))
    children = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(heads)))
    return Sentence(0, 2 * len(heads), "x " * len(heads), tokens, children)


@st.composite
def trees(draw: st.DrawFn) -> list[int]:
    """Draw the governors of a tree over up to nine tokens: each hangs on one drawn before it, the first on itself."""
    order = draw(st.permutations(range(draw(st.integers(1, 9)))))
    heads = [0] * len(order)
    for at, i in enumerate(order):
        heads[i] = draw(st.sampled_from(order[:at])) if at else i
    return heads


def test_head_within_is_the_word_that_is_governed_from_outside() -> None:
    sentence = sentence_of([1, 1, 3, 1, 3])  # the third to fifth words hang on the fourth
    assert sentence.head_within(2, 5).i == 3
    assert sentence.head_within(2, 3).i == 2
    assert sentence.head_within(0, 5).i == 1


@given(trees(), st.data())
def test_head_within_of_any_stretch_of_a_tree_exists_and_lies_in_it(heads: list[int], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(heads) - 1))
    last = data.draw(st.integers(first + 1, len(heads)))
    head = sentence_of(heads).head_within(first, last)
    assert first <= head.i < last
    assert head.head == head.i or not first <= head.head < last


def test_head_within_no_tokens_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        sentence_of([0]).head_within(0, 0)
