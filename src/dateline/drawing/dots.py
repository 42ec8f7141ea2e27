"""A lane as a plot of dots: what is known to the day stands on the line, what is known to a span hangs below it.

Invariant: a dot stays inside its day where a day is wider than a dot, and on the middle of its day where it is not, as
far as its row has room; where there is none, it goes one row up. What stands on a spot is as many events as dots.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Sequence

from dateline.drawing.bars import bar, ends_of
from dateline.drawing.frames import Panel
from dateline.drawing.markup import linked, number, tag
from dateline.drawing.palette import kind_of
from dateline.drawing.shapes import shape
from dateline.drawing.time_axis import TimeScale
from dateline.drawing.time_marks import TimeMark, words_of

__all__ = ["dot_panel"]

_BAR = 8.0
_GAP = 2.0
_PAD = 7.0
_LONG = 120.0  # pixels; a longer bar is a background to shorter ones


def dot_panel(
    name: str | None, marks: Sequence[TimeMark], scale: TimeScale, *, radius: float, ids: str, most: float, stops: bool
) -> Panel | None:
    """Return a lane, or None where it would be higher than `most` pixels. The marks come in their order.

    `radius` is that of a dot in pixels, `stops` whether links are stops of the Tab key.
    """
    pitch = 2 * radius + 1.5
    days = [mark for mark in marks if mark.is_day and not mark.is_lasting]
    spans = [mark for mark in marks if not (mark.is_day and not mark.is_lasting)]
    spots = dot_spots(days, scale, pitch)
    rows = _bar_rows(spans, scale, most / (_BAR + _GAP))
    if rows is None:
        return None
    high = pitch * (max((row for _, row in spots), default=-1) + 1)
    low = (_BAR + _GAP) * (max(rows, default=-1) + 1)
    # Without bars the dots stand on the line that ends the lane.
    under = low + _PAD + (3 if high else 0) if low else 0.0
    height = max(high + under + _PAD, 26.0)
    if height > most:
        return None
    line = height - under
    drawn = [
        linked(
            bar(mark, scale, y=line + (3 if high else 0) + row * (_BAR + _GAP), height=_BAR, name=ids),
            kind=mark.kind,
            href=mark.href,
            title=words_of(mark),
            is_stop=stops,
        )
        for mark, row in zip(spans, rows, strict=True)
    ]
    drawn += [
        linked(
            shape(kind_of(mark.kind).shape, x, line - 1 - pitch * (row + 0.5), radius),
            kind=mark.kind,
            href=mark.href,
            title=words_of(mark),
            is_stop=stops,
        )
        for mark, (x, row) in zip(days, spots, strict=True)
    ]
    way = f"M{number(scale.left)} {number(line)}H{number(scale.right)}"
    base = tag("path", d=way, stroke="currentColor", stroke_opacity=0.3, fill="none") if low and high else ""
    return Panel(name, len(marks), height, base + tag("g", *drawn, clip_path=f"url(#{ids}-plot)"))


def dot_spots(days: Sequence[TimeMark], scale: TimeScale, pitch: float) -> list[tuple[float, int]]:
    """Return the x in pixels and the row, counted from the line, of each mark of one day; they come by day."""
    by_day: dict[int, list[int]] = defaultdict(list)
    for at, mark in enumerate(days):
        by_day[mark.earliest.toordinal() if mark.earliest else 0].append(at)
    across = int(scale.day_width // pitch)
    spots: list[tuple[float, int]] = [(0.0, 0)] * len(days)
    ends: list[float] = []  # where the last dot of each row ends, where days are narrower than dots
    for day, held in sorted(by_day.items()):
        middle = scale.at(day + 0.5)
        if across >= 1:
            # Stacks grow as wide as high, so that a day of twenty is a heap and not a tower or a line.
            wide = min(across, max(1, round(len(held) ** 0.5)))
            for n, at in enumerate(held):
                row, column = divmod(n, wide)
                in_row = min(wide, len(held) - row * wide)
                spots[at] = (middle + (column - (in_row - 1) / 2) * pitch, row)
            continue
        row = 0
        for at in held:
            while row < len(ends) and ends[row] + pitch > middle:
                row += 1
            if row == len(ends):
                ends.append(middle)
            ends[row] = middle
            spots[at] = (middle, row)
            row += 1
    return spots


def _bar_rows(spans: Sequence[TimeMark], scale: TimeScale, most: float) -> list[int] | None:
    """Return the row of each bar, None where there are more than `most`: short bars near the line, each in the first
    row where it has room."""
    extents = [ends_of(mark, scale) for mark in spans]
    order = sorted(range(len(spans)), key=lambda at: (extents[at][1] - extents[at][0] > _LONG, extents[at][0], at))
    rows = [0] * len(spans)
    held: list[list[tuple[float, float]]] = []
    for at in order:
        start, end = extents[at]
        one = (start, max(end, start + 3))
        row = next((n for n, bars in enumerate(held) if _has_room(bars, one)), len(held))
        if row == len(held):
            if row >= most:
                return None
            held.append([])
        insort(held[row], one)
        rows[at] = row
    return rows


def _has_room(bars: Sequence[tuple[float, float]], one: tuple[float, float]) -> bool:
    """Tell whether a bar fits between those of a row, which come by where they start and do not overlap."""
    at = bisect(bars, one)
    return (at == 0 or bars[at - 1][1] + 2 <= one[0]) and (at == len(bars) or one[1] + 2 <= bars[at][0])
