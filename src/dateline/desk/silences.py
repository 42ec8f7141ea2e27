"""Silent days: those within the time of a record on which no document came out, or of which no report tells.

Invariant: a day is silent where nothing lies wholly on it; what is known only to a month or longer breaks no silence,
and is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.drawing import Bin, Silence, TimeView

__all__ = ["Days", "binned", "silences"]

Array = NDArray[Any]
_EPOCH = date(1970, 1, 1).toordinal()
# The finest unit that gives no more bars than a picture has room for.
_UNITS = ((1, 240), (7, 240), (30, 1_000_000))


@dataclass(frozen=True, slots=True)
class Days:
    """Hold how many things lie on each day from `first` on (days since 1970-01-01)."""

    first: int
    counts: Array

    @property
    def view(self) -> TimeView:
        """The days as a picture shows them."""
        return TimeView(_day(self.first), _day(self.first + len(self.counts) - 1))

    @property
    def silent(self) -> int:
        """How many days have nothing."""
        return int(np.count_nonzero(self.counts == 0))

    @property
    def silent_weeks(self) -> int:
        """How many whole weeks, from the first day on, have nothing."""
        weeks = len(self.counts) // 7
        return int(np.count_nonzero(self.counts[: weeks * 7].reshape(weeks, 7).sum(axis=1) == 0))


def silences(days: Days) -> list[Silence]:
    """Return the stretches of days with nothing, the first first."""
    is_silent = np.concatenate([[False], days.counts == 0, [False]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(is_silent))
    return [
        Silence(_day(days.first + int(start)), _day(days.first + int(end) - 1))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]


def binned(days: Days) -> list[Bin]:
    """Return the counts in stretches of a day, a week or thirty days, whichever a picture has room for."""
    step = next(step for step, most in _UNITS if len(days.counts) <= step * most)
    starts = np.arange(0, len(days.counts), step)
    sums = np.add.reduceat(days.counts, starts) if len(starts) else starts
    last = len(days.counts) - 1
    return [
        Bin(_day(days.first + int(start)), _day(days.first + min(int(start) + step - 1, last)), float(count))
        for start, count in zip(starts, sums, strict=True)
    ]


def _day(number: int) -> date:
    return date.fromordinal(number + _EPOCH)
