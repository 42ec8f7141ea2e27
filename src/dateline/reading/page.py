"""What the readers hand on: the input as it was found (Item), and the document with its layout (Page)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.model import Document, Moment, Span, ZoneKind

__all__ = ["Block", "Failure", "Item", "Page"]


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one piece of input, before it is read: its bytes and where they came from.

    `origin` is what people are shown: a path relative to what was given, or an address, with `#n` for the n-th
    member of a container. `format` is one of text, markdown, html, pdf, feed, jsonl. `hints` holds what the
    container said of the piece (title, authors, published, publisher, language, url), by name.
    """

    data: bytes
    origin: str
    format: str
    url: str | None = None
    retrieved: Moment | None = None
    charset: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """Name one input that could not be read, with a reason from `dateline.reading.REASONS` and a message for people."""

    origin: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """Describe one stretch of a page's text as the markup had it.

    `tag` is the block's element (`p`, `h1`, `li`, `figcaption`, ...), `hints` the classes, ids and roles around it,
    from the outside in, in lower case; `is_main` tells whether the main-text extractor took it for the article;
    `role` is set where the markup itself says what it is.
    """

    span: Span
    tag: str
    hints: tuple[str, ...] = ()
    is_main: bool = True
    role: ZoneKind | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a Document that has no zones yet, with the blocks of its layout (none for plain text)."""

    document: Document
    blocks: tuple[Block, ...] = ()
