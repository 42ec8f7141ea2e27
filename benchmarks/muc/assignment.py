"""Pair two lists so that the pairs' worth is highest."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["assign"]


def assign(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs, each row and column at most once, with the highest sum; worthless ones left out.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(n^3).

    >>> assign([[3.0, 2.0], [2.0, 0.0]])
    [(0, 1), (1, 0)]
    """
    rows, columns = len(worth), max(map(len, worth), default=0)
    if not rows or not columns:
        return []
    if rows > columns:
        flipped = assign([[worth[r][c] for r in range(rows)] for c in range(columns)])
        return sorted((r, c) for c, r in flipped)
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        slack, came, done = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[at]:
            done[at] = True
            best, nearest = float("inf"), 0
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                cost = -worth[owner[at] - 1][column - 1] - row_price[owner[at]] - column_price[column]
                if cost < slack[column]:
                    slack[column], came[column] = cost, at
                if slack[column] < best:
                    best, nearest = slack[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[owner[column]] += best
                    column_price[column] -= best
                else:
                    slack[column] -= best
            at = nearest
        while at:
            owner[at] = owner[came[at]]
            at = came[at]
    pairs = ((owner[c] - 1, c - 1) for c in range(1, columns + 1) if owner[c])
    return sorted((r, c) for r, c in pairs if worth[r][c] > 0)
