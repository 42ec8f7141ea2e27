"""Areas, their outlines, and which of them a view shows."""

from __future__ import annotations

import numpy
import pytest

from dateline.drawing.boundaries.topology import UNJOINED, Area, Boundaries
from dateline.model import PlaceKind

# Two provinces of one country, side by side on a grid of half degrees; the line between them is arc 1.
ARCS = [
    [[0, 0], [0, 4], [4, 0]],
    [[4, 4], [0, -4]],
    [[4, 0], [-4, 0]],
    [[4, 4], [4, 0], [0, -4], [-4, 0]],
]
WEST = Area("geonames:1", PlaceKind.FIRST_LEVEL, "West", "غرب", "XA", [[[0, 1, 2]]])
EAST = Area("geonames:2", PlaceKind.FIRST_LEVEL, "East", "", "XA", [[[3, ~1]]])
LAND = Area("country:XA", PlaceKind.COUNTRY, "Land", "", "XA", [[[0, 3, 2]]])


@pytest.fixture
def land() -> Boundaries:
    return Boundaries([LAND, WEST, EAST], ARCS, scale=(0.5, 0.5), translate=(10.0, 20.0), source="Us", licence="CC0")


def test_an_outline_is_its_arcs_one_after_the_other(land: Boundaries) -> None:
    ((west,),) = land.polygons("geonames:1")
    assert west.tolist() == [[10, 20], [10, 22], [12, 22], [12, 20], [10, 20]]
    ((whole,),) = land.polygons("country:XA")
    assert whole[0].tolist() == whole[-1].tolist()
    assert land.box("country:XA") == (10, 20, 14, 22)


def test_neighbours_share_their_border_point_by_point(land: Boundaries) -> None:
    rings = [{tuple(p) for p in land.polygons(area)[0][0].tolist()} for area in ("geonames:1", "geonames:2")]
    assert rings[0] & rings[1] == {(12, 22), (12, 20)}


def test_a_line_is_given_once_however_many_share_it(land: Boundaries) -> None:
    lines = land.lines_in((0, 0, 40, 40), level=PlaceKind.FIRST_LEVEL)
    assert len(lines) == len(ARCS)
    assert len(land.lines_in((0, 0, 40, 40), level=PlaceKind.COUNTRY)) == 3
    assert land.lines_in((0, 0, 5, 5), level=PlaceKind.COUNTRY) == []


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ((0, 0, 40, 40), ["country:XA", "geonames:1", "geonames:2"]),
        ((10.5, 20.5, 11, 21), ["country:XA", "geonames:1"]),
        ((13, 20.5, 13.5, 21), ["country:XA", "geonames:2"]),
        ((30, 20, 40, 22), []),
        ((13, 20, -170, 22), ["country:XA", "geonames:2"]),
        ((170, 20, 10.5, 22), ["country:XA", "geonames:1"]),
    ],
)
def test_a_view_shows_what_meets_it(
    land: Boundaries, view: tuple[float, float, float, float], found: list[str]
) -> None:
    assert [area.id for area in land.areas_in(view)] == found
    assert [a.id for a in land.areas_in(view, level=PlaceKind.COUNTRY)] == found[:1]


def test_an_island_far_off_does_not_put_a_country_into_every_view() -> None:
    ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    there = [[x + 100, y] for x, y in ring]
    area = Area("own:1", PlaceKind.COUNTRY, arcs=[[[0]], [[1]]])
    islands = Boundaries([area], [ring, there])
    assert islands.areas_in((40, 0, 60, 1)) == []
    assert islands.box("own:1") == (0, 0, 101, 1)
    ((only,),) = islands.polygons("own:1", view=(90, -5, 120, 5))
    assert only.tolist() == there


def test_a_place_is_found_by_its_id_or_by_its_province(land: Boundaries) -> None:
    assert land.area_of("geonames:1") is land.areas["geonames:1"]
    assert land.area_of("geonames:77", country="XA", admin1="East") is land.areas["geonames:2"]
    assert land.area_of("geonames:77", country="XA") is None
    assert land.area_of(None, country="XA") is land.areas["country:XA"]
    assert land.area_of(None, country="XB", admin1="East") is None


def test_of_two_provinces_of_one_name_neither_is_meant() -> None:
    twins = [Area(f"geonames:{n}", PlaceKind.FIRST_LEVEL, "Kyiv", country="UA", arcs=[[[0]]]) for n in (1, 2)]
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    assert Boundaries(twins, [square]).area_of(None, country="UA", admin1="Kyiv") is None


def test_a_province_is_not_found_in_one_that_only_has_its_name() -> None:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    old = Area(f"{UNJOINED}SD-SK", PlaceKind.FIRST_LEVEL, "South Kordofan", country="SD", arcs=[[[0]]])
    assert Boundaries([old], [square]).area_of("geonames:408661", country="SD", admin1="South Kordofan") is None


def test_without_areas_everything_answers_with_nothing() -> None:
    none = Boundaries(why_none="no outlines")
    assert not none
    assert len(none) == 0
    assert none.levels() == ()
    assert none.areas_in((-180, -90, 180, 90)) == []
    assert none.lines_in((-180, -90, 180, 90), level=PlaceKind.COUNTRY) == []
    assert none.area_of("country:IQ", country="IQ", admin1="Basra") is None


def test_arcs_without_a_grid_are_degrees() -> None:
    square = [[0.5, 0.25], [1, 0], [1, 1], [0.5, 0.25]]
    found = Boundaries([Area("own:1", PlaceKind.FIRST_LEVEL, arcs=[[[0]]])], [square])
    assert numpy.array_equal(found.polygons("own:1")[0][0], square)
