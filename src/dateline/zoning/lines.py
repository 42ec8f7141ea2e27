"""A document's text as lines, each with what is known of its part so far.

Invariant: a line's text is its words without the blanks and markers around them, and `span` is where exactly those
words stand; every letter of a document is in exactly one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Span, ZoneKind

__all__ = ["Line", "read_lines", "words_of"]

_BULLET = re.compile(r"[•*‣◦▪·●–-]\s+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


@dataclass(slots=True)
class Line:
    """Hold one line; `kind` is filled in while the document is zoned.

    `unit` numbers the comment that the line belongs to; `starts` tells that a new zone begins here even where the
    line before is of the same kind; `firm` that the markup fixed the kind; `cites` that it calls
    what the line stands in a list of works.
    """

    text: str
    span: Span
    indent: int
    bullet: bool
    after_blank: bool
    before_blank: bool
    kind: ZoneKind | None = None
    unit: int | None = None
    starts: bool = False
    firm: bool = False
    tag: str = ""
    cites: bool = False

    @property
    def is_lone(self) -> bool:
        """Tell whether the line is a paragraph of its own."""
        return self.after_blank and self.before_blank

    @property
    def bare(self) -> str:
        """The text without its bullet."""
        return _BULLET.sub("", self.text, count=1) if self.bullet else self.text

    @property
    def size(self) -> int:
        """Number of words."""
        return len(words_of(self.text))


def words_of(text: str) -> list[str]:
    """Return the words of a line, without punctuation."""
    return _WORD.findall(text)


def read_lines(text: str) -> list[Line]:
    """Split a text into its lines that are not blank, with where each stands.

    >>> [(line.text, line.indent, line.is_lone) for line in read_lines("One\\n\\n  two \\nthree")]
    [('One', 0, True), ('two', 2, False), ('three', 0, False)]
    """
    lines: list[Line] = []
    blank = True
    for start, raw in _raw_lines(text):
        words = raw.strip()
        if not words:
            blank = True
            if lines:
                lines[-1].before_blank = True
            continue
        indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        begin = start + len(raw) - len(raw.lstrip())
        bullet = bool(_BULLET.match(words))
        lines.append(Line(words, Span(begin, begin + len(words)), indent, bullet, blank, False))
        blank = False
    if lines:
        lines[-1].before_blank = True
    return lines


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for raw in text.split("\n"):
        yield start, raw
        start += len(raw) + 1
