"""What of a document is asked at a time: a few sentences of one zone, numbered, between marks that they cannot forge.

Invariant: a question holds text of one zone only, and its pieces are stretches of the document; the same words in the
same kind of zone make the same question, whichever document they stand in. The names that readers' comments are signed
with are covered in comments: an endpoint is told what they say, not who they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding import paragraphs_of
from dateline.model import Document, Span, Zone, ZoneKind

__all__ = ["CHARACTERS", "Question", "questions_of"]

# Enough that the instruction (3,700 characters) does not outweigh the text too far, few enough that a small
# model still answers for every sentence: about six sentences of a news article.
CHARACTERS = 1_500

COVER = "[reader]"

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Question:
    """Hold the pieces of one question as spans of the document, and as they are shown."""

    kind: ZoneKind
    pieces: tuple[Span, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the numbered pieces between two marks that carry the digest of what stands between them."""
        shown = "\n".join(f"[{n}] {line}" for n, line in enumerate(self.lines, 1))
        mark = hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"Pieces of the {self.kind.value} of an article.\n<<< {mark}\n{shown}\n{mark} >>>\n"

    @property
    def characters(self) -> int:
        """How many characters of the article are in it."""
        return sum(len(line) for line in self.lines)


def questions_of(document: Document) -> list[Question]:
    """Return what has to be asked of a zoned document, in order; nothing of what is not read for events."""
    found: list[Question] = []
    zone: Zone | None = None
    pieces: list[Span] = []
    size = 0
    for start, end, around in paragraphs_of(document):
        for piece in _pieces(document.text, start, end):
            if pieces and (around is not zone or size + len(piece) > CHARACTERS):
                found.append(_question(document, zone.kind if zone else around.kind, pieces))
                pieces, size = [], 0
            zone = around
            pieces.append(piece)
            size += len(piece)
    if pieces and zone is not None:
        found.append(_question(document, zone.kind, pieces))
    return found


def _question(document: Document, kind: ZoneKind, pieces: list[Span]) -> Question:
    lines = tuple(" ".join(document.text[piece.slice].split()) for piece in pieces)
    if kind is ZoneKind.COMMENT and (names := _signatures(document)):
        covered = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)
        lines = tuple(covered.sub(COVER, line) for line in lines)
    return Question(kind, tuple(pieces), lines)


def _signatures(document: Document) -> list[str]:
    """Return the names that comments are signed with, the longest first, spaces evened out as in the lines."""
    names = {" ".join(zone.author.split()) for zone in document.zones if zone.kind is ZoneKind.COMMENT and zone.author}
    return sorted(names - {""}, key=lambda name: (-len(name), name))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a paragraph where a sentence seems to end: the pieces are addresses for the answer, not units of coding."""
    at = start
    for match in _SENTENCE_ENDS.finditer(text, start, end):
        yield from _solid(text, at, match.end())
        at = match.end()
    yield from _solid(text, at, end)


def _solid(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if words.strip():
        yield Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
