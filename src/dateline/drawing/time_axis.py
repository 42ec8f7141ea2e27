"""The axis of time: where a day lies, and the ticks that name days, months, years or decades.

Invariant: a day is as wide as every other one, a tick stands at the first moment of what it names, and no two labels
overlap at any width or span.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dateline.drawing.lettering import width_of
from dateline.model.days import MONTHS

__all__ = ["Tick", "TimeScale", "TimeView", "Zoom", "ticks"]

_GAP = 10  # pixels between a label and the next tick
_STEPS = (
    *(("day", n) for n in (1, 2, 5, 10)),
    *(("month", n) for n in (1, 3, 6)),
    *(("year", n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_DAYS = {"day": 1.0, "month": 28.0, "year": 365.0}
_WIDEST = {"day": "28", "month": "May", "year": "2000"}
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class TimeView:
    """Name the days that a picture shows, both inclusive; raises ValueError where they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a view ends before it starts: {self.first} to {self.last}")


# The address of a picture of these days, None where there is none.
Zoom: TypeAlias = Callable[[TimeView], str | None]


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Map days to pixels: the view's first day starts at `left`, its last one ends at `right`."""

    view: TimeView
    left: float
    right: float

    @property
    def days(self) -> int:
        return self.view.last.toordinal() - self.view.first.toordinal() + 1

    @property
    def day_width(self) -> float:
        """Pixels a day."""
        return (self.right - self.left) / self.days

    def start_of(self, day: date) -> float:
        """Return where a day starts, in pixels; it may lie outside the picture."""
        return self.at(day.toordinal())

    def end_of(self, day: date) -> float:
        """Return where a day ends, which is where the next one starts."""
        return self.at(day.toordinal() + 1)

    def at(self, ordinal: float) -> float:
        """Return where a moment lies, counted in days as `date.toordinal` does, with fractions of a day."""
        return self.left + (ordinal - self.view.first.toordinal()) * self.day_width


@dataclass(frozen=True, slots=True)
class Tick:
    """Stand at `x` pixels; `label` starts right of it, and is empty where there is no room; `span` is what it names."""

    x: float
    label: str
    span: TimeView


def ticks(scale: TimeScale, *, size: float = 12) -> tuple[list[Tick], list[Tick]]:
    """Return the ticks of the finest unit whose labels fit, and those of the unit above it (none above years)."""
    unit, n = next(
        ((unit, n) for unit, n in _STEPS if n * _DAYS[unit] * scale.day_width >= width_of(_WIDEST[unit], size) + _GAP),
        _STEPS[-1],
    )
    fine = _labelled(scale, [(d, _short(unit, d), unit) for d in _starts(scale.view, unit, n)], size)
    if unit == "year":
        return fine, []
    above = "month" if unit == "day" else "year"
    starts = list(_starts(scale.view, above, 1))
    if not starts or starts[0] > scale.view.first:
        starts.insert(0, scale.view.first)  # what began before the picture is named at its left end
    for length in (20, 3):
        coarse = _labelled(scale, [(d, _long(above, d, length), above) for d in starts], size)
        if all(tick.label for tick in coarse[:-1]):
            break
    if not any(tick.label for tick in coarse):  # a picture without any year would not say when
        coarse[-1] = Tick(coarse[-1].x, _long(above, starts[-1], 3), coarse[-1].span)
    return fine, coarse


def _labelled(scale: TimeScale, starts: list[tuple[date, str, str]], size: float) -> list[Tick]:
    """Place the labels that have room before the next tick, or before the end of the picture."""
    at = [scale.start_of(day) for day, _, _ in starts]
    ends = [*at[1:], scale.right + _GAP]
    return [
        Tick(x, label if x + width_of(label, size) + _GAP <= end else "", _unit_of(unit, day))
        for x, end, (day, label, unit) in zip(at, ends, starts, strict=True)
    ]


def _unit_of(unit: str, day: date) -> TimeView:
    """Return the day, the month or the year that a day lies in."""
    if unit == "day":
        return TimeView(day, day)
    if unit == "year":
        return TimeView(day.replace(month=1, day=1), day.replace(month=12, day=31))
    return TimeView(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _short(unit: str, day: date) -> str:
    if unit == "day":
        return str(day.day)
    return MONTHS[day.month - 1][:3] if unit == "month" else str(day.year)


def _long(unit: str, day: date, length: int) -> str:
    return f"{MONTHS[day.month - 1][:length]} {day.year}" if unit == "month" else str(day.year)


def _starts(view: TimeView, unit: str, n: int) -> Iterator[date]:
    """Yield the first days of every n-th unit in the view; days are counted from the first of each month."""
    if unit == "day":
        for month in _starts(TimeView(view.first.replace(day=1), view.last), "month", 1):
            for k in range(0, 31, n):
                # The 31st right before the 1st of the next month would only crowd it.
                if month.toordinal() + k > _LAST_DAY or (n > 1 and k + n > 30):
                    break
                day = date.fromordinal(month.toordinal() + k)
                if day.month != month.month or day > view.last:
                    break
                if day >= view.first:
                    yield day
        return
    months = n if unit == "month" else 12 * n
    at = -(-(view.first.year * 12 + view.first.month - 1 + (view.first.day > 1)) // months) * months
    while at <= view.last.year * 12 + view.last.month - 1 and at < 120_000:
        if at >= 12:
            yield date(at // 12, at % 12 + 1, 1)
        at += months
