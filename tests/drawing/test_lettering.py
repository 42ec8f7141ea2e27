import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.drawing.lettering import clean, fitted, is_right_to_left, isolated, shortened, width_of

anything = st.text(st.characters(codec=None, categories=None), max_size=300)


@given(anything)
def test_clean_leaves_one_line_that_xml_allows_and_that_turns_nothing(text: str) -> None:
    left = clean(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in left)
    assert not {*left} & {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff\ufeff\u2028\u2029"}
    assert clean(left) == left


@given(anything, st.floats(0, 400))
def test_fitted_text_fits_or_is_nothing(text: str, room: float) -> None:
    words = fitted(text, 12, room)
    assert width_of(words, 12) <= room or not words


@given(anything, st.integers(1, 100))
def test_shortened_text_is_as_short_as_asked(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most


def test_clean_cuts_towers_of_combining_marks() -> None:
    assert clean("Z" + "\u0301" * 40) == "Z\u0301\u0301"


def test_clean_keeps_vowel_signs_of_arabic_and_joiners_of_persian() -> None:
    assert clean("مُحَمَّد") == "مُحَمَّد"
    assert clean("می\u200cخواهد") == "می\u200cخواهد"


@pytest.mark.parametrize(("text", "turned"), [("العمارة", True), ("1. צפון", True), ("Maysan", False), ("12", False)])
def test_the_first_strong_letter_gives_the_direction(text: str, turned: bool) -> None:
    assert is_right_to_left(text) is turned


def test_isolated_text_cannot_turn_the_words_after_it() -> None:
    assert isolated("العمارة") == "\u2068العمارة\u2069"
    assert isolated("Maysan") == "Maysan"


def test_a_long_word_costs_no_more_than_a_short_one() -> None:
    assert len(clean("x" * 5_000_000)) <= 2000
