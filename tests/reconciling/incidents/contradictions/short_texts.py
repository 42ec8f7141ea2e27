"""Texts of a sentence or two with one report each, coded by hand: no test of a contradiction depends on the coder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from dateline.model import (
    Actor,
    Chain,
    Claim,
    ClaimKind,
    Contradiction,
    Count,
    Dating,
    Document,
    EventType,
    Evidence,
    How,
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
    Term,
    Voice,
    VoiceKind,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.reconciling.incidents.contradictions import contradictions_of

BAIDOA = Place("geonames:64536", "Baidoa", PlaceKind.SETTLEMENT, "SO", "Bay", 3.1138, 43.6498)
BAY = Place("geonames:64538", "Bay", PlaceKind.FIRST_LEVEL, "SO", "Bay", 2.5, 43.5)
KISMAYO = Place("geonames:55671", "Kismayo", PlaceKind.SETTLEMENT, "SO", "Lower Juba", -0.3582, 42.5454)
SHABAAB = Actor("al-shabaab", "Al-Shabaab", "rebel", "SO")
STATE = Actor("islamic-state", "Islamic State", "rebel")
GUNMEN = Actor("any:gunmen", "gunmen", "militia")
POLICE = Actor("any:police", "police", "police")
SOMALI_POLICE = Actor("SO:police", "Somali police", "police", "SO")
SOLDIERS = Actor("any:soldiers", "soldiers", "military")
FARMERS = Actor("any:farmers", "farmers", "agriculture")
PEOPLE = Actor("any:people", "people", "civilian")


@dataclass(frozen=True)
class Told:
    """Say what one text reports; every string stands in the text."""

    text: str
    trigger: str
    sense: str = "ASSAULT.kill"
    published: str | None = "2014-03-12"
    outlet: str = "Post"
    status: Status = Status.OCCURRED
    killed: tuple[str, Range] | None = None
    when: tuple[str, str] | None = None
    places: tuple[tuple[str, Place], ...] = ()
    actors: tuple[tuple[str, Actor], ...] = ()
    recipients: tuple[tuple[str, Actor], ...] = ()
    voice: str | None = None
    hedged: bool = False
    how: How = How.EXPLICIT
    missing: WhenMissing = WhenMissing.NOT_STATED
    radius: float | None = None
    place_missing: PlaceMissing = PlaceMissing.NOT_STATED


def document(told: Told) -> Document:
    digest = hashlib.sha256(f"{told.outlet}\n{told.text}".encode()).hexdigest()
    published = Moment(told.published) if told.published else None
    zones = (Zone(ZoneKind.BODY, Span(0, len(told.text))),)
    return Document("d" + digest[:16], digest, told.text, publisher=told.outlet, published=published, zones=zones)


def quoted(text: str, words: str) -> Evidence:
    at = text.index(words)
    return Evidence.at(text, at, at + len(words))


def report(told: Told) -> Report:
    text = told.text
    trigger = quoted(text, told.trigger)
    start = text.rfind(". ", 0, trigger.start) + 2 if ". " in text[: trigger.start] else 0
    end = text.index(".", trigger.end) + 1
    chain = (
        Chain((Voice(told.voice.lower(), told.voice, VoiceKind.OFFICIAL, quoted(text, told.voice)),))
        if told.voice
        else Chain()
    )
    return Report(
        document=document(told).id,
        zone=ZoneKind.BODY,
        sentence=Evidence.at(text, start, end),
        trigger=trigger,
        type=EventType(told.sense.partition(".")[0]),
        mode=None,
        status=told.status,
        coder="test",
        sense=told.sense,
        hedged=told.hedged,
        actors=tuple(Party(actor, quoted(text, words)) for words, actor in told.actors),
        actors_missing=None if told.actors else PartyMissing.NOT_STATED,
        recipients=tuple(Party(actor, quoted(text, words)) for words, actor in told.recipients),
        recipients_missing=None if told.recipients else PartyMissing.NOT_STATED,
        places=tuple(placing(text, words, place, told) for words, place in told.places),
        place_missing=None if told.places else told.place_missing,
        when=Dating(Moment(told.when[1]), quoted(text, told.when[0]), told.how) if told.when else None,
        when_missing=None if told.when else told.missing,
        killed=Count(told.killed[1], quoted(text, told.killed[0])) if told.killed else None,
        voices=chain,
    )


def placing(text: str, words: str, place: Place, told: Told) -> Placing:
    precision = PlacePrecision.FIRST_LEVEL if place.kind is PlaceKind.FIRST_LEVEL else PlacePrecision.EXACT
    return Placing(place, precision, quoted(text, words), radius_km=told.radius)


def claim(told: Told, kind: ClaimKind, sentence: str, **terms: object) -> Claim:
    """Make a claim of a sentence of a text; `terms` are strings for its terms, numbers for its value."""
    text = told.text
    made = {name: Term(str(words), quoted(text, str(words))) for name, words in terms.items() if isinstance(words, str)}
    return Claim(document(told).id, ZoneKind.BODY, quoted(text, sentence), kind, **made)  # type: ignore[arg-type]


def found(*tellings: Told, beside: tuple[Told, ...] = (), claims: tuple[Claim, ...] = ()) -> tuple[Contradiction, ...]:
    """Return the contradictions among the reports of texts that tell of one incident."""
    documents = {document(told).id: document(told) for told in (*tellings, *beside)}
    reports = [report(told) for told in tellings]
    others = [report(told) for told in beside]
    return contradictions_of("i1", reports, documents=documents, beside=others, claims=claims)
