"""Clusters of accounts: what is one is joined, what excludes is not, and nothing depends on the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reconciling.incidents.own_accounts import (
    AFMADOW,
    DAY,
    KHARKIV,
    KISMAYO,
    LOWER_JUBA,
    account,
    any_accounts,
    bombing,
)

from dateline.model import EventType, Level, PartHow, Status
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.stories import Story
from dateline.reconciling.incidents.matching.excluding import excluded
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.features import index_of
from dateline.reconciling.incidents.matching.grouped import Grouping
from dateline.reconciling.incidents.matching.grouping import _Grouper, explain, group, touched
from dateline.reconciling.incidents.matching.weighing import Weights, weights


def clusters(grouping: Grouping) -> set[tuple[str, ...]]:
    return {c.accounts for c in grouping.clusters}


def test_group_joins_two_accounts_of_one_bombing() -> None:
    assert clusters(group([bombing("a"), bombing("b")])) == {("a", "b")}


def test_group_keeps_bombings_of_two_weeks_apart() -> None:
    other = bombing("b", when=(DAY + 14, DAY + 14), told=(DAY + 15, DAY + 15))
    assert clusters(group([bombing("a"), other])) == {("a",), ("b",)}


def test_group_joins_what_one_text_dates_a_day_late() -> None:
    assert clusters(group([bombing("a"), bombing("b", when=(DAY + 1, DAY + 1))])) == {("a", "b")}


def test_group_keeps_apart_what_one_writer_tells_of_two_days() -> None:
    later = bombing("b", document="d1", when=(DAY + 2, DAY + 2))
    assert clusters(group([bombing("a", document="d1"), later])) == {("a",), ("b",)}
    assert clusters(group([bombing("a", document="d1"), replace(later, document="d2")])) == {("a", "b")}


def test_group_keeps_apart_what_one_writer_tells_of_two_places() -> None:
    elsewhere = bombing("b", document="d1", places=(AFMADOW,))
    assert clusters(group([bombing("a", document="d1"), elsewhere])) == {("a",), ("b",)}


def test_group_keeps_one_writers_night_and_morning_together() -> None:
    morning = bombing("b", document="d1", when=(DAY + 1, DAY + 1))
    assert clusters(group([bombing("a", document="d1"), morning])) == {("a", "b")}


def test_group_gives_every_account_one_cluster() -> None:
    accounts = [bombing("a"), account("b"), account("c", type=EventType.CONSULT, places=(KHARKIV,))]
    assert sorted(id_ for c in group(accounts).clusters for id_ in c.accounts) == ["a", "b", "c"]


def test_group_of_nothing_is_empty() -> None:
    assert group([]).clusters == ()


def test_group_refuses_two_accounts_with_one_id() -> None:
    with pytest.raises(ValueError, match="'a'"):
        group([bombing("a"), bombing("a")])


def test_group_never_merges_a_count_with_what_it_counts_but_links_them() -> None:
    month = bombing("many", level=Level.AGGREGATE, when=(DAY - 5, DAY + 20), counts={"killed": (40, 40, 40)})
    found = group([bombing("a"), bombing("b"), month])
    assert clusters(found) == {("a", "b"), ("many",)}
    assert [(p.part, p.whole, p.how) for p in found.parts] == [(0, 1, PartHow.COUNTED)]


def test_group_links_a_clash_to_the_operation_that_it_was_part_of() -> None:
    operation = account(
        "op", level=Level.EPISODE, places=(LOWER_JUBA,), when=(DAY - 3, DAY + 10), told=(DAY + 11, DAY + 11),
        actors=("SO:police",),
    )  # fmt: skip
    found = group([operation, bombing("z", when=(DAY, DAY))])
    links = [(found.clusters[p.part].accounts, found.clusters[p.whole].accounts, p.how) for p in found.parts]
    assert links == [(("z",), ("op",), PartHow.PART)]


def test_group_obeys_what_people_decided() -> None:
    far = account("far", type=EventType.CONSULT, places=(KHARKIV,), when=(DAY + 90, DAY + 90))
    found = group([bombing("a"), bombing("b"), far], together=[("a", "far")], apart=[("a", "b")])
    assert clusters(found) == {("a", "far"), ("b",)}


def test_group_puts_apart_before_chains() -> None:
    found = group([bombing("a"), bombing("b"), bombing("c")], apart=[("b", "a")])
    assert not any({"a", "b"} <= set(c.accounts) for c in found.clusters)


def test_group_says_what_a_cluster_was_nearly_joined_with_and_why_not() -> None:
    found = group([bombing("a"), bombing("b")], apart=[("a", "b")])
    (near,) = found.clusters[0].runners_up
    assert near.cluster == 1
    assert near.score > 0.5
    assert "9 and 9 killed" in near.why
    assert near.why.endswith("; but somebody decided that they are two")


def test_group_lets_a_source_that_tells_each_thing_once_tell_it_once() -> None:
    accounts = [bombing("x1"), bombing("x2", counts={"killed": (3, 3, 3)}), bombing("y1")]
    tables = {"x1": "x", "x2": "x", "y1": "y"}
    assert clusters(group(accounts, duplicate_free=tables)) == {("x1", "y1"), ("x2",)}


def test_group_joins_no_pair_that_was_not_assigned_before_those_that_were() -> None:
    facts = facts_of([bombing(id_) for id_ in ("x1", "x2", "y1", "y2")], duplicate_free={
        "x1": "x", "x2": "x", "y1": "y", "y2": "y"
    })  # fmt: skip
    grouper = _Grouper(facts, Weights(0, weights().steps, join=0.35), (), (), ())
    chance, apart = np.full((4, 4), -5.0), np.eye(4, dtype=np.bool_)
    # x1 fits y1 best, but both are told again: x1 as y2 and x2 as y1 fit better in sum. All are doubtful.
    for a, b, odds in ((0, 2, -0.1), (0, 3, -0.3), (1, 2, -0.3)):
        chance[a, b] = chance[b, a] = odds
    for a, b in ((0, 1), (2, 3)):
        apart[a, b] = apart[b, a] = True
    made = grouper._cluster(np.arange(4), chance, apart, np.zeros((4, 4), np.bool_), {})
    assert [c.members for c in made.clusters] == [(0, 3), (1, 2)]


def test_group_marks_doubtful_pairs_for_review() -> None:
    found = group([bombing("a"), account("b", places=(LOWER_JUBA,), told=(DAY + 1, DAY + 1), terms=(11, 12, 90, 91))])
    low, high = 0.3, 0.7
    assert all(low <= score <= high for _, _, score in found.review)


def test_explain_says_what_both_say() -> None:
    chance, why = explain(bombing("a"), bombing("b"))
    assert chance > 0.9
    assert "both told as attack" in why or "same place" in why


def test_explain_says_what_sets_two_apart() -> None:
    chance, why = explain(bombing("a"), bombing("b", places=(KHARKIV,)))
    assert chance == 0
    assert "km apart" in why


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_accounts(), st.randoms(use_true_random=False))
def test_group_does_not_depend_on_the_order_of_accounts(accounts: list[Account], draw: object) -> None:
    shuffled = list(accounts)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = group(accounts), group(shuffled)
    assert (one.clusters, one.review, one.parts, one.components) == (
        other.clusters, other.review, other.parts, other.components,
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_accounts())
def test_group_holds_no_two_that_exclude_each_other(accounts: list[Account]) -> None:
    facts = facts_of(accounts)
    at = {id_: n for n, id_ in enumerate(facts.ids)}
    for cluster in group(accounts).clusters:
        pairs = [(at[a], at[b]) for a, b in combinations(cluster.accounts, 2)]
        if pairs:
            left, right = np.array(pairs).T
            assert not excluded(facts, left, right).any()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_accounts())
def test_group_is_unchanged_by_an_account_of_something_else(accounts: list[Account]) -> None:
    before = group(accounts)
    elsewhere = account("zz", document="elsewhere", type=EventType.AID, places=(replace(KHARKIV, country="JP"),))
    after = group([*accounts, elsewhere], frequencies=before.frequencies)
    assert clusters(after) == clusters(before) | {("zz",)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_accounts(8))
def test_group_of_what_a_new_account_touches_is_as_good_as_of_all(accounts: list[Account]) -> None:
    if not accounts:
        return
    *old, new = accounts
    before = group(old)
    reached = touched({new.id}, accounts, frequencies=before.frequencies)
    heads = {before.components.get(id_, id_) for id_ in reached}
    some = [a for a in old if before.components.get(a.id, a.id) in heads]
    whole = group(accounts, frequencies=before.frequencies)
    part = group([*some, new], frequencies=before.frequencies)
    kept = {c for c in clusters(before) if not set(c) & {a.id for a in some}}
    assert clusters(whole) == clusters(part) | kept


def test_touched_names_only_what_is_likely() -> None:
    accounts = [bombing("a"), bombing("b"), bombing("c", when=(DAY + 30, DAY + 30), told=(DAY + 31, DAY + 31))]
    frequencies = group(accounts[1:]).frequencies
    assert touched({"a"}, accounts, frequencies=frequencies) == ("b",)


def test_group_takes_documents_that_share_rare_words_into_account() -> None:
    class Told:
        def __init__(self, terms: tuple[int, ...]) -> None:
            self.terms, self.title = tuple((t, 1) for t in terms), ()

    a, b = bombing("a", places=(AFMADOW,), terms=()), bombing("b", places=(KISMAYO,), terms=())
    alike, unlike = Told(tuple(range(500, 540))), Told(tuple(range(900, 940)))
    one = explain(a, b, stories={"d-a": alike, "d-b": alike})[0]
    other = explain(a, b, stories={"d-a": alike, "d-b": unlike})[0]
    assert one >= other


def test_denial_stays_with_what_it_denies() -> None:
    assert clusters(group([bombing("a"), bombing("b"), bombing("no", status=Status.NEGATED)])) == {("a", "b", "no")}


def told(document: str, *people: int) -> Story:
    return Story(document, ((1, 1),), (), {"people": people})


def naming(trait: str = "people") -> Weights:
    """Weights by which persons who are named in both, or another trait, outweigh all else."""
    shipped = weights()
    steps = dict(zip(index_of(), shipped.steps, strict=True))
    steps[trait] = (0.0, *(30.0 for _ in steps[trait][1:]))
    return replace(shipped, steps=tuple(steps.values()))


def test_days_that_may_be_misread_give_way_to_who_is_named() -> None:
    late = bombing("b", when=(DAY + 40, DAY + 40), told=(DAY + 41, DAY + 41))
    pair = [bombing("a"), late]
    stories = {"d-a": told("d-a", 7, 8), "d-b": told("d-b", 7, 8)}
    assert clusters(group(pair, stories=stories, weights=naming())) == {("a", "b")}
    assert clusters(group(pair, weights=naming())) == {("a",), ("b",)}
    assert explain(*pair, stories=stories, weights=naming())[0] > 0.5
    assert explain(*pair, weights=naming())[0] == 0


def test_types_give_way_to_nothing() -> None:
    talk = replace(bombing("b"), type=EventType.CONSULT)
    stories = {"d-a": told("d-a", 7, 8), "d-b": told("d-b", 7, 8)}
    assert clusters(group([bombing("a"), talk], stories=stories, weights=naming())) == {("a",), ("b",)}


def test_what_a_document_tells_in_passing_is_not_judged_by_its_story() -> None:
    late = bombing("b", when=(DAY + 40, DAY + 40), told=(DAY + 41, DAY + 41))
    stories = {"d-a": told("d-a", 7, 8), "d-b": told("d-b", 7, 8)}
    aside = replace(late, is_main=False)
    assert clusters(group([bombing("a"), aside], stories=stories, weights=naming())) == {("a",), ("b",)}


def test_days_of_other_years_give_way_to_nobody() -> None:
    later = bombing("b", when=(DAY + 400, DAY + 400), told=(DAY + 401, DAY + 401))
    stories = {"d-a": told("d-a", 7, 8), "d-b": told("d-b", 7, 8)}
    assert clusters(group([bombing("a"), later], stories=stories, weights=naming())) == {("a",), ("b",)}
    # A wrong year in a text of the same week is misread.
    wrong = bombing("b", when=(DAY + 400, DAY + 400), told=(DAY + 2, DAY + 2))
    assert clusters(group([bombing("a"), wrong], stories=stories, weights=naming())) == {("a", "b")}


def test_days_of_news_of_other_weeks_give_way_to_people_alone() -> None:
    stories = {"d-a": told("d-a", 7, 8), "d-b": told("d-b", 9, 10)}
    late = bombing("b", when=(DAY + 40, DAY + 40), told=(DAY + 41, DAY + 41))
    assert explain(bombing("a"), late, stories=stories, weights=naming("terms"))[0] == 0
    misread = bombing("b", when=(DAY + 40, DAY + 40), told=(DAY + 2, DAY + 2))
    assert explain(bombing("a"), misread, stories=stories, weights=naming("terms"))[0] > 0.5
