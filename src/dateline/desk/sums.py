"""What is told in sum ("162 attacks in April") beside what the record has singly, worked out once for each state of it.

Invariant: it is what `Record.checks` says; of incidents only what that looks at is read, and of each once.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.record import tables
from dateline.record.checking import checks_of, short_incidents
from dateline.record.database import guard

__all__ = ["SUMS", "Sums"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sums:
    """Hold the counts that are told with the events that each counts, those that say fewer than there are first.

    `incidents` are what they were held against, by id; `row` is the newest row of them that was read.
    """

    row: int
    incidents: Mapping[str, Json]
    checks: Sequence[Json]


def _version(desk: Desk) -> Hashable:
    coding = select(func.max(tables.codings.c.id)).scalar_subquery()
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        return tuple(connection.execute(select(coding, tables.newest_reconciliation().scalar_subquery())).one())


def _read(desk: Desk, before: Sums | None) -> Sums:
    last, incidents = (before.row, dict(before.incidents)) if before else (0, {})
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        for row, id_, incident in short_incidents(connection, above=last):
            last = row
            incidents.pop(id_, None)
            if incident is not None:
                incidents[id_] = incident
        found = checks_of(connection, incidents)
    return Sums(last, incidents, sorted(found, key=lambda one: not one["more"]))


SUMS: Kept[Desk, Sums] = Kept(_read, version=_version, may_lag=True, is_slow=True)
