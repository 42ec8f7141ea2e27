"""What was decided, and what became of it: of the decisions that a page shows, and of those that bear on them.

Invariant: what is told of a decision is what the whole record says of it: decisions that share reports are looked at
together, whatever page they are on. The proposal that its reviewer saw stays beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.model import Act, Decision, Subject
from dateline.model.decision import subject_of
from dateline.reconciling.incidents.deciding.recounting import (
    effect_in_words,
    proposals,
    proposed,
    said_proposals,
    told,
)
from dateline.record.effects import Effects, decision_row, undone_by

__all__ = ["LOG", "Decided", "Log"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Log:
    """Hold all decisions of a record in their order, and which are about each report or claim, or take one back."""

    all: Sequence[Decision]
    at: Mapping[str, int]
    about: Mapping[str, Sequence[int]]
    of: Mapping[int, Collection[str]]
    undoing: Mapping[str, Sequence[int]]
    undone: Mapping[str, str]

    def about_any(self, reports: Iterable[str]) -> list[Decision]:
        """Return the decisions that are about one of some reports, and those that take these back, in their order."""
        found = {n for report in reports for n in self.about.get(report, ())}
        return [self.all[n] for n in sorted(self._with_undos(found))]

    def bearing_on(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Return decisions with all that share a report with them, or with one that does, and all that undoes these."""
        found = {self.at[one.id] for one in decisions}
        found |= {self.at[target] for n in found for target in self.all[n].targets if target in self.at}
        todo = list(found)
        while todo:
            for key in self.of.get(todo.pop(), ()):
                new = [n for n in self.about[key] if n not in found]
                found.update(new)
                todo += new
        return [self.all[n] for n in sorted(self._with_undos(found))]

    def _with_undos(self, found: set[int]) -> set[int]:
        todo, made = list(found), set(found)
        while todo:
            new = [n for n in self.undoing.get(self.all[todo.pop()].id, ()) if n not in made]
            made.update(new)
            todo += new
        return made


def _read(desk: Desk, before: Log | None) -> Log:
    decisions = desk.now.decisions
    if before is not None and before.all is decisions.all:
        return before
    about, of, undoing = (
        defaultdict[str, list[int]](list),
        dict[int, Collection[str]](),
        defaultdict[str, list[int]](list),
    )
    for n, one in enumerate(decisions.all):
        claims = {anchor.id for anchor in one.anchors if subject_of(anchor.id) is Subject.CLAIM}
        of[n] = decisions.about.get(one.id, frozenset()) | claims
        for key in of[n]:
            about[key].append(n)
        for target in one.targets if one.act is Act.UNDO else ():
            undoing[target].append(n)
    at = {one.id: n for n, one in enumerate(decisions.all)}
    return Log(decisions.all, at, dict(about), of, dict(undoing), undone_by(decisions.all))


LOG: Kept[Log] = Kept(_read)


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold some decisions in their order, with what became of each."""

    decisions: Sequence[Decision]
    effects: Effects

    @classmethod
    def some(cls, desk: Desk, decisions: Sequence[Decision]) -> Decided:
        """Return decisions with what became of each, for which no others are looked at but those that bear on them."""
        log = LOG.of(desk)
        outcomes = desk.record.outcomes(log.bearing_on(decisions))
        about_actors = any(one.about is Subject.ACTOR for one in decisions)
        lost = frozenset(desk.record.unapplied()) if about_actors else frozenset[str]()
        return cls(decisions, Effects(outcomes, lost, log.undone))

    @classmethod
    def about(cls, desk: Desk, reports: Iterable[str]) -> Decided:
        """Return the decisions about an incident with some reports."""
        return cls.some(desk, LOG.of(desk).about_any(reports))

    def rows(self, names: Mapping[str, str] | None = None) -> list[Json]:
        """Return the decisions as JSON, each with what became of it in words and what the machine had proposed.

        `names` lead from ids of actors and places to what is shown instead.
        """
        return [self._row(one, names or {}) for one in self.decisions]

    def _row(self, one: Decision, names: Mapping[str, str]) -> Json:
        return {
            **{key: value for key, value in decision_row(one, self.effects).items() if key != "proposal"},
            "became": effect_in_words(*self.effects.of(one)),
            "proposed": said_proposals(one, names=names),
        }

    def edit(self, id_: str, names: Mapping[str, str]) -> Json | None:
        """Return who set a value by an edit, when and why, and what the machine had there; None where none is known."""
        for one in self.decisions:
            if one.id == id_:
                seen = next(iter(proposals(one).values()), {})
                return {
                    "told": told(one),
                    "reviewer": one.reviewer,
                    "made": one.made.edtf,
                    "reason": one.reason,
                    "had": proposed(seen, one.field or "", names=names),
                }
        return None
