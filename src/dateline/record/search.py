"""Find documents and reports by their words: FTS5 on SQLite, text search vectors on PostgreSQL.

Invariant: whatever people type is a valid query; operators and odd characters are words like any other. What is found
is what is shown: a report of an older coding never comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, select, text

from dateline.errors import DatelineError
from dateline.record import tables
from dateline.record.conditions import condition
from dateline.record.database import guard
from dateline.record.meanings import shown_rows
from dateline.record.rows import from_row

__all__ = ["find"]

# PostgreSQL indexes no more than this of one row (see the migration); the words behind it are not found there.
_INDEXED = 200_000
# So many times as many rows are looked at where too few of the best ones are shown still.
_MORE = 8
# Databases limit how many values one question may list.
_BATCH = 500


def find(
    engine: Engine, name: str, words: str, *, what: str, limit: int, min_score: float = 0.0
) -> list[dict[str, Any]]:
    """Return rows of the contract's shape, best first; an empty list where nothing holds all the words.

    Of reports only those with a `type` score of at least `min_score`. Raises DatelineError for another table than
    reports and documents, or a limit below 1.
    """
    if what not in ("reports", "documents"):
        raise DatelineError(f"search looks in reports or documents, not in {what!r}")
    if limit < 1:
        raise DatelineError(f"search returns at least one row: limit is {limit}; give 1 or more")
    terms = re.findall(r"\w+", words)
    if not terms:
        return []
    with guard(name), engine.connect() as connection:
        ask = _ask_sqlite if connection.dialect.name == "sqlite" else _ask_postgresql
        ids = ask(connection, what, terms, limit, min_score)
        by_id = {row["id"]: row for row in _rows(connection, what, ids)}
    return [by_id[i] for i in ids if i in by_id]


def _ask_sqlite(connection: Connection, what: str, terms: list[str], limit: int, least: float) -> list[str]:
    match = " ".join(f'"{term}"' for term in terms)
    if what == "documents":
        return list(connection.execute(text(_DOCUMENTS), {"match": match, "limit": limit}).scalars())
    asked = limit
    while True:
        found = connection.execute(text(_REPORTS), {"match": match, "limit": asked}).all()
        shown = _shown(connection, [row for row, _ in found], least)
        ids = [id_ for row, id_ in found if row in shown]
        if len(ids) >= limit or len(found) < asked:
            return ids[:limit]
        asked *= _MORE


def _shown(connection: Connection, rows: list[int], least: float) -> set[int]:
    """Return those rows of the search that are of the newest coding of their document, and sure enough."""
    asked = text(_SHOWN + (_SURE if least else "")).bindparams(bindparam("rows", expanding=True))
    found: set[int] = set()
    for first in range(0, len(rows), _BATCH):
        given = {"rows": rows[first : first + _BATCH], **({"least": least} if least else {})}
        found.update(connection.execute(asked, given).scalars())
    return found


def _ask_postgresql(connection: Connection, what: str, terms: list[str], limit: int, least: float) -> list[str]:
    table = tables.METADATA.tables[what]
    words = table.c.words if what == "reports" else func.coalesce(table.c.title, "") + " " + table.c.text
    vector = func.to_tsvector("simple", func.left(words, _INDEXED))
    query = func.plainto_tsquery("simple", " ".join(terms))
    asked = select(table.c.id).where(vector.op("@@")(query))
    if what == "reports":
        asked = asked.where(table.c.coding.in_(tables.newest_codings()), condition(what, table, "min_score", least))
    asked = asked.order_by(func.ts_rank(vector, query).desc(), table.c.id).limit(limit)
    return list(connection.execute(asked).scalars())


def _rows(connection: Connection, what: str, ids: list[str]) -> Iterator[dict[str, Any]]:
    table = tables.METADATA.tables[what]
    for first in range(0, len(ids), _BATCH):
        asked = select(table).where(table.c.id.in_(ids[first : first + _BATCH]))
        if what == "reports":
            asked = asked.where(tables.is_newest_coding(table))
        yield from shown_rows(connection, what, (from_row(what, dict(r)) for r in connection.execute(asked).mappings()))


_DOCUMENTS = "SELECT id FROM documents_search WHERE documents_search MATCH :match ORDER BY rank, id LIMIT :limit"
_REPORTS = "SELECT rowid, id FROM reports_search WHERE reports_search MATCH :match ORDER BY rank, id LIMIT :limit"
# Asked of the best rows alone: to know the newest coding of every document takes longer than to find and rank them.
_SHOWN = (
    "SELECT rowid FROM reports_search AS said WHERE said.rowid IN :rows AND said.coding = ("
    "SELECT max(newest.id) FROM codings AS newest "
    "WHERE newest.document = (SELECT own.document FROM codings AS own WHERE own.id = said.coding))"
)
_SURE = (
    " AND EXISTS (SELECT 1 FROM reports WHERE reports.id = said.id AND reports.coding = said.coding "
    "AND json_extract(reports.scores, '$.type') >= :least)"
)
