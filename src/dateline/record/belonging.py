"""Which incidents belong to others, where only one of the two was gone through again.

Invariant: an incident belongs to the incidents that are shown; what ties it to one that was not gone through stays as
it was, and what ties one that was not gone through to it follows its id.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from dateline.model import Membership, PartHow
from dateline.record import tables
from dateline.record.incidents import holding

__all__ = ["kept_memberships", "led_on", "memberships_of"]

Told = Mapping[str, tuple[Membership, ...]]


def memberships_of(shown: Iterable[Mapping[str, Any]]) -> tuple[Membership, ...]:
    """Return what an incident belongs to, from `part_of` as it is shown."""
    return tuple(Membership(one["id"], PartHow(one["how"]), one["score"]) for one in shown)


def kept_memberships(then: Told, now: Told, leading: Mapping[str, str]) -> dict[str, tuple[Membership, ...]]:
    """Return what incidents belong to: as they were grouped `now`, and `then` to incidents that were not gone through.

    `then` has all incidents that were gone through, under the ids that they had, `now` those that they became;
    `leading` says where the ids lead that are no more.

    >>> outside = Membership("i9", PartHow.PART, 0.6)
    >>> kept_memberships({"i1": (outside,), "i2": ()}, {"i2": ()}, {"i1": "i2"})
    {'i2': (Membership(id='i9', how=<PartHow.PART: 'part'>, score=0.6),)}
    """
    found: dict[str, dict[str, Membership]] = {id_: {one.id: one for one in told} for id_, told in now.items()}
    for id_, told in sorted(then.items()):
        own = found.get(id_ if id_ in now else leading.get(id_, ""))
        for one in told:
            if own is not None and one.id not in then and one.id not in now:
                known = own.get(one.id)
                own[one.id] = one if known is None or known.score < one.score else known
    return {id_: _surest(own.values()) for id_, own in found.items()}


def _surest(told: Iterable[Membership]) -> tuple[Membership, ...]:
    """Return memberships, the surest first: of what lasts an event is part of one thing, any number may count it."""
    ordered = sorted(told, key=lambda one: (-one.score, one.id))
    part = next((one for one in ordered if one.how is PartHow.PART), None)
    return tuple(one for one in ordered if one.how is not PartHow.PART or one is part)


def led_on(
    connection: Connection, gone: Collection[str], leading: Mapping[str, str], besides: Collection[str]
) -> list[dict[str, Any]]:
    """Return the rows of incidents that belong to one that is gone, belonging to the one that its id leads to now.

    Those in `besides` are written anew anyway.
    """
    if not gone:
        return []
    asked, found = holding("incidents").where(tables.incidents.c.part_of != "[]"), []
    for row in connection.execute(asked).mappings():
        told = json.loads(row["part_of"])
        if row["id"] in besides or not any(one["id"] in gone for one in told):
            continue
        best: dict[str, dict[str, Any]] = {}
        for one in told:
            id_ = leading.get(one["id"], "") if one["id"] in gone else one["id"]
            if id_ not in ("", row["id"]) and (id_ not in best or best[id_]["score"] < one["score"]):
                best[id_] = {**one, "id": id_}
        kept = {key: row[key] for key in row if key not in ("row", "reconciliation", "holds")}
        told = sorted(best.values(), key=lambda one: (-one["score"], one["id"]))
        found.append({**kept, "part_of": json.dumps(told, ensure_ascii=False)})
    return found
