"""Time as it was said: an EDTF interval with its precision, never finer than the words.

Invariant: `earliest <= latest`, both inclusive days. A bound is open only where the EDTF says so with `..`
(open) or an empty side (unknown); the `edtf` library gives `/2024` a lower bound ten years back and open ends as
infinities, which is why the bounds here are our own. Standard: EDTF, ISO 8601-2:2019, levels 0 and 1. A time before
the year 1 (`-0263` is 264 BC) has no day that a `date` can name: its bounds are an open start and the first day of the
year 1, and what lies before what is told by the EDTF.
"""

from __future__ import annotations

import calendar
import math
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
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?)?)?([~?%]?)\Z")
_SEASONS = re.compile(r"\d{4}-2[1-4][~?%]?\Z")
# Years before the year 1, counted as astronomers do: 0000 is 1 BC, -0263 is 264 BC.
_BEFORE_CHRIST = re.compile(r"(-\d{4}|0000)((?:-\d\d){0,2})\Z")
# The calendar repeats itself every 400 years, to the day and the weekday: twenty such cycles on, every year that EDTF
# writes with four digits and that a text dates to the year, 7999 BC and later, is one that Python knows.
_CYCLES = 8000
_DAYS_OF_CYCLES = 20 * 146_097


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
        (a, b), (c, d) = _reach(self.edtf), _reach(other.edtf)
        return a <= c and d <= b

    def intersect(self, other: Moment) -> Moment | None:
        """Return the time both allow, or None where they exclude each other."""
        if self.contains(other):
            return other
        if other.contains(self):
            return self
        (a, b), (c, d) = _reach(self.edtf), _reach(other.edtf)
        first, last = max(a, c), min(b, d)
        if first > last:
            return None
        if last > 0 and (first > 0 or math.isinf(first)):
            return Moment.between(_day_at(first), _day_at(last))
        return _cut(self, other)

    def overlaps(self, other: Moment) -> bool:
        return self.intersect(other) is not None


@dataclass(frozen=True, slots=True)
class Dating:
    """Say when: the Moment, the words that give it, and how they were resolved."""

    moment: Moment
    evidence: Evidence
    how: How


@lru_cache(maxsize=65536)
def _reach(edtf: str) -> tuple[float, float]:
    """Return first and last day as numbers (1 is the first of the year 1), infinite where an end is open."""
    _bounds(edtf)
    sides = edtf.split("/")
    first, last = sides[0], sides[-1]
    return (
        -math.inf if first in ("", "..") else _numbers(first)[0],
        math.inf if last in ("", "..") else _numbers(last)[1],
    )


def _numbers(side: str) -> tuple[int, int]:
    early = _BEFORE_CHRIST.match(side)
    if early is None:
        first, last = _point(side)
        return (first or date.min).toordinal(), last.toordinal()
    first, last = _point(f"{int(early[1]) + _CYCLES:04}{early[2]}")
    return (first or date.min).toordinal() - _DAYS_OF_CYCLES, last.toordinal() - _DAYS_OF_CYCLES


def _day_at(number: float) -> date | None:
    return None if math.isinf(number) else date.fromordinal(int(number))


def _cut(one: Moment, other: Moment) -> Moment:
    """Return the overlap of two times of which one begins before the year 1, in the sides they are written with."""
    starts = max((_reach(m.edtf)[0], m.edtf.split("/")[0]) for m in (one, other))
    ends = min((_reach(m.edtf)[1], m.edtf.split("/")[-1]) for m in (one, other))
    return Moment(f"{starts[1]}/{ends[1]}")


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
    early = first is None and len(sides) == 2 and not {"", ".."} & set(sides)
    if early and _numbers(sides[0])[0] > _numbers(sides[1])[1]:
        raise MomentError(f"{edtf!r} ends before it starts")
    return first, last


@lru_cache(maxsize=65536)
def _point(edtf: str) -> tuple[date | None, date]:
    try:
        early = _BEFORE_CHRIST.match(edtf)
        if early:
            _point(f"{int(early[1]) + _CYCLES:04}{early[2]}")  # refuses the 31st of June
            return None, date.min
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
    early = _BEFORE_CHRIST.match(edtf)
    if early:
        return (TimePrecision.YEAR, TimePrecision.MONTH, TimePrecision.DAY)[early[2].count("-")]
    plain = _PLAIN.match(edtf)
    if plain:
        if plain[4]:
            return TimePrecision.MINUTE
        return TimePrecision.DAY if plain[3] else TimePrecision.MONTH if plain[2] else TimePrecision.YEAR
    return TimePrecision.INTERVAL


def _shortest(first: date | None, last: date | None) -> str:
    if first is not None and first == last:
        return first.isoformat()
    if first is not None and last is not None and first.day == 1 and _ends_a_month(last):
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        if first.month == 1 and last.month == 12:
            return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _ends_a_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1
