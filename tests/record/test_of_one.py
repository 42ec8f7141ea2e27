"""What is asked of one document or statement is what a Selection yields of it."""

from tests.conftest import make_document, make_report, put

from dateline.model import Act
from dateline.record.of_one import (
    coded_at,
    coded_with,
    coders_of,
    contradictions_of,
    decisions_on,
    derivations_of,
    stands_in,
    titles_of,
)


def test_rows_are_those_of_a_selection(record) -> None:
    for name in ("a.txt", "b.txt"):
        put(record, make_document(name=name))
    for document in [row["id"] for row in record.documents()]:
        for what in ("reports", "claims"):
            rows = list(getattr(record, what)().where(document=document))
            stands = stands_in(record, what, document)
            assert [(one.id, one.start, one.end) for one in stands] == [(r["id"], r["start"], r["end"]) for r in rows]
            assert coded_at(record, what, [one.key for one in stands]) == rows
            assert coded_at(record, what, []) == []
            assert [coded_with(record, what, row["id"]) for row in rows] == rows
        assert coders_of(record, document) == ["test 1"]
        assert derivations_of(record, document) == [
            row for row in record.derivations() if document in (row["document"], row["origin"]["document"])
        ]
    assert coded_with(record, "reports", "r0") is None


def test_only_the_newest_coding_counts(record) -> None:
    document = make_document(name="a.txt")
    put(record, document)
    put(record, document, fingerprint="f2", reports=[])
    old = make_report(document).id
    assert stands_in(record, "reports", document.id) == []
    assert coded_with(record, "reports", old) is None
    assert coders_of(record, document.id) == []


def test_titles_come_without_texts(record) -> None:
    put(record, make_document(name="a.txt"))
    (row,) = record.documents()
    keys = ("id", "title", "publisher", "published", "path", "url", "retrieved")
    assert titles_of(record, [row["id"], row["id"], "d0"]) == [{key: row[key] for key in keys}]


def test_decisions_come_with_what_takes_them_back(record) -> None:
    put(record, make_document(name="a.txt"))
    record.reconcile()
    (report,) = record.reports()
    first = record.decide(Act.REJECT, [report["id"]], reviewer="ada")
    undo = record.decide(Act.UNDO, [first.id], reviewer="ada")
    assert [row["id"] for row in decisions_on(record, report["id"])] == [first.id, undo.id]
    assert decisions_on(record, "r0") == []


def test_contradictions_are_those_of_the_incident(record) -> None:
    put(record, make_document(name="a.txt"))
    record.reconcile()
    for incident in record.incidents():
        expected = [row for row in record.contradictions() if row["incident"] == incident["id"]]
        assert contradictions_of(record, incident["id"]) == expected
