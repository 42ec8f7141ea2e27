"""How likely two accounts are of one incident: a weight for where they stand on each axis, added up.

Invariant: the probability of a pair depends on where it stands and on the weights alone; each axis adds what stands in
one line of `data/weights.toml`, so that what carried a match can be read off.

Between two knots of a scale the weight is drawn as a line. The model is a logistic regression with a quadratic penalty
(Hoerl and Kennard, 1970), whose outcome is a calibrated probability on pairs like those it was fitted on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.sparse.linalg import spsolve
from scipy.special import expit

from dateline.data_files import number_in, read_toml, table_in
from dateline.errors import KnowledgeError
from dateline.reconciling.incidents.matching.facts import Floats
from dateline.reconciling.incidents.matching.features import features

__all__ = ["Weights", "fit", "log_odds", "probability", "weights"]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Hold the bias, and for each feature, in their order, the weight of "unsaid" and of each step.

    Pairs below `low` are not looked at further, two clusters are joined from `join` on, and between `review[0]` and
    `review[1]` a person should look.
    """

    bias: float
    steps: tuple[tuple[float, ...], ...]
    low: float = 0.1
    join: float = 0.5
    review: tuple[float, float] = (0.3, 0.7)

    def of(self, name: str) -> tuple[float, ...]:
        """Return the weights of one feature; raises ValueError where there is none of this name."""
        return self.steps[[f.name for f in features()].index(name)]


def log_odds(positions: Floats, weights: Weights, *, columns: tuple[int, ...] | None = None) -> NDArray[np.float64]:
    """Return the log-odds of pairs by where they stand, (pairs, features); of some `columns` only, where given."""
    total = np.full(len(positions), weights.bias if columns is None else 0.0)
    for at in range(positions.shape[1]) if columns is None else columns:
        line = np.array(weights.steps[at])
        if line.any():
            low = positions[:, at].astype(np.int64)
            part = positions[:, at] - low
            total += line[low] * (1 - part) + line[np.minimum(low + 1, len(line) - 1)] * part
    return total


def probability(positions: Floats, weights: Weights) -> NDArray[np.float64]:
    """Return the match probability of pairs by where they stand, (pairs, features), in [0, 1]."""
    return np.asarray(expit(log_odds(positions, weights)))


def fit(positions: Floats, labels: NDArray[np.bool_], *, penalty: float = 1.0, prior: Weights | None = None) -> Weights:
    """Fit weights to pairs of which it is known whether they are one.

    `penalty` is what the sum of the squared weights costs, in units of one pair's log-likelihood; with a `prior`, what
    it costs to leave that one's. Raises ValueError where all labels are alike.
    """
    if not 0 < int(np.sum(labels)) < len(labels):
        raise ValueError("weights are fitted to pairs that match and pairs that do not; these are all alike")
    design, starts = _design(positions)
    signs = np.where(labels, 1.0, -1.0)
    turn, bounds = _ordered(starts, design.shape[1])
    expected = np.array([x for line in prior.steps for x in line] if prior else [0.0] * design.shape[1])
    bias = prior.bias if prior else 0.0

    def loss(v: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w = turn @ v[1:]
        margin = signs * (design @ w + v[0])
        pull = -signs * expit(-margin)
        off = w - expected
        slope = np.concatenate(([pull.sum()], turn.T @ (design.T @ pull + penalty * off)))
        return float(np.logaddexp(0, -margin).sum() + penalty / 2 * (off @ off)), slope

    start = np.concatenate(([bias], spsolve(turn.tocsc(), expected) if prior else expected))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    # Adding 0 makes a negative zero one that is none.
    solved = [float(x) for x in np.round(np.concatenate((found.x[:1], turn @ found.x[1:])), 3) + 0.0]
    steps = tuple(
        tuple(solved[1 + start : 1 + start + feature.size]) for feature, start in zip(features(), starts, strict=True)
    )
    return Weights(solved[0], steps)


def _ordered(starts: Sequence[int], size: int) -> tuple[csr_array, list[tuple[float | None, float | None]]]:
    """Return the matrix that makes weights of what is fitted, and the bounds of that: where an axis has an order, each
    weight is the one before it and a rise (or fall)."""
    rows, columns = list(range(size)), list(range(size))
    bounds: list[tuple[float | None, float | None]] = [(None, None)] * (1 + size)
    signs = [1.0] * size
    for feature, start in zip(features(), starts, strict=True):
        if feature.order is None:
            continue
        sign = 1.0 if feature.order == "rises" else -1.0
        for step in range(2, feature.size):
            bounds[1 + start + step] = (0, None)
            signs[start + step] = sign
            rows += [start + later for later in range(step + 1, feature.size)]
            columns += [start + step] * (feature.size - step - 1)
            signs += [sign] * (feature.size - step - 1)
        # All steps after the first stand on it.
        rows += [start + later for later in range(2, feature.size)]
        columns += [start + 1] * (feature.size - 2)
        signs += [1.0] * (feature.size - 2)
    return csr_array((signs, (rows, columns)), shape=(size, size)), bounds


def _design(positions: Floats) -> tuple[csr_array, list[int]]:
    """Return the matrix whose product with the weights are the log-odds, and the column where each feature starts."""
    sizes = [feature.size for feature in features()]
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    low = positions.astype(np.int64)
    part = positions - low
    high = np.minimum(low + 1, np.array(sizes) - 1)
    columns = np.concatenate([low + starts, high + starts], axis=1).reshape(-1)
    values = np.concatenate([1 - part, part], axis=1).reshape(-1)
    rows = np.repeat(np.arange(len(positions)), 2 * positions.shape[1])
    keep = values != 0
    shape = (len(positions), sum(sizes))
    return csr_array((values[keep], (rows[keep], columns[keep])), shape=shape), starts


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the shipped weights. Raises KnowledgeError where their file breaks its schema."""
    return _weights_from(read_toml(resources.files(__package__).joinpath("data/weights.toml")))


def _weights_from(raw: Mapping[str, Any]) -> Weights:
    where = "weights.toml"
    if set(raw) != {"bias", "low", "join", "review", "features"}:
        raise KnowledgeError(f"{where}: it holds bias, low, join, review and features, not {sorted(raw)}")
    table = table_in(raw["features"], f"{where}, features")
    if set(table) != {feature.name for feature in features()}:
        odd = sorted(set(table) ^ {feature.name for feature in features()})
        raise KnowledgeError(f"{where}, features: missing or unknown: {odd}; see features.toml")
    steps = []
    for feature in features():
        line = table[feature.name]
        if not isinstance(line, list) or len(line) != feature.size:
            raise KnowledgeError(f"{where}, features.{feature.name}: expected {feature.size} numbers, found {line!r}")
        steps.append(tuple(number_in(x, f"{where}, features.{feature.name}", least=-50, most=50) for x in line))
    review = raw["review"]
    if not isinstance(review, list) or len(review) != 2:
        raise KnowledgeError(f"{where}, review: expected two probabilities, found {review!r}")
    low, join, *band = (
        number_in(x, f"{where}, {name}", least=0, most=1)
        for name, x in (("low", raw["low"]), ("join", raw["join"]), ("review", review[0]), ("review", review[1]))
    )
    if not low <= band[0] <= join <= band[1]:
        raise KnowledgeError(
            f"{where}: low, review[0], join and review[1] rise, they are {low}, {band[0]}, {join}, {band[1]}"
        )
    bias = number_in(raw["bias"], f"{where}, bias", least=-50, most=50)
    return Weights(bias, tuple(steps), low, join, (band[0], band[1]))
