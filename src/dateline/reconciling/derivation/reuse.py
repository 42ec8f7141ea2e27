"""Text reuse: which documents repeat the words of others, word for word or in other words.

Invariant: a pair is found by what the two share beyond the formulas of their trade, and the words shown for it stand
in both. What both merely quote from the same named speaker is no reuse: it says where both have it from, and is
returned as such.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence, Set
from dataclasses import dataclass

from dateline.model import Evidence
from dateline.reconciling.derivation.passages import GAP, Passage, passages_of, runs_of
from dateline.reconciling.derivation.publishers import are_of_one_outlet
from dateline.reconciling.derivation.quoting import both_quoted, shared_speaker
from dateline.reconciling.derivation.rewording import Rewordings
from dateline.reconciling.derivation.shingles import SIZE, sharing_pairs
from dateline.reconciling.derivation.usual import Texts
from dateline.reconciling.derivation.wording import Wording

__all__ = ["FEWEST_SPOKEN", "Reuse", "could_be_reuse", "find_reuse"]

# Share of the words of the shorter text that stand in passages it shares with the other. Of 2,915 news articles on
# 1,609 incidents, those on one incident that were looked at had taken words over above .3 and had not below .2; planted
# copies have .4 and more. Swept from .2 to .4.
CONTAINMENT = 0.3
# Within one outlet, where every follow-up repeats its background. Swept from .5 to .7.
CONTAINMENT_AT_HOME = 0.6
# Words in a row that nobody writes twice; accounts from one police release share up to twenty. Swept from 18 to 32.
LONG_RUN = 25
# Fewer shared words than these are a formula, a title or a slogan, however short the text. Swept from 10 to 20.
FEWEST_WORDS = 15
# Words of one speaker in both: fewer are a saying or a name. Swept from 6 to 10.
SHORTEST_SPEECH = 8
# Shingles in common from which on two documents are compared at all, and those in quotation marks.
_FEWEST = 2
FEWEST_SPOKEN = SHORTEST_SPEECH - SIZE + 1


@dataclass(frozen=True, slots=True)
class Reuse:
    """Link two documents, by their numbers in the order given, `one` before `other`.

    `passages` are what they share, as ranges of words; `shares` how much of each the other holds, in [0, 1]. With
    `speaker`, who is named in each, they share no more than what that speaker said.
    """

    one: int
    other: int
    passages: tuple[Passage, ...]
    shares: tuple[float, float]
    speaker: tuple[Evidence, Evidence] | None = None


def find_reuse(texts: Texts, *, among: Set[int] | None = None) -> list[Reuse]:
    """Find every pair of documents of which one repeats the other, in order; with `among` one of the two is of those.

    Containment of word n-grams is after Clough et al., "METER: MEasuring TExt Reuse" (ACL 2002); the thresholds were
    measured here (`python -m benchmarks.derivation`).
    """
    wordings, shingles, formulas = texts.wordings, texts.shingles, texts.formulas
    found: dict[tuple[int, int], Reuse] = {}
    speeches: dict[tuple[int, int], Reuse] = {}
    for a, b in _candidates(texts, among):
        reuse = _compare((wordings[a], wordings[b]), (formulas[a], formulas[b]), (shingles[a], shingles[b]), (a, b))
        if reuse is not None:
            (found if reuse.speaker is None else speeches)[a, b] = reuse
    for rewording in Rewordings(texts).find(among=among):
        a, b = rewording.one, rewording.other
        if (a, b) not in found and not are_of_one_outlet(wordings[a].document, wordings[b].document):
            found[a, b] = Reuse(a, b, rewording.passages, rewording.shares)
    return [{**speeches, **found}[pair] for pair in sorted({*found, *speeches})]


def could_be_reuse(shared: int, words: int) -> bool:
    """Tell whether two documents share so many shingles that they could be linked; the shorter has so many words."""
    return shared >= _FEWEST and shared >= min(CONTAINMENT * words / (SIZE + GAP), LONG_RUN - SIZE + 1)


def _candidates(texts: Texts, among: Set[int] | None) -> list[tuple[int, int]]:
    """Return the pairs that share so many shingles, or so many in quotation marks, that they could be linked."""
    wordings, shingles = texts.wordings, texts.shingles
    telling = {hash_: numbers for hash_, numbers in texts.postings.items() if hash_ not in texts.stock}
    first = {hash_: number for hash_, number in texts.first.items() if hash_ in telling}
    found = set()
    for a, b, shared in sharing_pairs(shingles, telling, least=_FEWEST, first=first, among=among):
        if could_be_reuse(shared, min(len(wordings[a]), len(wordings[b]))):
            found.add((a, b))
    quoted = [
        [hash_ for n, hash_ in enumerate(own) if wording.quoted[n] and hash_ in telling]
        for wording, own in zip(wordings, shingles, strict=True)
    ]
    spoken = sharing_pairs(quoted, telling, least=FEWEST_SPOKEN, first=first, among=among)
    found.update((a, b) for a, b, _ in spoken)
    return sorted(found)


def _compare(
    wordings: tuple[Wording, Wording],
    formulas: tuple[bytes, bytes],
    shingles: tuple[array[int], array[int]],
    numbers: tuple[int, int],
) -> Reuse | None:
    runs = runs_of(*wordings, shingles)
    runs = [r for r in runs if 2 * sum(formulas[0][r.one : r.one + r.size]) <= r.size]
    passages = passages_of(runs)
    if not passages:
        return None
    quoted = list(both_quoted(*wordings, passages))
    speaker = shared_speaker(*wordings, quoted) if len(quoted) >= SHORTEST_SPEECH else None
    told = _own_words(formulas, quoted if speaker else [])
    sides = (passages, [p.mirrored() for p in passages])
    covered = [sum(sum(own[p.one : p.one_end]) for p in side) for own, side in zip(told, sides, strict=True)]
    sizes = [sum(own) for own in told]
    shares = tuple(c / (s or 1) for c, s in zip(covered, sizes, strict=True))
    smaller = sizes.index(min(sizes))
    at_home = are_of_one_outlet(wordings[0].document, wordings[1].document)
    enough = covered[smaller] >= FEWEST_WORDS and shares[smaller] >= (CONTAINMENT_AT_HOME if at_home else CONTAINMENT)
    if not enough and not at_home:
        enough = any(_longest(told[0][r.one : r.one + r.size]) >= LONG_RUN for p in passages for r in p.runs)
    if enough:
        return Reuse(*numbers, tuple(passages), (shares[0], shares[1]))
    if speaker is not None and not at_home:
        said = {n for n, _ in quoted}
        spoken = [p for p in passages if any(n in said for n in range(p.one, p.one_end))]
        return Reuse(*numbers, tuple(spoken), (shares[0], shares[1]), speaker)
    return None


def _own_words(formulas: tuple[bytes, bytes], spoken: Sequence[tuple[int, int]]) -> tuple[bytearray, bytearray]:
    """Return a byte a word, 1 where it is the document's own: no formula, and not of the speaker both quote."""
    told = tuple(bytearray(1 - mark for mark in marks) for marks in formulas)
    for one, other in spoken:
        told[0][one] = told[1][other] = 0
    return told[0], told[1]


def _longest(marks: bytearray) -> int:
    return max(map(len, bytes(marks).split(b"\x00")))
