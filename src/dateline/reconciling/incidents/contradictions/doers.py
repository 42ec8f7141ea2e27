"""Whether two doers may be the same: one is the other, a part of it, or the other told more widely.

Invariant: "gunmen" may be anybody with a gun, and the organs of one state stand for each other; a state and its enemy
do not. What nothing is known of parts nothing.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dateline.knowledge.actors import open_actors, open_all_countries, user_folder
from dateline.knowledge.names import name_key
from dateline.model import Actor
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["are_told_alike", "may_be_one"]


def may_be_one(one: Actor, other: Actor, *, on: str | None = None) -> bool:
    """Tell whether two actors may be the same, or one a part of the other, on a day (EDTF) or ever.

    >>> from dateline.model import Actor
    >>> police, army = Actor("any:police", "police", "police"), Actor("IQ:army", "Iraqi Army", "military", "IQ")
    >>> rebels = Actor("any:rebels", "rebels", "rebel")
    >>> may_be_one(police, Actor("IQ:police", "Iraqi police", "police", "IQ")), may_be_one(police, rebels)
    (True, False)
    >>> may_be_one(army, Actor("US:military", "US military", "military", "US"))
    False
    """
    if _root(one.id) == _root(other.id):
        return True
    return _may_be_one(one, other, on, user_folder())


@lru_cache(maxsize=1 << 14)
def _may_be_one(one: Actor, other: Actor, on: str | None, own: Path | None) -> bool:
    """Tell whether two actors may be the same by the packs, with those of the user's `own` folder."""
    del own  # by which `open_actors` tells what it read, too
    index = open_actors()
    above = {_root(one.id), *index.ancestors(one.id, on=on)}
    others = {_root(other.id), *index.ancestors(other.id, on=on)}
    if _root(one.id) in others or _root(other.id) in above:
        return True
    if _is_short_for(one, other) or _is_short_for(other, one):
        return True
    pairs = ((one, other), (other, one))
    if any(relation.id == b.id for a, b in pairs for relation in index.relations(a.id, on=on)):
        return True
    if _is_open(one) or _is_open(other):
        return True
    if not (one.known and other.known):
        return _land(one) is None or _land(other) is None or _land(one) == _land(other)
    if _is_joint(one) or _is_joint(other):
        return _side(one) == _side(other) or None in (_side(one), _side(other))
    if not _is_kind(one) and not _is_kind(other):
        return False
    if one.country and other.country and one.country != other.country and _side(one) == _side(other) == "state":
        return False
    if _side(one) is None or _side(other) is None:
        return True
    if _side(one) != _side(other):
        return {_side(one), _side(other)} == words().alike_sides
    return _is_kind(one) or _is_kind(other) or _side(one) == "state"


@lru_cache(maxsize=1 << 14)
def are_told_alike(one: str, other: str) -> bool:
    """Tell whether the words for one actor end as those for another do: one of them was read for other people.

    >>> are_told_alike("French paratroopers", "the paratroopers"), are_told_alike("French police", "Malian police")
    (True, False)
    """
    ours, theirs = name_key(one).split(), name_key(other).split()
    short, long_ = sorted((_without_article(ours), _without_article(theirs)), key=len)
    return bool(short) and long_[-len(short) :] == short


def _without_article(told: list[str]) -> list[str]:
    return told[1:] if told[:1] == ["the"] else told


def _is_short_for(one: Actor, other: Actor) -> bool:
    """Tell whether the name of the one is a part of a name of the other: "the Taliban" of "the Pakistani Taliban"."""
    if _is_kind(one) or _is_kind(other):
        return False
    entry = open_actors().entry(other)
    own = set(name_key(one.name).split())
    names = (other.name, *entry.aliases) if entry is not None else (other.name,)
    return any(own < set(name_key(name).split()) for name in names)


def _is_open(actor: Actor) -> bool:
    """Tell whether the words leave open who it is: gunmen, aircraft, a name that nothing is known of."""
    return (not actor.known and _land(actor) is None) or _slug(actor.id) in words().whoever


def _land(actor: Actor) -> str | None:
    """Return the country of an actor: its own, or the one whose people its name begins with ("Pakistani Rangers")."""
    if actor.country or actor.known:
        return actor.country
    first = actor.name.partition(" ")[0]
    countries = open_all_countries()
    country = countries.described(first) or countries.peopled(first) if first[:1].isupper() else None
    return country.iso if country is not None else None


def _is_joint(actor: Actor) -> bool:
    """Tell whether several states or groups act under one name, each of which may be named alone."""
    return bool(words().joint.search(actor.name))


def _is_kind(actor: Actor) -> bool:
    """Tell whether the words give a sort of actors ("rebels") rather than a name."""
    return actor.id.startswith("any:") or (":" in actor.id and len(actor.id.partition(":")[0]) == 2)


def _side(actor: Actor) -> str | None:
    return words().sides.get(actor.kind or "")


def _slug(id_: str) -> str:
    return _root(id_).partition(":")[2]


def _root(id_: str) -> str:
    return id_.partition("/")[0]
