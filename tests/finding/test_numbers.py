from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_of, parse_number_words
from dateline.finding.numbers import find_numbers
from dateline.language import Sentence, Token, parse
from dateline.model import Document, Range


def counts(text: str) -> list[tuple[str, Range, str | None]]:
    """Return words, range and counted noun of each number of a one-paragraph text."""
    sentences = parse([(0, text)])
    rows = find_numbers(Document("d", "0", text), sentences)
    return [
        (m.evidence.words, m.range, None if m.noun is None else s.tokens[m.noun].text)
        for s, row in zip(sentences, rows, strict=True)
        for m in row
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2,000", Range.exactly(2000)),
        ("three", Range.exactly(3)),
        ("twenty-five", Range.exactly(25)),
        ("a dozen", Range.exactly(12)),
        ("two hundred and six", Range.exactly(206)),
        ("1.5 million", Range.exactly(1_500_000)),
        ("at least 15", Range.at_least(15)),
        ("more than 20", Range.at_least(20)),
        ("no fewer than six", Range.at_least(6)),
        ("as many as 30", Range.up_to(30)),
        ("up to 30", Range.up_to(30)),
        ("fewer than 30", Range.up_to(30)),
        ("about 40", Range(None, 40, None)),
        ("nearly 40", Range(None, 40, None)),
        ("some 40", Range(None, 40, None)),
        ("between 15 and 20", Range.between(15, 20)),
        ("15 to 20", Range.between(15, 20)),
        ("15-20", Range.between(15, 20)),
        ("three or four", Range.between(3, 4)),
        ("several", Range(3)),
        ("a few", Range(2)),
        ("a few hundred", Range(200)),
    ],
)
def test_count_says_as_much_as_its_words(words: str, value: Range) -> None:
    assert counts(f"Gunmen abducted {words} villagers near the river.") == [(words, value, "villagers")]


@pytest.mark.parametrize(("words", "low"), [("Dozens", 24), ("Scores", 40), ("Hundreds", 200), ("Thousands", 2000)])
def test_vague_number_has_a_floor_only(words: str, low: int) -> None:
    assert counts(f"{words} of families fled the shelling.") == [(words, Range(low), "families")]


def test_longest_vague_number_wins() -> None:
    assert counts("Tens of thousands of people fled.") == [("Tens of thousands", Range(20_000), "people")]


def test_nought_is_exactly_nothing() -> None:
    found = counts("There were no casualties among the police.")
    assert found == [("no casualties", Range.exactly(0), "casualties")]


def test_number_without_a_noun_counts_nothing_named() -> None:
    assert counts("Eleven were killed.") == [("Eleven", Range.exactly(11), None)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Six out of 40 died.", "40"),
        ("Two of the five gunmen fled.", "five"),
        ("Three among their 15 guests were hurt.", "15"),
        ("One of the 40 wounded died.", "40"),
        ("Two of the gunmen shot five men.", None),
        ("Ten rebels and four soldiers died.", None),
    ],
)
def test_whole_is_the_number_that_another_is_a_part_of(text: str, whole: str | None) -> None:
    (row,) = find_numbers(Document("d", "0", text), parse([(0, text)]))
    assert [m.evidence.words for m in row if m.whole] == ([whole] if whole else [])


def test_change_from_one_figure_to_another_is_no_range() -> None:
    found = counts("Raids rose from 87 in May to 131 in June.")
    assert [value for _, value, _ in found] == [Range.exactly(87), Range.exactly(131)]


def test_coordinated_counts_keep_their_own_nouns() -> None:
    found = counts("Two officers and three guards were wounded.")
    assert [(words, noun) for words, _, noun in found] == [("Two", "officers"), ("three", "guards")]


def test_bound_after_the_number_is_read() -> None:
    assert counts("The camp holds 2,000 or more.")[0][1] == Range.at_least(2000)


@pytest.mark.parametrize(
    "text",
    [
        "The town fell on 3 May 2014.",
        "He was shot in 2014.",
        "A 28-year-old man was shot.",
        "Turnout was 12 percent, or 12% of voters.",
        "The ransom was $500 or 400 dollars.",
        "The road is 40 kilometers long.",
        "They fired 82-mm mortars.",
        "The 3rd Brigade left the city.",
        "A T-72 tank and an AK-47 were found.",
        "The convoy took Highway 1.",
        "The convoy took Highway 1 and 8.",
        "The clash lasted two hours.",
        "The shelling began at 10:57.",
        "A soldier was hurt.",
        "The first attack failed.",
        "One of the men fled.",
    ],
)
def test_what_counts_nobody_is_no_count(text: str) -> None:
    assert counts(text) == []


def test_number_of_refuses_what_is_no_whole_number() -> None:
    assert [number_of(w) for w in ("soon", "3.7", "", "two soon")] == [None] * 4


def test_number_words_refuse_what_breaks_the_schema() -> None:
    with pytest.raises(KnowledgeError, match="expected the tables"):
        parse_number_words("[units]\none = 1")
    with pytest.raises(KnowledgeError, match="not TOML"):
        parse_number_words("[units")


_WORDS = st.sampled_from(
    [
        "at",
        "least",
        "15",
        "two",
        "hundred",
        "and",
        "a",
        "dozen",
        "dozens",
        "of",
        "no",
        "casualties",
        "none",
        "between",
        "from",
        "to",
        "-",
        "1.5",
        "million",
        "2,000",
        "men",
        "$",
        "%",
        "one",
        "more",
        "than",
        "or",
        "more",
        "up",
        "99999999999999999999",
        "3rd",
        "-5",
        "+",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(_WORDS, min_size=1, max_size=12).map(" ".join), st.text(min_size=1, max_size=60)))
def test_any_text_gives_evidence_in_order_and_never_raises(text: str) -> None:
    tokens = tuple(
        Token(i, m.start(), m.end(), m[0], m[0].lower(), "NOUN", "NN", "dep", 0)
        for i, m in enumerate(re.finditer(r"\S+", text))
    )
    if not tokens:
        return
    children = (tuple(range(1, len(tokens))), *(() for _ in tokens[1:]))
    (row,) = find_numbers(Document("d", "0", text), [Sentence(0, len(text), text, tokens, children)])
    end = 0
    for mention in row:
        assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.words
        assert mention.evidence.start >= end
        assert mention.noun is None or 0 <= mention.noun < len(tokens)
        end = mention.evidence.end
