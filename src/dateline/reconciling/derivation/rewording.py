"""Which documents tell what another tells, sentence by sentence, in other words.

Invariant: what counts are the facts that stand together (pairs of terms close to each other in a sentence), since two
desks that write up one event from the same facts put different ones together; and most sentences of the shorter text
must find theirs in the longer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import chain

from dateline.model import Document
from dateline.reconciling.derivation.passages import Passage
from dateline.reconciling.derivation.sentence_terms import UNSEEN, Rarity, SentenceTerms
from dateline.reconciling.derivation.shingles import MOST, sharing_pairs
from dateline.reconciling.derivation.usual import Texts

__all__ = ["Rewording", "Rewordings", "are_near", "could_be_reworded"]

# Share of the close pairs of the shorter text that the longer has. Planted copies, heavily reworded: .20 and more, but
# for one; independent accounts of one event: .09 and less. Swept from .1 to .22: .13 finds that one too, .19 loses one
# more in either half, and between .09 and .16 nothing planted tells how much is safe.
TOGETHER = 0.16
# Share of the terms of a sentence, weighted by how rare they are, that its counterpart (one or two sentences) has.
# Swept from .35 to .55: from .5 on copies are lost.
SENTENCE = 0.45
# Share of the shorter text's terms, so weighted, that stand in sentences with a counterpart. Swept from .5 to .7: from
# .65 on a copy is lost.
TEXT = 0.6
# Fewer sentences or pairs than these do not make a text that could be told from another by its facts. Swept from 2 to 4
# and from 8 to 16.
FEWEST_SENTENCES = 3
FEWEST_PAIRS = 12
# Days between the two: news is rewritten while it is news; who tells it later tells history, and names the source.
DAYS = 30


@dataclass(frozen=True, slots=True)
class Rewording:
    """Link two documents, by their numbers, with the sentences that correspond; shares are of `one` and of `other`."""

    one: int
    other: int
    passages: tuple[Passage, ...]
    shares: tuple[float, float]


class Rewordings:
    """Find reworded texts among documents."""

    def __init__(self, texts: Texts) -> None:
        self._all, self._texts = texts, texts.own
        self._rarity = Rarity(texts.usual.own_terms, texts.usual.documents)

    def find(self, *, among: Set[int] | None = None) -> Iterator[Rewording]:
        """Yield the pairs, in order; with `among` one of the two is one of those."""
        pairs, usual = self._all.pairs, self._all.usual
        having = usual.together(chain.from_iterable(pairs))
        postings = {h: numbers for h, numbers in self._all.together.items() if having.get(h, 0) <= MOST}
        known = usual.documents + UNSEEN
        alone = math.log(known)

        def weight(hash_: int, *, least: int) -> float:
            many = having.get(hash_, 0)
            return alone if many > MOST else math.log(known / max(least, many))

        sizes: dict[int, float] = {}
        for a, b, shared in sharing_pairs(pairs, postings, least=FEWEST_PAIRS, first={}, among=among):
            if not are_near(self._texts[a].wording.document, self._texts[b].wording.document):
                continue
            for n in (a, b):
                if n not in sizes:
                    sizes[n] = math.fsum(weight(h, least=1) for h in pairs[n])
            least = TOGETHER * min(sizes[a], sizes[b])
            if shared * alone < least:
                continue
            if math.fsum(weight(h, least=2) for h in set(pairs[a]).intersection(pairs[b]) if h in postings) >= least:
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

    def _counterparts(self, one: SentenceTerms, other: SentenceTerms) -> tuple[list[Passage], float]:
        """Return each sentence of `one` with its counterpart, and the share of the terms of `one` that they hold."""
        total, told = 0.0, 0.0
        passages: list[Passage] = []
        for sentence, terms in one.sentences:
            weight = self._rarity.weight(terms)
            total += weight
            share, first, last = self._rarity.counterpart(terms, other)
            if share >= SENTENCE:
                told += weight
                passages.append(Passage(sentence.first, sentence.last, first, last, ()))
        return passages, (told / total if total else 0.0)


def could_be_reworded(shared: int, fewer: int, documents: int) -> bool:
    """Tell whether two documents with so many pairs of close terms in common could be linked.

    `fewer` is how many pairs the one with fewer has, `documents` how many documents were counted for what is usual.
    """
    most, least = math.log(documents + UNSEEN), math.log(max(1.0, (documents + UNSEEN) / MOST))
    return shared >= FEWEST_PAIRS and shared * most >= TOGETHER * fewer * least


def are_near(one: Document, other: Document) -> bool:
    """Tell whether two documents may have come out within `DAYS` of each other."""
    return not (_is_long_after(one, other) or _is_long_after(other, one))


def _is_long_after(one: Document, other: Document) -> bool:
    later, earlier = one.published, other.published
    if later is None or later.earliest is None or earlier is None or earlier.latest is None:
        return False
    return (later.earliest - earlier.latest).days > DAYS
