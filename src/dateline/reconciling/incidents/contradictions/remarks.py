"""What a document says beside its reports: sentences in which nothing was coded, or too little, but that tell how a
thing ended, that it did not happen, or who did it.

Invariant: a remark is a sentence of the document and the words in it that make it one; it stands for nothing until its
names tie it to an incident that other words report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.model import Document, Evidence, ZoneKind
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["Remark", "denied_part", "remarks_of", "sentence_before", "sentences_in", "span_before"]

# A sentence ends at a stop, unless what stands before it is an initial or an abbreviation of a title or a state.
_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bDr)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bMrs)(?<!\bSt)[.!?]+[\"'”’)]*\s+(?=[A-Z\"'“‘(])|\n+"
)
# Letters before a negation in which it is told as meant, not as so.
_BEFORE = 14
# Letters before a sentence in which the one before it stands.
_LED_UP = 600
_ZONES = (ZoneKind.BODY, ZoneKind.QUOTATION, ZoneKind.HEADLINE)


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold a sentence of a document: its words, and where in them a denial begins, None where it denies nothing."""

    document: str
    sentence: Evidence
    zone: ZoneKind
    denied_from: int | None = None

    @property
    def denied(self) -> str:
        """The words that are denied: all that follow the denial; empty where nothing is."""
        return "" if self.denied_from is None else self.sentence.words[self.denied_from :]


def remarks_of(document: Document) -> tuple[Remark, ...]:
    """Return the sentences of a document's own text, in their order; readers' comments and captions are left out."""
    return _remarks(document.id, document.text, tuple((z.kind, z.span.start, z.span.end) for z in document.zones))


@lru_cache(maxsize=1 << 12)
def _remarks(document: str, text: str, zones: tuple[tuple[ZoneKind, int, int], ...]) -> tuple[Remark, ...]:
    found = []
    for kind, first, last in zones:
        if kind in _ZONES:
            for start, end in sentences_in(text, first, last):
                evidence = Evidence.at(text, start, end)
                found.append(Remark(document, evidence, kind, denied_part(evidence.words)))
    return tuple(sorted(found, key=lambda r: r.sentence))


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a stretch of text begin and end, without the white space around them.

    >>> text = "Gen. Omar left. He fled!"
    >>> [text[a:b] for a, b in sentences_in(text, 0, len(text))]
    ['Gen. Omar left.', 'He fled!']
    """
    at = start
    for match in [*_END.finditer(text, start, end), None]:
        stop = match.end() if match else end
        piece = text[at:stop]
        if piece.strip():
            first = at + len(piece) - len(piece.lstrip())
            yield first, first + len(piece.strip())
        at = stop


def sentence_before(text: str, start: int) -> str:
    """Return the sentence of the same paragraph that ends where another begins, empty where there is none.

    >>> sentence_before("Kilo waits. They never came.", 12)
    'Kilo waits.'
    """
    span = span_before(text, start)
    return text[span[0] : span[1]] if span is not None else ""


def span_before(text: str, start: int) -> tuple[int, int] | None:
    """Return where that sentence begins and ends; only the letters right before are read, however long the text is."""
    first = text.rfind("\n", 0, start) + 1
    return next(reversed(list(sentences_in(text, max(first, start - _LED_UP), start))), None)


def denied_part(sentence: str) -> int | None:
    """Return where in a sentence what it denies begins, None where it denies nothing.

    >>> "The army denied that it fired."[denied_part("The army denied that it fired."):]
    ' that it fired.'
    """
    match = words().denying.search(sentence)
    if match is None:
        match = words().negating.search(sentence)
        if match is not None and words().intended.search(sentence[max(0, match.start() - _BEFORE) : match.start()]):
            return None  # "they will have nothing to do with them"
        if match is not None and words().not_the_act.match(sentence, match.end()):
            return None  # "not by soldiers", "not only"
    return match.end() if match else None
