"""Reading a record while others write to it, a second time, after an error, and from several threads."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from sqlalchemy import text
from tests.indexing.agreeing import check
from tests.indexing.making import store
from tests.indexing.test_filters import TELLINGS, told

from dateline.errors import ReadingError
from dateline.indexing import Filters, Index, reports, searching
from dateline.indexing.arrays import Growing, Lists, Values, key_of, keys_of
from dateline.model import Act
from dateline.reading.page import Failure
from dateline.record import Record, create_or_open, open_record
from dateline.record.run import transaction

MANY = [told(when=f"2008-06-{day:02}", killed=day) for day in range(1, 29)]


def test_progress_is_told(record: Record) -> None:
    store(record, TELLINGS, "a.txt", coder="c1")
    record.reconcile()
    said: list[tuple[str, int, int]] = []
    Index(record).refresh(lambda *one: said.append(one))
    read = {what: [(done, whole) for of, done, whole in said if of == what] for what, _, _ in said}
    assert read["reports"] == [(0, 5), (5, 5)]
    assert set(read) == {"reports", "incidents"}
    assert all(told[-1][0] == told[-1][1] > 0 for told in read.values())


def test_what_another_writes_meanwhile_is_read_next_time(record: Record, tmp_path: Path) -> None:
    store(record, TELLINGS, "a.txt", coder="c1")
    record.reconcile()
    index = Index(record)

    def write(what: str, done: int, whole: int) -> None:  # noqa: ARG001
        if what == "reports" and done == 0:
            with open_record(tmp_path / "test.dateline") as other:
                store(other, MANY, "b.txt", coder="c1")
                other.reconcile()

    with open_record(tmp_path / "test.dateline") as same:
        before = Index(same).now
        index.refresh(write)
        assert len(index.now.reports) == len(before.reports) == 5
        assert index.now.version == before.version
        assert len(index.now.incidents) == len(before.incidents)
    assert index.refresh()
    check(record, index.now)


def test_a_writer_that_is_not_done_is_not_waited_for(record: Record) -> None:
    store(record, TELLINGS, "a.txt", coder="c1")
    with transaction(record.engine, record.name) as connection:
        connection.execute(text("UPDATE reports SET type = 'COERCE'"))
        now = Index(record).now
        assert {one.value: one.count for one in now.reports.where().facets(["type"])["type"]} == {
            "ASSAULT": 4, "COERCE": 1,
        }  # fmt: skip
        connection.rollback()


def test_an_error_leaves_what_was_there(record: Record) -> None:
    store(record, TELLINGS, "a.txt", coder="c1")
    index = Index(record)
    before = index.now
    store(record, TELLINGS, "a.txt", kept=(True, False), coder="c2")
    store(record, MANY, "b.txt", coder="c1")

    def fail(*_: object) -> None:
        raise ReadingError("stopped", reason="stopped")

    with pytest.raises(ReadingError):
        index.refresh(fail)
    assert index.now is before
    assert index.refresh()
    check(record, index.now)


def test_rows_of_older_codings_are_left_out(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_DEAD", 1)
    index = Index(record)
    store(record, TELLINGS, "a.txt", coder="c1")
    store(record, MANY, "b.txt", coder="c1")
    record.reconcile()
    (id_,) = index.now.incidents.where(Filters.parse({"before": "2008-06-01"}, what="incidents")).page("killed", 1).ids
    record.decide(Act.ACCEPT, [id_], reviewer="Ada")
    for coder in ("c2", "c3", "c4"):
        store(record, TELLINGS, "a.txt", coder=coder)
        store(record, MANY, "b.txt", kept=(True, coder != "c3"), coder=coder)
        index.refresh()
        assert len(index.now.read) <= 40
        check(record, index.now, reviewers=["Ada"])
    record.reconcile()
    index.refresh()
    check(record, index.now, reviewers=["Ada"])


def test_a_failure_or_a_run_changes_the_version(record: Record) -> None:
    index, versions = Index(record), set()
    versions.add(index.now.version)
    run = record.begin({})
    index.refresh()
    versions.add(index.now.version)
    run.fail(Failure("x.html", "empty", "no text"))
    index.refresh()
    versions.add(index.now.version)
    run.finish("finished")
    index.refresh()
    versions.add(index.now.version)
    assert len(versions) == 4
    assert not index.refresh()


def test_threads_see_one_state_each(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "busy.dateline") as record:
        store(record, TELLINGS, "0.txt", coder="c1")
        index, is_done = Index(record), Event()
        index.refresh()

        def ask() -> int:
            asked = 0
            while not is_done.is_set() or not asked:
                now = index.now
                found = now.reports.where(Filters.parse({"search": "number", "actor": ["none", "rebels"]}))
                facets = found.facets(["type", "actor", "month", "reviewed"], 1000)
                assert sum(one.count for one in facets["type"]) == found.count == len(found.page("killed", 9999).ids)
                assert now.queue() == now.queue("Ada")
                asked += 1
            return asked

        with ThreadPoolExecutor(4) as pool:
            asking = [pool.submit(ask) for _ in range(3)]
            refreshing = pool.submit(lambda: [index.refresh() for _ in range(20)])
            try:
                for n in range(1, 6):
                    store(record, MANY, f"{n}.txt", coder="c1")
                    record.reconcile()
                    index.refresh()
            finally:
                is_done.set()
            assert all(one.result() for one in asking)
            refreshing.result()
        check(record, index.now)


@pytest.mark.parametrize("is_in_step", [True, False])
def test_a_search_finds_and_ranks_as_the_record_does(record: Record, *, is_in_step: bool) -> None:
    if not is_in_step:  # as if another program had written there
        with record.engine.begin() as connection:
            connection.execute(
                text("INSERT INTO reports_search (coding, id, words, names) VALUES (0, 'x', 'number', '')")
            )
    store(record, MANY, "old.txt", coder="c1")
    store(record, TELLINGS, "a.txt", coder="c1")
    store(record, MANY, "old.txt", kept=(True, False), coder="c2")
    now = Index(record).now
    for words in ("number", "kismayo", "mahdi army", "NUMBER 3", "Al-Amarah", "", "?!", "nothing"):
        found = [row["id"] for row in record.search(words, limit=1000)]
        page = now.reports.where(Filters.parse({"search": words or "?"})).page("relevance", 1000)
        assert page.ids == found


def test_usual_words_are_found_by_the_shortest_sentence(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.indexing.state.RANKED", 3)
    store(record, TELLINGS, "a.txt", coder="c1")
    now = Index(record).now
    assert searching.RANKED > 3
    page = now.reports.where(Filters.parse({"search": "number"})).page("relevance")
    lengths = [len(row["words"]) for row in record.some("reports", page.ids)]
    assert lengths == sorted(lengths)


def test_arrays_that_were_handed_out_stay_as_they_are() -> None:
    growing, lists = Growing(np.int32), Lists()
    growing.add([1, 2, 3])
    first = growing.seen
    for n in range(100):
        growing.add([n])
    growing.keep(np.array([0, 5]))
    assert (first.tolist(), growing.seen.tolist()) == ([1, 2, 3], [1, 2])
    lists.add([2, 0, 1], [7, 8, 9])
    starts, codes = lists.starts, lists.codes
    lists.add([1], [5])
    lists.keep(np.array([0, 3]))
    assert (starts.tolist(), codes.tolist()) == ([0, 2, 2, 3], [7, 8, 9])
    assert (lists.starts.tolist(), lists.codes.tolist()) == ([0, 2, 3], [7, 8, 5])


def test_ids_are_numbers_whatever_they_are() -> None:
    ids = ["r00000000000000ff", "rFFFFFFFFFFFFFFFF", "i0123456789abcdef"]
    assert keys_of(ids).tolist() == [255, 2**64 - 1, 0x0123456789ABCDEF] == [key_of(one) for one in ids]
    odd = [*ids, "x", "r00000000000000fg", "rä000000000000000"]
    assert keys_of(odd).tolist() == [key_of(one) for one in odd]
    assert len(set(keys_of(odd).tolist())) == len(odd)
    values = Values(["a", "b", "a"])
    assert (len(values), values.find("b"), values.find("c"), values[0]) == (2, 1, None, "a")


def test_a_snapshot_goes_as_soon_as_nobody_asks_it(record: Record) -> None:
    store(record, TELLINGS, "a.txt", coder="c1")
    record.reconcile()
    index = Index(record)
    for columns in (index.now.reports, index.now.incidents):
        found = columns.where(Filters.parse({"search": "number", "actor": "rebels"}, what=columns.what))
        assert found.facets(columns.table.facets)["actor"]
        assert found.page("relevance").ids
        assert all((found.places(), found.pairs()))
    assert index.now.queue("Ada") == index.now.queue()
    before = weakref.ref(index.now)
    store(record, MANY, "b.txt", coder="c1")
    del columns, found
    gc.disable()
    try:
        assert index.refresh()
        assert before() is None
    finally:
        gc.enable()
