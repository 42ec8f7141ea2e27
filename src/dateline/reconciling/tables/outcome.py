"""What linking gave, as rows to be written or shown: the other's table as it was, and beside it what of ours it is.

Invariant: every row of the table is there once, with its cells as they were, and why it is left out where it is. After
them come the incidents that only we tell of, with no cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.reconciling.tables.linking import Linked
from dateline.reconciling.tables.reading import ForeignTable

__all__ = ["COLUMNS", "OUTSIDE", "as_json", "outcome_columns", "outcome_rows"]

# What is put beside the columns of the table.
COLUMNS = (
    "dateline_link",
    "dateline_incident",
    "dateline_probability",
    "dateline_why",
    "dateline_instead",
    "dateline_instead_probability",
)
BOTH, DOUBTFUL, PART, ONLY_THEIRS, ONLY_OURS = "both", "doubtful", "part", "only theirs", "only ours"
LEFT_OUT = "left out"
OUTSIDE = "in a country or a time of which the record tells nothing"


def outcome_columns(table: ForeignTable) -> list[str]:
    """Return the columns of the table and ours; a column of the table that is called like one of ours is ours."""
    return [*(column for column in table.header if column and column not in COLUMNS), *COLUMNS]


def outcome_rows(linked: Linked, table: ForeignTable) -> Iterator[dict[str, Any]]:
    """Yield all rows of the table in their order, each once, then a row for each incident that only we tell of.

    A row that is a whole of which several incidents are parts names all of them, separated by `; `.
    """
    beside: dict[str, dict[str, Any]] = {}
    for kind, links in ((BOTH, linked.both), (DOUBTFUL, linked.doubtful)):
        for link in links:
            instead = link.instead or (None, None)
            beside[link.theirs] = _beside(kind, link.ours, link.probability, link.why, *instead)
    for part in linked.parts:
        if part.theirs not in beside:
            beside[part.theirs] = _beside(PART, part.ours, part.probability, part.why)
        elif beside[part.theirs]["dateline_link"] == PART:
            held = beside[part.theirs]
            held["dateline_incident"] += f"; {part.ours}"
            held["dateline_probability"] = min(held["dateline_probability"], round(part.probability, 3))
    outside = set(linked.outside)
    for row in table.rows:
        id_ = f"{table.name}#{row.id}"
        if row.reason:
            here = _beside(LEFT_OUT, why=row.reason)
        else:
            here = beside.get(id_) or _beside(ONLY_THEIRS, why=OUTSIDE if id_ in outside else None)
        cells = dict(zip(table.header, row.cells, strict=True))
        yield {**{column: cells[column] for column in table.header if column}, **here}
    for id_ in linked.only_ours:
        yield {**dict.fromkeys(column for column in table.header if column), **_beside(ONLY_OURS, id_)}


def _beside(
    kind: str,
    incident: str | None = None,
    probability: float | None = None,
    why: str | None = None,
    instead: str | None = None,
    instead_probability: float | None = None,
) -> dict[str, Any]:
    said = [None if p is None else round(p, 3) for p in (probability, instead_probability)]
    return dict(zip(COLUMNS, (kind, incident, said[0], why, instead, said[1]), strict=True))


def as_json(linked: Linked, table: ForeignTable) -> Mapping[str, Any]:
    """Return what linking gave as one JSON object; rows of the table are named by their ids."""

    def row(id_: str) -> str:
        return id_.removeprefix(f"{table.name}#")

    def links(these: Any) -> list[dict[str, Any]]:
        return [
            {
                "incident": link.ours,
                "row": row(link.theirs),
                "probability": round(link.probability, 3),
                "why": link.why,
                "instead": {"incident": link.instead[0], "probability": round(link.instead[1], 3)}
                if link.instead
                else None,
            }
            for link in these
        ]

    return {
        "table": table.name,
        "rows": len(table.rows),
        "both": links(linked.both),
        "doubtful": links(linked.doubtful),
        "parts": [
            {
                "incident": part.ours,
                "row": row(part.theirs),
                "how": part.how.value,
                "whole": "incident" if part.whole == "ours" else "row",
                "probability": round(part.probability, 3),
                "why": part.why,
            }
            for part in linked.parts
        ],
        "only_ours": list(linked.only_ours),
        "only_theirs": [row(id_) for id_ in linked.only_theirs],
        "outside": [row(id_) for id_ in linked.outside],
        "left_out": [{"reason": reason, "rows": number} for reason, number in sorted(table.left_out.items())],
        "faults": [
            {"line": fault.line, "row": fault.row or None, "reason": fault.reason, "left_out": fault.is_left_out}
            for fault in table.faults
        ],
    }
