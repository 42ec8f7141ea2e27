"""What filters leave: facets, pages, times, places, pairs."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indexing.making import store
from tests.indexing.test_filters import AMARAH, MAHDI, POLICE, REBELS, TELLINGS, told

from dateline.errors import DatelineError
from dateline.indexing import ENDLESS, SORTS, Filters, Index, Snapshot, day_of
from dateline.model import Act
from dateline.record import Record


@pytest.fixture
def now(record: Record) -> Snapshot:
    store(record, TELLINGS, "a.txt", coder="c1")
    record.reconcile()
    return Index(record).now


def test_facets_leave_their_own_filter_out(now: Snapshot) -> None:
    facets = now.reports.where(Filters.parse({"type": "COERCE", "country": "IQ"})).facets(["type", "country", "status"])
    assert [(one.value, one.count, one.is_selected) for one in facets["type"]] == [
        ("ASSAULT", 2, False), ("COERCE", 1, True),
    ]  # fmt: skip
    assert [(one.value, one.label, one.count, one.is_selected) for one in facets["country"]] == [
        ("IQ", "Iraq", 1, True)
    ]
    assert [(one.value, one.count) for one in facets["status"]] == [("occurred", 1)]


def test_facets_have_labels_and_an_order(now: Snapshot, record: Record) -> None:
    facets = now.reports.where().facets(["actor", "place", "month", "precision", "doubt", "document", "reviewed"])
    assert [(one.value, one.label, one.count) for one in facets["actor"]] == [
        ("any:rebels", "rebels", 3), ("IQ:police", "Iraqi police", 2), ("mahdi-army", "Mahdi Army", 1),
    ]  # fmt: skip
    assert facets["place"][0].label == "Al Amarah, Iraq"
    assert "the Marshes" in {one.label for one in facets["place"]}
    assert [one.label for one in facets["precision"]] == ["exact", "near", "first-level area", "area"]
    assert [(one.value, one.label) for one in facets["doubt"]] == [
        ("when", "no time"), ("when:vague", "no time: vague"), ("place", "no place"),
        ("place:ambiguous", "no place: ambiguous"),
    ]  # fmt: skip
    (document,) = record.documents()
    assert [(one.value, one.label) for one in facets["document"]] == [(document["id"], document["id"])]
    assert [(one.value, one.label, one.count) for one in facets["reviewed"]] == [("none", "not reviewed", 5)]


def test_months_stand_in_their_order_and_what_is_selected_is_there(record: Record) -> None:
    months = ["2008-03", "2007-11", "2008-03-02", "2009-01", "2007-11-30", "2008-03-31", "2006-01"]
    store(record, [told(when=when) for when in months], "a.txt", coder="c1")
    found = Index(record).now.reports.where(Filters.parse({"month": "2006-01"}))
    assert [(one.value, one.count, one.is_selected) for one in found.facets(["month"], 2)["month"]] == [
        ("2006-01", 1, True), ("2007-11", 2, False), ("2008-03", 3, False),
    ]  # fmt: skip


def test_a_facet_that_does_not_exist_is_refused(now: Snapshot) -> None:
    with pytest.raises(DatelineError, match="no facet 'tpye'; did you mean 'type'"):
        now.reports.where().facets(["tpye"])


def test_every_facet_of_a_table_can_be_asked_by_its_values(now: Snapshot) -> None:
    for columns in (now.reports, now.incidents):
        for name, values in columns.where().facets(columns.table.facets, 100).items():
            for one in values:
                asked = Filters.parse({name: one.value}, what=columns.what)
                assert columns.where(asked).count == one.count
                (again,) = (two for two in columns.where(asked).facets([name])[name] if two.value == one.value)
                assert (again.count, again.is_selected) == (one.count, True)


def test_pages_hold_every_row_once_in_every_order(now: Snapshot) -> None:
    for columns in (now.reports, now.incidents):
        for sort in SORTS[columns.what]:
            asked = Filters.parse({"search": "number"} if sort == "relevance" else {}, what=columns.what)
            found = columns.where(asked)
            for name in (sort, f"-{sort}"):
                ids, after = [], None
                while True:
                    page = found.page(name, 2, after)
                    ids += page.ids
                    assert len(page.rows) == len(page.ids) <= 2
                    if (after := page.next) is None:
                        break
                assert len(ids) == len(set(ids)) == found.count
                assert ids == found.page(name, 100).ids
            assert found.page(f"-{sort}", 100).ids == found.page(sort, 100).ids[::-1]


def test_the_order_of_pages(now: Snapshot) -> None:
    def rows(sort: str) -> list[int]:
        return [row - 1 for row in now.reports.where().page(sort).rows]

    assert rows("oldest")[:4] == [2, 1, 0, 3]
    assert rows("newest")[:4] == [3, 2, 1, 0]
    assert rows("oldest")[4] == rows("newest")[4] == 4
    assert rows("recent") == [4, 3, 2, 1, 0]
    assert rows("killed")[:2] == [0, 1]
    assert rows("score")[-2:] == [1, 0]


@settings(max_examples=8)
@given(st.lists(st.sampled_from(["2008-06-14", "2008-06-15", None]), min_size=6, max_size=9), st.integers(1, 3))
def test_a_token_leads_on_where_rows_came_since(
    tmp_path_factory: pytest.TempPathFactory, times: list[str | None], size: int
) -> None:
    from dateline.record import create_or_open

    with create_or_open(tmp_path_factory.mktemp("drawn") / "drawn.dateline") as record:
        store(record, [told(when=when) for when in times[:4]], "a.txt", coder="c1")
        index = Index(record)
        first = index.now.reports.where().page("newest", size)
        before = index.now.reports.where().page("newest", 100).ids
        store(record, [told(when=when, killed=3) for when in times[4:]], "b.txt", coder="c1")
        store(record, [told(when=when) for when in times[:4]], "a.txt", coder="c2")
        index.refresh()
        rest = index.now.reports.where().page("newest", 100, first.next).ids
        assert [id_ for id_ in rest if id_ in before] == before[size:]
        whole = index.now.reports.where().page("newest", 100).ids
        assert rest == whole[len(whole) - len(rest) :]


def test_tokens_that_are_none_are_refused(now: Snapshot) -> None:
    found = now.reports.where()
    token = found.page("newest", 1).next
    assert token is not None
    with pytest.raises(DatelineError, match="of reports sorted by newest, not of reports by killed"):
        found.page("killed", 1, token)
    with pytest.raises(DatelineError, match="not of incidents"):
        now.incidents.where().page("newest", 1, token)
    bad = [["reports", "newest", "x", 1], ["reports", "newest", 1.0, -1], ["reports", "newest", 1.0, 2**64], {}, 3,
           ["reports", "newest", True, 1], ["reports", "newest", 1.0, True]]  # fmt: skip
    made = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode() for one in bad]
    for wrong in ("x", "ä", "%00", "=" * 50, token[:-3], "W1tbW1tb" * 5000, *made):
        with pytest.raises(DatelineError):
            found.page("newest", 1, wrong)


def test_orders_and_sizes_that_are_none_are_refused(now: Snapshot) -> None:
    found = now.reports.where()
    for sort, said in (("newst", "did you mean 'newest'"), ("urgency", "cannot be sorted"), ("relevance", "search")):
        with pytest.raises(DatelineError, match=said):
            found.page(sort)
    with pytest.raises(DatelineError, match="at least one row"):
        found.page(size=0)


def test_spans_and_histograms_make_nothing_finer(now: Snapshot) -> None:
    found = now.reports.where()
    spans = found.spans()
    assert len(spans.row) == 4
    assert spans.latest[3] == ENDLESS
    assert [spans.PRECISIONS[code] for code in spans.precision.tolist()] == ["day", "month", "year", "interval"]
    by_month, by_year = found.histogram("month"), found.histogram("year")
    assert [(day_of(day).isoformat(), n) for day, n in zip(by_month.starts, by_month.counts, strict=True)] == [
        ("2008-06-01", 2)
    ]
    assert (by_month.wider, by_month.undated, by_year.counts.tolist(), by_year.wider) == (2, 1, [3], 1)
    assert found.histogram("day").counts.tolist() == [1]
    assert day_of(found.histogram("week").starts[0]).isoformat() == "2008-06-09"
    assert day_of(found.histogram("decade").starts[0]).isoformat() == "2000-01-01"
    with pytest.raises(DatelineError, match="not by 'hour'"):
        found.histogram("hour")


def test_units_without_rows_are_counted_as_nought(record: Record) -> None:
    store(record, [told(when=when) for when in ("2007-12-31", "2008-03-01", "2008-03")], "a.txt", coder="c1")
    counted = Index(record).now.reports.where().histogram("month")
    assert counted.counts.tolist() == [1, 0, 0, 2]


def test_places_are_marked_by_their_precision(now: Snapshot) -> None:
    marks = {(one.id, one.precision): one for one in now.reports.where().places()}
    assert len(marks) == 4
    exact, near = marks[AMARAH[0].id, 1], marks[AMARAH[0].id, 2]
    assert (exact.count, exact.radius_km, exact.name, exact.lat) == (1, None, "Al Amarah", 31.8)
    assert (near.count, near.radius_km) == (1, 25.0)
    assert marks["pack:marshes", 5].lat is None


def test_pairs_count_rows(record: Record) -> None:
    tellings = [told(actors=(REBELS, MAHDI), recipients=(POLICE,)), told(actors=(MAHDI,), recipients=(POLICE, REBELS))]
    store(record, tellings, "a.txt", coder="c1")
    pairs = Index(record).now.reports.where().pairs()
    assert {(one.doer, one.recipient): one.count for one in pairs} == {
        ("mahdi-army", "IQ:police"): 2, ("any:rebels", "IQ:police"): 1, ("mahdi-army", "any:rebels"): 1,
    }  # fmt: skip
    assert pairs[0].count == 2
    assert (pairs[0].doer_name, pairs[0].recipient_name) == ("Mahdi Army", "Iraqi police")


def test_what_was_decided_is_counted(record: Record) -> None:
    store(record, TELLINGS, "a.txt", coder="c1")
    record.reconcile()
    index = Index(record)
    id_ = index.now.incidents.where().page().ids[0]
    before = index.now.version
    record.decide(Act.ACCEPT, [id_], reviewer="Ada")
    assert index.refresh()
    assert index.now.version != before
    for columns in (index.now.reports, index.now.incidents):
        counted = {one.value: one.count for one in columns.where().facets(["reviewed"])["reviewed"]}
        assert counted["accepted"] >= 1
    assert index.now.incidents.keys_of([id_, "i0000000000000000"]) == [
        record.engine.connect().exec_driver_sql("SELECT max(row) FROM incidents").scalar()
    ]


def test_filters_that_ask_nothing_ask_it_of_any_table(now: Snapshot) -> None:
    assert now.incidents.where(Filters("reports")).page().ids == now.incidents.where().page().ids


def test_a_facet_may_count_what_its_own_filter_leaves(now: Snapshot) -> None:
    found = now.reports.where(Filters.parse({"actor": "IQ:police"}))
    narrowed = found.facets(["actor"], narrowed=True)["actor"]
    assert {one.value: one.count for one in narrowed}["IQ:police"] == found.count
    assert all(
        one.count == now.reports.where(Filters.parse({"actor": "IQ:police", "doer": one.value})).count
        + now.reports.where(Filters.parse({"actor": "IQ:police", "recipient": one.value})).count
        for one in narrowed if one.value != "IQ:police"
    )  # fmt: skip
    whole = found.facets(["actor"])["actor"]
    assert sum(one.count for one in narrowed) < sum(one.count for one in whole)
