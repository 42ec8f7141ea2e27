"""Signs of a match: what no match can do without is told from the expression's form alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.finding.signs import FIGURE, Signs, needs_of
from dateline.finding.time_grammar import grammar


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        (r"market", [{"market"}]),
        (r"markets?", [{"market"}]),
        (r"(?:the )?market", [{"market"}]),
        (r"(?:the )*market", [{"market"}]),
        (r"(?:the ){0,2}market", [{"market"}]),
        (r"(?:the )+market", [{"the"}, {"market"}]),
        (r"(?:the\s){2}market", [{"the"}, {"market"}]),
        (r"(?P<what>market|square)s", [{"market", "square"}]),
        (r"(?:market|\w+)", []),
        (r"(?:market|an?)", []),
        (r"(?!no )market(?= day)(?<=t)(?<!s)", [{"market"}]),
        (r"[12]\d", [{2 * FIGURE}]),
        (r"(?:1[5-9]\d\d|20\d\d)", [{4 * FIGURE}]),
        (r"1\d?\d", [{FIGURE}]),
        (r"[’']\d{2}", [{"’", "'"}, {FIGURE}]),
        (r"\d/\d\.", [{FIGURE}, {"/"}, {"."}]),
        (r"[^x]a.b^c$", []),
        (r"[1-9a]", []),
        (r"[|)]market", [{"|", ")"}, {"market"}]),
        (r"20\u2010\.", [{2 * FIGURE}, {"."}]),
        (r"market(?:\s+(?:of|in)\s+(?:may|june))", [{"market"}, {"of", "in"}, {"may", "june"}]),
        (r"(?:old market|new square market)", [{"market", "square"}]),
    ],
)
def test_needs_are_what_every_match_holds(expression: str, needs: list[set[str]]) -> None:
    assert [set(need) for need in needs_of(expression)] == needs


def test_signs_meet_needs_of_any_figure() -> None:
    assert Signs("by 7 june").meet(needs_of(r"\d (?:may|june)"))
    assert not Signs("by june").meet(needs_of(r"\d (?:may|june)"))


def test_signs_meet_no_needs_at_all() -> None:
    assert Signs("").meet(())


_PIECES = st.sampled_from(
    [
        "ab",
        "cd",
        "a",
        "7",
        "(?:ab|cd)",
        "(?:ab|7)",
        "(?:cd|a)",
        r"\d",
        "[12]",
        "[ad]",
        "[^a]",
        "[a-d]",
        "/",
        r"\w",
        "(?!b)",
    ]
)
_EXPRESSIONS = st.lists(st.tuples(_PIECES, st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,1}"])), max_size=4).map(
    lambda pieces: "".join(f"(?:{piece}){times}" for piece, times in pieces)
)


@given(st.lists(_EXPRESSIONS, min_size=1, max_size=3).map("|".join), st.text("abcd17 /", max_size=12))
def test_needs_are_met_by_every_text_that_matches(expression: str, text: str) -> None:
    if re.search(expression, text):
        assert Signs(text).meet(needs_of(expression))


_WORDS = sorted({w for table in grammar().names.values() for words in table for w in words.split()})
_PHRASES = st.lists(
    st.sampled_from([*_WORDS, "the", "of", "in", "a", "3", "14", "2007", "every", "’s", "long", "per", "once"]),
    max_size=7,
).map(" ".join)


@given(_PHRASES)
def test_every_rule_that_matches_has_its_needs_met(text: str) -> None:
    for rule in grammar().rules:
        if any(
            not rule.after or text[: match.start()].rstrip().endswith(rule.after)
            for match in rule.pattern.finditer(text)
        ):
            assert Signs(text).meet(rule.needs), rule.name


def test_most_rules_ask_for_something() -> None:
    assert sum(bool(rule.needs) for rule in grammar().rules) > 0.9 * len(grammar().rules)
