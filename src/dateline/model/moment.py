"""Time as it was said: an EDTF interval with its precision, never finer than the words.

Invariant: `earliest <= latest`, both inclusive days. A bound is open only where the EDTF says so with `..`
(open) or an empty side (unknown); the `edtf` library gives `/2024` a lower bound ten years back and open ends as
infinities, which is why the bounds here are our own. Standard: EDTF, ISO 8601-2:2019, levels 0 and 1.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dateline.errors import MomentError
from dateline.model.evidence import Evidence

__all__ = ["Dating", "How", "Moment", "TimePrecision", "WhenMissing"]


class TimePrecision(StrEnum):
    """Say how finely a time was given, from a minute to an interval of any length."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    INTERVAL = "interval"


class How(StrEnum):
    """Say how a time was resolved from its words."""

    EXPLICIT = "explicit"
    RELATIVE_TO_PUBLICATION = "relative_to_publication"
    RELATIVE_TO_TEXT = "relative_to_text"
    CARRIED = "carried"


class WhenMissing(StrEnum):
    """Say why there is no time: none stated, or stated against an unknown day, or too vague to bound."""

    NOT_STATED = "not_stated"
    NO_ANCHOR = "no_anchor"
    VAGUE = "vague"


# Level 0 is all but every value that prose yields; the library's grammar takes 3-11 ms a value (measured on
# edtf 5.0.2), so only what this does not cover is handed to it.
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d)?)?)?)?([~?%]?)\Z")
_SEASONS = re.compile(r"\d{4}-2[1-4][~?%]?\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """Wrap one EDTF value with inclusive day bounds and a precision.

    `precision` may be given where the words are coarser than the EDTF can say (a week is an interval of seven days).

    >>> m = Moment("2008-06")
    >>> m.earliest, m.latest, m.precision.value
    (datetime.date(2008, 6, 1), datetime.date(2008, 6, 30), 'month')
    >>> Moment("2008-06-14").intersect(m)
    Moment(edtf='2008-06-14', precision=<TimePrecision.DAY: 'day'>)
    >>> Moment("2010-12-28/..").latest is None
    True

    Raises MomentError where the value is not EDTF, ends before it starts, or has no bound at all.
    """

    edtf: str
    precision: TimePrecision

    def __init__(self, edtf: str, precision: TimePrecision | None = None) -> None:
        _bounds(edtf)  # refuses what is not EDTF before anything exists
        object.__setattr__(self, "edtf", edtf)
        object.__setattr__(self, "precision", TimePrecision(precision) if precision else _precision(edtf))

    @classmethod
    def day(cls, on: date) -> Moment:
        return cls(on.isoformat())

    @classmethod
    def between(cls, earliest: date | None, latest: date | None, precision: TimePrecision | None = None) -> Moment:
        """Make the shortest EDTF for two inclusive days; None is an open end, and says so."""
        return cls(_shortest(earliest, latest), precision)

    @property
    def earliest(self) -> date | None:
        """First day, inclusive; None where the start is open or unknown."""
        return _bounds(self.edtf)[0]

    @property
    def latest(self) -> date | None:
        """Last day, inclusive; None where the end is open or unknown."""
        return _bounds(self.edtf)[1]

    @property
    def is_bounded(self) -> bool:
        return None not in _bounds(self.edtf)

    @property
    def is_approximate(self) -> bool:
        return any(mark in self.edtf for mark in "~?%")

    @property
    def days(self) -> int | None:
        """Length in days, both ends counted; None where an end is open."""
        first, last = _bounds(self.edtf)
        return None if first is None or last is None else (last - first).days + 1

    def contains(self, other: Moment) -> bool:
        """Tell whether `other` lies wholly inside; an open end contains everything on its side."""
        (a, b), (c, d) = _bounds(self.edtf), _bounds(other.edtf)
        return (a is None or (c is not None and a <= c)) and (b is None or (d is not None and d <= b))

    def intersect(self, other: Moment) -> Moment | None:
        """Return the time both allow, or None where they exclude each other."""
        if self.contains(other):
            return other
        if other.contains(self):
            return self
        (a, b), (c, d) = _bounds(self.edtf), _bounds(other.edtf)
        first = max((x for x in (a, c) if x is not None), default=None)
        last = min((x for x in (b, d) if x is not None), default=None)
        if first is not None and last is not None and first > last:
            return None
        return Moment.between(first, last)

    def overlaps(self, other: Moment) -> bool:
        return self.intersect(other) is not None


@dataclass(frozen=True, slots=True)
class Dating:
    """Say when: the Moment, the words that give it, and how they were resolved."""

    moment: Moment
    evidence: Evidence
    how: How


@lru_cache(maxsize=65536)
def _bounds(edtf: str) -> tuple[date | None, date | None]:
    sides = edtf.split("/")
    first: date | None
    last: date | None
    if len(sides) == 1:
        first, last = _point(edtf)
    elif len(sides) == 2:
        if all(side in ("", "..") for side in sides):
            raise MomentError(f"{edtf!r} has no bound on either side; leave the time empty instead")
        first = None if sides[0] in ("", "..") else _point(sides[0])[0]
        last = None if sides[1] in ("", "..") else _point(sides[1])[1]
    else:
        raise MomentError(f"{edtf!r} is not an EDTF interval: it has more than one '/'")
    if first is not None and last is not None and first > last:
        raise MomentError(f"{edtf!r} ends before it starts")
    return first, last


@lru_cache(maxsize=65536)
def _point(edtf: str) -> tuple[date, date]:
    try:
        plain = _PLAIN.match(edtf)
        if plain and not _SEASONS.match(edtf):
            year, month, day = int(plain[1]), plain[2], plain[3]
            if day:
                only = date(year, int(month), int(day))
                return only, only
            if month:
                return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
            return date(year, 1, 1), date(year, 12, 31)
        return _by_library(edtf)
    except ValueError as error:  # calendar.IllegalMonthError is one too
        raise MomentError(f"{edtf!r} is not a date: {error}. Write EDTF, as 2008, 2008-06 or 2008-06-14") from None


def _by_library(edtf: str) -> tuple[date, date]:
    from edtf import EDTFParseException, parse_edtf  # 0.1 s to import, needed for rare values only

    try:
        parsed = parse_edtf(edtf)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return date(*lower[:3]), date(*upper[:3])
    except EDTFParseException:
        raise MomentError(f"{edtf!r} is not EDTF. Write 2008, 2008-06, 2008-06-14 or a pair with '/'") from None
    except (TypeError, AttributeError, OverflowError):
        raise MomentError(f"{edtf!r} has bounds that are not days of the years 1 to 9999") from None


def _precision(edtf: str) -> TimePrecision:
    if "/" in edtf:
        return TimePrecision.INTERVAL
    if _SEASONS.match(edtf):
        return TimePrecision.SEASON
    plain = _PLAIN.match(edtf)
    if plain:
        if plain[4]:
            return TimePrecision.MINUTE
        return TimePrecision.DAY if plain[3] else TimePrecision.MONTH if plain[2] else TimePrecision.YEAR
    return TimePrecision.INTERVAL


def _shortest(first: date | None, last: date | None) -> str:
    if first is not None and first == last:
        return first.isoformat()
    if first is not None and last is not None and first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first.month == 1 and last.month == 12:
            return f"{first:%Y}" if first.year == last.year else f"{first:%Y}/{last:%Y}"
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
