"""What a temporal expression is told from: the day of publication, or the time that the text has last spoken of.

Invariant: nothing is told from a day that nobody stated. A document without a date of publication has an anchor only
once its own text has given one; in a narrative, whose dates lie long before publication, the running time of the text
is the anchor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from dateline.finding.time_values import Period
from dateline.language import Sentence
from dateline.model import Document, How, Moment, TimePrecision, ZoneKind

__all__ = ["Context", "DayOrder", "is_narrative", "order_of_slashes"]

_YEAR = re.compile(r"(?<![\w.,$-])(1[5-9]\d\d|20\d\d)(?![\w%]|[.,]\d)")
_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
_DAY_FIRST = re.compile(r"\b[0-3]?\d(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? [12]\d{3}\b")
_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? [0-3]?\d(?:st|nd|rd|th)?, ?[12]\d{3}\b")

# A text is a narrative where the middle one of at least this many stated years lies so far before publication:
# reports on a running war cite elections and invasions of the years just before it, histories do not.
_FEWEST_YEARS = 4
_YEARS_BEFORE = 5
# A year that lies further from the running one is an aside ("as in 1812"). Swept over 3 to 40 on the development half
# of WikiWars by benchmarks/wikiwars.py: all alike; without the rule lenient value F is 0.8 lower.
_ASIDE = 10


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Say which number of a slash date is the day; both False where the document does not show it."""

    day_first: bool = False
    month_first: bool = False


def order_of_slashes(text: str) -> DayOrder:
    """Learn the order from the document's own slash dates, else from the order of its written-out dates."""
    pairs = [(int(m[1]), int(m[2])) for m in _SLASH.finditer(text)]
    if not pairs:
        return DayOrder()
    day_first = sum(1 for a, b in pairs if 12 < a <= 31 and b <= 12)
    month_first = sum(1 for a, b in pairs if 12 < b <= 31 and a <= 12)
    if day_first == month_first:
        day_first, month_first = len(_DAY_FIRST.findall(text)), len(_MONTH_FIRST.findall(text))
    return DayOrder(day_first > month_first, month_first > day_first)


def is_narrative(document: Document, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a text recounts a past time rather than the days before its publication."""
    if document.published is None or document.published.earliest is None:
        return True
    years = [int(m[1]) for s in sentences for m in _YEAR.finditer(s.text)]
    if len(years) < _FEWEST_YEARS:
        return False
    return median(years) <= document.published.earliest.year - _YEARS_BEFORE


@dataclass(slots=True)
class Context:
    """Hold what is known while a document is read from its start to its end.

    `now` is the day of telling (None where unknown) and `exact` whether it is known to the day; `then` the period
    last spoken of; `year` the year last spoken of; `stated` years stated in this paragraph and in this sentence.
    """

    document: Document
    narrative: bool
    order: DayOrder
    now: date | None = None
    exact: bool = False
    then: Period | None = None
    year: int | None = None
    paragraph_year: int | None = None
    sentence_year: int | None = None
    future: bool = False
    unsure: bool = False
    _bounds: tuple[date | None, bool] = field(default=(None, False))
    _aside: int | None = None
    _dated_here: bool = False
    _back_to: int | None = None

    @classmethod
    def open(cls, document: Document, sentences: Sequence[Sentence]) -> Context:
        context = cls(document, is_narrative(document, sentences), order_of_slashes(document.text))
        if not context.narrative and document.published is not None:
            context._bounds = _told_on(document.published)
        context.now, context.exact = context._bounds
        return context

    def enter(self, sentence: Sentence, *, new_paragraph: bool) -> None:
        """Move on to a sentence: a comment is told on the day it was posted, all else on the day of publication."""
        if new_paragraph:
            self.paragraph_year = None
            self._dated_here = False
            if self._back_to is not None and (self.year is None or self.year < self._back_to):
                self.year = self._back_to
            self._back_to = None
        self.sentence_year = None
        self.now, self.exact = self._bounds
        if self.document.zones and not self.narrative:
            zone = self.document.zone_at(sentence.start)
            if zone is not None and zone.kind is ZoneKind.COMMENT and zone.posted is not None:
                self.now, self.exact = _told_on(zone.posted)

    @property
    def dated_here(self) -> bool:
        """Whether this paragraph has named a time already."""
        return self._dated_here

    @property
    def how(self) -> How:
        """How an expression that is told from now is resolved."""
        return How.RELATIVE_TO_TEXT if self.now is None else How.RELATIVE_TO_PUBLICATION

    def day_of_telling(self, *, finest: TimePrecision = TimePrecision.DAY) -> date | None:
        """Return the day of telling, else the day the text stands at; None where neither is known that finely."""
        if self.now is not None:
            return self.now if self.exact or finest is not TimePrecision.DAY else None
        return self.day_of_text(finest=finest)

    def day_of_text(self, *, finest: TimePrecision = TimePrecision.DAY) -> date | None:
        """Return the first day of the period last spoken of, if it was given at least as finely as `finest`."""
        if self.then is None or self.then.first is None:
            return None
        if self.then.precision is finest or self.then.is_finer(finest):
            return self.then.first
        if finest is TimePrecision.YEAR and self.then.last is not None and self.then.last.year == self.then.first.year:
            return self.then.first
        if (
            finest is TimePrecision.MONTH
            and self.then.last is not None
            and (self.then.first.year, self.then.first.month) == (self.then.last.year, self.then.last.month)
        ):
            return self.then.first
        return None

    def remember(self, period: Period, *, stated_year: bool) -> None:
        """Note a period the text has just spoken of."""
        self.then = period
        if period.first is not None:
            if stated_year and self._dated_here and self.year is not None and period.first.year < self.year:
                # what a paragraph looks back to holds for the rest of it, and the next one goes on from before
                self._back_to = self._back_to or self.year
            self._dated_here = True
            self._run_on(period.first.year)
            if stated_year:
                self.sentence_year = period.first.year
                if period.is_finer(TimePrecision.YEAR) or period.precision is TimePrecision.YEAR:
                    self.paragraph_year = period.first.year

    def _run_on(self, year: int) -> None:
        """Move the running year; one year far from it is an aside until a second one stands beside it."""
        near = self.year is None or abs(year - self.year) <= _ASIDE
        if near or (self._aside is not None and abs(year - self._aside) <= _ASIDE):
            self.year, self._aside = year, None
        else:
            self._aside = year


def _told_on(moment: Moment) -> tuple[date | None, bool]:
    first, last = moment.earliest, moment.latest
    if first is None or last is None:
        return None, False
    return last, first == last
