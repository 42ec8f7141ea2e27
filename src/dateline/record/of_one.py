"""What a record tells of one document, one report or one claim: asked by ids, never by reading all.

Invariant: the rows are those of a `Selection`, in its order; only rows of the newest coding are among them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from dateline.record import tables
from dateline.record.database import guard
from dateline.record.incidents import contradictions_where
from dateline.record.meanings import shown_rows
from dateline.record.rows import chunks, from_row

if TYPE_CHECKING:
    from dateline.record.store import Record

__all__ = [
    "Stand",
    "claims_naming",
    "coded_at",
    "coded_with",
    "coders_of",
    "contradictions_of",
    "decisions_on",
    "derivations_of",
    "stands_in",
    "titles_of",
]

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Stand:
    """Say where a report or claim stands in its document; `key` is the number of its row."""

    key: int
    id: str
    start: int
    end: int


def stands_in(record: Record, what: str, document: str) -> list[Stand]:
    """Return where all reports, or all claims, of a document stand, in the order of its text."""
    table = tables.METADATA.tables[what].c
    newest = select(func.max(tables.codings.c.id)).where(tables.codings.c.document == document).scalar_subquery()
    asked = select(table.row, table.id, table.start, table.end).where(table.coding == newest)
    with guard(record.name), record.engine.connect() as connection:
        found = connection.execute(asked.order_by(table.start, table.end, table.id)).all()
    return [Stand(*row) for row in found]


def coded_at(record: Record, what: str, keys: Sequence[int]) -> Rows:
    """Return reports or claims by the numbers of their rows, in that order."""
    table, found = tables.METADATA.tables[what], dict[int, dict[str, Any]]()
    with guard(record.name), record.engine.connect() as connection:
        for some in chunks(sorted(set(keys))):
            told = connection.execute(select(table).where(table.c.row.in_(some))).mappings().all()
            shown = shown_rows(connection, what, (from_row(what, dict(row)) for row in told))
            found.update(zip((row["row"] for row in told), shown, strict=True))
    return [found[key] for key in keys if key in found]


def coded_with(record: Record, what: str, id_: str) -> dict[str, Any] | None:
    """Return the report or claim with an id, or None where no newest coding has it."""
    table, codings = tables.METADATA.tables[what].c, tables.codings.c
    newest = select(func.max(codings.id)).where(codings.document == table.document).scalar_subquery()
    with guard(record.name), record.engine.connect() as connection:
        key = connection.execute(select(table.row).where(table.id == id_, table.coding == newest)).scalar()
    return next(iter(coded_at(record, what, [key])), None) if key is not None else None


def claims_naming(record: Record, ids: Collection[str], *, most: int) -> Rows:
    """Return claims whose subject or object has one of some ids as it is stored, the newest `most` of them.

    An id of a name (`text:...`) may mean another actor in another document: what a claim means is in what is returned.
    """
    table, codings = tables.claims, tables.codings.c
    newest = select(func.max(codings.id)).where(codings.document == table.c.document).scalar_subquery()
    keys = list[int]()
    with guard(record.name), record.engine.connect() as connection:
        for column in (table.c.subject_id, table.c.object_id):
            for some in chunks(sorted(ids)):
                asked = select(table.c.row).where(column.in_(some), table.c.coding == newest)
                keys += connection.execute(asked.order_by(table.c.row.desc()).limit(most)).scalars()
    found = coded_at(record, "claims", sorted(set(keys), reverse=True)[:most])
    return sorted(found, key=lambda one: (one["document"], one["start"], one["id"]))


def coders_of(record: Record, document: str) -> list[str]:
    """Return what coded the reports of a document, its newest coding."""
    table = tables.reports.c
    newest = select(func.max(tables.codings.c.id)).where(tables.codings.c.document == document).scalar_subquery()
    with guard(record.name), record.engine.connect() as connection:
        return sorted(connection.execute(select(table.coder).where(table.coding == newest).distinct()).scalars())


def derivations_of(record: Record, document: str) -> Rows:
    """Return what derives from what where a document is the one that derives, or the origin."""
    table = tables.derivations
    either = or_(table.c.document == document, table.c.origin_document == document)
    newest = select(func.max(table.c.row)).where(table.c.id.in_(select(table.c.id).where(either))).group_by(table.c.id)
    asked = select(table).where(table.c.row.in_(newest), table.c.holds).order_by(table.c.id)
    with guard(record.name), record.engine.connect() as connection:
        return [from_row("derivations", dict(row)) for row in connection.execute(asked).mappings()]


def decisions_on(record: Record, id_: str) -> Rows:
    """Return the decisions whose targets, or whose words, are a report or claim, with those that take them back."""
    table, found = tables.decisions, dict[str, dict[str, Any]]()
    todo = [id_]
    with guard(record.name), record.engine.connect() as connection:
        while todo:
            said = [f'"{one}"' for one in todo]
            held = [table.c[name].contains(one, autoescape=True) for one in said for name in ("targets", "anchors")]
            rows = connection.execute(select(table).where(or_(*held))).mappings()
            new = {row["id"]: from_row("decisions", dict(row)) for row in rows if row["id"] not in found}
            found |= new
            todo = list(new)
    return sorted(found.values(), key=lambda row: row["number"])


def contradictions_of(record: Record, incident: str) -> Rows:
    """Return what the reports of an incident cannot agree on, the weightiest first."""
    table = tables.contradictions.c
    asked = contradictions_where(table.incident == incident).order_by(table.weight.desc(), table.id)
    with guard(record.name), record.engine.connect() as connection:
        return [from_row("contradictions", dict(row)) for row in connection.execute(asked).mappings()]


def titles_of(record: Record, documents: Sequence[str]) -> Rows:
    """Return title, publisher, path, url and times of some documents, as rows without texts, by id."""
    table = tables.documents.c
    columns = (table.id, table.title, table.publisher, table.published, table.path, table.url, table.retrieved)
    found = []
    with guard(record.name), record.engine.connect() as connection:
        for some in chunks(sorted(set(documents))):
            found += [dict(row) for row in connection.execute(select(*columns).where(table.id.in_(some))).mappings()]
    return found
