"""Bars of time: as long as the span that is known, lighter the less that says, fading where an end is open.

Invariant: a bar starts where its first day starts and ends where its last day ends, to a hundredth of a pixel.
"""

from __future__ import annotations

from dateline.drawing.frames import Entry
from dateline.drawing.markup import number, tag
from dateline.drawing.palette import kind_of, kinds
from dateline.drawing.time_axis import TimeScale
from dateline.drawing.time_marks import TimeMark, days_of

__all__ = ["bar", "bar_entries", "ends_of", "fades"]

_MONTH = 31
_LIGHT = ((7, 0.5), (_MONTH, 0.3))  # how strongly a bar of up to so many days is filled; longer ones are hatched


def ends_of(mark: TimeMark, scale: TimeScale) -> tuple[float, float]:
    """Return where a mark starts and ends in pixels; an open end is the end of the plot."""
    start = scale.left if mark.earliest is None else scale.start_of(mark.earliest)
    end = scale.right if mark.latest is None else scale.end_of(mark.latest)
    return min(start, end), max(start, end)


def bar(mark: TimeMark, scale: TimeScale, *, y: float, height: float, name: str) -> str:
    """Return the bar of a mark with its top at `y`; `name` is what the ids of its hatches and fades start with."""
    start, end = ends_of(mark, scale)
    days = days_of(mark)
    look = kind_of(mark.kind).name
    # Beyond the plot a bar is cut off by it; coordinates stay small, as some programs draw huge ones wrongly, and
    # a fade lies over what is seen.
    start, end = max(start, scale.left - 8), min(end, scale.right + 8)
    if days is None:
        return _open(mark, start, end, y, height, f"{name}-{look}", is_solid=mark.is_lasting)
    box = {"x": start, "y": y, "width": end - start, "height": height}
    if mark.is_lasting:
        return tag("rect", fill="currentColor", **box)
    opacity = next((strength for most, strength in _LIGHT if days <= most), None)
    if opacity is not None:
        return tag("rect", fill="currentColor", fill_opacity=opacity, stroke="currentColor", rx=1.5, **box)
    return tag("rect", fill=f"url(#{name}-span-{look})", stroke="currentColor", rx=1.5, **box)


def fades(name: str) -> str:
    """Return the gradients of open ends, for every kind and both directions."""
    out = []
    for kind in kinds().values():
        for way, (near, far) in (("after", (0.75, 0.0)), ("before", (0.0, 0.75))):
            stops = (
                tag("stop", offset="0", stop_color="currentColor", stop_opacity=near),
                tag("stop", offset="1", stop_color="currentColor", stop_opacity=far),
            )
            out.append(
                tag(
                    "linearGradient",
                    *stops,
                    id=f"{name}-{kind.name}-{way}",
                    cls=f"dl-{kind.name}",
                    color=kind.light,
                )
            )
    return "".join(out)


def bar_entries(marks: list[TimeMark], name: str) -> list[Entry]:
    """Return what the legend says of the bars that are there."""
    lengths = [days_of(mark) for mark in marks if not mark.is_lasting and not mark.is_day]
    entries = []
    if any(mark.is_day for mark in marks if not mark.is_lasting):
        entries.append(Entry(tag("circle", cx=9, cy=0, r=4, fill="currentColor"), "on this day"))
    if any(days is not None and days <= _MONTH for days in lengths):
        box = tag(
            "rect", x=1, y=-4, width=16, height=8, rx=1.5, fill="currentColor", fill_opacity=0.3, stroke="currentColor"
        )
        entries.append(Entry(box, "at some time in these days"))
    if any(days is not None and days > _MONTH for days in lengths):
        box = tag("rect", x=1, y=-4, width=16, height=8, rx=1.5, fill=f"url(#{name}-span-other)", stroke="currentColor")
        entries.append(Entry(box, "at some time in more than a month"))
    if any(mark.is_lasting for mark in marks):
        entries.append(Entry(tag("rect", x=1, y=-4, width=16, height=8, fill="currentColor"), "all this time"))
    if any(days_of(mark) is None for mark in marks):
        sign = tag("rect", x=0, y=-4, width=12, height=8, fill=f"url(#{name}-other-after)")
        entries.append(Entry(sign + _arrow(17, 0, 3.5, 1), "no end is known"))
    return entries


def _open(mark: TimeMark, start: float, end: float, y: float, height: float, fade: str, *, is_solid: bool) -> str:
    way = "after" if mark.latest is None else "before"
    edge, tip, turn = (start, end, 1) if way == "after" else (end, start, -1)
    body = tag("rect", x=start, y=y, width=max(end - start, 0.01), height=height, fill=f"url(#{fade}-{way})")
    side = tag(
        "path",
        d=f"M{number(edge)} {number(y)}v{number(height)}",
        stroke="currentColor",
        stroke_width=3 if is_solid else 1.5,
        fill="none",
    )
    return body + side + _arrow(tip - turn * 2, y + height / 2, height / 2, turn)


def _arrow(tip: float, y: float, half: float, turn: int) -> str:
    """Return two arrow heads that point to `tip`, to the right where `turn` is 1."""
    heads = "".join(
        f"M{number(tip - turn * (half + back))} {number(y - half)}L{number(tip - turn * back)} {number(y)}"
        f"L{number(tip - turn * (half + back))} {number(y + half)}"
        for back in (0, 4)
    )
    return tag("path", d=heads, stroke="currentColor", stroke_width=1.5, fill="none")
