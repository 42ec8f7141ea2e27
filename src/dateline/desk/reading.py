"""Rows by their ids, read the short way: by where the index knows them to be.

Invariant: a row is as `Record.some` returns it; what the index does not know yet is asked of the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.desk.desk import Desk
from dateline.indexing import rows

__all__ = ["reports_by_id"]


def reports_by_id(desk: Desk, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return shown reports by their ids, without those that are not there."""
    wanted = list(dict.fromkeys(ids))
    keys = desk.now.reports.keys_of(wanted)
    found = {row["id"]: row for row in rows.fetch(desk.record, "reports", keys)}
    rest = [id_ for id_ in wanted if id_ not in found]
    return found | {row["id"]: row for row in desk.record.some("reports", rest)} if rest else found
