"""Gather marks that would cover each other, and find room for labels.

Invariant: what is gathered keeps its number, and stands where the largest of its places is, not between places; two
labels never cover each other, nor a mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.drawing.lettering import width_of
from dateline.drawing.map_marks import MapMark

__all__ = ["Box", "Group", "Taken", "gathered"]

_SINGLE = 6.5
_LEAST, _MOST = 12.0, 28.0
_CELL = 64.0
_SIZE = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the marks that one sign of `radius` stands for, at (x, y) pixels; `count` is what they count together."""

    x: float
    y: float
    marks: tuple[MapMark, ...]
    count: int
    radius: float


def _group(x: float, y: float, marks: tuple[MapMark, ...], count: int) -> Group:
    radius = _SINGLE
    if count > 1:  # the area grows with the count, until it would hide the map
        radius = min(max(_LEAST, 9 + 1.6 * count**0.5, width_of(f"{count:,}", _SIZE) / 2 + 7), _MOST)
    return Group(x, y, marks, count, radius)


def gathered(marks: Iterable[tuple[float, float, MapMark]]) -> list[Group]:
    """Return groups whose signs do not cover each other, of marks in their order with their x and y in pixels."""
    by_spot: dict[tuple[float, float], list[MapMark]] = defaultdict(list)
    for x, y, mark in marks:
        by_spot[round(x, 2), round(y, 2)].append(mark)
    groups = [_group(x, y, tuple(held), sum(m.count for m in held)) for (x, y), held in by_spot.items()]
    for _ in range(12):  # each round leaves fewer, and few rounds leave any that touch
        merged = _merged(groups)
        if len(merged) == len(groups):
            break
        groups = merged
    return sorted(groups, key=lambda g: (-g.count, g.x, g.y))


def _merged(groups: Sequence[Group]) -> list[Group]:
    kept: list[Group] = []
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for group in sorted(groups, key=lambda g: (-g.count, g.x, g.y)):
        column, row = int(group.x // _CELL), int(group.y // _CELL)
        into = len(kept)  # of those that it touches the first, which is the largest
        for cell in ((column + c, row + r) for c in (-1, 0, 1) for r in (-1, 0, 1)):
            for n in cells.get(cell, ()):
                if n >= into:
                    break
                other = kept[n]
                reach = (group.radius + other.radius) * 0.9
                if (group.x - other.x) ** 2 + (group.y - other.y) ** 2 < reach * reach:
                    into = n
                    break
        if into < len(kept):
            other = kept[into]
            kept[into] = _group(other.x, other.y, other.marks + group.marks, other.count + group.count)
        else:
            cells[column, row].append(len(kept))
            kept.append(group)
    return kept


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Taken:
    """Remember which parts of a picture of `width` x `height` pixels are taken."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies inside the picture and on nothing that is there."""
        if box.left < 2 or box.top < 2 or box.right > self.width - 2 or box.bottom > self.height - 2:
            return False
        return not any(box.meets(other) for cell in _cells_of(box) for other in self._cells.get(cell, ()))

    def take(self, box: Box) -> None:
        for cell in _cells_of(box):
            self._cells[cell].append(box)


def _cells_of(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
    return [(c, r) for c in columns for r in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)]
