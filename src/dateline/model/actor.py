"""Who acts, or is acted upon.

Invariant: an Actor is the same thing under every spelling; the spelling used in a report is its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.evidence import Evidence

__all__ = ["Actor", "Party", "PartyMissing"]


class PartyMissing(StrEnum):
    """Say why a report names no actor, or no recipient."""

    NOT_STATED = "not_stated"
    PASSIVE_WITHOUT_AGENT = "passive_without_agent"
    NOT_AN_ACTOR = "not_an_actor"
    UNRESOLVED_PRONOUN = "unresolved_pronoun"


@dataclass(frozen=True, slots=True)
class Actor:
    """Name one person, group, force, institution, state or kind of people.

    `kind` is a PLOVER sector in lower case (`military`, `police`, `rebel`, `government`, `civilian` ...; the list is
    `knowledge/ontology`), or None where nothing tells; `country` is ISO 3166-1 alpha-2, for a state that is no more
    ISO 3166-3, or None. `known` is False for an actor that no pack or pattern knows and that carries its own words as
    its name.
    """

    id: str
    name: str
    kind: str | None = None
    country: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Party:
    """Put an Actor in a role of one report, with the words that name it there."""

    actor: Actor
    evidence: Evidence
