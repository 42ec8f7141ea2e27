"""Joining what is likely one, and never what excludes each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconciling.incidents.matching.clustering import agglomerate, assigned


def matrix(m: int, pairs: dict[tuple[int, int], float], rest: float = -5.0) -> np.ndarray:
    odds = np.full((m, m), rest)
    for (a, b), value in pairs.items():
        odds[a, b] = odds[b, a] = value
    return odds


def none(m: int) -> np.ndarray:
    return np.zeros((m, m), np.bool_)


def found(odds: np.ndarray, apart: np.ndarray, **options: object) -> list[tuple[int, ...]]:
    given = {"join": 0.5, "low": 0.1, **options}
    return [c.members for c in agglomerate(odds, apart, **given).clusters]  # type: ignore[arg-type]


def test_agglomerate_joins_by_the_mean_of_all_pairs() -> None:
    chain = matrix(3, {(0, 1): 4.0, (1, 2): 3.0})
    assert found(chain, none(3)) == [(0, 1), (2,)]
    assert found(matrix(3, {(0, 1): 4.0, (1, 2): 3.0}, rest=-2.0), none(3)) == [(0, 1, 2)]


def test_agglomerate_never_chains_what_excludes_each_other() -> None:
    apart = none(3)
    apart[0, 2] = apart[2, 0] = True
    assert found(matrix(3, {(0, 1): 5.0, (1, 2): 4.0}, rest=5.0), apart) == [(0, 1), (2,)]


def test_agglomerate_keeps_units_whatever_excludes_them() -> None:
    apart = ~np.eye(3, dtype=np.bool_)
    assert found(matrix(3, {}), apart, units=[0, 1, 0]) == [(0, 2), (1,)]


def test_agglomerate_tells_the_weakest_join_and_what_lies_between() -> None:
    odds = matrix(3, {(0, 1): 2.0, (0, 2): -1.0, (1, 2): -1.0})
    clustered = agglomerate(odds, none(3), join=0.5, low=0.1)
    assert [c.score for c in clustered.clusters] == pytest.approx([1 / (1 + np.exp(-2)), 1.0])
    assert [(a, b, barred) for a, b, _, barred in clustered.between] == [(0, 1, False)]
    assert clustered.between[0][2] == pytest.approx(1 / (1 + np.e))


def test_agglomerate_lets_no_pair_be_surer_than_the_surest() -> None:
    odds = matrix(3, {(0, 1): 9.0, (0, 2): 900.0, (1, 2): -9.0})
    assert found(odds, none(3), join=0.6) == [(0, 1), (2,)]


@settings(max_examples=80, deadline=None)
@given(st.data(), st.integers(2, 7))
def test_agglomerate_holds_no_two_that_exclude_each_other(data: st.DataObject, m: int) -> None:
    odds, apart = np.zeros((m, m)), none(m)
    for a in range(m):
        for b in range(a + 1, m):
            odds[a, b] = odds[b, a] = data.draw(st.floats(-6, 6))
            apart[a, b] = apart[b, a] = data.draw(st.booleans())
    clusters = found(odds, apart)
    assert sorted(n for c in clusters for n in c) == list(range(m))
    assert not any(apart[a, b] for c in clusters for a in c for b in c)


def test_assigned_takes_the_best_sum_and_not_the_best_pair_first() -> None:
    # The greedy choice is (0, 2), which leaves 1 and 3 with nothing.
    odds = matrix(4, {(0, 2): 3.0, (0, 3): 2.5, (1, 2): 2.0, (1, 3): -1.0})
    keep = assigned(odds, none(4), [1, 1, 2, 2], join=0.5)
    assert keep[0, 3]
    assert keep[1, 2]
    assert not keep[0, 2]


def test_assigned_leaves_pairs_of_other_sources_alone() -> None:
    odds = matrix(3, {(0, 2): 3.0, (1, 2): 2.0})
    assert assigned(odds, none(3), [0, 0, 1], join=0.5).all()


# Two documents that are about one thing (0 and 1), and what the second tells in passing (2), which is no part of it.
ODDS = np.array([[0.0, 2.0, 5.0], [2.0, 0.0, -5.0], [5.0, -5.0, 0.0]])
APART = np.array([[False, False, False], [False, False, True], [False, True, False]])


def members(main: list[bool] | None) -> set[tuple[int, ...]]:
    flags = None if main is None else np.array(main)
    return {c.members for c in agglomerate(ODDS, APART, join=0.5, low=0.1, main=flags).clusters}


def test_what_is_told_in_passing_parts_no_two_documents_about_one_thing() -> None:
    assert members([True, True, False]) == {(0, 1), (2,)}


def test_likeliest_pair_is_joined_first_among_accounts_of_one_sort() -> None:
    assert members(None) == members([True, True, True]) == members([False, False, False]) == {(0, 2), (1,)}


def test_accounts_told_in_passing_are_joined_after_the_main_ones() -> None:
    found = agglomerate(ODDS, np.zeros((3, 3), np.bool_), join=0.2, low=0.1, main=np.array([True, True, False]))
    assert {c.members for c in found.clusters} == {(0, 1, 2)}
    alone = agglomerate(ODDS[1:, 1:] * -1, np.zeros((2, 2), np.bool_), join=0.5, low=0.1, main=np.array([True, False]))
    assert {c.members for c in alone.clusters} == {(0, 1)}


def test_copies_are_joined_before_the_main_accounts() -> None:
    # 0 and 1 are main; 2, told in passing where 1 is, is what 0 was copied from.
    odds = matrix(3, {(0, 1): 0.2, (0, 2): 4.0})
    main = np.array([True, True, False])
    copied = none(3)
    copied[0, 2] = copied[2, 0] = True
    assert found(odds, none(3), main=main) == [(0, 1), (2,)]
    assert found(odds, none(3), main=main, copied=copied) == [(0, 2), (1,)]
    odds[0, 2] = odds[2, 0] = 1.0  # a link alone makes nothing sure
    assert found(odds, none(3), main=main, copied=copied) == [(0, 1), (2,)]
