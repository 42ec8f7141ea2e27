"""What some documents derive from, asked for by the documents alone.

Invariant: a derivation is the newest row of its id that holds, as `Record.derivations()` shows it; rows of other
documents are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.record import tables
from dateline.record.rows import chunks, from_row

__all__ = ["derivations_among"]

_LINKS = tables.derivations.c


def derivations_among(connection: Connection, documents: Iterable[str]) -> list[dict[str, Any]]:
    """Return what some documents, or their reports, derive from: from each other, or from voices; ordered by id."""
    wanted = sorted(set(documents))
    known, found = set(wanted), []
    for some in chunks(wanted):
        newest = select(func.max(_LINKS.row)).where(_LINKS.document.in_(some)).group_by(_LINKS.id)
        asked = select(tables.derivations).where(_LINKS.row.in_(newest), _LINKS.holds)
        for row in connection.execute(asked).mappings():
            if row["origin_document"] is None or row["origin_document"] in known:
                found.append(from_row("derivations", dict(row)))
    return sorted(found, key=lambda row: str(row["id"]))
