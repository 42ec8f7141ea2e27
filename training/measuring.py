"""How good a set of chances is: Brier score, calibration error, ranking, and the bins of a reliability diagram."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bin", "Measured", "bins", "measure"]


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold some reports of like score: how many, their mean score, the share that is right, and its 90 % interval."""

    items: int
    said: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold the figures of one field on one set; `constant` is the Brier score of saying the base rate every time."""

    items: int
    right: float
    said: float
    brier: float
    constant: float
    error: float
    ranking: float
    bins: tuple[Bin, ...]


def measure(scores: Sequence[float], right: Sequence[bool], *, base: float, most_bins: int = 5) -> Measured:
    """Measure scores against what was right; `base` is the share that was right in training.

    `error` is the expected calibration error over bins of equal count; `ranking` is the chance that a right one scores
    higher than a wrong one (AUC), nan where there is only one kind.
    """
    n = len(scores)
    made = bins(scores, right, most_bins=most_bins)
    return Measured(
        items=n,
        right=sum(right) / n,
        said=sum(scores) / n,
        brier=sum((s - r) ** 2 for s, r in zip(scores, right, strict=True)) / n,
        constant=sum((base - r) ** 2 for r in right) / n,
        error=sum(b.items * abs(b.said - b.right) for b in made) / n,
        ranking=_ranking(scores, right),
        bins=made,
    )


def bins(scores: Sequence[float], right: Sequence[bool], *, most_bins: int) -> tuple[Bin, ...]:
    """Cut the reports, by score, into bins of equal count with at least 20 each; equal scores are never cut apart.

    >>> [(b.items, b.said, b.right) for b in bins([0.2] * 20 + [0.8] * 20, [False] * 20 + [True] * 20, most_bins=5)]
    [(20, 0.2, 0.0), (20, 0.8, 1.0)]
    """
    pairs = sorted(zip(scores, right, strict=True))
    size = max(20, math.ceil(len(pairs) / most_bins))
    made: list[Bin] = []
    start = 0
    while start < len(pairs):
        end = min(start + size, len(pairs))
        while end < len(pairs) and pairs[end][0] == pairs[end - 1][0]:
            end += 1
        if len(pairs) - end < size // 2:
            end = len(pairs)
        part = pairs[start:end]
        said = round(sum(s for s, _ in part) / len(part), 6)
        hits = sum(r for _, r in part)
        made.append(Bin(len(part), said, hits / len(part), *_interval(hits, len(part))))
        start = end
    return tuple(made)


def _interval(hits: int, n: int, z: float = 1.645) -> tuple[float, float]:
    """Return Wilson's interval for a share."""
    p = hits / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def _ranking(scores: Sequence[float], right: Sequence[bool]) -> float:
    good = [s for s, r in zip(scores, right, strict=True) if r]
    bad = [s for s, r in zip(scores, right, strict=True) if not r]
    if not good or not bad:
        return math.nan
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad))
