"""What to look at first: the doubts about each incident, and what each reviewer decided already.

Invariant: the order and the reasons are those of `urgency.queue` over all incidents, and what is left out for a
reviewer is what `dateline.record.reviewing` leaves out; here both are worked out for what changed alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from dateline.indexing.incidents import GRADES, REVIEWED, Incidents
from dateline.model import Act, Anchor, Decision, Reviewed, Subject
from dateline.model.decision import decision_from_json, subject_of
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.anchors import Finder
from dateline.reconciling.incidents.deciding.urgency import SURE, Proposal, queue
from dateline.record import tables
from dateline.record.anchoring import anchors_about
from dateline.record.rows import from_row

__all__ = ["Decisions", "Doubts"]

_DECISIONS = tables.decisions
_CONTESTED, _SINGLE, _RETRACTED = (GRADES.index(grade) for grade in ("contested", "single origin", "retracted"))
# Of more incidents than this all are sorted anew.
_FEW = 100
_DISPUTED = REVIEWED.index(Reviewed.DISPUTED)


class Doubts:
    """Keep what each incident is asked about; `update` works it out anew for those that changed."""

    def __init__(self, near: float) -> None:
        self._near = near
        self._asked: dict[int, Proposal] = {}
        self._order: list[tuple[float, str, int]] = []
        self._asking: dict[str, set[int]] = defaultdict(set)

    def update(self, incidents: Incidents, changed: Iterable[int]) -> None:
        """Work out anew what changed incidents are asked about, and those that may be one with them."""
        numbers = set(changed)
        for number in list(numbers):
            numbers |= self._asking.get(incidents.ids[number], set())
        for number in numbers:
            for id_, _ in incidents.runners[number]:
                self._asking[id_].add(number)
        shown: dict[int, dict[str, Any]] = {}
        for number in numbers:
            if incidents.alive[number] and self._may_be_asked(incidents, number):
                shown[number] = _row(incidents, number)
        beside = {
            other
            for number in shown
            for id_, _ in incidents.runners[number]
            if (other := incidents.number_of(id_)) is not None and incidents.alive[other] and other not in shown
        }
        rows = [*shown.values(), *({**_row(incidents, other), "runners_up": []} for other in beside)]
        found = {one.id: one for one in queue(rows, near=self._near)} if shown else {}
        new = {number: one for number in shown if (one := found.get(incidents.ids[number])) is not None}
        self._replace(numbers, new)

    def _replace(self, numbers: set[int], new: Mapping[int, Proposal]) -> None:
        """Put what is asked of some incidents in place of what was, in copies: earlier readers go on with theirs."""
        if not numbers:
            return
        asked, order = self._asked.copy(), self._order.copy()
        were = [(number, one) for number in numbers if (one := asked.pop(number, None)) is not None]
        gone = [(-one.urgency, one.id, number) for number, one in were]
        come = [(-one.urgency, one.id, number) for number, one in new.items()]
        if len(numbers) > _FEW:
            order = sorted({*order}.difference(gone).union(come))
        else:
            for entry in gone:
                del order[bisect_left(order, entry)]
            for entry in come:
                insort(order, entry)
        self._asked, self._order = {**asked, **new}, order

    @staticmethod
    def _may_be_asked(incidents: Incidents, number: int) -> bool:
        of = incidents.columns
        grade = of["grade"][number]
        return bool(
            incidents.runners[number]
            or of["score"][number] < SURE
            or of["reviewed"][number] == _DISPUTED
            or grade == _CONTESTED
            or (grade == _SINGLE and of["harmed"][number])
            or incidents.disputed.get(number)
        )

    def proposals(self) -> tuple[Mapping[int, Proposal], Sequence[int]]:
        """Return what is asked about by the numbers of the incidents, and these, the most urgent first."""
        return self._asked, [number for _, _, number in self._order]


def _row(incidents: Incidents, number: int) -> dict[str, Any]:
    """Return of an incident what its urgency depends on, in the shape of the contract."""
    of = incidents.columns
    reviewed = int(of["reviewed"][number])
    disputed = incidents.disputed.get(number, {})
    return {
        "id": incidents.ids[number],
        "reviewed": REVIEWED[reviewed] if reviewed >= 0 else None,
        "score": float(of["score"][number]),
        "corroboration": {"grade": GRADES[int(of["grade"][number])]},
        "killed": {"best": int(of["harmed"][number])},
        "injured": None,
        "captured": None,
        "runners_up": [{"id": id_, "score": score} for id_, score in incidents.runners[number]],
        "contradictions": [
            {"weight": weight, "disputed": on}
            for id_, (weight, on) in sorted(disputed.items(), key=lambda one: (-one[1][0], one[0]))
        ],
    }


@dataclass(slots=True)
class Decisions:
    """Read decisions, and keep which reports of now each is about."""

    all: list[Decision] = field(default_factory=list)
    about: dict[str, frozenset[str]] = field(default_factory=dict)
    _number: int = 0

    def read(
        self, connection: Connection, recoded: Iterable[str], is_shown: Callable[[str], bool]
    ) -> Sequence[Decision]:
        """Read what was decided since; what is about documents that were coded anew is found again."""
        asked = select(_DECISIONS).where(_DECISIONS.c.number > self._number)
        rows = connection.execute(asked.order_by(_DECISIONS.c.number, _DECISIONS.c.id)).mappings()
        new = [decision_from_json(from_row("decisions", dict(row))) for row in rows]
        again = set(recoded)
        old = [one for one in self.all if any(anchor.document in again for anchor in one.anchors)] if again else []
        self.all = [*self.all, *new]
        if new:
            self._number = new[-1].number
        about = [one for one in (*old, *new) if one.anchors]
        if about:
            self.about = {**self.about, **_about(connection, about, is_shown)}
        return new

    def is_about_actors(self, one: Decision) -> bool:
        """Tell whether a decision is about actors, or takes one back that is."""
        if one.act is not Act.UNDO:
            return one.about is Subject.ACTOR
        return any(self.is_about_actors(other) for other in self.all if other.id in one.targets)

    def of(self, reviewer: str) -> list[frozenset[str]]:
        """Return the reports that each decision of a reviewer is about, that nobody took back."""
        return [self.about[one.id] for one in live(self.all) if one.reviewer == reviewer and one.id in self.about]


def _about(
    connection: Connection, decisions: Sequence[Decision], is_shown: Callable[[str], bool]
) -> dict[str, frozenset[str]]:
    """Return the reports of now that decisions are about; only documents of which some changed ids are read."""
    lost = {anchor.document for one in decisions for anchor in _reports(one) if not is_shown(anchor.id)}
    finder = Finder(())
    if lost:
        finder = Finder(anchors_about(connection, [one for one in decisions if _in(one, lost)]))
    found = {}
    for one in decisions:
        reports = set[str]()
        for anchor in _reports(one):
            now = (anchor.id,) if is_shown(anchor.id) else finder.find(anchor)
            if len(now) == 1:
                reports.add(now[0])
        found[one.id] = frozenset(reports)
    return found


def _in(one: Decision, documents: set[str]) -> bool:
    return any(anchor.document in documents for anchor in one.anchors)


def _reports(one: Decision) -> list[Anchor]:
    return [anchor for anchor in one.anchors if subject_of(anchor.id) is Subject.REPORT]
