"""The keys under which the spellings of a name find each other, so that not all names are compared with all.

Invariant: names that are alike enough share a key; that they share one says nothing yet.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, product

from dateline.knowledge.matching.name import Name, name_of
from dateline.knowledge.matching.sounds import skeletons
from dateline.knowledge.matching.word import NameKind, WordKind, joined, word_keys

__all__ = ["blocking_keys", "full_keys", "keys_of"]

# A word has two or three phonetic keys; a name of very many words is found by its first ones.
LONGEST = 5


def blocking_keys(words: str) -> frozenset[str]:
    """Return the phonetic keys of a name; the spellings of one name share at least one.

    >>> bool(blocking_keys("Qasim") & blocking_keys("Ghassem"))
    True
    """
    return keys_of(name_of(words, NameKind.ANY))


@lru_cache(maxsize=65_536)
def full_keys(words: str) -> frozenset[str]:
    """Return the keys of which two full names share one if they are as alike as `SURE` asks.

    A word more on one side, or another word, costs more than that, so a key is made of the phonetic keys of all words;
    one word in common says little ("Ali").

    >>> bool(full_keys("Adel al-Muhoudir") & full_keys("Adil al-Mahudar"))
    True
    >>> bool(full_keys("Ridwan Osman") & full_keys("Ridwan Garad"))
    False
    """
    name = name_of(words, NameKind.ANY)
    own = [word for word in name.words if word.kind in (WordKind.OWN, WordKind.PATRONYMIC)]
    if len(own) < 2:
        return keys_of(name)
    each = [word_keys(word) for word in own]
    whole = frozenset(" ".join(sorted(keys)) for keys in product(*each[:LONGEST]))
    # Two words that another text writes as one have, joined, a key that is of neither.
    return whole | keys_of(name).difference(*each) if len(own) == 2 else whole


def keys_of(name: Name) -> frozenset[str]:
    """Return the phonetic keys of a name: of its words, of neighbours joined, of its given names, of its acronym."""
    found = name.words
    own = [w for w in found if w.kind in (WordKind.OWN, WordKind.PATRONYMIC)] or list(found)
    keys: set[str] = set()
    for word in own:
        keys |= word_keys(word)
    for one, other in pairwise(found):
        keys |= skeletons(joined(one, other).sounds[0])
    if len(name.initials) > 2:
        keys.add(f"@{name.initials}")
    if name.acronym:
        keys.add(f"@{name.acronym}")
    return frozenset(keys)
