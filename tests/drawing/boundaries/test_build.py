"""The building of the boundary set, from polygons and settlements that are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.drawing.boundaries import build as builder
from dateline.drawing.boundaries import load
from dateline.drawing.boundaries.joining import joined
from dateline.knowledge.gazetteer import build as gazetteer
from dateline.knowledge.gazetteer import sources
from dateline.knowledge.gazetteer.outlines import Polygon
from dateline.knowledge.gazetteer.sources import Area, PolygonNames, Settlement
from dateline.model import PlaceKind

shapely = pytest.importorskip("shapely", reason="shapely, which outlines are drawn with, is not installed")


def square(west: float, south: float, code: str, country: str = "XA", size: float = 1.0) -> Polygon:
    ring = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return Polygon({"type": "Polygon", "coordinates": [ring]}, country, code)


def town(number: int, lon: float, lat: float, admin1: str, admin2: str | None = None) -> Settlement:
    return Settlement(number, f"Town {number}", admin1[:2], lat, lon, 100, (), admin1, admin2)


def area(number: int, code: str, name: str) -> Area:
    return Area(number, code, None, name, code[:2], ())


def levels(
    polygons: list[Polygon], names: list[str], areas: list[Area], settlements: list[Settlement]
) -> list[dict[str, list[int]]]:
    shapes = [shapely.geometry.shape(p.geometry) for p in polygons]
    return joined(polygons, shapes, names, areas, settlements)


def test_settlements_join_a_polygon_whatever_it_is_called() -> None:
    towns = [town(n, 0.2 * n, 0.5, "XA.01") for n in range(1, 5)]
    assert levels([square(0, 0, "XA-Q")], ["Elsewhere"], [area(1, "XA.01", "Here")], towns)[:2] == [
        {"XA": [0]},
        {"XA.01": [0]},
    ]


def test_a_border_town_does_not_keep_a_name_apart_and_a_divided_province_does() -> None:
    """Two of five towns lie in the next polygon: 5 km beyond the border, or 50."""
    polygons, names = [square(0, 0, "XA-1"), square(1, 0, "XA-2")], ["Kars", "Other"]
    areas = [area(1, "XA.01", "Kars"), area(2, "XA.02", "Third")]
    within = [town(n, 0.2 * n, 0.5, "XA.01") for n in range(1, 4)]
    within += [town(10 + n, 1 + 0.1 * n, 0.8, "XA.02") for n in range(1, 8)]
    near = [town(n, 1.04, 0.1 * n, "XA.01") for n in range(4, 6)]
    far = [town(n, 1.5, 0.1 * n, "XA.01") for n in range(4, 6)]
    assert levels(polygons, names, areas, within + near)[1] == {"XA.01": [0], "XA.02": [1]}
    assert levels(polygons, names, areas, within + far)[1] == {"XA.02": [1]}
    assert levels(polygons, ["Ardahan", "Other"], areas, within + near)[1] == {"XA.02": [1]}


def test_a_border_town_of_a_neighbour_does_not_take_a_polygon_from_its_country() -> None:
    polygons, names = [square(0, 0, "XA-1"), square(1, 0, "XA-2")], ["Kayes", "Other"]
    own = [town(1, 0.5, 0.5, "XA.01"), town(2, 1.5, 0.5, "XA.02"), town(3, 1.6, 0.5, "XA.02")]
    over_the_river, far_inside = town(4, 0.01, 0.5, "XB.01"), town(4, 0.5, 0.4, "XB.01")
    areas = [area(1, "XA.01", "Kayes")]
    assert sorted(levels(polygons, names, areas, [*own, over_the_river])[0]["XA"]) == [0, 1]
    assert levels(polygons, names, areas, [*own, far_inside])[0]["XA"] == [1]


def test_a_district_needs_its_name_and_is_no_whole_province() -> None:
    polygons, names = [square(0, 0, "XA-1"), square(1, 0, "XA-2")], ["Kent", "Essex"]
    towns = [town(n, 0.2 * n, 0.5, "XA.01", "XA.01.1") for n in range(1, 5)]
    more = [town(10 + n, 1 + 0.2 * n, 0.5, "XA.01", "XA.01.2") for n in range(1, 5)]
    areas = [area(1, "XA.01", "England"), area(2, "XA.01.1", "Kent"), area(3, "XA.01.2", "Sussex")]
    assert levels(polygons, names, areas, towns + more)[1:] == [{"XA.01": [0, 1]}, {"XA.01.1": [0]}]
    assert levels(polygons[:1], names[:1], areas, towns)[1:] == [{"XA.01": [0]}, {}]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build a set of three polygons: two of one province, and one that no settlement is known in."""
    polygons = [square(0, 0, "XA-1"), square(1, 0, "XA-2"), square(2, 0, "XA-3")]
    towns = [town(100 + n, 0.4 * n, 0.5, "XA.01") for n in range(1, 5)]
    names = {"XA-1": {"en": "Old"}, "XA-2": {"en": "New"}, "XA-3": {"en": "Third", "ar": "ثالث"}}
    monkeypatch.setattr(sources, "polygons", lambda _: polygons)
    monkeypatch.setattr(sources, "polygon_names", lambda _: PolygonNames({"XA": {"ar": "أرض"}}, names))
    monkeypatch.setattr(sources, "settlements", lambda _: towns)
    monkeypatch.setattr(sources, "areas", lambda: [area(1, "XA.01", "Farrat")])
    monkeypatch.setattr(sources, "iso_areas", lambda: {})
    monkeypatch.setattr(
        sources, "countries", lambda: [{"code": "XA", "name": "Land", "population": 7, "capital": "Town 101"}]
    )
    gazetteer.build(tmp_path / "places.sqlite")
    builder.build(tmp_path / "set.gz", archives=tmp_path, places=tmp_path / "places.sqlite")
    return tmp_path / "set.gz"


def test_a_built_set_has_the_gazetteers_ids_and_what_is_no_area_of_its_too(built: Path) -> None:
    found = load(built)
    assert {a.id: (a.level, a.name, a.name_ar, a.country) for a in found.areas.values()} == {
        "country:XA": (PlaceKind.COUNTRY, "Land", "أرض", "XA"),
        "geonames:1": (PlaceKind.FIRST_LEVEL, "Farrat", "", "XA"),
        "naturalearth:XA-3": (PlaceKind.FIRST_LEVEL, "Third", "ثالث", "XA"),
    }
    assert found.box("geonames:1") == (0, 0, 2, 1)
    assert found.box("country:XA") == (0, 0, 3, 1)


def test_a_border_between_provinces_is_one_arc(built: Path) -> None:
    found = load(built)
    farrat, third = (
        {n if n >= 0 else ~n for n in found.areas[a].arcs[0][0]} for a in ("geonames:1", "naturalearth:XA-3")
    )
    assert len(farrat & third) == 1


def test_the_same_polygons_give_the_same_bytes(built: Path) -> None:
    first = built.read_bytes()
    builder.build(built, archives=built.parent, places=built.with_name("places.sqlite"))
    assert built.read_bytes() == first
    assert [p.name for p in built.parent.glob("*.unfinished")] == []


def test_a_set_is_current_until_its_gazetteer_or_its_rules_change(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = built.with_name("places.sqlite")
    assert builder.is_current(built, places)
    assert not builder.is_current(built.with_name("none.gz"), places)
    assert not builder.is_current(built, built.with_name("none.sqlite"))
    monkeypatch.setattr(builder, "SHAPE", "another")
    assert not builder.is_current(built, places)
    built.write_bytes(b"cut")
    assert not builder.is_current(built, places)


def test_a_coast_loses_corners_and_neighbours_none_that_they_share() -> None:
    """Two provinces with a jagged border between them: it is drawn plainer, and on both sides the same."""
    jagged = [(1 + 0.01 * (n % 2), n / 100) for n in range(101)]
    west = shapely.Polygon([(0, 0), *jagged, (0, 1)])
    east = shapely.Polygon([(2, 0), (2, 1), *reversed(jagged)])
    plain: Any = builder._plain([west, east])
    assert shapely.get_num_coordinates(plain).sum() < 40
    assert shapely.coverage_is_valid(plain)
    assert shapely.area(shapely.intersection(*plain)) == pytest.approx(0)
