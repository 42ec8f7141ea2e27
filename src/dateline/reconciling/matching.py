"""The name matcher that reconciling goes by: how alike two names are, and which names are compared at all.

Invariant: it is the one place that chooses the matcher; whoever reconciles hands these on.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from dateline.knowledge.matching import SURE, NameKind, similarity
from dateline.knowledge.matching.name import keys_of, name_of
from dateline.knowledge.matching.word import WordKind, word_keys

__all__ = ["SURE", "full_keys", "similarity"]

# A word has two or three phonetic keys; a name of very many words is found by its first ones.
LONGEST = 5


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
