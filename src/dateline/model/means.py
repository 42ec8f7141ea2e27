"""What an act was done with, and what sort of thing it was done to.

Invariant: both are said by words of the text, which are the evidence; where no word says it, there is none. Neither
belongs to the id of a report: a coder that reads them better still speaks of the same report.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.evidence import Evidence

__all__ = ["Means", "MeansKind", "Target", "TargetKind"]


class MeansKind(StrEnum):
    """Name a weapon or means: PLOVER's modes of assault, with those apart that ACLED's sub-events tell apart.

    What each takes in, and the words for it, are in `knowledge/lexicon/means.toml`.
    """

    SUICIDE = "suicide"
    CHEMICAL = "chemical"
    DRONE = "drone"
    AERIAL = "aerial"
    HEAVY_WEAPONS = "heavy-weapons"
    GRENADE = "grenade"
    EXPLOSIVES = "explosives"
    CROWD_CONTROL = "crowd-control"
    FIREARMS = "firearms"
    MELEE = "melee"
    VEHICLE = "vehicle"
    FIRE = "fire"
    CYBER = "cyber"
    OTHER = "other"


class TargetKind(StrEnum):
    """Name the sort of people or things that an act is directed at; what each takes in is in `targets.toml`."""

    MILITARY = "military"
    POLICE = "police"
    ARMED_GROUP = "armed-group"
    GOVERNMENT = "government"
    CIVILIAN = "civilian"
    WEAPONS = "weapons"
    PROPERTY = "property"
    INFRASTRUCTURE = "infrastructure"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Means:
    """Say what an act was done with, and the words that say so."""

    kind: MeansKind
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target:
    """Say what sort of people or things an act was directed at, and the words that name them."""

    kind: TargetKind
    evidence: Evidence
