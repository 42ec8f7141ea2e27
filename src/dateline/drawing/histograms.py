"""Counts over time, where there are too many marks for one sign each.

Invariant: the bars of all bins add up to what is drawn: what is known to the day is counted in its bin, what is known
to a span is spread evenly over the days of that span and drawn hatched on top, apart from the first; what has an open
end cannot be spread, and is counted in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dateline.drawing.frames import Entry, Panel
from dateline.drawing.markup import linked, number, tag, text
from dateline.drawing.shapes import hatch
from dateline.drawing.time_axis import TimeScale, TimeView, Zoom
from dateline.drawing.time_marks import TimeMark
from dateline.model.days import span_words

__all__ = ["Bin", "binned", "histogram_entries", "histogram_hatch", "histogram_panel", "unit_for"]

_LEAST = 5.0  # pixels a bar
_UNITS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3650}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_LAST_DAY = date.max.toordinal()
_KIND = "other"


@dataclass(frozen=True, slots=True)
class Bin:
    """Count what lies in the inclusive days `first` to `last`.

    `certain` is known to lie there (to the day, where any is spread), `spread` are shares of spans that reach over it.
    """

    first: date
    last: date
    certain: float
    spread: float = 0.0


def unit_for(scale: TimeScale) -> str:
    """Return the finest unit whose bars are wide enough to be told apart."""
    return next((unit for unit, days in _UNITS.items() if days * scale.day_width >= _LEAST), "decade")


def binned(marks: Iterable[TimeMark], view: TimeView, unit: str) -> tuple[list[Bin], int]:
    """Return the counts in the bins of the view, and how many marks have an open end and are in none."""
    edges = np.array(_edges(view, unit), dtype=np.int64)
    certain: list[int] = []
    spans: list[tuple[int, int]] = []
    n_open = 0
    for mark in marks:
        if mark.earliest is None or mark.latest is None:
            n_open += 1
        elif mark.earliest == mark.latest:
            certain.append(mark.earliest.toordinal())
        else:
            spans.append((mark.earliest.toordinal(), mark.latest.toordinal() + 1))
    known, _ = np.histogram(np.array(certain, dtype=np.int64), bins=_half_open(edges))
    spread = np.zeros(len(edges) - 1)
    if spans:
        first, end = np.array(spans, dtype=np.int64).T
        starts, counts = np.unique(np.stack([first, end]), axis=1, return_counts=True)
        for (a, b), n in zip(starts.T.tolist(), counts.tolist(), strict=True):
            low = max(int(np.searchsorted(edges, a, side="right")) - 1, 0)
            high = min(int(np.searchsorted(edges, b, side="left")), len(spread))
            inside = np.minimum(edges[low + 1 : high + 1], b) - np.maximum(edges[low:high], a)
            spread[low:high] += n * np.maximum(inside, 0) / (b - a)
    bins = [
        Bin(date.fromordinal(int(a)), date.fromordinal(int(b) - 1), float(k), float(s))
        for a, b, k, s in zip(edges[:-1], edges[1:], known, spread, strict=True)
    ]
    return bins, n_open


def histogram_panel(
    name: str | None,
    bins: Sequence[Bin],
    scale: TimeScale,
    *,
    height: float,
    highest: float,
    ids: str,
    noun: tuple[str, str],
    view_href: Zoom | None = None,
) -> Panel:
    """Return a lane of bars, `height` pixels high; `highest` is the count that fills it, shared by all lanes."""
    top, floor = 14.0, height - 1
    step = _nice(highest)
    unit = (floor - top) / max(highest, 1e-9)
    drawn: list[str] = []
    for value in range(step, int(highest) + 1, step):
        y = floor - value * unit
        line = f"M{number(scale.left)} {number(y)}H{number(scale.right)}"
        drawn.append(tag("path", d=line, stroke="currentColor", stroke_opacity=0.15, fill="none"))
        if value + step > int(highest):  # the highest line alone is named: it gives the measure of the others
            drawn.append(
                text(
                    f"{value:,}", x=scale.right, y=y - 3, size=11, anchor="end", fill="currentColor", fill_opacity=0.72
                )
            )
    for one in bins:
        if one.certain or one.spread:
            drawn.append(_bars(one, scale, floor, unit, ids, noun, view_href))
    base = tag(
        "path",
        d=f"M{number(scale.left)} {number(floor)}H{number(scale.right)}",
        stroke="currentColor",
        stroke_opacity=0.4,
        fill="none",
    )
    total = round(sum(one.certain + one.spread for one in bins))
    return Panel(name, total, height, tag("g", *drawn, base, clip_path=f"url(#{ids}-plot)"))


def histogram_entries(bins: Iterable[Bin], ids: str) -> list[Entry]:
    """Return what the legend says of the bars that are there."""
    bins = list(bins)
    entries: list[Entry] = []
    if not any(one.spread for one in bins):
        return entries  # one sign needs no telling apart
    if any(one.certain for one in bins):
        entries.append(Entry(tag("rect", x=4, y=-5, width=10, height=10, fill="currentColor"), "surely within its bar"))
    if any(one.spread for one in bins):
        box = tag("rect", x=4, y=-5, width=10, height=10, fill=f"url(#{ids}-bar-{_KIND})", stroke="currentColor")
        entries.append(Entry(box, "told for a longer time, spread evenly over its days"))
    return entries


def histogram_hatch(ids: str) -> str:
    """Return the hatch of what is spread."""
    return hatch(f"{ids}-bar", _KIND, gap=5, weight=0.8)


def _bars(
    one: Bin,
    scale: TimeScale,
    floor: float,
    unit: float,
    ids: str,
    noun: tuple[str, str],
    view_href: Zoom | None,
) -> str:
    x, end = scale.start_of(one.first), scale.end_of(one.last)
    gap = 1.0 if end - x > 3 else 0.0
    high, more = one.certain * unit, one.spread * unit
    parts = []
    if one.certain:
        parts.append(tag("rect", x=x, y=floor - high, width=end - x - gap, height=high, fill="currentColor"))
    if one.spread:
        parts.append(
            tag(
                "rect",
                x=x,
                y=floor - high - more,
                width=end - x - gap,
                height=more,
                fill=f"url(#{ids}-bar-{_KIND})",
                stroke="currentColor",
                stroke_width=0.8,
            )
        )
    what = noun[0] if one.certain == 1 else noun[1]
    said = f"{span_words(one.first, one.last)}: {number(one.certain)} {what}"
    if one.spread:
        said += f" surely, about {number(round(one.spread, 1))} more by spreading"
    href = view_href(TimeView(one.first, one.last)) if view_href else None
    return linked("".join(parts), kind=_KIND, href=href, title=said, is_stop=False)


def _nice(highest: float) -> int:
    """Return a round step that makes one to four lines."""
    step = 1
    while highest / step > 4:
        lead = int(str(step)[0])
        step = step * 2 if lead == 1 else step * 5 // 2 if lead == 2 else step * 2
    return step


def _edges(view: TimeView, unit: str) -> list[int]:
    """Return the first day of every bin that touches the view, and the day after the last one, as ordinals."""
    first, last = view.first.toordinal(), view.last.toordinal()
    if unit == "day":
        return list(range(first, last + 2))
    if unit == "week":  # from Monday, as ISO 8601 counts
        start = first - (first - 1) % 7
        edges = list(range(max(start, 1), last + 1, 7))
        return [*edges, min(edges[-1] + 7, _LAST_DAY + 1)]
    months = _MONTHS[unit]
    at = (view.first.year * 12 + view.first.month - 1) // months * months
    edges = []
    while True:
        ordinal = date(at // 12, at % 12 + 1, 1).toordinal() if 12 <= at < 120_000 else 1 if at < 12 else _LAST_DAY + 1
        edges.append(ordinal)
        if ordinal > last:
            return edges
        at += months


def _half_open(edges: np.ndarray) -> np.ndarray:
    """Shift edges by half a day, as numpy counts the last edge into the last bin."""
    return edges - 0.5
