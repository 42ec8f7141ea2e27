"""How the categories of several tables relate: each leads to the same ladder of ever wider classes.

Invariant: two categories agree at the finest level whose classes are equal, and what agrees nowhere differs. A word
that a taxonomy does not know agrees with nothing, not even with itself. After Donnay, Dunford, McGrath, Backer and
Cunningham 2019, "Integrating Conflict Event Data", Journal of Conflict Resolution 63 (5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.reconciling.tables.entry import Entry

__all__ = ["Taxonomy", "disagreement"]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Hold the classes of a table's category, by table and category, from the finest level to the widest.

    `weight` says how much it counts beside others. Raises ValueError where categories have different numbers of
    levels, or none.
    """

    name: str
    classes: Mapping[tuple[str, str], tuple[str, ...]]
    weight: float = 1.0

    def __post_init__(self) -> None:
        depths = {len(levels) for levels in self.classes.values()}
        if len(depths) != 1 or 0 in depths:
            raise ValueError(f"taxonomy {self.name}: every category needs the same number of levels, at least one")
        if not self.weight > 0:
            raise ValueError(f"taxonomy {self.name}: a weight of {self.weight} is none")

    @property
    def depth(self) -> int:
        return len(next(iter(self.classes.values())))

    def level(self, one: Entry, other: Entry) -> int | None:
        """Return the finest level at which two entries agree, 0 being the finest; None where they do at none."""
        ours = self.classes.get((one.table, one.categories.get(self.name, "")), ())
        theirs = self.classes.get((other.table, other.categories.get(self.name, "")), ())
        return next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a == b), None)


def disagreement(taxonomies: Sequence[Taxonomy], one: Entry, other: Entry, *, may_differ: int = 0) -> float | None:
    """Return how far two entries disagree, from 0 (all taxonomies agree at their finest level) to 1.

    The mean over taxonomies, by weight, of level / (levels - 1); one in which they agree nowhere counts 1. None
    where they agree nowhere in more than `may_differ` taxonomies: such entries tell of different things.
    """
    total, weights, differing = 0.0, 0.0, 0
    for taxonomy in taxonomies:
        level = taxonomy.level(one, other)
        differing += level is None
        total += taxonomy.weight * (1.0 if level is None else level / max(1, taxonomy.depth - 1))
        weights += taxonomy.weight
    if differing > may_differ:
        return None
    return total / weights if weights else 0.0
