from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.finding import citation_words
from dateline.finding.citation_words import term_of, terms_of, word_rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attacks", "attacked"),
        ("voting", "votes"),
        ("Sadrists", "Sadr"),
        ("Amara", "Amarah"),
        ("Moqtada", "Muqtada"),
        ("U.S.", "American"),
        ("Iraq", "Iraqis"),
        ("nine", "9"),
        ("2,000", "2000"),
        ("cease-fire", "ceasefire"),
        ("Iranian-backed", "Iran"),
    ],
)
def test_words_that_are_the_same_share_a_key(one: str, other: str) -> None:
    assert term_of(one).keys & term_of(other).keys


@pytest.mark.parametrize(
    ("one", "other"), [("Iran", "Iraq"), ("eastern", "western"), ("9", "10"), ("police", "policy"), ("Basra", "Busra")]
)
def test_words_that_differ_share_none(one: str, other: str) -> None:
    assert not term_of(one).keys & term_of(other).keys


def test_words_alike_share_a_group_and_no_key() -> None:
    assert term_of("exploded").groups & term_of("bomb").groups
    assert not term_of("exploded").keys & term_of("bomb").keys


def test_verb_and_particle_are_the_noun_they_make() -> None:
    said = {key for term in terms_of("Iraq cracks down on militias") for key in term.keys}
    assert term_of("crackdown").keys <= said


def test_words_that_say_nothing_are_left_out_and_a_country_is_no_pronoun() -> None:
    assert terms_of("It was in the and of") == ()
    assert terms_of("he told us") != terms_of("he told the US")


def test_every_group_of_words_alike_has_two_stems_at_least() -> None:
    members: dict[str, set[str]] = {}
    for stem, groups in word_rules().alike.items():
        for group in groups:
            members.setdefault(group, set()).add(stem)
    assert all(len(stems) > 1 for stems in members.values())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"more": []}, "nothing else"),
        ({"endings": ["s", "ing"]}, "longest first"),
        ({"alike": "bomb"}, "list of groups"),
        ({"alike": [["Bomb", "blast"]]}, "group 1"),
    ],
)
def test_file_that_breaks_its_schema_is_refused(monkeypatch, change: dict, complaint: str) -> None:
    good = {"stop": ["the"], "turning": ["not"], "particles": ["down"], "endings": ["ing", "s"], "alike": [["a", "b"]]}
    monkeypatch.setattr(citation_words, "read_toml", lambda _: {**good, **change})
    word_rules.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=complaint):
            word_rules()
    finally:
        word_rules.cache_clear()
