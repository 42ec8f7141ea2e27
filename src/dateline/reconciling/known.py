"""Actors that packs and patterns know, by their ids, and which of them a name that nobody knows comes near to.

Invariant: what comes near is a suggestion, never a match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from dateline.knowledge.actors import ANCESTRAL, ActorEntry, open_actors
from dateline.knowledge.names import fold
from dateline.model import Actor
from dateline.reconciling.namings import UNKNOWN

__all__ = ["Nearest", "known_actor", "known_entry", "relations_of"]

# A spelling that is this much alike is worth a look; it is far from enough to be taken for the same.
WORTH_A_LOOK = 0.8


def known_entry(id_: str) -> ActorEntry | None:
    """Return the pack's entry of an id, or None."""
    return open_actors().by_id.get(id_)


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
    if group is not None:
        return group.actor(country, place.replace("-", " ").title())
    if country is None:
        return None
    return {"government": country.government, "people": country.nationals}.get(slug)


class Nearest:
    """Find the known actors whose spellings come near to a name."""

    def __init__(self, similarity: Callable[[str, str], float], blocking: Callable[[str], Iterable[str]]) -> None:
        self._similarity, self._blocking = similarity, blocking
        self._spellings = _spellings_by(blocking)

    def to(self, words: str, *, most: int = 3) -> list[tuple[Actor, str, float]]:
        """Return the nearest known actors, each with its nearest spelling and the score, best first."""
        found: dict[str, tuple[float, str]] = {}
        keys = set(self._blocking(words))
        for spelling, id_ in sorted({one for key in keys for one in self._spellings.get(key, ())}):
            score = self._similarity(words, spelling)
            if score >= WORTH_A_LOOK and (id_ not in found or score > found[id_][0]):
                found[id_] = (score, spelling)
        best = sorted(found.items(), key=lambda one: (-one[1][0], one[0]))[:most]
        return [(open_actors().by_id[id_].actor, spelling, round(score, 3)) for id_, (score, spelling) in best]


@lru_cache(maxsize=2)
def _spellings_by(blocking: Callable[[str], Iterable[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    blocks: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for id_, entry in open_actors().by_id.items():
        for spelling in entry.spellings:
            if len(fold(spelling)) > 3:
                for key in blocking(spelling):
                    blocks[key].add((spelling, id_))
    return {key: tuple(sorted(found)) for key, found in blocks.items()}


def relations_of(id_: str) -> list[tuple[str, str, str, str | None, str | None]]:
    """Return what the packs say an actor is part of: id, name, how, since and until (EDTF), by kind and begin.

    >>> relations_of("mahdi-army")[0][:3]
    ('sadrist-movement', 'Sadrist movement', 'armed_wing_of')
    """
    known = open_actors()
    above = [r for r in known.relations(id_) if r.kind in ANCESTRAL]
    return [(r.id, known.by_id[r.id].actor.name, r.kind.value, r.since, r.until) for r in above]
