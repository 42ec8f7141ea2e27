"""What a record held at an earlier time: its incidents as any reconciliation left them.

Invariant: it is read from the rows that were added up to then, which nothing overwrites; the state of now is that of
the newest reconciliation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dateline.errors import DatelineError
from dateline.reconciling.incidents.deciding.differences import State, name_of
from dateline.record import tables
from dateline.record.anchoring import anchors_of_reports
from dateline.record.decisions import all_decisions
from dateline.record.rows import chunks, from_row

__all__ = ["Cover", "Reconciliation", "names_of", "number_of", "reconciliations", "state_at", "uncovered"]

_DONE = tables.reconciliations
_WHEN = re.compile(r"(build:)?(\d+)\Z")

Row = dict[str, Any]
# What returns rows of a sort, in their order, as they are to be shown: with names covered.
Cover = Callable[[str, Sequence[Row]], Sequence[Mapping[str, Any]]]


def uncovered(what: str, rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows as they are."""
    del what
    return rows


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Name one time that reports were brought together: its number, when (ISO 8601), what for, and if it took all."""

    number: int
    made: str
    cause: str
    is_whole: bool
    matcher: str


def reconciliations(connection: Connection) -> list[Reconciliation]:
    """Return all reconciliations, the first first."""
    columns = _DONE.c.id, _DONE.c.made, _DONE.c.cause, _DONE.c.is_whole, _DONE.c.matcher
    return [Reconciliation(*row) for row in connection.execute(select(*columns).order_by(_DONE.c.id))]


def number_of(connection: Connection, when: str) -> int:
    """Return the reconciliation that is meant by its number ("4") or by that of a build's run ("build:2").

    0 is the time before the first. A build that found nothing new reconciled nothing: then it is the one before it.
    Raises DatelineError for others.
    """
    known = reconciliations(connection)
    asked = _WHEN.match(when.strip())
    if asked is None:
        raise DatelineError(f"{when!r} is no reconciliation; write its number, such as 4, or build:2 for a build's run")
    number = int(asked[2])
    if not asked[1]:
        if number and number not in {one.number for one in known}:
            there = f"there are 1 to {known[-1].number}" if known else "there is none"
            raise DatelineError(f"there is no reconciliation {number}; {there}")
        return number
    own = [one.number for one in known if one.cause == f"build {number}"]
    runs = tables.runs.c
    started = connection.execute(select(runs.started).where(runs.id == number)).scalar()
    if started is None:
        raise DatelineError(f"there is no build with the run {number}")
    before = own or [one.number for one in known if one.made < started]
    if not before:
        raise DatelineError(f"build {number} came before the first reconciliation")
    return before[-1]


def state_at(connection: Connection, until: int) -> State:
    """Return the incidents as a reconciliation left them, by its number; before the first one there are none."""
    asked = select(_DONE.c.coding, _DONE.c.decision).where(_DONE.c.id == until)
    coding, decision = connection.execute(asked).one_or_none() or (0, 0)
    incidents = _incidents(connection, until)
    codings = _codings(connection, coding)
    anchors = anchors_of_reports(connection, {report for row in incidents for report in row["reports"]})
    return State(
        incidents,
        [anchor for _, anchor in sorted(anchors.items())],
        names_of(connection, codings),
        codings,
        [one for one in all_decisions(connection) if one.number <= decision],
    )


def _held(what: str, until: int) -> Select[tuple[Any]]:
    """Return the question for the rows of incidents or contradictions that held after a reconciliation."""
    table = tables.METADATA.tables[what]
    newest = select(func.max(table.c.row)).where(table.c.reconciliation <= until).group_by(table.c.id)
    return select(table).where(table.c.row.in_(newest), table.c.holds).order_by(table.c.id)


def _incidents(connection: Connection, until: int) -> list[Row]:
    disputed: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(_held("contradictions", until)).mappings():
        whole = from_row("contradictions", dict(row))
        disputed[whole["incident"]].append(whole)
    rows = (from_row("incidents", dict(row)) for row in connection.execute(_held("incidents", until)).mappings())
    return [{**row, "redirects": [], "contradictions": disputed.get(row["id"], [])} for row in rows]


def _codings(connection: Connection, until: int) -> dict[str, str]:
    """Return what coded each document that was there, by the fingerprint of its newest coding then."""
    codings = tables.codings.c
    asked = select(codings.document, codings.fingerprint).where(codings.id <= until).order_by(codings.id)
    return {document: fingerprint for document, fingerprint in connection.execute(asked)}  # noqa: C416 - rows are no pairs


def names_of(connection: Connection, documents: Iterable[str], *, cover: Cover = uncovered) -> dict[str, str]:
    """Return how documents are called where they are told of: outlet, title or path, and day."""
    table = tables.documents
    columns = table.c.id, table.c.publisher, table.c.title, table.c.path, table.c.url, table.c.published
    found: list[Row] = []
    for some in chunks(sorted(documents)):
        found += [dict(row) for row in connection.execute(select(*columns).where(table.c.id.in_(some))).mappings()]
    return {str(row["id"]): name_of(row) for row in cover("documents", found)}
