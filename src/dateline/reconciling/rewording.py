"""Which documents tell what another tells, sentence by sentence, in other words.

Invariant: what counts are the facts that stand together (pairs of terms close to each other in a sentence), since two
desks that write up one event from the same facts put different ones together; and most sentences of the shorter text
must find theirs in the longer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.reconciling.passages import Passage
from dateline.reconciling.shingles import MOST, close_pairs_of, postings_of, sharing_pairs
from dateline.reconciling.terms import term_of
from dateline.reconciling.wording import Telling, Wording

__all__ = ["Rewording", "Rewordings"]

# Share of the close pairs of the shorter text that the longer has. Planted copies, heavily reworded: .20 and more;
# independent accounts of one event: .09 and less.
TOGETHER = 0.16
# Share of the terms of a sentence, weighted by how rare they are, that its counterpart (one or two sentences) has.
SENTENCE = 0.45
# Share of the shorter text's terms, so weighted, that stand in sentences with a counterpart.
TEXT = 0.6
# Fewer sentences or pairs than these do not make a text that could be told from another by its facts.
FEWEST_SENTENCES = 3
FEWEST_PAIRS = 12
# Days between the two: news is rewritten while it is news; who tells it later tells history, and names the source.
DAYS = 30
# Documents without the term that are thought to exist beside those at hand, so that two documents alone can be weighed.
_UNSEEN = 30


@dataclass(frozen=True, slots=True)
class Rewording:
    """Link two documents, by their numbers, with the sentences that correspond; shares are of `one` and of `other`."""

    one: int
    other: int
    passages: tuple[Passage, ...]
    shares: tuple[float, float]


class Rewordings:
    """Find reworded texts among documents whose formulas are marked."""

    def __init__(self, wordings: Sequence[Wording], formulas: Sequence[bytes]) -> None:
        self._texts = [_Text(w, f) for w, f in zip(wordings, formulas, strict=True)]
        self._held = Counter(term for text in self._texts for term in text.terms)

    def find(self) -> Iterator[Rewording]:
        """Yield the pairs, in order."""
        pairs = [close_pairs_of(text.wording, text.formulas) for text in self._texts]
        postings = {h: numbers for h, numbers in postings_of(pairs).items() if len(numbers) <= MOST}
        known = len(self._texts) + _UNSEEN
        weights = {h: math.log(known / len(numbers)) for h, numbers in postings.items()}
        alone = math.log(known)
        sizes = [math.fsum(weights.get(h, alone) for h in own) for own in pairs]
        for a, b, shared in sharing_pairs(pairs, postings, least=FEWEST_PAIRS):
            least = TOGETHER * min(sizes[a], sizes[b])
            if shared * alone < least or not _are_near(self._texts[a].wording, self._texts[b].wording):
                continue
            if math.fsum(weights[h] for h in set(pairs[a]).intersection(pairs[b]) if h in weights) >= least:
                found = self._compare(a, b)
                if found is not None:
                    yield found

    def _compare(self, a: int, b: int) -> Rewording | None:
        one, other = self._texts[a], self._texts[b]
        if len(one.terms) <= len(other.terms):
            passages, share = self._counterparts(one, other)
            back = self._counterparts(other, one)[1]
            shares = share, back
        else:
            mirrored, share = self._counterparts(other, one)
            passages = [p.mirrored() for p in mirrored]
            back = self._counterparts(one, other)[1]
            shares = back, share
        if share < TEXT or len(passages) < FEWEST_SENTENCES:
            return None
        return Rewording(a, b, tuple(sorted(passages)), shares)

    def _counterparts(self, one: _Text, other: _Text) -> tuple[list[Passage], float]:
        """Return each sentence of `one` with its counterpart, and the share of the terms of `one` that they hold."""
        total, told = 0.0, 0.0
        passages: list[Passage] = []
        for sentence, terms in one.sentences:
            weight = self._weight(terms)
            total += weight
            best, where = max(
                ((self._weight(terms & have), (-first.first, last.last)) for first, last, have in other.windows),
                default=(0.0, (0, 0)),
            )
            if weight and best >= SENTENCE * weight:
                told += weight
                passages.append(Passage(sentence.first, sentence.last, -where[0], where[1], ()))
        return passages, (told / total if total else 0.0)

    def _weight(self, terms: frozenset[str]) -> float:
        # sorted: sums of floats depend on the order, and that of sets on the process
        known = len(self._texts) + _UNSEEN
        return sum(math.log(known / self._held[term]) for term in sorted(terms))


def _are_near(one: Wording, other: Wording) -> bool:
    """Tell whether two documents may have come out within `DAYS` of each other."""
    a, b = one.document.published, other.document.published
    if a is None or b is None or None in (a.earliest, a.latest, b.earliest, b.latest):
        return True
    return (a.earliest - b.latest).days <= DAYS and (b.earliest - a.latest).days <= DAYS


class _Text:
    """The sentences of a document as sets of terms, without formulas and quotations."""

    def __init__(self, wording: Wording, formulas: bytes) -> None:
        self.wording = wording
        self.formulas = formulas

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(term for _, terms in self.sentences for term in terms)

    @cached_property
    def sentences(self) -> list[tuple[Telling, frozenset[str]]]:
        found = []
        for sentence in self.wording.sentences:
            terms = frozenset(
                term
                for n in range(sentence.first, sentence.last)
                if not self.wording.quoted[n] and not self.formulas[n]
                for term in (term_of(self.wording.words[n]),)
                if term is not None
            )
            if terms:
                found.append((sentence, terms))
        return found

    @cached_property
    def windows(self) -> list[tuple[Telling, Telling, frozenset[str]]]:
        """Each sentence, and each two that follow each other: what one desk puts in one, another puts in two."""
        singles = [(s, s, terms) for s, terms in self.sentences]
        doubles = [
            (one, other, terms | more)
            for (one, terms), (other, more) in zip(self.sentences, self.sentences[1:], strict=False)
        ]
        return singles + doubles
