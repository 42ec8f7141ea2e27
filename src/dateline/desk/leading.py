"""Where pages stand that were asked by the id of something that was merged with another since.

Invariant: who asks for an actor or an incident by an id that it had once comes to the address of what it is now, so
that page, chips and facets name the same; exports answer under either with the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk

__all__ = ["led_on"]


def led_on(desk: Desk, asked: Asked) -> Asked | None:
    """Return what was asked with the ids of today in its filters, or None where it has no others."""
    filters = dict(asked.filters)
    for key, leads_to in _LEADING.items():
        if key in filters:
            filters[key] = tuple(dict.fromkeys(leads_to(desk, value) for value in filters[key]))
    return replace(asked, filters=filters) if filters != asked.filters else None


def _actor(desk: Desk, id_: str) -> str:
    return desk.now.actors.leads_to(id_)


def _incident(desk: Desk, id_: str) -> str:
    return id_ if desk.now.number_of(id_) is not None else desk.record.leads_to(id_)


_LEADING: Mapping[str, Callable[[Desk, str], str]] = {
    "actor": _actor,
    "doer": _actor,
    "recipient": _actor,
    "voice": _actor,
    "incident": _incident,
}
