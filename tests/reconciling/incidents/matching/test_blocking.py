"""Candidates share a key; keys depend on one account alone, and crowded blocks are left to finer keys."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from tests.reconciling.incidents.own_accounts import DAY, KHARKIV, KISMAYO, LOWER_JUBA, account, any_accounts, bombing

from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.blocking import Candidates, candidates, key_table, keys_of, sought_keys
from dateline.reconciling.incidents.matching.excluding import impossible
from dateline.reconciling.incidents.matching.facts import Facts, facts_of
from dateline.reconciling.incidents.matching.frequencies import Frequencies
from dateline.reconciling.incidents.matching.keying import Reason, all_keys
from dateline.reconciling.incidents.matching.kinds import kinds


def pairs(found: Candidates, facts: Facts) -> set[tuple[str, str]]:
    return {(facts.ids[a], facts.ids[b]) for a, b in zip(found.left, found.right, strict=True)}


def pairs_among(*accounts: Account) -> set[tuple[str, str]]:
    facts = facts_of(accounts)
    return pairs(candidates(facts, frozen=False)[0], facts)


def bare(id_: str, **said: object) -> Account:
    return account(id_, **{"places": (KISMAYO,), "when": (DAY, DAY), **said})


def test_candidates_share_town_days_and_sort_of_act() -> None:
    assert pairs_among(bare("a"), bare("b")) == {("a", "b")}


@pytest.mark.parametrize("days", [0, 1, 2])
def test_candidates_may_be_two_days_apart_whatever_the_day(days: int) -> None:
    for first in range(DAY, DAY + 8):
        one, other = bare("a", when=(first, first)), bare("b", when=(first + days,) * 2)
        assert pairs_among(one, other) == {("a", "b")}


def test_candidates_may_be_a_town_and_its_province() -> None:
    assert pairs_among(bare("a"), bare("b", places=(LOWER_JUBA,))) == {("a", "b")}


def test_candidates_may_be_a_day_and_its_month() -> None:
    assert pairs_among(bare("a"), bare("b", when=(DAY - 10, DAY + 20))) == {("a", "b")}


def test_candidates_without_a_day_are_looked_for_around_publication() -> None:
    assert pairs_among(bare("a"), bare("b", when=None, told=(DAY + 1, DAY + 1))) == {("a", "b")}


def test_candidates_of_far_towns_have_to_share_something_else() -> None:
    assert pairs_among(bare("a"), bare("b", places=(KHARKIV,))) == set()


def test_candidates_share_a_rare_name_where_neither_has_a_place() -> None:
    one, other = (account(i, when=(DAY, DAY), names=("farah abdi",)) for i in "ab")
    assert pairs_among(one, other) == {("a", "b")}


def test_candidates_say_what_brought_them() -> None:
    facts = facts_of([bare("a", names=("farah abdi",)), bare("b", names=("farah abdi",))])
    found, _ = candidates(facts, frozen=False)
    assert found.reasons[0] & (1 << Reason.PLACE)
    assert found.reasons[0] & (1 << Reason.NAME)
    assert not found.reasons[0] & (1 << Reason.DOCUMENT)


def test_candidates_of_one_document_are_compared() -> None:
    assert pairs_among(account("a", document="d"), account("b", document="d")) == {("a", "b")}


def test_candidates_that_derive_from_each_other_are_compared() -> None:
    facts = facts_of([account("a"), account("b")])
    found, _ = candidates(facts, derived=[(1, 0)], frozen=False)
    assert pairs(found, facts) == {("a", "b")}


def test_crowded_block_is_left_to_finer_keys() -> None:
    crowd = [bare(f"a{n:02}", counts={"killed": (n + 3,) * 3}) for n in range(20)]
    twins = [bare("x", counts={"killed": (99, 99, 99)}), bare("y", counts={"killed": (99, 99, 99)})]
    tight = kinds()
    object.__setattr__(tight, "crowd", 50)
    try:
        found = pairs_among(*crowd, *twins)
    finally:
        object.__setattr__(tight, "crowd", 20_000)
    assert ("x", "y") in found
    assert len(found) < 22 * 21 / 2 / 4


def test_frozen_crowds_stay_crowded_when_most_of_them_are_gone() -> None:
    facts = facts_of([bare("a"), bare("b")])
    every = np.unique(np.concatenate([k.keys for k in all_keys(facts)]))
    frozen = facts_of([bare("a"), bare("b")], frequencies=Frequencies(crowded=every))
    assert len(candidates(frozen)[0]) == 0


def test_keys_of_an_account_are_those_of_the_table_of_all() -> None:
    accounts = [bombing("a"), bombing("b", places=(LOWER_JUBA,)), account("c", told=(DAY, DAY))]
    facts = facts_of(accounts)
    rows, keys = key_table(facts)
    for row, each in enumerate(accounts):
        assert keys_of(each, frequencies=facts.frequencies) == tuple(keys[rows == row].tolist())


def test_keys_are_the_same_in_another_process() -> None:
    code = (
        "from tests.reconciling.incidents.own_accounts import bombing\n"
        "from dateline.reconciling.incidents.matching.blocking import keys_of\n"
        "from dateline.reconciling.incidents.matching.frequencies import Frequencies\n"
        "print(hash(keys_of(bombing('a'), frequencies=Frequencies())))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) == hash(keys_of(bombing("a"), frequencies=Frequencies()))


@settings(max_examples=40, deadline=None)
@given(any_accounts())
def test_candidates_find_each_other_by_their_keys(accounts: list[Account]) -> None:
    facts = facts_of(accounts)
    kept = {a.id: set(keys_of(a, frequencies=facts.frequencies)) for a in accounts}
    sought = {a.id: set(sought_keys(facts_of([a], frequencies=facts.frequencies)).tolist()) for a in accounts}
    for one, other in pairs(candidates(facts, frozen=False)[0], facts):
        assert kept[one] & sought[other]
        assert kept[other] & sought[one]


def test_two_that_say_where_and_when_find_each_other_only_near_by() -> None:
    known = bombing("a")
    facts = facts_of([known], frequencies=Frequencies())
    far = bombing("b", when=(DAY + 40, DAY + 40), told=(DAY + 40, DAY + 40))
    vague = bombing("c", when=(DAY - 15, DAY + 15), told=(DAY + 40, DAY + 40))
    kept = {a.id: keys_of(a, frequencies=Frequencies()) for a in (known, far, vague)}
    sought = set(sought_keys(facts).tolist())
    assert not sought.intersection(kept["b"])
    assert sought.intersection(kept["c"])
    assert sought.intersection(kept["a"])


@settings(max_examples=40, deadline=None)
@given(any_accounts())
def test_candidates_of_some_accounts_are_those_among_all(accounts: list[Account]) -> None:
    facts = facts_of(accounts)
    some = accounts[: len(accounts) // 2]
    few = facts_of(some, frequencies=facts.frequencies)
    kept = {a.id for a in some}
    inside = {p for p in pairs(candidates(facts)[0], facts) if set(p) <= kept}
    assert pairs(candidates(few)[0], few) == inside


def test_impossible_pairs_are_no_candidates() -> None:
    facts = facts_of([bare("a", names=("farah abdi",)), bare("b", names=("farah abdi",), when=(DAY + 20, DAY + 20))])
    assert impossible(facts, np.array([0]), np.array([1])).all()
    assert len(candidates(facts, frozen=False)[0]) == 0
