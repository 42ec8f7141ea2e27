"""What becomes of somebody when the office is over, and who a name spelt a little otherwise is.

Invariant: only a public office makes one of the elite; whoever held no office is what they were.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.knowledge.actors import open_actors, open_groups
from dateline.knowledge.actors.known import RULING
from dateline.knowledge.describing.description import Description
from dateline.model import Actor

__all__ = ["OFFICES", "has_left", "loosely_named", "over"]

# Kinds whose office makes a public person, who is one of the elite when it is over.
OFFICES = frozenset({"government", "diplomat", "legislature", "judiciary", "intelligence", "igo"})


def over(found: Description) -> Description:
    """Tell of an office that it is over: who held a public one is of the elite."""
    group = open_groups().by_slug.get(found.role or "")
    if found.kind in OFFICES or (group is not None and (group.office or group.slug in RULING)):
        return replace(found, former=True, kind="elite", second=None)
    return replace(found, former=True)


def loosely_named(name: str) -> str | None:
    """Return the id of the person of a full name that is spelt a little otherwise, or with an initial more."""
    words = name.split()
    initials = [w for w in words[1:-1] if len(w.rstrip(".")) > 1]
    found = open_actors().person_named(name)
    if found is None and len(initials) < len(words) - 2:
        found = open_actors().alias(" ".join([words[0], *initials, words[-1]]))
    return found.id if found else None


def has_left(actor: Actor, day: str) -> bool:
    """Tell whether a pack knows offices of an actor, and all of them were over by the day."""
    offices = open_actors().offices(actor.id)
    return bool(offices) and all(o.interval.outer[1].isoformat() < day for o in offices)
