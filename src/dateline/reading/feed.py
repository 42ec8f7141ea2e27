"""RSS and Atom: one Item an entry, kept as a row of JSON in one canonical form.

Invariant: an entry's bytes depend on the entry and its channel only, not on its neighbours; a publication date is
there only where the entry states one (the time of an update is none).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from dateline.errors import ReadingError
from dateline.reading.dates import read_published
from dateline.reading.limits import Limits
from dateline.reading.page import Failure, Item
from dateline.reading.stated import language_code

__all__ = ["entries_of"]

_MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w+;")
# What is left in a name of an address whose last part has more than four letters: "ia (Ann Reed", "Ann Reed <ia>".
_REST_OF_ADDRESS = re.compile(r"^[a-z]+ \((?=[^()]*$)|\s*<[a-z]+>$")


def entries_of(data: bytes, *, origin: str, limits: Limits, charset: str | None = None) -> Iterator[Item | Failure]:
    """Yield an Item for each entry that has words in it; `#n` is its place in the feed, counted from 1.

    Raises ReadingError (`bomb`, `broken`, `empty`) where nothing in it can be read.
    """
    _refuse_entities(data)
    import feedparser  # a tenth of a second to import: only where there is a feed to read

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    # As a stream, since a text or bytes would be tried as a file name or an address. Not sanitised: nothing of it is
    # ever shown as markup, and sanitising takes words out.
    try:
        parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - a third-party parser over hostile bytes; several kinds were seen
        raise ReadingError(f"the feed is damaged{_told(error)}; fetch it again", reason="broken") from None
    wrong = parsed.get("bozo_exception") if _is_damaged(parsed) else None
    entries = parsed.get("entries") or []
    if not parsed.get("version") and not entries:
        raise ReadingError(f"there is no feed in it{_told(wrong)}; open it in a browser", reason="broken")
    if not entries:
        reason = "broken" if wrong else "empty"
        raise ReadingError(f"the feed has no entries{_told(wrong)}", reason=reason)
    channel = parsed.get("feed") or {}
    for number, entry in enumerate(entries, 1):
        here = f"{origin}#{number}"
        if number > limits.max_members:
            told = f"it has more than {limits.max_members:,} entries; the rest was left out"
            yield Failure(origin, "too_large", told)
            return
        row = _row(entry, channel)
        if not row.get("text") and not row.get("html"):
            yield Failure(here, "no_text", "the entry has neither content nor a summary; fetch the page it links to")
            continue
        canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        bytes_of_it = canonical.encode("utf-8", "backslashreplace")
        yield Item(bytes_of_it, here, "feed", url=row.get("url"), hints=_hints(row))
    if wrong:
        cut = data.rstrip()[-400:].lower()
        reason = "broken" if b">" in cut[-1:] and b"</" in cut else "truncated"
        yield Failure(origin, reason, f"the feed is not well-formed{_told(wrong)}; its last entries may be incomplete")


class _Seen(Exception):  # a signal to stop looking, not an error
    """Raised at a feed's first element: its declarations are over."""


class _Entities(Exception):
    """Raised where a feed declares entities of its own."""


def _refuse_entities(data: bytes) -> None:
    parser = expat.ParserCreate()

    def declared(*_: Any) -> None:
        raise _Entities

    def begun(*_: Any) -> None:
        raise _Seen

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.Parse(data[:1_000_000], False)
    except _Entities:
        raise ReadingError(
            "it declares XML entities of its own, which no feed needs and with which a small file grows without end",
            reason="bomb",
        ) from None
    except (_Seen, expat.ExpatError, ValueError, LookupError):
        return  # what is not well-formed is the feed parser's to judge


def _is_damaged(parsed: Mapping[str, Any]) -> bool:
    if not parsed.get("bozo"):
        return False
    # A charset other than the declared one was found and used, or the media type is not a feed's: nothing is lost.
    harmless = ("CharacterEncodingOverride", "NonXMLContentType")
    return type(parsed.get("bozo_exception")).__name__ not in harmless


def _told(wrong: object) -> str:
    return f" ({' '.join(str(wrong).split())[:200]})" if wrong else ""


def _row(entry: Mapping[str, Any], channel: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    content, is_html = _content(entry)
    row["html" if is_html else "text"] = content
    row["title"] = _plain(entry.get("title"), entry.get("title_detail"))
    row["authors"] = _authors(entry) or _authors(channel)
    published = read_published(str(entry.get("published") or ""))
    row["published"] = published.edtf if published else None
    origin = entry.get("source")
    row["publisher"] = _plain(origin.get("title") if isinstance(origin, Mapping) else None, None) or _plain(
        channel.get("title"), channel.get("title_detail")
    )
    row["language"] = language_code(entry.get("language")) or language_code(channel.get("language"))
    link = str(entry.get("link") or "")
    row["url"] = link if link.lower().startswith(("http://", "https://")) else None
    return {key: value for key, value in row.items() if value}


def _content(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """Choose the fullest that the entry gives: HTML content, other content, then the summary."""
    bodies = [body for body in entry.get("content") or () if str(body.get("value") or "").strip()]
    bodies.sort(key=lambda body: "html" not in str(body.get("type")))
    summary = entry.get("summary_detail")
    if isinstance(summary, Mapping) and str(summary.get("value") or "").strip():
        bodies.append(summary)
    if not bodies:
        return "", False
    value, kind = str(bodies[0]["value"]), str(bodies[0].get("type") or "")
    return value, kind != "text/plain" and bool(_MARKUP.search(value))


def _plain(value: Any, detail: Any) -> str | None:
    if not isinstance(value, str):
        return None
    if isinstance(detail, Mapping) and "html" in str(detail.get("type")) and ("<" in value or "&" in value):
        from lxml import html  # only for titles with markup in them

        with suppress(ValueError, html.etree.ParserError):
            value = html.fragment_fromstring(value, create_parent="span").text_content()
    return " ".join(value.split()) or None


def _authors(holder: Mapping[str, Any]) -> list[str]:
    names = [_name(author) for author in holder.get("authors") or () if isinstance(author, Mapping)]
    # An address of mail is not a name, and nobody's to keep.
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip() and "@" not in name))


def _name(author: Mapping[str, Any]) -> str:
    """Return an author's name; the library knows no address that ends in more than four letters, such as .media."""
    name = str(author.get("name") or "")
    return _REST_OF_ADDRESS.sub("", name) if author.get("email") else name


def _hints(row: Mapping[str, Any]) -> dict[str, str]:
    hints = {key: str(row[key]) for key in ("title", "published", "publisher", "language", "url") if row.get(key)}
    if row.get("authors"):
        hints["authors"] = "\n".join(row["authors"])
    return hints
