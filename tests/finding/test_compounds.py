"""Words joined by hyphens: what names somebody, and what is only a part of a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.finding.compounds import compound_at, country_at, is_clause, is_part
from dateline.language import Sentence, parse


def sentence(text: str) -> Sentence:
    return parse([(0, text)])[0]


def at(text: str, word: str) -> tuple[Sentence, int]:
    parsed = sentence(text)
    return parsed, next(t.i for t in parsed.tokens if t.text == word)


def test_compound_at_returns_all_parts_and_stops_at_spaces() -> None:
    parsed, i = at("A Polish-Lithuanian column - a long one - marched.", "Lithuanian")
    first, last = compound_at(parsed, i)
    assert "".join(t.text for t in parsed.tokens[first:last]) == "Polish-Lithuanian"
    parsed, i = at("A column - a long one - marched.", "column")
    assert compound_at(parsed, i) == (i, i + 1)


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Austro-Hungarian guns fired.", "Hungarian", "austria-hungary"),
        ("Franco-British guns fired.", "British", None),
        ("Pro-Iranian gunmen fled.", "Iranian", None),
        ("Iran-backed gunmen fled.", "Iran", "IR"),
        ("Iranian gunmen fled.", "Iranian", "IR"),
    ],
)
def test_country_at_takes_a_compound_as_a_whole(text: str, word: str, code: str | None) -> None:
    country = country_at(*at(text, word))
    assert (country.code if country else None) == code


def test_is_part_may_look_at_what_stands_before_alone() -> None:
    parsed, i = at("The Commander-in-Chief left.", "Commander")
    assert is_part(parsed, i)
    assert not is_part(parsed, i, only_last=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Iran", "-", " ", "pro", "army", "U.S.", "–", "the"]), min_size=1, max_size=12))
def test_compound_at_always_holds_its_token(parts: list[str]) -> None:
    parsed = parse([(0, "".join(parts) + " end")])
    for one in parsed:
        for token in one.tokens:
            first, last = compound_at(one, token.i)
            assert 0 <= first <= token.i < last <= len(one.tokens)
            assert compound_at(one, first) == (first, last)


def test_a_headline_in_capitals_is_no_name():
    (headline,) = parse([(0, "Jilib Follows The Script Of Kismayo")])
    assert is_clause(headline, 0, len(headline.tokens))
    (name,) = parse([(0, "Halima Yusuf Warsame spoke.")])
    assert not is_clause(name, 0, 3)
