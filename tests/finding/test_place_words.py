"""The lists of words by which places are told from other names."""

from __future__ import annotations

import pytest

from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.finding.place_words import parse_place_words, place_words

TOML = read_data("dateline.finding", "data/place_words.toml")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("kinds = ", "sorts = ", r"place_words\.toml: missing or unknown: \['kinds', 'sorts'\]"),
        ('dative = ["against"', 'dative = ["Against"', "dative: expected a list of words in lower case"),
        ('there = ["there"]', 'there = "there"', "there: expected a list"),
        ('dative = ["against"', 'dative = ["to", "against"', "dative: 'to' stands there twice"),
        ("kinds = [", "kinds = (", r"place_words\.toml is not TOML"),
    ],
)
def test_lists_that_break_the_schema_are_refused_by_name(before: str, after: str, complaint: str) -> None:
    assert TOML.count(before) == 1
    with pytest.raises(KnowledgeError, match=complaint):
        parse_place_words(TOML.replace(before, after))


def test_loose_prepositions_are_some_of_those_of_place() -> None:
    assert place_words()["loose"] < place_words()["locative"]


@pytest.mark.parametrize(("one", "other"), [("bodies", "not_place_heads"), ("locative", "moving")])
def test_lists_that_are_read_together_share_no_word(one: str, other: str) -> None:
    assert not place_words()[one] & place_words()[other]


def test_verb_that_takes_places_does_so_always_or_sometimes() -> None:
    assert not place_words()["taking"] & place_words()["seizing"]
