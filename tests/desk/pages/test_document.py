"""The page of a document: its text, marked; its reports; what it cites and repeats; and texts made to break it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.desk.serving import Served

from dateline.desk.addresses import Addresses, encode
from dateline.desk.escaping import plain
from dateline.model import (
    Actor,
    Document,
    EventType,
    Evidence,
    Party,
    PartyMissing,
    PlaceMissing,
    Report,
    Span,
    Status,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.record import Record, create_or_open

HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror="alert(1)"> <svg/onload=alert(1)> '
    "<a href='javascript:alert(1)'>men</a> \u202eattacked\u202c the <b>town</b> &lt;br&gt; " + "w" * 10_000 + "."
)

_EMPTY = ("br", "img", "meta", "link", "input")


class Zones(HTMLParser):
    """Read the text of the zones of a page, and which ids and elements it has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        self.ids += [held["id"] or ""] if "id" in held else []
        self.links += [held["href"] or ""] if "href" in held else []
        assert not [name for name in held if name.startswith("on") or name == "style"]
        if self._depth or "data-zone" in held:
            self._depth += tag not in _EMPTY

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - (tag not in _EMPTY))

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text += data


def page_of(served: Served, path: str) -> Zones:
    with served.client() as client:
        answer = client.get(path)
    assert answer.status_code == 200, answer.text
    read = Zones()
    read.feed(answer.text)
    return read


def put(record: Record, text: str, sentences: list[tuple[int, int]], **of: Any) -> str:
    """Store a document with a report of each sentence; the word at its start names the event."""
    sha256 = "1" * 64
    zones = of.pop("zones", (Zone(ZoneKind.BODY, Span(0, len(text))),))
    document = Document(Document.id_for(sha256, text), sha256, text, zones=zones, **of)
    reports = [
        Report(
            document.id, ZoneKind.BODY, Evidence.at(text, first, last),
            Evidence.at(text, first, first + len(text[first:last].split()[0])), EventType.ASSAULT, None,
            Status.OCCURRED, "test 1", actors=(Party(Actor("text:men", "men", known=False),
            Evidence.at(text, last - 1, last)),), recipients_missing=PartyMissing.NOT_STATED,
            place_missing=PlaceMissing.NOT_STATED, when_missing=WhenMissing.NOT_STATED,
        )
        for first, last in sentences
    ]  # fmt: skip
    run = record.begin({})
    run.store(
        document, original=text.encode("utf-8", "surrogatepass"), media="text/plain", origin="a.txt", reports=reports,
        mentions=[], fingerprint="f", reading_fingerprint="r",
    )  # fmt: skip
    run.finish("finished")
    return document.id


def sentences_of(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^.]+\.", text)]


def test_the_zones_of_every_example_are_its_text(served: Served) -> None:
    with served.client() as client:
        for document in client.get("/documents.json").json()["rows"]:
            page = page_of(served, f"/documents/{document['id']}")
            assert page.text == plain(document["text"])
            told = client.get(f"/documents/{document['id']}.json").json()
            for what in ("reports", "claims"):
                assert {encode(row["id"]) for row in told[what]} <= set(page.ids)
            assert len(page.ids) == len(set(page.ids))


def test_the_json_holds_what_the_page_shows(served: Served) -> None:
    with served.client() as client:
        document = client.get("/documents.json").json()["rows"][0]["id"]
        told = client.get(f"/documents/{document}.json").json()
        assert told["rows"][0]["id"] == document
        assert told["rows"][0]["address"] == f"{served.root}/documents/{document}"
        assert (told["part"], told["parts"]) == (1, 1)
        reports = [row for row in served.desk.record.reports() if row["document"] == document]
        assert {row["id"] for row in told["reports"]} == {row["id"] for row in reports}
        assert all(row["address"] == f"{served.root}/reports/{row['id']}" for row in told["reports"])


def test_works_of_the_record_are_linked(served: Served) -> None:
    for document in served.desk.record.documents():
        held = [work["document"] for work in document["references"] if work["document"]]
        page = page_of(served, f"/documents/{document['id']}")
        assert {Addresses().document(id_) for id_ in held} <= set(page.links)


def test_what_is_not_there_is_said(served: Served) -> None:
    with served.client() as client:
        assert client.get("/documents/nothing").status_code == 404
        document = client.get("/documents.json").json()["rows"][0]["id"]
        assert client.get(f"/documents/{document}?part=2").status_code == 404
        assert client.get(f"/documents/{document}?part=x").status_code == 404
        assert client.get(f"/documents/{document}?mark=odd").status_code == 400
        page = client.get(f"/documents/{document}?report=r0")
        assert page.status_code == 200
        assert "not in this document today" in page.text


def test_a_report_that_is_asked_for_stands_out(served: Served) -> None:
    report = next(iter(served.desk.record.reports()))
    with served.client() as client:
        page = client.get(f"/documents/{report['document']}", params={"report": report["id"]}).text
    lit = re.findall(r'<mark class="(\w+) lit"[^>]*>([^<]*)', page)
    assert ("trigger", report["trigger"]["words"]) in lit


def test_a_hostile_text_is_shown_as_text(tmp_path: Path, serve: Callable[..., Any]) -> None:
    path = tmp_path / "hostile.dateline"
    with create_or_open(path) as record:
        id_ = put(
            record, HOSTILE, [(0, len(HOSTILE))], title="<script>alert(2)</script>\u202e", url="javascript:alert(3)",
            publisher="<b>", authors=("<img src=x>",),
        )  # fmt: skip
    with serve(path) as served:
        page = page_of(served, f"/documents/{id_}")
        assert page.text == plain(HOSTILE)
        assert not page.tags & {"img", "svg", "b", "iframe", "object"}
        assert not [link for link in page.links if "javascript" in link]
        with served.client() as client:
            text = client.get(f"/documents/{id_}").text
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert text.count("<script") == 2  # its own


def test_a_long_document_is_shown_in_parts(tmp_path: Path, serve: Callable[..., Any]) -> None:
    text = " ".join(f"Attacked by {n} {'men ' * 40}." for n in range(2_000))
    path = tmp_path / "long.dateline"
    with create_or_open(path) as record:
        id_ = put(record, text, sentences_of(text))
    with serve(path) as served, served.client() as client:
        told = client.get(f"/documents/{id_}.json").json()
        assert told["parts"] > 5
        shown, seen = "", []
        for part in range(1, told["parts"] + 1):
            address = f"/documents/{id_}?part={part}"
            page = page_of(served, address)
            shown += page.text
            assert len(client.get(address).content) < 250_000
            seen += [row["id"] for row in client.get(f"/documents/{id_}.json?part={part}").json()["reports"]]
        assert shown == text
        assert seen == [row["id"] for row in served.desk.record.reports()]
        # The bare address has an anchor for every report: here, or one that leads to its part.
        page = page_of(served, f"/documents/{id_}")
        assert {encode(one) for one in seen} <= set(page.ids)
        last = seen[-1]
        assert f"?report={last}" in page.links
        page = page_of(served, f"/documents/{id_}?report={last}")
        assert encode(last) in page.ids


@pytest.mark.parametrize("mark", ["none", "actor"])
def test_kinds_of_evidence_are_in_the_address(served: Served, mark: str) -> None:
    document = next(iter(served.desk.record.documents()))["id"]
    with served.client() as client:
        page = client.get(f"/documents/{document}?mark={mark}").text
    boxes = re.findall(r'name="mark" value="(\w+)"( checked)?', page)
    assert [kind for kind, checked in boxes if checked] == ([] if mark == "none" else ["actor"])
