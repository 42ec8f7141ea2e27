"""Read dates that stand on the calendar: days, months, years, runs of them, decades and centuries.

Invariant: a date that does not exist (31 June) and a slash date whose order the document does not show give no day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dateline.finding.time_almanac import before_christ
from dateline.finding.time_context import Context
from dateline.finding.time_grammar import Hit
from dateline.finding.time_values import Period, shift
from dateline.finding.time_words import VAGUE, Reading, Words, in_some_year, one_side, stated, year_of

__all__ = [
    "days_listed",
    "read_calendar",
    "read_slash",
    "read_day_range",
    "read_month_range",
    "read_date_range",
    "read_year_range",
    "read_nth_units",
    "read_decade",
    "read_century",
]


_FIGURES = re.compile(r"\d+")
# "1998-02" runs into the next century; what would run on for longer than this ("1998-95") is something else.
_PAST_THE_TURN = 50


def read_calendar(words: Words, context: Context, year: int | None) -> Reading:
    """Read a day, a month or a year: "9 March 2014", "early May", "2011"."""
    part, day = words.get("part"), words.number("day") or words.value("ordinal")
    month = words.number("mm") or words.value("month")
    own = year_of(words, context)

    def make(y: int) -> Period:
        if month is None:
            return Period.year(y).part(part)
        if day is None:
            return Period.month(y, month).part(part)
        return Period.day(y, month, day)

    if own is not None:
        return stated(one_side(make(own), words, context))
    weekday = words.value("weekday") or words.value("weekday_short")
    if day is not None and weekday is not None and year is None:
        return _by_weekday(make, in_some_year(make, context, year), weekday)
    return in_some_year(make, context, year)


def _by_weekday(make: Callable[[int], Period], reading: Reading, weekday: int) -> Reading:
    """Return the date of the year it was told in where its weekday agrees, else of the one before or after; else none.

    Further off, a slip of the pen in the weekday is the likelier.
    """
    first = reading.period.first if reading.period else None
    if first is None:
        return reading
    for year in (first.year, first.year - 1, first.year + 1):
        try:
            period = make(year)
        except ValueError:  # 29 February
            continue
        if period.first is not None and period.first.isoweekday() == weekday:
            return replace(reading, period=period)
    return VAGUE


def read_slash(words: Words, context: Context, _: int | None) -> Reading:
    """Read "4/5/2009" by the order of day and month that the document shows."""
    a, b, year = int(words.hit.groups["a"]), int(words.hit.groups["b"]), year_of(words, context)
    if year is None:
        return VAGUE
    day_first = a > 12 or (b <= 12 and context.order.day_first)
    if not day_first and b <= 12 and not context.order.month_first and a != b:
        return VAGUE  # the document does not show which of the two is the day
    return stated(Period.day(year, b, a) if day_first else Period.day(year, a, b))


def read_day_range(words: Words, context: Context, year: int | None) -> Reading:
    """Read days of one month: "from 8 to 15 March"."""
    month, start, last = words.value("month"), words.number("day"), words.number("day2")
    listed = days_listed(words.hit)
    if listed:
        start = listed[0]
    if month is None or start is None or last is None or start >= last:
        return VAGUE

    def make(y: int) -> Period:
        return Period(Period.day(y, month, start).first, Period.day(y, month, last).last)

    own = year_of(words, context)
    return stated(make(own)) if own is not None else in_some_year(make, context, year)


def days_listed(hit: Hit) -> list[int]:
    """Return the days that a list names before its last: 8 and 9 of "8, 9 and 10 March"."""
    return [int(figures) for figures in _FIGURES.findall(hit.groups.get("listed", ""))]


def read_month_range(words: Words, context: Context, year: int | None) -> Reading:
    """Read months in a row: "November to February"."""
    first, last = words.value("month"), words.value("month2")
    if first is None or last is None or first == last:
        return VAGUE

    def make(y: int) -> Period:
        # from November to February runs over the new year; a stated year is that of its end
        start = Period.month(y if first < last else y - 1, first).part(words.get("part"))
        return Period(start.first, Period.month(y, last).last)

    own = year_of(words, context)
    return stated(make(own)) if own is not None else in_some_year(make, context, year)


def read_date_range(words: Words, _: Context, __: int | None) -> Reading:
    ends = []
    for n in ("", "2"):
        month, year, day = words.value(f"month{n}"), words.number(f"year{n}"), words.number(f"day{n}")
        if month is None or year is None or day is None:
            return VAGUE
        ends.append(Period.day(year, month, day).first)
    return stated(Period(ends[0], ends[1]))


def read_year_range(words: Words, context: Context, _: int | None) -> Reading:
    """Read years in a row: "2005-07", "1999 to 2003"."""
    if "bc_from" in words.hit.groups:
        return stated(Period.years(before_christ(int(words.hit.groups["bc_from"])), words.number("year") or 0))
    first, end = year_of(words, context), words.hit.groups["yy2"]
    if first is None:
        return VAGUE
    last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
    if last < first and len(end) == 2:
        last += 100
        if last > first + _PAST_THE_TURN:
            return VAGUE
    # "2005-1998" is no range of years
    if not first < last <= first + 99:
        return VAGUE
    return stated(Period.years(first, last))


def read_nth_units(words: Words, context: Context, year: int | None) -> Reading:
    """Read the first or last units of a month or year: "the first ten days of May"."""
    nth, month, count, unit = words.value("nth"), words.value("month"), words.count(), words.unit()
    if nth not in (1, -1) or not count:
        return VAGUE

    def make(y: int) -> Period:
        whole = Period.year(y) if month is None else Period.month(y, month)
        if whole.first is None or whole.last is None:
            return whole
        if nth > 0:
            return Period(whole.first, min(whole.last, shift(whole.first, unit, count) - timedelta(days=1)))
        return Period(max(whole.first, shift(whole.last + timedelta(days=1), unit, -count)), whole.last)

    own = year_of(words, context)
    return stated(make(own)) if own is not None else in_some_year(make, context, year)


def read_decade(words: Words, context: Context, _: int | None) -> Reading:
    """Read "the early 1990s", "the nineties"."""
    first, early = words.value("decade_word"), words.number("decade_bc")
    if early is not None:  # the 490s BC began in 499
        return stated(Period.years(before_christ(early + 9), before_christ(early)).part(words.get("part")))
    if first is None:
        first = int(words.hit.groups["decade"])
    if first < 100:  # "the nineties": those last begun by then; without any anchor, of the twentieth century
        anchor = context.now.year if context.now else context.year or 1999
        first += anchor // 100 * 100
        if first > anchor:
            first -= 100
    return stated(Period.years(first, first + 9).part(words.get("part")))


def read_century(words: Words, _: Context, __: int | None) -> Reading:
    """Read "the 19th century"."""
    number = words.number("c") or words.value("ordinal")
    if not number:
        return VAGUE
    first, last = 100 * number - 99, 100 * number
    if "bc_mark" in words.hit.groups:
        first, last = before_christ(last), before_christ(first)
    return stated(Period.years(first, last).part(words.get("part")))
