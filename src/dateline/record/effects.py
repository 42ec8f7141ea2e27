"""What became of every decision of a record, those about actors included.

Invariant: each decision has one effect, and where that is because of others, these are named; nothing here writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.model import Act, Decision
from dateline.model.decision import decision_from_json, decision_json
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.recounting import told

if TYPE_CHECKING:
    from dateline.record.reviewing import Outcomes
    from dateline.record.store import Record

__all__ = ["Effects", "decision_row", "undone_by", "with_effects"]


@dataclass(frozen=True, slots=True)
class Effects:
    """Know what became of every decision of a record, those about actors included."""

    outcomes: Outcomes
    lost: frozenset[str] = frozenset()
    undone: Mapping[str, str] = field(default_factory=dict)

    def of(self, one: Decision) -> tuple[Effect, tuple[str, ...], str | None]:
        """Return what became of a decision, because of which others, and why."""
        if one.id in self.outcomes.effects:
            why = dict(self.outcomes.unapplied).get(one.id)
            return Effect(self.outcomes.effects[one.id]), self.outcomes.by.get(one.id, ()), why
        if one.id in self.undone:
            return Effect.UNDONE, (self.undone[one.id],), None
        if one.id in self.lost:
            return Effect.UNAPPLIED, (), "an actor that it names is no longer in the record"
        return Effect.APPLIED, (), None

    def about(self, decisions: Iterable[Decision], reports: Collection[str]) -> list[Decision]:
        """Return those of all decisions, in their order, that are about an incident with some reports.

        A decision is about it where it is about one of its reports; an undo where it takes such a one back.
        """
        known, found, own = set[str](), [], frozenset(reports)
        for one in decisions:
            is_undo = one.act is Act.UNDO and known & set(one.targets)
            if is_undo or self.outcomes.reports.get(one.id, frozenset()) & own:
                known.add(one.id)
                found.append(one)
        return found


def with_effects(record: Record) -> tuple[list[Decision], Effects]:
    """Return all decisions in their order, and what became of them."""
    decisions = [decision_from_json(one) for one in record.decisions()]
    return decisions, Effects(record.outcomes(), frozenset(record.unapplied()), undone_by(decisions))


def undone_by(decisions: Sequence[Decision]) -> dict[str, str]:
    """Return by which undo each decision was taken back; `decisions` are in their order. An undo may be undone."""
    undone: dict[str, str] = {}
    for one in reversed(decisions):
        if one.act is Act.UNDO and one.id not in undone:
            undone.update(dict.fromkeys(one.targets, one.id))
    return undone


def decision_row(one: Decision, effects: Effects) -> dict[str, Any]:
    """Return a decision as JSON, without the words that it was about, and with what became of it."""
    effect, by, why = effects.of(one)
    row = {key: value for key, value in decision_json(one).items() if key != "anchors"}
    return {**row, "told": told(one), "effect": effect.value, "because_of": list(by), "why": why}
