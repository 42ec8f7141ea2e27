"""Decisions on a screen: what somebody decided, why, what became of it, and what the machine had proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rich.text import Text

from dateline.cli.output import clean
from dateline.model import Act, Decision
from dateline.model.decision import decision_from_json, decision_json
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.recounting import (
    effect_in_words,
    proposal_in_words,
    proposals,
    proposed,
    told,
)

if TYPE_CHECKING:
    from dateline.record import Record
    from dateline.record.reviewing import Outcomes

__all__ = ["Effects", "all_decisions", "decided", "line_of", "row_of"]

Row = Mapping[str, Any]


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
    decisions = [decision_from_json(one) for one in record.decisions()]
    undone: dict[str, str] = {}
    for one in reversed(decisions):
        if one.act is Act.UNDO and one.id not in undone:
            undone.update(dict.fromkeys(one.targets, one.id))
    return decisions, Effects(record.outcomes(), frozenset(record.unapplied()), undone)


def decided(record: Record, row: Row) -> Iterator[Text]:
    """Yield a line for each decision about an incident, and one for what the machine had proposed of it then.

    A decision is about it where it is about one of its reports; an undo where it takes such a one back.
    """
    if not len(record.decisions()):
        return
    decisions, effects = all_decisions(record)
    names = _names(record, row)
    reports, known, shown = set(row["reports"]), set[str](), dict[str, str]()
    for one in decisions:
        is_undo = one.act is Act.UNDO and known & set(one.targets)
        if not is_undo and not effects.outcomes.reports.get(one.id, frozenset()) & reports:
            continue
        known.add(one.id)
        yield line_of(one, effects)
        for id_, seen in proposals(one).items():
            if one.act is Act.EDIT:
                said = f"{one.field} {proposed(seen, one.field or '', names=names)}"
            else:
                said = proposal_in_words(seen, names=names)
            if shown.get(id_) == said:
                continue  # it is told above
            shown[id_] = said
            yield Text(f"    proposed was {id_}: {clean(said)}", "dim")


def line_of(one: Decision, effects: Effects) -> Text:
    """Return a decision in one line: its id, who did what and when, why, and what became of it."""
    said = f"{told(one)}, {one.made.edtf[:16].replace('T', ' ')}{f': {one.reason}' if one.reason else ''}"
    return Text.assemble(
        (one.id, "dim"), f"  {clean(said)}", (f"  [{clean(effect_in_words(*effects.of(one)))}]", "dim")
    )


def row_of(one: Decision, effects: Effects) -> dict[str, Any]:
    """Return a decision as JSON, without the words that it was about, and with what became of it."""
    effect, by, why = effects.of(one)
    row = {key: value for key, value in decision_json(one).items() if key != "anchors"}
    return {**row, "told": told(one), "effect": effect.value, "because_of": list(by), "why": why}


def _names(record: Record, row: Row) -> dict[str, str]:
    """Return the names of the actors and places that the reports of an incident name, by their ids."""
    found = {}
    for report in record.some("reports", row["reports"]):
        for named in (*report["actors"], *report["recipients"], *report["places"]):
            found[named["id"]] = named["name"]
    return found
