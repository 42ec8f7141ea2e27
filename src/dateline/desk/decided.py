"""What was decided, and what became of it, as pages tell it beside what it was about.

Invariant: what is told of a decision is what the whole record says of it, whatever page it is on; the proposal that its
reviewer saw stays beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.desk.desk import Desk
from dateline.desk.review.log import log_of
from dateline.model import Act, Decision, Subject
from dateline.model.decision import decision_from_json, decision_json
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.recounting import (
    effect_in_words,
    proposals,
    proposed,
    said_proposals,
    told,
)
from dateline.reviewing.effects import Effects, row_of

__all__ = ["Decided"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold some decisions in their order, with what became of each."""

    decisions: Sequence[Decision]
    effects: Effects

    @classmethod
    def some(cls, desk: Desk, decisions: Sequence[Decision]) -> Decided:
        """Return decisions with what became of each; no others are looked at but those that have a say in it."""
        effects = log_of(desk).effects(decisions)
        if any(one.about is Subject.ACTOR for one in decisions):
            effects = replace(effects, lost=frozenset(desk.record.unapplied()))
        rows = desk.covers.rows("decisions", [decision_json(one) for one in decisions])
        return cls([decision_from_json(row) for row in rows], effects)

    @classmethod
    def about(cls, desk: Desk, reports: Collection[str]) -> Decided:
        """Return the decisions about an incident with some reports."""
        return cls.some(desk, log_of(desk).about(reports))

    @property
    def rejected(self) -> frozenset[str]:
        """The reports and claims that a decision which holds rejects."""
        held = [one for one in self.decisions if one.act is Act.REJECT and self.effects.of(one)[0] is Effect.APPLIED]
        return frozenset(target for one in held for target in one.targets)

    def rows(self, names: Mapping[str, str] | None = None) -> list[Json]:
        """Return the decisions as JSON, each with what became of it in words and what the machine had proposed.

        `names` lead from ids of actors and places to what is shown instead.
        """
        return [self._row(one, names or {}) for one in self.decisions]

    def _row(self, one: Decision, names: Mapping[str, str]) -> Json:
        return {
            **{key: value for key, value in row_of(one, self.effects).items() if key != "proposal"},
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
