"""Numbers as the press gives them: a low, a best and a high estimate, each empty where nothing was said.

Invariant: `low <= best <= high` wherever both sides are known. "At least five" has a low of 5 and no high;
"dozens" has a low of 24 and neither best nor high. Nothing is ever filled in.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.evidence import Evidence

__all__ = ["Count", "Range"]


@dataclass(frozen=True, slots=True)
class Range:
    """Hold a count of persons or things as low, best and high.

    >>> Range(2, 3, 4) + Range.exactly(10)
    Range(low=12, best=13, high=14)
    >>> Range.at_least(5).is_disjoint(Range.exactly(3))
    True
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if not known:
            raise ValueError("a range says at least one of low, best, high; use None for no range at all")
        if known != sorted(known) or known[0] < 0:
            raise ValueError(f"a range needs 0 <= low <= best <= high: got {self.low}, {self.best}, {self.high}")

    @classmethod
    def exactly(cls, n: int) -> Range:
        return cls(n, n, n)

    @classmethod
    def at_least(cls, n: int) -> Range:
        """Give a floor; the floor is also the best that was said."""
        return cls(n, n, None)

    @classmethod
    def up_to(cls, n: int) -> Range:
        return cls(None, None, n)

    @classmethod
    def between(cls, low: int, high: int) -> Range:
        return cls(low, None, high)

    def __add__(self, other: Range) -> Range:
        """Add counts of different people: a bound is known only where both are."""
        sums = [
            None if a is None or b is None else a + b
            for a, b in zip((self.low, self.best, self.high), (other.low, other.best, other.high), strict=True)
        ]
        if sums == [None, None, None]:
            raise ValueError(f"{self} and {other} have no bound in common to add")
        return Range(*sums)

    def join(self, other: Range) -> Range:
        """Return the range that both sources' figures fit into: an unknown bound stays unknown."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        best = self.best if self.best == other.best else None
        if low is None and best is None and high is None:
            raise ValueError(f"{self} and {other} have no bound in common")
        return Range(low, best, high)

    def is_disjoint(self, other: Range) -> bool:
        """Tell whether no single number fits both: the mark of a contradiction."""
        return (self.high is not None and other.low is not None and self.high < other.low) or (
            other.high is not None and self.low is not None and other.high < self.low
        )


@dataclass(frozen=True, slots=True)
class Count:
    """Hold a Range and the words it was read from."""

    range: Range
    evidence: Evidence
