"""Which incidents verdicts and edits change, where nothing else is new: those alone are made again.

Invariant: a verdict or an edit brings no reports together and parts none. So the incidents stay the groups that they
are, and no other one changes but in what it contradicts one of them in; what is written is what going through all
reports again would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from dateline.model import Act, Decision, Level, RunnerUp, Subject
from dateline.model.decision import subject_of
from dateline.reconciling.incidents.deciding.anchors import Finder
from dateline.reconciling.incidents.deciding.replay import Decided, Replayed, replay
from dateline.record import tables
from dateline.record.anchoring import anchors_about
from dateline.record.belonging import memberships_of
from dateline.record.incidents import holding, incident_of
from dateline.record.plans import Kept, Plan, mates_of
from dateline.record.reconciled import State
from dateline.record.rows import chunks, from_row

__all__ = ["Judged", "judged", "newly_judged"]

_VERDICTS = frozenset({Act.ACCEPT, Act.REJECT, Act.UNSURE})
_JUDGING = _VERDICTS | {Act.EDIT}
_ABOUT = frozenset({Subject.INCIDENT, Subject.REPORT, Subject.CLAIM})


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold the incidents to make again, and what is needed for it.

    `plans` are those of which the values may be others, and those that may contradict one of these; `mates`, `replayed`
    and `kept` are as for a whole pass, `earlier` are the reports of all incidents that are looked at. Where incidents
    got no more than verdicts there are no plans: their rows say who reviewed them, and nothing else.
    """

    plans: Sequence[Plan]
    mates: Mapping[str, Sequence[Plan]]
    replayed: Replayed
    earlier: Mapping[str, set[str]]
    kept: Kept


def newly_judged(decisions: Sequence[Decision], *, since: State, now: State) -> list[Decision] | None:
    """Return what was decided since, with what that takes back, where it is all that is new and regroups nothing.

    Else None: then reports may have to be brought together in another way.
    """
    if replace(since, decision=now.decision) != now:
        return None
    by_id = {one.id: one for one in decisions}
    waiting = [one for one in decisions if one.number > since.decision]
    found: dict[str, Decision] = {}
    while waiting:
        one = waiting.pop()
        if one.id in found:
            continue
        found[one.id] = one
        if one.act is Act.UNDO:
            waiting += [by_id[target] for target in one.targets if target in by_id]
        elif one.act not in _JUDGING or one.about not in _ABOUT:
            return None
    return list(found.values())


def judged(connection: Connection, decisions: Sequence[Decision], new: Sequence[Decision]) -> Judged:
    """Return what to make again because of new verdicts and edits, `decisions` being all of the record."""
    work = _Work(connection)
    about = work.told_in(new)
    work.read(about)
    near = {one.id for id_ in about & work.plans.keys() for one in work.plans[id_].runners_up}
    work.read(near)
    mates = mates_of(list(work.plans.values()))
    firsts = {id_ for id_ in near - about if any(mate.id in about for mate in mates.get(id_, ()))}
    work.read({one.id for id_ in firsts for one in work.plans[id_].runners_up})
    # Of those that a decision is about some may have gone elsewhere: it is judged where most of them are.
    beside = work.documents_of({*about, *near})
    relevant = [one for one in decisions if any(anchor.document in beside for anchor in one.anchors)]
    work.read(work.told_in(relevant))
    ids = {one.id for one in relevant if one.act in _JUDGING}
    judging = [one for one in decisions if one.id in ids or one.act is Act.UNDO]
    replayed = replay([plan.members for plan in work.plans.values()], judging, anchors_about(connection, relevant))
    if all(_is_verdict(one) for one in new):
        rows = {id_: work.row_of(id_, replayed) for id_ in sorted(about & work.plans.keys())}
        return Judged((), {}, replayed, {}, Kept(rows))
    mates = mates_of(list(work.plans.values()))
    return Judged(
        [work.plans[id_] for id_ in sorted((about | firsts) & work.plans.keys())],
        mates,
        replayed,
        {id_: set(plan.members) for id_, plan in work.plans.items()},
        Kept(
            dict.fromkeys(firsts),
            {id_: {mate.id for mate in mates[id_]} - about for id_ in firsts},
        ),
    )


def _is_verdict(one: Decision) -> bool:
    """Tell whether a decision says of incidents what somebody thinks of them, or takes another one back."""
    about = {subject_of(target) for target in one.targets}
    return one.act is Act.UNDO or (one.act in _VERDICTS and about == {Subject.INCIDENT})


class _Work:
    """Read incidents as they are, as plans to make them again by."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.plans: dict[str, Plan] = {}
        self._rows: dict[str, dict[str, Any]] = {}

    def row_of(self, id_: str, replayed: Replayed) -> dict[str, Any] | None:
        """Return the row of an incident with what people say of it now, None where it is the one that is there."""
        reviewed = replayed.incidents.get(self.plans[id_].members, Decided()).reviewed
        row = {key: value for key, value in self._rows[id_].items() if key not in ("row", "reconciliation", "holds")}
        return None if row["reviewed"] == reviewed else {**row, "reviewed": reviewed and reviewed.value}

    def told_in(self, decisions: Iterable[Decision]) -> set[str]:
        """Return the incidents in which the words stand that decisions are about."""
        some = list(decisions)
        finder = Finder(anchors_about(self._connection, some))
        found = {id_ for one in some for anchor in one.anchors for id_ in finder.find(anchor)}
        return set(incident_of(self._connection, found).values())

    def read(self, ids: Collection[str]) -> None:
        """Read incidents that were not read so far."""
        for some in chunks(sorted(set(ids) - self.plans.keys())):
            for row in self._connection.execute(holding("incidents", ids=some)).mappings():
                self._rows[row["id"]] = dict(row)
                self.plans[row["id"]] = _plan(from_row("incidents", self._rows[row["id"]]))

    def documents_of(self, ids: Collection[str]) -> set[str]:
        """Return the documents that tell of some incidents."""
        reports, found = tables.reports.c, set[str]()
        for some in chunks(sorted({r for id_ in ids if id_ in self.plans for r in self.plans[id_].members})):
            asked = select(reports.document).where(reports.id.in_(some)).distinct()
            found.update(self._connection.execute(asked).scalars())
        return found


def _plan(row: Mapping[str, Any]) -> Plan:
    return Plan(
        row["id"],
        frozenset(row["reports"]),
        Level(row["level"]),
        row["score"],
        memberships_of(row["part_of"]),
        tuple(RunnerUp(one["id"], one["score"], one["why"]) for one in row["runners_up"]),
    )
