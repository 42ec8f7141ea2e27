"""Read times that are told from another: from the day of publication, or from the time the text has last spoken of.

Invariant: without that other day there is no period (`no_anchor`), and the reading says which of the two it was told
from. A step in weeks, months or years gives the whole week, month or year: "two years ago" names no day.
"""

from __future__ import annotations

from datetime import timedelta

from dateline.finding.time_context import Context
from dateline.finding.time_values import Period, shift
from dateline.finding.time_words import (
    NO_ANCHOR,
    UNIT_PRECISION,
    VAGUE,
    Reading,
    Words,
    anchor_of,
    in_some_year,
    one_side,
    shifted_year,
    stated,
    told,
    year_of,
)
from dateline.model import How, TimePrecision

__all__ = [
    "read_month_of_shift",
    "read_weekday",
    "read_shifted",
    "read_shifted_month",
    "read_season",
    "read_running",
    "read_nth_week",
    "read_offset",
    "read_lately",
    "read_stretch",
    "read_word",
    "read_day_of_month",
    "read_same",
]


def read_month_of_shift(words: Words, context: Context, _: int | None) -> Reading:
    """Read "May last year"."""
    month, found = words.value("month"), shifted_year(words, context)
    if found is None or month is None:
        return NO_ANCHOR
    day = words.number("day")
    if day is not None:
        return told(Period.day(found[0], month, day), found[1])
    return told(Period.month(found[0], month).part(words.get("part")), found[1])


def read_weekday(words: Words, context: Context, _: int | None) -> Reading:
    """Read "Friday", "last Friday", by the day of telling or the one that the text stands at."""
    number = words.value("weekday")
    step = words.step("shift")
    anchor = anchor_of(context, TimePrecision.DAY, from_now=step is None or step[1])
    if anchor is None or number is None:
        return NO_ANCHOR
    day, how = anchor
    back = (day.isoweekday() - number) % 7
    before, after = day - timedelta(days=back), day + timedelta(days=(7 - back) % 7)
    if step is None:
        chosen = after if context.future and how is How.RELATIVE_TO_PUBLICATION else before
    elif step[0] < 0:
        chosen = before if before < day else day - timedelta(days=7)
    elif step[0] > 0:
        chosen = after if after > day else day + timedelta(days=7)
    else:
        chosen = after if context.future else before
    return told(Period.of("day", chosen), how)


def read_shifted(words: Words, context: Context, _: int | None) -> Reading:
    """Read "last month", "the following year"."""
    step, unit = words.step("shift"), words.unit()
    if step is None or unit in ("hour", "minute"):
        return VAGUE
    by, from_now = step
    # "last week", but "the last day of the siege"; a plural has no single unit
    anchor = anchor_of(context, UNIT_PRECISION.get(unit, TimePrecision.DAY), from_now=from_now)
    if anchor is None:
        return NO_ANCHOR
    start = anchor[0]
    if unit in ("day",) and by > 0 and not from_now and context.then is not None and context.then.last is not None:
        start = context.then.last
    period = Period.of(unit, shift(start, unit, by)).part(words.get("part"))
    return told(one_side(period, words, context), anchor[1])


def read_shifted_month(words: Words, context: Context, _: int | None) -> Reading:
    """Read "last May"."""
    step, month = words.step("shift"), words.value("month")
    if step is None or month is None:
        return VAGUE
    anchor = anchor_of(context, TimePrecision.MONTH, from_now=step[1])
    if anchor is None:
        return NO_ANCHOR
    day, how = anchor
    year = day.year
    if step[0] < 0 and month >= day.month:
        year -= 1
    elif step[0] > 0 and month <= day.month:
        year += 1
    return told(Period.month(year, month).part(words.get("part")), how)


def read_season(words: Words, context: Context, year: int | None) -> Reading:
    """Read "the winter of 2010", "last summer"."""
    month, part = words.value("season"), words.get("part")
    if month is None:
        return VAGUE

    def make(y: int) -> Period:
        return Period.season(y, month).part(part)

    own = year_of(words, context)
    if own is not None:
        return stated(make(own))
    if "shift2" in words.hit.groups:
        found = shifted_year(words, context)
        return NO_ANCHOR if found is None else told(make(found[0]), found[1])
    step = words.step("shift")
    if step is None:
        return in_some_year(make, context, year)
    anchor = anchor_of(context, TimePrecision.MONTH, from_now=step[1])
    if anchor is None:
        return NO_ANCHOR
    day, how = anchor
    around = [Period.season(y, month) for y in range(day.year - 2, day.year + 3)]
    dated = [(p, p.first, p.last) for p in around if p.first is not None and p.last is not None]
    if step[0] < 0:
        chosen = [p for p, _, last in dated if last < day][-1]
    elif step[0] > 0:
        chosen = next(p for p, first, _ in dated if first > day)
    else:
        # "this summer" is the one that goes on, else this year's: in November the past one, unless it lies ahead
        ahead = [p for p, first, last in dated if p.covers(day) or (context.future and first > day)]
        chosen = ahead[0] if ahead else next(p for p, first, _ in dated if first.year == day.year)
    return told(chosen.part(part), how)


def read_running(words: Words, context: Context, _: int | None) -> Reading:
    """Read "the end of the year": the year the text stands in, else that of telling."""
    unit = words.unit()
    finest = UNIT_PRECISION.get(unit, TimePrecision.DAY)
    anchor = anchor_of(context, finest, from_now=False) or anchor_of(context, finest, from_now=True)
    if anchor is None or unit == "day":
        return NO_ANCHOR
    period = Period.of(unit, anchor[0]).part(words.get("part"))
    if unit == "weekend" and not context.future and period.first is not None and period.first > anchor[0]:
        period = Period.of(unit, shift(anchor[0], unit, -1))
    return told(period, anchor[1])


def read_nth_week(words: Words, context: Context, year: int | None) -> Reading:
    """Read "the second week of May"."""
    nth, month = words.value("nth"), words.value("month")
    if nth is None:
        return VAGUE

    def week(period: Period) -> Period:
        if period.first is None or period.last is None:
            return period
        if nth < 0:
            return Period(period.last - timedelta(days=6), period.last, TimePrecision.WEEK)
        start = period.first + timedelta(days=7 * (nth - 1))
        return Period(start, start + timedelta(days=6), TimePrecision.WEEK)

    if month is None:
        step = words.step("shift")
        anchor = None if step is None else anchor_of(context, TimePrecision.MONTH, from_now=step[1])
        if step is None or anchor is None:
            return NO_ANCHOR
        return told(week(Period.of("month", shift(anchor[0], "month", step[0]))), anchor[1])
    own = year_of(words, context)
    if own is not None:
        return stated(week(Period.month(own, month)))
    return in_some_year(lambda y: week(Period.month(y, month)), context, year)


def read_offset(words: Words, context: Context, _: int | None) -> Reading:
    """Read "two years ago", "three days later"."""
    step = words.step("direction")
    if step is None:
        return VAGUE
    by, from_now = step
    count = words.count() if "unit" in words.hit.groups else None
    if count is None:
        now = context.now if from_now and by < 0 else None
        return VAGUE if now is None else told(Period(None, now), context.how)
    unit = words.unit()
    anchor = anchor_of(context, UNIT_PRECISION.get(unit, TimePrecision.DAY), from_now=from_now)
    if anchor is None:
        return NO_ANCHOR
    return told(Period.of(unit, shift(anchor[0], unit, by * count)), anchor[1])


def read_lately(words: Words, context: Context, _: int | None) -> Reading:
    """Read "recently": from so far back to the day of telling as the data says."""
    reach = words.grammar.value("lately", words.get("lately") or "")
    if context.now is None or reach is None:
        return VAGUE
    return told(Period(shift(context.now, str(reach[1]), -int(reach[0])), context.now), context.how)


def read_stretch(words: Words, context: Context, _: int | None) -> Reading:
    """Read "the last three weeks"."""
    step = words.step("stretch") or (-1, True)
    by, from_now = step
    if words.count() is None or "unit" not in words.hit.groups:
        now = context.now if from_now and by < 0 else None
        return VAGUE if now is None else told(Period(None, now), context.how)
    unit, count = words.unit(), words.count() or 0
    anchor = anchor_of(context, TimePrecision.DAY, from_now=from_now)
    if anchor is None or count == 0:
        return NO_ANCHOR
    other = shift(anchor[0], unit, by * count)
    return told(Period(min(anchor[0], other), max(anchor[0], other)), anchor[1])


def read_word(words: Words, context: Context, _: int | None) -> Reading:
    """Read "today", "the day before"."""
    step = words.step("word")
    anchor = None if step is None else anchor_of(context, TimePrecision.DAY, from_now=step[1])
    if step is None or anchor is None:
        return NO_ANCHOR
    return told(Period.of("day", shift(anchor[0], "day", step[0])), anchor[1])


def read_same(_: Words, context: Context, __: int | None) -> Reading:
    """Read "by this time": the whole period that the text has last spoken of."""
    return VAGUE if context.then is None else told(context.then, How.RELATIVE_TO_TEXT)


def read_day_of_month(words: Words, context: Context, _: int | None) -> Reading:
    """Read "the 8th", of the month that the text stands in."""
    number = words.number("day")
    step = words.step("shift") or (0, False)
    anchor = anchor_of(context, TimePrecision.MONTH, from_now=False)
    if number is None:
        return VAGUE
    if anchor is not None:
        start = shift(anchor[0].replace(day=1), "month", step[0])
        return told(Period.day(start.year, start.month, number), How.RELATIVE_TO_TEXT)
    if context.now is None:
        return NO_ANCHOR
    month = context.now.replace(day=1)
    if number > context.now.day and not context.future:
        month = shift(month, "month", -1)
    return told(Period.day(month.year, month.month, number), How.RELATIVE_TO_PUBLICATION)
