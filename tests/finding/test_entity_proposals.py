"""Where a name begins and ends."""

from __future__ import annotations

import pytest

from dateline.finding.entity_proposals import is_adherent, trimmed, without_titles, words_at
from dateline.language import Sentence, parse


def sentence_of(text: str) -> Sentence:
    (sentence,) = parse([(0, text)])
    return sentence


def span_of(sentence: Sentence, words: str) -> tuple[int, int]:
    at = sentence.text.index(words)
    inside = sentence.between(at, at + len(words))
    return inside[0].i, inside[-1].i + 1


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Kilo Brigade", "Kilo Brigade"),
        ("In Kilo", "Kilo"),
        ("Kilo's", "Kilo"),
        ("Kilo province", "Kilo province"),
        ("al-Kilo ,", "al-Kilo"),
    ],
)
def test_trimmed_leaves_the_name(words: str, name: str) -> None:
    sentence = sentence_of(f"{words} was shut on Monday.")
    first, last = trimmed(sentence, *span_of(sentence, words))
    assert words_at(sentence, first, last) == name


def test_trimmed_leaves_nothing_of_what_is_no_name() -> None:
    sentence = sentence_of("He saw the road.")
    first, last = trimmed(sentence, *span_of(sentence, "the road"))
    assert first == last


def test_titles_are_no_part_of_a_name_but_the_last_word_stays() -> None:
    sentence = sentence_of("Major General Ada Omar met General.")
    first, last = span_of(sentence, "Major General Ada Omar")
    assert words_at(sentence, without_titles(sentence, first, last), last) == "Ada Omar"
    first, last = span_of(sentence, "General")
    assert without_titles(sentence, first, last) == first


def test_adherents_are_told_by_the_ending_of_one_word() -> None:
    assert [is_adherent(words) for words in ("Sadrists", "Ada Sadrists", "Sadr")] == [True, False, False]
