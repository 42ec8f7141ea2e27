"""A page's document, with its zones, its references, and what its own text states of it.

Invariant: zones are in document order, never overlap, and together hold every letter of the text; a fact that
reading found stays as it is, and one that the text states is added with where it stood.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.model import Document, ZoneKind
from dateline.reading.front_matter import has_front_matter
from dateline.reading.page import Page
from dateline.zoning.bibliography import find_references
from dateline.zoning.dates import Order, slash_order
from dateline.zoning.heading import Stated, find_blurb, read_head
from dateline.zoning.layout import mark_rest, to_zones
from dateline.zoning.lines import Line, read_lines
from dateline.zoning.markup import mark_blocks, mark_front, mark_markdown, sign_units
from dateline.zoning.publication import infer_published
from dateline.zoning.remarks import find_comments

__all__ = ["zone"]


def zone(page: Page) -> Document:
    """Part a page into its zones and references, and fill title, authors, publisher and date that reading left empty.

    Blocks are used where the page has them, the layout of the text otherwise. No report is to be taken from zones
    of kind byline, references or furniture (`ZoneKind.is_read_for_events`).

    >>> document = Document(id="d1", sha256="", text="Bridge reopens\\n\\nThe bridge was opened again on Monday.")
    >>> [(z.kind.value, document.text[z.span.slice]) for z in zone(Page(document)).zones]
    [('headline', 'Bridge reopens'), ('body', 'The bridge was opened again on Monday.')]
    """
    document = page.document
    lines = read_lines(document.text)
    order = slash_order(document.text)
    stated = Stated()
    signatures = {}
    if page.blocks:
        said = mark_blocks(lines, page.blocks)
        signatures = sign_units(lines, said, order=order)
    elif _is_markdown(document):
        mark_markdown(lines, stated, order=order)
    elif has_front_matter(document.text):
        mark_front(lines, stated, order=order)
    if not signatures and not any(line.kind is ZoneKind.COMMENT for line in lines):
        signatures = find_comments(lines, order=order)
    read_head(lines, stated, title=document.title, order=order)
    published = document.published or stated.published
    references = find_references(lines, order=order, latest=published.latest if published else None)
    mark_rest(lines)
    find_blurb(lines, stated)
    if published is None:
        _infer(document.text, lines, stated, order)
    zones = tuple(replace(z, author=z.author or None) for z in to_zones(lines, signatures))
    return _filled(document, stated).with_zones(zones, references)


def _is_markdown(document: Document) -> bool:
    if "format" in document.provenance:
        return document.provenance["format"].endswith("markdown")
    return (document.path or "").lower().endswith((".md", ".markdown"))


def _infer(text: str, lines: list[Line], stated: Stated, order: Order | None) -> None:
    found = infer_published(text, lines, order=order)
    if found:
        stated.published, stated.published_evidence, stated.provenance["published"] = found


def _filled(document: Document, stated: Stated) -> Document:
    """Add what the text states and reading did not find."""
    provenance = dict(document.provenance)
    for fact, source in stated.provenance.items():
        if not getattr(document, fact):
            provenance[fact] = source
    return replace(
        document,
        title=document.title or stated.title,
        authors=document.authors or stated.authors,
        publisher=document.publisher or stated.publisher,
        published=document.published or stated.published,
        published_evidence=None if document.published else stated.published_evidence,
        provenance=provenance,
    )
