"""How an incident came to be is told from its own rows, as comparing whole states would tell it."""

from __future__ import annotations

from typing import Any

from dateline.model import Document
from dateline.reconciling.incidents.deciding.differences import differences
from dateline.record import Record


def told_of(record: Record, incident: str) -> list[tuple[int, list[str]]]:
    """Return what comparing the states of the whole record says of an incident, by reconciliation."""
    found = []
    for one in record.reconciliations():
        before, after = record.state(str(one.number - 1)), record.state(str(one.number))
        said = [each.sentence for each in differences(before, after) if incident in each.incidents]
        if said:
            found.append((one.number, said))
    return found


def steps_of(record: Record, incident: str) -> list[tuple[int, list[str]]]:
    steps = record.becoming(incident)
    return [(one.reconciliation.number, [each.sentence for each in one.differences]) for one in steps]


def test_incident_that_never_changed_was_new_once(record: Record, keep: Any, a_document: Any) -> None:
    keep(record, a_document())
    record.reconcile(cause="build 1")
    (row,) = record.incidents()
    (step,) = record.becoming(row["id"])
    assert step.reconciliation.cause == "build 1"
    assert step.said[0].startswith("is new: 1 report, since A killing in Kismayo (2014-05-04) was added")
    assert steps_of(record, row["id"]) == told_of(record, row["id"])


def test_each_change_is_told_with_its_cause(record: Record, keep: Any, a_document: Any) -> None:
    keep(record, a_document())
    record.reconcile(cause="build 1")
    (row,) = record.incidents()
    id_ = row["id"]
    edit = record.decide("edit", [id_], reviewer="Ada", field="killed", value="20")
    record.decide("accept", [id_], reviewer="Ada")
    record.decide("undo", [edit.id], reviewer="Bo")
    assert steps_of(record, id_) == told_of(record, id_)
    steps = record.becoming(id_)
    assert [one.reconciliation.number for one in steps] == [1, 2, 3, 4]
    assert steps[1].said == ("killed 20 instead of 12, since Ada decided (edit, " + edit.made.edtf[:10] + ")",)
    assert steps[2].said[0].startswith("accepted, since Ada decided")


def test_merge_and_split_are_told_of_both_sides(record: Record, keep: Any, a_document: Any) -> None:
    first: Document = a_document()
    other: Document = a_document(name="b.txt")
    keep(record, first)
    keep(record, other)
    record.reconcile(cause="build 1")
    rows = list(record.incidents())
    if len(rows) == 1:
        record.decide("split", [rows[0]["id"], rows[0]["reports"][-1]], reviewer="Ada")
        rows = list(record.incidents())
    one, two = (row["id"] for row in rows)
    record.decide("merge", [one, two], reviewer="Ada")
    now = record.leads_to(one)
    gone = two if now == one else one
    for id_ in (now, gone):
        assert steps_of(record, id_) == told_of(record, id_)
    assert any("merged into" in said for step in record.becoming(now) for said in step.said)


def test_names_are_covered_where_that_is_asked(record: Record, keep: Any, a_document: Any) -> None:
    keep(record, a_document())
    record.reconcile()
    (row,) = record.incidents()

    def cover(what: str, rows: Any) -> Any:
        return [{**one, "title": "covered"} for one in rows] if what == "documents" else rows

    (step,) = record.becoming(row["id"], cover=cover)
    assert "covered (2014-05-04) was added" in step.said[0]
