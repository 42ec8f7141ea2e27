"""What hangs together, and how what is too large is parted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from training.reporting import Scene, simulate

from dateline.reconciling.incidents.matching import components as parting
from dateline.reconciling.incidents.matching.grouping import group, touched


def components(*given: Any, **options: Any) -> list[np.ndarray]:
    return parting.components(*given, **options)[0]


def test_components_are_sorted_and_leave_out_who_is_alone() -> None:
    left, right = np.array([4, 0, 1]), np.array([5, 2, 2])
    assert [c.tolist() for c in components(7, left, right, np.ones(3))] == [[0, 1, 2], [4, 5]]


def test_components_hold_together_what_people_put_together() -> None:
    none_ = np.zeros(0, np.int64)
    assert [c.tolist() for c in components(6, none_, none_, np.zeros(0), together=[[1, 3, 5]])] == [[1, 3, 5]]


def test_component_that_is_too_large_is_parted_at_its_least_likely_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "MOST", 3)
    left, right = np.array([0, 1, 2, 3, 4]), np.array([1, 2, 3, 4, 5])
    likely = np.array([0.9, 0.9, 0.2, 0.9, 0.9])
    assert [c.tolist() for c in components(6, left, right, likely)] == [[0, 1, 2], [3, 4, 5]]


def test_component_of_sure_pairs_is_bounded_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "MOST", 2)
    left, right = np.array([0, 1, 2]), np.array([1, 2, 3])
    assert max(len(c) for c in components(4, left, right, np.ones(3))) <= 2


def test_components_never_part_what_people_hold_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "MOST", 3)
    nobody = np.zeros(0, np.int64)
    assert [rows.tolist() for rows in components(9, nobody, nobody, np.zeros(0), together=[[0, 2, 4, 6, 8]])] == [
        [0, 2, 4, 6, 8]
    ]
    # All hang together by sure pairs: what is held together stays, the others are cut by order.
    chain = np.arange(8)
    found = components(9, chain, chain + 1, np.full(8, 0.999), together=[[1, 5], [2, 8]])
    assert sorted(row for rows in found for row in rows.tolist()) == list(range(9))
    assert all({1, 5} <= set(rows.tolist()) for rows in found if 1 in rows)
    assert all({2, 8} <= set(rows.tolist()) for rows in found if 2 in rows)
    assert all(len(rows) <= 3 for rows in found)


def test_components_of_some_rows_are_parted_as_those_of_all_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "MOST", 3)
    left, right = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4])
    likely = np.array([0.9, 0.2, 0.2, 0.9])
    found, depths = parting.components(5, left, right, likely)
    assert [rows.tolist() for rows in found] == [[0, 1], [3, 4]]
    assert depths == [1, 1, 1, 1, 1]
    some = left[:2], right[:2], likely[:2]
    assert [rows.tolist() for rows in components(3, *some)] == [[0, 1, 2]]
    again, kept = parting.components(3, *some, depths=depths[:3])
    assert [rows.tolist() for rows in again] == [[0, 1]]
    assert kept == [1, 1, 1]


def test_accounts_that_come_step_by_step_are_grouped_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a collection of which most hangs together, so that it is parted again and again."""
    monkeypatch.setattr(parting, "MOST", 40)
    accounts = [account for account, _ in simulate(Scene(11, 150, days=4, towns=12))]
    late = sorted({account.document for account in accounts})[::9]
    held = [account for account in accounts if account.document not in late]
    before = group(held)
    names, counted = dict(before.components), before.frequencies
    assert max(map(parting.depth_of, names.values())) > 1
    cluster_of = {id_: set(cluster.accounts) for cluster in before.clusters for id_ in cluster.accounts}
    for document in late:
        new = [account for account in accounts if account.document == document]
        held += new
        ids = {account.id for account in new}
        reached = ids | set(touched(ids, held, frequencies=counted))
        near = {names.get(id_, id_) for id_ in reached}
        some = [account for account in held if names.get(account.id, account.id) in near]
        found = group(some, frequencies=counted, components=names)
        names = {id_: name for id_, name in names.items() if id_ not in {account.id for account in some}}
        names |= found.components
        cluster_of |= {id_: set(cluster.accounts) for cluster in found.clusters for id_ in cluster.accounts}
    whole = group(accounts, frequencies=counted)
    differ = [id_ for cluster in whole.clusters for id_ in cluster.accounts if cluster_of[id_] != set(cluster.accounts)]
    assert differ == []
