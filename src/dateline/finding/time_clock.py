"""Read times of day: a clock gives its minute on the day that the words beside it, or the text, stand at.

Invariant: a time of day is a time only with a day: without one there is no period. A minute is given only where
minutes were written ("0430 hours", "16:30"); "4 pm", "noon" and "dawn" are told of the whole day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dateline.finding.time_context import Context
from dateline.finding.time_values import Period
from dateline.finding.time_words import NO_ANCHOR, Reading, Words, told
from dateline.model import How, TimePrecision

__all__ = ["on_day", "read_clock", "read_overnight"]

# A day that lies no further than this from the telling is the one that news is about.
_JUST_TOLD = 3


def read_clock(words: Words, context: Context, _: int | None) -> Reading:
    """Read a time of day on the day that the text stands at; `on_day` moves it to the day beside it."""
    day = context.day_of_text()
    if day is None:
        return NO_ANCHOR
    period = Period(day, day, TimePrecision.MINUTE if _minutes(words) else TimePrecision.DAY, _minutes(words))
    return told(period, How.RELATIVE_TO_TEXT)


def on_day(words: Words, day: Reading) -> Reading:
    """Return the reading of a day with the minute of a time of day, or as it is where that has none."""
    if words.hit.reads == "overnight" and day.period is not None and day.period.first is not None:
        return replace(day, period=Period(day.period.first, day.period.first + timedelta(days=1)))
    clock = _minutes(words)
    if not clock or day.period is None or day.period.precision is not TimePrecision.DAY:
        return day
    return replace(day, period=Period(day.period.first, day.period.last, TimePrecision.MINUTE, clock))


def _minutes(words: Words) -> str:
    hour, minute = words.number("hour", "hour2", "hour3"), words.number("minute", "minute2", "minute3")
    if hour is None or minute is None:
        return ""
    half = (words.get("half") or "")[:1]
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}"


def read_overnight(_: Words, context: Context, __: int | None) -> Reading:
    """Read "overnight": the night before the telling, or in a history the one after the day that the text stands at.

    News that has just told of a day may mean the night before that day, or after it, so it then says nothing itself.
    """
    day = context.day_of_text()
    if context.now is None:
        return NO_ANCHOR if day is None else told(Period(day, day + timedelta(days=1)), How.RELATIVE_TO_TEXT)
    if not context.exact or (day is not None and abs((context.now - day).days) <= _JUST_TOLD):
        return NO_ANCHOR
    return told(Period(context.now - timedelta(days=1), context.now), context.how)
