"""Turn an expression into days, in the context that the document has given so far.

Invariant: a reading without a period says why; what is told from a day that is not known stays without one
(`no_anchor`), and what bounds no days is `vague`. A date is `explicit` only where day, month or year were all stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dateline.finding import time_calendar, time_clock, time_feasts, time_told
from dateline.finding.mentions import TimeKind
from dateline.finding.time_context import Context
from dateline.finding.time_grammar import Hit, grammar
from dateline.finding.time_words import VAGUE, Reading, Words
from dateline.model import WhenMissing

__all__ = ["Reading", "read"]

Reader = Callable[[Words, Context, int | None], Reading]


def read(hit: Hit, context: Context, *, year: int | None = None) -> Reading:
    """Read one expression; `year` is a year that its neighbours in the sentence state for it."""
    try:
        return _READERS[hit.reads](Words(hit, grammar()), context, year)
    except (ValueError, OverflowError):  # 31 February, or a step out of the years 1 to 9999: no day bears these words
        return VAGUE


def _of_kind(kind: TimeKind) -> Reader:
    def reader(_: Words, __: Context, ___: int | None) -> Reading:
        return Reading(kind=kind, missing=WhenMissing.VAGUE)

    return reader


_READERS: Mapping[str, Reader] = {
    "calendar": time_calendar.read_calendar,
    "slash": time_calendar.read_slash,
    "day_range": time_calendar.read_day_range,
    "month_range": time_calendar.read_month_range,
    "date_range": time_calendar.read_date_range,
    "year_range": time_calendar.read_year_range,
    "nth_units": time_calendar.read_nth_units,
    "decade": time_calendar.read_decade,
    "century": time_calendar.read_century,
    "month_of_shift": time_told.read_month_of_shift,
    "weekday": time_told.read_weekday,
    "shifted": time_told.read_shifted,
    "shifted_month": time_told.read_shifted_month,
    "season": time_told.read_season,
    "running": time_told.read_running,
    "nth_week": time_told.read_nth_week,
    "offset": time_told.read_offset,
    "stretch": time_told.read_stretch,
    "word": time_told.read_word,
    "day_of_month": time_told.read_day_of_month,
    "quarter": time_feasts.read_quarter,
    "fiscal": time_feasts.read_fiscal,
    "feast": time_feasts.read_feast,
    "other_month": time_feasts.read_other_month,
    "week_of_day": time_feasts.read_week_of_day,
    "clock": time_clock.read_clock,
    "overnight": time_clock.read_overnight,
    "same": time_told.read_same,
    "duration": _of_kind(TimeKind.DURATION),
    "set": _of_kind(TimeKind.SET),
    "lately": time_told.read_lately,
    "vague": _of_kind(TimeKind.DATE),
}
