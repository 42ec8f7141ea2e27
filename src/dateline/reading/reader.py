"""One item's bytes to a Page: a pure function, the same on every machine.

Invariant: the Document's text is final here, its digest is that of the bytes as they came, and each fact in it says
where it was stated. Hostile bytes end here, in a ReadingError with a reason, and in nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.errors import ReadingError
from dateline.model import Document
from dateline.reading.front_matter import has_front_matter, read_front_matter
from dateline.reading.languages import find_language
from dateline.reading.page import Block, Item, Page
from dateline.reading.pdf import read_pdf
from dateline.reading.rows import parse_row
from dateline.reading.stated import Stated, language_code, stated_in
from dateline.reading.text import decode_text, normalise, refuse_empty

if TYPE_CHECKING:
    from dateline.reading.html import HtmlText

__all__ = ["VERSION", "read"]

VERSION = "reading-2"
_GIVEN: Mapping[str, str] = dict.fromkeys(("title", "authors", "publisher", "published", "language"), "given")


def read(item: Item) -> Page:
    """Read one item into a Page: a Document without zones, and the blocks of its layout where it has any.

    What a container or caller said of the piece (`item.hints`) goes before what the piece says of itself; of a row or
    feed entry the row is the first to be believed, then the hints, then its HTML.

    >>> page = read(Item(b"Rain fell on the harbour.", "rain.txt", "text"))
    >>> page.document.text, page.document.path
    ('Rain fell on the harbour.', 'rain.txt')

    Raises ReadingError with a reason from REASONS and the item's origin.
    """
    try:
        return _read(item)
    except ReadingError as error:
        raise type(error)(str(error), reason=error.reason, origin=item.origin) from None


def _read(item: Item) -> Page:
    if not item.data:
        raise ReadingError("it is empty: there are no bytes in it", reason="empty")
    hints = stated_in(item.hints, by=_GIVEN)
    if item.format in ("text", "markdown"):
        text, how = decode_text(item.data, charset=item.charset)
        text = refuse_empty(normalise(text))
        front = read_front_matter(text) if item.format == "markdown" or has_front_matter(text) else Stated()
        return _page(item, text, (), hints.over(front), {"charset": how})
    if item.format == "html":
        return _page_of_html(item, item.data, item.charset, hints)
    if item.format == "pdf":
        text, stated = read_pdf(item.data)
        return _page(item, text, (), hints.over(stated), {})
    if item.format in ("feed", "jsonl"):
        row = parse_row(item.data, by=item.format)
        stated = row.stated.over(hints)
        if row.is_html:
            return _page_of_html(item, row.content.encode("utf-8", "replace"), "utf-8", stated)
        return _page(item, refuse_empty(normalise(row.content)), (), stated, {"charset": f"{item.format}:utf-8"})
    raise ReadingError(f"there is no reader for the format {item.format!r}", reason="unsupported")


def _page_of_html(item: Item, data: bytes, charset: str | None, stated: Stated) -> Page:
    from dateline.reading.html import read_html  # its libraries take half a second to import

    page = read_html(data, charset=charset, url=_whole(item.url or stated.url))
    how = {"charset": page.provenance["charset"]} if "charset" in page.provenance else {}
    return _page(item, page.text, page.blocks, stated.over(_of_page(page)), how)


def _whole(url: str | None) -> str | None:
    """Pass an address on only where it can be taken apart; archives and feeds hold broken ones."""
    try:
        urlsplit(url or "")
    except ValueError:
        return None
    return url


def _of_page(page: HtmlText) -> Stated:
    where = {fact: how for fact, how in page.provenance.items() if fact != "charset"}
    language = language_code(page.language)
    if language is None:
        where.pop("language", None)
    return Stated(page.title, tuple(page.authors), page.publisher, page.published, language, None, where)


def _page(item: Item, text: str, blocks: tuple[Block, ...], stated: Stated, how: Mapping[str, str]) -> Page:
    sha256 = hashlib.sha256(item.data).hexdigest()
    where = {**stated.provenance, **how}
    language = stated.language
    if language is None:
        language = find_language(text)
        if language:
            where["language"] = "detected"
    document = Document(
        id=Document.id_for(sha256, text),
        sha256=sha256,
        text=text,
        url=item.url or stated.url,
        path=None if re.match(r"https?://", item.origin, re.IGNORECASE) else item.origin,
        title=stated.title,
        authors=stated.authors,
        publisher=stated.publisher,
        published=stated.published,
        language=language,
        retrieved=item.retrieved,
        provenance=dict(sorted(where.items())),
    )
    return Page(document, blocks)
