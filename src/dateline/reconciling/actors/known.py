"""Actors that packs and patterns know, by their ids, and which of them a name that nobody knows comes near to.

Invariant: what comes near is a suggestion, never a match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from dateline.knowledge.actors import ANCESTRAL, ActorEntry, Office, RelationKind, open_actors
from dateline.knowledge.matching import SAME, NameIndex
from dateline.model import Actor
from dateline.reconciling.actors.namings import UNKNOWN

__all__ = [
    "Nearest",
    "known_actor",
    "known_entry",
    "leaders_of",
    "offices_told",
    "relations_of",
    "relations_told",
]

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
        (r.id, _name_of(r.id), r.kind.value, r.since, r.until) for r in open_actors().relations(id_) if r.kind in kinds
    ]


def relations_told(id_: str) -> list[dict[str, Any]]:
    """Return all relations that the packs have of an actor, its own first, then those that others have to it.

    Each with kind, the other's id and name, since and until (EDTF), citation, and whether it is `incoming`: written
    under the other.

    >>> [(one["kind"], one["name"], one["since"]) for one in relations_told("mahdi-army")][:1]
    [('armed_wing_of', 'Sadrist movement', '2003')]
    """
    known = open_actors()
    return [
        {
            "kind": r.kind.value,
            "id": other,
            "name": _name_of(other),
            "since": r.since,
            "until": r.until,
            "cite": r.cite,
            "incoming": incoming,
        }
        for incoming in (False, True)
        for r in known.relations(id_, incoming=incoming)
        for other in (r.subject if incoming else r.id,)
    ]


def offices_told(id_: str) -> list[dict[str, Any]]:
    """Return the offices that an actor held, and those that others held in it: there `holder` is who held it.

    Each with office, what it is `of`, holder and name (None for the actor's own), since and until (EDTF), `disputed`
    and citation; by begin.

    >>> [(one["office"], one["of"], one["since"]) for one in offices_told("ali-dway")]
    [('governor', 'Maysan', '2010-12-28')]
    """
    known = open_actors()
    held: list[tuple[Office, str | None]] = [(office, None) for office in known.offices(id_)]
    held += [(office, holder) for holder in sorted(known.by_id) for office in known.offices(holder) if office.of == id_]
    return [
        {
            "office": office.office,
            "of": office.area or _name_of(office.of or office.country),
            "holder": holder,
            "name": _name_of(holder) if holder else None,
            "since": office.since,
            "until": office.until,
            "disputed": office.disputed,
            "cite": office.cite,
        }
        for office, holder in sorted(held, key=lambda one: (one[1] is not None, one[0].interval.outer[0], one[1] or ""))
    ]


def _name_of(id_: str | None) -> str:
    known = known_actor(id_) if id_ else None
    return known.name if known else id_ or ""
