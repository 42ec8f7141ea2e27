"""How many, over all who tell of one incident: low, best and high over independent origins, never over articles.

Invariant: every bound is one that an origin gives. An origin counts once, with what it told last: a toll that rises
from day to day is one toll.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from dateline.model import Count, Moment, Range, Report

__all__ = ["reconciled_count"]


def reconciled_count(
    name: str, origins: Sequence[Sequence[Report]], told: Mapping[str, Moment | None] | None = None
) -> Range:
    """Return the range over the origins of an incident, each given as its reports that have a figure of `name`.

    Low is the lowest that any origin allows; high the highest that any names, none where another has at least more;
    best what most origins give as such; where as many give one as another what was told last, and of what was told on
    one day the higher, as tolls rise by the hour. `told` leads from a document to its publication.
    """
    last = [_told_last(name, reports, told or {}) for reports in origins]
    lows = [low for range_, _ in last if (low := range_.low if range_.low is not None else range_.best) is not None]
    floors = [n for range_, _ in last for n in (range_.low, range_.best) if n is not None]
    high = max((range_.high for range_, _ in last if range_.high is not None), default=None)
    if high is not None and floors and high < max(floors):
        high = None  # somebody says "at least" more than anybody says at most
    given = Counter(range_.best for range_, _ in last if range_.best is not None)
    newest = {range_.best: day for range_, day in sorted(last, key=lambda one: one[1]) if range_.best is not None}
    best = max(given, key=lambda n: (given[n], newest[n], n)) if given else None
    return Range(min(lows, default=None), best, high)


def _told_last(name: str, reports: Sequence[Report], told: Mapping[str, Moment | None]) -> tuple[Range, date]:
    """Return what an origin told last, and when that was; documents without a date come first."""
    by_document: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_document[report.document].append(report)
    figures = []
    for document in sorted(by_document):
        published = told.get(document)
        day = (published.latest or published.earliest) if published else None
        figures.append((_in_document(name, by_document[document]), day or date.min))
    return max(figures, key=lambda one: (one[1], _size(one[0])))


def _in_document(name: str, reports: Sequence[Report]) -> Range:
    """Return the toll that one document gives: its largest figure, for the others are of a part, or of earlier hours.

    Figures of one sentence that are of different people ("three policemen and five civilians") are added up, where the
    document has no larger figure of all.
    """
    counts: list[tuple[Report, Count]] = []
    for report in sorted(reports, key=lambda r: r.id):
        count: Count = getattr(report, name)
        if all(count.evidence.span != other.evidence.span for _, other in counts):
            counts.append((report, count))
    ranges = [count.range for _, count in counts]
    by_sentence: defaultdict[tuple[int, int], list[tuple[Report, Count]]] = defaultdict(list)
    for report, count in counts:
        by_sentence[report.sentence.start, report.sentence.end].append((report, count))
    for said in by_sentence.values():
        suffering = [frozenset(party.actor.id for party in report.recipients) for report, _ in said]
        if len(said) > 1 and all(suffering) and sum(map(len, suffering)) == len(frozenset().union(*suffering)):
            total = said[0][1].range
            try:
                for _, count in said[1:]:
                    total = total + count.range
            except ValueError:
                continue  # "up to ten" and "at least three" make no sum
            ranges.append(total)
    return max(ranges, key=_size)


def _size(range_: Range) -> tuple[int, int, int]:
    """Order figures by what is certain of them first."""
    known = [n for n in (range_.low, range_.best, range_.high) if n is not None]
    return known[0], range_.best or 0, known[-1]
