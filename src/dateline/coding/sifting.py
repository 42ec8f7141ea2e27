"""Choose what of a document is parsed: the sentences that may state something, and those that they lean on.

Invariant: what is left unparsed can give no report and no claim, and tells nothing that another sentence takes up: no
name, time, group or quotation. It keeps its place in the document, as a sentence without tokens, so that what counts
sentences counts them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.coding.gate import FIGURES, Gate
from dateline.finding.actor_rules import actor_rules
from dateline.finding.number_words import number_words
from dateline.finding.time_grammar import grammar
from dateline.finding.voice_rules import voice_rules
from dateline.knowledge.actors import open_groups
from dateline.language import LONGEST_PARAGRAPH, Sentence, lemmas_of, split, splitting, words_of

__all__ = ["Sifted", "could_state", "is_leant_on", "sift", "words_in"]

_CLITIC = re.compile(r"['’](\w+)")
_MARKS = "\"'“‘”’()[],;:!?"
_QUOTES = re.compile("[\"“”«»]|''")


@dataclass(frozen=True, slots=True)
class Sifted:
    """Hold the pieces to parse, each with its offset, and the sentences left unparsed."""

    pieces: tuple[tuple[int, str], ...]
    unparsed: tuple[Sentence, ...]


def sift(pieces: Iterable[tuple[int, str]], gate: Gate) -> Sifted:
    """Sift the paragraphs of one document, each given with its offset, in order.

    A paragraph is parsed as it stands or not at all, since the parse of a sentence leans on those beside it: it is left
    out where none of its sentences could state anything and none is leant on. A document without a sentence that could
    state anything is not parsed at all.
    """
    given = [(offset, text) for offset, text in pieces if text.strip() and len(text) <= LONGEST_PARAGRAPH]
    states = [any(could_state(text[a:b], gate) for a, b in split(text)) for _, text in given]
    is_empty = not any(states)
    parsed: list[tuple[int, str]] = []
    left: list[Sentence] = []
    for (offset, text), states_something in zip(given, states, strict=True):
        if states_something or (not is_empty and is_leant_on(text)):
            parsed.append((offset, text))
            continue
        for start, end in split(text):
            left.append(Sentence(offset + start, offset + end, text[start:end], (), ()))
    return Sifted(tuple(parsed), tuple(left))


def could_state(sentence: str, gate: Gate) -> bool:
    """Tell whether a sentence could give a report or a claim, from its words alone."""
    words = words_in(sentence)
    if sum(w[0].isdigit() or w in _numbers() for w in words_of(sentence.lower())) > 1:
        words.add(FIGURES)
    return gate.opens(words)


def is_leant_on(paragraph: str) -> bool:
    """Tell whether another sentence could take up something of a paragraph: a name, a time, a group, a quotation."""
    if _QUOTES.search(paragraph) or grammar().gate.search(paragraph):
        return True
    openers = splitting().openers
    for start, end in split(paragraph):
        for i, word in enumerate(words_of(paragraph[start:end])):
            if word[0].isupper() and word != "I" and not (i == 0 and word.lower() in openers):
                return True
    return not words_in(paragraph).isdisjoint(_taken_up())


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


@lru_cache(maxsize=1)
def _taken_up() -> frozenset[str]:
    """Return the words that a pronoun, a definite noun or a quotation of another sentence may take up."""
    groups, voices = open_groups(), voice_rules()
    nouns = {words.split()[-1] for words in (*groups.by_noun, *groups.of_country, *actor_rules().nominals)}
    cues = voices.report | voices.deny | voices.quote | voices.according
    return frozenset(nouns | cues | groups.members | groups.followers | groups.mouthpieces)
