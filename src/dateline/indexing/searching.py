"""Which reports hold some words: the hits of the record's full text index, as a mask over the rows.

Invariant: any text is a valid question; what is found are the rows of the reading at hand, so that a report of an older
coding never comes back. The words of what was coded since are found once the index was refreshed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from dateline.record import Record, tables
from dateline.record.database import guard

__all__ = ["RANKED", "Asking", "Hits", "is_in_step", "ranks", "rows_with"]

Array = NDArray[Any]
# PostgreSQL indexes no more than this of one row; see `dateline.record.search`.
_INDEXED = 200_000
# To rank a hit takes SQLite 3.5 microseconds (100,000 hits of "the" in sentences of 17 words: 340 ms; finding them
# takes 20). Where there are more hits than this, the shorter sentence fits better, as it does for such usual words.
RANKED = 20_000


@dataclass(frozen=True)
class Hits:
    """Hold which rows of the reports hold some words; `rank` gives these rows and how well each fits."""

    mask: Array
    rank: Callable[[], tuple[Array, Array]]

    @property
    def fit(self) -> Array:
        """How well each row fits, the smaller the better, not a number for those that are none."""
        rows, ranks = self._ranked
        fit = np.full(len(self.mask), np.nan)
        fit[rows] = ranks
        return fit

    @cached_property
    def _ranked(self) -> tuple[Array, Array]:
        return self.rank()  # when it is first asked for: to rank takes longer than to find


@dataclass(frozen=True, slots=True)
class Asking:
    """Ask a record for what is not held in memory: its full text index, and the titles of its documents."""

    record: Record
    in_step: bool

    def rows(self, words: str) -> Array:
        """Return the primary keys of the reports that hold all words, in ascending order."""
        with guard(self.record.name), self.record.engine.connect() as connection:
            return rows_with(connection, words, in_step=self.in_step)

    def ranks(self, words: str) -> tuple[Array, Array]:
        """Return the primary keys of the reports that hold all words, and how well each fits."""
        with guard(self.record.name), self.record.engine.connect() as connection:
            return ranks(connection, words, in_step=self.in_step)

    def leads_to(self, incident: str) -> str:
        """Return the id under which an incident is known today."""
        return self.record.leads_to(incident)

    def title(self, document: str) -> str:
        """Return the title of a document, or its id where it has none."""
        documents = tables.documents.c
        with guard(self.record.name), self.record.engine.connect() as connection:
            asked = select(documents.title).where(documents.id == document)
            return connection.execute(asked).scalar() or document


def terms_of(words: str) -> list[str]:
    """Return the terms that are looked for, all of which a report has to have."""
    return re.findall(r"\w+", words)


def is_in_step(connection: Connection, *, was_so: bool = False) -> bool:
    """Tell whether the rows of the full text index have the numbers of the reports that they are of.

    Both are only ever added to, in one order and in one transaction, so that it is so unless another program wrote.
    Where it was so, only the newest is looked at.
    """
    if connection.dialect.name != "sqlite":
        return True
    reports = tables.reports.c
    most = connection.execute(select(func.max(reports.row))).scalar()
    most_here = connection.execute(text("SELECT max(rowid) FROM reports_search")).scalar()
    if most is None or (was_so and most == most_here):
        return True
    asked = sorted({1, *(int(most) * n // 50 for n in range(1, 51))})
    here = select(reports.row, reports.coding, reports.id).where(reports.row.in_(asked))
    listed = ", ".join(map(str, asked))
    there = text(f"SELECT rowid, coding, id FROM reports_search WHERE rowid IN ({listed})")
    found = {(row, int(coding), id_) for row, coding, id_ in connection.execute(there)}
    return most == most_here and all(tuple(row) in found for row in connection.execute(here))


def rows_with(connection: Connection, words: str, *, in_step: bool) -> Array:
    """Return the primary keys of the reports that hold all words, in ascending order."""
    terms = terms_of(words)
    if not terms:
        return np.empty(0, np.int64)
    if connection.dialect.name == "sqlite":
        # One long text of all numbers is made and read in a tenth of the time that a row for each takes.
        asked = text(f"SELECT group_concat(row) FROM ({_SQLITE[in_step]})")
        joined = connection.execute(asked, {"match": _match(terms)}).scalar()
        found = np.fromstring(joined, np.int64, sep=",") if joined else np.empty(0, np.int64)
    else:
        vector, query = _postgresql(terms)
        rows = connection.execute(select(tables.reports.c.row).where(vector.op("@@")(query))).scalars()
        found = np.fromiter(rows, np.int64)
    return found if in_step and connection.dialect.name == "sqlite" else np.sort(found)


def ranks(connection: Connection, words: str, *, in_step: bool) -> tuple[Array, Array]:
    """Return the primary keys of the reports that hold all words, and how well each fits, the smaller the better."""
    terms = terms_of(words)
    if not terms:
        return np.empty(0, np.int64), np.empty(0)
    if connection.dialect.name == "sqlite":
        asked = text(_SQLITE[in_step].replace(" AS row", " AS row, s.rank"))
        found = connection.execute(asked, {"match": _match(terms)}).all()
    else:
        vector, query = _postgresql(terms)
        fit = -func.ts_rank(vector, query)
        found = connection.execute(select(tables.reports.c.row, fit).where(vector.op("@@")(query))).all()
    return np.array([row for row, _ in found], np.int64), np.array([fit for _, fit in found], np.float64)


_SQLITE = {
    True: "SELECT s.rowid AS row FROM reports_search s WHERE reports_search MATCH :match",
    False: (
        "SELECT r.row AS row FROM reports_search s JOIN reports r ON r.id = s.id AND r.coding = s.coding "
        "WHERE reports_search MATCH :match"
    ),
}


def _match(terms: list[str]) -> str:
    return " ".join(f'"{term}"' for term in terms)


def _postgresql(terms: list[str]) -> tuple[Any, Any]:
    vector = func.to_tsvector("simple", func.left(tables.reports.c.words, _INDEXED))
    return vector, func.plainto_tsquery("simple", " ".join(terms))
