"""Documents of one zone, and reports of theirs, made by hand: a sentence, a trigger in it, and what it says."""

from __future__ import annotations

from typing import Any

from dateline.model import (
    Actor,
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
    WhenMissing,
    Zone,
    ZoneKind,
)

TOWNS = {
    "Gao": Place("geonames:1", "Gao", PlaceKind.SETTLEMENT, "ML", "Gao", 16.27, -0.04),
    "Mopti": Place("geonames:2", "Mopti", PlaceKind.SETTLEMENT, "ML", "Mopti", 14.49, -4.19),
    "Kano": Place("geonames:3", "Kano", PlaceKind.SETTLEMENT, "NG", "Kano", 12.0, 8.52),
}


def document_of(*paragraphs: str, day: str | None = "2019-03-07", **fields: Any) -> Document:
    """Make a document of one body zone, of paragraphs with a line between."""
    text = "\n\n".join(paragraphs)
    zones = fields.pop("zones", (Zone(ZoneKind.BODY, Span(0, len(text))),) if text else ())
    return Document("d1", "s", text, published=Moment(day) if day else None, zones=zones, **fields)


def report_of(
    document: Document,
    trigger: str,
    *,
    type_: EventType = EventType.ASSAULT,
    mode: str | None = None,
    sense: str | None = "ASSAULT.attack",
    status: Status = Status.OCCURRED,
    when: str | None = None,
    town: str | None = None,
    actor: str | None = None,
    recipient: str | None = None,
    zone: ZoneKind = ZoneKind.BODY,
    occurrence: int = 0,
    **counts: Range,
) -> Report:
    """Make a report of the n-th occurrence of a trigger in a document; its sentence ends at the nearest full stops."""
    text, at = document.text, -1
    for _ in range(occurrence + 1):
        at = text.index(trigger, at + 1)
    start = max(text.rfind(mark, 0, at) + len(mark) for mark in (". ", "\n\n", "\x00"))
    start = 0 if max(text.rfind(". ", 0, at), text.rfind("\n\n", 0, at)) < 0 else start
    ends = [e for e in (text.find(". ", at), text.find("\n\n", at)) if e >= 0]
    sentence = Evidence.at(text, start, min(ends, default=len(text)))
    evidence = Evidence.at(text, at, at + len(trigger))
    places = (Placing(TOWNS[town], PlacePrecision.EXACT, evidence),) if town else ()
    return Report(
        document.id, zone, sentence, evidence, type_, mode, status, "tests 1", sense,
        actors=_party(actor, evidence),
        actors_missing=None if actor else PartyMissing.NOT_STATED,
        recipients=_party(recipient, evidence),
        recipients_missing=None if recipient else PartyMissing.NOT_STATED,
        places=places,
        place_missing=None if places else PlaceMissing.NOT_STATED,
        when=Dating(Moment(when), evidence, How.EXPLICIT) if when else None,
        when_missing=None if when else WhenMissing.NOT_STATED,
        **{name: Count(range_, evidence) for name, range_ in counts.items()},
    )  # fmt: skip


def _party(name: str | None, evidence: Evidence) -> tuple[Party, ...]:
    return (Party(Actor(name, name), evidence),) if name else ()
