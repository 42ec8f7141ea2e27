"""The words of one expression with their values, and the steps that all readings of a time share.

Invariant: a year that the words leave out comes from the neighbours, the paragraph, the running time of the text or
the day of telling, in this order; where none of them is known the reading has no period and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateline.finding.mentions import TimeKind
from dateline.finding.number_words import number_of
from dateline.finding.time_context import Context
from dateline.finding.time_grammar import Grammar, Hit
from dateline.finding.time_values import Period
from dateline.model import How, TimePrecision, WhenMissing

__all__ = [
    "NO_ANCHOR",
    "Reading",
    "UNIT_PRECISION",
    "VAGUE",
    "Words",
    "anchor_of",
    "in_some_year",
    "one_side",
    "shifted_year",
    "stated",
    "told",
    "year_of",
]

UNIT_PRECISION = {
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


VAGUE = Reading(missing=WhenMissing.VAGUE)
NO_ANCHOR = Reading(missing=WhenMissing.NO_ANCHOR)


@dataclass(frozen=True, slots=True)
class Words:
    """The groups of a hit with their values."""

    hit: Hit
    grammar: Grammar

    def get(self, name: str) -> str | None:
        """Return the words of a group, or None where it is not there."""
        return self.hit.groups.get(name)

    def value(self, name: str) -> int | None:
        """Return the number that the words of a group stand for, or None."""
        words = self.get(name)
        found = None if words is None else self.grammar.value(name.rstrip("2"), words)
        return found if isinstance(found, int) else None

    def number(self, *names: str) -> int | None:
        """Return the figures of the first of some groups that is there, or None."""
        return next((int(self.hit.groups[n]) for n in names if n in self.hit.groups), None)

    def unit(self) -> str:
        """Return the unit that is named: `day`, `week`, `month` and so on."""
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


def year_of(words: Words, context: Context) -> int | None:
    """Return the year that the words themselves state, two figures filled up, or None."""
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


def told(period: Period, how: How) -> Reading:
    """Return the reading of words that leave out the year or tell from another day."""
    return Reading(period=period, how=how)


def stated(period: Period) -> Reading:
    """Return the reading of words that state their year."""
    return Reading(period=period, how=How.EXPLICIT, stated_year=True)


def in_some_year(make: Callable[[int], Period], context: Context, year: int | None) -> Reading:
    """Resolve a date whose words leave out the year: by its neighbours, else the paragraph, else by now or then."""
    if year is not None:
        return Reading(period=make(year), how=How.EXPLICIT)
    if context.now is None:
        if context.year is None:
            return NO_ANCHOR
        return told(_running_on(make, context.year, context), How.RELATIVE_TO_TEXT)
    if context.paragraph_year is not None and context.paragraph_year < context.now.year:
        return told(_running_on(make, context.paragraph_year, context), How.RELATIVE_TO_TEXT)
    now = context.now
    around = []
    for y in range(now.year - 4, now.year + 5):  # 29 February exists every fourth year
        try:
            around.append(make(y))
        except ValueError:
            continue
    dated = [(p, p.first) for p in around if p.first is not None]
    if not dated:
        return VAGUE
    if context.future:
        chosen = next((p for p, first in dated if first > now or p.covers(now)), dated[-1][0])
    elif context.unsure:
        chosen = min(dated, key=lambda d: (abs((d[1] - now).days), d[1]))[0]
    else:
        chosen = next((p for p, first in reversed(dated) if first <= now), dated[0][0])
    return told(chosen, How.RELATIVE_TO_PUBLICATION)


# News goes forward: a date that would lie further back than this from the one before it is of the next year ("on
# December 28, 2010 ... on May 30").
_BACKWARD_DAYS = 183


def _running_on(make: Callable[[int], Period], year: int, context: Context) -> Period:
    """Return the date in the paragraph's year, or in the next where it would leap back and the next is not to come."""
    here = make(year)
    before = context.then.first if context.then is not None else None
    if here.first is None or before is None or (before - here.first).days < _BACKWARD_DAYS:
        return here
    if context.now is None and not (context.dated_here and context.then is not None and context.then.is_of_months):
        return here
    try:
        following = make(year + 1)
    except ValueError:  # 29 February
        return here
    to_come = following.first is None or (context.now is not None and following.first > context.now)
    return here if to_come else following


def shifted_year(words: Words, context: Context) -> tuple[int, How] | None:
    """Return the year of "last year" or "the following year", and how it was got; None without an anchor."""
    step = words.step("shift", "shift2" if "shift2" in words.hit.groups else "shift")
    if step is None:
        return None
    by, from_now = step
    if from_now and context.now is not None:
        return context.now.year + by, How.RELATIVE_TO_PUBLICATION
    anchor = context.day_of_text(finest=TimePrecision.YEAR)
    return None if anchor is None else (anchor.year + by, How.RELATIVE_TO_TEXT)


def anchor_of(context: Context, finest: TimePrecision, *, from_now: bool) -> tuple[date, How] | None:
    """Return the day that words are told from, now or then, and how; None where it is not known that finely."""
    if from_now:
        day = context.day_of_telling(finest=finest)
        return None if day is None else (day, context.how)
    day = context.day_of_text(finest=finest)
    return None if day is None else (day, How.RELATIVE_TO_TEXT)


def one_side(period: Period, words: Words, context: Context) -> Period:
    """Cut "earlier" and "later" of a period at the day it is told from, where that day lies inside."""
    side = words.get("side")
    now = context.day_of_telling()
    if side is None or now is None or not period.covers(now) or period.precision is TimePrecision.DAY:
        return period
    if words.grammar.value("side", side) == "before":
        return Period(period.first, now)
    return Period(now, period.last)
