"""Relations between actors in words, the same in a terminal and on a page."""

from __future__ import annotations

from dateline.knowledge.actors.relations import RelationKind

__all__ = ["RELATION_WORDS", "said_interval"]

# How a relation reads from the actor that it is written under, and from the other side.
RELATION_WORDS = {
    RelationKind.PARENT: ("part of", "part"),
    RelationKind.ARMED_WING_OF: ("armed wing of", "armed wing"),
    RelationKind.MEMBER_OF: ("member of", "member"),
    RelationKind.LED_BY: ("led by", "leads"),
    RelationKind.ALLIED: ("allied with", "allied with"),
    RelationKind.SPLIT_FROM: ("split from", "split off from it"),
    RelationKind.SPLIT_INTO: ("split into", "came out of"),
    RelationKind.FOLLOWERS: ("followers", "followers of"),
}


def said_interval(since: str | None, until: str | None) -> str:
    """Say an interval; an end that is not known is left out.

    >>> said_interval("2003", None), said_interval(None, "2008-06"), said_interval("2003", "2008-06")
    ('since 2003', 'until 2008-06', '2003 to 2008-06')
    >>> said_interval(None, None)
    ''
    """
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""
