"""Days as numbers, months as numbers, and what both are called.

Invariant: an open end is a number beyond every day, so that it compares as what it is; who shows it asks `day_of`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["ENDLESS", "STARTLESS", "day_of", "month_name", "month_number", "months_of", "number_of"]

# Days since 1970-01-01; these two stand for an open start and an open end.
STARTLESS = -(2**31)
ENDLESS = 2**31 - 1
_EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=200_000)
def number_of(day: str) -> int:
    """Return the days since 1970-01-01 of an ISO 8601 day."""
    return (date.fromisoformat(day) - _EPOCH).days


def day_of(number: int) -> date | None:
    """Return the day of a number, or None for an open end.

    >>> day_of(14061), day_of(ENDLESS)
    (datetime.date(2008, 7, 1), None)
    """
    return None if number in (STARTLESS, ENDLESS) else _EPOCH + timedelta(days=int(number))


def month_number(month: str) -> int:
    """Return the number of a month, as EDTF writes it: months since the year 0.

    >>> month_number("2008-06")
    24101
    """
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def month_name(number: int) -> str:
    """Return the EDTF of the number of a month.

    >>> month_name(24101)
    '2008-06'
    """
    return f"{number // 12:04}-{number % 12 + 1:02}"


def months_of(earliest: NDArray[np.int32], latest: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the number of the month in which each time lies wholly, -1 where it lies in none."""
    bounded = (earliest != STARTLESS) & (latest != ENDLESS)
    found = np.full(len(earliest), -1, np.int32)
    first = earliest[bounded].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    last = latest[bounded].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found[bounded] = np.where(first == last, first + 1970 * 12, -1)
    return found
