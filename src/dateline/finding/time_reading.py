"""Turn an expression into days, in the context that the document has given so far.

Invariant: a reading without a period says why; what is told from a day that is not known stays without one
(`no_anchor`), and what bounds no days is `vague`. A date is `explicit` only where day, month or year were all stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.finding.mentions import TimeKind
from dateline.finding.number_words import number_of
from dateline.finding.time_context import Context
from dateline.finding.time_grammar import Grammar, Hit, grammar
from dateline.finding.time_values import Period, shift
from dateline.model import How, TimePrecision, WhenMissing

__all__ = ["Reading", "read"]

_UNIT_PRECISION = {
    "week": TimePrecision.WEEK,
    "fortnight": TimePrecision.WEEK,
    "month": TimePrecision.MONTH,
    "quarter": TimePrecision.MONTH,
    "year": TimePrecision.YEAR,
    "decade": TimePrecision.YEAR,
    "century": TimePrecision.YEAR,
}
# Two-digit years: those up to this many years after the anchor are of its century, the rest of the one before.
_YEARS_AHEAD = 10
# Without any anchor, 70 to 99 are of the twentieth century, the rest of the twenty-first (POSIX strptime has 69).
_PIVOT = 70


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression gives; `stated_year` tells whether its year stands in its own words."""

    kind: TimeKind = TimeKind.DATE
    period: Period | None = None
    how: How = How.EXPLICIT
    missing: WhenMissing | None = None
    stated_year: bool = False


_VAGUE = Reading(missing=WhenMissing.VAGUE)
_NO_ANCHOR = Reading(missing=WhenMissing.NO_ANCHOR)


def read(hit: Hit, context: Context, *, year: int | None = None) -> Reading:
    """Read one expression; `year` is a year that its neighbours in the sentence state for it."""
    try:
        return _READERS[hit.reads](_Words(hit, grammar()), context, year)
    except (ValueError, OverflowError):  # 31 February, or a step out of the years 1 to 9999: no day bears these words
        return _VAGUE


@dataclass(frozen=True, slots=True)
class _Words:
    """The groups of a hit with their values."""

    hit: Hit
    grammar: Grammar

    def get(self, name: str) -> str | None:
        return self.hit.groups.get(name)

    def value(self, name: str) -> int | None:
        words = self.get(name)
        found = None if words is None else self.grammar.value(name.rstrip("2"), words)
        return found if isinstance(found, int) else None

    def number(self, *names: str) -> int | None:
        return next((int(self.hit.groups[n]) for n in names if n in self.hit.groups), None)

    def unit(self) -> str:
        return str(self.grammar.value("unit", self.hit.groups["unit"]))

    def step(self, name: str, group: str | None = None) -> tuple[int, bool] | None:
        """Return by how many units, and whether from now (True) or from the time last spoken of."""
        words = self.get(group or name)
        found = None if words is None else self.grammar.value(name, words)
        return None if found is None else (int(found[0]), found[1] == "now")

    def count(self) -> int | None:
        """Return the stated number, 1 for an article, or None where it is not told how many."""
        if "n" in self.hit.groups:
            return number_of(self.hit.groups["n"])
        return None if "fewness" in self.hit.groups else 1


def _year_of(words: _Words, context: Context) -> int | None:
    year = words.number("year", "year3")
    if year is not None:
        return year
    short = words.get("yy")
    return None if short is None else _long_year(int(short), context) if len(short) == 2 else int(short)


def _long_year(short: int, context: Context) -> int:
    anchor = context.now.year if context.now else context.year
    if anchor is None:
        return short + (1900 if short >= _PIVOT else 2000)
    year = anchor // 100 * 100 + short
    return year - 100 if year > anchor + _YEARS_AHEAD else year


def _told(period: Period, how: How) -> Reading:
    return Reading(period=period, how=how)


def _stated(period: Period) -> Reading:
    return Reading(period=period, how=How.EXPLICIT, stated_year=True)


def _in_some_year(make: Callable[[int], Period], context: Context, year: int | None) -> Reading:
    """Resolve a date whose words leave out the year: by its neighbours, else the paragraph, else by now or then."""
    if year is not None:
        return Reading(period=make(year), how=How.EXPLICIT)
    if context.now is None:
        if context.year is None:
            return _NO_ANCHOR
        return _told(make(context.year), How.RELATIVE_TO_TEXT)
    if context.paragraph_year is not None and context.paragraph_year < context.now.year:
        return _told(make(context.paragraph_year), How.RELATIVE_TO_TEXT)
    now = context.now
    around = []
    for y in range(now.year - 4, now.year + 5):  # 29 February exists every fourth year
        try:
            around.append(make(y))
        except ValueError:
            continue
    dated = [(p, p.first) for p in around if p.first is not None]
    if not dated:
        return _VAGUE
    if context.future:
        chosen = next((p for p, first in dated if first > now or p.covers(now)), dated[-1][0])
    elif context.unsure:
        chosen = min(dated, key=lambda d: (abs((d[1] - now).days), d[1]))[0]
    else:
        chosen = next((p for p, first in reversed(dated) if first <= now), dated[0][0])
    return _told(chosen, How.RELATIVE_TO_PUBLICATION)


def _calendar(words: _Words, context: Context, year: int | None) -> Reading:
    part, day = words.get("part"), words.number("day")
    month = words.number("mm") or words.value("month")
    own = _year_of(words, context)

    def make(y: int) -> Period:
        if month is None:
            return Period.year(y).part(part)
        if day is None:
            return Period.month(y, month).part(part)
        return Period.day(y, month, day)

    if own is not None:
        return _stated(_one_side(make(own), words, context))
    return _in_some_year(make, context, year)


def _one_side(period: Period, words: _Words, context: Context) -> Period:
    """Cut "earlier" and "later" of a period at the day it is told from, where that day lies inside."""
    side = words.get("side")
    now = context.day_of_telling()
    if side is None or now is None or not period.covers(now) or period.precision is TimePrecision.DAY:
        return period
    if words.grammar.value("side", side) == "before":
        return Period(period.first, now)
    return Period(now, period.last)


def _slash(words: _Words, context: Context, _: int | None) -> Reading:
    a, b, year = int(words.hit.groups["a"]), int(words.hit.groups["b"]), _year_of(words, context)
    if year is None:
        return _VAGUE
    day_first = a > 12 or (b <= 12 and context.order.day_first)
    if not day_first and b <= 12 and not context.order.month_first and a != b:
        return _VAGUE  # the document does not show which of the two is the day
    return _stated(Period.day(year, b, a) if day_first else Period.day(year, a, b))


def _day_range(words: _Words, context: Context, year: int | None) -> Reading:
    month, first, last = words.value("month"), words.number("day"), words.number("day2")
    if month is None or first is None or last is None or first >= last:
        return _VAGUE

    def make(y: int) -> Period:
        return Period(Period.day(y, month, first).first, Period.day(y, month, last).last)

    own = _year_of(words, context)
    return _stated(make(own)) if own is not None else _in_some_year(make, context, year)


def _month_range(words: _Words, context: Context, year: int | None) -> Reading:
    first, last = words.value("month"), words.value("month2")
    if first is None or last is None or first == last:
        return _VAGUE

    def make(y: int) -> Period:
        # from November to February runs over the new year; a stated year is that of its end
        start = Period.month(y if first < last else y - 1, first).part(words.get("part"))
        return Period(start.first, Period.month(y, last).last)

    own = _year_of(words, context)
    return _stated(make(own)) if own is not None else _in_some_year(make, context, year)


def _year_range(words: _Words, context: Context, _: int | None) -> Reading:
    first, end = _year_of(words, context), words.hit.groups["yy2"]
    if first is None:
        return _VAGUE
    last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
    if last < first and len(end) == 2:
        last += 100
    # "2005-99" or "2005-1998" is no range of years
    if not first < last <= first + 99:
        return _VAGUE
    return _stated(Period.years(first, last))


def _shifted_year(words: _Words, context: Context) -> tuple[int, How] | None:
    step = words.step("shift", "shift2" if "shift2" in words.hit.groups else "shift")
    if step is None:
        return None
    by, from_now = step
    if from_now and context.now is not None:
        return context.now.year + by, How.RELATIVE_TO_PUBLICATION
    anchor = context.day_of_text(finest=TimePrecision.YEAR)
    return None if anchor is None else (anchor.year + by, How.RELATIVE_TO_TEXT)


def _month_of_shift(words: _Words, context: Context, _: int | None) -> Reading:
    month, found = words.value("month"), _shifted_year(words, context)
    if found is None or month is None:
        return _NO_ANCHOR
    return _told(Period.month(found[0], month).part(words.get("part")), found[1])


def _anchor(context: Context, finest: TimePrecision, *, from_now: bool) -> tuple[date, How] | None:
    if from_now:
        day = context.day_of_telling(finest=finest)
        return None if day is None else (day, context.how)
    day = context.day_of_text(finest=finest)
    return None if day is None else (day, How.RELATIVE_TO_TEXT)


def _weekday(words: _Words, context: Context, _: int | None) -> Reading:
    number = words.value("weekday")
    step = words.step("shift")
    anchor = _anchor(context, TimePrecision.DAY, from_now=step is None or step[1])
    if anchor is None or number is None:
        return _NO_ANCHOR
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
    return _told(Period.of("day", chosen), how)


def _shifted(words: _Words, context: Context, _: int | None) -> Reading:
    step, unit = words.step("shift"), words.unit()
    if step is None or unit in ("hour", "minute"):
        return _VAGUE
    by, from_now = step
    # "last week", but "the last day of the siege"; a plural has no single unit
    anchor = _anchor(context, _UNIT_PRECISION.get(unit, TimePrecision.DAY), from_now=from_now)
    if anchor is None:
        return _NO_ANCHOR
    start = anchor[0]
    if unit in ("day",) and by > 0 and not from_now and context.then is not None and context.then.last is not None:
        start = context.then.last
    period = Period.of(unit, shift(start, unit, by)).part(words.get("part"))
    return _told(_one_side(period, words, context), anchor[1])


def _shifted_month(words: _Words, context: Context, _: int | None) -> Reading:
    step, month = words.step("shift"), words.value("month")
    if step is None or month is None:
        return _VAGUE
    anchor = _anchor(context, TimePrecision.MONTH, from_now=step[1])
    if anchor is None:
        return _NO_ANCHOR
    day, how = anchor
    year = day.year
    if step[0] < 0 and month >= day.month:
        year -= 1
    elif step[0] > 0 and month <= day.month:
        year += 1
    return _told(Period.month(year, month).part(words.get("part")), how)


def _season(words: _Words, context: Context, year: int | None) -> Reading:
    month, part = words.value("season"), words.get("part")
    if month is None:
        return _VAGUE

    def make(y: int) -> Period:
        return Period.season(y, month).part(part)

    own = _year_of(words, context)
    if own is not None:
        return _stated(make(own))
    if "shift2" in words.hit.groups:
        found = _shifted_year(words, context)
        return _NO_ANCHOR if found is None else _told(make(found[0]), found[1])
    step = words.step("shift")
    if step is None:
        return _in_some_year(make, context, year)
    anchor = _anchor(context, TimePrecision.MONTH, from_now=step[1])
    if anchor is None:
        return _NO_ANCHOR
    day, how = anchor
    around = [Period.season(y, month) for y in range(day.year - 2, day.year + 3)]
    dated = [(p, p.first, p.last) for p in around if p.first is not None and p.last is not None]
    if step[0] < 0:
        chosen = [p for p, _, last in dated if last < day][-1]
    elif step[0] > 0:
        chosen = next(p for p, first, _ in dated if first > day)
    else:
        chosen = next(p for p, first, last in dated if last >= day and (p.covers(day) or first.year == day.year))
    return _told(chosen.part(part), how)


def _running(words: _Words, context: Context, _: int | None) -> Reading:
    """Read "the end of the year": the year the text stands in, else that of telling."""
    unit = words.unit()
    finest = _UNIT_PRECISION.get(unit, TimePrecision.DAY)
    anchor = _anchor(context, finest, from_now=False) or _anchor(context, finest, from_now=True)
    if anchor is None or unit == "day":
        return _NO_ANCHOR
    return _told(Period.of(unit, anchor[0]).part(words.get("part")), anchor[1])


def _nth_week(words: _Words, context: Context, year: int | None) -> Reading:
    nth, month = words.value("nth"), words.value("month")
    if nth is None:
        return _VAGUE

    def week(period: Period) -> Period:
        if period.first is None or period.last is None:
            return period
        if nth < 0:
            return Period(period.last - timedelta(days=6), period.last, TimePrecision.WEEK)
        start = period.first + timedelta(days=7 * (nth - 1))
        return Period(start, start + timedelta(days=6), TimePrecision.WEEK)

    if month is None:
        step = words.step("shift")
        anchor = None if step is None else _anchor(context, TimePrecision.MONTH, from_now=step[1])
        if step is None or anchor is None:
            return _NO_ANCHOR
        return _told(week(Period.of("month", shift(anchor[0], "month", step[0]))), anchor[1])
    own = _year_of(words, context)
    if own is not None:
        return _stated(week(Period.month(own, month)))
    return _in_some_year(lambda y: week(Period.month(y, month)), context, year)


def _nth_units(words: _Words, context: Context, year: int | None) -> Reading:
    nth, month, count, unit = words.value("nth"), words.value("month"), words.count(), words.unit()
    if nth not in (1, -1) or not count:
        return _VAGUE

    def make(y: int) -> Period:
        whole = Period.year(y) if month is None else Period.month(y, month)
        if whole.first is None or whole.last is None:
            return whole
        if nth > 0:
            return Period(whole.first, min(whole.last, shift(whole.first, unit, count) - timedelta(days=1)))
        return Period(max(whole.first, shift(whole.last + timedelta(days=1), unit, -count)), whole.last)

    own = _year_of(words, context)
    return _stated(make(own)) if own is not None else _in_some_year(make, context, year)


def _offset(words: _Words, context: Context, _: int | None) -> Reading:
    step = words.step("direction")
    if step is None:
        return _VAGUE
    by, from_now = step
    count = words.count() if "unit" in words.hit.groups else None
    if count is None:
        now = context.now if from_now and by < 0 else None
        return _VAGUE if now is None else _told(Period(None, now), context.how)
    unit = words.unit()
    anchor = _anchor(context, _UNIT_PRECISION.get(unit, TimePrecision.DAY), from_now=from_now)
    if anchor is None:
        return _NO_ANCHOR
    return _told(Period.of(unit, shift(anchor[0], unit, by * count)), anchor[1])


def _stretch(words: _Words, context: Context, _: int | None) -> Reading:
    step = words.step("stretch") or (-1, True)
    by, from_now = step
    if words.count() is None or "unit" not in words.hit.groups:
        now = context.now if from_now and by < 0 else None
        return _VAGUE if now is None else _told(Period(None, now), context.how)
    unit, count = words.unit(), words.count() or 0
    anchor = _anchor(context, TimePrecision.DAY, from_now=from_now)
    if anchor is None or count == 0:
        return _NO_ANCHOR
    other = shift(anchor[0], unit, by * count)
    return _told(Period(min(anchor[0], other), max(anchor[0], other)), anchor[1])


def _word(words: _Words, context: Context, _: int | None) -> Reading:
    step = words.step("word")
    anchor = None if step is None else _anchor(context, TimePrecision.DAY, from_now=step[1])
    if step is None or anchor is None:
        return _NO_ANCHOR
    return _told(Period.of("day", shift(anchor[0], "day", step[0])), anchor[1])


def _day_of_month(words: _Words, context: Context, _: int | None) -> Reading:
    number = words.number("day")
    step = words.step("shift") or (0, False)
    anchor = _anchor(context, TimePrecision.MONTH, from_now=False)
    if number is None:
        return _VAGUE
    if anchor is not None:
        start = shift(anchor[0].replace(day=1), "month", step[0])
        return _told(Period.day(start.year, start.month, number), How.RELATIVE_TO_TEXT)
    if context.now is None:
        return _NO_ANCHOR
    month = context.now.replace(day=1)
    if number > context.now.day and not context.future:
        month = shift(month, "month", -1)
    return _told(Period.day(month.year, month.month, number), How.RELATIVE_TO_PUBLICATION)


def _decade(words: _Words, context: Context, _: int | None) -> Reading:
    first = words.value("decade_word")
    if first is None:
        first = int(words.hit.groups["decade"])
    if first < 100:
        anchor = context.now.year if context.now else context.year or date.max.year
        first += (anchor // 100 * 100) if anchor != date.max.year else 1900
        if first > anchor:
            first -= 100
    return _stated(Period.years(first, first + 9).part(words.get("part")))


def _century(words: _Words, _: Context, __: int | None) -> Reading:
    number = words.number("c") or words.value("ordinal")
    if not number:
        return _VAGUE
    return _stated(Period.years(100 * number - 99, 100 * number).part(words.get("part")))


def _of_kind(kind: TimeKind) -> Callable[[_Words, Context, int | None], Reading]:
    def reader(_: _Words, __: Context, ___: int | None) -> Reading:
        return Reading(kind=kind, missing=WhenMissing.VAGUE)

    return reader


_READERS: Mapping[str, Callable[[_Words, Context, int | None], Reading]] = {
    "calendar": _calendar,
    "slash": _slash,
    "day_range": _day_range,
    "month_range": _month_range,
    "year_range": _year_range,
    "month_of_shift": _month_of_shift,
    "weekday": _weekday,
    "shifted": _shifted,
    "shifted_month": _shifted_month,
    "season": _season,
    "running": _running,
    "nth_week": _nth_week,
    "nth_units": _nth_units,
    "offset": _offset,
    "stretch": _stretch,
    "word": _word,
    "day_of_month": _day_of_month,
    "decade": _decade,
    "century": _century,
    "duration": _of_kind(TimeKind.DURATION),
    "set": _of_kind(TimeKind.SET),
    "vague": _of_kind(TimeKind.DATE),
}
