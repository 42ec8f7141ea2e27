"""A record tells what it held after every reconciliation."""

from __future__ import annotations

import pytest

from dateline.errors import DatelineError
from dateline.model import Document, Report
from dateline.record import Record


def test_a_record_that_was_never_reconciled_held_nothing(record: Record) -> None:
    assert record.reconciliations() == []
    assert record.reconciliation() == 0
    assert record.state().incidents == record.state("0").incidents == []


def test_each_state_stays_as_it_was(record: Record, keep, a_document) -> None:
    keep(record, a_document())
    record.reconcile(cause="build 1")
    (one,) = record.incidents()
    record.decide("edit", [one["id"]], reviewer="Ada", field="killed", value="20")
    record.decide("accept", [one["id"]], reviewer="Ada")
    killed = [[row["killed"]["best"] for row in record.state(str(n)).incidents] for n in range(4)]
    assert killed == [[], [12], [20], [20]]
    assert [len(record.state(str(n)).decisions) for n in range(4)] == [0, 0, 1, 2]
    assert record.state("build:1").incidents == record.state("1").incidents
    assert [row["reviewed"] for row in record.state().incidents] == ["accepted"]


def test_a_state_names_its_documents_and_what_coded_them(record: Record, keep, a_document) -> None:
    first: Document = a_document()
    keep(record, first, fingerprint="f1")
    record.reconcile()
    other: Document = a_document(name="b.txt")
    keep(record, other, fingerprint="f1")
    keep(record, first, fingerprint="f2")
    record.reconcile()
    before, now = record.state("1"), record.state()
    assert before.documents == {first.id: "A killing in Kismayo (2014-05-04)"}
    assert (before.codings, now.codings) == ({first.id: "f1"}, {first.id: "f2", other.id: "f1"})
    assert {anchor.document for anchor in now.anchors} == {first.id, other.id}


def test_a_build_that_found_nothing_new_left_what_was_there(record: Record, keep, a_document) -> None:
    keep(record, a_document())  # run 1
    record.reconcile(cause="build 1")
    run = record.begin({})
    run.finish("finished")
    assert record.reconciliation("build:1") == 1
    with pytest.raises(DatelineError, match="no build"):
        record.reconciliation("build:9")


def test_what_is_no_time_is_refused(record: Record, keep, a_document) -> None:
    for when, why in (("1", "there is none"), ("yesterday", "is no reconciliation"), ("-1", "is no reconciliation")):
        with pytest.raises(DatelineError, match=why):
            record.reconciliation(when)
    keep(record, a_document())
    with pytest.raises(DatelineError, match="before the first"):
        record.reconciliation("build:1")


def test_a_report_has_one_anchor_in_whatever_coding(record: Record, keep, a_document, a_report) -> None:
    document = a_document()
    report: Report = a_report(document)
    for fingerprint in ("f1", "f2"):
        keep(record, document, fingerprint=fingerprint)
    record.reconcile()
    (anchor,) = record.state().anchors
    assert (anchor.id, anchor.start, anchor.end) == (report.id, report.trigger.start, report.trigger.end)
