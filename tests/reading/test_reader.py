from __future__ import annotations

import hashlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ReadingError
from dateline.model import Document, Moment
from dateline.reading import REASONS, Item, read


def test_read_makes_a_document_of_text() -> None:
    data = b"Rain fell\r\non the old harbour."
    page = read(Item(data, "rain.txt", "text", url="https://example.org/1", retrieved=Moment("2008-06-15T10:00:00")))
    document = page.document
    assert document.text == "Rain fell\non the old harbour."
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.id == Document.id_for(document.sha256, document.text)
    assert (document.url, document.path) == ("https://example.org/1", "rain.txt")
    assert document.retrieved == Moment("2008-06-15T10:00:00")
    assert (document.title, document.published, document.authors, page.blocks) == (None, None, (), ())
    assert document.provenance == {"charset": "utf-8"}


def test_read_takes_hints_and_says_so() -> None:
    item = Item(b"Rain.", "rain.txt", "text", hints={"title": "A day", "authors": "Ann\nBo", "published": "2008-06-14"})
    document = read(item).document
    assert (document.title, document.authors, document.published) == ("A day", ("Ann", "Bo"), Moment("2008-06-14"))
    assert document.provenance["published"] == "given"


def test_read_detects_the_language_and_says_so() -> None:
    document = read(Item(b"The ship that was in the harbour is not there and will not be back.", "a", "text")).document
    assert (document.language, document.provenance["language"]) == ("en", "detected")


@pytest.mark.parametrize(("name", "format"), [("a.md", "markdown"), ("a.txt", "text")])
def test_read_keeps_front_matter_in_the_text(name: str, format: str) -> None:
    source = "---\ntitle: A day\ndate: 2008-06-14\n---\n\n# Rain\n\nIt *fell*.\n"
    document = read(Item(source.encode(), name, format)).document
    assert document.text == source
    assert (document.title, document.published) == ("A day", Moment("2008-06-14"))
    assert document.provenance["published"] == "front matter"


def test_read_takes_no_lines_of_plain_text_between_dashes_for_front_matter() -> None:
    assert read(Item(b"---\ntitle: A day\nof rain\n---\nRain", "a.txt", "text")).document.title is None


def test_read_gives_an_address_no_path() -> None:
    assert read(Item(b"Rain.", "https://example.org/a#2", "text")).document.path is None


def test_read_takes_a_row() -> None:
    row = {"text": "Rain\r\nfell.", "title": "A day", "published": "14 Jun 2008", "url": "https://example.org/1"}
    document = read(Item(json.dumps(row).encode(), "a.jsonl#1", "jsonl")).document
    assert document.text == "Rain\nfell."
    assert (document.title, document.url, document.published) == (
        "A day",
        "https://example.org/1",
        Moment("2008-06-14"),
    )
    assert document.provenance["charset"] == "jsonl:utf-8"


def test_read_notes_an_unreadable_date_of_a_row() -> None:
    document = read(Item(b'{"text": "Rain fell.", "published": "6/7/08"}', "a.jsonl#1", "jsonl")).document
    assert document.published is None
    assert document.provenance["published"] == "jsonl:published unreadable"


def test_read_takes_lone_surrogates_of_json() -> None:
    text = read(Item(b'{"text": "Rain \\ud800 fell."}', "a", "jsonl")).document.text
    assert text == "Rain \ufffd fell."


def test_read_takes_html_with_its_layout() -> None:
    item = Item(b"<html lang=en><title>A day</title><h1>A day</h1><p>Rain fell.</p>", "a.html", "html")
    page = read(item)
    assert (page.document.title, page.document.language) == ("A day", "en")
    assert [page.document.text[block.span.start : block.span.end] for block in page.blocks] == ["A day", "Rain fell."]


def test_read_takes_html_of_a_row_and_believes_the_row_first() -> None:
    row = {"html": "<title>Other</title><p>Rain – late – fell.</p>", "title": "A day"}
    document = read(Item(json.dumps(row).encode(), "a.jsonl#1", "feed")).document
    assert (document.title, document.text) == ("A day", "Rain – late – fell.")
    assert document.provenance["title"] == "feed:entry"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (Item(b"", "a.txt", "text"), "empty"),
        (Item(b" \n ", "a.txt", "text"), "empty"),
        (Item(b"\xef\xbb\xbf", "a.txt", "text"), "empty"),
        (Item(b"", "a.html", "html"), "empty"),
        (Item(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt", "text"), "binary"),
        (Item(b"%PDF-1.4", "a.pdf", "pdf"), "broken"),
        (Item(b"{}", "a.jsonl#1", "jsonl"), "bad_row"),
        (Item(b"Rain", "a.xyz", "xyz"), "unsupported"),
        (Item(b"<html><script>x()</script></html>", "a.html", "html"), "no_text"),
    ],
)
def test_read_refuses_with_reason_and_origin(item: Item, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(item)
    assert (caught.value.reason, caught.value.origin) == (reason, item.origin)
    assert reason in REASONS


def test_read_takes_a_page_from_a_broken_address() -> None:
    page = read(Item(b"<p>Rain fell.</p>", "a.warc#1", "html", url="http://[broken/2008/06/14/"))
    assert (page.document.text, page.document.url) == ("Rain fell.", "http://[broken/2008/06/14/")


def test_read_takes_markup_nested_without_end() -> None:
    page = read(Item(b"<div>" * 10_000 + b"Rain fell." + b"</div>" * 10_000, "a.html", "html"))
    assert "Rain fell." in page.document.text


def test_read_takes_one_line_of_five_megabytes() -> None:
    began = time.process_time()
    document = read(Item(b"rain fell " * 500_000, "a.txt", "text")).document
    assert len(document.text) == 5_000_000
    assert time.process_time() - began < 5


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text", "markdown", "html", "feed", "jsonl", "pdf"]))
def test_read_reads_or_refuses_any_bytes(data: bytes, kind: str) -> None:
    item = Item(data, "a", kind)
    document = reason = None
    try:
        document = read(item).document
    except ReadingError as error:
        reason = error.reason
    if document is None:
        assert reason in REASONS
    else:
        assert document.text.strip()
        assert document.text.encode("utf-8")
        assert read(item).document == document
