"""A lane of few marks, each with its words beside it.

Invariant: words never stand on words, on another mark or outside the plot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.drawing.bars import bar, ends_of
from dateline.drawing.frames import Panel
from dateline.drawing.lettering import fitted, width_of
from dateline.drawing.markup import linked, tag, text
from dateline.drawing.palette import kind_of
from dateline.drawing.shapes import shape
from dateline.drawing.time_axis import TimeScale
from dateline.drawing.time_marks import TimeMark, words_of

__all__ = ["row_panel"]

_ROW = 22.0
_TALL = 36.0
_BAR = 11.0
_RADIUS = 4.5
_SIZE = 12
_MOST_WORDS = 330.0  # pixels; longer words push everything else away
_LEAST_WORDS = 110.0  # with less room beside its mark, a label stands above it
_PAD = 5.0


@dataclass(frozen=True, slots=True)
class _Item:
    """One mark with the words that fit: `x` and `anchor` of them, all in pixels, and what both take up."""

    mark: TimeMark
    words: str
    x: float
    anchor: str
    start: float
    end: float
    is_tall: bool


def row_panel(
    name: str | None,
    marks: Sequence[TimeMark],
    scale: TimeScale,
    *,
    ids: str,
    most: float,
    stops: bool,
    may_cut: bool = False,
) -> Panel | None:
    """Return a lane, or None where it would be higher than `most` pixels. The marks come in their order.

    Words that have not enough room beside their mark stand above it; with `may_cut` they are cut before that.
    """
    items = [_item(mark, scale, may_cut=may_cut) for mark in marks]
    rows: list[list[_Item]] = []
    for item in items:
        for row in rows:
            # A tall item leaves no line that others could use.
            if not item.is_tall and not row[0].is_tall and all(item.start > o.end or item.end < o.start for o in row):
                row.append(item)
                break
        else:
            rows.append([item])
    height = sum(_TALL if row[0].is_tall else _ROW for row in rows) + 2 * _PAD
    if height > most:
        return None
    top = _PAD
    drawn: list[str] = []
    for row in rows:
        drawn += [_drawn(item, top, scale, ids, stops=stops) for item in row]
        top += _TALL if row[0].is_tall else _ROW
    return Panel(name, len(marks), max(height, 30.0), "".join(drawn))


def _item(mark: TimeMark, scale: TimeScale, *, may_cut: bool) -> _Item:
    if mark.is_day and not mark.is_lasting and mark.earliest:
        middle = scale.at(mark.earliest.toordinal() + 0.5)
        start, end = middle - _RADIUS, middle + _RADIUS
    else:
        start, end = ends_of(mark, scale)
    start, end = max(start, scale.left), min(end, scale.right)
    full = fitted(mark.label, _SIZE, _MOST_WORDS)
    wide = width_of(full, _SIZE)
    after, before = scale.right - end - 8, start - scale.left - 8
    enough = min(wide, _LEAST_WORDS) if may_cut else wide
    if after >= wide or (after >= enough and after >= before):
        words = fitted(full, _SIZE, after)
        return _Item(mark, words, end + 7, "start", start - 4, end + 12 + width_of(words, _SIZE), False)
    if before >= enough:
        words = fitted(full, _SIZE, before)
        return _Item(mark, words, start - 7, "end", start - 12 - width_of(words, _SIZE), end + 4, False)
    words = fitted(mark.label, _SIZE, min(scale.right - scale.left - 4, _MOST_WORDS * 1.5))
    x = min(max(start, scale.left + 2), scale.right - width_of(words, _SIZE))
    return _Item(mark, words, x, "start", scale.left, scale.right, True)


def _drawn(item: _Item, top: float, scale: TimeScale, ids: str, *, stops: bool) -> str:
    mark = item.mark
    middle = top + (_TALL - _ROW / 2 + 1 if item.is_tall else _ROW / 2)
    if mark.is_day and not mark.is_lasting and mark.earliest:
        sign = shape(kind_of(mark.kind).shape, scale.at(mark.earliest.toordinal() + 0.5), middle, _RADIUS)
    else:
        sign = bar(mark, scale, y=middle - _BAR / 2, height=_BAR, name=ids)
    baseline = top + 12 if item.is_tall else middle + 4
    return linked(
        tag("g", sign, clip_path=f"url(#{ids}-plot)"),
        kind=mark.kind,
        href=mark.href,
        title=words_of(mark),
        words=text(item.words, x=item.x, y=baseline, size=_SIZE, anchor=item.anchor, fill="currentColor")
        if item.words
        else "",
        is_stop=stops,
    )
