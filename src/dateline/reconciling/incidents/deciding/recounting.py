"""Decisions in words: who decided what, what became of it, and what the machine had proposed.

Invariant: what is told of a decision is what it says itself and what became of it; nothing is looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from dateline.model import COUNTS, Act, Decision, Role
from dateline.model.occasion import OCCASION
from dateline.reconciling.incidents.deciding.conflicts import Effect

__all__ = [
    "FIELDS",
    "effect_in_words",
    "figures_in_words",
    "names_in",
    "proposal_in_words",
    "proposals",
    "proposed",
    "said_proposals",
    "told",
]

_VERBS = {
    Act.ACCEPT: "accepted {}",
    Act.REJECT: "rejected {}",
    Act.UNSURE: "is unsure about {}",
    Act.MERGE: "merged {}",
    Act.DIFFERENT: "holds {} to be different",
    Act.UNDO: "took back {}",
}
# In the order in which they are told. What a decision keeps besides is for those who compare.
FIELDS = ("level", "type", "mode", "status", "actors", "recipients", "place", "when", *COUNTS, "means", "target")
# Ids that are named one by one; of more the first are, and the others counted.
_NAMED = 8
_NOBODY: Mapping[str, str] = MappingProxyType({})


def told(one: Decision) -> str:
    """Say what somebody decided, in one line without the reason.

    >>> from dateline.model import Moment
    >>> told(Decision("k1", Act.MERGE, ("i1", "i2"), "Ada", Moment("2024-05-02"), role=Role.LEAD))
    'Ada (lead) merged i1 and i2'
    """
    who = f"{one.reviewer} (lead)" if one.role is Role.LEAD else one.reviewer
    return f"{who} {_done(one)}"


def _done(one: Decision) -> str:
    if one.act is Act.EDIT:
        whose = f"{one.field} of {_listed(one.targets)}"
        return f"emptied {whose}" if one.value is None else f"set {whose} to {one.value}"
    if one.act is Act.SPLIT:
        return f"split {_listed(one.targets[1:])} from {one.targets[0]}"
    if one.act is Act.MOVE:
        return f"moved {_listed(one.targets[:-1])} to {one.targets[-1]}"
    return _VERBS[one.act].format(_listed(one.targets))


def _listed(ids: Iterable[str]) -> str:
    *first, last = ids
    if len(first) >= _NAMED:
        return f"{', '.join(first[: _NAMED - 2])} and {len(first) - _NAMED + 3:,} more"
    return f"{', '.join(first)} and {last}" if first else last


def effect_in_words(effect: str, by: Iterable[str] = (), why: str | None = None) -> str:
    """Say what became of a decision: the value of an `Effect`, the decisions that it is because of, and why.

    >>> effect_in_words("overruled", ["k2"]), effect_in_words("unapplied", why="the report r1 is not there any more")
    ('overruled by k2', 'not applied: the report r1 is not there any more')
    """
    others = _listed(by) if (by := tuple(by)) else ""
    said = {
        Effect.APPLIED: "applied",
        Effect.REPLACED: f"replaced by {others}",
        Effect.OVERRULED: f"overruled by {others}",
        Effect.CONTESTED: f"contested by {others}, open until a lead decides",
        Effect.UNAPPLIED: "not applied",
        Effect.UNDONE: f"taken back by {others}",
    }[Effect(effect)]
    if not others:
        said = said.partition(" by ")[0]
    if why is None:
        return said
    return f"{said}: {why}" if effect == Effect.UNAPPLIED else f"{said}; not in full: {why}"


def proposals(one: Decision) -> Mapping[str, Mapping[str, Any]]:
    """Return what the machine had proposed of each incident that a decision is about, as the reviewer saw it."""
    if one.proposal is None:
        return {}
    try:
        kept = json.loads(one.proposal)
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {id_: row for id_, row in kept.items() if isinstance(row, dict) and id_ != OCCASION}


def proposed(row: Mapping[str, Any], field: str, *, names: Mapping[str, str] = _NOBODY) -> str:
    """Say what a proposal has in one field; `names` lead from ids to what is shown instead.

    >>> proposed({"killed": [9, 10, 12]}, "killed"), proposed({}, "place")
    ('9-12, best 10', 'nothing')
    """
    value = row.get(field)
    if value in (None, []):
        return "nothing"
    if field in COUNTS:
        return figures_in_words(*value)
    ids = value if isinstance(value, list) else [str(value)]
    return "; ".join(names.get(id_, id_) for id_ in ids)


def figures_in_words(low: int | None, best: int | None, high: int | None) -> str:
    """Say a count of people or things.

    >>> figures_in_words(9, 10, 12), figures_in_words(9, None, None), figures_in_words(None, None, 4)
    ('9-12, best 10', '9+', 'up to 4')
    """
    if low == high:
        return str(low if low is not None else best)
    said = f"up to {high}" if low is None else f"{low}+" if high is None else f"{low}-{high}"
    return said if best is None else f"{said}, best {best}"


def proposal_in_words(row: Mapping[str, Any], *, names: Mapping[str, str] = _NOBODY) -> str:
    """Say all that was proposed of one incident, in one line.

    >>> proposal_in_words({"type": "ASSAULT", "killed": [3, 3, 3], "reports": ["r1", "r2"], "score": 1.0})
    '2 reports; type ASSAULT, killed 3'
    """
    total = len(row.get("reports", ()))
    values = [f"{name} {proposed(row, name, names=names)}" for name in FIELDS if row.get(name) not in (None, [])]
    return f"{total} report{'s' * (total != 1)}; {', '.join(values)}" if values else f"{total} reports"


def said_proposals(one: Decision, *, names: Mapping[str, str] = _NOBODY) -> dict[str, str]:
    """Say what was proposed of each incident that a decision is about: of an edit the edited field alone."""
    found = {}
    for id_, seen in proposals(one).items():
        if one.act is Act.EDIT:
            found[id_] = f"{one.field} {proposed(seen, one.field or '', names=names)}"
        else:
            found[id_] = proposal_in_words(seen, names=names)
    return found


def names_in(reports: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of the actors and places that some reports name, by their ids."""
    parts = ("actors", "recipients", "places")
    return {named["id"]: named["name"] for report in reports for part in parts for named in report[part]}
