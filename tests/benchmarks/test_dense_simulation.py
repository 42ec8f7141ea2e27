"""The dense simulation, its greedy rival, and how growth is measured."""

from __future__ import annotations

import math

import numpy as np
import pytest
from benchmarks.dense_simulation import LEVELS, Spread, draw, f1_of, greedy, matched

from benchmarks import dense_simulation as dense
from benchmarks import scale

EXACT = Spread(0.0, 0.0, 0.0)


def test_draw_is_the_same_by_its_seed_and_level() -> None:
    assert draw(1, LEVELS["usual"]) == draw(1, LEVELS["usual"])
    assert draw(1, LEVELS["usual"]) != draw(2, LEVELS["usual"])


def test_draw_leaves_out_three_in_ten() -> None:
    assert len(draw(1, EXACT)) / (dense.EVENTS * dense.SOURCES) == pytest.approx(dense.TOLD, abs=0.03)


def test_draw_tells_each_event_once_a_source() -> None:
    rows = draw(3, LEVELS["harsh"])
    assert len({(row.source, row.event) for row in rows}) == len(rows)


def test_draw_is_off_by_as_much_as_it_says() -> None:
    exact, noisy = ({r.id: r for r in draw(4, s)} for s in (EXACT, Spread(2.0, 0.0, 0.0)))
    off = [noisy[i].x - exact[i].x for i in noisy.keys() & exact.keys() if noisy[i].event == exact[i].event]
    assert off == [] or np.std(off) > 0


def test_f1_counts_pairs_of_rows() -> None:
    rows = [row for row in draw(1, EXACT) if row.event < 20]
    assert f1_of(rows, [[row.id for row in rows if row.event == event] for event in range(20)]) == 1.0
    assert f1_of(rows, [[row.id] for row in rows]) == 0.0


def test_greedy_takes_the_cheapest_that_is_left() -> None:
    costs = np.array([[0.1, 0.2], [0.0, math.inf]])
    assert greedy(costs) == [(0, 0)]
    assert sorted(dense._best(costs)) == [(0, 1), (1, 0)]


def test_matched_finds_exact_sources_again() -> None:
    rows = draw(1, EXACT)
    assert f1_of(rows, matched(rows, is_greedy=False)) > 0.95


def test_exponent_of_linear_growth_is_one() -> None:
    assert scale.exponent(3, 30, sizes=(100, 1_000)) == pytest.approx(1.0)


def test_scale_measures_a_small_collection() -> None:
    found = scale.measure(300, days=30)
    assert 250 < found.accounts < 360
    assert 0 < found.clusters < found.accounts
    assert found.megabytes > 0
