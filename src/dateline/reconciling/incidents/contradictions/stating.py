"""Who says what of one thing: a value, the words that give it, and the speaker that stands behind them.

Invariant: a speaker is the nearest named voice in one document, or that document itself; what one speaker says in
several places is taken together, and nobody contradicts himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from dateline.knowledge.names import name_key
from dateline.model import Chain, Claim, Document, Evidence, Quote, Report
from dateline.reconciling.derivation.same_origin import is_named
from dateline.reconciling.incidents.contradictions.remarks import Remark, remarks_of

__all__ = [
    "ClaimStatement",
    "Remarked",
    "Said",
    "Speaker",
    "Statement",
    "Telling",
    "claim_statements",
    "remarks_beside",
    "statements_of",
    "voices_of",
]

# What nobody else is named for, the document says itself.
OWN_VOICE = Chain()
T = TypeVar("T")

# A document, and the id of the voice in it that says so; empty for the document itself.
Speaker = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold what is known of how something is told: where, by whom, from which origin, and when.

    `origin` is the label of the independent origin that it goes back to, `told` the first and last day of its
    publication as ordinals, None where that is not known; `publisher` and `text` are those of its document, and
    `title` names a document without an
    outlet; `by` names who says so where that is no voice ("the governor denied it" is told of him, and said by him).
    """

    document: str
    voices: Chain
    origin: str
    told: tuple[int, int] | None = None
    publisher: str | None = None
    text: str | None = None
    by: str | None = None
    title: str | None = None

    @property
    def speaker(self) -> Speaker:
        """Return who says it: whoever is named by its own words, the nearest voice of the document, or the document."""
        voice = self.voices.nearest
        return self.document, self.by or (voice.id if voice else "")

    @property
    def who(self) -> tuple[str, str]:
        """Return what tells speakers apart when they are counted: the name of one who has a name, whoever prints it,
        and the origin with all others."""
        voice = self.voices.nearest
        if self.by or (voice is not None and is_named(voice)):
            return "", name_key(self.voice)
        return self.origin, name_key(voice.name) if voice else ""

    @property
    def voice(self) -> str:
        """Name who says it: the nearest voice, or the outlet, or the document by its title or its file."""
        voice = self.voices.nearest
        return self.by or (voice.name if voice else self.publisher or self.title or self.document)


@dataclass(frozen=True, slots=True)
class Statement:
    """Put a report beside how it is told."""

    report: Report
    telling: Telling


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """Put a claim beside how it is told."""

    claim: Claim
    telling: Telling


@dataclass(frozen=True, slots=True)
class Remarked:
    """Put a remark beside how it is told."""

    remark: Remark
    telling: Telling


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """Hold one value of a field: `words` say it to a reader, `evidence` is where the document does.

    `report` or `claim` is the id of what says so; `hedged` is true where it is only alleged.
    """

    telling: Telling
    value: T
    words: str
    evidence: Evidence
    report: str | None = None
    claim: str | None = None
    hedged: bool = False

    @classmethod
    def by(cls, statement: Statement | ClaimStatement | Remarked, value: T, words: str, evidence: Evidence) -> Said[T]:
        """Make what a statement says."""
        if isinstance(statement, ClaimStatement):
            return cls(statement.telling, value, words, evidence, claim=statement.claim.id)
        if isinstance(statement, Remarked):
            return cls(statement.telling, value, words, evidence)
        report = statement.report
        return cls(statement.telling, value, words, evidence, report=report.id, hedged=report.hedged)

    @property
    def quote(self) -> Quote:
        return Quote(self.telling.document, self.evidence)


def statements_of(
    reports: Iterable[Report], *, documents: Mapping[str, Document], origins: Mapping[str, str]
) -> tuple[Statement, ...]:
    """Return the reports as statements, each once, in the order of their documents and places there.

    A report without an entry in `origins` has its document for its origin.
    """
    once = {report.id: report for report in reports}
    return tuple(
        Statement(report, _telling(report.id, report.document, report.voices, documents, origins))
        for report in sorted(once.values(), key=lambda r: (r.document, r.trigger.start, r.id))
    )


def claim_statements(
    claims: Iterable[Claim], *, documents: Mapping[str, Document], origins: Mapping[str, str]
) -> tuple[ClaimStatement, ...]:
    """Return the claims as statements, each once, in the order of their documents and places there."""
    once = {claim.id: claim for claim in claims}
    return tuple(
        ClaimStatement(claim, _telling(claim.id, claim.document, claim.voices, documents, origins))
        for claim in sorted(once.values(), key=lambda c: (c.document, c.sentence.start, c.id))
    )


def remarks_beside(
    statements: Iterable[Statement],
    claims: Iterable[ClaimStatement],
    *,
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
) -> tuple[Remarked, ...]:
    """Return the remarks of every document, each told by the voice that tells a report or a claim of its sentence, else
    by the document itself."""
    items: list[Report | Claim] = [*(s.report for s in statements), *(c.claim for c in claims)]
    spoken: dict[tuple[str, int], Chain] = {}
    for item in items:
        if len(item.voices):
            spoken.setdefault((item.document, item.sentence.start), item.voices)
    found = []
    for id_ in sorted(documents):
        own = _telling(id_, id_, OWN_VOICE, documents, origins)
        for remark in remarks_of(documents[id_]):
            voices = spoken.get((id_, remark.sentence.start), OWN_VOICE)
            found.append(Remarked(remark, own if voices is OWN_VOICE else replace(own, voices=voices)))
    return tuple(found)


def voices_of(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Name who says something, each once, in the order of the names."""
    return tuple(sorted({telling.voice for telling in tellings}))


def _telling(
    id_: str, document: str, voices: Chain, documents: Mapping[str, Document], origins: Mapping[str, str]
) -> Telling:
    origin = origins.get(id_, origins.get(document, document))
    source = documents.get(document)
    if source is None:
        return Telling(document, voices, origin)
    moment = source.published
    told = None
    if moment is not None and moment.earliest is not None and moment.latest is not None:
        told = moment.earliest.toordinal(), moment.latest.toordinal()
    title = source.title or (PurePosixPath(source.path).stem if source.path else None)
    return Telling(document, voices, origin, told, source.publisher, source.text, title=title)
