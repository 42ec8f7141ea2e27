"""What the reports are about: one thing that happened, or was said to, with every source that says so.

Invariant: an id is minted once. A merge keeps the survivor's and adds the others as redirects; a split keeps it with
the larger part. A value is there only where a report of the incident says it, and names the reports that do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateline.model.actor import Actor
from dateline.model.evidence import Evidence
from dateline.model.moment import Moment
from dateline.model.place import Place, PlacePrecision
from dateline.model.quantity import Range
from dateline.model.report import EventType, Status

__all__ = [
    "Contradiction",
    "Corroboration",
    "Credibility",
    "Disputed",
    "Grade",
    "Incident",
    "Level",
    "Membership",
    "PartHow",
    "Quote",
    "Reliability",
    "Reviewed",
    "RunnerUp",
    "Side",
    "Sources",
    "SupportedActor",
    "SupportedCount",
    "SupportedMoment",
    "SupportedPlace",
]


class Level(StrEnum):
    """Say what an incident is: one event, one that lasts and has parts, or a count of several."""

    SINGLE = "single"
    EPISODE = "episode"
    AGGREGATE = "aggregate"


class Grade(StrEnum):
    """Say who stands behind an incident, after copies and citations are traced to their origins."""

    SINGLE_ORIGIN = "single origin"
    CORROBORATED = "corroborated"
    CORROBORATED_BY_KINDS = "corroborated by different kinds"
    CONTESTED = "contested"
    RETRACTED = "retracted"


class Reliability(StrEnum):
    """Give the Admiralty letter of the best source; F is a source of which nothing is known."""

    COMPLETELY = "A"
    USUALLY = "B"
    FAIRLY = "C"
    NOT_USUALLY = "D"
    UNRELIABLE = "E"
    UNKNOWN = "F"


class Credibility(StrEnum):
    """Give the Admiralty number of the information; 6 is information of which the truth cannot be judged."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


class Disputed(StrEnum):
    """Say on what the sides of a contradiction differ."""

    DATE = "date"
    PLACE = "place"
    NUMBER = "number"
    ACTOR = "actor"
    OUTCOME = "outcome"
    STATUS = "status"


class PartHow(StrEnum):
    """Say how one incident belongs to another: it is a part of an episode, or counted by an aggregate."""

    PART = "part"
    COUNTED = "counted"


class Reviewed(StrEnum):
    """Say what people made of an incident; `disputed` where reviewers differ and no lead has decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Quote:
    """Quote a document: which one, and the words there."""

    document: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one side of a contradiction: what it says, in words, and who says it where."""

    value: str
    reports: tuple[str, ...]
    voices: tuple[str, ...]
    quotes: tuple[Quote, ...]

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError(f"the side {self.value!r} quotes nothing; a side without words does not exist")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Hold two or more sides that cannot all be right, and on what they differ.

    `field` names what differs (`when`, `place`, `killed`, `actors`, `status` ...; a claim's kind where claims differ),
    `claims` are the ids of the claims that a side rests on where no report does. `weight` in [0, 1] says how much
    speaks for both sides: 1 where independent sources stand on each and the values are far apart. `why` is a sentence.
    """

    disputed: Disputed
    field: str
    sides: tuple[Side, ...]
    weight: float
    why: str
    incident: str | None = None
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise ValueError("a contradiction has two sides or more")
        if not 0 <= self.weight <= 1:
            raise ValueError(f"a weight of {self.weight} is none")

    @property
    def id(self) -> str:
        """Identify the contradiction by what differs, the words on each side, and the incident that it is about."""
        quotes = sorted((q.document, q.evidence.start, q.evidence.end) for side in self.sides for q in side.quotes)
        said = [self.disputed.value, self.field, *(str(part) for quote in quotes for part in quote)]
        if self.incident is not None:  # two incidents of the same documents may both quote the same words
            said.append(self.incident)
        return "x" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SupportedActor:
    """Name an actor of an incident, and the reports that name it in that role."""

    actor: Actor
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupportedPlace:
    """Say where: the closest place that all who agree allow, and the reports that say so."""

    place: Place
    precision: PlacePrecision
    reports: tuple[str, ...]
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class SupportedMoment:
    """Say when: the time that all who agree allow, and the reports that say so."""

    moment: Moment
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupportedCount:
    """Give low, best and high over independent origins, and the reports that give figures."""

    range: Range
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Count who stands behind an incident.

    `voices` counts all speakers and outlets, `independent` the origins that are left once what derives from what is
    traced; `groups` are the ids of the reports of each origin, the largest first. `effective` is the number of
    independent sources after Dong et al.'s discount for likely copying, in [1, independent]; `kinds` are the kinds of
    the origins' voices.
    """

    voices: int
    independent: int
    groups: tuple[tuple[str, ...], ...]
    effective: float
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Grade an incident by its sources: the grade, why in a sentence, and the Admiralty pair."""

    grade: Grade
    why: str
    reliability: Reliability
    credibility: Credibility


@dataclass(frozen=True, slots=True)
class Membership:
    """Say that an incident belongs to another, how, and how sure that is, in [0, 1]."""

    id: str
    how: PartHow
    score: float


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """Name an incident that this one was nearly taken for: the match probability in [0, 1], and why, in words."""

    id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Group the reports that tell of one thing, and hold what they say together.

    `score` is the match probability of its weakest join, in [0, 1]; 1 where one document tells of it. `events` is
    how many events an aggregate counts, where it says so. `edited` leads
    from the fields that people set to the ids of their decisions.
    """

    id: str
    reports: tuple[str, ...]
    type: EventType
    status: Status
    sources: Sources
    corroboration: Corroboration
    redirects: tuple[str, ...] = ()
    level: Level = Level.SINGLE
    mode: str | None = None
    actors: tuple[SupportedActor, ...] = ()
    recipients: tuple[SupportedActor, ...] = ()
    place: SupportedPlace | None = None
    when: SupportedMoment | None = None
    counts: Mapping[str, SupportedCount] = field(default_factory=dict)
    means: str | None = None
    target: str | None = None
    events: Range | None = None
    contradictions: tuple[Contradiction, ...] = ()
    part_of: tuple[Membership, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()
    score: float = 1.0
    reviewed: Reviewed | None = None
    edited: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.reports:
            raise ValueError(f"incident {self.id} has no report; an incident without a source does not exist")
        if len(set(self.reports)) != len(self.reports):
            raise ValueError(f"incident {self.id} lists a report twice")

    def renamed(self, id_: str, redirects: tuple[str, ...] = ()) -> Incident:
        """Return the incident under the id that it is known by, with the ids that lead there."""
        return replace(self, id=id_, redirects=redirects)
