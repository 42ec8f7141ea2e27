"""Which incidents an episode has as its parts, or an aggregate counts: the other way round of `part_of`.

Invariant: an incident is under another here exactly where its newest row, which holds, says that it is part of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.record import tables
from dateline.record.database import guard

__all__ = ["MEMBERS", "Member", "Members"]

_INCIDENTS = tables.incidents.c


@dataclass(frozen=True, slots=True)
class Member:
    """Name an incident that is part of another, or counted by it (`how`), and how sure that is, in [0, 1]."""

    id: str
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class Members:
    """Hold what each incident is part of, as of the newest row that was read, and the parts of each."""

    row: int
    part_of: Mapping[str, tuple[tuple[str, str, float], ...]]
    parts: Mapping[str, tuple[Member, ...]]

    def of(self, incident: str) -> tuple[Member, ...]:
        """Return the parts of an incident, the surest first."""
        return self.parts.get(incident, ())


def _read(desk: Desk, before: Members | None) -> Members:
    row = before.row if before else 0
    part_of = dict(before.part_of) if before else {}
    asked = select(_INCIDENTS.row, _INCIDENTS.id, _INCIDENTS.holds, _INCIDENTS.part_of).where(_INCIDENTS.row > row)
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        for number, id_, holds, said in connection.execute(asked.order_by(_INCIDENTS.row)):
            row = number
            part_of.pop(id_, None)
            if holds and said != "[]":
                part_of[id_] = tuple((one["id"], one["how"], one["score"]) for one in json.loads(said))
    if before and row == before.row:
        return before
    parts: dict[str, list[Member]] = defaultdict(list)
    for id_, wholes in part_of.items():
        for whole, how, score in wholes:
            parts[whole].append(Member(id_, how, score))
    ordered = {id_: tuple(sorted(some, key=lambda one: (-one.score, one.id))) for id_, some in parts.items()}
    return Members(row, part_of, ordered)


MEMBERS: Kept[Desk, Members] = Kept(_read)
