"""Gather marks that would cover each other, and find room for labels.

Invariant: what is gathered keeps its number, and stands where the largest of its places is, not between places; two
labels never cover each other, nor a mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.drawing.lettering import width_of
from dateline.drawing.map_marks import MapMark

__all__ = ["Box", "Group", "Taken", "gathered"]

_SINGLE = 6.5
_LEAST, _MOST = 12.0, 28.0
_CELL = 64.0
_SIZE = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the marks that one sign stands for, at (x, y) pixels; `count` is what they count together."""

    x: float
    y: float
    marks: tuple[MapMark, ...]
    count: int

    @property
    def radius(self) -> float:
        """Return the radius of its sign in pixels: its area grows with the count, until it would hide the map."""
        if self.count == 1:
            return _SINGLE
        return min(max(_LEAST, 9 + 1.6 * self.count**0.5, width_of(f"{self.count:,}", _SIZE) / 2 + 7), _MOST)


def gathered(marks: Iterable[tuple[float, float, MapMark]]) -> list[Group]:
    """Return groups whose signs do not cover each other, of marks in their order with their x and y in pixels."""
    by_spot: dict[tuple[float, float], list[MapMark]] = defaultdict(list)
    for x, y, mark in marks:
        by_spot[round(x, 2), round(y, 2)].append(mark)
    groups = [Group(x, y, tuple(held), sum(m.count for m in held)) for (x, y), held in by_spot.items()]
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
        near = sorted(n for c in (-1, 0, 1) for r in (-1, 0, 1) for n in cells.get((column + c, row + r), ()))
        for n in near:
            other = kept[n]
            reach = (group.radius + other.radius) * 0.9
            if (group.x - other.x) ** 2 + (group.y - other.y) ** 2 < reach**2:
                kept[n] = Group(other.x, other.y, other.marks + group.marks, other.count + group.count)
                break
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


@dataclass(slots=True)
class Taken:
    """Remember which parts of a picture of `width` x `height` pixels are taken."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)

    def is_free(self, box: Box) -> bool:
        if box.left < 2 or box.top < 2 or box.right > self.width - 2 or box.bottom > self.height - 2:
            return False
        return not any(box.meets(other) for other in self.boxes)

    def take(self, box: Box) -> None:
        self.boxes.append(box)
