"""Whether two tellings may be of one event at all, before anything in them is set against each other.

Invariant: whoever differs in the day and in a figure tells of two events; where both say when or where and the two
cannot be the same, nothing else that they say contradicts. What one leaves open parts nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from dateline.knowledge.names import name_key
from dateline.model import Moment, PlaceMissing, PlacePrecision, Placing, Report, Status
from dateline.reconciling.incidents.contradictions.binding import bound_to
from dateline.reconciling.incidents.contradictions.distances import km_apart
from dateline.reconciling.incidents.contradictions.doers import are_told_alike, may_be_one
from dateline.reconciling.incidents.contradictions.naming import topics_in
from dateline.reconciling.incidents.contradictions.recipients import are_others
from dateline.reconciling.incidents.contradictions.stating import Said, Statement
from dateline.reconciling.incidents.contradictions.timing import is_of_saying
from dateline.reconciling.incidents.contradictions.wording import counted_by_sense
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["Sameness", "are_elsewhere", "are_of_one", "names_a_place", "sameness_of"]

T = TypeVar("T")
# Kilometres from the middle of a town to its edge, at most.
_TOWN_KM = 15
# A place is named, and nobody knows which.
_UNPLACED = (PlaceMissing.NOT_IN_GAZETTEER, PlaceMissing.OUT_OF_REACH)
# Days between two times of which one may be the other, told a day late or early.
_SLACK = 1
# Days after which what was done to those who had been taken is told for itself.
_LATER = 3
# Days between the publications of two tellings of one event where neither says when it was.
_TOLD = 31


@dataclass(frozen=True, slots=True)
class Sameness:
    """Hold when the reports of an incident put it, by document, and the reports by id."""

    days: Mapping[str, tuple[Moment, ...]]
    reports: Mapping[str, Report]

    def may_hold(self, one: Said[T], other: Said[T]) -> bool:
        """Tell whether what two speakers say may be said of one event: at times and places that do not exclude it."""
        ours, theirs = self.reports.get(one.report or ""), self.reports.get(other.report or "")
        if ours is not None and theirs is not None and are_elsewhere(ours, theirs):
            return False
        if one.telling.document == other.telling.document:
            return ours is None or theirs is None or _may_be_of_one_time(_days(ours), _days(theirs))
        first = _days(ours) or self.days.get(one.telling.document, ())
        second = _days(theirs) or self.days.get(other.telling.document, ())
        if first and second:
            return _may_be_of_one_time(first, second)
        told, again = one.telling.told, other.telling.told
        return told is None or again is None or max(told[0] - again[1], again[0] - told[1]) <= _TOLD


def are_of_one(one: Report, other: Report) -> bool:
    """Tell whether two reports may be of one act: done by the same, to the same, with the same means."""
    if are_others(one, other) or _are_other_persons(one, other):
        return False
    if _is_taking(one) != _is_taking(other) and _days_apart(one, other) > _LATER:
        return False  # who was abducted in May may be looked for, or killed, in July
    if one.means and other.means and one.means.kind is not other.means.kind:
        return False
    return not (one.actors and other.actors) or any(
        are_told_alike(a.evidence.words, b.evidence.words) or may_be_one(a.actor, b.actor)
        for a in one.actors
        for b in other.actors
    )


def _is_taking(report: Report) -> bool:
    return counted_by_sense(report.sense) == "captured"


def _days_apart(one: Report, other: Report) -> int:
    return min((_gap(a, b) for a in _days(one) for b in _days(other)), default=0)


def _are_other_persons(one: Report, other: Report) -> bool:
    """Tell whether the sentences of two reports bind their acts to persons of different names."""
    ours, theirs = _persons(one), _persons(other)
    return bool(ours and theirs) and not ours & theirs


def _persons(report: Report) -> frozenset[str]:
    start = report.trigger.start - report.sentence.start
    return _persons_bound(report.sentence.words, start, start + len(report.trigger.words))


@lru_cache(maxsize=1 << 14)
def _persons_bound(sentence: str, start: int, end: int) -> frozenset[str]:
    """Return the keys of the names of persons to whom a sentence binds the act told from `start` to `end`."""
    return frozenset(key for key in bound_to(sentence, start, end, "voice") if ":" not in key)


def sameness_of(statements: Sequence[Statement]) -> Sameness:
    """Gather what tells whether two of an incident's statements may be of one event."""
    days: defaultdict[str, set[Moment]] = defaultdict(set)
    for s in statements:
        if s.report.status is not Status.PLANNED:
            days[s.report.document].update(_days(s.report))
    return Sameness(
        {document: tuple(sorted(found, key=lambda m: m.edtf)) for document, found in days.items()},
        _placed(statements),
    )


def _placed(statements: Sequence[Statement]) -> dict[str, Report]:
    """Return the reports by id, those that name no place with the places that others name in their sentence."""
    named: defaultdict[tuple[str, int], list[Placing]] = defaultdict(list)
    for s in statements:
        named[s.report.document, s.report.sentence.start] += _places(s.report)
    placed = {}
    for report in (s.report for s in statements):
        places = tuple(named[report.document, report.sentence.start])
        is_open = not report.places and report.place_missing is PlaceMissing.NOT_STATED
        placed[report.id] = replace(report, places=places, place_missing=None) if is_open and places else report
    return placed


def _days(report: Report | None) -> tuple[Moment, ...]:
    """Return the time of a report, unless it is only that of somebody's saying so."""
    if report is None or report.when is None or is_of_saying(report.sentence, report.when.evidence):
        return ()
    return (report.when.moment,)


def _may_be_of_one_time(ours: Iterable[Moment], theirs: Iterable[Moment]) -> bool:
    pairs = [(a, b) for a in ours for b in theirs]
    return not pairs or any(_gap(a, b) <= _SLACK for a, b in pairs)


def _gap(one: Moment, other: Moment) -> int:
    first, last = one.earliest or date.min, one.latest or date.max
    again, until = other.earliest or date.min, other.latest or date.max
    return max((first - until).days, (again - last).days, 0)


def are_elsewhere(one: Report, other: Report) -> bool:
    """Tell whether two reports name places that cannot be one, by what is known of them, else by their names."""
    ours, theirs = _places(one), _places(other)
    if not one.places and not other.places:
        about = _topics(one), _topics(other)
        return names_a_place(one) and names_a_place(other) and all(about) and not about[0] & about[1]
    if _is_at_unknown(one, theirs) or _is_at_unknown(other, ours):
        return not _topics(one) & _topics(other)  # "in Kilo" is not "at Lima", wherever Lima is
    return bool(ours and theirs) and all(km_apart(a, b) > 0 for a in ours for b in theirs)


def _is_at_unknown(report: Report, places: Sequence[Placing]) -> bool:
    """Tell whether a report is of a place that nobody knows, beside one that is known."""
    known = bool(places) and all(_is_close(p) for p in places)
    return known and report.place_missing in _UNPLACED and names_a_place(report)


def _is_close(placing: Placing) -> bool:
    """Tell whether a place is a town, or no larger than one, so that it holds no other."""
    if placing.precision < PlacePrecision.FIRST_LEVEL:
        return True
    return placing.radius_km is not None and placing.radius_km <= _TOWN_KM


def _topics(report: Report) -> frozenset[str]:
    parties = {key for p in (*report.actors, *report.recipients) for key in name_key(p.evidence.words).split()}
    return topics_in(report.sentence.words) - parties


def names_a_place(report: Report) -> bool:
    """Tell whether a sentence names a place that nobody knows, but for the one where somebody said so."""
    after = report.trigger.end - report.sentence.start
    said = words().saying_on.search(report.sentence.words, after)
    told = report.sentence.words[: said.start()] if said is not None else report.sentence.words
    return words().placing_name.search(told) is not None


def _places(report: Report) -> list[Placing]:
    """Return the places that a report's own sentence names, but for countries."""
    return [
        p
        for p in report.places
        if p.how == "explicit"
        and p.precision < PlacePrecision.COUNTRY
        and report.sentence.span.contains(p.evidence.span)
    ]
