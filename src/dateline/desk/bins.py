"""Counts by units of time as the bars of a picture.

Invariant: a bar reaches over all days of its unit, the last one too, as far as the calendar goes.
"""

from __future__ import annotations

from datetime import date

from dateline.drawing import Bin
from dateline.indexing import Histogram

__all__ = ["bins_of"]

_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12, "decade": 120}


def bins_of(counted: Histogram) -> list[Bin]:
    """Return one bar for each unit, with what is spread over it besides; none where nothing lies in a single unit."""
    starts = [int(start) + _EPOCH for start in counted.starts]
    ends = [*starts[1:], _after(starts[-1], counted.unit)] if starts else []
    return [
        Bin(_day(start), _day(end - 1), float(count), float(wide))
        for start, end, count, wide in zip(starts, ends, counted.counts, counted.spread, strict=True)
    ]


def _after(start: int, unit: str) -> int:
    """Return the first day after the unit that begins on a day, both as ordinals."""
    if unit in _DAYS:
        return start + _DAYS[unit]
    first = _day(start)
    months = first.year * 12 + first.month - 1
    months += _MONTHS[unit] - months % _MONTHS[unit]
    return date(months // 12, months % 12 + 1, 1).toordinal() if months < 12 * 10_000 else date.max.toordinal() + 1


def _day(number: int) -> date:
    """Return the day of an ordinal: of units that begin before the calendar, or end after it, its first or last."""
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))
