"""What a record tells of one document, one report or one claim: asked by ids, never by reading all.

Invariant: the rows are those of a `Selection`, in its order; only rows of the newest coding are among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, or_, select

from dateline.record import tables
from dateline.record.database import guard
from dateline.record.incidents import contradictions_where
from dateline.record.meanings import shown_rows
from dateline.record.rows import chunks, from_row

if TYPE_CHECKING:
    from dateline.record.store import Record

__all__ = ["coded_in", "coded_with", "contradictions_of", "decisions_on", "derivations_of", "titles_of"]

Rows = list[dict[str, Any]]


def coded_in(record: Record, what: str, document: str) -> Rows:
    """Return the reports, claims or mentions of a document, in the order of its text."""
    return _coded(record, what, tables.METADATA.tables[what].c.document == document, [document])


def coded_with(record: Record, what: str, id_: str) -> dict[str, Any] | None:
    """Return the report or claim with an id, or None where no newest coding has it."""
    table = tables.METADATA.tables[what]
    with guard(record.name), record.engine.connect() as connection:
        documents = sorted(connection.execute(select(table.c.document).where(table.c.id == id_).distinct()).scalars())
    return next(iter(_coded(record, what, table.c.id == id_, documents)), None) if documents else None


def _coded(record: Record, what: str, condition: ColumnElement[bool], documents: Sequence[str]) -> Rows:
    table = tables.METADATA.tables[what]
    with guard(record.name), record.engine.connect() as connection:
        newest = list(connection.execute(tables.newest_codings_of(documents)).scalars())
        asked = select(table).where(condition, table.c.coding.in_(newest)).order_by(table.c.start, table.c.id)
        rows = (from_row(what, dict(row)) for row in connection.execute(asked).mappings())
        return list(shown_rows(connection, what, rows))


def derivations_of(record: Record, document: str) -> Rows:
    """Return what derives from what where a document is the one that derives, or the origin."""
    table = tables.derivations
    either = or_(table.c.document == document, table.c.origin_document == document)
    newest = select(func.max(table.c.row)).where(table.c.id.in_(select(table.c.id).where(either))).group_by(table.c.id)
    asked = select(table).where(table.c.row.in_(newest), table.c.holds).order_by(table.c.id)
    with guard(record.name), record.engine.connect() as connection:
        return [from_row("derivations", dict(row)) for row in connection.execute(asked).mappings()]


def decisions_on(record: Record, ids: Sequence[str]) -> Rows:
    """Return the decisions whose targets, or whose words, are one of some reports, claims, incidents or decisions."""
    table = tables.decisions
    held = [
        or_(
            table.c.targets.contains(f'"{id_}"', autoescape=True), table.c.anchors.contains(f'"{id_}"', autoescape=True)
        )
        for id_ in ids
    ]
    asked = select(table).where(or_(*held)).order_by(table.c.number)
    with guard(record.name), record.engine.connect() as connection:
        return [from_row("decisions", dict(row)) for row in connection.execute(asked).mappings()] if ids else []


def contradictions_of(record: Record, incident: str) -> Rows:
    """Return what the reports of an incident cannot agree on, the weightiest first."""
    table = tables.contradictions.c
    asked = contradictions_where(table.incident == incident).order_by(table.weight.desc(), table.id)
    with guard(record.name), record.engine.connect() as connection:
        return [from_row("contradictions", dict(row)) for row in connection.execute(asked).mappings()]


def titles_of(record: Record, documents: Sequence[str]) -> Rows:
    """Return title, publisher, path, url and publication of some documents, as rows without texts, by id."""
    table = tables.documents.c
    columns = (table.id, table.title, table.publisher, table.published, table.path, table.url)
    found = []
    with guard(record.name), record.engine.connect() as connection:
        for some in chunks(sorted(set(documents))):
            found += [dict(row) for row in connection.execute(select(*columns).where(table.id.in_(some))).mappings()]
    return found
