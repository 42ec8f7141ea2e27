"""What the id of an actor tells for comparing: whom it belongs to, what sort it is, and whether it is a name.

Invariant: an actor belongs to one whole (its farthest ancestor, or the state whose organ it is), so that two are
related exactly where their wholes are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from dateline.knowledge.actors import Inter, inter_of, open_actors, open_groups

__all__ = ["Camp", "PartyTraits", "traits_of"]

_WORDS = "text"  # the head of the ids of actors that are known by their words alone
_ANY = "any"
_NOBODY = (f"{_ANY}:", "described:")  # heads of the ids of those who are nobody in particular


class Camp(IntEnum):
    """Say on whose side somebody fights, if at all: for a state, against one, or not."""

    NONE = 0
    FORCES = 1
    ARMED = 2
    CIVIL = 3


_CAMPS = {
    Inter.STATE: Camp.FORCES,
    Inter.EXTERNAL: Camp.FORCES,
    Inter.REBEL: Camp.ARMED,
    Inter.POLITICAL_MILITIA: Camp.ARMED,
    Inter.IDENTITY_MILITIA: Camp.ARMED,
    Inter.CIVILIANS: Camp.CIVIL,
    Inter.PROTESTERS: Camp.CIVIL,
}


@dataclass(frozen=True, slots=True)
class PartyTraits:
    """Say of an actor: the whole it belongs to, its sort (what ACLED calls it, and its country), whether its id is
    a name's, its camp, and whether it is somebody in particular at all; empty where nothing tells."""

    whole: str
    sort: str
    is_named: bool
    camp: Camp = Camp.NONE
    is_known: bool = True


@lru_cache(maxsize=65_536)
def traits_of(id_: str) -> PartyTraits:
    """Return what an id tells.

    >>> traits_of("IQ:police").whole == traits_of("IQ:army").whole != traits_of("IR:army").whole
    True
    >>> traits_of("ramazan-corps").whole == traits_of("qods-force").whole
    True
    >>> traits_of("any:gunmen").is_named, traits_of("qods-force").is_named
    (False, True)
    """
    if id_.startswith(f"{_WORDS}:"):
        return PartyTraits(id_, "", True)
    index = open_actors()
    top = [id_, *index.ancestors(id_)][-1]
    kind, country = _kind_of(id_)
    above, of = _kind_of(top)
    is_state = bool(of) and inter_of(above) is Inter.STATE
    inter = inter_of(kind)
    sort = f"{inter.value if inter else kind or ''}@{country or ''}" if kind else ""
    camp = _CAMPS.get(inter, Camp.NONE) if inter else Camp.NONE
    named = ":" not in id_ and id_ in index.by_id
    return PartyTraits(f"{of}:state" if is_state else top, sort, named, camp, not id_.startswith(_NOBODY))


def _kind_of(id_: str) -> tuple[str | None, str | None]:
    """Return kind and country of an actor by its id; a state by its code alone is its government."""
    index = open_actors()
    if id_ in index.by_id:
        actor = index.by_id[id_].actor
        return actor.kind, actor.country
    head, colon, rest = id_.partition(":")
    group = open_groups().by_slug.get(rest.partition(":")[0])
    country = None if head == _ANY or head not in index.countries.by_code else head
    if not colon:
        return ("government" if country else None), country
    return (group.kind if group else None), country
