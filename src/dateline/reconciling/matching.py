"""The name matcher that reconciling goes by: how alike two names are, and which names are compared at all.

Invariant: it is the one place that chooses the matcher; whoever reconciles hands these on.
"""

from __future__ import annotations

from functools import lru_cache

from dateline.knowledge.names import name_key, same_name

__all__ = ["blocking_keys", "similarity"]

_VOWELS = str.maketrans("", "", "aiuoe%")


@lru_cache(maxsize=65_536)
def similarity(one: str, other: str) -> float:
    """Return how alike two names are, in [0, 1]: 1 with one key, less where one of their words differs in its vowels.

    >>> similarity("Adel al-Muhoudir", "Adil al-Mahudar") >= 0.9, similarity("Mehdi Hassan", "Mahdi Hussein")
    (True, 0.0)
    """
    if name_key(one) == name_key(other):
        return 1.0
    return 0.95 if same_name(one, other) else 0.0


@lru_cache(maxsize=65_536)
def blocking_keys(words: str) -> frozenset[str]:
    """Return the keys of which two names share one if they could be alike.

    >>> blocking_keys("Adel al-Muhoudir") & blocking_keys("Adil al-Mahudar") != frozenset()
    True
    """
    return frozenset({" ".join(word.translate(_VOWELS) or word for word in name_key(words).split())})
