"""How usual words are among the documents of a collection: what a comparison of two of them depends on besides the two.

Invariant: whether one document repeats another is a function of the two and of what is usual. Counted once over all
documents and then kept, what is usual lets one more document be compared with those like it alone, with the same
result as going through all.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import or_
from typing import Protocol

from dateline.reconciling.derivation.formulas import mark_formulas, marks_of
from dateline.reconciling.derivation.sentence_terms import SentenceTerms, held_by
from dateline.reconciling.derivation.shingles import MOST, close_pairs_of, postings_of, shingles_of
from dateline.reconciling.derivation.wording import Wording

__all__ = ["Counted", "Texts", "Usual"]


class Usual(Protocol):
    """Say how usual words were when all documents were last gone through.

    `documents` is how many there were, `terms` how many of them have a term, `own_terms` how many have it outside
    quotation marks and formulas; terms of one document need not be there.
    """

    @property
    def documents(self) -> int: ...

    @property
    def terms(self) -> Mapping[str, int]: ...

    @property
    def own_terms(self) -> Mapping[str, int]: ...

    def formulas(self, shingles: Iterable[int]) -> Set[int]:
        """Return those of some shingles, at least, that are part of a formula."""

    def crowded(self, shingles: Iterable[int]) -> Mapping[int, str]:
        """Return those of some shingles, at least, that too many documents have, each with the earliest of these."""

    def together(self, pairs: Iterable[int]) -> Mapping[int, int]:
        """Return how many documents have some pairs of close terms, at least; 0 and 1 are left out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Hold what is usual, counted."""

    documents: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)
    own_terms: Mapping[str, int] = field(default_factory=dict)
    stock: Set[int] = frozenset()
    crowds: Mapping[int, str] = field(default_factory=dict)
    pairs: Mapping[int, int] = field(default_factory=dict)

    def formulas(self, shingles: Iterable[int]) -> Set[int]:  # noqa: ARG002 - it has all at hand
        return self.stock

    def crowded(self, shingles: Iterable[int]) -> Mapping[int, str]:  # noqa: ARG002 - likewise
        return self.crowds

    def together(self, pairs: Iterable[int]) -> Mapping[int, int]:  # noqa: ARG002 - likewise
        return self.pairs


class Texts:
    """Hold the wordings of documents, in order, with their shingles, formulas and pairs of close terms.

    Without `usual` what is usual is counted among these documents. All is found as it is needed.
    """

    def __init__(self, wordings: Sequence[Wording], usual: Usual | None = None) -> None:
        self.wordings = wordings
        self.number_of = {wording.document.id: number for number, wording in enumerate(wordings)}
        self.plain = [SentenceTerms(w, left_out=bytes(len(w))) for w in wordings]
        self._usual = usual

    @cached_property
    def shingles(self) -> list[array[int]]:
        """The shingles of each document, one from each word on."""
        return [shingles_of(wording) for wording in self.wordings]

    @cached_property
    def postings(self) -> Mapping[int, Sequence[int]]:
        """Which of these documents have a shingle in common."""
        return postings_of(self.shingles)

    @cached_property
    def _marked(self) -> tuple[list[bytes], Set[int]]:
        if self._usual is None:
            return mark_formulas(self.wordings, self.shingles, self.postings, self.terms)
        stock = self._usual.formulas(chain.from_iterable(self.shingles))
        return [marks_of(len(w), own, stock) for w, own in zip(self.wordings, self.shingles, strict=True)], stock

    @property
    def formulas(self) -> Sequence[bytes]:
        """A byte a word of each document, 1 where the word is part of a formula."""
        return self._marked[0]

    @property
    def stock(self) -> Set[int]:
        """The shingles that are part of a formula."""
        return self._marked[1]

    @cached_property
    def crowds(self) -> Mapping[int, str]:
        """The shingles that too many documents have, each with the earliest of these."""
        if self._usual is not None:
            return self._usual.crowded(chain.from_iterable(self.shingles))
        return {h: self.wordings[ns[0]].document.id for h, ns in self.postings.items() if len(ns) > MOST}

    @cached_property
    def first(self) -> Mapping[int, int]:
        """The number of the earliest document of each crowd, -1 where it is not at hand."""
        return {hash_: self.number_of.get(id_, -1) for hash_, id_ in self.crowds.items()}

    @cached_property
    def terms(self) -> Mapping[str, int]:
        """How many documents have a term, of those that were counted."""
        return self._usual.terms if self._usual is not None else _of_several(held_by(self.plain))

    @property
    def documents(self) -> int:
        """How many documents were counted."""
        return self._usual.documents if self._usual is not None else len(self.wordings)

    @cached_property
    def own(self) -> list[SentenceTerms]:
        """The terms outside quotation marks and formulas."""
        both = zip(self.wordings, self.formulas, strict=True)
        return [SentenceTerms(w, left_out=bytes(map(or_, w.quoted, f))) for w, f in both]

    @cached_property
    def pairs(self) -> list[Sequence[int]]:
        """The pairs of close terms of each document."""
        return [close_pairs_of(text.wording, text.left_out) for text in self.own]

    @cached_property
    def together(self) -> Mapping[int, Sequence[int]]:
        """Which of these documents have a pair of close terms in common."""
        return postings_of(self.pairs)

    @cached_property
    def usual(self) -> Usual:
        """What is usual: as it was handed in, or as it is among these documents."""
        if self._usual is not None:
            return self._usual
        return Counted(
            self.documents,
            self.terms,
            _of_several(held_by(self.own)),
            self.stock,
            self.crowds,
            {hash_: len(numbers) for hash_, numbers in self.together.items()},
        )


def _of_several(counted: Mapping[str, int]) -> dict[str, int]:
    return {term: many for term, many in counted.items() if many > 1}
