"""What a timeline is made of: marks with the days that their sources allow.

Invariant: a mark knows its span to the day and no finer; an open end is None, and is never filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.drawing.lettering import isolated, shortened
from dateline.drawing.time_axis import TimeView
from dateline.model.days import span_words

__all__ = ["TimeMark", "days_of", "fitting_view", "in_order", "lies_in", "words_of"]

_LEAST_DAYS = 7  # a view of one event shows some days around it, or its day would be as wide as the picture


@dataclass(frozen=True, slots=True)
class TimeMark:
    """Say when one thing was: `earliest` and `latest` are inclusive days, None where that end is open.

    `precision` is a value of `TimePrecision`; `kind` an event type or a name of the palette; `lane` the name of the
    row it belongs to. `is_lasting` says that it held on all these days (an office), not on one of them (an event).
    """

    earliest: date | None
    latest: date | None
    precision: str
    label: str
    href: str | None = None
    lane: str | None = None
    kind: str = "other"
    is_lasting: bool = False

    @property
    def is_day(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest


def in_order(marks: Iterable[TimeMark]) -> list[TimeMark]:
    """Return the marks by time, then by all that can be seen of them, so that their order tells nothing."""

    def place(mark: TimeMark) -> tuple[int, int, str, str, str, str, str, bool]:
        first = mark.earliest.toordinal() if mark.earliest else 0
        last = mark.latest.toordinal() if mark.latest else 4_000_000
        return (
            first, last, mark.kind, mark.label, mark.href or "", mark.lane or "", mark.precision, mark.is_lasting
        )  # fmt: skip

    return sorted(marks, key=place)


def lies_in(mark: TimeMark, view: TimeView) -> bool:
    """Tell whether any day of the mark is in the view; what has no day at all lies nowhere."""
    if mark.earliest is None and mark.latest is None:
        return False
    return (mark.earliest is None or mark.earliest <= view.last) and (mark.latest is None or mark.latest >= view.first)


def days_of(mark: TimeMark) -> int | None:
    """Return how many days a mark covers; None where an end is open."""
    if mark.earliest is None or mark.latest is None:
        return None
    return mark.latest.toordinal() - mark.earliest.toordinal() + 1


def fitting_view(marks: Iterable[TimeMark]) -> TimeView:
    """Return the days that all ends of the marks lie in, with a margin: wider on a side where one is open."""
    marks = list(marks)
    ends = [day.toordinal() for mark in marks for day in (mark.earliest, mark.latest) if day is not None]
    if not ends:
        return TimeView(date(2000, 1, 1), date(2000, 12, 31))
    first, last = min(ends), max(ends)
    span = last - first + 1
    margin = max(round(span * 0.02), 1 if span >= _LEAST_DAYS else (_LEAST_DAYS - span + 1) // 2, 1)
    wide = max(round(span * 0.08), margin, 2)
    before = wide if any(m.earliest is None and m.latest is not None for m in marks) else margin
    after = wide if any(m.latest is None and m.earliest is not None for m in marks) else margin
    return TimeView(
        date.min if first <= before else date.fromordinal(first) - timedelta(before),
        date.max if last + after >= date.max.toordinal() else date.fromordinal(last) + timedelta(after),
    )


def words_of(mark: TimeMark) -> str:
    """Return what a tooltip says of a mark: its label, when, and how closely that is known."""
    when = span_words(mark.earliest, mark.latest)
    if mark.is_lasting or mark.is_day or mark.earliest is None or mark.latest is None:
        return f"{isolated(shortened(mark.label, 200))}: {when}"
    return f"{isolated(shortened(mark.label, 200))}: at some time in {when}"
