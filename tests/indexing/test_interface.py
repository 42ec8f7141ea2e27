"""The interface of the index, on the demo record's articles."""

from __future__ import annotations

from dateline.indexing import FILTERS, Filters, Index, rows
from dateline.record import Record


def test_an_empty_record_has_nothing(record: Record) -> None:
    index = Index(record)
    assert index.refresh()
    assert not index.refresh()
    for columns in (index.now.reports, index.now.incidents):
        found = columns.where()
        assert (found.count, found.page().rows, found.places(), found.pairs()) == (0, [], [], [])
        assert found.facets(["type", "actor", "place", "month", "voice"])
        assert found.histogram().counts.tolist() == []
    assert index.now.queue() == []


def test_a_page_leads_to_its_rows(record: Record, keep, a_document) -> None:
    keep(record, a_document())
    record.reconcile()
    index = Index(record)
    found = index.now.reports.where(Filters.parse({"actor": "rebels", "search": "doctor kismayo"}))
    page = found.page("relevance")
    assert rows.fetch(record, "reports", page.rows) == list(record.reports())
    (incident,) = record.incidents()
    shown = index.now.incidents.where(Filters.parse({"place": ["Kismayo"]}, what="incidents")).page()
    assert rows.fetch(record, "incidents", shown.rows) == [incident]


def test_every_filter_has_a_sentence() -> None:
    for filters in FILTERS.values():
        assert all(one.doc.endswith(".") for one in filters)
