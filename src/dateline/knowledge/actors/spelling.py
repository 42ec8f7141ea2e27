"""How a spelling is looked up: as an acronym, letter by letter, or as a name, by the habits of romanisation.

Invariant: the packs are checked by the same keys that texts are matched by, so that what passes the check does not
collide in a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from dateline.knowledge.actors.entry import ActorEntry, Alias
from dateline.knowledge.names import name_key

__all__ = ["bare", "by_key", "is_acronym", "key_of"]

# A spelling of so few letters, some of them capitals, is an acronym and matches only as written ("IS" is not "is").
LONGEST_ACRONYM = 6


def bare(spelling: str) -> str:
    """Return a spelling without its dots.

    >>> bare("U.N.")
    'UN'
    """
    return spelling.replace(".", "").strip()


def is_acronym(spelling: str, *, longest: int = LONGEST_ACRONYM) -> bool:
    """Tell whether a spelling is an acronym of at most `longest` letters, which matches only as written.

    >>> is_acronym("U.N."), is_acronym("LeT"), is_acronym("Hamas"), is_acronym("Mahdi Army")
    (True, True, False, False)
    """
    letters = bare(spelling)
    return len(letters) <= longest and sum(map(str.isupper, letters)) >= 2 and " " not in letters


@lru_cache(maxsize=16_384)
def key_of(spelling: str) -> str:
    """Return what a spelling is matched by: an acronym's letters, or the key of a name, which has no capitals.

    >>> key_of("P.K.K."), key_of("Mehdi Army") == key_of("Mahdi army")
    ('PKK', True)
    """
    return bare(spelling) if is_acronym(spelling) else name_key(spelling)


def by_key(entries: Mapping[str, ActorEntry]) -> Mapping[str, Mapping[str, tuple[Alias, ...]]]:
    """Return the aliases by key and by the id of the actor that has them."""
    found: dict[str, dict[str, list[Alias]]] = defaultdict(lambda: defaultdict(list))
    for id_, entry in entries.items():
        for alias in entry.names:
            found[key_of(alias.name)][id_].append(alias)
    return {key: {id_: tuple(names) for id_, names in of.items()} for key, of in found.items()}
