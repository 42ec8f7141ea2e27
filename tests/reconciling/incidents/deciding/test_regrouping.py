"""Clusters are united and parted as people say, and every report stays in one."""

from __future__ import annotations

import pytest
from tests.reconciling.incidents.deciding.test_conflicts import by, says

from dateline.model import Decision
from dateline.reconciling.incidents.deciding.regrouping import Grouping


def grouping(words: str) -> Grouping:
    return Grouping(part.split() for part in words.split("|"))


def shown(made: Grouping) -> str:
    return " | ".join(" ".join(sorted(cluster)) for cluster in made.clusters())


def applied(words: str, *said: str, decision: Decision | None = None, **options) -> str:
    made = grouping(words)
    for one in said:
        made.apply(says(decision or by(1), one, **options))
    return shown(made)


def test_clusters_are_in_the_order_of_their_first_reports() -> None:
    assert shown(grouping("c | b a |")) == "a b | c"
    assert "b" in grouping("a b")
    assert grouping("a b | c").cluster("a") == {"a", "b"}


def test_home_is_where_half_of_the_reports_are() -> None:
    made = grouping("a b | c | d | e")
    assert made.members(made.home(["a", "b", "c"]) or 0) == {"a", "b"}
    assert made.members(made.home(["d", "c"]) or 0) == {"d"}
    assert made.home(["c", "d", "e"]) is None
    assert made.home([]) is None


@pytest.mark.parametrize(
    ("words", "said", "then"),
    [
        ("a x | b y", "a + b", "a b x y"),
        ("a b | c | x y z c2", "a b + c c2", "a b c c2 | x y z"),  # one that stands elsewhere comes alone
        ("a b x", "a - b", "a | b x"),
        ("a b c x", "a - b c", "a | b c x"),
        ("a b c x", "a b - c", "a b x | c"),
        ("a | b", "a - b", "a | b"),
    ],
)
def test_statements_are_applied(words: str, said: str, then: str) -> None:
    assert applied(words, said) == then


def test_what_leaves_leaves_alone_or_with_what_goes_along() -> None:
    assert applied("a b c x", "a b - c", leaves=True) == "a b | c x"
    assert applied("a b c x", "a - c", leaves=True, along=frozenset("b")) == "a b | c x"
    assert applied("a x | b y", "a + b", leaves=True) == "a b y | x"


def test_what_is_kept_apart_stays_behind() -> None:
    assert applied("a x | b y", "x - y", "a + b") == "a b x | y"


def test_what_a_lead_keeps_apart_is_denied_to_others() -> None:
    made = grouping("a | b")
    lead = by(1, "zoe", lead=True)
    assert made.apply(says(lead, "a - b")) == ()
    assert made.apply(says(by(2), "a + b")) == (lead.id,)
    assert shown(made) == "a | b"
    assert made.apply(says(by(3, "eve", lead=True), "a + b")) == ()
    assert shown(made) == "a b"
