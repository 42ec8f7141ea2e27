"""The list of documents follows the record, and its tokens lead on while documents come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import make_document, make_report, put

from dateline.desk.asked import SYSTEM
from dateline.desk.shelf import SORTS, Shelf
from dateline.errors import DatelineError
from dateline.record import Record, create_or_open


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Record]:
    with create_or_open(tmp_path / "shelf.dateline") as record:
        for n in range(6):
            put(record, make_document(name=f"{n}.txt"))
        yield record


def test_what_was_read_stays_until_it_is_refreshed(growing: Record) -> None:
    shelf = Shelf(growing)
    assert shelf.listed({}).count == 6
    put(growing, make_document(name="new.txt"))
    assert shelf.listed({}).count == 6
    shelf.refresh()
    assert shelf.listed({}).count == 7
    assert shelf.listed({}, search="killed").count == 7


def test_a_new_coding_changes_the_counts(growing: Record) -> None:
    shelf = Shelf(growing)
    document = make_document(name="0.txt")
    assert all(counts == (1, 1) for counts in shelf.listed({}).counts)
    put(growing, document, fingerprint="f2", reports=[])
    shelf.refresh()
    listed = shelf.listed({}, sort="reports")
    assert listed.count == 6
    assert (listed.ids[-1], listed.counts[-1]) == (document.id, (0, 1))
    put(growing, document, fingerprint="f3", reports=[make_report(document)])
    shelf.refresh()
    assert all(counts == (1, 1) for counts in shelf.listed({}).counts)


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), min_size=1, max_size=10))
def test_what_is_counted_bit_by_bit_is_what_is_counted_anew(
    tmp_path_factory: pytest.TempPathFactory, codings: list[tuple[int, bool, bool]]
) -> None:
    with create_or_open(tmp_path_factory.mktemp("tally") / "tally.dateline") as record:
        shelf = Shelf(record)
        for n, (name, has_report, is_read) in enumerate(codings):
            document = make_document(name=f"{name}.txt")
            told = [make_report(document)] * has_report
            put(record, document, fingerprint=f"f{n}", reports=told)
            if is_read:
                shelf.refresh()
        shelf.refresh()
        tally = shelf.tally()
        assert tally == Shelf(record).tally()
        documents = list(record.documents())
        assert tally.documents == len(documents) == sum(tally.by_run.values())
        assert sum(m for _, m in tally.by["publisher"].values()) == len(record.reports())
        assert {value: n for value, (n, _) in tally.by["published"].items()} == Counter(
            row["published"] for row in documents
        )


@pytest.mark.parametrize("sort", [name for name in SORTS if name != "relevance"])
@pytest.mark.parametrize("turned", ["", "-"])
def test_a_token_leads_on_while_documents_come(growing: Record, sort: str, turned: str) -> None:
    shelf = Shelf(growing)
    before = list(shelf.listed({}, sort=turned + sort).ids)
    seen, token = [], None
    for n in range(20):
        page = shelf.listed({}, sort=turned + sort, size=2, after=token)
        seen += page.ids
        token = page.next
        if token is None:
            break
        put(growing, make_document(name=f"later-{n}.txt"))
        shelf.refresh()
    assert len(seen) == len(set(seen))
    assert [id_ for id_ in seen if id_ in before] == before


def test_an_empty_record_has_an_empty_list(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "empty.dateline") as record:
        listed = Shelf(record).listed({"year": ["2008"]}, search="killed", sort="relevance")
        assert (listed.count, listed.next, list(listed.ids)) == (0, None, [])


@pytest.mark.parametrize("after", ["", "x", "WyJkb2N1bWVudHMiLCAibmV3ZXN0IiwgMSwgImQiXQ", "é"])
def test_a_bad_token_is_refused(growing: Record, after: str) -> None:
    with pytest.raises(DatelineError, match="token"):
        Shelf(growing).listed({}, after=after)


def test_a_token_fits_into_an_address_however_long_titles_are(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "long.dateline") as record:
        for n in range(3):
            put(record, replace(make_document(name=f"{n}.txt"), title="\U0001f700" * 5_000))
        shelf, seen, after = Shelf(record), [], None
        for _ in range(3):
            page = shelf.listed({}, sort="title", size=1, after=after)
            seen += page.ids
            after = page.next
            assert after is None or len(after) <= SYSTEM["_next"].longest
        assert sorted(seen) == sorted(row["id"] for row in record.documents())
