"""Short reports of one incident, for tests: each a sentence of its own document, with only what a test needs."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import (
    Actor,
    Chain,
    Count,
    Dating,
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
    Status,
    Voice,
    VoiceKind,
    WhenMissing,
    ZoneKind,
)

AMARA = Place("geonames:1", "Amara", PlaceKind.SETTLEMENT, "IQ", "Maysan", 31.84, 47.15)
MAYSAN = Place("geonames:2", "Maysan", PlaceKind.FIRST_LEVEL, "IQ", "Maysan", 31.9, 47.0)
BASRA = Place("geonames:3", "Basra", PlaceKind.SETTLEMENT, "IQ", "Basra", 30.51, 47.78)
IRAQ = Place("country:IQ", "Iraq", PlaceKind.COUNTRY, "IQ", None, 33.0, 44.0)

_CLASS = {
    PlaceKind.SETTLEMENT: PlacePrecision.EXACT,
    PlaceKind.FIRST_LEVEL: PlacePrecision.FIRST_LEVEL,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
}
# Every word that a report of a test can point at, each at a place of its own.
_TEXT = " ".join(f"w{n:02}" for n in range(30))


def words(n: int) -> Evidence:
    return Evidence.at(_TEXT, 4 * n, 4 * n + 3)


def report(
    document: str = "d1",
    *,
    at: int = 0,
    type_: EventType = EventType.ASSAULT,
    mode: str | None = None,
    status: Status = Status.OCCURRED,
    actors: Sequence[str | Actor] = (),
    recipients: Sequence[str | Actor] = (),
    place: Place | None = None,
    when: str | None = None,
    killed: Range | int | None = None,
    injured: Range | int | None = None,
    voices: Sequence[tuple[str, VoiceKind]] = (),
    zone: ZoneKind = ZoneKind.BODY,
    sentence: int | None = None,
) -> Report:
    """Make a report whose trigger is word `at` of its document; reports of one `sentence` share it."""
    start = 4 * (at if sentence is None else sentence)
    return Report(
        document=document,
        zone=zone,
        sentence=Evidence.at(_TEXT, start, len(_TEXT)),
        trigger=words(at),
        type=type_,
        mode=mode,
        status=status,
        coder="test 1",
        actors=tuple(_party(a, at) for a in actors),
        actors_missing=None if actors else PartyMissing.NOT_STATED,
        recipients=tuple(_party(a, at) for a in recipients),
        recipients_missing=None if recipients else PartyMissing.NOT_STATED,
        places=(Placing(place, _CLASS[place.kind], words(at)),) if place else (),
        place_missing=None if place else PlaceMissing.NOT_STATED,
        when=Dating(Moment(when), words(at), How.EXPLICIT) if when else None,
        when_missing=None if when else WhenMissing.NOT_STATED,
        killed=_count(killed, at),
        injured=_count(injured, at),
        voices=Chain(tuple(Voice(id_, id_, kind, words(at)) for id_, kind in voices)),
    )


def _party(actor: str | Actor, at: int) -> Party:
    return Party(actor if isinstance(actor, Actor) else Actor(actor, actor), words(at))


def _count(given: Range | int | None, at: int) -> Count | None:
    if given is None:
        return None
    return Count(Range.exactly(given) if isinstance(given, int) else given, words(at))
