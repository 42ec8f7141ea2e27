"""What a reviewer looks at: an incident, its reports as they are numbered, and what it may be one with.

Invariant: nothing here writes; an id that leads elsewhere leads there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.model import Subject
from dateline.model.decision import subject_of
from dateline.model.schema import Row

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["find", "incident", "near_of", "reports_of"]


def incident(record: Record, id_: str) -> dict[str, Any] | None:
    """Return the incident that an id leads to, or None."""
    return next(iter(record.some("incidents", [record.leads_to(id_)])), None)


def near_of(record: Record, row: Row) -> tuple[dict[str, Any], Row] | None:
    """Return the incident that one may be one with, and its runner-up: `{id, score, why}`; None where there is none."""
    for one in row["runners_up"]:
        other = incident(record, one["id"])
        if other is not None and other["id"] != row["id"]:
            return other, one
    return None


def reports_of(row: Row) -> list[str]:
    """Return the ids of the reports of an incident in the order in which they are shown: origin by origin."""
    grouped = [id_ for group in row["sources"]["groups"] for id_ in group]
    known = set(grouped)
    return [*grouped, *(id_ for id_ in row["reports"] if id_ not in known)]


def find(record: Record, words: str, *, most: int) -> list[dict[str, Any]]:
    """Return at most so many incidents by an id of theirs or of a report, or by words of their reports, best first."""
    id_ = words.strip()
    if subject_of(id_) is Subject.INCIDENT:
        ids = [id_]
    else:
        reports = [row["id"] for row in record.search(words)]
        if subject_of(id_) is Subject.REPORT:
            reports = [id_, *reports]
        of = record.incidents_of(reports)
        ids = list(dict.fromkeys(of[report] for report in reports if report in of))
    return [row for id_ in ids[:most] if (row := incident(record, id_)) is not None]
