"""Words that many documents share and that tell of none of them: notices, footers, stock phrases.

Invariant: what at least `FEWEST` documents have in common counts as a formula only where those documents tell of
different things in the rest of their words; a story that a hundred papers printed is no formula, however often it
stands there.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from dateline.reconciling.derivation.shingles import MOST, SIZE
from dateline.reconciling.derivation.terms import term_of
from dateline.reconciling.derivation.wording import Wording

__all__ = ["FEWEST", "connected", "mark_formulas", "marks_of"]

# Two documents may share words because one has them from the other; three that have nothing else in common do not.
FEWEST = 3
# Share of the rest of a document's terms that the rest of another has too, where both tell of one thing. Independent
# accounts of one event reach .15 to .3; two shootings in one town .1. Swept from .1 to .25, where a pair that only
# quotes one speaker is lost.
ONE_STORY = 0.15
# Share of the terms (of at most `_LOOKED`) of the rest of a document that its shared words have where they are part of
# it. Swept from .15 to .35.
CONNECTED = 0.25
_LOOKED = 10
_KEPT = 4096  # documents whose terms are kept at a time


def mark_formulas(
    wordings: Sequence[Wording],
    shingles: Sequence[array[int]],
    postings: Mapping[int, Sequence[int]],
    terms: Mapping[str, int],
) -> tuple[list[bytes], frozenset[int]]:
    """Return a byte a word for each document, 1 where the word is part of a formula, and the formulas' shingles.

    `terms` says how many of the documents have a term.
    """
    common = [_covered(len(w), own, postings) for w, own in zip(wordings, shingles, strict=True)]
    stories = _Stories(wordings, common, terms)
    judged: dict[tuple[int, ...], bool] = {}
    formulas: set[int] = set()
    for hash_, group in postings.items():
        if len(group) >= FEWEST:
            key = tuple(group[:MOST])
            if key not in judged:
                judged[key] = not stories.are_one(key)
            if judged[key]:
                formulas.add(hash_)
    return [marks_of(len(w), own, formulas) for w, own in zip(wordings, shingles, strict=True)], frozenset(formulas)


def marks_of(size: int, own: Iterable[int], formulas: Set[int]) -> bytes:
    """Return a byte for each of the words of a document, 1 where one of its own shingles is part of a formula."""
    mark = bytearray(size)
    for at, hash_ in enumerate(own):
        if hash_ in formulas:
            mark[at : at + SIZE] = b"\x01" * SIZE
    return bytes(mark)


def connected(rest: Set[str], shared: Set[str]) -> bool:
    """Tell whether shared words belong to the rest of their document; with nothing else in it they do.

    >>> connected({"ferry", "kherso"}, {"ferry", "shell", "wait"}), connected({"ferry", "kherso"}, {"subscr", "email"})
    (True, False)
    """
    return len(rest & shared) >= CONNECTED * min(len(rest), _LOOKED)


class _Stories:
    """Tell whether documents are about one thing, by the terms that stand outside what many have in common."""

    def __init__(self, wordings: Sequence[Wording], common: Sequence[bytes], terms: Mapping[str, int]) -> None:
        self.texts = list(zip(wordings, common, strict=True))
        # A term that one document in twenty has tells no two of them apart, but a handful always may share one.
        often = max(8, len(wordings) // 20)
        self.usual = {term for term, many in terms.items() if many > often}
        self.known: dict[tuple[int, int], bool] = {}
        self.sides = lru_cache(maxsize=_KEPT)(self._sides)

    def _sides(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the terms of a document outside and inside what many have in common; those outside that tell."""
        sides: tuple[set[str], set[str]] = (set(), set())
        wording, common = self.texts[number]
        for word, side in zip(wording.words, common, strict=True):
            term = term_of(word)
            if term is not None:
                sides[side].add(term)
        return frozenset(sides[0] - self.usual), frozenset(sides[1])

    def are_one(self, group: Sequence[int]) -> bool:
        """Tell whether most neighbours in a group of documents, as they are ordered, are about one thing."""
        pairs = list(pairwise(group))
        return 2 * sum(self._is_one(a, b) for a, b in pairs) >= len(pairs)

    def _is_one(self, a: int, b: int) -> bool:
        if (a, b) not in self.known:
            (one, shared), (other, shared_too) = self.sides(a), self.sides(b)
            smaller = min(len(one), len(other))
            alike = smaller >= _LOOKED and len(one & other) >= ONE_STORY * smaller
            self.known[a, b] = alike or (connected(one, shared) and connected(other, shared_too))
        return self.known[a, b]


def _covered(size: int, own: Sequence[int], postings: Mapping[int, Sequence[int]]) -> bytes:
    covered = bytearray(size)
    for at, hash_ in enumerate(own):
        if len(postings.get(hash_, ())) >= FEWEST:
            covered[at : at + SIZE] = b"\x01" * SIZE
    return bytes(covered)
