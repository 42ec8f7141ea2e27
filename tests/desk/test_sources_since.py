"""What became of sources since: pages of which there is a newer version, and reports that were taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.serving import Served, serving
from tests.reconciling.incidents.short_reports import Said, Told, article
from tests.record.storing import store_told

from dateline.desk.addresses import Addresses
from dateline.desk.versions import page_of, versions_of
from dateline.model import Act, Document, Grade, Moment
from dateline.record import create_or_open

PAGE = {"Accept": "text/html"}
TO = Addresses()
SHOT = article(
    "Shots were fired at the customs post in Gode, a porter said, and six guards fell.",
    Said("fired at", ("porter||witness",)), outlet="Shebelle Sun",
)  # fmt: skip
BY_ARMY = article(
    "Six guards were shot in Gode, according to the army.", Said("shot", ("the army|XX:army|military",)),
    outlet="Awash Mail",
)  # fmt: skip
CORRECTED = article(
    "Shebelle Sun retracted its story that guards were fired at in Gode.", Said("fired at"), outlet="Shebelle Sun",
    day="2013-05-10",
)  # fmt: skip


def at(told: Told, url: str, *, retrieved: str | None = None) -> Told:
    """Return an article as it was had from an address."""
    when = Moment(retrieved) if retrieved else None
    return Told(replace(told.document, url=url, retrieved=when), told.reports)


@contextmanager
def desk_over(path: Path, *builds: list[Told]) -> Iterator[Served]:
    with create_or_open(path) as record:
        for some in builds:
            store_told(record, some)
        ids = [row["id"] for row in record.incidents()]
        if len(ids) > 1:
            record.decide(Act.MERGE, ids, reviewer="ada", reason="one raid")
    with serving(path) as made:
        yield made


# Versions of a page


@pytest.mark.parametrize(
    ("one", "other", "is_newer", "how"),
    [
        ({"retrieved": "2013-05-09"}, {"retrieved": "2013-05-08"}, True, "retrieved"),
        ({"retrieved": "2013-05-09", "published": "2013-05-01"}, {"published": "2013-05-02"}, False, "published"),
        ({"published": "2013-05-01"}, {"published": "2013-05-01"}, True, "read"),
        ({"published": "2013-05"}, {"published": "2013-05-08"}, True, "read"),
    ],
)
def test_the_newer_version_is_told_by_days_before_builds(one: dict, other: dict, is_newer: bool, how: str) -> None:
    mine, theirs = ({"id": id_, "retrieved": None, "published": None, **row} for id_, row in (("a", one), ("b", other)))
    (version,) = versions_of(theirs, [mine, theirs], {"a": 2, "b": 1})
    assert (version.row["id"], version.is_newer, version.how) == ("a", is_newer, how)
    (back,) = versions_of(mine, [mine, theirs], {"a": 2, "b": 1})
    assert (back.is_newer, back.how) == (not is_newer, how)


def test_where_nothing_tells_neither_is_newer() -> None:
    rows = [{"id": id_, "retrieved": None, "published": None} for id_ in "ab"]
    assert [one.is_newer for one in versions_of(rows[0], rows, {"a": 1, "b": 1})] == [None]


def test_a_site_is_no_page() -> None:
    assert page_of("https://sun.example/") is None
    assert page_of("https://sun.example/a?utm_source=b") == page_of("http://www.sun.example/a/")


def test_a_replaced_version_says_which_is_the_newer_wherever_it_stands(tmp_path: Path) -> None:
    old, new = at(SHOT, "https://sun.example/a"), at(BY_ARMY, "https://www.sun.example/a?utm_source=x")
    with desk_over(tmp_path / "own.dateline", [old], [new]) as served, served.client() as client:
        newer = TO.document(new.document.id)
        page = client.get(TO.document(old.document.id), headers=PAGE).text
        assert "This version of the page was replaced by a newer one" in page
        assert newer in page
        told = client.get(f"{TO.document(old.document.id)}.json").json()["versions"]
        assert told == [{"id": new.document.id, "newer": True, "by": "read"}]
        assert "an older version of this page" in client.get(newer, headers=PAGE).text
        report = client.get(TO.report(old.reports[0].id), headers=PAGE).text
        assert "stands in an older version of the page" in report
        assert newer in report
        assert "older version of the page" not in client.get(TO.report(new.reports[0].id), headers=PAGE).text
        (incident,) = client.get("/incidents.json").json()["rows"]
        assert "an older version of the page" in client.get(TO.incident(incident["id"]), headers=PAGE).text
        assert client.get("/documents.json").json()["replaced_by"] == {old.document.id: new.document.id}
        for listed in ("/documents", "/reports"):
            assert client.get(listed, headers=PAGE).text.count("replaced by a newer version") == 1
        assert "an older version of the page" in client.get("/dossier.html").text


def test_documents_of_two_pages_are_no_versions(tmp_path: Path) -> None:
    some = [at(SHOT, "https://sun.example/a"), at(BY_ARMY, "https://sun.example/b"), CORRECTED]
    with desk_over(tmp_path / "own.dateline", some) as served, served.client() as client:
        assert client.get("/documents.json").json()["replaced_by"] == {}
        assert "version of this page" not in client.get(TO.document(some[0].document.id), headers=PAGE).text


# What was taken back


def test_a_source_that_took_its_report_back_is_told_where_its_reports_stand(tmp_path: Path) -> None:
    with desk_over(tmp_path / "own.dateline", [SHOT, BY_ARMY], [CORRECTED]) as served, served.client() as client:
        (incident,) = client.get("/incidents.json").json()["rows"]
        assert incident["corroboration"]["grade"] == Grade.SINGLE_ORIGIN
        assert "withdrawn by Shebelle Sun" in incident["corroboration"]["why"]
        shot, army, corrected = (one.reports[0].id for one in (SHOT, BY_ARMY, CORRECTED))
        told = client.get(f"{TO.incident(incident['id'])}.json").json()
        assert told["taken_back"] == {shot: [corrected]}
        groups = [one["taken_back"] for one in told["origins"]]
        assert sorted(groups) == [[], [corrected]]
        page = client.get(TO.incident(incident["id"]), headers=PAGE).text
        assert page.count("Its source took this back") == 1
        assert "Its source took this back" in client.get(TO.report(shot), headers=PAGE).text
        assert "It takes back what was told before" in client.get(TO.report(corrected), headers=PAGE).text
        assert "took this back" not in client.get(TO.report(army), headers=PAGE).text


def test_a_correction_that_was_rejected_takes_nothing_back(tmp_path: Path) -> None:
    with desk_over(tmp_path / "own.dateline", [SHOT, BY_ARMY], [CORRECTED]) as served, served.client() as client:
        served.desk.record.decide(Act.REJECT, [CORRECTED.reports[0].id], reviewer="ada", reason="of another post")
        served.desk.load()
        (incident,) = client.get("/incidents.json").json()["rows"]
        assert "withdrawn" not in incident["corroboration"]["why"]
        assert client.get(f"{TO.incident(incident['id'])}.json").json()["taken_back"] == {}


def test_versions_need_a_document_that_is_there(tmp_path: Path) -> None:
    nowhere = replace(SHOT.document, url="https://sun.example/a")
    assert isinstance(nowhere, Document)
    with desk_over(tmp_path / "own.dateline", [SHOT]) as served:
        assert served.desk.shelf.of_page(nowhere.url) == {}
