"""Turn a written word into its sounds, and sounds into the keys under which spellings of one name meet.

Invariant: a word's sounds depend on its letters alone, so a spelling that differs only by a habit in `letters.toml`
(doubled letters, ou for u, a final h) has the same sounds; a key keeps only what every romanisation keeps.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dateline.knowledge.matching.habits import letters

__all__ = ["plain_forms", "skeletons", "sounds_of"]

# Skeletons longer than this say nothing more, and a slip late in a word should not part it from its spellings.
LONGEST_KEY = 5
MOST_KEYS = 12


@lru_cache(maxsize=16_384)
def plain_forms(word: str) -> tuple[str, ...]:
    """Return a case-folded word in plain letters: by the sounds of its marks, and with the marks left out.

    >>> plain_forms("karadžić"), plain_forms("херсон"), plain_forms("basra")
    (('karadzhich', 'karadzic'), ('kherson',), ('basra',))
    """
    if word.isascii():
        return (word,)
    known = letters()
    composed = unicodedata.normalize("NFC", word)
    spoken = _unmarked(composed.translate(known.marked).translate(known.plain))
    written = _unmarked(composed.translate(known.plain))
    return (spoken,) if spoken == written else (spoken, written)


def _unmarked(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=16_384)
def sounds_of(word: str) -> str:
    """Return the sounds of a word in plain letters, one character a sound (see `letters.toml`).

    >>> sounds_of("moussavi") == sounds_of("musavi"), sounds_of("qadhafi")
    (True, 'qaDafi')
    """
    for apply in letters().rules:
        word = apply(word)
    return word


@lru_cache(maxsize=16_384)
def skeletons(sounds: str) -> frozenset[str]:
    """Return the consonants that every romanisation of these sounds keeps, in the few ways that they may be heard.

    >>> sorted(skeletons(sounds_of("gaddafi")) & skeletons(sounds_of("qadhafi")))
    ['KDF']
    """
    known = letters()
    found = [""]
    for sound in sounds:
        choices = known.either.get(sound) or known.key_letters.get(sound)
        if choices:
            longer = {
                key if letter == "-" or key[-1:] == letter or len(key) == LONGEST_KEY else key + letter
                for key in found
                for letter in choices
            }
            found = sorted(longer)[:MOST_KEYS]
    return frozenset(found)
