"""What a piece of input is: told by its first bytes, then by what its server or its name says, then by its look.

Invariant: a name never makes a piece something that its bytes exclude, and what is not recognised is refused with a
reason rather than read as text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from dateline.errors import ReadingError

__all__ = ["CONTAINERS", "find_format", "is_wide", "media_format"]

CONTAINERS = frozenset({"warc", "gzip", "feed", "jsonl"})

_SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys(("txt", "text", "log"), "text"),
    **dict.fromkeys(("md", "markdown", "mdown"), "markdown"),
    **dict.fromkeys(("html", "htm", "xhtml", "xht", "shtml"), "html"),
    "pdf": "pdf",
    **dict.fromkeys(("rss", "atom", "rdf"), "feed"),
    **dict.fromkeys(("jsonl", "ndjson"), "jsonl"),
    "warc": "warc",
    **dict.fromkeys(("gz", "gzip"), "gzip"),
}

_MEDIA: Mapping[str, str] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/warc": "warc",
    "application/gzip": "gzip",
    "application/x-gzip": "gzip",
}

_OFFICE = "save it as PDF, HTML or text"
_DATA = "turn each article into a line of JSON with a `text`, and save them as .jsonl"
_ARCHIVE = "unpack it and give the folder"
_REFUSED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("doc", "docx", "odt", "rtf", "pages", "epub", "ppt", "pptx"), ("an office document", _OFFICE)),
    **dict.fromkeys(("csv", "tsv", "xls", "xlsx", "ods", "json", "parquet", "yaml", "yml", "toml"), ("a table", _DATA)),
    **dict.fromkeys(("zip", "tar", "tgz", "7z", "rar", "xz", "bz2", "zst", "lz4"), ("an archive", _ARCHIVE)),
    **dict.fromkeys(("mhtml", "mht", "eml", "mbox", "webarchive"), ("mail or a web archive", "save the page as HTML")),
    **dict.fromkeys(
        ("css", "js", "mjs", "map", "py", "sh", "woff", "woff2", "ttf", "svg", "ico"),
        ("part of a page or program, not an article", "leave it out"),
    ),
    **dict.fromkeys(
        ("jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "mp3", "mp4", "mov", "avi", "wav", "ogg", "webm"),
        ("a picture or recording", "run text recognition or transcribe it, and give the text"),
    ),
}

_MAGIC: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"PK\x03\x04", ("a zip archive or an office document", f"{_ARCHIVE}, or {_OFFICE}")),
    (b"PK\x05\x06", ("an empty zip archive", _ARCHIVE)),
    (b"7z\xbc\xaf\x27\x1c", ("a 7z archive", _ARCHIVE)),
    (b"Rar!\x1a\x07", ("a rar archive", _ARCHIVE)),
    (b"\xfd7zXZ\x00", ("an xz archive", _ARCHIVE)),
    (b"BZh", ("a bzip2 archive", _ARCHIVE)),
    (b"\x28\xb5\x2f\xfd", ("a zstd archive", _ARCHIVE)),
    (b"\xd0\xcf\x11\xe0", ("an office document", _OFFICE)),
    (b"{\\rtf", ("an office document", _OFFICE)),
    (b"SQLite format 3\x00", ("a database", "leave it out")),
    (b"\x89PNG", ("a picture", "run text recognition, and give the text")),
    (b"\xff\xd8\xff", ("a picture", "run text recognition, and give the text")),
    (b"GIF8", ("a picture", "run text recognition, and give the text")),
    (b"\x7fELF", ("a program", "leave it out")),
)

_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table|span)\b", re.IGNORECASE
)
_ROW = re.compile(r"""\A\{.*?"(?:text|html)"\s*:""", re.DOTALL)


def media_format(media: str | None) -> str | None:
    """Name the format of a media type, or None where it says nothing that is read here.

    >>> media_format("text/HTML; charset=utf-8")
    'html'
    """
    return _MEDIA.get((media or "").split(";")[0].strip().lower())


def find_format(name: str, head: bytes, *, media: str | None = None) -> str:
    """Name the format of a piece: text, markdown, html, pdf, feed, jsonl, or a container, warc or gzip.

    `head` is its first bytes (up to 64 KB), `media` what a server called it.

    >>> find_format("notes", b"%PDF-1.7 ...")
    'pdf'
    >>> find_format("notes.xml", b'<?xml version="1.0"?><rss version="2.0">')
    'feed'

    Raises ReadingError (`unsupported`, `binary`).
    """
    suffix = name.lower().rsplit(".", 1)[1] if "." in name else ""
    by_bytes = _by_magic(head, suffix)
    if by_bytes:
        return by_bytes
    said = media_format(media) or _SUFFIXES.get(suffix)
    if said in ("warc", "gzip"):
        raise ReadingError(f"it does not begin as {said} data does; it is damaged or misnamed", reason="broken")
    if said == "html" and _FEED.search(_look(head)[:400]):
        return "feed"  # servers often send feeds as pages
    if said and not (said == "text" and media and suffix in _SUFFIXES):
        return said
    if said:
        return _SUFFIXES[suffix]  # servers send every unknown suffix as text/plain
    for start, refusal in _MAGIC:
        if head.startswith(start):
            raise _refuse(*refusal)
    if suffix in _REFUSED:
        raise _refuse(*_REFUSED[suffix])
    return _by_look(head)


def _by_magic(head: bytes, suffix: str) -> str | None:
    if head.startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    return None


def _by_look(head: bytes) -> str:
    if b"\0" in head and not is_wide(head):
        raise ReadingError("it holds NUL bytes, so it is no text; convert it, or leave it out", reason="binary")
    look = _look(head)
    if look.startswith("<"):
        if _FEED.search(look[:2000]) and not _HTML.match(look):
            return "feed"
        if _HTML.search(look[:2000]):
            return "html"
        raise _refuse("XML that is neither a feed nor a page", "save its text as HTML or plain text")
    if _ROW.match(look):
        return "jsonl"
    return "text"


def _look(head: bytes) -> str:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").decode("latin-1").lstrip()


def _refuse(what: str, advice: str) -> ReadingError:
    return ReadingError(f"it is {what}, which is not read here; {advice}", reason="unsupported")


def is_wide(data: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 form of bytes that hold NULs, or None where they are no text.

    Without a byte-order mark: NULs on one side of nearly every pair are UTF-16, since spaces and line ends of all
    scripts stand there.

    >>> is_wide("a day".encode("utf-16-le")), is_wide(b"a\\0\\0\\0\\0\\1b")
    ('utf-16-le', None)
    """
    for mark, codec in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return codec
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if odd >= pairs * 0.1 and even == 0:
        return "utf-16-le"
    if even >= pairs * 0.1 and odd == 0:
        return "utf-16-be"
    return None
