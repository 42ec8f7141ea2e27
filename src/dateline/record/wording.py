"""Which documents hold some words: their numbers in the full text index, for who has their rows already.

Invariant: whatever people type is a valid question, as in `dateline.record.search`; what is found holds all the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from dateline.record import tables
from dateline.record.database import guard

if TYPE_CHECKING:
    from dateline.record.store import Record

__all__ = ["documents_with", "numbered_documents"]

# PostgreSQL indexes no more than this of one document; see `dateline.record.search`.
_INDEXED = 200_000


def numbered_documents(record: Record, *, above: int) -> list[tuple[int, str]]:
    """Return number and id of the documents in the full text index of a number above one, in their order.

    On PostgreSQL, where documents have no numbers, there are none, and `documents_with` gives ids.
    """
    with guard(record.name), record.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return []
        asked = text("SELECT rowid, id FROM documents_search WHERE rowid > :above ORDER BY rowid")
        return [(int(number), str(id_)) for number, id_ in connection.execute(asked, {"above": above})]


def documents_with(record: Record, words: str, *, ranked: bool = False) -> list[int] | list[str]:
    """Return the numbers (on PostgreSQL the ids) of all documents that hold all words, where `ranked` the best first.

    No document holds words that have no letter and no digit.
    """
    terms = re.findall(r"\w+", words)
    if not terms:
        return []
    with guard(record.name), record.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            told = func.coalesce(tables.documents.c.title, "") + " " + tables.documents.c.text
            vector = func.to_tsvector("simple", func.left(told, _INDEXED))
            query = func.plainto_tsquery("simple", " ".join(terms))
            order = (func.ts_rank(vector, query).desc(),) if ranked else ()
            ids = select(tables.documents.c.id).where(vector.op("@@")(query)).order_by(*order, tables.documents.c.id)
            return list(connection.execute(ids).scalars())
        match = {"match": " ".join(f'"{term}"' for term in terms)}
        found = "SELECT rowid FROM documents_search WHERE documents_search MATCH :match"
        if ranked:
            return list(connection.execute(text(f"{found} ORDER BY rank, rowid"), match).scalars())
        # One text of all numbers is made and read in a tenth of the time that a row for each takes.
        joined = connection.execute(text(f"SELECT group_concat(rowid) FROM ({found})"), match).scalar()
        return [int(number) for number in joined.split(",")] if joined else []
