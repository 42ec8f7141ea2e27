"""Find an answer's words in the text: exactly, but for spaces and the shapes of quotation marks and dashes.

Invariant: what is returned is a stretch of the text itself, at the borders of words; an answer's own letters never go
further than this module.
"""

from __future__ import annotations

import re

from dateline.model import Span

__all__ = ["nearest", "occurrences"]

# Signs that models even out when they copy; each is one character for one, so that offsets hold.
_ALIKE = str.maketrans("‘’‚‛“”„‟‐‑‒–—−", "''''\"\"\"\"------")


def occurrences(text: str, words: str, *, within: Span) -> list[Span]:
    """Return where `words` stand in a stretch of the text, as whole words, in order.

    >>> occurrences("Men shot at men’s cars.", "men's  cars", within=Span(0, 23))
    [Span(start=12, end=22)]
    >>> occurrences("Women left.", "men", within=Span(0, 11))
    []
    """
    pieces = words.translate(_ALIKE).split()
    if not pieces:
        return []
    pattern = r"\s+".join(re.escape(piece) for piece in pieces)
    before = r"(?<!\w)" if pieces[0][0].isalnum() else ""
    after = r"(?!\w)" if pieces[-1][-1].isalnum() else ""
    folded = text[within.slice].translate(_ALIKE)
    return [Span(m.start(), m.end()).shift(within.start) for m in re.finditer(before + pattern + after, folded)]


def nearest(spans: list[Span], to: Span) -> Span | None:
    """Return the span that stands closest to another, the earlier of two; None where there are none."""
    return min(spans, key=lambda s: (max(s.start - to.end, to.start - s.end, 0), s.start), default=None)
