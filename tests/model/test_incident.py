from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dateline.model import (
    Actor,
    Contradiction,
    Corroboration,
    Credibility,
    Disputed,
    EventType,
    Evidence,
    Grade,
    Incident,
    Moment,
    Place,
    PlaceKind,
    PlacePrecision,
    Quote,
    Range,
    Reliability,
    Side,
    Sources,
    Status,
    SupportedActor,
    SupportedCount,
    SupportedMoment,
    SupportedPlace,
    incident_shape,
    schema,
)

ONE = Sources(1, 1, (("r1",),), 1.0)
ALONE = Corroboration(Grade.SINGLE_ORIGIN, "one report", Reliability.UNKNOWN, Credibility.UNKNOWN)


def incident(*reports: str) -> Incident:
    return Incident("i1", reports, EventType.ASSAULT, Status.OCCURRED, ONE, ALONE)


def side(value: str, start: int) -> Side:
    evidence = Evidence(start, start + len(value), value, text=" " * start + value)
    return Side(value, ("r1",), (), (Quote("d1", evidence),))


def test_incident_has_reports_each_once() -> None:
    assert incident("r1", "r2").renamed("i0", ("i1",)).redirects == ("i1",)
    with pytest.raises(ValueError, match="no report"):
        incident()
    with pytest.raises(ValueError, match="twice"):
        incident("r1", "r1")


def test_contradiction_id_knows_no_order_of_sides() -> None:
    one = Contradiction(Disputed.NUMBER, "killed", (side("3", 1), side("9", 20)), 0.5, "three or nine")
    assert one.id == replace(one, sides=one.sides[::-1]).id


def test_contradictions_of_two_incidents_that_quote_the_same_words_are_two() -> None:
    one = Contradiction(Disputed.NUMBER, "killed", (side("3", 1), side("9", 20)), 0.5, "three or nine", "i1")
    assert len({one.id, replace(one, incident="i2").id, replace(one, incident=None).id}) == 3


def test_contradiction_needs_two_sides_and_words() -> None:
    with pytest.raises(ValueError, match="two sides"):
        Contradiction(Disputed.DATE, "when", (side("3", 1),), 0.5, "")
    with pytest.raises(ValueError, match="quotes nothing"):
        Side("3", ("r1",), (), ())


def test_incident_has_the_keys_of_the_schema_in_its_order() -> None:
    contradiction = Contradiction(Disputed.NUMBER, "killed", (side("3", 1), side("9", 20)), 0.5, "three or nine")
    whole = replace(
        incident("r1", "r2"),
        contradictions=(contradiction,),
        actors=(SupportedActor(Actor("a", "A"), ("r1",)),),
        place=SupportedPlace(Place("p", "P", PlaceKind.SETTLEMENT), PlacePrecision.EXACT, ("r1",)),
        when=SupportedMoment(Moment("2008-06"), ("r2",)),
        counts={"killed": SupportedCount(Range.exactly(3), ("r1",))},
        edited={"killed": "k1"},
    )
    for what, row in (
        ("incidents", incident_shape.incident_json(whole)),
        ("contradictions", incident_shape.contradiction_json(contradiction)),
    ):
        assert list(row) == [field.name for field in schema.SCHEMA[what]]
        assert schema.unflatten(what, schema.flatten(what, row)) == row
        assert json.loads(json.dumps(row)) == row
