"""A generated record is one that all works on: its words stand, its rows hang together, decisions take effect."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.desk_record import main, write

from dateline.model import shape
from dateline.record import Record, open_record

REPORTS, INCIDENTS = 200, 40


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "small.dateline"
    write(path, reports=REPORTS, incidents=INCIDENTS)
    return path


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with open_record(path) as record:
        yield record


def test_record_has_about_as_many_reports_and_incidents_as_were_asked_for(record: Record) -> None:
    assert 0.8 * REPORTS <= len(record.reports()) <= 1.2 * REPORTS
    assert len(record.incidents()) == INCIDENTS
    assert record.is_reconciled()


def test_every_piece_of_evidence_holds(record: Record) -> None:
    documents = {row["id"]: shape.document_from_json(row) for row in record.documents()}
    for row in record.reports():
        report = shape.report_from_json(row, documents[row["document"]].text)  # refuses evidence that does not stand
        assert report.id == row["id"]
    for row in record.claims():
        assert shape.claim_from_json(row, documents[row["document"]].text).id == row["id"]
    for row in record.mentions():
        mention = shape.mention_from_json(row, documents[row["document"]].text)
        assert mention.id_in(row["document"]) == row["id"]
    texts = {id_: document.text for id_, document in documents.items()}
    assert all(shape.derivation_from_json(row, texts).id == row["id"] for row in record.derivations())
    for contradiction in record.contradictions():
        for side in contradiction["values"]:
            for quote in side["quotes"]:
                assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["words"]


def test_incidents_are_made_of_the_reports(record: Record) -> None:
    ids = {row["id"] for row in record.reports()}
    incidents = list(record.incidents())
    told = [report for row in incidents for report in row["reports"]]
    assert set(told) == ids
    assert len(told) == len(ids)
    for row in incidents:
        assert sorted(report for group in row["sources"]["groups"] for report in group) == row["reports"]
        named = [row["place"], row["when"], *row["actors"], *row["recipients"]]
        assert all(set(one["reports"]) <= set(row["reports"]) for one in named if one)
    assert record.incidents_of(told[:3]) == {report: _holding(incidents, report) for report in told[:3]}


def _holding(incidents: list[dict[str, object]], report: str) -> object:
    return next(row["id"] for row in incidents if report in row["reports"])  # type: ignore[operator]


def test_records_of_one_seed_are_equal(path: Path, tmp_path: Path) -> None:
    write(tmp_path / "again.dateline", reports=REPORTS, incidents=INCIDENTS)
    asked = "SELECT * FROM reports ORDER BY row"
    one, other = (sqlite3.connect(p).execute(asked).fetchall() for p in (path, tmp_path / "again.dateline"))
    assert one == other


def test_search_finds_what_reports_say(record: Record) -> None:
    report = next(iter(record.reports()))
    word = report["trigger"]["words"]
    assert word in record.search(word, limit=5)[0]["words"]
    document = next(iter(record.documents()))
    assert document["id"] in {row["id"] for row in record.search(document["title"], what="documents")}


def test_actors_that_no_pack_knows_are_shown_as_they_are_linked(record: Record) -> None:
    clusters = {row["id"] for row in record.actors()}
    named = {party["id"] for row in record.reports() for party in (*row["actors"], *row["recipients"])}
    assert named <= clusters
    assert any(id_.startswith("text:") for id_ in named)


def test_decision_takes_effect_at_once(tmp_path: Path) -> None:
    path = tmp_path / "decided.dateline"
    write(path, reports=REPORTS, incidents=INCIDENTS)
    with open_record(path) as record:
        incident = next(row["id"] for row in record.incidents() if not row["reviewed"])
        decision = record.decide("accept", [incident], reviewer="Chandra")
        shown = {row["id"]: row for row in record.incidents()}
        assert shown[record.leads_to(incident)]["reviewed"] == "accepted"
        record.decide("undo", [decision.id], reviewer="Chandra")
        assert record.some("incidents", [record.leads_to(incident)])[0]["reviewed"] is None
        assert record.broken_link() is None


def test_main_refuses_to_write_over_a_record(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--reports", "200", "-o", str(path)])
    assert "there already" in capsys.readouterr().err
