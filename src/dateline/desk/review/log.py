"""What was decided so far, as the desk tells it: about one incident, or all of it, with what became of each.

Invariant: what became of the decisions about some reports is told from all decisions that can have a say in it: those
about the same reports, those about what these are about, and so on, with all that takes any of them back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from weakref import WeakKeyDictionary

from dateline.desk.desk import Desk
from dateline.indexing import Snapshot
from dateline.model import Act, Decision
from dateline.reviewing.effects import Effects, undone_by

__all__ = ["Log", "log_of"]


@dataclass(frozen=True, slots=True)
class _Links:
    by_id: Mapping[str, Decision]
    of_report: Mapping[str, list[str]]
    undoing: Mapping[str, list[str]]


class Log:
    """Tell what was decided, as one snapshot has it."""

    def __init__(self, desk: Desk, now: Snapshot) -> None:
        self._desk, self._now = desk, now
        self.all = now.decisions.all
        self._links = _links(now)

    def get(self, id_: str) -> Decision | None:
        """Return a decision by its id, or None."""
        return self._links.by_id.get(id_)

    def reports(self, id_: str) -> frozenset[str]:
        """Return the reports of now that a decision is about; of an undo those that what it takes back is about."""
        about = self._now.decisions.about.get(id_, frozenset[str]())
        one = self.get(id_)
        if one is not None and one.act is Act.UNDO:
            return about.union(*(self.reports(target) for target in one.targets if target != id_))
        return about

    def about(self, reports: Collection[str]) -> list[Decision]:
        """Return the decisions about some reports, in their order, with those that take them back."""
        return self._sorted(self._with_undos({id_ for r in reports for id_ in self._links.of_report.get(r, ())}))

    def effects(self, decisions: Iterable[Decision]) -> Effects:
        """Return what became of some decisions, and of all that have a say in it."""
        todo, seen = {one.id for one in decisions}, set[str]()
        while todo:
            seen |= todo
            reports = {report for id_ in todo for report in self._now.decisions.about.get(id_, ())}
            more = {id_ for report in reports for id_ in self._links.of_report.get(report, ())}
            todo = self._with_undos(more | todo) - seen
        chosen = self._trimmed(seen)
        return Effects(self._desk.record.outcomes(chosen), frozenset(), undone_by(chosen))

    def _trimmed(self, ids: Collection[str]) -> list[Decision]:
        """Return decisions in their order; undos take back no others than these, or one that is added for it.

        An undo may take back hundreds that were decided in bulk, which have no say in what is asked.
        """
        chosen = {id_: self._links.by_id[id_] for id_ in ids}
        for one in [one for one in chosen.values() if one.act is Act.UNDO]:
            targets = tuple(target for target in one.targets if target in ids) or one.targets[:1]
            chosen[one.id] = replace(one, targets=targets)
            chosen |= {id_: self._links.by_id[id_] for id_ in targets if id_ in self._links.by_id and id_ not in chosen}
        return sorted(chosen.values(), key=lambda one: one.number)

    def _with_undos(self, ids: Iterable[str]) -> set[str]:
        """Return decisions with all that takes one of them back, and what takes that back."""
        todo, seen = set(ids), set[str]()
        while todo:
            seen |= todo
            todo = {undo for id_ in todo for undo in self._links.undoing.get(id_, ())} - seen
        return seen

    def _sorted(self, ids: Iterable[str]) -> list[Decision]:
        return sorted((self._links.by_id[id_] for id_ in ids), key=lambda one: one.number)


_LINKS: WeakKeyDictionary[Snapshot, _Links] = WeakKeyDictionary()
_LOCK = Lock()


def log_of(desk: Desk) -> Log:
    """Return what was decided so far."""
    return Log(desk, desk.now)


def _links(now: Snapshot) -> _Links:
    with _LOCK:
        if now in _LINKS:
            return _LINKS[now]
    of_report, undoing = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for id_, reports in now.decisions.about.items():
        for report in reports:
            of_report[report].append(id_)
    for one in now.decisions.all:
        if one.act is Act.UNDO:
            for target in one.targets:
                undoing[target].append(one.id)
    made = _Links({one.id: one for one in now.decisions.all}, of_report, undoing)
    with _LOCK:
        _LINKS[now] = made
    return made
