"""When a piece was published, where only its text tells: by its filing line, its sign-off, or the day of its lead.

Invariant: what is inferred quotes the words it comes from and is never taken from a comment, a bibliography, a byline
or page furniture. A filing line ("BAGHDAD, March 14, 2009 (Wire) -") and a sign-off ("Baghdad, 14 March 2009") give the
day. A report that opens on a dated event was published on that day or later, which is all that is said of it:
`2009-03-14/..`. What is told of later years, or of no day in its lead, has no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dateline.model import Evidence, Moment, TimePrecision, ZoneKind
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order, date_spans, day_without_year, read_date
from dateline.zoning.lines import Line

__all__ = ["infer_published"]

_PLACE = r"[A-Z][\w.'’-]*(?:[ /][A-Z(][\w.'’)-]*){0,4}(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?"
_FILED = re.compile(rf"(?P<bracket>[(\[])?{_PLACE}")
_GAP = re.compile(r"[,:]?\s+(?=\w)")
_LONGEST_PLACE = 60
# What closes a filing line: the wire's name in brackets, then a dash or a colon; or the bracket it was opened with.
_CLOSED = re.compile(r"\s*(?:\([^)\n]{2,40}\)\s*)?(?:[—–:]|--?)\s*")
_YEAR = re.compile(r"(?<![\d.,$€£/-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_FIRST_LINES = 2
# A day without a year is of the year of the latest date the text states, if it lies no further than this after it.
_AFTER_LATEST = 45
_LEAST_LEAD = 8  # words: a shorter line is a heading


def infer_published(text: str, lines: Sequence[Line], *, order: Order | None) -> tuple[Moment, Evidence, str] | None:
    """Return the date of publication that the text implies, the words that give it, and how it was got, or None."""
    body = [line for line in lines if line.kind in (ZoneKind.BODY, ZoneKind.QUOTATION)]
    for line in body[:_FIRST_LINES]:
        found = _filed(text, line, body, order)
        if found:
            return *found, "text:dateline"
    for line in body[-1:]:
        found = _signed(text, line, order)
        if found:
            return *found, "text:sign-off"
    lead = next((line for line in body if line.size >= _LEAST_LEAD), None)
    found = _led(text, lead, lines, order) if lead is not None else None
    return (*found, "text:lead") if found else None


def _filed(text: str, line: Line, body: Sequence[Line], order: Order | None) -> tuple[Moment, Evidence] | None:
    ends = dict(date_spans(line.text))
    for at, bracketed in _after_places(line.text):
        end = ends.get(at)
        moment = read_date(line.text[at:end], order=order) if end is not None else None
        if end is None:
            day = day_without_year(line.text, at)
            if day is None:
                continue
            end, moment = day[2], _of_latest(day[0], day[1], body, order)
        rest = line.text[end:]
        if moment is not None and ((bracketed and rest[:1] in (")", "]")) or _CLOSED.match(rest)):
            return _day(moment), Evidence.at(text, line.span.start + at, line.span.start + end)
    return None


def _after_places(words: str) -> Iterator[tuple[int, bool]]:
    """Yield each offset before which the line is a place's name and nothing else, and whether a bracket opens it."""
    for gap in _GAP.finditer(words, 0, _LONGEST_PLACE):
        place = _FILED.fullmatch(words, 0, gap.start())
        if place is not None:
            yield gap.end(), place["bracket"] is not None


def _day(moment: Moment) -> Moment:
    return Moment(moment.edtf[:10])


def _of_latest(month: int, day: int, body: Sequence[Line], order: Order | None) -> Moment | None:
    """Give a day its year by the latest full date that the body states, where it lies shortly after that."""
    stated = [d for line in body for d in _days(line, order)]
    if not stated:
        return None
    latest = max(stated)
    for year in (latest.year, latest.year + 1):
        try:
            filed = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if timedelta() <= filed - latest <= timedelta(days=_AFTER_LATEST):
            return Moment.day(filed)
    return None


def _days(line: Line, order: Order | None) -> list[date]:
    moments = [read_date(line.text[a:b], order=order) for a, b in date_spans(line.text)]
    return [m.earliest for m in moments if m is not None and m.earliest is not None]


def _signed(text: str, line: Line, order: Order | None) -> tuple[Moment, Evidence] | None:
    """Read a last line that is a place and a date, and nothing else."""
    words = line.text.rstrip(")].")
    for at, _ in _after_places(words):
        moment = read_date(words[at:], order=order)
        if moment is not None and moment.precision in (TimePrecision.DAY, TimePrecision.MINUTE):
            return _day(moment), Evidence.at(text, line.span.start + at, line.span.start + len(words))
    return None


def _led(text: str, lead: Line, lines: Sequence[Line], order: Order | None) -> tuple[Moment, Evidence] | None:
    """Take the day that a report's first paragraph dates its news to: it came out then or later."""
    spans = date_spans(lead.text)
    if len(spans) != 1:
        return None
    # the verb has to stand in the sentence of the date; a short form before a full stop ends no sentence that matters
    rest = re.split(r"[.!?]\s", lead.text[spans[0][1] :], maxsplit=1)[0]
    words = {word.lower().strip('.,;:”"') for word in (lead.text[: spans[0][0]] + rest).split()}
    if not words & set(cues().words["head.lead_verbs"]):
        return None
    moment = read_date(lead.text[slice(*spans[0])], order=order)
    if moment is None or moment.earliest is None or moment.precision is not TimePrecision.DAY:
        return None
    told = [line for line in lines if line.kind is not None and line.kind.is_read_for_events]
    if any(int(year) > moment.earliest.year for line in told for year in _YEAR.findall(line.text)):
        return None
    if any(day > moment.earliest for line in told for day in _days(line, order)):
        return None
    start, end = (lead.span.start + offset for offset in spans[0])
    return Moment.between(moment.earliest, None), Evidence.at(text, start, end)
