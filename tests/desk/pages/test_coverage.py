"""What was read and what was not, and the first page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import insert
from tests.desk.serving import Served

from dateline.desk import keeping
from dateline.desk.coverage import Coverage
from dateline.desk.shelf import Tally
from dateline.record import tables

PAGE = {"Accept": "text/html"}


def test_coverage_counts_what_the_record_holds(served: Served) -> None:
    record = served.desk.record
    documents = list(record.documents())
    with served.client() as client:
        told = client.get("/coverage.json").json()
    read = told["documents"]
    assert read["count"] == len(documents)
    assert {one["outlet"]: one["documents"] for one in read["by_outlet"]} == Counter(
        row["publisher"] for row in documents
    )
    assert sum(one["reports"] for one in read["by_outlet"]) == len(record.reports())
    assert read["by_language"] == Counter(row["language"] for row in documents)
    assert sum(read["by_format"].values()) == len(documents)
    months = Counter(row["published"][:7] for row in documents if row["published"])
    assert {row["month"]: row["documents"] for row in told["rows"]} == months
    with served.client() as client:
        for row in told["rows"]:
            listed = client.get(row["address"].replace("/documents?", "/documents.json?")).json()
            assert listed["count"] == row["documents"], row
    days = {row["published"] for row in documents if row["published"] and len(row["published"]) == 10}
    assert told["silent"]["documents"]["days"] - told["silent"]["documents"]["silent_days"] == len(days)


def test_what_lacks_a_place_or_a_time_leads_to_the_reports(served: Served) -> None:
    with served.client() as client:
        told = client.get("/coverage.json").json()
        for one in told["reports"]["doubt"]:
            listed = client.get("/reports.json", params={"doubt": one["value"], "_size": "1"}).json()
            assert listed["count"] == one["reports"], one
        page = client.get("/coverage", headers=PAGE).text
    reasons = Counter(row["place_missing"] for row in served.desk.record.reports() if row["place_missing"])
    doubt = {one["value"]: one["reports"] for one in told["reports"]["doubt"]}
    assert {f"place:{reason}": n for reason, n in reasons.items()}.items() <= doubt.items()
    assert doubt["place"] == reasons.total()
    assert "<svg" in page


def test_what_failed_is_told_by_reason(own: Served) -> None:
    failed = [("scan.pdf", "no_text"), ("other.pdf", "no_text"), ("a.zip", "bomb")]
    with own.desk.record.engine.begin() as connection:
        for origin, reason in failed:
            connection.execute(insert(tables.failures).values(run=1, origin=origin, reason=reason, message="why"))
        read = connection.execute(tables.sources.select()).mappings().first()
        assert read is not None
        again = {"run": 1, "origin": read["origin"], "reason": "broken", "message": "read since"}
        connection.execute(insert(tables.failures).values(**again))
    for one in keeping._ALL:
        one._of.pop(own.desk, None)
    with own.client() as client:
        told = client.get("/coverage.json").json()["failures"]
        page = client.get("/coverage", headers=PAGE).text
    assert [(one["reason"], one["count"]) for one in told] == [("no_text", 2), ("bomb", 1)]
    assert "scan.pdf" in page
    assert "Run text recognition" in page


def test_overview_leads_to_what_it_counts(served: Served) -> None:
    record = served.desk.record
    with served.client() as client:
        told = client.get("/index.json").json()
        page = client.get("/", headers=PAGE).text
        for what in told["counts"]:
            assert client.get(f"/{what}", headers=PAGE).status_code == 200
    holds = record.counts()
    assert told["counts"] == {
        **{what: holds[what] for what in ("documents", "reports", "incidents", "contradictions")}, "decisions": 0
    }  # fmt: skip
    assert told["is_current"] is True
    assert Path(record.name).name in page
    best = max(row["sources"]["independent"] for row in record.incidents())
    assert told["best_sourced"][0]["independent"] == best
    assert told["most_contradicted"][0]["contradictions"] >= 1
    queue = record.queue()
    assert told["waiting"]["count"] == len(queue)
    assert [one["id"] for one in told["waiting"]["first"]] == [one.id for one in queue[:5]]


def test_overview_says_that_incidents_are_out_of_date(own: Served) -> None:
    with own.desk.record.engine.begin() as connection:
        connection.execute(tables.reconciliations.update().values(decision=99))
    with own.client() as client:
        assert client.get("/index.json").json()["is_current"] is False
        assert "dateline reconcile" in client.get("/", headers=PAGE).text


def test_some_day_of_a_month_counts_for_the_month() -> None:
    published = {"2008-06-XX": (2, 3), "2008-06-14": (1, 1), "2008-06/2008-07": (1, 0), "soon": (1, 0)}
    coverage = Coverage(Tally(5, {"published": published}, {}, ()), (), ())
    assert coverage.by_month == [("2008-06", 3, 4)]
    assert len(coverage.days) == 1
