"""The frame of a picture over time: lanes with their names, the axis below them, the legend and the notes.

Invariant: nothing that is drawn leaves the width of the picture, and what is not drawn is counted in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.drawing.lettering import fitted, width_of
from dateline.drawing.markup import address, number, sheet, tag, text, titled
from dateline.drawing.palette import kind_of, kinds
from dateline.drawing.shapes import hatch, shape
from dateline.drawing.time_axis import Tick, TimeScale, TimeView, Zoom, ticks
from dateline.model.days import span_words

__all__ = ["Entry", "Panel", "count_words", "framed", "key_row", "kind_entries", "note_lines", "plot_sides"]

# Narrower than this, names of lanes stand above their lanes and not beside them.
_NARROW = 640
_GUTTER = 190
_EDGE = 10
_SIZE = 12
_LINE = 18
_BOLD = 14.0  # what to measure bold words of 12 pixels with: they are up to a sixth wider
_KEY = 22  # width of a sign in the legend
_FAINT = 0.72  # of the page's own colour of text: 4.5:1 in light and dark (tests/drawing/test_contrast.py)


@dataclass(frozen=True, slots=True)
class Panel:
    """Draw one lane: its name and how many it holds, and markup relative to its own top left corner."""

    name: str | None
    count: int
    height: float
    markup: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Explain one sign: markup drawn around (x, 0) in a box of 18 x 12 pixels, of the kind's colour, and words."""

    sign: str
    words: str
    kind: str = "other"


def plot_sides(width: float, names: Iterable[str | None]) -> tuple[float, float]:
    """Return the left and the right end of the plot, in pixels, with room for the names of lanes."""
    widest = max((width_of(fitted(name, _BOLD, _GUTTER), _BOLD) + 50 for name in names if name), default=0.0)
    left = _EDGE + min(widest, _GUTTER + 50) if width >= _NARROW else _EDGE
    return left, max(width - _EDGE, left + 40)


def framed(
    panels: Sequence[Panel],
    *,
    scale: TimeScale,
    width: float,
    entries: Sequence[Entry],
    notes: Sequence[str],
    title: str,
    description: str,
    name: str,
    defs: str = "",
    has_links: bool = False,
    has_paper: bool = False,
    kind: str = "timeline",
    data: Mapping[str, str] | None = None,
    view_href: Zoom | None = None,
) -> str:
    """Return the whole picture of panels below each other over one axis, whose labels lead to their days."""
    is_narrow = scale.left <= _EDGE
    top = 8.0
    bodies: list[str] = []
    for at, panel in enumerate(panels):
        head = _LINE + 4 if panel.name and is_narrow else 0
        if at:
            bodies.append(_rule(_EDGE, width - _EDGE, top, 0.35))
        if panel.name:
            bodies.append(_lane_name(panel, top, head, scale))
        bodies.append(tag("g", panel.markup, transform=f"translate(0 {number(top + head)})"))
        top += head + panel.height
    grid, axis, below = _axis(scale, 8.0, top, view_href)
    legend, below = key_row(entries, x=_EDGE, y=below + 8, width=width - 2 * _EDGE)
    said, below = note_lines(notes, x=_EDGE, y=below, width=width - 2 * _EDGE)
    clip = tag(
        "clipPath",
        tag("rect", x=scale.left - 1, y=0, width=scale.right - scale.left + 2, height=top + 30),
        id=f"{name}-plot",
    )
    return sheet(
        [grid, *bodies, axis, legend, *said],
        width=width,
        height=round(below + 8),
        title=title,
        description=description,
        name=name,
        defs=clip + "".join(hatch(f"{name}-span", one) for one in kinds()) + defs,
        has_links=has_links or view_href is not None,
        has_paper=has_paper,
        kind=kind,
        data={
            "first": scale.view.first.isoformat(),
            "last": scale.view.last.isoformat(),
            "left": number(scale.left),
            "right": number(scale.right),
            "bottom": number(top),
            **(data or {}),
        },
    )


def kind_entries(used: Iterable[str]) -> list[Entry]:
    """Return the entries for the kinds that are used, in the order of the palette."""
    names = {kind_of(one).name for one in used}
    return [Entry(shape(k.shape, 9, 0, 4.5), k.label, k.name) for k in kinds().values() if k.name in names]


def count_words(count: int, one: str, many: str) -> str:
    """Return a count with its noun.

    >>> count_words(1, "incident", "incidents"), count_words(1200, "incident", "incidents")
    ('1 incident', '1,200 incidents')
    """
    return f"{count:,} {one if count == 1 else many}"


def key_row(
    entries: Sequence[Entry], *, x: float, y: float, width: float, fill: str = "currentColor"
) -> tuple[str, float]:
    """Return the legend as rows of signs and words from (x, y) on, and where it ends."""
    if not entries:
        return "", y
    parts: list[str] = []
    at, row = x, y + 10
    for entry in entries:
        words = fitted(entry.words, _SIZE, width - _KEY)
        room = _KEY + width_of(words, _SIZE)
        if at > x and at + room > x + width:
            at, row = x, row + _LINE
        look = kind_of(entry.kind)
        sign = tag(
            "g",
            entry.sign,
            cls=f"dl-{look.name}",
            color=look.light,
            transform=f"translate({number(at)} {number(row)})",
        )
        parts += [sign, text(words, x=at + _KEY, y=row + 4, size=_SIZE, fill=fill)]
        at += room + 16
    return tag("g", *parts, cls="dl-legend"), row + 14


def _lane_name(panel: Panel, top: float, head: float, scale: TimeScale) -> str:
    """Return the name of a lane with its count: above the lane where there is no room beside it."""
    full = f"{panel.name}: {panel.count:,}"
    count = f"{panel.count:,}"
    taken = width_of(count, _SIZE) + 8
    if head:
        words = fitted(panel.name or "", _BOLD, scale.right - scale.left - taken)
        x, y = _EDGE, top + 15
        counted = text(count, x=x + width_of(words, _BOLD) + 8, y=y, fill="currentColor", fill_opacity=_FAINT)
    else:
        words = fitted(panel.name or "", _BOLD, scale.left - _EDGE - taken - 10)
        x, y = _EDGE, top + panel.height / 2 + 4
        counted = text(count, x=scale.left - 12, y=y, anchor="end", fill="currentColor", fill_opacity=_FAINT)
    name = tag("g", titled(full), text(words, x=x, y=y, fill="currentColor", font_weight="600"), counted)
    return tag("g", name, cls="dl-lane")


def _axis(scale: TimeScale, top: float, bottom: float, view_href: Zoom | None) -> tuple[str, str, float]:
    """Return the lines behind the marks, the axis with its labels, and where it ends."""
    fine, coarse = ticks(scale, size=_SIZE)
    fine_way = "".join(f"M{number(t.x)} {number(top)}V{number(bottom + 6)}" for t in fine)
    coarse_way = "".join(f"M{number(t.x)} {number(top)}V{number(bottom + 36)}" for t in coarse if t.x > scale.left)
    lines = [tag("path", d=fine_way, stroke="currentColor", stroke_opacity=0.13, fill="none")] if fine else []
    if coarse:
        lines.append(tag("path", d=coarse_way, stroke="currentColor", stroke_opacity=0.25, fill="none"))
    words = [
        _tick_words(
            t, text(t.label, x=t.x + 3, y=bottom + 16, fill="currentColor", fill_opacity=_FAINT), scale, view_href
        )
        for t in fine
        if t.label
    ]
    words += [
        _tick_words(
            t, text(t.label, x=t.x + 3, y=bottom + 33, fill="currentColor", font_weight="600"), scale, view_href
        )
        for t in coarse
        if t.label
    ]
    line = _rule(scale.left, scale.right, bottom, 0.8)
    return tag("g", *lines), tag("g", line, *words, cls="dl-axis"), bottom + (42 if coarse else 24)


def _tick_words(tick: Tick, words: str, scale: TimeScale, view_href: Zoom | None) -> str:
    """Return the label of a tick, as a link to what it names where that is less than is shown."""
    shown = TimeView(max(tick.span.first, scale.view.first), min(tick.span.last, scale.view.last))
    href = address(view_href(tick.span)) if view_href and shown != scale.view else None
    if href is None:
        return words
    return tag("a", titled(f"Show {span_words(tick.span.first, tick.span.last)}"), words, cls="dl-zoom", href=href)


def _rule(left: float, right: float, y: float, opacity: float) -> str:
    return tag(
        "path",
        d=f"M{number(left)} {number(y)}H{number(right)}",
        stroke="currentColor",
        stroke_opacity=opacity,
        fill="none",
    )


def note_lines(
    notes: Iterable[str], *, x: float, y: float, width: float, fill: str = "currentColor"
) -> tuple[list[str], float]:
    """Return notes as lines of text under `y`, at most `width` pixels wide, and where they end."""
    lines: list[str] = []
    for note in notes:
        line = ""
        for word in note.split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer, _SIZE) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    out = [
        text(fitted(line, _SIZE, width), x=x, y=y + _LINE * n - 4, size=_SIZE, fill=fill, fill_opacity=_FAINT)
        for n, line in enumerate(lines, 1)
    ]
    return out, y + _LINE * len(lines)
