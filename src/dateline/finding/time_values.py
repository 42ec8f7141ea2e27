"""Periods of the calendar: the days that a unit, a part of one, or a step from a day to another covers.

Invariant: a Period is never finer than the words it stands for, and `first <= last` where both are known. Weeks run
from Monday to Sunday (ISO 8601); seasons are the meteorological ones of the northern hemisphere; a winter bears the
year in which it begins. A year before Christ is counted 8000 years on, where the calendar is the same to the day and
the weekday, since a `date` knows none before the year 1: 264 BC is 7737 inside a Period and -0263 in its Moment.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.finding.number_words import number_of
from dateline.finding.time_almanac import BEFORE_CHRIST
from dateline.finding.time_grammar import grammar
from dateline.model import Moment, TimePrecision

__all__ = ["Period", "length_of", "shift"]

# Of the years inside a Period those from this one on are before Christ: no text tells of them in either count.
_ERA_OF_CHRIST = 5000

_FINENESS = (
    TimePrecision.MINUTE,
    TimePrecision.DAY,
    TimePrecision.WEEK,
    TimePrecision.MONTH,
    TimePrecision.SEASON,
    TimePrecision.YEAR,
    TimePrecision.INTERVAL,
)
_LETTERS = {"week": "W", "month": "M", "year": "Y", "decade": "0Y", "century": "00Y", "hour": "H", "minute": "M"}


@dataclass(frozen=True, slots=True)
class Period:
    """Hold a run of days, either end open, with the precision of the words; `clock` is hour and minute on one day."""

    first: date | None
    last: date | None
    precision: TimePrecision = TimePrecision.INTERVAL
    clock: str = ""

    @classmethod
    def of(cls, unit: str, day: date) -> Period:
        """Return the unit that `day` lies in; raises ValueError where it leaves the years 1 to 9999."""
        if unit == "week":
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=6), TimePrecision.WEEK)
        if unit == "fortnight":
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=13))
        if unit == "weekend":
            saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
            return cls(saturday, saturday + timedelta(days=1))
        if unit == "month":
            return cls.month(day.year, day.month)
        if unit == "quarter":
            start = 3 * ((day.month - 1) // 3) + 1
            return cls(date(day.year, start, 1), cls.month(day.year, start + 2).last)
        if unit == "year":
            return cls.year(day.year)
        if unit == "decade":
            return cls.years(day.year // 10 * 10, day.year // 10 * 10 + 9)
        if unit == "century":
            return cls.years((day.year - 1) // 100 * 100 + 1, (day.year - 1) // 100 * 100 + 100)
        return cls(day, day, TimePrecision.DAY)

    @classmethod
    def day(cls, year: int, month: int, day: int) -> Period:
        return cls(date(year, month, day), date(year, month, day), TimePrecision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), TimePrecision.MONTH)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR)

    @classmethod
    def years(cls, first: int, last: int) -> Period:
        return cls(date(first, 1, 1), date(last, 12, 31))

    @classmethod
    def season(cls, year: int, month: int) -> Period:
        """Return the three months from `month` of `year`."""
        end = shift(date(year, month, 1), "month", 3) - timedelta(days=1)
        return cls(date(year, month, 1), end, TimePrecision.SEASON)

    def part(self, words: str | None) -> Period:
        """Return the early, middle or late part, as calibrated in the data; a day and an open period stay whole."""
        if words is None or self.first is None or self.last is None or self.precision is TimePrecision.DAY:
            return self
        name = grammar().value("part", words)
        if name is None or name == "whole":
            return self
        pairs = grammar().parts[name]
        if self.precision in (TimePrecision.WEEK, TimePrecision.MONTH):
            low, high = pairs[self.precision.value]
            last = self.last if high == -1 else self.first + timedelta(days=high - 1)
            return Period(self.first + timedelta(days=low - 1), min(last, self.last))
        if self.precision is TimePrecision.YEAR:
            low, high = pairs["year"]
            return Period(date(self.first.year, low, 1), Period.month(self.first.year, high).last)
        # seasons, decades and centuries are cut as a decade's ten years are
        low, high = pairs["decade"]
        if self.first.day == 1 and self.first.month == 1 and self.precision is TimePrecision.INTERVAL:
            step = max(1, (self.last.year - self.first.year + 1) // 10)
            start = self.first.year + step * (low - 1)
            return Period.years(start, max(start, self.first.year + step * high - 1))
        days = (self.last - self.first).days + 1
        start_day = self.first + timedelta(days=days * (low - 1) // 10)
        return Period(start_day, self.first + timedelta(days=max(1, days * high // 10) - 1))

    def until(self, other: Period) -> Period | None:
        """Return the run from the first day of this to the last of `other`, or None where that runs backwards."""
        if self.first is None or other.last is None or other.last < self.first:
            return None
        return Period(self.first, other.last)

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def is_finer(self, other: TimePrecision) -> bool:
        """Tell whether this is given more finely than `other`."""
        return _FINENESS.index(self.precision) < _FINENESS.index(other)

    @property
    def is_of_months(self) -> bool:
        """Whether this is given to the month or more finely."""
        return self.is_finer(TimePrecision.SEASON)

    def moment(self) -> Moment:
        """Return the period as a Moment; raises MomentError where neither end is known."""
        if self.clock and self.first is not None:
            return Moment(f"{self.first.isoformat()}T{self.clock}")
        if all(day is None or day.year < _ERA_OF_CHRIST for day in (self.first, self.last)):
            return Moment.between(self.first, self.last, self.precision)
        sides = Moment.between(self.first, self.last).edtf.split("/")
        return Moment("/".join(map(_before_christ, sides)), self.precision)


def _before_christ(side: str) -> str:
    """Write one side of an EDTF value with the year it stands for."""
    if not side[:4].isdigit() or int(side[:4]) < _ERA_OF_CHRIST:
        return side
    year = int(side[:4]) - BEFORE_CHRIST
    return f"{'-' if year < 0 else ''}{abs(year):04}{side[4:]}"


def shift(day: date, unit: str, by: int) -> date:
    """Go `by` units on from `day`; a day that the month does not have becomes its last.

    >>> shift(date(2008, 1, 31), "month", 1)
    datetime.date(2008, 2, 29)

    Raises ValueError or OverflowError where that leaves the years 1 to 9999.
    """
    if unit in ("hour", "minute"):
        return day + timedelta(days=int(by / 24) if unit == "hour" else 0)
    if unit in ("day", "week", "weekend", "fortnight"):
        return day + timedelta(days=by * {"day": 1, "fortnight": 14}.get(unit, 7))
    months = by * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def length_of(words: str) -> str | None:
    """Return the ISO 8601 length that `words` name, with X where it is not told how many, or None.

    >>> [length_of(w) for w in ("six weeks", "a decade", "several months", "48 hours", "two and a half years", "June")]
    ['P6W', 'P10Y', 'PXM', 'PT48H', 'P2.5Y', None]
    """
    hit = next((h for h in grammar().find(words) if "unit" in h.groups), None)
    if hit is None:
        return None
    unit = grammar().value("unit", hit.groups["unit"])
    number = number_of(hit.groups["n"]) if "n" in hit.groups else None
    if number is None:
        plural = hit.groups["unit"].endswith("s") and "n" not in hit.groups
        count = "X" if plural or "fewness" in hit.groups else "1"
    else:
        count = str(number)
    if "and a half" in words.lower() and count != "X":
        count += ".5"
    if unit == "fortnight":
        return f"P{2 * int(count)}W" if count.isdigit() else "PXW"
    letter = _LETTERS.get(unit, "D")
    return f"P{'T' if unit in ('hour', 'minute') else ''}{count}{letter.replace('0', '') if count == 'X' else letter}"
