"""Small invented pages for the tests of this room."""

from __future__ import annotations

from dateline.model import Document, ZoneKind
from dateline.reading.html import read_html
from dateline.reading.page import Page
from dateline.zoning import zone

LONG = (
    "Columns of trucks left the river port before dawn and drove towards the northern hills, where shopkeepers said "
    "they had seen new checkpoints since the weekend and a curfew was announced over loudspeakers."
)


def zoned(text: str, *, path: str = "page.txt", title: str | None = None) -> Document:
    """Zone a plain text."""
    return zone(Page(Document(id="d1", sha256="", text=text, path=path, title=title)))


def zoned_html(page: str) -> Document:
    """Read and zone a web page."""
    read = read_html(page.encode(), charset=None, url=None)
    document = Document(id="d1", sha256="", text=read.text, title=read.title, published=read.published)
    return zone(Page(document, read.blocks))


def said(document: Document, kind: ZoneKind) -> list[str]:
    """Return the words of a document's zones of one kind."""
    return [document.text[z.span.slice] for z in document.zones if z.kind is kind]
