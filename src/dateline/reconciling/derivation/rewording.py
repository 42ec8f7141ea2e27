"""Which documents tell what another tells, sentence by sentence, in other words.

Invariant: what counts are the facts that stand together (pairs of terms close to each other in a sentence), since two
desks that write up one event from the same facts put different ones together; and most sentences of the shorter text
must find theirs in the longer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import or_

from dateline.reconciling.derivation.passages import Passage
from dateline.reconciling.derivation.sentence_terms import UNSEEN, Rarity, SentenceTerms
from dateline.reconciling.derivation.shingles import MOST, close_pairs_of, postings_of, sharing_pairs
from dateline.reconciling.derivation.wording import Wording

__all__ = ["Rewording", "Rewordings"]

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
    """Find reworded texts among documents whose formulas are marked."""

    def __init__(self, wordings: Sequence[Wording], formulas: Sequence[bytes]) -> None:
        self._texts = [SentenceTerms(w, left_out=_either(w.quoted, f)) for w, f in zip(wordings, formulas, strict=True)]
        self._rarity = Rarity(self._texts)

    def find(self) -> Iterator[Rewording]:
        """Yield the pairs, in order."""
        pairs = [close_pairs_of(t.wording, t.left_out) for t in self._texts]
        postings = {h: numbers for h, numbers in postings_of(pairs).items() if len(numbers) <= MOST}
        known = len(self._texts) + UNSEEN
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


def _either(one: bytes, other: bytes) -> bytes:
    return bytes(map(or_, one, other))


def _are_near(one: Wording, other: Wording) -> bool:
    """Tell whether two documents may have come out within `DAYS` of each other."""
    return not (_is_long_after(one, other) or _is_long_after(other, one))


def _is_long_after(one: Wording, other: Wording) -> bool:
    later, earlier = one.document.published, other.document.published
    if later is None or later.earliest is None or earlier is None or earlier.latest is None:
        return False
    return (later.earliest - earlier.latest).days > DAYS
