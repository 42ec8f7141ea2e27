"""What could not be read and has not been read since.

Invariant: an input is named once for each reason; one that ended in the middle stays named, though what came before
was read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, exists, or_, select

from dateline.record import tables

__all__ = ["outstanding"]

_FAILURES, _SOURCES = tables.failures.c, tables.sources.c


def outstanding(connection: Connection) -> list[dict[str, Any]]:
    """Return what could not be read and has not been read since (origin, reason, message, run), newest last."""
    was_read = exists().where(_SOURCES.origin == _FAILURES.origin)
    columns = _FAILURES.origin, _FAILURES.reason, _FAILURES.message, _FAILURES.run
    asked = select(*columns).where(or_(_FAILURES.reason == "truncated", ~was_read)).order_by(_FAILURES.id)
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for row in connection.execute(asked).mappings():
        last[row["origin"], row["reason"]] = dict(row)
    return list(last.values())
