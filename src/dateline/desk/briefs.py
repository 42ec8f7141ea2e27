"""Incidents in one line's worth each: what a reader knows them by, who, how many tell of it.

Invariant: a brief says nothing that the row of the incident does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.desk.desk import Desk
from dateline.model.saying import said_title

__all__ = ["brief", "titles_of"]


def brief(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an incident in one line's worth."""
    return {
        "id": row["id"],
        "title": said_title(row),
        "status": row["status"],
        "actors": [{"id": one["id"], "name": one["name"]} for one in row["actors"]],
        "recipients": [{"id": one["id"], "name": one["name"]} for one in row["recipients"]],
        "reports": len(row["reports"]),
        "independent": row["sources"]["independent"],
        "grade": row["corroboration"]["grade"],
        "contradictions": len(row["contradictions"]),
    }


def titles_of(desk: Desk, ids: Iterable[str]) -> dict[str, str]:
    """Return what readers know incidents by, by their ids; without those that are no more."""
    return {row["id"]: said_title(row) for row in desk.some("incidents", list(dict.fromkeys(ids)))}
