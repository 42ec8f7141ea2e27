"""Short articles with reports: one article a string, its reports by what stands in their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.reconciling.derivation.short_articles import made

from dateline.model import (
    Actor,
    Chain,
    Count,
    Derivation,
    Document,
    EventType,
    Evidence,
    Party,
    PartyMissing,
    PlaceMissing,
    Range,
    Report,
    Status,
    Voice,
    VoiceKind,
    WhenMissing,
    ZoneKind,
)
from dateline.reconciling.derivation import derive
from dateline.reconciling.incidents.sources.origin import Origin
from dateline.reconciling.incidents.sources.origins import origins


@dataclass(frozen=True)
class Said:
    """Say what a report is: the words that name the event, and who says so, the nearest first (`name/id/kind`)."""

    trigger: str
    voices: tuple[str, ...] = ()
    killed: str | None = None
    status: Status = Status.OCCURRED
    zone: ZoneKind = ZoneKind.BODY
    actor: str | None = None
    recipient: str | None = None
    type: EventType = EventType.ASSAULT


def quote(document: Document, words: str) -> Evidence:
    at = document.text.index(words)
    return Evidence.at(document.text, at, at + len(words))


def voice(document: Document, spelt: str) -> Voice:
    """Return the voice of `name/id/kind`; without an id it is only described."""
    name, id_, kind = spelt.split("|")
    return Voice(id_ or f"described:{document.id}:{name.lower()}", name, VoiceKind(kind), quote(document, name))


def report(document: Document, said: Said) -> Report:
    at = document.text.index(said.trigger)
    start = max(document.text.rfind(". ", 0, at) + 2, document.text.rfind("\n", 0, at) + 1)
    start = 0 if start == 1 else start
    ends = [e for e in (document.text.find(".", at) + 1, document.text.find("\n", at)) if e > 0]
    sentence = Evidence.at(document.text, start, min(ends, default=len(document.text)))
    trigger = quote(document, said.trigger)

    def party(id_: str | None) -> tuple[Party, ...]:
        return (Party(Actor(id_, id_, "armed_group", None), trigger),) if id_ else ()

    return Report(
        document.id, said.zone, sentence, trigger, said.type, None, said.status, "test 1",
        actors=party(said.actor), actors_missing=None if said.actor else PartyMissing.NOT_STATED,
        recipients=party(said.recipient), recipients_missing=None if said.recipient else PartyMissing.NOT_STATED,
        place_missing=PlaceMissing.NOT_STATED, when_missing=WhenMissing.NOT_STATED,
        killed=Count(Range.exactly(int(said.killed)), quote(document, said.killed)) if said.killed else None,
        voices=Chain(tuple(voice(document, v) for v in said.voices)),
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """Hold an article and its reports."""

    document: Document
    reports: tuple[Report, ...]

    def copied(self, outlet: str, *, day: str | None = None, before: str = "") -> Told:
        """Return the same text from another outlet, on the same day unless another is given."""
        published = self.document.published
        day = day or (published.edtf if published else None)
        document = made(before + self.document.text, outlet=outlet, day=day)
        return told_by(document, _said(self))


def _said(told: Told) -> list[Said]:
    found = []
    for r in told.reports:
        voices = tuple(f"{v.name}|{'' if v.id.startswith('described') else v.id}|{v.kind.value}" for v in r.voices)
        found.append(
            Said(
                r.trigger.words,
                voices,
                r.killed.evidence.words if r.killed else None,
                r.status,
                r.zone,
                r.actors[0].actor.id if r.actors else None,
                r.recipients[0].actor.id if r.recipients else None,
                r.type,
            )
        )
    return found


def told_by(document: Document, said: Sequence[Said]) -> Told:
    return Told(document, tuple(report(document, s) for s in said))


def article(text: str, *said: Said, outlet: str | None, day: str | None = "2013-05-07") -> Told:
    return told_by(made(text, outlet=outlet, day=day), said)


def linked(articles: Sequence[Told]) -> tuple[list[Report], tuple[Derivation, ...], dict[str, Document]]:
    """Return the reports, derivations and documents of articles."""
    documents = {a.document.id: a.document for a in articles}
    reports = [r for a in articles for r in a.reports]
    return reports, derive(list(documents.values()), reports), documents


def origins_in(*articles: Told) -> tuple[Origin, ...]:
    return origins(*linked(articles))
