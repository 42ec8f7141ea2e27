"""Fit the small heads: ridge logistic regression on facts, calibrated on sentences that it was not fitted on.

Invariant: numpy and arithmetic only, no chance: the same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["FOLDS", "Fitted", "calibrate", "cross_calibrated", "fit_head", "logistic", "surprise"]

# A fact seen in fewer reports than this is noise; below that, a weight would be a memory of one sentence.
LEAST_SEEN = 3
FOLDS = 5
# Strengths of the ridge that are tried, see `_chosen`; the log-loss of every head is worse at both ends.
PENALTIES = (0.5, 1.0, 3.0, 10.0, 30.0, 100.0)
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Fitted:
    """Hold a head's bias and weights, calibrated; the penalty chosen; and the calibrated chances out of fold."""

    bias: float
    weights: dict[str, float]
    penalty: float
    out_of_fold: np.ndarray


def fit_head(facts: Sequence[Sequence[str]], right: Sequence[bool], groups: Sequence[int]) -> Fitted:
    """Fit one head: choose its penalty out of fold, fit on all, and calibrate (Platt) on what was out of fold.

    `facts` are the facts of each example, `right` its label; examples of one group are never on both sides of a fold.
    """
    seen = Counter(fact for known in facts for fact in known)
    names = sorted(fact for fact, times in seen.items() if times >= LEAST_SEEN)
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(facts), len(names)))
    for row, known in enumerate(facts):
        x[row, [at[fact] for fact in known if fact in at]] = 1.0
    y, fold = np.array(right, dtype=float), np.array(groups) % FOLDS
    odds, penalty = _chosen(x, y, fold)
    slope, shift = calibrate(odds, y)
    weights, bias = logistic(x, y, penalty)
    kept = {name: round(slope * w, 3) for name, w in zip(names, weights, strict=True) if abs(slope * w) >= 0.0005}
    return Fitted(round(slope * bias + shift, 3), kept, penalty, _chance(cross_calibrated(odds, y, fold)))


def logistic(x: np.ndarray, y: np.ndarray, penalty: float) -> tuple[np.ndarray, float]:
    """Return weights and bias of the logistic regression with a ridge of `penalty` on the weights (Newton's method)."""
    wide = np.hstack([x, np.ones((len(x), 1))])
    ridge = np.full(wide.shape[1], penalty)
    ridge[-1] = 1e-6
    w = np.zeros(wide.shape[1])
    for _ in range(_STEPS):
        p = _chance(wide @ w)
        slope = wide.T @ (p - y) + ridge * w
        bend = (wide * (p * (1 - p))[:, None]).T @ wide + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    return w[:-1], float(w[-1])


def surprise(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return the surprise at each label under its chance (log-loss), in nats."""
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def _chosen(x: np.ndarray, y: np.ndarray, fold: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the log-odds out of fold under the chosen penalty, and that penalty.

    It is the strongest that is no worse than the best by more than one standard error of their difference: the texts
    that are scored later are not those that were learned from, and a stronger ridge leans less on single words.
    """
    tried = {penalty: _out_of_fold(x, y, fold, penalty) for penalty in PENALTIES}
    lost = {penalty: surprise(y, _chance(odds)) for penalty, odds in tried.items()}
    best = min(PENALTIES, key=lambda penalty: lost[penalty].mean())

    def is_as_good(penalty: float) -> bool:
        more = lost[penalty] - lost[best]
        return bool(more.mean() <= more.std() / np.sqrt(len(more)))

    chosen = max(filter(is_as_good, PENALTIES))
    return tried[chosen], chosen


def _out_of_fold(x: np.ndarray, y: np.ndarray, fold: np.ndarray, penalty: float) -> np.ndarray:
    odds = np.zeros(len(y))
    for k in range(FOLDS):
        weights, bias = logistic(x[fold != k], y[fold != k], penalty)
        odds[fold == k] = x[fold == k] @ weights + bias
    return odds


def calibrate(odds: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return slope and shift that make log-odds honest (Platt 1999), with his targets that never promise certainty."""
    hits = y.sum()
    targets = np.where(y > 0, (hits + 1) / (hits + 2), 1 / (len(y) - hits + 2))
    weights, shift = logistic(odds[:, None], targets, 1e-3)
    return float(weights[0]), shift


def cross_calibrated(odds: np.ndarray, y: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Calibrate each fold by the others, so that the chances out of fold know nothing of their own labels."""
    found = np.zeros(len(y))
    for k in range(FOLDS):
        slope, shift = calibrate(odds[fold != k], y[fold != k])
        found[fold == k] = slope * odds[fold == k] + shift
    return found


def _chance(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
