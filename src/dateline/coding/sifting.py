"""Choose which documents are parsed: those with a sentence that may state something, and those whole.

Invariant: what is left unparsed can give no report and no claim. It keeps its place in the document, as sentences
without tokens, so that what counts sentences counts them all.

A document is parsed whole or not at all: names, times and speakers are told in sentences that state nothing, and what
a document names should not hang on whether the sentence beside it is an event. Choosing sentence by sentence took
longer than it saved (`sentences_of` and `code` on the sets of `benchmarks.speed`: parsing whole documents took .83 to
.96 of the time).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.coding.gate import FIGURES, Gate
from dateline.finding.number_words import number_words
from dateline.language import LONGEST_PARAGRAPH, Sentence, lemmas_of, split, splitting, words_of

__all__ = ["Sifted", "could_state", "sift", "words_in"]

_CLITIC = re.compile(r"['’](\w+)")
_MARKS = "\"'“‘”’()[],;:!?"


@dataclass(frozen=True, slots=True)
class Sifted:
    """Hold the pieces to parse, each with its offset, and the sentences left unparsed."""

    pieces: tuple[tuple[int, str], ...]
    unparsed: tuple[Sentence, ...]


def sift(pieces: Iterable[tuple[int, str]], gate: Gate) -> Sifted:
    """Sift the paragraphs of one document, each given with its offset, in order: all of them, or none."""
    given = [(offset, text) for offset, text in pieces if text.strip() and len(text) <= LONGEST_PARAGRAPH]
    left: list[Sentence] = []
    for offset, text in given:
        for start, end in split(text):
            if could_state(text[start:end], gate):
                return Sifted(tuple(given), ())
            left.append(Sentence(offset + start, offset + end, text[start:end], (), ()))
    return Sifted((), tuple(left))


def could_state(sentence: str, gate: Gate) -> bool:
    """Tell whether a sentence could give a report or a claim, from its words alone."""
    words = words_in(sentence)
    if sum(w[0].isdigit() or w in _numbers() for w in words_of(sentence.lower())) > 1:
        words.add(FIGURES)
    return gate.opens(words)


def words_in(text: str) -> set[str]:
    """Return the words of a text with all their possible lemmas."""
    found: set[str] = set().union(*map(lemmas_of, words_of(text)))
    for clitic in _CLITIC.findall(text):
        found.update(splitting().clitics.get(clitic.lower(), ()))
    found.update(piece.strip(_MARKS).lower() for piece in text.split())  # "qur'an", "gov."
    return found


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    return frozenset(word for table in number_words().values.values() for words in table for word in words.split())
