"""What was decided, and what became of it: worked out once for each new decision or reconciliation.

Invariant: what is told of a decision is what the record holds of it now; the proposal that its reviewer saw stays
beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.model import Decision
from dateline.reconciling.incidents.deciding.recounting import (
    effect_in_words,
    proposals,
    proposed,
    said_proposals,
    told,
)
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.effects import Effects, decision_row, with_effects

__all__ = ["DECIDED", "Decided"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold decisions in their order, all or those about one incident, with what became of each."""

    decisions: Sequence[Decision]
    effects: Effects

    def about(self, reports: Collection[str]) -> Decided:
        """Return those about an incident with some reports."""
        return Decided(self.effects.about(self.decisions, reports), self.effects) if self.decisions else self

    def rows(self, names: Mapping[str, str] | None = None) -> list[Json]:
        """Return the decisions as JSON, each with what became of it in words and what the machine had proposed."""
        return [self.row(one, names or {}) for one in self.decisions]

    def row(self, one: Decision, names: Mapping[str, str]) -> Json:
        """Return one decision as JSON; `names` lead from ids of actors and places to what is shown instead."""
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
                had = proposed(seen, one.field or "", names=names)
                return {"told": told(one), "reviewer": one.reviewer, "made": one.made.edtf, "reason": one.reason} | {
                    "had": had
                }
        return None


def _version(desk: Desk) -> Hashable:
    """Return what tells that something was decided, or that reports were brought together anew."""
    newest = select(func.max(tables.decisions.c.number)).scalar_subquery()
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        row = connection.execute(select(newest, tables.newest_reconciliation().scalar_subquery())).one()
    return tuple(row)


def _read(desk: Desk, before: Decided | None) -> Decided:
    del before
    return Decided(*with_effects(desk.record))


DECIDED: Kept[Decided] = Kept(_read, version=_version)
