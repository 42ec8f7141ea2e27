"""Which documents share runs of words, or pairs of words that stand close: exact indexes of hashes.

Invariant: every pair of documents that shares enough is found, whatever their order; the work grows with the words
and with what is really shared, never with the number of pairs. What more documents share than `MOST` is looked up in
the earliest of them alone, which links them all through it.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from hashlib import blake2b

from dateline.reconciling.derivation.terms import term_hash, term_of
from dateline.reconciling.derivation.wording import Wording

__all__ = ["MOST", "SIZE", "close_pairs_of", "postings_of", "sharing_pairs", "shingles_of"]

# Words in a shingle. Five is what work on text reuse in news uses; of 4 to 7, at four a pair that only quotes one
# speaker is lost.
SIZE = 5
# More documents than this with one shingle: a story that went everywhere, or a formula.
MOST = 48
# Terms that a pair of close words may lie apart, within a sentence: reworded, a fact keeps its words together. Of 3 to
# 6, three loses two reworded copies; six finds one more than four, and holds half as many pairs again.
REACH = 4
_PARTS = 64  # hashes are sifted in this many parts, so that no set ever holds them all
_BITS = (1 << 64) - 1


def shingles_of(wording: Wording) -> array[int]:
    """Return the 64-bit hash of the five words from each word on; 0 where something that is not read parts them.

    The hash is BLAKE2b, the same in every process.
    """
    words, found = wording.words, array("Q")
    parted = {at for b in wording.breaks for at in range(b - SIZE + 1, b)}
    for at in range(len(words) - SIZE + 1):
        if at in parted:
            found.append(0)
        else:
            joined = " ".join(words[at : at + SIZE]).encode("utf-8", "surrogatepass")
            found.append(int.from_bytes(blake2b(joined, digest_size=8).digest(), "big") or 1)
    return found


def close_pairs_of(wording: Wording, left_out: bytes) -> array[int]:
    """Return the hashes of all pairs of terms that stand at most `REACH` terms apart in a sentence, each once.

    Words that are marked in `left_out` (a byte a word) are passed over.
    """
    found: set[int] = set()
    for sentence in wording.sentences:
        said = []
        for n in range(sentence.first, sentence.last):
            if not left_out[n]:
                term = term_of(wording.words[n])
                if term is not None:
                    said.append(term_hash(term))
        for n, one in enumerate(said):
            found.update((one + other) & _BITS for other in said[n + 1 : n + 1 + REACH] if other != one)
    return array("Q", sorted(found))


def postings_of(features: Sequence[Iterable[int]]) -> dict[int, array[int]]:
    """Return, for each hash that two documents or more have, their numbers in order; 0 stands for none.

    >>> {h: list(ns) for h, ns in postings_of([[5, 7], [7, 0], [7, 0]]).items()}
    {7: [0, 1, 2]}
    """
    shared = _shared(features)
    found: defaultdict[int, array[int]] = defaultdict(lambda: array("L"))
    for number, own in enumerate(features):
        for hash_ in shared.intersection(own):
            found[hash_].append(number)
    return dict(found)


def sharing_pairs(
    features: Sequence[Iterable[int]],
    postings: Mapping[int, Sequence[int]],
    *,
    least: int,
    first: Mapping[int, int] | None = None,
    among: Set[int] | None = None,
) -> Iterator[tuple[int, int, int]]:
    """Yield (a, b, shared) for each two documents, a < b, that have at least `least` hashes of `postings` in common.

    `first` leads from the hashes that too many documents have to the one that they are looked up in; without it those
    are what more than `MOST` have, looked up in the first. With `among` one of the two is one of those.

    >>> list(sharing_pairs([[5, 7], [7, 9], [9, 7]], postings_of([[5, 7], [7, 9], [9, 7]]), least=2))
    [(1, 2, 2)]
    """
    for b, own in enumerate(features):
        counted: Counter[int] = Counter()
        for hash_ in set(own):
            having = postings.get(hash_, ())
            if first is None:
                having = having if len(having) <= MOST else having[:1]
            elif hash_ in first:
                having = (first[hash_],)
            for a in having:
                if a >= b:
                    break
                if a >= 0 and (among is None or a in among or b in among):
                    counted[a] += 1
        for a in sorted(counted):
            if counted[a] >= least:
                yield a, b, counted[a]


def _shared(features: Sequence[Iterable[int]]) -> set[int]:
    parts = [array("Q") for _ in range(_PARTS)]
    for own in features:
        for hash_ in set(own):
            if hash_:
                parts[hash_ % _PARTS].append(hash_)
    shared: set[int] = set()
    for part in parts:
        seen: set[int] = set()
        for hash_ in part:
            (shared if hash_ in seen else seen).add(hash_)
    return shared
