from datetime import date

import pytest

from dateline.drawing import LANES, MapMark, Pair, TimeMark, map_marks, pairs, time_marks
from dateline.drawing.boundaries import Area, Boundaries
from dateline.drawing.of_rows import label_of
from dateline.model import PlaceKind

POINT = {
    "id": "geonames:99608", "name": "Al Amarah", "kind": "settlement", "country": "IQ", "admin1": "Maysan",
    "lat": 31.8, "lon": 47.1, "precision": 1, "radius_km": None,
}  # fmt: skip
PROVINCE = {**POINT, "id": "geonames:93540", "name": "Maysan", "kind": "admin1", "precision": 4, "radius_km": 112.0}
DISTRICT = {**POINT, "id": "geonames:1", "name": "Kahla", "kind": "admin2", "precision": 3, "lat": None, "lon": None}
WHEN = {"edtf": "2008-06", "earliest": "2008-06-01", "latest": "2008-06-30", "precision": "month"}
ARMY, MILITIA = {"id": "a", "name": "Army"}, {"id": "m", "name": "Mahdi Army"}


def row(**more) -> dict:
    return {
        "id": "i1",
        "type": "ASSAULT",
        "actors": [ARMY],
        "recipients": [MILITIA],
        "place": POINT,
        "when": WHEN,
        **more,
    }


SET = Boundaries([Area("geonames:93540", PlaceKind.FIRST_LEVEL, "Maysan", "", "IQ")])


def test_a_row_is_a_mark_of_its_time() -> None:
    assert time_marks([row()], href=lambda r: "/incidents/" + r["id"]) == [
        TimeMark(
            date(2008, 6, 1),
            date(2008, 6, 30),
            "month",
            "Attack: Army towards Mahdi Army",
            "/incidents/i1",
            None,
            "ASSAULT",
        )
    ]


def test_a_row_without_a_time_is_a_mark_without_days() -> None:
    (mark,) = time_marks([row(when=None)])
    assert (mark.earliest, mark.latest) == (None, None)


@pytest.mark.parametrize(
    ("lane", "said", "without"),
    [("place", "Al Amarah", "No place"), ("doer", "Army", "Nobody named"), ("recipient", "Mahdi Army", "Nobody named")],
)
def test_lanes_are_places_doers_or_recipients(lane: str, said: str, without: str) -> None:
    rows = [row(), row(actors=[], recipients=[], place=None)]
    assert [mark.lane for mark in time_marks(rows, lane=lane)] == [said, without]
    assert lane in LANES


def test_an_office_lasts_and_a_promise_does_not() -> None:
    claims = [
        {"kind": kind, "subject": {"name": "Ali Dway"}, "object": {"name": "Governor"}, "value": None, "when": WHEN}
        for kind in ("office", "promise")
    ]
    assert [mark.is_lasting for mark in time_marks(claims)] == [True, False]
    assert [mark.label for mark in time_marks(claims)] == ["Office: Ali Dway, Governor", "Promise: Ali Dway, Governor"]


def test_a_row_is_a_mark_of_its_place_and_none_without_one() -> None:
    assert map_marks([row(), row(place=None)], boundaries=SET) == [
        MapMark(31.8, 47.1, 1, None, None, "Attack: Army towards Mahdi Army", None, 1, "ASSAULT", "Al Amarah")
    ]


def test_a_province_has_its_outline_and_a_district_that_of_its_province_where_nothing_closer_is_known() -> None:
    rows = [
        row(place=PROVINCE),
        row(place=DISTRICT),
        row(place={**DISTRICT, "lat": 31.7, "lon": 47.3, "radius_km": 20.0}),
    ]
    assert [mark.area for mark in map_marks(rows, boundaries=SET)] == ["geonames:93540", "geonames:93540", None]
    assert [mark.area for mark in map_marks(rows)] == [None, None, None]


def test_every_doer_is_paired_with_every_recipient() -> None:
    made = pairs([row(actors=[ARMY, MILITIA]), row(recipients=[])], actor_href=lambda actor: "/actors/" + actor["id"])
    assert made == [
        Pair("Army", "Mahdi Army", 1, "ASSAULT", None, "/actors/a", "/actors/m"),
        Pair("Mahdi Army", "Mahdi Army", 1, "ASSAULT", None, "/actors/m", "/actors/m"),
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"actors": []}, "Attack: towards Mahdi Army"),
        ({"recipients": []}, "Attack: Army"),
        ({"actors": [], "recipients": []}, "Attack"),
    ],
)
def test_labels_say_who_is_known(more: dict, said: str) -> None:
    assert label_of(row(**more)) == said
