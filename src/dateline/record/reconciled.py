"""What bringing reports together into incidents depends on, and what it did.

Invariant: incidents are up to date where nothing that they are a function of changed since they were made; to tell that
takes no arithmetic, so that a build that finds nothing new loads none.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.reconciling.incidents import matcher_version
from dateline.record import tables
from dateline.record.letters import letters_digest

__all__ = ["Reconciled", "State", "is_current", "last_state", "state_of"]

_DONE = tables.reconciliations


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Say what a reconciliation did: how many incidents are new, changed or gone, and whether it went through all."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Hold what incidents are a function of, as the newest row of each sort, and the matcher that makes them,
    with the digest of the letters that a user gives to sources, where there are any."""

    coding: int
    link: int
    derivation: int
    decision: int
    matcher: str


def state_of(connection: Connection) -> State:
    """Return the state of a record as it is now; raises SettingsError where the user's letters are refused."""
    newest = (tables.codings.c.id, tables.actor_links.c.row, tables.derivations.c.row, tables.decisions.c.number)
    asked = select(*(func.coalesce(select(func.max(one)).scalar_subquery(), 0) for one in newest))
    coding, link, derivation, decision = map(int, connection.execute(asked).one())
    letters = letters_digest()
    matcher = f"{matcher_version()}-{letters}" if letters else matcher_version()
    return State(coding, link, derivation, decision, matcher)


def last_state(connection: Connection) -> State | None:
    """Return the state of which the newest incidents are a function, or None where there are none."""
    asked = select(_DONE.c.coding, _DONE.c.link, _DONE.c.derivation, _DONE.c.decision, _DONE.c.matcher)
    found = connection.execute(asked.order_by(_DONE.c.id.desc()).limit(1)).first()
    return State(*found) if found else None


def is_current(connection: Connection) -> bool:
    """Tell whether the incidents are those of now; those of a record without documents are."""
    now = state_of(connection)
    return not now.coding or last_state(connection) == now
