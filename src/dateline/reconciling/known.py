"""Actors that packs and patterns know, by their ids, and which of them a name that nobody knows comes near to.

Invariant: what comes near is a suggestion, never a match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from dateline.knowledge.actors import ANCESTRAL, ActorEntry, RelationKind, open_actors
from dateline.knowledge.matching import SAME, NameIndex
from dateline.model import Actor
from dateline.reconciling.namings import UNKNOWN

__all__ = ["Nearest", "known_actor", "known_entry", "leaders_of", "relations_of"]

# What may be the same by the name matcher is worth a look; whether it is the same somebody has to say.
WORTH_A_LOOK = SAME


def known_entry(id_: str) -> ActorEntry | None:
    """Return the pack's entry of an id, or None."""
    return open_actors().by_id.get(id_)


@lru_cache(maxsize=65_536)
def known_actor(id_: str) -> Actor | None:
    """Return the actor of an id that a pack or a pattern knows, or None for any other id.

    >>> known_actor("mahdi-army").name, known_actor("IQ:police").name, known_actor("text:nobody")
    ('Mahdi Army', 'Iraqi police', None)
    """
    if id_.startswith(UNKNOWN):
        return None
    entry = known_entry(id_)
    if entry is not None:
        return entry.actor
    index = open_actors()
    head, _, rest = id_.partition(":")
    slug, _, place = rest.partition(":")
    country = index.countries.by_code.get(head)
    group = index.groups.by_slug.get(slug)
    if country is None and head != "any":
        return None
    if not rest:
        return country.state if country is not None else None
    if country is not None and rest in ("government", "people"):
        return country.government if rest == "government" else country.nationals
    return group.actor(country, place.replace("-", " ").title()) if group is not None else None


class Nearest:
    """Find the actors whose names come near to a name: those that packs know, and others that are handed in."""

    def __init__(self, others: Iterable[tuple[str, str]] = ()) -> None:
        more = tuple(others)
        self._index = NameIndex((*_spellings(), *more)) if more else _index_of_packs()

    def to(self, words: str, *, most: int = 3, but: Collection[str] = ()) -> list[tuple[str, str, float]]:
        """Return ids of the nearest actors, each with its nearest spelling and the score, best first.

        `but` are ids that are not looked for.
        """
        best: dict[str, tuple[str, str, float]] = {}
        for found in self._index.search(words, limit=most * 10, floor=WORTH_A_LOOK):
            if found.id not in but and found.id not in best:
                best[found.id] = (found.id, found.name, round(found.score, 3))
        return list(best.values())[:most]


@lru_cache(maxsize=1)
def _index_of_packs() -> NameIndex:
    return NameIndex(_spellings())


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str], ...]:
    entries = open_actors().by_id.items()
    return tuple((id_, words) for id_, entry in sorted(entries) for words in entry.spellings)


Stands = tuple[str, str, str, str | None, str | None]


def relations_of(id_: str) -> list[Stands]:
    """Return what the packs say an actor is part of: id, name, how, since and until (EDTF), by kind and begin.

    >>> relations_of("mahdi-army")[0][:3]
    ('sadrist-movement', 'Sadrist movement', 'armed_wing_of')
    """
    return _stands(id_, ANCESTRAL)


def leaders_of(id_: str) -> list[Stands]:
    """Return who led an actor by the packs, in the shape of `relations_of`."""
    return _stands(id_, (RelationKind.LED_BY,))


def _stands(id_: str, kinds: Collection[RelationKind]) -> list[Stands]:
    return [
        (r.id, named.name if (named := known_actor(r.id)) else r.id, r.kind.value, r.since, r.until)
        for r in open_actors().relations(id_)
        if r.kind in kinds
    ]
