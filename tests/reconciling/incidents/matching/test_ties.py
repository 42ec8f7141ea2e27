"""What two accounts have in common that few others have, counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from tests.reconciling.incidents.own_accounts import KISMAYO, account, any_accounts, bombing

from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.comparing import compare
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.features import index_of
from dateline.reconciling.incidents.matching.ties import ties_of

PAIR = np.array([0]), np.array([1])


def ties(one: Account, other: Account) -> int:
    facts = facts_of([one, other])
    return int(ties_of(facts, *PAIR, compare(facts, *PAIR))[0])


def test_ties_are_counted_one_by_one() -> None:
    said = {
        "when": (735_000, 735_000), "places": (KISMAYO,), "actors": ("al-shabaab",),
        "counts": {"killed": (9, 9, 9)}, "terms": tuple(range(9)),
    }  # fmt: skip
    for n in range(len(said) + 1):
        some = dict(list(said.items())[:n])
        assert ties(account("a", **some), account("b", **some)) == n


def test_nothing_is_tied_by_what_is_told_of_many() -> None:
    vague = {"when": (735_000, 735_030), "actors": ("any:gunmen",), "counts": {"killed": (1, 1, 1)}}
    assert ties(account("a", **vague), account("b", **vague)) == 0
    assert ties(account("a", near=(KISMAYO,)), account("b", near=(KISMAYO,))) == 0


def test_who_acts_in_one_and_suffers_in_the_other_is_a_tie() -> None:
    assert ties(account("a", actors=("al-shabaab",)), account("b", recipients=("al-shabaab",))) == 1


def test_ties_are_said_of_what_another_document_tells_in_passing() -> None:
    one, passing = bombing("a"), bombing("b", is_main=False)
    pairs = ((one, passing, 5.0), (one, bombing("b"), 0.0), (one, replace(passing, document=one.document), 0.0))
    for left, right, position in pairs:
        assert compare(facts_of([left, right]), *PAIR)[0, index_of()["ties"]] == position


@settings(max_examples=25, deadline=None)
@given(any_accounts())
def test_ties_are_the_same_both_ways(accounts: list[Account]) -> None:
    facts = facts_of(accounts)
    left, right = np.triu_indices(len(facts), 1)
    one, other = (ties_of(facts, a, b, compare(facts, a, b)) for a, b in ((left, right), (right, left)))
    assert one.tolist() == other.tolist()
