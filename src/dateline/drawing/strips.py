"""What was told day by day, and the days on which nothing was: bars over time, with each silence as a hatched box.

Invariant: where a bar stands there is no silence, and where a box stands nothing was told on any day of it; silences
too short to be seen are counted in a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.drawing.frames import Entry, Panel, framed, plot_sides
from dateline.drawing.histograms import Bin, histogram_panel
from dateline.drawing.markup import name_for, tag, titled
from dateline.drawing.shapes import hatch
from dateline.drawing.time_axis import TimeScale, TimeView
from dateline.model.days import span_words

__all__ = ["Silence", "Strip", "strips_svg"]

_HEIGHT = 64.0
# Narrower boxes are not seen; more than so many of them in one lane say no more than their number does.
_LEAST = 2.0
_MOST = 200
_KIND = "other"


@dataclass(frozen=True, slots=True)
class Silence:
    """Name a stretch of days, both inclusive, on which nothing was told."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it is."""
        return self.last.toordinal() - self.first.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """Hold one lane: what is counted (`noun`, one and many), in bins, and its silences."""

    noun: tuple[str, str]
    bins: Sequence[Bin]
    silences: Sequence[Silence]


def strips_svg(
    strips: Mapping[str, Strip],
    view: TimeView,
    *,
    title: str,
    width: float = 1200,
    has_paper: bool = False,
) -> str:
    """Return the lanes below each other over one axis, each with its own measure; keys are the names of the lanes."""
    name = name_for("strips", title, width, view, has_paper, list(strips.items()))
    scale = TimeScale(view, *plot_sides(width, strips))
    panels, left_out = [], 0
    for lane, strip in strips.items():
        seen = [one for one in strip.silences if one.days * scale.day_width >= _LEAST]
        seen = sorted(seen, key=lambda one: (-one.days, one.first))[:_MOST]
        left_out += len(strip.silences) - len(seen)
        highest = max((one.certain + one.spread for one in strip.bins), default=0.0)
        bars = histogram_panel(
            lane, strip.bins, scale, height=_HEIGHT, highest=max(highest, 1.0), ids=name, noun=strip.noun
        )
        boxes = "".join(_box(one, scale, name, strip.noun[1]) for one in sorted(seen, key=lambda one: one.first))
        panels.append(
            Panel(lane, bars.count, bars.height, tag("g", boxes, clip_path=f"url(#{name}-plot)") + bars.markup)
        )
    silent = tag("rect", x=2, y=-5, width=14, height=10, fill=f"url(#{name}-silent-{_KIND})", stroke="currentColor")
    entries = [
        Entry(tag("rect", x=4, y=-5, width=10, height=10, fill="currentColor"), "told"),
        Entry(silent, "nothing"),
    ]
    notes = [f"{left_out:,} shorter silences are too short to be drawn."] if left_out else []
    return framed(
        panels,
        scale=scale,
        width=width,
        entries=entries,
        notes=notes,
        title=title,
        description=" ".join([f"{title}, {span_words(view.first, view.last)}.", *notes]),
        name=name,
        defs=hatch(f"{name}-silent", _KIND, gap=5, weight=0.8, strength=0.7),
        has_paper=has_paper,
        kind="strips",
    )


def _box(one: Silence, scale: TimeScale, name: str, noun: str) -> str:
    said = f"{span_words(one.first, one.last)}: {one.days:,} day{'s' * (one.days != 1)} without {noun}"
    return tag(
        "rect",
        titled(said),
        x=scale.start_of(one.first),
        y=14,
        width=scale.end_of(one.last) - scale.start_of(one.first),
        height=_HEIGHT - 15,
        fill=f"url(#{name}-silent-{_KIND})",
        stroke="currentColor",
        stroke_opacity=0.35,
        stroke_width=0.6,
    )
