"""A dossier holds all that it shows, tells what it leaves out, and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.desk.serving import Served

import dateline
from dateline.desk import dossier
from dateline.desk.asked import read
from dateline.desk.dossier import written
from dateline.desk.pages.dossier import PAGES
from dateline.exporting.covering import covering_rules
from dateline.knowledge.names import fold

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class _Seen(HTMLParser):
    """Collect what a file would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in ("src", "href", "xlink:href", "action", "data") and not (value or "").startswith("#"):
                self.loads.append(value or "")


def _file(served: Served, **asked: str) -> str:
    return written(served.desk, read(PAGES[0], list(asked.items())), now=NOW).decode()


def test_it_loads_nothing_and_runs_nothing(served: Served) -> None:
    seen = _Seen()
    seen.feed(_file(served))
    assert not seen.tags & {"script", "iframe", "object", "embed", "link", "img", "form"}
    assert (seen.loads, seen.handlers) == ([], [])


def test_it_tells_every_incident_with_words_of_its_sources(served: Served) -> None:
    made = _file(served)
    with dateline.open(served.desk.record.name, read_only=True) as record:
        for row in record.incidents():
            part = made[made.index(f'<article id="{row["id"]}"') :]
            assert "<blockquote" in part[: part.index("</article>")], row["id"]


def test_it_holds_only_what_is_asked(served: Served) -> None:
    with served.client() as client:
        rows = client.get("/incidents.json", params={"type": "ASSAULT", "_size": "500"}).json()["rows"]
        given = client.get("/dossier.html", params={"type": "ASSAULT"})
    assert given.headers["content-disposition"].startswith("attachment")
    held = set(re.findall(r'<article id="(i[0-9a-f]+)"', given.text))
    assert held == {row["id"] for row in rows}
    assert "type <bdi>ASSAULT</bdi>" in given.text


def test_the_same_record_gives_the_same_file(served: Served) -> None:
    assert _file(served) == _file(served)


def test_readers_who_comment_are_covered(served: Served) -> None:
    with dateline.open(served.desk.record.name, read_only=True) as record:
        names = {z["author"] for row in record.documents() for z in row["zones"] if z["kind"] == "comment"} - {None}
        authors = {name for row in record.documents() for name in row["authors"]}
    readers = {name for name in names - authors if fold(name) not in covering_rules().nobody}
    made = _file(served)
    assert readers
    assert not [name for name in readers if name in made]


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[object]:
    context = browser.new_context(java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


def test_it_opens_from_a_file_with_scripts_off(served: Served, tmp_path: Path, page_without_scripts: object) -> None:
    page = page_without_scripts
    file = tmp_path / "dossier.html"
    file.write_text(_file(served))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))  # type: ignore[attr-defined]
    page.goto(file.as_uri())  # type: ignore[attr-defined]
    assert page.locator("article").count() > 50  # type: ignore[attr-defined]
    assert page.locator("svg").count() == 2  # type: ignore[attr-defined]
    assert asked == [file.as_uri()]


def test_a_crowd_that_lies_in_no_month_is_told_without_bars(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "MOST", 1)
    with served.client() as client:
        count = client.get("/incidents.json", params={"month": "none"}).json()["count"]
    assert count > 1
    assert f"{count - 1:,}" in _file(served, month="none")
