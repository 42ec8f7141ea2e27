"""From when until when something held, as EDTF ends.

Invariant: an end that is left out is open. What is known only to the month or the year may have held on any day of it,
and has surely held only on the days that every reading of its ends leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.errors import MomentError
from dateline.model import Moment

__all__ = ["ALWAYS", "Interval"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Bound what held from `since` to `until`: EDTF dates, None where an end is open."""

    since: str | None = None
    until: str | None = None

    @property
    def outer(self) -> tuple[date, date]:
        """The first and last day on which it may have held."""
        return _days(self.since)[0] or date.min, _days(self.until)[1] or date.max

    @property
    def inner(self) -> tuple[date, date]:
        """The first and last day on which it surely held; the first is the later one where there is no such day."""
        return _days(self.since)[1] or date.min, _days(self.until)[0] or date.max

    def may_hold(self, on: str) -> bool:
        """Tell whether it may have held on a day or in a part of a longer time (EDTF).

        >>> Interval("2005", "2009-04").may_hold("2009-04-30"), Interval("2005", "2009-04").may_hold("2010")
        (True, False)
        """
        first, last = self.outer
        start, end = _days(on)
        return first <= (end or date.max) and (start or date.min) <= last

    def meets(self, other: Interval) -> bool:
        """Tell whether there is a day on which both may have held.

        >>> Interval(until="2009").meets(Interval("2009-06"))
        True
        """
        (a, b), (c, d) = self.outer, other.outer
        return max(a, c) <= min(b, d)

    def surely_overlaps(self, other: Interval) -> bool:
        """Tell whether both surely held on more than one day: on a single one, the first may have handed over.

        >>> Interval("2005", "2009-04-21").surely_overlaps(Interval("2009-04-21"))
        False
        >>> later = Interval("2009")
        >>> Interval("2005", "2009").surely_overlaps(later), Interval("2005").surely_overlaps(later)
        (False, True)
        """
        (a, b), (c, d) = self.inner, other.inner
        return max(a, c) < min(b, d) and a <= b and c <= d

    def common(self, other: Interval) -> Interval:
        """Return the time in which both may have held; they have to meet."""
        since = max(self, other, key=lambda i: i.outer[0]).since
        until = min(self, other, key=lambda i: i.outer[1]).until
        return Interval(since, until)

    def complaints(self) -> list[str]:
        """Say what is wrong with the ends: no EDTF, or the wrong way round."""
        said = []
        for end, value in (("since", self.since), ("until", self.until)):
            try:
                if value is not None and "/" in value:
                    raise MomentError("an end is no interval")
                _days(value)
            except MomentError:
                said.append(f"{end} {value!r} is no date in EDTF, such as 2008, 2008-06 or 2008-06-14")
        if not said and self.outer[0] > self.outer[1]:
            said.append(f"since {self.since} comes after until {self.until}")
        return said

    def __str__(self) -> str:
        return f"{self.since or '..'}/{self.until or '..'}"


ALWAYS = Interval()


@lru_cache(maxsize=16_384)
def _days(edtf: str | None) -> tuple[date | None, date | None]:
    if edtf is None or edtf in ("", ".."):
        return None, None
    moment = Moment(edtf)
    return moment.earliest, moment.latest
