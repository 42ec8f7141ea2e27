"""The closed list of actor kinds: PLOVER's sectors in lower case, with our definitions, and what others call them.

Invariant: every kind used in any data file is on this list, and what ACLED and UCDP call an actor follows from its
kind, its country and where it acts, by this one table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_all_countries
from dateline.model import Actor

__all__ = ["Inter", "Kind", "UcdpType", "inter", "inter_of", "kinds_from", "open_kinds", "ucdp_type"]

# Heads of the ids of groups that are known by a noun alone, besides the codes of countries.
_ANY = "any"


class Inter(StrEnum):
    """Name ACLED's inter codes, as its codebook does since 2024; `code` is the number that it used before."""

    STATE = "State forces"
    REBEL = "Rebel group"
    POLITICAL_MILITIA = "Political militia"
    IDENTITY_MILITIA = "Identity militia"
    RIOTERS = "Rioters"
    PROTESTERS = "Protesters"
    CIVILIANS = "Civilians"
    EXTERNAL = "External/Other forces"

    @property
    def code(self) -> int:
        """ACLED's number for it, 1 to 8.

        >>> Inter("Civilians").code
        7
        """
        return list(Inter).index(self) + 1


class UcdpType(StrEnum):
    """Name UCDP's sorts of actors: states, groups with a name of their own, groups without one, and civilians."""

    STATE = "state"
    FORMAL = "formally organised group"
    INFORMAL = "informally organised group"
    CIVILIANS = "civilians"


@dataclass(frozen=True, slots=True)
class Kind:
    """Name one kind, with PLOVER's code and what we mean by it, and what ACLED and UCDP take it for, if anything."""

    name: str
    code: str
    means: str
    inter: Inter | None = None
    ucdp: str | None = None


@lru_cache(maxsize=1)
def open_kinds() -> Mapping[str, Kind]:
    """Return all kinds by name. Raises KnowledgeError where an entry breaks the schema."""
    return kinds_from(read_toml(resources.files(__package__).joinpath("kinds.toml")))


def kinds_from(raw: Mapping[str, Any]) -> Mapping[str, Kind]:
    """Check the content of the file and return it; raises KnowledgeError naming the entry that breaks it."""
    found = {}
    for name, fields in raw.items():
        if not isinstance(fields, dict) or not {"code", "means"} <= set(fields) <= {"code", "means", "inter", "ucdp"}:
            raise KnowledgeError(
                f"kinds.toml: {name} needs `code` and `means`, and knows only `inter` and `ucdp` besides"
            )
        if fields.get("inter", Inter.STATE) not in list(Inter):
            raise KnowledgeError(f"kinds.toml: {name}: inter is one of {', '.join(Inter)}, not {fields['inter']!r}")
        if fields.get("ucdp", "state") not in ("state", "armed", "civilian"):
            raise KnowledgeError(f"kinds.toml: {name}: ucdp is state, armed or civilian, not {fields['ucdp']!r}")
        inter = Inter(fields["inter"]) if "inter" in fields else None
        found[name] = Kind(name, fields["code"], fields["means"], inter, fields.get("ucdp"))
    return found


def inter_of(kind: str | None, *, country: str | None = None, scene: str | None = None) -> Inter | None:
    """Return ACLED's inter code of actors of a kind and a country (ISO-2) who act in country `scene`, or None.

    A state's forces outside of their state are external forces.

    >>> inter_of("military", country="IQ", scene="IQ"), inter_of("military", country="US", scene="IQ")
    (<Inter.STATE: 'State forces'>, <Inter.EXTERNAL: 'External/Other forces'>)
    """
    known = open_kinds().get(kind or "")
    if known is None:
        return None
    abroad = country is not None and scene is not None and country != scene
    return Inter.EXTERNAL if known.inter is Inter.STATE and abroad else known.inter


def inter(actor: Actor, *, scene: str | None = None) -> Inter | None:
    """Return ACLED's inter code of an actor who acts in country `scene` (ISO-2), or None where its kind has none."""
    return inter_of(actor.kind, country=actor.country, scene=scene)


def ucdp_type(actor: Actor) -> UcdpType | None:
    """Return which sort of actor UCDP takes an actor for, or None where it has no such side.

    An armed group is formally organised where it has a name of its own, and informally where only a noun tells it.

    >>> ucdp_type(Actor("mahdi-army", "Mahdi Army", "militia", "IQ")), ucdp_type(Actor("any:gunmen", "gunmen", "rebel"))
    (<UcdpType.FORMAL: 'formally organised group'>, <UcdpType.INFORMAL: 'informally organised group'>)
    """
    known = open_kinds().get(actor.kind or "")
    if known is None or known.ucdp is None:
        return None
    if known.ucdp != "armed":
        return UcdpType.STATE if known.ucdp == "state" else UcdpType.CIVILIANS
    head, colon, _ = actor.id.partition(":")
    unnamed = bool(colon) and (head == _ANY or head in open_all_countries().by_code)
    return UcdpType.INFORMAL if unnamed else UcdpType.FORMAL
