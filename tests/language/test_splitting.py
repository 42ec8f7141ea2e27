"""Sentences and words without a parse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language import lemmas_of, parse, split, words_of


@pytest.mark.parametrize(
    "sentences",
    [
        ["Maj. Okoth left.", "His men stayed."],
        ["They met at 9 a.m. on Monday.", "Nobody spoke!"],
        ['"Go home."', "She went."],
        ["The U.S. envoy flew in.", "3 aides came along."],
    ],
)
def test_split_cuts_between_sentences_only(sentences):
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split(text)] == sentences


@given(st.text(alphabet="aB. !?\"'3\n", max_size=60))
def test_split_covers_all_but_white_space(text):
    spans = split(text)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_lemmas_of_holds_the_lemma_of_every_parse():
    text = "The rebels who had fought there were driven out and left their wounded men behind."
    for token in parse([(0, text)])[0].tokens:
        assert token.lemma in lemmas_of(token.text)


def test_words_are_finer_than_a_parse():
    assert words_of("cease-fire") == ["cease", "-", "fire"]
