"""Read feasts, months of other calendars, and the parts of a year that offices count by: quarters and fiscal years.

Invariant: what begins by the sight of the moon is given with the day on either side, never as one day. A feast whose
year is not stated is the one nearest to where the text stands, as a month is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateline.finding.time_almanac import Feast, almanac, days_of_feast, days_of_month
from dateline.finding.time_context import Context
from dateline.finding.time_values import Period, shift
from dateline.finding.time_words import (
    NO_ANCHOR,
    VAGUE,
    Reading,
    Words,
    in_some_year,
    shifted_year,
    stated,
    told,
    year_of,
)
from dateline.model import How, TimePrecision

__all__ = ["read_feast", "read_fiscal", "read_other_month", "read_quarter", "read_week_of_day"]

_ROMAN = {"i": 1, "v": 5, "x": 10}
# A month of the moon and the doubt on both sides of it.
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 32


def read_feast(words: Words, context: Context, year: int | None) -> Reading:
    """Read a feast, in its year or the one that it is told of: "Easter 2014", "last Christmas"."""
    feast = almanac().feasts[words.hit.groups["feast"]]
    nth = words.value("ordinal") or words.value("nth")

    def make(y: int) -> Period:
        days = days_of_feast(feast, y)
        if days is None:
            raise ValueError(f"no such feast in {y}")
        return _nth_day(days, nth, feast) if nth else _period(days)

    own = year_of(words, context)
    if own is not None:
        return stated(make(own))
    step = words.step("shift", "shift2" if "shift2" in words.hit.groups else "shift")
    if "shift2" in words.hit.groups:
        found = shifted_year(words, context)
        return NO_ANCHOR if found is None else told(make(found[0]), found[1])
    return _shifted(make, step, context) if step else in_some_year(make, context, year)


def _shifted(make: Callable[[int], Period], step: tuple[int, bool], context: Context) -> Reading:
    day = context.day_of_telling() if step[1] else context.day_of_text(finest=TimePrecision.YEAR)
    if day is None:
        return NO_ANCHOR
    how = context.how if step[1] else How.RELATIVE_TO_TEXT
    dated = [(p, p.first, p.last) for p in map(make, range(day.year - 2, day.year + 3)) if p.first and p.last]
    if step[0] < 0:
        return told([p for p, _, last in dated if last < day][-1], how)
    if step[0] > 0:
        return told(next(p for p, first, _ in dated if first > day), how)
    return told(next(p for p, first, _ in dated if first.year == day.year), how)


def _period(days: tuple[date, date]) -> Period:
    first, last = days
    if first == last:
        return Period(first, last, TimePrecision.DAY)
    is_month = _SHORTEST_MONTH <= (last - first).days <= _LONGEST_MONTH
    return Period(first, last, TimePrecision.MONTH if is_month else TimePrecision.INTERVAL)


def _nth_day(days: tuple[date, date], nth: int, feast: Feast) -> Period:
    """Return one day of a feast, with the doubt that the feast itself is in."""
    spare = (days[1] - days[0]).days + 1 - feast.days
    first = days[0] + timedelta(days=nth - 1) if nth > 0 else days[1] - timedelta(days=spare)
    return _period((first, first + timedelta(days=spare)))


def read_other_month(words: Words, context: Context, year: int | None) -> Reading:
    """Read a month of another calendar, or a day or part of it: "Ramadan", "18 Brumaire VIII"."""
    month = almanac().months[words.hit.groups["other_month"]]
    own, roman = words.number("own"), words.get("roman")
    if roman is not None:
        own = _roman(roman)
    day, part = words.number("day"), words.get("part")
    nth = words.value("ordinal") or words.value("nth") or words.number("nth_day")

    def cut(days: tuple[date, date]) -> Period:
        return _part_of(days, nth, words) if nth else _period(days).part(part)

    def make(y: int) -> Period:
        days = days_of_month(month, common=y, day=day)
        if days is None:
            raise ValueError(f"no such month in {y}")
        return cut(days)

    if own is not None:
        days = days_of_month(month, own=own, day=day)
        return VAGUE if days is None else stated(cut(days))
    common = year_of(words, context)
    if common is not None:
        return stated(make(common))
    step = words.step("shift")
    return _shifted(make, step, context) if step else in_some_year(make, context, year)


def _part_of(days: tuple[date, date], nth: int, words: Words) -> Period:
    """Return the first week, the third day or the last ten days of a month that is known to a day or so."""
    unit, count = words.unit(), words.count() or 1
    doubt = 1 if (days[1] - days[0]).days > 30 else 0
    length = count * (7 if unit == "week" else 1)
    if nth > 0:
        first = days[0] + timedelta(days=(nth - 1) * length)
        return _period((first, first + timedelta(days=length - 1 + 2 * doubt)))
    return _period((days[1] - timedelta(days=length - 1 + 2 * doubt), days[1]))


def _roman(figures: str) -> int:
    """Return what Roman figures up to XIV mean; raises ValueError where they are none.

    >>> [_roman(f) for f in ("ii", "iv", "viii", "xiv")]
    [2, 4, 8, 14]
    """
    values = [_ROMAN[f] for f in figures]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    if not 1 <= total <= 14:
        raise ValueError(f"{figures} is no year of the republican calendar")
    return total


def read_quarter(words: Words, context: Context, _: int | None) -> Reading:
    """Read "the third quarter of 2012"."""
    number = words.number("q") or words.value("ordinal")
    if not number or not 1 <= number <= 4:
        return VAGUE
    own = year_of(words, context)
    found = None if own is not None else shifted_year(words, context)
    if own is None and found is None:
        return NO_ANCHOR
    year = own if own is not None else found[0] if found else 0
    start = date(year, 3 * number - 2, 1)
    period = Period(start, shift(start, "month", 3) - timedelta(days=1))
    return stated(period) if found is None else told(period, found[1])


def read_fiscal(words: Words, context: Context, _: int | None) -> Reading:
    """Read a year that offices count by: "fiscal 2012"."""
    year, month = year_of(words, context), words.value("fiscal")
    if year is None or month is None:
        return VAGUE
    second = words.get("yy2")
    if second is not None:  # which month it begins in depends on whose it is: the two years hold it
        last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        return stated(Period.years(year, last)) if last == year + 1 else VAGUE
    start = date(year - 1, month, 1)
    return stated(Period(start, shift(start, "year", 1) - timedelta(days=1)))


def read_week_of_day(words: Words, context: Context, year: int | None) -> Reading:
    """Read a week told by one of its days: "the week of 9 March"."""
    edge = words.value("edge")
    month = words.value("month") or words.value("month2")
    day = words.number("day", "day2")
    if month is None or day is None:
        return VAGUE

    def make(y: int) -> Period:
        at = date(y, month, day)
        if edge == 0:
            return Period.of("week", at)
        first = at if edge == 1 else at - timedelta(days=6)
        return Period(first, first + timedelta(days=6), TimePrecision.WEEK)

    own = year_of(words, context)
    return stated(make(own)) if own is not None else in_some_year(make, context, year)
