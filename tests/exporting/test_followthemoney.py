"""Actors as FollowTheMoney entities: the model's own schemata and properties, ids that hold, nobody private."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest

from dateline.errors import ExportError
from dateline.exporting import export
from dateline.exporting.followthemoney import followthemoney, ftm_id
from dateline.knowledge.actors import open_actors
from dateline.model import (
    Actor,
    Document,
    EventType,
    Evidence,
    Party,
    PartyMissing,
    PlaceMissing,
    Report,
    Span,
    Status,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.reconciling.actors.known import known_actor, relations_of

# What the model (version 4.11) has of what is written here, and what each schema must have; written down from its
# documentation, so that nothing need be installed to check it.
THING = {"name", "alias", "weakAlias", "country", "topics"}
LEGAL = {*THING, "abbreviation"}
INTERVAL = {"startDate", "endDate"}
PROPERTIES = {
    "Person": LEGAL,
    "LegalEntity": LEGAL,
    "Organization": LEGAL,
    "PublicBody": LEGAL,
    "Position": {*THING, "subnationalArea"},
    "Directorship": {"director", "organization", "role", *INTERVAL},
    "Membership": {"member", "organization", "role", *INTERVAL},
    "UnknownLink": {"subject", "object", "role", *INTERVAL},
    "Occupancy": {"holder", "post", *INTERVAL},
}
REQUIRED = {
    "Membership": {"member", "organization", "role"},
    "UnknownLink": {"subject", "object"},
    "Directorship": {"director", "organization", "role"},
    "Occupancy": {"holder", "post"},
}
POINTERS = {"member", "director", "organization", "subject", "object", "holder", "post"}
TOPICS = {"gov", "mil", "gov.security", "gov.judicial", "gov.legislative", "gov.igo", "pol.party", "pol.union"}
ID = re.compile(r"^[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?$")


def actor(id_: str, name: str, **told: Any) -> dict[str, Any]:
    row = {"id": id_, "name": name, "kind": None, "country": None, "known": not id_.startswith("text:"), "person": None}
    parents = [dict(zip(("id", "name", "kind", "since", "until"), one, strict=True)) for one in relations_of(id_)]
    return {**row, "sensitivity": None, "spellings": [], "parents": parents, "redirects": [], **told}


def written(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    to = io.BytesIO()
    followthemoney("actors", rows, to)
    return [json.loads(line) for line in to.getvalue().splitlines()]


def by_schema(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one["properties"] for one in entities if one["schema"] == schema]


def check(entities: list[dict[str, Any]]) -> None:
    ids = {one["id"] for one in entities}
    assert len(ids) == len(entities)
    for one in entities:
        assert ID.match(one["id"])
        assert set(one["properties"]) <= PROPERTIES[one["schema"]], one
        assert REQUIRED.get(one["schema"], {"name"}) <= set(one["properties"]), one
        for key, values in one["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if key in POINTERS:
                assert set(values) <= ids, "what is pointed at is in the file"
            if key in INTERVAL:
                assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", value) for value in values)
            if key == "topics":
                assert set(values) <= TOPICS


def test_each_actor_has_the_schema_of_what_it_is() -> None:
    entities = written(
        actor("mahdi-army", "Mahdi Army", kind="militia", country="IQ", person=False),
        actor("muqtada-al-sadr", "Muqtada al-Sadr", kind="religious", country="IQ", person=True),
        actor("IQ:police", "Iraqi police", kind="police", country="IQ"),
        actor("text:qasab nuur", "Qasab Nuur"),
    )
    check(entities)
    found = {one["properties"]["name"][0]: one["schema"] for one in entities if "name" in one["properties"]}
    assert found["Mahdi Army"] == "Organization"
    assert found["Muqtada al-Sadr"] == "Person"
    assert found["Iraqi police"] == "PublicBody"
    assert found["Qasab Nuur"] == "LegalEntity"


def test_what_an_actor_is_part_of_is_a_membership_with_dates_and_is_in_the_file() -> None:
    entities = written(actor("mahdi-army", "Mahdi Army", kind="militia", country="IQ", person=False))
    check(entities)
    mine = [ftm_id("mahdi-army")]
    (membership,) = [one for one in by_schema(entities, "Membership") if one["member"] == mine]
    assert membership["organization"] == [ftm_id("sadrist-movement")]
    assert membership["startDate"] == ["2003"]
    assert ["Sadrist movement"] in [one["name"] for one in by_schema(entities, "Organization")]


def test_an_office_is_a_position_with_its_holder() -> None:
    entities = written(actor("ali-dway", "Ali Dway", kind="government", country="IQ", person=True))
    check(entities)
    (occupancy,) = by_schema(entities, "Occupancy")
    assert occupancy["holder"] == [ftm_id("ali-dway")]
    (post,) = by_schema(entities, "Position")
    assert (post["country"], post["subnationalArea"]) == (["iq"], ["Maysan"])
    assert post["name"] == ["governor of Maysan"]
    assert by_schema(entities, "Person")[0].get("topics") is None


def test_an_office_is_one_for_all_who_held_it_and_who_leads_directs() -> None:
    officer = open_actors().offices("ali-dway")[0]
    holders = open_actors().holders(officer.office, str(officer.area))
    assert len(holders) > 1
    entities = written(*(actor(one.id, one.name, kind=one.kind, country="IQ", person=True) for one in holders))
    check(entities)
    posts = [one["name"] for one in by_schema(entities, "Position")]
    assert posts.count(["governor of Maysan"]) == 1
    led = open_actors().relations("mahdi-army", kind="led_by")[0]
    body = actor("mahdi-army", "Mahdi Army", kind="militia", person=False)
    assert by_schema(written(body), "Directorship") == []
    entities = written(body, actor(led.id, known_actor(led.id).name, person=True))
    check(entities)
    assert by_schema(entities, "Directorship")[0]["director"] == [ftm_id(led.id)]


def test_spellings_are_aliases_by_what_they_are() -> None:
    spellings = [{"words": words, "count": 1} for words in ("Quick Zebra Xebec", "Zebra", "QZX", "Quick Sebra Xebec")]
    (entity,) = written(actor("text:quick zebra xebec", "Quick Zebra Xebec", person=False, spellings=spellings))
    assert entity["schema"] == "Organization"
    said = entity["properties"]
    assert (said["alias"], said["weakAlias"], said["abbreviation"]) == (["Quick Sebra Xebec"], ["Zebra"], ["QZX"])


def test_who_is_only_described_is_nobody_and_dates_that_are_about_are_left_out() -> None:
    parents = [{"id": "mahdi-army", "name": "Mahdi Army", "kind": "member_of", "since": "2008~", "until": "2009-02"}]
    entities = written(
        actor("any:gunmen", "gunmen", kind="militia"),
        actor("text:head of the convoy", "head of the convoy"),
        actor("SO:people", "Somalis", kind="civilian", country="SO"),
        actor("text:qasab nuur", "Qasab Nuur", person=True, parents=parents),
    )
    check(entities)
    assert by_schema(entities, "Person") == [{"name": ["Qasab Nuur"]}]
    mine = [ftm_id("text:qasab nuur")]
    (membership,) = [one for one in by_schema(entities, "Membership") if one["member"] == mine]
    assert membership["endDate"] == ["2009-02"]
    assert "startDate" not in membership


def test_ids_are_stable_allowed_and_tell_names_apart() -> None:
    ids = [ftm_id(id_) for id_ in ("text:a b", "text:a-b", "text:محمد", "IQ:police", "x" * 300)]
    assert len(set(ids)) == len(ids)
    assert all(ID.match(id_) and len(id_) < 100 for id_ in ids)
    assert ftm_id("text:a b") == ids[0]


def test_former_ids_are_referents() -> None:
    (entity,) = written(actor("text:qasab nuur", "Qasab Nuur", redirects=["text:kasab nur"]))
    assert entity["referents"] == [ftm_id("text:kasab nur")]


def test_private_persons_are_left_out_unless_asked_for(record) -> None:
    text = "Qasab Nuur fled the hills on Monday."
    document = Document(Document.id_for("1" * 64, text), "1" * 64, text, zones=(Zone(ZoneKind.BODY, Span(0, 36)),))
    report = Report(
        document.id,
        ZoneKind.BODY,
        Evidence.at(text, 0, 36),
        Evidence.at(text, 11, 15),
        EventType.RETREAT,
        None,
        Status.OCCURRED,
        "test 1",
        actors=(Party(Actor("text:qasab nuur", "Qasab Nuur", known=False), Evidence.at(text, 0, 10)),),
        recipients_missing=PartyMissing.NOT_STATED,
        place_missing=PlaceMissing.NOT_STATED,
        when_missing=WhenMissing.NOT_STATED,
    )
    record.begin({}).store(
        document,
        original=b"",
        media="text",
        origin="a.txt",
        reports=[report],
        fingerprint="f",
        reading_fingerprint="r",
    )
    to, kept, covered = io.BytesIO(), io.BytesIO(), io.BytesIO()
    assert export(record, what="actors", format="ftm", to=to) == 0
    assert export(record, what="actors", format="ftm", to=to, include_private=True) == 1
    assert b"Qasab Nuur" in to.getvalue()
    assert export(record, what="actors", to=kept) == 1
    assert export(record, what="actors", to=covered, persons="pseudonym") == 0


def test_decisions_that_are_handed_on_name_no_private_person(record) -> None:
    test_private_persons_are_left_out_unless_asked_for(record)
    record.decide("merge", ["text:qasab nuur", "text:quick zebra"], reviewer="me", reason="Qasab Nuur, of course")
    record.decide("merge", ["mahdi-army", "IQ:police"], reviewer="me", reason="a test")
    to = io.BytesIO()
    assert export(record, what="decisions", to=to, persons="withhold") == 2
    one, other = map(json.loads, to.getvalue().splitlines())
    assert "person:withheld" in one["targets"]
    assert b"qasab" not in to.getvalue().lower()
    assert other["reason"] == "a test"


def test_ftm_holds_actors_and_nothing_else(record) -> None:
    with pytest.raises(ExportError, match="ftm holds actors, not reports"):
        export(record, what="reports", format="ftm", to=io.BytesIO())
