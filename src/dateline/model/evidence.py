"""Words, and where they stand.

Invariant: an Evidence cannot exist unless `text[start:end] == words` held when it was built. There is no way to
build one without showing it the text, so no later room has to trust an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass

from dateline.errors import EvidenceError
from dateline.model.span import Span

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Point at `words` in the text of one document; checked against `text`, which is not kept.

    >>> Evidence(4, 11, "patrols", text="Two patrols left.")
    Evidence(start=4, end=11, words='patrols')

    Raises EvidenceError where the words are not there, or where there are none.
    """

    start: int
    end: int
    words: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not 0 <= self.start < self.end <= len(text):
            raise EvidenceError(
                f"evidence {self.words!r} claims characters {self.start}-{self.end} of a text of {len(text)}"
            )
        there = text[self.start : self.end]
        if there != self.words:
            raise EvidenceError(f"evidence at {self.start}-{self.end} says {self.words!r}; the text has {there!r}")

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Evidence:
        """Quote `text[start:end]`."""
        return cls(start, end, text[start:end], text=text)

    @classmethod
    def covering(cls, text: str, spans: Iterable[Span]) -> Evidence:
        """Quote the smallest stretch of `text` that covers all `spans` (at least one)."""
        spans = list(spans)
        return cls.at(text, min(s.start for s in spans), max(s.end for s in spans))

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)
