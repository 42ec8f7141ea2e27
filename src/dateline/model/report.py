"""One statement, in one sentence, that an event happened, goes on, is planned, is possible or is denied.

Invariant: every field that says something carries Evidence, and every field that says nothing carries the reason
(counts, means and target have none: most acts have no such thing).
A report is a directed atom (actor, action, recipient); undirected views are derived from it, never stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.actor import Party, PartyMissing
from dateline.model.document import ZoneKind
from dateline.model.evidence import Evidence
from dateline.model.means import Means, Target
from dateline.model.moment import Dating, WhenMissing
from dateline.model.place import PlaceMissing, Placing
from dateline.model.quantity import Count
from dateline.model.voice import OWN_VOICE, Chain

__all__ = ["COUNTS", "EventType", "Report", "Status"]

# The fields that count, in the order in which they are shown: persons, then the strength of a force, then weapons.
COUNTS = ("killed", "injured", "captured", "displaced", "force", "weapons")


class EventType(StrEnum):
    """The sixteen event types of PLOVER (Open Event Data Alliance); modes and definitions are in `knowledge`."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Say whether it happened: PLOVER's auxiliary modes, with `occurred` and `ongoing` told apart."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class _Identified:
    """Keep the id of a report, which is asked for again and again; it is no field, and a changed copy has none yet."""

    __slots__ = ("_id",)
    _id: str


@dataclass(frozen=True, slots=True)
class Report(_Identified):
    """Hold one coded statement; see `dateline.model.schema` for every field's meaning."""

    document: str
    zone: ZoneKind
    sentence: Evidence
    trigger: Evidence
    type: EventType
    mode: str | None
    status: Status
    coder: str
    sense: str | None = None
    contexts: tuple[str, ...] = ()
    hedged: bool = False
    historical: bool = False
    actors: tuple[Party, ...] = ()
    actors_missing: PartyMissing | None = None
    recipients: tuple[Party, ...] = ()
    recipients_missing: PartyMissing | None = None
    places: tuple[Placing, ...] = ()
    place_missing: PlaceMissing | None = None
    when: Dating | None = None
    when_missing: WhenMissing | None = None
    killed: Count | None = None
    injured: Count | None = None
    captured: Count | None = None
    displaced: Count | None = None
    force: Count | None = None
    means: Means | None = None
    target: Target | None = None
    weapons: Count | None = None
    voices: Chain = OWN_VOICE
    scores: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value, reason in (
            ("actors", self.actors, self.actors_missing),
            ("recipients", self.recipients, self.recipients_missing),
            ("places", self.places, self.place_missing),
            ("when", self.when, self.when_missing),
        ):
            if bool(value) == bool(reason):
                raise ValueError(f"report on {self.trigger.words!r}: {name} needs either a value or a reason, not both")
        if not self.sentence.span.contains(self.trigger.span):
            raise ValueError(f"the trigger {self.trigger.words!r} stands outside its sentence")

    @property
    def id(self) -> str:
        """Identify the report by what it says and where: the same words coded alike have the same id in any run."""
        try:
            return self._id
        except AttributeError:
            object.__setattr__(self, "_id", self._made_id())
            return self._id

    def _made_id(self) -> str:
        said = [self.document, self.trigger.start, self.trigger.end, self.type.value]
        said += [p.evidence.start for p in self.actors] + ["|"] + [p.evidence.start for p in self.recipients]
        return "r" + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]

    @property
    def place(self) -> Placing | None:
        """The first placing; the one the words put closest to the event."""
        return self.places[0] if self.places else None

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the name and the count of every field of COUNTS that says something."""
        for name in COUNTS:
            count: Count | None = getattr(self, name)
            if count is not None:
                yield name, count

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """Yield every (field, Evidence) pair of the report, the sentence first."""
        yield "sentence", self.sentence
        yield "trigger", self.trigger
        for party in self.actors:
            yield "actors", party.evidence
        for party in self.recipients:
            yield "recipients", party.evidence
        for placing in self.places:
            yield "places", placing.evidence
        if self.when:
            yield "when", self.when.evidence
        for name, count in self.counts():
            yield name, count.evidence
        if self.means:
            yield "means", self.means.evidence
        if self.target:
            yield "target", self.target.evidence
        for voice in self.voices:
            yield "voices", voice.evidence
