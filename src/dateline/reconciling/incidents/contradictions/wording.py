"""Which acts a few words speak of, by the lexicon, where no parse is at hand: the words of what somebody denies.

Invariant: a word speaks of an act where it is a form of a verb or noun of a sense, with all the other words of its
pattern beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.knowledge.lexicon import open_lexicon
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["counted_by_sense", "has_words", "lemmas_of", "senses_named"]

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3


@lru_cache(maxsize=1 << 16)
def has_words(sentence: str, what: str) -> bool:
    """Tell whether a sentence has any of the words of one list, by its name in `Words`.

    Every report is set beside all others of its incident: what its sentence says is looked up once.

    >>> has_words("A second bomb went off", "repeated")
    True
    """
    pattern: re.Pattern[str] = getattr(words(), what)
    return pattern.search(sentence) is not None


@lru_cache(maxsize=1 << 14)
def senses_named(text: str, *, plainly: bool = False) -> frozenset[str]:
    """Return the ids of the senses whose words stand in a text; `plainly` leaves out nouns that mean an act only beside
    others ("incident").

    >>> "ASSAULT.attack" in senses_named("that any attacks took place")
    True
    """
    found = lemmas_of(text)
    lexicon = open_lexicon()
    return frozenset(
        sense.id
        for lemma in found
        for pattern, sense in (
            *lexicon.verbs.get(lemma, ()),
            *((pattern, sense) for pattern, sense, weak in lexicon.nouns.get(lemma, ()) if not (plainly and weak)),
        )
        if found.issuperset(pattern.rest)
    )


@lru_cache(maxsize=1 << 14)
def lemmas_of(text: str) -> frozenset[str]:
    """Return what the words of a text may be forms of, and the words.

    >>> sorted(lemmas_of("shot villagers"))
    ['shoot', 'shot', 'villager', 'villagers']
    """
    return frozenset(lemma for word in _WORD.findall(text.lower()) for lemma in _lemmas(word))


def _lemmas(word: str) -> Iterator[str]:
    yield word
    if word in words().forms:
        yield words().forms[word]
    for ending, instead in words().endings:
        stem = word.removesuffix(ending)
        if stem == word or len(stem + instead) < _SHORTEST:
            continue
        yield stem + instead
        if ending in ("ed", "ing") and len(stem) > 1 and stem[-1] == stem[-2]:
            yield stem[:-1]


@lru_cache(maxsize=1024)
def counted_by_sense(sense: str | None) -> str | None:
    """Return what a sense counts: a denial that anybody died denies no attack."""
    return next((s.counts[0] for s in open_lexicon().senses if s.id == sense and s.counts), None)
