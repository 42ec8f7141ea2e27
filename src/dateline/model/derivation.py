"""Which report derives from which: one tells what another, or a named voice, told before it.

Invariant: a derivation quotes the words of the derived document that show it, and names what they come from: a
document of the record, a voice, or both. Where nothing tells which of two documents came first, the two are linked
all the same and the derivation says that it has no direction.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.evidence import Evidence
from dateline.model.voice import Voice

__all__ = ["Derivation", "DerivedHow"]


class DerivedHow(StrEnum):
    """Say what shows that one derives from the other, the plainest first.

    A `citation` names the work (by a bibliography, or by author or outlet with a day), an `attribution` names the
    voice that it has it from, `reuse` repeats its words, and `same_origin` has the same values, or the same quoted
    words, from the same named voice: there neither derives from the other, and both from the voice.
    """

    CITATION = "citation"
    ATTRIBUTION = "attribution"
    REUSE = "reuse"
    SAME_ORIGIN = "same_origin"


@dataclass(frozen=True, slots=True)
class Derivation:
    """Link a document, or one report of it, to what it derives from.

    `evidence` stands in `document`, `origin_evidence` in `origin_document`. Without a `report` the link says that the
    document takes something from the origin; which of its reports do so is said by links of their own. `containment` is
    the share of the words of `document` that stand in the origin too, in [0, 1], where the link was found by its words
    (where it is reworded, of its sentences, weighted by how rare their words are). With `is_directed` False the two are
    equals: `document` is then only the one that is named first.
    """

    document: str
    how: DerivedHow
    evidence: Evidence
    report: str | None = None
    origin_document: str | None = None
    origin_report: str | None = None
    origin_voice: Voice | None = None
    origin_evidence: Evidence | None = None
    containment: float | None = None
    is_directed: bool = True

    def __post_init__(self) -> None:
        if self.origin_document is None and self.origin_voice is None:
            raise ValueError(f"{self.document} derives from nothing: name a document or a voice")
        if self.origin_document == self.document:
            raise ValueError(f"{self.document} cannot derive from itself")
        if self.origin_document is None and (self.origin_report or self.origin_evidence):
            raise ValueError(f"{self.document}: a report or evidence of the origin needs the origin's document")
        if self.containment is not None and not 0 <= self.containment <= 1:
            raise ValueError(f"{self.document}: a containment of {self.containment} is no share")

    @property
    def id(self) -> str:
        """Identify the derivation by what it links, how, and by which words."""
        voice = self.origin_voice.id if self.origin_voice else None
        said: list[object] = [self.document, self.report, self.origin_document, self.origin_report, voice]
        said += [self.how.value, self.evidence.start, self.evidence.end]
        return "v" + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]
