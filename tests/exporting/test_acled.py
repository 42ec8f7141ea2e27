from dataclasses import replace

import pytest

from dateline.exporting.acled import acled_rows
from dateline.model import Actor, Count, EventType, Moment, PlaceKind, PlacePrecision, Range, Status, ZoneKind, shape


def row(report) -> dict[str, object]:
    (made,) = acled_rows([shape.report_json(report)])
    return made


def test_country_is_a_name_and_its_point_is_left_out(a_document, a_report) -> None:
    document = a_document()
    report = a_report(document)
    assert row(report)["country"] == "Somalia"
    country = replace(report.places[0], precision=PlacePrecision.COUNTRY)
    made = row(replace(report, places=(country,)))
    assert (made["latitude"], made["longitude"], made["geo_precision"]) == (None, None, None)


@pytest.mark.parametrize(("scene", "code"), [("SO", "State forces"), ("KE", "External/Other forces")])
def test_forces_outside_of_their_state_are_external(a_document, a_report, scene: str, code: str) -> None:
    report = a_report(a_document())
    party = replace(report.actors[0], actor=Actor("SO:army", "Somali National Army", "military", "SO"))
    places = tuple(replace(p, place=replace(p.place, country=scene)) for p in report.places)
    assert row(replace(report, actors=(party,), places=places))["inter1"] == code


def test_date_and_fatalities_are_empty_where_the_words_give_a_range(a_document, a_report) -> None:
    document = a_document()
    report = a_report(document)
    month = replace(report.when, moment=Moment("2014-05"))
    made = row(replace(report, when=month, killed=Count(Range(10, None, None), report.killed.evidence)))
    assert (made["event_date"], made["year"], made["time_precision"], made["fatalities"]) == (None, 2014, 3, None)


@pytest.mark.parametrize(
    "change",
    [{"status": s} for s in (Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)] + [{"zone": ZoneKind.COMMENT}],
)
def test_what_did_not_happen_and_what_readers_say_is_no_row(a_document, a_report, change) -> None:
    report = replace(a_report(a_document()), **change)
    assert list(acled_rows([shape.report_json(report)])) == []


def test_seizure_of_nothing_known_has_no_sub_event(a_document, a_report) -> None:
    made = row(replace(a_report(a_document()), type=EventType.COERCE, mode="seize"))
    assert (made["event_type"], made["sub_event_type"]) == ("Strategic developments", None)


@pytest.mark.parametrize(
    ("change", "targeted"),
    [
        ({}, "Civilian targeting"),
        ({"mode": "destroy"}, None),
        ({"mode": "abduct"}, "Civilian targeting"),
        ({"type": EventType.COERCE, "mode": "arrest"}, None),
    ],
)
def test_civilian_targeting_is_violence(a_document, a_report, change, targeted) -> None:
    assert row(replace(a_report(a_document()), **change))["civilian_targeting"] == targeted


def test_source_is_the_outlet(a_document, a_report) -> None:
    report = shape.report_json(a_report(a_document()))
    paper = {"title": None, "publisher": "The Post", "published": None, "url": None, "language": "en"}
    (made,) = acled_rows([{**report, "paper": paper}])
    assert made["source"] == "The Post"


def test_second_level_area_is_its_own_admin2(a_document, a_report) -> None:
    report = a_report(a_document())
    district = replace(report.places[0].place, kind=PlaceKind.SECOND_LEVEL)
    made = row(replace(report, places=(replace(report.places[0], place=district),)))
    assert (made["admin1"], made["admin2"], row(report)["admin2"]) == ("Lower Juba", "Kismayo", None)
