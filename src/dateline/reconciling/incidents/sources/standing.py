"""Which reports stand behind an incident, and which deny it.

Invariant: whoever says that a thing did not happen does not stand behind it, and neither does who only announced it
where others say that it happened. Where nobody says more than that it is planned, or possible, those who do stand
behind that.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Report, Status

__all__ = ["denials", "standing"]

# What is said to have been, before what is said to come, before what may be.
_ORDER = (
    frozenset({Status.OCCURRED, Status.ONGOING}),
    frozenset({Status.PLANNED}),
    frozenset({Status.HYPOTHETICAL}),
    frozenset({Status.NEGATED}),
)


def standing(reports: Sequence[Report]) -> list[Report]:
    """Return the reports that stand behind the incident, each once, in the order of their ids."""
    return list(_standing(reports).values())


def denials(reports: Sequence[Report]) -> list[Report]:
    """Return the reports that deny what others of the incident tell, in the order of their ids."""
    denying = [report for report in reports if report.status is Status.NEGATED]
    if not denying:
        return []
    behind = _standing(reports)
    by_id = {report.id: report for report in denying}
    return [by_id[id_] for id_ in sorted(by_id) if id_ not in behind]


def _standing(reports: Sequence[Report]) -> dict[str, Report]:
    for statuses in _ORDER:
        chosen = {report.id: report for report in reports if report.status in statuses}
        if chosen:
            return dict(sorted(chosen.items()))
    return {}
