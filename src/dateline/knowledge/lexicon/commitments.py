"""What a party's own word about an act to come amounts to: a promise, a refusal, a threat; read from one data file.

Invariant: only types and modes of the ontology come out, and every key of the file is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import KnowledgeError
from dateline.model import EventType

__all__ = ["Commitments", "commitments_from"]

_WORDS = {"own_will": ("auxiliaries", "adjectives", "verbs"), "condition": ("marks",)}


@dataclass(frozen=True, slots=True)
class Commitments:
    """Hold the words of one's own will, what saying so amounts to, and the modes that inner acts lend."""

    auxiliaries: frozenset[str]
    adjectives: frozenset[str]
    verbs: frozenset[str]
    threat_marks: frozenset[str]
    amounts_to: Mapping[EventType, EventType]
    refusing_amounts_to: Mapping[EventType, EventType]
    modes: Mapping[EventType, Mapping[str, str]]

    def mode(self, of: EventType, inner: EventType, inner_mode: str | None) -> str | None:
        """Return the mode that a request, refusal or threat has by the act inside it, or None."""
        known = self.modes.get(of, {})
        return known.get(f"{inner.value}:{inner_mode}", known.get(inner.value))


def commitments_from(raw: Mapping[str, Any], *, where: str) -> Commitments:
    """Check the file's content and return it; raises KnowledgeError naming file and key."""
    known = {*_WORDS, "amounts_to", "refusing_amounts_to", "modes"}
    strange = sorted(set(raw) ^ known)
    if strange:
        raise KnowledgeError(f"{where}: [{strange[0]}] is missing or not known; known are {', '.join(sorted(known))}")
    for table, lists in _WORDS.items():
        if set(raw[table]) != set(lists):
            raise KnowledgeError(f"{where}: [{table}] has the lists {', '.join(lists)}")
    modes = {
        _type(of, where): {_key(key, where): str(mode) for key, mode in table.items()}
        for of, table in raw["modes"].items()
    }
    will = raw["own_will"]
    return Commitments(
        auxiliaries=frozenset(will["auxiliaries"]),
        adjectives=frozenset(will["adjectives"]),
        verbs=frozenset(will["verbs"]),
        threat_marks=frozenset(raw["condition"]["marks"]),
        amounts_to={_type(a, where): _type(b, where) for a, b in raw["amounts_to"].items()},
        refusing_amounts_to={_type(a, where): _type(b, where) for a, b in raw["refusing_amounts_to"].items()},
        modes=modes,
    )


def _type(name: str, where: str) -> EventType:
    try:
        return EventType(name)
    except ValueError:
        raise KnowledgeError(f"{where}: {name!r} is not one of PLOVER's sixteen types") from None


def _key(key: str, where: str) -> str:
    _type(key.split(":")[0], where)
    return key
