"""Which reports hold some words: the hits of the record's full text index, as a mask over the rows.

Invariant: any text is a valid question; what is found are the rows of the reading at hand, so that a report of an older
coding never comes back. The words of what was coded since are found once the index was refreshed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from dateline.record import tables

__all__ = ["Hits", "hits", "is_in_step", "terms_of"]

Array = NDArray[Any]
# PostgreSQL indexes no more than this of one row; see `dateline.record.search`.
_INDEXED = 200_000


@dataclass(frozen=True, slots=True)
class Hits:
    """Hold which rows of the reports hold some words, and how well each fits, the smaller the better."""

    mask: Array
    fit: Array


def terms_of(words: str) -> list[str]:
    """Return the terms that are looked for, all of which a report has to have."""
    return re.findall(r"\w+", words)


def is_in_step(connection: Connection) -> bool:
    """Tell whether the rows of the full text index have the numbers of the reports that they are of.

    Both are only ever added to, in one order and in one transaction, so that it is so unless another program wrote.
    """
    if connection.dialect.name != "sqlite":
        return True
    reports = tables.reports.c
    most = connection.execute(select(func.max(reports.row))).scalar()
    most_here = connection.execute(text("SELECT max(rowid) FROM reports_search")).scalar()
    if most is None:
        return True
    asked = sorted({1, *(int(most) * n // 50 for n in range(1, 51))})
    here = select(reports.row, reports.coding, reports.id).where(reports.row.in_(asked))
    listed = ", ".join(map(str, asked))
    there = text(f"SELECT rowid, coding, id FROM reports_search WHERE rowid IN ({listed})")
    found = {(row, int(coding), id_) for row, coding, id_ in connection.execute(there)}
    return most == most_here and all(tuple(row) in found for row in connection.execute(here))


def hits(connection: Connection, words: str, rows: Array, *, in_step: bool) -> Hits:
    """Return the hits among rows, given by the primary keys of the reports in ascending order."""
    mask, fit = np.zeros(len(rows), bool), np.full(len(rows), np.inf)
    terms = terms_of(words)
    if terms:
        found = _ask(connection, terms, in_step=in_step)
        keys = np.array([row for row, _ in found], np.int64)
        ranks = np.array([rank for _, rank in found], np.float64)
        at = np.searchsorted(rows, keys)
        is_there = at < len(rows)
        is_there[is_there] = rows[at[is_there]] == keys[is_there]
        mask[at[is_there]] = True
        fit[at[is_there]] = ranks[is_there]
    return Hits(mask, fit)


def _ask(connection: Connection, terms: list[str], *, in_step: bool) -> Sequence[Any]:
    if connection.dialect.name == "sqlite":
        match = {"match": " ".join(f'"{term}"' for term in terms)}
        asked = "SELECT rowid, rank FROM reports_search WHERE reports_search MATCH :match"
        if not in_step:
            asked = (
                "SELECT r.row, s.rank FROM reports_search s JOIN reports r ON r.id = s.id AND r.coding = s.coding "
                "WHERE reports_search MATCH :match"
            )
        return connection.execute(text(asked), match).all()
    words = tables.reports.c.words
    vector = func.to_tsvector("simple", func.left(words, _INDEXED))
    query = func.plainto_tsquery("simple", " ".join(terms))
    return connection.execute(
        select(tables.reports.c.row, -func.ts_rank(vector, query)).where(vector.op("@@")(query))
    ).all()
