"""Tell from its bare words whether a sentence could give a report or a claim, before anything is parsed.

Invariant: the gate only asks for less than the coder does. What it lets through is derived from the loaded lexicon:
the words without which no sense and no claim can fire; there is no second list to keep. A word stands for every lemma
that it could have as any part of speech.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge.lexicon import Lexicon, Pattern, Sense, open_lexicon
from dateline.knowledge.lexicon.claim_words import ClaimWords

__all__ = ["FIGURES", "Gate", "gate_of", "open_gate"]

# The forms of claims in which the nouns of an entry may be missing: a clause stands in their place.
_WITHOUT_NOUN = frozenset({"speaker_verb_clause"})

_COUNTS_ITSELF = frozenset({"number"})

# Stands among the words of a sentence with several numbers.
FIGURES = "#"

# What one way to fire asks for: of each set of words, one has to be in the sentence.
Need = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Give, by a word, the ways to fire that need it; a way with nothing more to ask for opens at once."""

    ways: Mapping[str, tuple[Need, ...]]

    def opens(self, words: Collection[str]) -> bool:
        """Tell whether a sentence with these words (lower-case forms and possible lemmas) may state anything."""
        return any(all(not need.isdisjoint(words) for need in way) for word in words for way in self.ways.get(word, ()))


@lru_cache(maxsize=1)
def open_gate() -> Gate:
    """Return the gate of the lexicon that ships with the package."""
    return gate_of(open_lexicon())


def gate_of(lexicon: Lexicon) -> Gate:
    """Derive the gate from a lexicon: one way for each pattern of each sense, each modal and each form of a claim."""
    ways: dict[str, set[Need]] = defaultdict(set)
    for sense in lexicon.senses:
        near = _near(sense)
        for pattern in (*sense.verbs, *sense.nouns, *sense.weak_nouns):
            ways[pattern.head].add((*_rest(pattern), *near))
        for modal in sense.modals:
            ways[modal].add(())
    for entries in lexicon.claims.values():
        for entry in entries:
            for word, way in _of_claim(entry):
                ways[word].add(way)
    return Gate({word: _plain(found) for word, found in ways.items()})


def _rest(pattern: Pattern) -> Need:
    return tuple(frozenset({word}) for word in pattern.rest)


def _near(sense: Sense) -> Need:
    """Return the words of which a sense wants one in its sentence, unless a class would do that no list can give."""
    wanted: set[str] = set()
    for word in sense.requires_near:
        if word.startswith("@"):
            return ()
        wanted.add(word)
    return (frozenset(wanted),) if wanted else ()


def _of_claim(entry: ClaimWords) -> Iterator[tuple[str, Need]]:
    """Yield the words that open a form of claim, each with what else it asks for."""
    said = entry.nouns | entry.adjectives
    things = frozenset(word.split()[-1] for word in said)
    if entry.verbs:
        asked: Need = (things,) if things and entry.form not in _WITHOUT_NOUN else ()
        for verb in entry.verbs:
            # "They number 300": the verb itself says that it is counted, and no noun has to.
            yield verb.split()[0], () if verb in _COUNTS_ITSELF else asked
    elif said:
        for words in said:
            *others, last = words.split()
            yield last, tuple(frozenset({other}) for other in others)
    else:  # figures with their dates: two numbers, which is all that tells them from any other "in"
        for word in entry.prepositions:
            yield FIGURES, (frozenset({word}),)


def _plain(ways: Collection[Need]) -> tuple[Need, ...]:
    """Drop what a simpler way makes needless, and put the rest in a fixed order."""
    kept = [() for way in ways if not way][:1]
    return tuple(kept or sorted(ways, key=lambda way: (len(way), [sorted(need) for need in way])))
