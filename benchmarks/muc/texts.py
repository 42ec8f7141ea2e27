"""Read the documents of MUC-3/MUC-4: dispatches in capitals behind a header with place, date and source.

Invariant: a document's text is the dispatch without its header and editors' brackets, written as prose is; whatever
cannot be read of the header is None, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.muc.grading import MONTHS
from benchmarks.muc.truecase import truecase
from benchmarks.muc.words import task_words
from dateline.model import Document, Moment, Span, Zone, ZoneKind

__all__ = ["Dispatch", "read_dispatches"]

_HEADER = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_DATELINE = re.compile(
    r"^\s*([^\[]{1,80}?),\s*(?:(\d{1,2})\s+([A-Z]{3})[A-Z]*\s*(\d{2})?|NO DATE)\b.{0,80}?--\s*", re.DOTALL
)
_BRACKET = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Hold one message: its id, where and when it was sent, and the Dateline document of its text."""

    message: str
    sent_from: str
    sent: date | None
    document: Document


def read_dispatches(path: Path) -> Iterator[Dispatch]:
    """Yield the messages of a file in order."""
    whole = path.read_text(encoding="latin-1")
    headers = list(_HEADER.finditer(whole))
    for i, header in enumerate(headers):
        end = headers[i + 1].start() if i + 1 < len(headers) else len(whole)
        yield dispatch(header[1], whole[header.end() : end])


def dispatch(message: str, raw: str) -> Dispatch:
    """Make a Dispatch of one message's words.

    >>> d = dispatch("TST1-MUC3-9999", "   LIMA, 9 FEB 90 (EFE) -- [TEXT] A BOMB WENT OFF IN CALLAO [PORT CITY].")
    >>> d.sent_from, d.sent.isoformat(), d.document.text
    ('LIMA', '1990-02-09', 'A bomb went off in Callao.')
    """
    head = _DATELINE.match(raw)
    sent = None
    if head and head[2] and head[4] and head[3] in MONTHS:
        try:
            sent = date(1900 + int(head[4]), MONTHS[head[3]], int(head[2]))
        except ValueError:
            sent = None  # "31 JUN": the sender's slip, and no day
    body = raw[head.end() :] if head else raw
    paragraphs = (
        re.sub(r" (?=[.,;:!?])", "", " ".join(p.split()))
        for p in re.split(r"\n\s*\n|\n {3,}", _BRACKET.sub(_kept, body))
    )
    text = truecase("\n\n".join(p for p in paragraphs if p))
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),) if text else ()
    published = Moment.day(sent) if sent else None
    document = Document(message, message, text, published=published, language="en", zones=zones)
    return Dispatch(message, " ".join(head[1].split()) if head else "", sent, document)


def _kept(match: re.Match[str]) -> str:
    """Keep an acronym that an editor put behind a name; leave out tags, speakers and remarks."""
    inside = " ".join(match[1].split())
    if re.fullmatch(r"[A-Z][A-Z0-9-]{1,9}", inside) and inside not in task_words().tags:
        return f"({inside})"
    return " "
