"""Which of several decisions hold, and whose took the place of the others."""

from __future__ import annotations

import pytest
from tests.reconciling.incidents.small_decisions import decided, decision_id

from dateline.model import Act, Decision
from dateline.reconciling.incidents.deciding.conflicts import Statement, contradict, last_words, standing


def by(number: int, reviewer: str = "anna", *, lead: bool = False) -> Decision:
    return decided(number, Act.ACCEPT, ["a1"], reviewer=reviewer, lead=lead)


def says(decision: Decision, words: str, **options) -> Statement:
    """Make a statement from words: `a b + c` tell of one thing, `a - b c` of several."""
    left, sign, right = words.partition("+") if "+" in words else words.partition("-")
    return Statement(decision, sign == "+", frozenset(left.split()), frozenset(right.split()), **options)


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [
        ("a + b", "a - b", True),
        ("a + b", "b - a", True),
        ("a + b c", "a - b", True),
        ("a b + c", "b - a c", False),  # takes one out of what was united: a refinement
        ("a x + b y", "a x - b y", True),
        ("a x + b", "x - a b", False),
        ("a + b", "a - c", False),
        ("a + b", "a + c", False),
        ("a - b", "a - c", False),
    ],
)
def test_statements_contradict_each_other_where_one_denies_all_of_the_other(one: str, other: str, so: bool) -> None:
    first, second = says(by(1), one), says(by(2), other)
    assert contradict(first, second) is contradict(second, first) is so


def test_moves_of_one_report_contradict_each_other_unless_they_meet() -> None:
    moved = says(by(1), "a + b c", leaves=True)
    assert contradict(moved, says(by(2), "a + d", leaves=True))
    assert not contradict(moved, says(by(2), "a + c d", leaves=True))
    assert not contradict(moved, says(by(2), "x + d", leaves=True))


def test_what_is_said_by_the_way_contradicts_nothing() -> None:
    assert not contradict(says(by(1), "a + b", is_weak=True), says(by(2), "a - b"))


def test_of_one_reviewer_the_later_stands() -> None:
    earlier, later = says(by(1), "a + b"), says(by(2), "a - b")
    made = standing([earlier, later])
    assert made.statements == (later,)
    assert made.replaced == {decision_id(1): (decision_id(2),)}
    assert (made.overruled, made.conflicts) == ({}, ())


def test_of_two_reviewers_neither_stands_and_a_third_thing_does() -> None:
    one, other, third = says(by(1), "a + b"), says(by(2, "omar"), "a - b"), says(by(3, "omar"), "c + d")
    made = standing([one, other, third])
    assert made.statements == (third,)
    assert made.contested == {decision_id(1): (decision_id(2),), decision_id(2): (decision_id(1),)}
    assert made.conflicts[0].reports == ("a", "b")


@pytest.mark.parametrize("first", [True, False])
def test_a_lead_stands_and_overrules(first: bool) -> None:
    reviewer, lead = by(2 if first else 1), by(1 if first else 2, "zoe", lead=True)
    said = [says(lead, "a - b"), says(reviewer, "a + b")]
    made = standing(said if first else said[::-1])
    assert made.statements == (said[0],)
    assert made.overruled == {reviewer.id: (lead.id,)}


def test_a_contrary_word_that_was_taken_back_by_a_later_one_denies_nobody() -> None:
    # Omar parted, then united again: he and Anna agree.
    said = [says(by(1), "a + b"), says(by(2, "omar"), "a - b"), says(by(3, "omar"), "a + b")]
    made = standing(said)
    assert made.statements == (said[0], said[2])
    assert made.conflicts == ()


def test_what_was_split_off_is_one_thing_only_as_long_as_the_split_stands() -> None:
    split = by(1)
    said = [
        says(split, "a - c", leaves=True),
        says(split, "b - c", leaves=True),
        says(split, "a b + a b", is_weak=True),
    ]
    assert standing(said).statements == tuple(said)
    part = says(by(2), "a + c")
    assert standing([*said, part]).statements == (*said[1:], part)
    whole = says(by(2), "a b + c")
    assert standing([*said, whole]).statements == (whole,)


def test_last_words_are_those_of_each_reviewer_or_of_the_last_lead() -> None:
    words = [(by(1), "x"), (by(2, "omar"), "y"), (by(3), "y")]
    assert last_words(words) == ([1, 2], {0: [2]})
    led = [*words, (by(4, "zoe", lead=True), "x"), (by(5, "eve", lead=True), "y"), (by(6, "omar"), "z")]
    holding, instead = last_words(led)
    assert holding == [4, 2]
    assert instead == {0: [2], 1: [4], 3: [4], 5: [4]}
