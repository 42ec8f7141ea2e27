"""The measure of accounts on the answer keys of MUC."""

from __future__ import annotations

from benchmarks.accounts import incidents_of_reports, whole_and_pure, words_of_incidents
from benchmarks.muc.keys import Fill, Template
from tests.reconciling.incidents.telling import document_of, report_of

from dateline.model import Status


def template(*targets: str) -> Template:
    return Template("m", {19: tuple(Fill((target,)) for target in targets)})


def test_words_that_two_incidents_share_tell_of_neither() -> None:
    words = words_of_incidents([template("GUARD", "MAYOR"), template("GUARDS", "THE MAYOR OF LIMA")])
    assert words == [{"GUARD"}, {"GUARDS"}]


def test_report_is_of_the_one_incident_whose_words_stand_in_its_sentence() -> None:
    document = document_of("Gunmen killed a guard. A bomb killed a clerk. Nobody killed the guard and the clerk.")
    reports = [report_of(document, "killed", occurrence=n) for n in range(3)]
    found = incidents_of_reports(reports, [{"GUARD"}, {"CLERK"}])
    assert found == {reports[0].id: 0, reports[1].id: 1}


def test_report_of_what_did_not_take_place_is_no_item() -> None:
    document = document_of("Gunmen killed a guard.")
    assert incidents_of_reports([report_of(document, "killed", status=Status.PLANNED)], [{"GUARD"}]) == {}


def test_whole_and_pure_count_groups_of_two_or_more() -> None:
    counts = whole_and_pure({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": "x", "b": "x", "c": "x", "d": "y"})
    assert dict(counts) == {"incidents": 2, "whole": 1, "accounts": 1, "pure": 0}
