"""Whether two reports tell of acts against the same people: a raid on farmers is none on a mayor.

Invariant: two reports are set apart only where both say whom the act was done to, and nobody of the one may be anybody
of the other; a name and a description may always mean the same person. Whoever is struck back is no other doer.
"""

from __future__ import annotations

from dateline.knowledge.names import name_key
from dateline.model import Actor, Party, Report
from dateline.reconciling.incidents.contradictions.doers import may_be_one
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["are_others", "strikes"]


def are_others(one: Report, other: Report) -> bool:
    """Tell whether whom the one act was done to excludes whom the other was."""
    ours, theirs = one.recipients, other.recipients
    return bool(ours and theirs) and not any(_may_be_one(a, b) for a in ours for b in theirs)


def strikes(report: Report, doer: Actor, other: Report | None = None) -> bool:
    """Tell whether an act is done to whoever did another: guards who shot the raiders dead are no raiders.

    `other` tells of the doer's act, where a report does; acts against the same people do not answer each other.
    """
    if other is not None and {p.actor.id for p in report.recipients} & {p.actor.id for p in other.recipients}:
        return False
    return any(_is_struck(party, doer) for party in report.recipients)


def _is_struck(party: Party, doer: Actor) -> bool:
    """Tell whether those to whom something was done may be `doer`: both of a state's, or neither, and armed."""
    side = words().sides.get(party.actor.kind or "")
    is_armed = side not in (None, "people") or words().harming.search(party.evidence.words) is not None
    is_states = words().sides.get(doer.kind or "") == "state"
    return is_armed and (side == "state") == is_states and may_be_one(party.actor, doer)


def _may_be_one(one: Party, other: Party) -> bool:
    a, b = one.actor, other.actor
    if a.id == b.id or _is_anybody(one) or _is_anybody(other):
        return True
    is_named = _has_name(one), _has_name(other)
    if all(is_named):
        return bool(set(name_key(a.name).split()) & set(name_key(b.name).split())) or _is_group(one) or _is_group(other)
    if any(is_named) or a.kind is None or b.kind is None:
        return any(is_named) or _noun(one) == _noun(other)
    return a.kind == b.kind or {a.kind, b.kind} <= words().civil or {a.kind, b.kind} <= words().alike_people


def _is_anybody(party: Party) -> bool:
    slug = party.actor.id.partition(":")[2].partition("/")[0]
    return slug in words().anybody or slug in words().whoever or _noun(party) in words().people


def _is_group(party: Party) -> bool:
    """Tell whether the name is that of a group, of which anybody may be a member."""
    return party.actor.known


def _has_name(party: Party) -> bool:
    """Tell whether the words hold a name."""
    head = party.evidence.words.partition(" of ")[0]  # "the mayor of Huanta" has none
    return any(word[:1].isupper() and word.lower() not in words().no_names for word in head.split())


def _noun(party: Party) -> str:
    return party.evidence.words.lower().split()[-1].removesuffix("s")
