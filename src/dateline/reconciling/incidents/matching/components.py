"""What hangs together by pairs that are not too unlikely, in parts that are small enough to be compared all with all.

Invariant: what people hold together is never parted. A pass over some of the accounts that has the names of the
components of an earlier pass over all gives the components that all would give: what was too large as a whole is parted
at the same pairs, though only some of it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import DisjointSet
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["MOST", "components", "depth_of", "name_of", "united"]

# Accounts of one component that are compared all with all: 400 make 80,000 pairs. A larger component is parted by
# leaving out its least likely pairs first. What people hold together is never parted, however much it is.
MOST = 400
# What stands for the likelihood of a pair that people hold together: above all probabilities.
_TOGETHER = 2.0
# Probabilities below which pairs are left out of what is too large, one after the other.
_STEPS = (0.0, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.95, 0.99)
Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


def components(
    n: int,
    left: Rows,
    right: Rows,
    likely: Floats,
    *,
    together: Sequence[Sequence[int]] = (),
    depths: Sequence[int] = (),
) -> tuple[list[Rows], list[int]]:
    """Return the rows of each component of two or more, sorted, the first row's component first, and of each row how
    deep it was parted from what hangs together with it (0: not at all).

    `left`, `right` are pairs of rows, `likely` their probabilities; rows of one set of `together` are never parted.
    `depths` are those of an earlier pass over these rows and more, which is repeated so: what was too large then is
    parted again, however few of it are here.
    """
    kept = np.concatenate([likely, *(np.full(len(s) - 1, _TOGETHER) for s in together if len(s) > 1)])
    left = np.concatenate([left, *(np.full(len(s) - 1, s[0], np.int64) for s in together if len(s) > 1)])
    right = np.concatenate([right, *(np.array(s[1:], np.int64) for s in together if len(s) > 1)])
    parting = _Parting(np.array(depths or [0] * n, np.int64))
    parting.part(np.arange(n), left, right, kept, 0)
    return sorted(parting.parts, key=lambda rows: int(rows[0])), parting.depths.tolist()


class _Parting:
    """Part rows at the steps of likelihood: one that is too large is parted at the next, at the last one by order."""

    def __init__(self, depths: Rows) -> None:
        self.depths, self.parts = depths, list[Rows]()

    def part(self, rows: Rows, left: Rows, right: Rows, likely: Floats, depth: int) -> None:
        """Take in rows, sorted, that hang together at all steps before this one."""
        fits = likely >= _STEPS[depth]
        left, right, likely = left[fits], right[fits], likely[fits]
        labels = _labels(rows, left, right)
        order = np.argsort(labels, kind="stable")
        sizes = np.bincount(labels)
        ends = np.cumsum(sizes)
        deepest = np.zeros(len(sizes), np.int64)
        np.maximum.at(deepest, labels, self.depths[rows])
        alone = rows[sizes[labels] == 1]
        self.depths[alone] = np.maximum(self.depths[alone], depth)
        of_pair = labels[np.searchsorted(rows, left)]
        for label in np.flatnonzero(sizes > 1):
            part = rows[order[ends[label] - sizes[label] : ends[label]]]
            is_last = depth + 1 == len(_STEPS)
            if not is_last and (len(part) > MOST or deepest[label] > depth):
                mine = of_pair == label
                self.part(part, left[mine], right[mine], likely[mine], depth + 1)
                continue
            self.depths[part] = depth
            if len(part) > MOST:
                held = (of_pair == label) & (likely >= _TOGETHER)
                self.parts += _cut(part, left[held], right[held])
            else:
                self.parts.append(part)


def _labels(rows: Rows, left: Rows, right: Rows) -> NDArray[np.int32]:
    """Return the number of the component that each of some sorted rows is in by pairs of them."""
    one, other = np.searchsorted(rows, left), np.searchsorted(rows, right)
    graph = coo_array((np.ones(len(one), np.bool_), (one, other)), shape=(len(rows), len(rows)))
    return np.asarray(connected_components(graph, directed=False)[1])


def _cut(rows: Rows, left: Rows, right: Rows) -> Iterator[Rows]:
    """Yield sorted rows in parts of MOST at most; those of one set of pairs are never parted."""
    labels = _labels(rows, left, right)
    sets: dict[int, list[int]] = {}
    for row, label in zip(rows.tolist(), labels.tolist(), strict=True):
        sets.setdefault(label, []).append(row)
    part: list[int] = []
    for together in sets.values():
        if part and len(part) + len(together) > MOST:
            yield np.array(sorted(part), np.int64)
            part = []
        part += together
    yield np.array(sorted(part), np.int64)


def name_of(first: str, depth: int) -> str:
    """Name a component by the id of its first account, and by how deep it was parted from others.

    >>> depth_of(name_of("a1", 3)), depth_of("a1")
    (3, 0)
    """
    return f"{first} {depth}"


def depth_of(component: str) -> int:
    """Return how deep a component was parted from others, by its name."""
    _, space, depth = component.rpartition(" ")
    return int(depth) if space and depth.isdecimal() else 0


def united(sets: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return sets of rows with those that share a row made one, each sorted, in order."""
    joined = DisjointSet(sorted({row for rows in sets for row in rows}))
    for rows in sets:
        for row in rows[1:]:
            joined.merge(rows[0], row)
    return sorted(sorted(rows) for rows in joined.subsets() if len(rows) > 1)
