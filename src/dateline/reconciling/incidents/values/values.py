"""What the reports of an incident say together: each value with the reports that stand behind it.

Invariant: no value is there that no report says, and none is finer than the reports that it rests on. Sources are
counted by their origins: nine papers that print one dispatch weigh as one. What is rejected counts for nothing, and
what is only announced, feared or denied counts where those who tell that it happened leave a value open; never for a
figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.model import (
    COUNTS,
    EventType,
    Level,
    Moment,
    Party,
    Placing,
    Report,
    Status,
    SupportedActor,
    SupportedCount,
    SupportedMoment,
    SupportedPlace,
    TimePrecision,
)
from dateline.reconciling.incidents.sources.standing import standing
from dateline.reconciling.incidents.values.areas import closeness, may_be_one
from dateline.reconciling.incidents.values.kinship import closer
from dateline.reconciling.incidents.values.tolls import reconciled_count

__all__ = ["Values", "values_of"]

# What a status is worth where as many origins say one as the other: what happened goes before what was to happen.
_STATUSES = (Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)

# More days than any time has that has an end.
_NEVER = 10_000_000

# Times within which a thing lay, rather than from the first to the last day of which it went on.
_LOOSE = (TimePrecision.SEASON, TimePrecision.YEAR)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Values:
    """Hold the reconciled values of one incident; see `Incident` for each."""

    type: EventType
    mode: str | None
    status: Status
    actors: tuple[SupportedActor, ...] = ()
    recipients: tuple[SupportedActor, ...] = ()
    place: SupportedPlace | None = None
    when: SupportedMoment | None = None
    counts: Mapping[str, SupportedCount] = field(default_factory=dict)
    means: str | None = None
    target: str | None = None


def values_of(
    reports: Sequence[Report],
    *,
    origins: Sequence[Sequence[str]] = (),
    told: Mapping[str, Moment | None] | None = None,
    level: Level = Level.SINGLE,
) -> Values:
    """Reconcile the reports of one incident, of which there is at least one.

    `origins` are the groups of report ids that go back to one origin each (`Sources.groups`); a report in none is its
    own. `told` leads from a document to its publication, by which the latest figures are known; `level` says how times
    are joined: a single event was in the time that all allow, an episode in all that is told of it.
    """
    return _Reconciled(reports, origins, told or {}).values(level)


class _Reconciled:
    """Hold the reports of an incident, with the origin of each."""

    def __init__(
        self,
        reports: Sequence[Report],
        origins: Sequence[Sequence[str]],
        told: Mapping[str, Moment | None],
    ) -> None:
        self.reports = sorted(reports, key=lambda r: r.id)
        self.origin_of: dict[str, int] = {id_: number for number, group in enumerate(origins) for id_ in group}
        for report in self.reports:
            self.origin_of.setdefault(report.id, len(self.origin_of) + len(origins))
        self.told = told
        self.standing = frozenset(report.id for report in standing(reports))

    def values(self, level: Level) -> Values:
        type_ = self._commonest([(r.type, r) for r in self.reports if r.status is not Status.NEGATED]) or (
            self.reports[0].type
        )
        of_type = [r for r in self.reports if r.type is type_]
        status = self._status()
        # Of what happened, a denial ("our men did not do it") names nobody as the one who did it.
        telling = {s for s in Status if s is not Status.NEGATED or status is Status.NEGATED}
        return Values(
            type=type_,
            mode=self._commonest([(r.mode, r) for r in of_type if r.mode]),
            status=status,
            actors=self._parties(lambda r: r.actors, [r for r in self.reports if r.status in telling]),
            recipients=self._parties(lambda r: r.recipients, self.reports),
            place=self._place(),
            when=self._when(level),
            counts=self._counts(),
            means=self._commonest([(r.means.kind.value, r) for r in self.reports if r.means]),
            target=self._commonest([(r.target.kind.value, r) for r in self.reports if r.target]),
        )

    def _weight(self, reports: Sequence[Report]) -> tuple[int, int]:
        """Return how many origins and how many reports stand behind something."""
        return len({self.origin_of[r.id] for r in reports}), len(reports)

    def _weight_of(self, ids: Sequence[str]) -> tuple[int, int]:
        return len({self.origin_of[id_] for id_ in ids}), len(ids)

    def _commonest(self, said: Sequence[tuple[T, Report]]) -> T | None:
        """Return what most origins say, then most reports, then what comes first by name; None where nobody says any.

        What two say that exclude each other is for the contradictions to tell.
        """
        by: defaultdict[T, list[Report]] = defaultdict(list)
        for value, report in self._of_standing(said):
            by[value].append(report)
        return min(by, key=lambda v: (*(-n for n in self._weight(by[v])), str(v))) if by else None

    def _of_standing(self, said: Sequence[tuple[T, Report]]) -> Sequence[tuple[T, Report]]:
        """Return what is said by those who stand behind the incident, or by the others where they say nothing."""
        return [(value, report) for value, report in said if report.id in self.standing] or said

    def _status(self) -> Status:
        """Return whether it happened: it did where anybody says so, but for what more origins deny than tell."""
        by: defaultdict[Status, list[Report]] = defaultdict(list)
        for report in self.reports:
            by[report.status].append(report)
        happened = [*by[Status.OCCURRED], *by[Status.ONGOING]]
        if happened and self._weight(by[Status.NEGATED])[0] <= self._weight(happened)[0]:
            return Status.OCCURRED if by[Status.OCCURRED] else Status.ONGOING
        if by[Status.NEGATED]:
            return Status.NEGATED
        return next(status for status in _STATUSES if by[status])

    def _parties(
        self, of: Callable[[Report], Sequence[Party]], reports: Sequence[Report]
    ) -> tuple[SupportedActor, ...]:
        """Return whom some reports name in a role, best supported first; a closer name stands for the wider one."""
        named: dict[str, Party] = {}
        by: defaultdict[str, list[Report]] = defaultdict(list)
        for report in reports:
            for party in of(report):
                named.setdefault(party.actor.id, party)
                if report not in by[party.actor.id]:
                    by[party.actor.id].append(report)
        for wide, close in closer([party.actor for party in named.values()]).items():
            by[close].extend(r for r in by.pop(wide) if r not in by[close])
        order = sorted(by, key=lambda id_: (*(-n for n in self._weight(by[id_])), id_))
        return tuple(SupportedActor(named[id_].actor, tuple(sorted(r.id for r in by[id_]))) for id_ in order)

    def _place(self) -> SupportedPlace | None:
        """Return the closest placing of those that most origins allow."""
        said = self._of_standing([(placing, report) for report in self.reports for placing in report.places])
        if not said:
            return None
        best: tuple[tuple[object, ...], Placing, list[Report]] | None = None
        for placing in dict.fromkeys(placing for placing, _ in said):
            agree = [report for other, report in said if may_be_one(placing, other)]
            own = [report for other, report in said if other.place.id == placing.place.id]
            rank = (-self._weight(agree)[0], closeness(placing)[:2], *(-n for n in self._weight(own)), placing.place.id)
            if best is None or rank < best[0]:
                best = rank, placing, agree
        assert best is not None
        _, placing, agree = best
        return SupportedPlace(
            placing.place, placing.precision, tuple(sorted({r.id for r in agree})), radius_km=placing.radius_km
        )

    def _when(self, level: Level) -> SupportedMoment | None:
        """Return the time that most origins allow, cut to what all of these say; of an episode, all of its time."""
        said = self._of_standing([(report.when.moment, report) for report in self.reports if report.when])
        if not said:
            return None
        if level is not Level.SINGLE:
            moment = _hull([moment for moment, _ in said])
            return SupportedMoment(moment, tuple(sorted(r.id for _, r in said))) if moment else None
        # Intervals that all have a day in common have the first day of one of them in common.
        found = [_cut(day, said) for day in dict.fromkeys(moment for moment, _ in said)]
        return min(
            (SupportedMoment(cut, tuple(sorted(r.id for r in agree))) for cut, agree in found),
            key=lambda one: (*(-n for n in self._weight_of(one.reports)), one.moment.days or _NEVER, one.moment.edtf),
        )

    def _counts(self) -> dict[str, SupportedCount]:
        """Return the figures of those who stand behind it: what a raid was feared to cost is not what it cost."""
        found = {}
        behind = [r for r in self.reports if r.id in self.standing and r.status is not Status.NEGATED]
        for name in COUNTS:
            saying = [report for report in behind if getattr(report, name) is not None]
            by_origin: defaultdict[int, list[Report]] = defaultdict(list)
            for report in saying:
                by_origin[self.origin_of[report.id]].append(report)
            if saying:
                range_ = reconciled_count(name, [by_origin[n] for n in sorted(by_origin)], self.told)
                found[name] = SupportedCount(range_, tuple(r.id for r in saying))
        return found


def _cut(start: Moment, said: Sequence[tuple[Moment, Report]]) -> tuple[Moment, list[Report]]:
    """Return the times that hold the first day of `start`, cut to what all of them say, and the reports that do."""
    first = start.earliest or start.latest
    day = Moment.day(first) if first else start
    cut, agree = start, list[Report]()
    for moment, report in said:
        if moment == start or moment.overlaps(day):
            both = cut.intersect(moment)
            if both is not None:
                cut = both
                agree.append(report)
    return cut, agree


def _hull(moments: Sequence[Moment]) -> Moment | None:
    """Return the time from the first to the last day told.

    That it was in some year ("the third this year") tells neither day where others tell a closer time of that year.
    """
    closer = [m for m in moments if m.precision not in _LOOSE]
    moments = closer + [m for m in moments if m.precision in _LOOSE and not any(m.overlaps(one) for one in closer)]
    if len({moment.edtf for moment in moments}) == 1:
        return moments[0]
    firsts = [moment.earliest for moment in moments]
    lasts = [moment.latest for moment in moments]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return None if first is None and last is None else Moment.between(first, last)
