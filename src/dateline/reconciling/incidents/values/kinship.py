"""Who is named more closely by one name than by another: a unit and its army, a group and what it is part of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dateline.knowledge.actors import open_actors
from dateline.model import Actor

__all__ = ["closer", "is_part_of"]


def is_part_of(part: str, whole: str) -> bool:
    """Tell whether an actor (id) is, at any time, part of another, a wing or a member of it, as far as packs know.

    >>> is_part_of("ramazan-corps", "qods-force"), is_part_of("qods-force", "ramazan-corps")
    (True, False)
    """
    return whole in _ancestors(part)


@lru_cache(maxsize=65_536)
def _ancestors(id_: str) -> frozenset[str]:
    return frozenset(open_actors().ancestors(id_))


def closer(actors: Sequence[Actor]) -> Mapping[str, str]:
    """Return which of several actors, named in one role of one incident, stands for which wider one.

    A wider name leads to a closer one only where there is just one that it can mean: with two units of one army named,
    the army stays beside them.
    """
    found: dict[str, str] = {}
    for wide in actors:
        parts = [actor.id for actor in actors if actor.id != wide.id and is_part_of(actor.id, wide.id)]
        closest = [id_ for id_ in parts if not any(is_part_of(other, id_) for other in parts)]
        if len(closest) == 1:
            found[wide.id] = closest[0]
    return found
