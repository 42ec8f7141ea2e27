"""A statement that is no event: who controls, holds office, how many, who promised, judged, disputed, denied.

A claim quotes its sentence and, inside it, its subject, object and value.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.document import ZoneKind
from dateline.model.evidence import Evidence
from dateline.model.moment import Dating
from dateline.model.voice import OWN_VOICE, Chain

__all__ = ["Claim", "ClaimKind", "Term"]


class ClaimKind(StrEnum):
    """The closed list of what a claim can be about."""

    CONTROL = "control"
    OFFICE = "office"
    MEMBERSHIP = "membership"
    STRENGTH = "strength"
    SEATS = "seats"
    SERIES_POINT = "series_point"
    PROMISE = "promise"
    JUDGEMENT = "judgement"
    DISPUTE = "dispute"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Term:
    """One side of a claim: a resolved name, its id where it is known, and the words."""

    name: str
    evidence: Evidence
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one claim; `value` is a number as written in the words, `unit` what it counts."""

    document: str
    zone: ZoneKind
    sentence: Evidence
    kind: ClaimKind
    subject: Term | None = None
    object: Term | None = None
    value: float | None = None
    unit: str | None = None
    value_evidence: Evidence | None = None
    when: Dating | None = None
    voices: Chain = OWN_VOICE

    @property
    def id(self) -> str:
        """Identify the claim by its sentence, its kind and where its terms stand."""
        said: list[object] = [self.document, self.sentence.start, self.kind.value]
        said += [e.start for _, e in self.evidence()]
        return "c" + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """Yield every (field, Evidence) pair, the sentence first."""
        yield "sentence", self.sentence
        for name, term in (("subject", self.subject), ("object", self.object)):
            if term:
                yield name, term.evidence
        if self.value_evidence:
            yield "value", self.value_evidence
        if self.when:
            yield "when", self.when.evidence
        for voice in self.voices:
            yield "voices", voice.evidence
