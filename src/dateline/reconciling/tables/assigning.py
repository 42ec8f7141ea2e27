"""Assign the rows of one source to those of another, one to one, as sources hold each event once.

Invariant: no row is assigned twice. `assigned` takes the pairs that are best together, whatever the order of rows;
`first_come` lets each row in turn take the first that is free, which is what the R package meltt 0.4 does, and is
here to compare with it: it may give a row to one that fits worse, because that one stands higher in its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["assigned", "first_come"]

Pair = tuple[int, int]


def assigned(gains: Mapping[Pair, float]) -> list[Pair]:
    """Return the pairs, one to one, whose gains are most together; what gains nothing stays alone.

    Each connected part of the pairs is solved on its own (`scipy.optimize.linear_sum_assignment`). Of choices that
    are equally good one is taken by position.

    >>> assigned({(0, 0): 1.0, (0, 1): 0.9, (1, 0): 0.8})
    [(0, 1), (1, 0)]
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    chosen: list[Pair] = []
    for pairs in _parts(pair for pair, gain in gains.items() if gain > 0):
        if len(pairs) == 1:
            chosen.extend(pairs)
            continue
        ours = {row: n for n, row in enumerate(sorted({a for a, _ in pairs}))}
        theirs = {row: n for n, row in enumerate(sorted({b for _, b in pairs}))}
        matrix = np.zeros((len(ours), len(theirs)))
        for a, b in pairs:
            matrix[ours[a], theirs[b]] = gains[a, b]
        rows, columns = linear_sum_assignment(matrix, maximize=True)
        by_row, by_column = list(ours), list(theirs)
        both = ((by_row[r], by_column[c]) for r, c in zip(rows, columns, strict=True))
        chosen.extend(pair for pair in both if gains.get(pair, 0) > 0)
    return sorted(chosen)


def first_come(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that are left when each row, in order, takes the first other row that is still free.

    >>> first_come([(0, 1), (0, 0), (1, 0)])
    [(0, 0)]
    """
    ours: set[int] = set()
    theirs: set[int] = set()
    chosen = []
    for a, b in sorted(pairs):
        if a not in ours and b not in theirs:
            ours.add(a)
            theirs.add(b)
            chosen.append((a, b))
    return chosen


def _parts(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Part pairs into those that share no row, each sorted."""
    above: dict[tuple[str, int], tuple[str, int]] = {}

    def top(node: tuple[str, int]) -> tuple[str, int]:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    pairs = sorted(pairs)
    for a, b in pairs:
        one, other = top(("ours", a)), top(("theirs", b))
        if one != other:
            above[max(one, other)] = min(one, other)
    parts: dict[tuple[str, int], list[Pair]] = {}
    for pair in pairs:
        parts.setdefault(top(("ours", pair[0])), []).append(pair)
    return list(parts.values())
