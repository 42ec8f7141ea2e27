"""Choose what of a document is parsed: the sentences that may state something, and those that they lean on.

Invariant: what is left unparsed can give no report and no claim, and tells nothing that another sentence takes up: no
name, time, group or quotation. It keeps its place in the document, as a sentence without tokens, so that what counts
sentences counts them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.coding.gate import FIGURES, Gate
from dateline.finding.actor_rules import actor_rules
from dateline.finding.coreference import NOMINAL_REACH
from dateline.finding.number_words import number_words
from dateline.finding.time_grammar import grammar
from dateline.finding.voice_rules import voice_rules
from dateline.knowledge.actors import open_groups
from dateline.language import LONGEST_PARAGRAPH, Sentence, lemmas_of, split, splitting, words_of

__all__ = ["Sifted", "could_state", "is_leant_on", "sift", "words_in"]

_CLITIC = re.compile(r"['’](\w+)")
_MARKS = "\"'“‘”’()[],;:!?"
_QUOTES = re.compile("[\"“”«»]|''")

# How far a sentence that states something leans: back as far as the farthest antecedent of a definite noun may stand,
# and on to the words that say who spoke.
_AHEAD = NOMINAL_REACH
_BEHIND = 2


@dataclass(frozen=True, slots=True)
class Sifted:
    """Hold the pieces to parse, each with its offset, and the sentences left unparsed."""

    pieces: tuple[tuple[int, str], ...]
    unparsed: tuple[Sentence, ...]


def sift(pieces: Iterable[tuple[int, str]], gate: Gate) -> Sifted:
    """Sift the paragraphs of one document, each given with its offset, in order.

    A sentence that could state nothing is parsed only where one that could leans on it: one near it, which may take up
    its names, time, group or quotation, or one anywhere that has a name of its in common. The parse of a sentence leans
    a little on those beside it, so what is parsed of a paragraph is as few stretches as can be: a lone sentence that is
    not needed is left out only at the paragraph's ends.
    """
    given = [(offset, text) for offset, text in pieces if text.strip() and len(text) <= LONGEST_PARAGRAPH]
    cuts = [split(text) for _, text in given]
    told = [text[a:b] for (_, text), found in zip(given, cuts, strict=True) for a, b in found]
    needed = iter(_needed(told, [could_state(words, gate) for words in told]))
    parsed: list[tuple[int, str]] = []
    left: list[Sentence] = []
    for (offset, text), found in zip(given, cuts, strict=True):
        wanted = [n for n, is_needed in enumerate([next(needed) for _ in found]) if is_needed]
        first, last = (wanted[0], wanted[-1]) if wanted else (len(found), len(found))
        for start, end in [*found[:first], *found[last + 1 :]]:
            left.append(Sentence(offset + start, offset + end, text[start:end], (), ()))
        if wanted:
            # What is parsed to the paragraph's end keeps the white space there.
            start = found[first][0] if first else 0
            end = found[last][1] if last + 1 < len(found) else len(text)
            parsed.append((offset + start, text[start:end]))
    return Sifted(tuple(parsed), tuple(left))


def _needed(told: Sequence[str], states: Sequence[bool]) -> list[bool]:
    """Tell of each sentence whether it has to be parsed: it could state something, or one that could leans on it."""
    names = set().union(*(_capitals(words) for words, open_ in zip(told, states, strict=True) if open_))
    needed = []
    for i, (words, is_open) in enumerate(zip(told, states, strict=True)):
        is_near = any(states[max(0, i - _BEHIND) : i + _AHEAD + 1])
        needed.append(
            is_open or (is_near and is_leant_on(words)) or (bool(names) and not names.isdisjoint(_capitals(words)))
        )
    return needed


def _capitals(sentence: str) -> set[str]:
    """Return the words with a capital, in lower case, but for those that only begin the sentence."""
    openers = splitting().openers
    return {
        word.lower()
        for i, word in enumerate(words_of(sentence))
        if word[0].isupper() and word != "I" and not (i == 0 and word.lower() in openers)
    }


def could_state(sentence: str, gate: Gate) -> bool:
    """Tell whether a sentence could give a report or a claim, from its words alone."""
    words = words_in(sentence)
    if sum(w[0].isdigit() or w in _numbers() for w in words_of(sentence.lower())) > 1:
        words.add(FIGURES)
    return gate.opens(words)


def is_leant_on(sentence: str) -> bool:
    """Tell whether another sentence could take up something of this one: a name, a time, a group, a quotation."""
    if _QUOTES.search(sentence) or grammar().may_tell(sentence):
        return True
    return bool(_capitals(sentence)) or not words_in(sentence).isdisjoint(_taken_up())


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
    cues = voices.telling | voices.quote | voices.according
    return frozenset(nouns | cues | groups.members | groups.followers | groups.mouthpieces)
