"""On which day, and in which month, something was published, where that is known so closely.

Invariant: a time that does not lie wholly in one day (month) is of no day (month): a month is no first day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dateline.errors import MomentError
from dateline.model import Moment

__all__ = ["came", "is_within"]

EPOCH = date(1970, 1, 1).toordinal()
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


@lru_cache(maxsize=50_000)
def came(published: str) -> tuple[int | None, str]:
    """Return day (since 1970-01-01) and month of a publication, None and empty where they are not known."""
    if not published:
        return None, ""
    try:
        first, last = _bounds(published)
    except (ValueError, MomentError):
        return None, ""
    if first is None or last is None:
        return None, ""
    day = first.toordinal() - EPOCH if first == last else None
    is_one = (first.year, first.month) == (last.year, last.month)
    return day, f"{first:%Y-%m}" if is_one else ""


def _bounds(published: str) -> tuple[date | None, date | None]:
    if _DAY.match(published):
        day = date.fromisoformat(published)
        return day, day
    moment = Moment(published)
    return moment.earliest, moment.latest


def is_within(published: str, when: str) -> bool:
    """Tell whether a time of publication lies wholly in a day or a month.

    >>> is_within("2008-06-14", "2008-06"), is_within("2008-06", "2008-06"), is_within("2008-06", "2008-06-14")
    (True, True, False)
    """
    day, month = came(published)
    if len(when) == len("2008-06"):
        return month == when
    return day is not None and date.fromordinal(day + EPOCH).isoformat() == when
