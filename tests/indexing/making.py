"""Small records for the index: documents whose reports are drawn, told by what each says and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from dateline.model import (
    Actor,
    Chain,
    Count,
    Dating,
    Document,
    EventType,
    Evidence,
    How,
    Mention,
    MentionForm,
    MentionType,
    Moment,
    Party,
    PartyMissing,
    Place,
    PlaceKind,
    PlaceMissing,
    PlacePrecision,
    Placing,
    Range,
    Report,
    Span,
    Status,
    Voice,
    VoiceKind,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.record import Record

ACTORS = (
    Actor("any:rebels", "rebels", "rebel"),
    Actor("mahdi-army", "Mahdi Army", "rebel", "IQ"),
    Actor("IQ:police", "Iraqi police", "police", "IQ"),
    Actor("text:hassan karim", "Hassan Karim", None, None, False),
    Actor("text:hassan kareem", "Hassan Kareem", None, None, False),
    Actor("text:noor brigade", "Noor Brigade", None, None, False),
    Actor("text:karim", "Karim", None, None, False),
)
_AMARAH = Place("geonames:99608", "Al Amarah", PlaceKind.SETTLEMENT, "IQ", "Maysan", 31.8, 47.1)
PLACES = (
    (_AMARAH, PlacePrecision.EXACT, None),
    (_AMARAH, PlacePrecision.NEAR, 25.0),
    (Place("geonames:93540", "Maysan", PlaceKind.FIRST_LEVEL, "IQ", "Maysan", 31.9, 47.0),
     PlacePrecision.FIRST_LEVEL, None),
    (Place("geonames:55671", "Kismayo", PlaceKind.SETTLEMENT, "SO", None, -0.36, 42.5), PlacePrecision.EXACT, None),
    (Place("pack:marshes", "the Marshes", PlaceKind.REGION), PlacePrecision.AREA, None),
)  # fmt: skip
TIMES = ("2008-06-14", "2008-06-15", "2008-06", "2008", "2008-06-30/2008-07-02", "../2007-05", "2010-12-28/..", "-0263")
_ANY = Evidence.at("x", 0, 1)
VOICES = (
    Voice("IQ:police", "Iraqi police", VoiceKind.OFFICIAL, _ANY),
    Voice("described:a doctor", "a doctor", VoiceKind.WITNESS, _ANY),
    Voice("text:hassan karim", "Hassan Karim", VoiceKind.ANALYST, _ANY),
)


@dataclass(frozen=True)
class Told:
    """Say what one report says."""

    type: EventType
    status: Status
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    places: tuple[tuple[Place, PlacePrecision, float | None], ...]
    when: str | None
    voices: tuple[Voice, ...]
    killed: int | None
    score: float | None
    flags: tuple[bool, bool]


def tellings() -> st.SearchStrategy[Told]:
    """Draw what a report says."""
    few = st.lists(st.sampled_from(ACTORS), max_size=2, unique_by=lambda one: one.id).map(tuple)
    return st.builds(
        Told,
        st.sampled_from((EventType.ASSAULT, EventType.COERCE, EventType.CONSULT)),
        st.sampled_from((Status.OCCURRED, Status.PLANNED)),
        st.sampled_from((None, "kill", "arrest")),
        few,
        few,
        st.lists(st.sampled_from(PLACES), max_size=2, unique_by=lambda one: one[0].id).map(tuple),
        st.sampled_from((None, *TIMES)),
        st.lists(st.sampled_from(VOICES), max_size=2, unique_by=lambda one: one.id).map(tuple),
        st.sampled_from((None, 0, 3, 12)),
        st.sampled_from((None, 0.5, 0.7, 0.95)),
        st.tuples(st.booleans(), st.booleans()),
    )


def sentence_of(told: Told, number: int) -> str:
    """Return the sentence of a report."""
    names = [actor.name for actor in (*told.actors, *told.recipients)]
    names += [place.name for place, _, _ in told.places] + [voice.name for voice in told.voices]
    return f"Number {number}: {' '.join(names)} struck {told.killed or 0} on {told.when or 'a day'}."


def document_of(tellings: Sequence[Told], name: str) -> Document:
    """Return the document that holds the sentences of some reports."""
    text = "\n".join(sentence_of(told, n) for n, told in enumerate(tellings)) or "Nothing."
    sha256 = hashlib.sha256(f"{name} {text}".encode()).hexdigest()
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    return Document(Document.id_for(sha256, text), sha256, text, path=name, zones=zones, published=Moment("2008-07-01"))


def reports_of(document: Document, tellings: Sequence[Told], kept: Sequence[bool]) -> list[Report]:
    """Return the reports of a document, but for some that a coder does not find."""
    made, start = [], 0
    for number, told in enumerate(tellings):
        sentence = sentence_of(told, number)
        if kept[number % len(kept)]:
            made.append(_report(document, told, sentence, start))
        start += len(sentence) + 1
    return made


def mentions_of(reports: Sequence[Report]) -> list[Mention]:
    """Return where reports name their actors, as every coder says it: what is decided on an actor is found by that."""
    parties = {
        (party.evidence.start, party.evidence.end): party for one in reports for party in (*one.actors, *one.recipients)
    }
    return [
        Mention(MentionType.ORGANISATION, MentionForm.NAME, party.evidence, actor=party.actor)
        for _, party in sorted(parties.items())
    ]


def _report(document: Document, told: Told, sentence: str, start: int) -> Report:
    def quote(words: str) -> Evidence:
        at = start + sentence.index(words)
        return Evidence.at(document.text, at, at + len(words))

    when = told.when and Dating(Moment(told.when), quote(told.when), How.EXPLICIT)
    return Report(
        document.id,
        ZoneKind.BODY,
        Evidence.at(document.text, start, start + len(sentence)),
        quote("struck"),
        told.type,
        told.mode,
        told.status,
        "test 1",
        hedged=told.flags[0],
        historical=told.flags[1],
        actors=tuple(Party(actor, quote(actor.name)) for actor in told.actors),
        actors_missing=None if told.actors else PartyMissing.NOT_STATED,
        recipients=tuple(Party(actor, quote(actor.name)) for actor in told.recipients),
        recipients_missing=None if told.recipients else PartyMissing.NOT_STATED,
        places=tuple(Placing(place, how, quote(place.name), radius_km=km) for place, how, km in told.places),
        place_missing=None if told.places else PlaceMissing.AMBIGUOUS,
        when=when or None,
        when_missing=None if when else WhenMissing.VAGUE,
        killed=None if told.killed is None else Count(Range.exactly(told.killed), quote(f"struck {told.killed}")),
        voices=Chain(tuple(Voice(one.id, one.name, one.kind, quote(one.name)) for one in told.voices)),
        scores={} if told.score is None else {"type": told.score},
    )


def store(record: Record, tellings: Sequence[Told], name: str, *, kept: Sequence[bool] = (True,), coder: str) -> None:
    """Store a document as a build with some coder does, and link its names."""
    document = document_of(tellings, name)
    run, reports = record.begin({}), reports_of(document, tellings, kept)
    run.store(
        document,
        original=document.text.encode(),
        media="text",
        origin=name,
        reports=reports,
        mentions=mentions_of(reports),
        fingerprint=coder,
        reading_fingerprint="r1",
    )
    record.link_actors(run)
    run.finish("finished")
