"""Rows by their primary keys, in the shape of the contract, as a Selection yields them.

Invariant: a row is what `record.reports()` or `record.incidents()` would yield of it; only the rows that are asked for
are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from dateline.errors import DatelineError
from dateline.indexing.namings import Settled, settled_on
from dateline.record import Record, tables
from dateline.record.database import guard
from dateline.record.incidents import with_contradictions
from dateline.record.rows import chunks, from_row

__all__ = ["fetch"]

_TABLES = {"reports": tables.reports, "incidents": tables.incidents}
# What the decisions about actors come to, by what that is a function of.
_SETTLED: WeakKeyDictionary[Engine, tuple[tuple[Any, ...], Settled]] = WeakKeyDictionary()


def fetch(record: Record, what: str, keys: Sequence[int]) -> list[dict[str, Any]]:
    """Return reports or incidents by their primary keys, in that order, without those that are not there.

    Raises DatelineError for another table.
    """
    if what not in _TABLES:
        raise DatelineError(f"rows are fetched of {' or '.join(_TABLES)}, not of {what!r}")
    table, found = _TABLES[what], dict[int, dict[str, Any]]()
    with guard(record.name), record.engine.connect() as connection:
        for some in chunks(list(dict.fromkeys(keys))):
            told = connection.execute(select(table).where(table.c.row.in_(some))).mappings().all()
            rows = [from_row(what, dict(row)) for row in told]
            shown = _shown(connection, what, rows)
            found.update(zip((row["row"] for row in told), shown, strict=True))
    return [found[key] for key in keys if key in found]


def _shown(connection: Connection, what: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if what == "incidents":
        return list(with_contradictions(connection, rows))
    return list(_settled(connection).shown(rows))


def _settled(connection: Connection) -> Settled:
    newest = (func.max(column) for column in (tables.decisions.c.number, tables.actor_links.c.row))
    state = tuple(connection.execute(select(*(select(one).scalar_subquery() for one in newest))).one())
    held = _SETTLED.get(connection.engine)
    if held is None or held[0] != state:
        held = _SETTLED[connection.engine] = state, settled_on(connection)
    return held[1].on(connection)
