"""Where two documents have the same words: the runs, and the passages that runs with small changes between them make.

Invariant: a word of one document is matched with at most one of the other; a run is at least a shingle long and
identical in both; a passage is runs in the same order with a few other words between them.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.reconciling.derivation.shingles import SIZE
from dateline.reconciling.derivation.wording import Wording

__all__ = ["GAP", "Passage", "Run", "passages_of", "runs_of"]

# Words between two runs that a light hand changes: a synonym, a title, a date written out. Swept from 2 to 12.
GAP = 6
# Places of the other document that are tried for a run: a text may say one thing over and over.
_PLACES = 16


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Name `size` words that are the same from `one` on in one document and from `other` on in the other."""

    one: int
    other: int
    size: int


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Join runs: words `one` to `one_end` of one document are words `other` to `other_end` of the other, edited."""

    one: int
    one_end: int
    other: int
    other_end: int
    runs: tuple[Run, ...]

    def mirrored(self) -> Passage:
        """Return the passage as seen from the other document."""
        runs = tuple(sorted(Run(r.other, r.one, r.size) for r in self.runs))
        return Passage(self.other, self.other_end, self.one, self.one_end, runs)

    def other_word(self, word: int) -> int | None:
        """Return the word of the other document that a word of the first is identical with, or None."""
        return next((r.other + word - r.one for r in self.runs if r.one <= word < r.one + r.size), None)


def runs_of(one: Wording, other: Wording, shingles: Sequence[array[int]]) -> list[Run]:
    """Return the runs that two documents share, in order; `shingles` are those of `one` and of `other`.

    From each word the longest run is followed to its end; where two overlap, the longer keeps the words.
    """
    places: defaultdict[int, list[int]] = defaultdict(list)
    shared = set(shingles[0]).intersection(shingles[1]) - {0}
    for at, hash_ in enumerate(shingles[1]):
        if hash_ in shared and len(places[hash_]) < _PLACES:
            places[hash_].append(at)
    found: list[Run] = []
    followed = 0  # up to where a run has been found
    for at in [n for n, hash_ in enumerate(shingles[0]) if hash_ in shared]:
        if at + SIZE > followed:
            size, where = max((_alike(one, other, at, there), -there) for there in places[shingles[0][at]])
            found.append(Run(at, -where, size))
            followed = at + size
    return _disjoint([run for run in found if run.size >= SIZE], len(one), len(other))


def _alike(one: Wording, other: Wording, at: int, there: int) -> int:
    size = 0
    while at + size < len(one) and there + size < len(other) and one.words[at + size] == other.words[there + size]:
        if size and (at + size in one.breaks or there + size in other.breaks):
            break
        size += 1
    return size


def _disjoint(runs: list[Run], ones: int, others: int) -> list[Run]:
    """Keep the longest runs that share no word; what a longer one leaves of a run is kept if it is long enough."""
    taken, there = bytearray(ones), bytearray(others)
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.size, r.one, r.other)):
        size = 0
        for n in range(run.size + 1):
            if n < run.size and not taken[run.one + n] and not there[run.other + n]:
                size += 1
                continue
            if size >= SIZE:
                part = Run(run.one + n - size, run.other + n - size, size)
                taken[part.one : part.one + size] = there[part.other : part.other + size] = b"\x01" * size
                kept.append(part)
            size = 0
    return sorted(kept)


def passages_of(runs: Sequence[Run]) -> list[Passage]:
    """Join runs that follow each other in both documents with at most `GAP` other words between them.

    >>> [(p.one, p.one_end) for p in passages_of([Run(0, 10, 8), Run(10, 19, 6), Run(40, 2, 9)])]
    [(0, 16), (40, 49)]
    """
    found: list[list[Run]] = []
    for run in sorted(runs):
        if found:
            last = found[-1][-1]
            here, there = run.one - last.one - last.size, run.other - last.other - last.size
            if 0 <= here <= GAP and 0 <= there <= GAP:
                found[-1].append(run)
                continue
        found.append([run])
    return [
        Passage(rs[0].one, rs[-1].one + rs[-1].size, rs[0].other, rs[-1].other + rs[-1].size, tuple(rs)) for rs in found
    ]
