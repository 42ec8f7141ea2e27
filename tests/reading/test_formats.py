from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReadingError
from dateline.reading.formats import find_format, is_wide


@pytest.mark.parametrize(
    ("name", "head", "media", "expected"),
    [
        ("a.txt", b"Rain fell.", None, "text"),
        ("a.md", b"# Rain", None, "markdown"),
        ("a.HTM", b"plain words", None, "html"),
        ("a", b"  <!DOCTYPE html><p>Rain", None, "html"),
        ("a", b"\xef\xbb\xbf<p>Rain fell</p>", None, "html"),
        ("a", "<html><p>Rain".encode("utf-16"), None, "html"),
        ("a.txt", b"%PDF-1.4", None, "pdf"),
        ("a.pdf", b"\n\n%PDF-1.4", None, "pdf"),
        ("a.xml", b'<?xml version="1.0"?>\n<!-- x -->\n<feed xmlns="http://www.w3.org/2005/Atom">', None, "feed"),
        ("a.xml", b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x">', None, "feed"),
        ("a.html", b'<?xml version="1.0"?><rss version="2.0">', None, "feed"),
        ("a", b'{"id": 1, "text": "Rain"}\n', None, "jsonl"),
        ("a.ndjson", b"not json", None, "jsonl"),
        ("a.warc.gz", gzip.compress(b"x", mtime=0), None, "gzip"),
        ("a", b"WARC/1.0\r\n", None, "warc"),
        ("", b"Rain fell on the harbour.", None, "text"),
        ("", "Дощ".encode("utf-16"), None, "text"),
        ("a.php", b"Rain fell", "text/html; charset=utf-8", "html"),
        ("a.md", b"# Rain", "text/plain", "markdown"),
        ("a", b"<rss version='2.0'>", "text/html", "feed"),
    ],
)
def test_find_format_knows(name: str, head: bytes, media: str | None, expected: str) -> None:
    assert find_format(name, head, media=media) == expected


@pytest.mark.parametrize(
    ("name", "head", "reason"),
    [
        ("a.zip", b"PK\x03\x04rest", "unsupported"),
        ("a", b"PK\x03\x04rest", "unsupported"),
        ("a.docx", b"PK\x03\x04rest", "unsupported"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "unsupported"),
        ("a.css", b"p { color: red }", "unsupported"),
        ("a.json", b"[1, 2]", "unsupported"),
        ("a.svg", b"<svg/>", "unsupported"),
        ("a", b"<?xml version='1.0'?><svg/>", "unsupported"),
        ("a.dateline", b"SQLite format 3\x00", "unsupported"),
        ("a.bin", b"ab\x00\x01\x02cd", "binary"),
        ("a.warc", b"nothing of the kind", "broken"),
        ("a.gz", b"nothing of the kind", "broken"),
    ],
)
def test_find_format_refuses(name: str, head: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        find_format(name, head)
    assert caught.value.reason == reason
    assert len(str(caught.value)) > 20


def test_find_format_tells_what_to_do_with_an_archive() -> None:
    with pytest.raises(ReadingError, match="unpack it and give the folder"):
        find_format("articles.zip", b"PK\x03\x04")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_is_wide_finds_unmarked_text(codec: str) -> None:
    assert is_wide("Rain fell on the harbour.\n".encode(codec)) == codec


@given(st.binary(max_size=200), st.text(max_size=12))
def test_find_format_decides_or_refuses(head: bytes, name: str) -> None:
    try:
        decided = find_format(name, head)
    except ReadingError as error:
        decided = error.reason
    formats = {"text", "markdown", "html", "pdf", "feed", "jsonl", "warc", "gzip"}
    assert decided in formats | {"unsupported", "binary", "broken"}
