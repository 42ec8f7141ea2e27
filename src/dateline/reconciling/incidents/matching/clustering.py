"""From pairs to clusters: what is likely one on average, and holds no two that exclude each other.

Invariant: two accounts that exclude each other are never in one cluster, nor are they by way of a third. Clusters of
one component (`components`) depend on that component alone, and the order of the accounts changes nothing: of joins
that are equally good the first by id is made.

Joins are those of average linkage (Sokal and Michener, 1958). Of sources that tell each thing once, pairs are
assigned one to one, by the best sum over all (`scipy.optimize.linear_sum_assignment`), before anything is joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.special import expit, logit

__all__ = ["SUREST", "Clustered", "Joined", "agglomerate", "assigned"]

# Log-odds beyond which a pair counts no more: one pair in 3,000 that is sure of itself is wrong all the same.
SUREST = 8.0
# What derives from each other is joined before all else from this mean probability on.
_SURE = 0.9
Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Joined:
    """Hold one cluster: positions in its component, and the mean probability of its weakest join (1 without any)."""

    members: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Clustered:
    """Hold the clusters of one component, and what lies between each two of them: mean probability, and whether
    something excludes that they are one."""

    clusters: tuple[Joined, ...]
    between: tuple[tuple[int, int, float, bool], ...]


def agglomerate(
    odds: Floats,
    apart: Flags,
    *,
    join: float,
    low: float,
    units: Sequence[int] | None = None,
    main: Flags | None = None,
    copied: Flags | None = None,
) -> Clustered:
    """Join the accounts of a component while two clusters have a mean probability of `join` or more.

    `odds` (m, m) are the pairs' log-odds, symmetric; their mean, each no farther from 0 than SUREST, is what counts.
    `apart` says what excludes each other. `units` numbers accounts that are one from the start, whatever excludes it.
    What is nearly sure and `copied` (m, m), one from the other, is joined first, whatever its documents are mainly
    about. Then the `main` accounts of their documents are joined and the others to them, so that what is told in
    passing parts no two documents that are about one thing. What lies between clusters is given from `low` on.
    """
    m = len(odds)
    members: list[tuple[int, ...] | None] = [(n,) for n in range(m)]
    scores = [1.0] * m
    total, barred = np.clip(odds, -SUREST, SUREST), apart.copy()
    np.fill_diagonal(barred, True)
    sizes = np.ones(m)
    mean = np.where(barred, -np.inf, total)
    waiting = np.zeros(m, np.bool_)
    linked = np.zeros((m, m), np.bool_) if copied is None else copied.copy()
    is_of_copies = False
    floor = float(logit(join))

    def merge(a: int, b: int, score: float) -> None:
        members[a], members[b] = tuple(sorted((members[a] or ()) + (members[b] or ()))), None
        scores[a] = min(scores[a], scores[b], score)
        total[a] += total[b]
        total[:, a] = total[a]
        barred[a] |= barred[b]
        barred[:, a] = barred[a]
        barred[b] = barred[:, b] = True
        sizes[a] += sizes[b]
        waiting[a] |= waiting[b]
        linked[a] |= linked[b]
        linked[:, a] = linked[a]
        idle = barred[a] | waiting[a] | waiting | (is_of_copies & ~linked[a])
        mean[a] = np.where(idle, -np.inf, total[a] / (sizes[a] * sizes))
        mean[:, a] = mean[a]
        mean[b] = mean[:, b] = -np.inf

    if units is not None:
        first: dict[int, int] = {}
        for n, unit in enumerate(units):
            if first.setdefault(unit, n) != n:
                merge(first[unit], n, 1.0)
    nobody = np.zeros(m, np.bool_)
    phases = [(False, nobody, floor)]
    if main is not None and not main.all():
        phases.insert(0, (False, ~main, floor))
    if linked.any():
        phases.insert(0, (True, nobody, max(floor, float(logit(_SURE)))))
    for is_of_copies, waits, least in phases:
        waiting[:] = [any(waits[n] for n in own or ()) for own in members]
        idle = barred | waiting | waiting[:, None] | (is_of_copies & ~linked)
        mean[:] = np.where(idle, -np.inf, total / (sizes * sizes[:, None]))
        while m > 1:
            best = int(np.argmax(mean))
            a, b = divmod(best, m)
            if mean[a, b] < least:
                break
            merge(min(a, b), max(a, b), float(expit(mean[a, b])))
    left = [n for n in range(m) if members[n] is not None]
    between = []
    for i, a in enumerate(left):
        for j in range(i + 1, len(left)):
            b = left[j]
            score = float(expit(total[a, b] / (sizes[a] * sizes[b])))
            if score >= low:
                between.append((i, j, score, bool(barred[a, b])))
    return Clustered(tuple(Joined(members[n] or (), scores[n]) for n in left), tuple(between))


def assigned(odds: Floats, apart: Flags, tables: Sequence[int], *, join: float) -> Flags:
    """Return which pairs stay when rows of sources that tell each thing once are assigned one to one; (m, m).

    `tables` numbers each row's source, 0 for one that may tell a thing twice; of two sources the pairs are kept whose
    log-odds, over those of `join`, are the greatest in sum.
    """
    keep = np.ones(odds.shape, np.bool_)
    numbers = np.asarray(tables)
    known = sorted({t for t in tables if t})
    gain = np.where(apart, 0.0, np.maximum(odds - float(logit(join)), 0.0))
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            a, b = np.flatnonzero(numbers == one), np.flatnonzero(numbers == other)
            rows, columns = linear_sum_assignment(gain[np.ix_(a, b)], maximize=True)
            keep[np.ix_(a, b)] = False
            keep[a[rows], b[columns]] = True
            keep[np.ix_(b, a)] = keep[np.ix_(a, b)].T
    return keep
