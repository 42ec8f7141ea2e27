"""The index of a record on a real PostgreSQL; skipped where none is installed."""

from __future__ import annotations

from tests.indexing.agreeing import check
from tests.indexing.making import ACTORS, store
from tests.indexing.test_filters import TELLINGS
from tests.indexing.test_index import MANY
from tests.record.test_postgresql import server  # noqa: F401 - a fixture

from dateline.indexing import Filters, Index
from dateline.model import Act
from dateline.record import create_or_open


def test_what_the_index_says_is_what_the_record_says(server: str) -> None:  # noqa: F811
    with create_or_open(server) as record:
        index = Index(record)
        store(record, TELLINGS, "a.txt", coder="c1")
        check(record, index.now)
        store(record, MANY, "b.txt", coder="c1")
        record.reconcile()
        incident = next(iter(record.incidents()))["id"]
        record.decide(Act.ACCEPT, [incident], reviewer="Ada")
        store(record, TELLINGS, "a.txt", coder="c2")
        assert index.refresh()
        check(record, index.now, names=[actor.name for actor in ACTORS], reviewers=["Ada"])
        found = [row["id"] for row in record.search("mahdi kismayo", limit=100)]
        asked = Filters.parse({"search": "Mahdi Kismayo"})
        assert index.now.reports.where(asked).page("relevance").ids == found != []
