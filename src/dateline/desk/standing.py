"""How all decisions of a record stand: whether their chain holds, which contradict each other, how reviewers agree.

Invariant: it is worked out from all decisions, once for each that is added and for each time that reports are brought
together; what it is of is said with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.reconciling.incidents.deciding.judgements import agreement_json
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.decisions import BrokenLink
from dateline.reviewing.effects import all_decisions

__all__ = ["STANDING", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold how many decisions there are, the hash of the newest, and how they stand.

    `effects` lead from decisions to what became of them, `conflicts` are the decisions that cannot all hold, with why;
    `agreement` is as `dateline review agreement --json` tells it.
    """

    decisions: int
    newest: str | None
    broken: BrokenLink | None
    effects: Mapping[str, str]
    conflicts: Sequence[tuple[Sequence[str], str]]
    agreement: Sequence[Mapping[str, Any]]


def _version(desk: Desk) -> Hashable:
    newest = select(func.max(tables.decisions.c.number)).scalar_subquery()
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        return tuple(connection.execute(select(newest, tables.newest_reconciliation().scalar_subquery())).one())


def _read(desk: Desk, before: Standing | None) -> Standing:
    del before
    decisions, effects = all_decisions(desk.record)
    return Standing(
        len(decisions),
        decisions[-1].hash if decisions else None,
        desk.record.broken_link(),
        {one.id: effects.of(one)[0].value for one in decisions},
        effects.outcomes.conflicts,
        [agreement_json(one) for one in desk.record.agreement()],
    )


STANDING: Kept[Desk, Standing] = Kept(_read, version=_version, may_lag=True)
