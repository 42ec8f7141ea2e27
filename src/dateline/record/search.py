"""Find documents and reports by their words: FTS5 on SQLite, text search vectors on PostgreSQL.

Invariant: whatever people type is a valid query; operators and odd characters are words like any other.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Engine, func, select, text

from dateline.errors import DatelineError
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.rows import from_row

__all__ = ["find"]


def find(engine: Engine, name: str, words: str, *, what: str, limit: int) -> list[dict[str, Any]]:
    """Return rows of the contract's shape, best first; an empty list where nothing holds all the words."""
    if what not in ("reports", "documents"):
        raise DatelineError(f"search looks in reports or documents, not in {what!r}")
    terms = re.findall(r"\w+", words)
    if not terms:
        return []
    with guard(name), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            match = " ".join(f'"{term}"' for term in terms)
            ids = [row[0] for row in connection.execute(text(_SQLITE[what]), {"match": match, "limit": limit})]
        else:
            table = tables.METADATA.tables[what]
            column = table.c.text if what == "documents" else table.c.words
            vector, query = func.to_tsvector("simple", column), func.plainto_tsquery("simple", " ".join(terms))
            asked = select(table.c.id).where(vector.op("@@")(query))
            if what == "reports":
                asked = asked.where(table.c.coding.in_(_newest()))
            asked = asked.order_by(func.ts_rank(vector, query).desc(), table.c.id).limit(limit)
            ids = list(connection.execute(asked).scalars())
        table = tables.METADATA.tables[what]
        rows = connection.execute(select(table).where(table.c.id.in_(ids))).mappings().all()
    by_id = {row["id"]: from_row(what, dict(row)) for row in rows}
    return [by_id[i] for i in ids if i in by_id]


def _newest() -> Any:
    return select(func.max(tables.codings.c.id)).group_by(tables.codings.c.document)


_SQLITE = {
    "documents": "SELECT id FROM documents_search WHERE documents_search MATCH :match ORDER BY rank, id LIMIT :limit",
    "reports": (
        "SELECT id FROM reports_search WHERE reports_search MATCH :match "
        "AND coding IN (SELECT max(id) FROM codings GROUP BY document) ORDER BY rank, id LIMIT :limit"
    ),
}
