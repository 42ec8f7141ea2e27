"""What grouping gives: clusters of accounts, what they were nearly one with, and what is part of what.

Invariant: no rule lives here; `grouping` makes these, and whoever reads them needs no array.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.model import Level, PartHow

if TYPE_CHECKING:
    from dateline.reconciling.incidents.matching.frequencies import Frequencies  # imports numpy

__all__ = ["Cluster", "Grouping", "Nearly", "PartLink"]


@dataclass(frozen=True, slots=True)
class Nearly:
    """Name a cluster, by its index, that another was not joined with: the probability, and why, in words."""

    cluster: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hold the ids of the accounts of one thing, sorted, the probability of its weakest join (1 where nothing was
    joined), the two clusters that it was most nearly joined with, and its level."""

    accounts: tuple[str, ...]
    score: float = 1.0
    runners_up: tuple[Nearly, ...] = ()
    level: Level = Level.SINGLE


@dataclass(frozen=True, slots=True)
class PartLink:
    """Say that the thing of one cluster is part of, or counted by, that of another (indices), and how sure it is."""

    part: int
    whole: int
    how: PartHow
    score: float


@dataclass(frozen=True, slots=True)
class Grouping:
    """Hold every account in one cluster; clusters are in the order of their first accounts' ids.

    `review` are pairs of clusters, by index, that a person should look at, with their probability, the most doubtful
    first. `components` leads from an account to the name of its component, where that has others or was parted. With
    `frequencies` a later pass over some of the accounts gives the same as one over all.
    """

    clusters: tuple[Cluster, ...]
    review: tuple[tuple[int, int, float], ...]
    parts: tuple[PartLink, ...]
    components: Mapping[str, str]
    frequencies: Frequencies
