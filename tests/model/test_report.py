import pytest

from dateline.model import (
    Actor,
    Chain,
    Claim,
    ClaimKind,
    Decision,
    Document,
    EventType,
    Evidence,
    Moment,
    Party,
    PartyMissing,
    Place,
    PlaceKind,
    PlaceMissing,
    Report,
    Span,
    Status,
    Voice,
    VoiceKind,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.model.decision import Act

TEXT = "Police arrested two men."


def a_report(**changes: object) -> Report:
    fields: dict[str, object] = {
        "document": "d1",
        "zone": ZoneKind.BODY,
        "sentence": Evidence.at(TEXT, 0, len(TEXT)),
        "trigger": Evidence.at(TEXT, 7, 15),
        "type": EventType.COERCE,
        "mode": "arrest",
        "status": Status.OCCURRED,
        "coder": "test 1",
        "actors": (Party(Actor("IQ:police", "Iraqi police"), Evidence.at(TEXT, 0, 6)),),
        "recipients_missing": PartyMissing.NOT_AN_ACTOR,
        "place_missing": PlaceMissing.NOT_STATED,
        "when_missing": WhenMissing.NOT_STATED,
    }
    return Report(**{**fields, **changes})  # type: ignore[arg-type]


def test_report_lists_all_its_evidence() -> None:
    assert [(name, e.words) for name, e in a_report().evidence()] == [
        ("sentence", TEXT),
        ("trigger", "arrested"),
        ("actors", "Police"),
    ]


def test_report_with_neither_value_nor_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="when needs either a value or a reason"):
        a_report(when_missing=None)


def test_report_with_value_and_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="actors needs either"):
        a_report(actors_missing=PartyMissing.NOT_STATED)


def test_report_trigger_stands_in_its_sentence() -> None:
    with pytest.raises(ValueError, match="outside its sentence"):
        a_report(sentence=Evidence.at(TEXT, 0, 6))


def test_report_id_depends_on_what_is_said_not_on_who_coded_it() -> None:
    assert a_report().id == a_report(coder="other 2", hedged=True).id
    assert a_report().id != a_report(type=EventType.ASSAULT).id


def test_document_zone_at_returns_the_innermost() -> None:
    inner, outer = Zone(ZoneKind.QUOTATION, Span(5, 9)), Zone(ZoneKind.BODY, Span(0, 20))
    document = Document("d", "s", "x" * 20, zones=(outer, inner))
    assert document.zone_at(6) is inner
    assert document.zone_at(12) is outer
    assert document.zone_at(30) is None


def test_document_id_changes_with_bytes_and_with_text() -> None:
    assert len({Document.id_for("a", "x"), Document.id_for("b", "x"), Document.id_for("a", "y")}) == 3


def test_chain_does_not_name_a_voice_twice() -> None:
    said = Voice("v1", "a security source", VoiceKind.OFFICIAL, Evidence.at("a security source", 0, 17))
    agency = Voice("v2", "an agency", VoiceKind.WIRE, Evidence.at("an agency", 0, 9))
    chain = Chain().passed_on_by(said).passed_on_by(agency).passed_on_by(said)
    assert [v.id for v in chain] == ["v1", "v2"]
    assert chain.nearest is said
    assert chain.farthest is agency


def test_place_coordinates_come_together_and_lie_on_the_globe() -> None:
    for lat, lon in ((1.0, None), (91.0, 0.0)):
        with pytest.raises(ValueError):
            Place("p", "Nowhere", PlaceKind.SETTLEMENT, lat=lat, lon=lon)


def test_decision_on_two_needs_two() -> None:
    with pytest.raises(ValueError, match="two ids or more"):
        Decision("d", Act.MERGE, ("i1",), "a reviewer", Moment("2024-05-01"))


def test_claim_id_depends_on_its_terms() -> None:
    sentence = Evidence.at(TEXT, 0, len(TEXT))
    one = Claim("d1", ZoneKind.BODY, sentence, ClaimKind.STRENGTH, value=2.0, value_evidence=Evidence.at(TEXT, 16, 19))
    assert one.id != Claim("d1", ZoneKind.BODY, sentence, ClaimKind.STRENGTH).id
