"""Weights: learned from pairs, in order where an axis has one, and read from their file."""

from __future__ import annotations

import copy
import tomllib
from importlib import resources
from typing import Any

import numpy as np
import pytest

from dateline.errors import KnowledgeError
from dateline.reconciling.incidents.matching import weighing
from dateline.reconciling.incidents.matching.features import features, index_of
from dateline.reconciling.incidents.matching.weighing import Weights, fit, log_odds, probability, weights

GAP = index_of()["gap"]


def table(*positions: float) -> np.ndarray:
    """Make pairs that stand somewhere on the axis of days, and say nothing else."""
    made = np.zeros((len(positions), len(features())), np.float32)
    made[:, GAP] = positions
    return made


def only(name: str, steps: tuple[float, ...], bias: float = 0.0) -> Weights:
    return Weights(bias, tuple(steps if f.name == name else (0.0,) * f.size for f in features()))


def test_log_odds_are_drawn_as_a_line_between_knots() -> None:
    some = only("gap", (0.0, 2.0, 1.0, 0.0, -1.0, -2.0, -3.0, -4.0), bias=0.5)
    assert log_odds(table(0, 1, 1.5, 7), some).tolist() == [0.5, 2.5, 2.0, -3.5]
    assert log_odds(table(1), some, columns=(GAP,)).tolist() == [2.0]


def test_probability_of_nothing_said_is_that_of_the_bias() -> None:
    assert probability(table(0), only("gap", (0.0,) * 8))[0] == 0.5


def test_fit_learns_what_speaks_for_a_match() -> None:
    positions = table(*[1] * 80, *[1] * 20, *[6] * 10, *[6] * 90)
    labels = np.array([True] * 80 + [False] * 20 + [True] * 10 + [False] * 90)
    found = probability(table(1, 6), fit(positions, labels, penalty=0.01))
    assert found == pytest.approx([0.8, 0.1], abs=0.02)


def test_fit_keeps_the_order_of_an_axis() -> None:
    rng = np.random.RandomState(0)
    positions = table(*rng.randint(1, 8, 300))
    steps = fit(positions, rng.random_sample(300) < 0.3, penalty=0.1).of("gap")[1:]
    assert list(steps) == sorted(steps, reverse=True)


def test_fit_stays_with_the_prior_where_nothing_else_is_known() -> None:
    prior = only("mode", (0.0, 3.0, -3.0))
    found = fit(table(*[1] * 5, *[6] * 5), np.array([True] * 5 + [False] * 5), prior=prior)
    assert found.of("mode") == pytest.approx(prior.of("mode"), abs=0.01)


def test_fit_is_the_same_in_any_order() -> None:
    rng = np.random.RandomState(1)
    positions, labels = table(*rng.randint(0, 8, 200)), rng.random_sample(200) < 0.4
    order = rng.permutation(200)
    one, other = fit(positions, labels), fit(positions[order], labels[order])
    assert np.allclose(one.of("gap"), other.of("gap"), atol=0.01)


def test_fit_refuses_pairs_that_are_all_alike() -> None:
    with pytest.raises(ValueError, match="all alike"):
        fit(table(1, 2), np.array([True, True]))


def test_shipped_weights_hold_a_line_for_each_axis_and_keep_its_order() -> None:
    for feature, steps in zip(features(), weights().steps, strict=True):
        assert len(steps) == feature.size
        if feature.order:
            assert list(steps[1:]) == sorted(steps[1:], reverse=feature.order == "falls")


def raw() -> dict[str, Any]:
    file = resources.files("dateline.reconciling.incidents.matching").joinpath("data/weights.toml")
    return copy.deepcopy(tomllib.loads(file.read_text("utf-8")))


def test_weights_are_refused_where_an_axis_is_missing_or_short() -> None:
    broken = raw()
    del broken["features"]["gap"]
    with pytest.raises(KnowledgeError, match="gap"):
        weighing._weights_from(broken)
    broken = raw()
    broken["features"]["gap"] = [1.0]
    with pytest.raises(KnowledgeError, match="expected 8 numbers"):
        weighing._weights_from(broken)


def test_weights_are_refused_where_probabilities_do_not_rise() -> None:
    with pytest.raises(KnowledgeError, match="rise"):
        weighing._weights_from({**raw(), "low": 0.9})
