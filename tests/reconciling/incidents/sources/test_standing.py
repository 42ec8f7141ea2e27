"""Who stands behind an incident, by the status of what is told."""

from __future__ import annotations

from tests.reconciling.incidents.short_reports import Said, article

from dateline.model import Report, Status
from dateline.reconciling.incidents.sources.standing import denials, standing

TEXT = "It happened. It goes on. It will come. It may come. It was not so."
BY_STATUS: dict[Status, Report] = {
    r.status: r
    for r in article(
        TEXT, Said("happened", status=Status.OCCURRED), Said("goes on", status=Status.ONGOING),
        Said("will come", status=Status.PLANNED), Said("may come", status=Status.HYPOTHETICAL),
        Said("not so", status=Status.NEGATED), outlet="Mail",
    ).reports
}  # fmt: skip


def behind(*statuses: Status) -> set[Status]:
    return {report.status for report in standing([BY_STATUS[s] for s in statuses])}


def test_who_says_that_it_was_stands_before_who_announced_it() -> None:
    assert behind(*Status) == {Status.OCCURRED, Status.ONGOING}
    assert behind(Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED) == {Status.PLANNED}
    assert behind(Status.NEGATED) == {Status.NEGATED}
    assert behind() == set()


def test_denials_are_of_what_others_tell() -> None:
    assert [r.status for r in denials(list(BY_STATUS.values()))] == [Status.NEGATED]
    assert denials([BY_STATUS[Status.NEGATED]]) == []
