"""The incidents of a record, as they are shown: with the ids that lead to each, and what its reports contradict.

Invariant: an incident is the newest row of its id that holds; the id of one that is no more leads to the one that took
its reports over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from dateline.model import schema
from dateline.record import tables
from dateline.record.rows import from_row

__all__ = ["contradictions_where", "holding", "holding_where", "incident_of", "leads_to", "with_contradictions"]

_BATCH = 400
_TABLES = {"incidents": tables.incidents, "contradictions": tables.contradictions}

Row = dict[str, Any]


def holding(what: str, *, ids: Collection[str] | None = None) -> Select[tuple[Any]]:
    """Return the question for the newest rows of incidents or contradictions that hold, of some ids or of all."""
    table = _TABLES[what]
    newest = select(func.max(table.c.row)).group_by(table.c.id)
    if ids is not None:
        newest = newest.where(table.c.id.in_(ids))
    return select(table).where(table.c.row.in_(newest), table.c.holds)


def holding_where(what: str, *conditions: ColumnElement[bool]) -> Select[tuple[Any]]:
    """Return the question for the newest rows of incidents, contradictions or derivations that hold and of which some
    conditions do.

    Whether a row is the newest is asked row by row: what is kept besides costs nothing where an index leads to those
    that fulfil the conditions.
    """
    table = tables.METADATA.tables[what]
    other = table.alias()
    newest = select(func.max(other.c.row)).where(other.c.id == table.c.id).scalar_subquery()
    return select(table).where(*conditions, table.c.row == newest, table.c.holds)


def contradictions_where(condition: ColumnElement[bool]) -> Select[tuple[Any]]:
    """Return the question for the newest rows of contradictions that hold and of which a condition does."""
    return holding_where("contradictions", condition)


def with_contradictions(connection: Connection, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield incidents with their contradictions and with the ids that lead to each; neither is kept with them."""
    todo = iter(rows)
    while batch := list(islice(todo, _BATCH)):
        ids = [row["id"] for row in batch]
        sides = _contradictions(connection, ids)
        redirects = _redirects(connection, ids)
        for row in batch:
            yield {**row, "redirects": redirects.get(row["id"], []), "contradictions": sides.get(row["id"], [])}


def _contradictions(connection: Connection, ids: list[str]) -> Mapping[str, list[Row]]:
    kept = [f.name for f in next(f for f in schema.SCHEMA["incidents"] if f.name == "contradictions").fields]
    table = tables.contradictions
    found: dict[str, list[Row]] = defaultdict(list)
    asked = contradictions_where(table.c.incident.in_(ids)).order_by(table.c.weight.desc(), table.c.id)
    for row in connection.execute(asked).mappings():
        whole = from_row("contradictions", dict(row))
        found[whole["incident"]].append({key: whole[key] for key in kept})
    return found


def _redirects(connection: Connection, ids: list[str]) -> Mapping[str, list[str]]:
    """Return the ids that lead to each incident, by themselves or over others."""
    table = tables.incident_redirects.c
    found: dict[str, list[str]] = defaultdict(list)
    steps = {id_: id_ for id_ in ids}
    while steps:
        leading = table.new.in_(sorted(steps))
        newest = select(func.max(table.row)).where(table.old.in_(select(table.old).where(leading)))
        asked = select(table.old, table.new).where(table.row.in_(newest.group_by(table.old)), leading)
        steps = {old: steps[new] for old, new in connection.execute(asked) if old not in steps}
        for old, id_ in sorted(steps.items()):
            if old != id_ and old not in found[id_]:
                found[id_].append(old)
            else:
                steps.pop(old)
    return found


def leads_to(connection: Connection, id_: str) -> str:
    """Return the incident that an id leads to today; itself where it leads nowhere else."""
    table = tables.incident_redirects.c
    seen = {id_}
    while True:
        asked = select(table.new).where(table.old == id_).order_by(table.row.desc()).limit(1)
        new = connection.execute(asked).scalar()
        if new is None or new in seen:
            return id_
        id_ = str(new)
        seen.add(id_)


def incident_of(connection: Connection, reports: Iterable[str]) -> Mapping[str, str]:
    """Return the incident that each of some reports tells of; those of no incident are left out."""
    table = tables.incident_reports.c
    wanted, found = sorted(set(reports)), {}
    for at in range(0, len(wanted), _BATCH):
        newest = select(func.max(table.row)).where(table.report.in_(wanted[at : at + _BATCH])).group_by(table.report)
        asked = select(table.report, table.incident).where(table.row.in_(newest))
        found.update({report: incident for report, incident in connection.execute(asked) if incident})
    return found
