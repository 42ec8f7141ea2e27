"""What the sentences of a document tell, as sets of terms, and how much two sentences tell of the same.

Invariant: a rare term weighs more than a usual one, by how many of the documents at hand have it; sums are taken in
one order, so that a share is the same in every process.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise

from dateline.reconciling.derivation.terms import term_of
from dateline.reconciling.derivation.wording import Telling, Wording

__all__ = ["UNSEEN", "Rarity", "SentenceTerms", "held_by"]

# Documents without a term that are thought to lie beside those at hand, so that two documents alone can be weighed.
# Swept from 10 to 100.
UNSEEN = 30


class SentenceTerms:
    """Hold the sentences of a document as sets of terms, without the words marked in `left_out` (a byte a word)."""

    def __init__(self, wording: Wording, *, left_out: bytes) -> None:
        self.wording = wording
        self.left_out = left_out

    @property
    def terms(self) -> frozenset[str]:
        """All terms of the document; made anew each time, since a large corpus could not hold them."""
        return self.terms_in(0, len(self.wording))

    @cached_property
    def sentences(self) -> list[tuple[Telling, frozenset[str]]]:
        """Each sentence that has a term."""
        found = []
        for sentence in self.wording.sentences:
            terms = self.terms_in(sentence.first, sentence.last)
            if terms:
                found.append((sentence, terms))
        return found

    @cached_property
    def windows(self) -> list[tuple[int, int, frozenset[str]]]:
        """Each sentence, and each two in a row, as words: what one desk puts in one, another puts in two."""
        singles = [(s.first, s.last, terms) for s, terms in self.sentences]
        doubles = [(a, d, x | y) for (a, _, x), (_, d, y) in pairwise(singles)]
        return singles + doubles

    def terms_in(self, first: int, last: int) -> frozenset[str]:
        """Return the terms of the words from `first` up to, not including, `last`."""
        found = (term_of(self.wording.words[n]) for n in range(first, last) if not self.left_out[n])
        return frozenset(term for term in found if term is not None)


def held_by(texts: Iterable[SentenceTerms]) -> Counter[str]:
    """Return how many documents have each term."""
    return Counter(term for text in texts for term in text.terms)


class Rarity:
    """Weigh terms by how few documents have them."""

    def __init__(self, held: Mapping[str, int], documents: int) -> None:
        """Take how many of so many documents have a term; one that is not there is taken for one of a document."""
        self._held, self._known = held, documents + UNSEEN

    def weight(self, terms: Iterable[str]) -> float:
        """Return the sum of the weights of terms."""
        return math.fsum(math.log(self._known / self._held.get(term, 1)) for term in terms)

    def counterpart(self, terms: frozenset[str], other: SentenceTerms) -> tuple[float, int, int]:
        """Return how much of `terms` the best one or two sentences of another document have, in [0, 1], and its words.

        Of equals the first is taken; without any the range is empty.
        """
        best, where = 0.0, (0, 0)
        for first, last, have in other.windows:
            shared = terms & have
            weight = self.weight(shared) if shared else 0.0
            if weight > best:
                best, where = weight, (first, last)
        whole = self.weight(terms)
        return (best / whole if whole else 0.0), *where
