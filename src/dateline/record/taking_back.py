"""Which reports of an incident their own source took back, and where it says so.

Invariant: it is what the incident's grade was made from: the same reports, under the same links, by the same rules.
Nothing is kept of it, and nothing written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from dateline.model import Reviewed, Status, shape
from dateline.reconciling.incidents.sources.grading import withdrawals
from dateline.reconciling.incidents.sources.grading_rules import grading_rules
from dateline.record.database import guard
from dateline.record.gathering import documents_of, links_of

if TYPE_CHECKING:
    from dateline.record.store import Record

__all__ = ["taken_back"]

Row = Mapping[str, Any]


def taken_back(record: Record, incident: Row, *, rejected: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return the reports of an incident that their source took back, each with the reports in which it does so, by id.

    `incident` is its row; `rejected` are the reports of it that people rejected, which say nothing any more.
    """
    if incident["reviewed"] == Reviewed.REJECTED:
        return {}
    rows = [row for row in record.some("reports", incident["reports"]) if row["id"] not in rejected]
    if not any(_may_take_back(row) for row in rows):
        return {}
    with guard(record.name), record.engine.connect() as connection:
        documents = documents_of(connection, {row["document"] for row in rows})
        links, known = links_of(connection, documents)
    reports = [shape.report_from_json(dict(row), documents[row["document"]].text) for row in rows]
    return withdrawals(reports, [link for of_one in links.values() for link in of_one], known)


def _may_take_back(row: Row) -> bool:
    return bool(row["status"] == Status.NEGATED or grading_rules().takes_back(row["words"]))
