"""How letters sound, and which consonants every romanisation keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.matching.sounds import LONGEST_KEY, MOST_KEYS, plain_forms, skeletons, sounds_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("moussa", "musa"),
        ("noor", "nour"),
        ("hillah", "hila"),
        ("petroff", "petrov"),
        ("antonyov", "antoniev"),
        ("zelenskyy", "zelenskii"),
        ("tchad", "chad"),
        ("husayn", "hussein"),
        ("nasrullah", "nasrallah"),
    ],
)
def test_sounds_fold_a_habit_of_spelling(one: str, other: str) -> None:
    assert sounds_of(one) == sounds_of(other)


@pytest.mark.parametrize(("one", "other"), [("basra", "busra"), ("qasim", "kasim"), ("homs", "hama"), ("saad", "said")])
def test_sounds_keep_what_may_be_another_name(one: str, other: str) -> None:
    assert sounds_of(one) != sounds_of(other)


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("şırnak", ("shirnak", "sirnak")),
        ("грозный", ("groznyy",)),
        ("ћирић", ("chirich",)),
        ("თბილისი", ("tbilisi",)),
        ("երևան", ("erevan",)),
        ("نجف", ("njf",)),
        ("kobanê", ("kobane",)),
    ],
)
def test_plain_forms_read_other_letters(written: str, forms: tuple[str, ...]) -> None:
    assert plain_forms(written) == forms


def test_skeletons_of_a_word_that_may_be_heard_in_very_many_ways_are_few() -> None:
    assert skeletons("h" * 500) == {"", "K"}
    assert len(skeletons("jSCwTc" * 80)) <= MOST_KEYS


def test_skeletons_hear_a_letter_both_ways() -> None:
    assert skeletons(sounds_of("jamal")) & skeletons(sounds_of("gamal"))
    assert skeletons(sounds_of("jaafari")) & skeletons(sounds_of("djafari"))
    assert not skeletons(sounds_of("basra")) & skeletons(sounds_of("mosul"))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_skeletons_are_few_and_short(word: str) -> None:
    found = skeletons(sounds_of(word))
    assert 1 <= len(found) <= MOST_KEYS
    assert all(len(key) <= LONGEST_KEY for key in found)
