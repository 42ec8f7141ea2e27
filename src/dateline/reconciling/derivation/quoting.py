"""Who is named beside words that two documents both quote.

Invariant: a speaker is shared only where the same name stands beside the quotation in both documents; words that are
quoted from nobody, or from a source without a name, have no shared speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.knowledge.names import word_key
from dateline.model import Evidence
from dateline.reconciling.derivation.passages import Passage
from dateline.reconciling.derivation.terms import stop_words
from dateline.reconciling.derivation.wording import Wording

__all__ = ["both_quoted", "shared_speaker"]

_SHORTEST_NAME = 3  # letters: what is shorter is a rank


def both_quoted(one: Wording, other: Wording, passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Yield each pair of identical words that stand in quotation marks on both sides."""
    for passage in passages:
        for run in passage.runs:
            for n in range(run.size):
                if one.quoted[run.one + n] and other.quoted[run.other + n]:
                    yield run.one + n, run.other + n


def shared_speaker(one: Wording, other: Wording, quoted: Sequence[tuple[int, int]]) -> tuple[Evidence, Evidence] | None:
    """Return the name that stands beside the quoted words in both documents, as each writes it, or None.

    The sentence that holds the quotation is looked at first, then the one before and the one after it.
    """
    if not quoted:
        return None
    ours, theirs = [n for n, _ in quoted], [n for _, n in quoted]
    for reach in ((0, 0), (0, 1), (1, 0), (1, 1)):
        here, there = _names(one, ours, reach[0]), _names(other, theirs, reach[1])
        for key in here:
            if key in there:
                return _whole_name(one, here[key]), _whole_name(other, there[key])
    return None


def _names(wording: Wording, quoted: Sequence[int], reach: int) -> dict[str, int]:
    """Return the names around quoted words: their keys, and where they stand first, in order."""
    held = [n for n, s in enumerate(wording.sentences) if any(s.first <= q < s.last for q in (quoted[0], quoted[-1]))]
    found: dict[str, int] = {}
    if not held:
        return found
    for sentence in wording.sentences[max(0, held[0] - reach) : held[-1] + reach + 1]:
        for n in range(sentence.first, sentence.last):
            word = wording.words[n]
            if (
                not wording.quoted[n]
                and wording.is_capital(n)
                and len(word) >= _SHORTEST_NAME
                and word not in stop_words()
            ):
                found.setdefault(word_key(word), n)
    return found


def _whole_name(wording: Wording, at: int) -> Evidence:
    """Quote a name with the capitalised words beside it."""
    first = last = at
    while first > 0 and _joined(wording, first - 1):
        first -= 1
    while last + 1 < len(wording) and _joined(wording, last):
        last += 1
    return wording.evidence(first, last + 1)


def _joined(wording: Wording, at: int) -> bool:
    """Tell whether a word and the next are capitalised, unquoted and parted by a blank or a hyphen alone."""
    between = wording.document.text[wording.ends[at] : wording.starts[at + 1]]
    return (
        between in (" ", "-")
        and all(wording.is_capital(n) and not wording.quoted[n] for n in (at, at + 1))
        and wording.words[at] not in stop_words()
    )
