"""What became of decisions: each applied, replaced, overruled, contested, undone, or not applied any more.

Invariant: it is a function of the record's decisions and of its incidents of now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.model import Act, Decision
from dateline.model.decision import decision_json
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.recounting import told

if TYPE_CHECKING:
    from dateline.record import Record
    from dateline.record.reviewing import Outcomes

__all__ = ["Effects", "all_decisions", "row_of", "undone_by"]


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


def all_decisions(record: Record) -> tuple[list[Decision], Effects]:
    """Return all decisions in their order, and what became of them."""
    decisions = record.decisions_since()
    return decisions, Effects(record.outcomes(), frozenset(record.unapplied()), undone_by(decisions))


def undone_by(decisions: Sequence[Decision]) -> dict[str, str]:
    """Return by which decision each that was taken back was, the ids of both; an undo that was is not counted."""
    undone: dict[str, str] = {}
    for one in reversed(decisions):
        if one.act is Act.UNDO and one.id not in undone:
            undone.update(dict.fromkeys(one.targets, one.id))
    return undone


def row_of(one: Decision, effects: Effects) -> dict[str, Any]:
    """Return a decision as JSON, without the words that it was about, and with what became of it."""
    effect, by, why = effects.of(one)
    row = {key: value for key, value in decision_json(one).items() if key != "anchors"}
    return {**row, "told": told(one), "effect": effect.value, "because_of": list(by), "why": why}
