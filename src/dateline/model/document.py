"""One published piece: its text, immutable, and the zones and references found in it.

Invariant: all offsets anywhere in a record are into `Document.text`, which never changes once the document exists.
A document's id is made from its bytes and its text, so a better reader makes a new document and breaks no old one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateline.model.evidence import Evidence
from dateline.model.moment import Moment
from dateline.model.span import Span

__all__ = ["Citation", "Document", "PublishedHow", "Reference", "Zone", "ZoneKind"]


class ZoneKind(StrEnum):
    """Say which role a stretch of a document plays."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    QUOTATION = "quotation"
    REFERENCES = "references"
    COMMENT = "comment"
    FURNITURE = "furniture"

    @property
    def is_read_for_events(self) -> bool:
        """No report is ever taken from a byline, a bibliography or page furniture."""
        return self in _TELLING


_TELLING = frozenset({ZoneKind.HEADLINE, ZoneKind.BODY, ZoneKind.CAPTION, ZoneKind.QUOTATION, ZoneKind.COMMENT})


class PublishedHow(StrEnum):
    """Say how a date of publication was got: stated as such, inferred from the text, or not at all."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Zone:
    """Give one stretch its role; a comment zone is one comment, `author` the name it is signed with."""

    kind: ZoneKind
    span: Span
    author: str | None = None
    posted: Moment | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Describe a work that a document cites; `document` is its id where the record holds it.

    `work` is one id for all references that mean the same work, `cited_by` the sentences that the work is cited for,
    best first; both stay empty where nothing told them.
    """

    authors: tuple[str, ...]
    title: str | None
    outlet: str | None
    date: Moment | None
    span: Span
    document: str | None = None
    url: str | None = None
    work: str | None = None
    cited_by: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Tie a work that a document cites, by its number among the references, to a sentence that it is cited for."""

    reference: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one published piece.

    `sha256` is the digest of the original bytes; `path` is relative to what was given to `build`; `provenance` says
    where each of title, authors, publisher, published, language and charset came from. What is not stated is None, but
    for `published`, which may be inferred from the text: then `published_evidence` holds the words it was got from.
    """

    id: str
    sha256: str
    text: str
    url: str | None = None
    path: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    published_evidence: Evidence | None = None
    language: str | None = None
    retrieved: Moment | None = None
    zones: tuple[Zone, ...] = ()
    references: tuple[Reference, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def id_for(sha256: str, text: str) -> str:
        """Make the id: 16 hexadecimal digits over the digest of the bytes and the text read from them."""
        return "d" + hashlib.sha256(f"{sha256}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def published_how(self) -> PublishedHow:
        """How the date of publication was got."""
        if self.published is None:
            return PublishedHow.UNKNOWN
        return PublishedHow.STATED if self.published_evidence is None else PublishedHow.INFERRED

    def zone_at(self, offset: int) -> Zone | None:
        """Return the innermost zone around `offset`, or None."""
        around = [zone for zone in self.zones if zone.span.start <= offset < zone.span.end]
        return min(around, key=lambda zone: len(zone.span), default=None)

    def with_zones(self, zones: tuple[Zone, ...], references: tuple[Reference, ...]) -> Document:
        return replace(self, zones=zones, references=references)
