"""Decisions on a screen: what somebody decided, why, what became of it, and what the machine had proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text

from dateline.cli.output import clean
from dateline.model import Act, Decision
from dateline.reconciling.incidents.deciding.recounting import effect_in_words, names_in, said_proposals, told
from dateline.reviewing.effects import Effects, all_decisions

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["decided", "line_of"]

Row = Mapping[str, Any]


def decided(record: Record, row: Row) -> Iterator[Text]:
    """Yield a line for each decision about an incident, and one for what the machine had proposed of it then.

    A decision is about it where it is about one of its reports; an undo where it takes such a one back.
    """
    if not len(record.decisions()):
        return
    decisions, effects = all_decisions(record)
    names = names_in(record.some("reports", row["reports"]))
    reports, known, shown = set(row["reports"]), set[str](), dict[str, str]()
    for one in decisions:
        is_undo = one.act is Act.UNDO and known & set(one.targets)
        if not is_undo and not effects.outcomes.reports.get(one.id, frozenset()) & reports:
            continue
        known.add(one.id)
        yield line_of(one, effects)
        for id_, said in said_proposals(one, names=names).items():
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
