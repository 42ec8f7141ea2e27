"""What the finders hand on: stretches of a sentence that name a time, a place, an actor, a number or a voice.

Every mention carries the token indices it covers, half-open (`first`, `last`), and Evidence in the document's text.
Each finder is a pure function of the document and all its sentences, and returns one tuple of mentions a sentence,
in order: what an earlier sentence said is known to it, the network and the file system are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model import (
    Actor,
    Chain,
    Dating,
    Evidence,
    PlaceMissing,
    Placing,
    Range,
    Span,
    WhenMissing,
)

__all__ = [
    "ActorMention",
    "NumberMention",
    "PlaceMention",
    "PlaceUse",
    "TimeKind",
    "TimeMention",
    "VoiceMention",
]


class TimeKind(StrEnum):
    """Say what an expression gives: a date or period, a length of time, or a repetition."""

    DATE = "date"
    DURATION = "duration"
    SET = "set"


class PlaceUse(StrEnum):
    """Say how a place's name is used: as a place, for its government, or for where a report was filed."""

    PLACE = "place"
    METONYM = "metonym"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A temporal expression; `dating` is None where the words bound no time, and `missing` says why."""

    first: int
    last: int
    evidence: Evidence
    kind: TimeKind
    dating: Dating | None = None
    missing: WhenMissing | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym; `placing` is None where it could not be resolved, and `missing` says why."""

    first: int
    last: int
    evidence: Evidence
    use: PlaceUse = PlaceUse.PLACE
    placing: Placing | None = None
    missing: PlaceMissing | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A name, a group noun or a pronoun that stands for an actor; `head` is the index of its head token.

    `antecedent` is True where the words are a pronoun or a short form resolved within the document.
    """

    first: int
    last: int
    head: int
    evidence: Evidence
    actor: Actor
    antecedent: bool = False


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A quantity; `noun` is the index of the token it counts, or None where it counts nothing named.

    It is a `whole` where the number before it is a part of it: the 40 of "six out of 40".
    """

    first: int
    last: int
    evidence: Evidence
    range: Range
    noun: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class VoiceMention:
    """An attribution: who says (`chain`), by which cue, and which stretch of the text they vouch for (`content`).

    Where the content is in several parts, or in several sentences, each has its own mention with the same cue. `klass`
    is the class of act or attitude that the cue names ("report", "order", "believe", ...), `source` the words for who
    it is attributed to, None where nobody is named. `vouches` is True where somebody who is known by a name or a
    description says that the content is so; only then has the chain voices. `denies` is True where the cue denies its
    content, `nested` where the cue stands in the content of another attribution.
    """

    chain: Chain
    cue: Evidence
    content: Span
    denies: bool = False
    source: Evidence | None = None
    klass: str = "report"
    vouches: bool = True
    nested: bool = False
