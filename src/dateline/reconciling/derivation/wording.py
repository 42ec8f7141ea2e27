"""The words of a document that tell: folded, with where they stand and whether somebody is quoted with them.

Invariant: only the headline, the body and quotations are read, so that no bibliography, comment or page furniture
makes two documents alike; and every word can be led back to the characters it stands on.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from sys import intern

from dateline.finding.voice_quotes import quotations
from dateline.knowledge.names import fold
from dateline.language import split
from dateline.model import Document, Evidence, Span, ZoneKind

__all__ = ["Telling", "Wording", "telling_spans", "wording_of", "words_between"]

_READ = frozenset({ZoneKind.HEADLINE, ZoneKind.BODY, ZoneKind.QUOTATION})
_WORD = re.compile(r"[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold one sentence: its characters, and its words as a half-open range of the document's words."""

    span: Span
    first: int
    last: int


@dataclass(frozen=True)
class Wording:
    """Hold the words of one document in order.

    `starts` and `ends` are where each word begins and ends in the text. `quoted` has a byte a word, 1 inside quotation
    marks; `breaks` are the words that begin a new stretch, before which stood something that is not read.
    """

    document: Document
    words: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    quoted: bytes
    breaks: frozenset[int]

    def __len__(self) -> int:
        return len(self.words)

    def evidence(self, first: int, last: int) -> Evidence:
        """Quote the words from `first` up to, not including, `last`."""
        return Evidence.at(self.document.text, self.starts[first], self.ends[last - 1])

    def words_in(self, span: Span) -> tuple[int, int]:
        """Return the range of words that begin in a span of characters; the two are equal where there is none."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def is_capital(self, word: int) -> bool:
        """Tell whether a word is written with a capital."""
        return self.document.text[self.starts[word]].isupper()

    @cached_property
    def sentences(self) -> tuple[Telling, ...]:
        """The sentences, in order; a paragraph's end always ends one."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Telling]:
        text = self.document.text
        for stretch in telling_spans(self.document):
            at = stretch.start
            for line in text[stretch.slice].split("\n"):
                for start, end in split(line):
                    span = Span(at + start, at + end)
                    first, last = self.words_in(span)
                    if first < last:
                        yield Telling(span, first, last)
                at += len(line) + 1


def telling_spans(document: Document) -> list[Span]:
    """Return the stretches that are read, in order; zones that follow each other make one stretch.

    A document that was not zoned is read from end to end.
    """
    if not document.zones:
        return [Span(0, len(document.text))] if document.text else []
    spans: list[Span] = []
    joins = False
    for zone in sorted(document.zones, key=lambda z: (z.span.start, z.span.end)):
        reads = zone.kind in _READ
        if reads and joins:
            spans[-1] = spans[-1].join(zone.span)
        elif reads:
            spans.append(zone.span)
        joins = reads
    return spans


def words_between(text: str, span: Span) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the folded words of a stretch of text, each with its characters."""
    for match in _WORD.finditer(text, span.start, span.end):
        word = fold(match[0])
        if word:
            yield word, match.span()


def wording_of(document: Document) -> Wording:
    """Read the words of a document.

    >>> text = 'Gunmen left. "We saw the two men go," Ali said.'
    >>> wording = wording_of(Document("d", "s", text))
    >>> wording.words[:4], wording.quoted[:4], len(wording.sentences)
    (('gunmen', 'left', 'we', 'saw'), b'\\x00\\x00\\x01\\x01', 2)
    """
    words: list[str] = []
    starts, ends = array("I"), array("I")
    breaks: set[int] = set()
    for stretch in telling_spans(document):
        breaks.add(len(words))
        for word, (start, end) in words_between(document.text, stretch):
            words.append(intern(word))  # of millions of words most are the same
            starts.append(start)
            ends.append(end)
    quoted = bytearray(len(words))
    said = [z.span for z in document.zones if z.kind is ZoneKind.QUOTATION]
    for quote in [*quotations(document.text), *said]:
        first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
        quoted[first:last] = b"\x01" * (last - first)
    return Wording(document, tuple(words), starts, ends, bytes(quoted), frozenset(breaks))
