"""One named actor of a pack: what it is called, what it is, whom it belongs to and which offices it held.

Invariant: a parent or an office holds for an interval; what has no date says so by leaving it out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge.actors.kinds import open_kinds
from dateline.model import Actor

__all__ = ["ActorEntry", "Office", "Parent", "entry_from"]

_FIELDS = {"id", "name", "kind", "country", "aliases", "person", "parents", "offices", "followers"}


@dataclass(frozen=True, slots=True)
class Parent:
    """Name what an actor is part of, from `since` to `until` (EDTF dates or None), and on what ground."""

    id: str
    since: str | None = None
    until: str | None = None
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Name an office that a person held, from `since` to `until` (EDTF dates or None)."""

    office: str
    since: str | None = None
    until: str | None = None

    def held_on(self, day: str) -> bool:
        """Tell whether the office was held on `day` (ISO date); what is not bounded holds."""
        return (self.since or "") <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Hold one entry; `followers` is the id of the group that a person's followers are."""

    actor: Actor
    aliases: tuple[str, ...]
    person: bool = False
    parents: tuple[Parent, ...] = ()
    offices: tuple[Office, ...] = ()
    followers: str | None = None
    digest: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.actor.name, *self.aliases)


def entry_from(raw: Mapping[str, Any], where: str) -> ActorEntry:
    """Check one table of a pack and make the entry; raises KnowledgeError naming file and entry."""
    where = f"{where}: actor {raw.get('id', '?')!r}"
    unknown = set(raw) - _FIELDS
    if unknown or not {"id", "name", "kind"} <= set(raw):
        raise KnowledgeError(f"{where} needs id, name and kind, and knows only {sorted(_FIELDS)}")
    if raw["kind"] not in open_kinds():
        raise KnowledgeError(f"{where}: there is no kind {raw['kind']!r}; see kinds.toml")
    country = raw.get("country")
    if country is not None and (len(country) != 2 or not country.isupper()):
        raise KnowledgeError(f"{where}: {country!r} is no ISO 3166-1 alpha-2 code")
    try:
        parents = tuple(Parent(**p) for p in raw.get("parents", ()))
        offices = tuple(Office(**o) for o in raw.get("offices", ()))
    except TypeError as error:
        raise KnowledgeError(f"{where}: a parent has id, since, until, cite; an office office, since, until") from error
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:16]
    return ActorEntry(
        Actor(raw["id"], raw["name"], raw["kind"], country),
        tuple(raw.get("aliases", ())),
        bool(raw.get("person", False)),
        parents,
        offices,
        raw.get("followers"),
        digest,
    )
