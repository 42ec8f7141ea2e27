"""The built boundary set, and sets of a user's own: what is read of them, and what is refused and how."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.drawing.boundaries import Boundaries, files, load
from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer import open_packaged
from dateline.model import PlaceKind

Write = Callable[[Any], Path]
SQUARE = [[40, 30], [41, 30], [41, 31], [40, 31], [40, 30]]
HOLE = [[40.2, 30.2], [40.4, 30.2], [40.4, 30.4], [40.2, 30.2]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(made: Any) -> Path:
        path = tmp_path / "mine.geojson"
        path.write_text(made if isinstance(made, str) else json.dumps(made), encoding="utf-8")
        return path

    return written


def feature(ring: Any = SQUARE, **others: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": None, **others}


def collection(*features: Any, **others: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **others}


def topology(arcs: Any = (SQUARE,), used: Any = ((0,),), **others: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "arcs": used, "id": "country:XA", "properties": {"name": "Land"}}
    return {"type": "Topology", "arcs": arcs, "objects": {"country": geometry}, **others}


def test_geojson_of_ones_own_is_read(write: Write) -> None:
    named = {"name": "Marsh", "name_ar": "هور", "country": "IQ", "level": "admin2", "colour": "red"}
    parts = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [[[50, 0], [51, 0], [51, 1], [50, 0]]]]}
    first = feature(id="geonames:1", properties=named, geometry=parts)
    found = load(write(collection(first, feature(), source="Survey 2009", licence="CC BY 4.0")))
    assert (found.source, found.licence, found.why_none) == ("Survey 2009", "CC BY 4.0", "")
    area = found.areas["geonames:1"]
    assert (area.name, area.name_ar, area.country, area.level) == ("Marsh", "هور", "IQ", PlaceKind.SECOND_LEVEL)
    assert [[len(ring) for ring in polygon] for polygon in found.polygons("geonames:1")] == [[5, 4], [4]]
    assert found.areas["own:2"].level is PlaceKind.FIRST_LEVEL


def test_a_set_without_a_source_is_named_by_its_file(write: Write) -> None:
    assert load(write(collection(feature()))).source == "mine.geojson"
    assert load(write(feature())).areas.keys() == {"own:1"}


@pytest.mark.parametrize("packed", [False, True])
def test_topojson_of_ones_own_is_read(write: Write, *, packed: bool) -> None:
    grid = {"scale": [0.5, 0.5], "translate": [40, 30]}
    path = write(topology([[[0, 0], [2, 0], [0, 2], [-2, -2]]], [[0]], transform=grid))
    if packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    found = load(str(path))
    assert found.polygons("country:XA")[0][0].tolist() == [[40, 30], [41, 30], [41, 31], [40, 30]]
    assert found.areas["country:XA"].level is PlaceKind.COUNTRY
    assert load(write(topology())).polygons("country:XA")[0][0].tolist() == SQUARE


def test_a_feature_without_a_geometry_is_left_out(write: Write) -> None:
    assert load(write(collection(feature(geometry=None), feature()))).areas.keys() == {"own:2"}


BAD: dict[str, tuple[Any, str]] = {
    "no JSON": ("{", "is not JSON"),
    "no object": ([1], "found None"),
    "another type": ({"type": "Point", "coordinates": [1, 2]}, "found 'Point'"),
    "no areas": (collection(), "no areas"),
    "a line": (
        collection(feature(geometry={"type": "LineString", "coordinates": SQUARE})),
        "feature 1 is 'LineString'",
    ),
    "metres": (collection(feature([[4e5, 3e6], [5e5, 3e6], [5e5, 4e6], [4e5, 3e6]])), "EPSG:4326"),
    "other degrees": (collection(feature(), crs={"properties": {"name": "EPSG:3857"}}), "not degrees"),
    "one id twice": (collection(feature(id="a"), feature(id="a")), "'a'"),
    "an open ring": (collection(feature(SQUARE[:-1])), "the last of them is the first"),
    "a short ring": (collection(feature(SQUARE[:1] * 3)), "four points"),
    "words": (collection(feature([["a", "b"]] * 4)), "members"),
    "no number": (
        '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[NaN,1],[2,2],[3,1],[NaN,1]]]}}',
        "ring",
    ),
    "no rings": (collection(feature(geometry={"type": "Polygon", "coordinates": []})), "no rings"),
    "no outline": (collection(feature(geometry={"type": "MultiPolygon", "coordinates": []})), "no outline"),
    "no features": ({"type": "FeatureCollection"}, "members"),
    "no objects": ({"type": "Topology", "objects": {}}, "no areas"),
    "no arcs": ({"type": "Topology", "objects": topology()["objects"]}, "members"),
    "an arc that is not there": (topology(used=[[7]]), "members"),
    "a number that is no arc": (topology(used=[["x"]]), "members"),
    "too deep": ("[" * 100_000, "is not JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_boundary_set_is_refused_in_words(name: str, write: Write) -> None:
    made, words = BAD[name]
    with pytest.raises(KnowledgeError) as refused:
        load(write(made))
    assert words in str(refused.value)
    assert "mine.geojson" in str(refused.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_junk_anywhere_is_refused_or_read_but_never_breaks(write: Write, data: st.DataObject) -> None:
    made = json.loads(json.dumps(data.draw(st.sampled_from([collection(feature(id="a")), topology()]))))
    where, key = made, None
    while isinstance(where, (dict, list)) and where:
        keys = sorted(where) if isinstance(where, dict) else range(len(where))
        holder, key = where, data.draw(st.sampled_from(keys))
        where = holder[key]
        if data.draw(st.booleans()):
            break
    holder[key] = data.draw(st.sampled_from([None, 0, -9, 1e300, "x", [], {}, [[]], [1], {"type": "Polygon"}, True]))
    path, refused = write(made), ""
    try:
        found = load(path)
    except KnowledgeError as error:
        refused = str(error)
    assert "mine.geojson" in refused if refused else found.areas_in((-180, -90, 180, 90))


def test_a_file_that_is_not_there_or_is_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.json cannot be read"):
        load(tmp_path / "none.json")
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b"{}" * 999)[:20])
    with pytest.raises(KnowledgeError, match=r"cut\.gz cannot be read"):
        load(tmp_path / "cut.gz")


def test_a_set_beyond_what_a_page_can_show_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(collection(feature(), feature()))
    monkeypatch.setattr(files, "MOST_POINTS", 7)
    with pytest.raises(KnowledgeError, match="more than 7 points"):
        load(path)
    monkeypatch.setattr(files, "MOST_AREAS", 1)
    with pytest.raises(KnowledgeError, match="2 areas"):
        load(path)
    path.write_bytes(gzip.compress(b" " * 4_000_000))
    monkeypatch.setattr(files, "MOST_BYTES", 1024**2)
    with pytest.raises(KnowledgeError, match="larger than 1 MB"):
        load(path)


def test_without_the_built_file_there_are_no_outlines_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PACKAGED", "never.built")
    found = files._packaged.__wrapped__()
    assert not found
    assert "npm" in found.why_none


@pytest.fixture(scope="module")
def packaged() -> Boundaries:
    found = load()
    if not found:
        pytest.skip("the package was built without npm: there is no boundary set")
    return found


def test_the_built_set_is_small_and_says_whose_it_is(packaged: Boundaries) -> None:
    built = Path(files.__file__).with_name(files.PACKAGED)
    assert built.stat().st_size < 800_000
    assert "Natural Earth" in packaged.source
    assert packaged.licence == "public domain"
    assert "ISC" in json.loads(gzip.decompress(built.read_bytes()))["notice"]


def test_ids_of_the_built_set_are_those_of_the_gazetteer(packaged: Boundaries) -> None:
    gazetteer = open_packaged()
    known = [area for area in packaged.areas.values() if not area.id.startswith("naturalearth:")]
    for area in known[:: len(known) // 200]:
        entry = gazetteer.of_id(area.id)
        assert entry is not None
        assert (entry.place.name, entry.place.country, entry.place.kind) == (area.name, area.country, area.level)


def test_most_provinces_have_an_outline_and_an_arabic_name(packaged: Boundaries) -> None:
    provinces = [a for a in packaged.areas.values() if a.level is PlaceKind.FIRST_LEVEL and a.id.startswith("geonames")]
    assert len(provinces) > 3000  # of 3,865
    assert sum(bool(a.name_ar) for a in provinces) > 0.9 * len(provinces)
    countries = [a for a in packaged.areas.values() if a.level is PlaceKind.COUNTRY]
    assert len(countries) > 235
    assert sum(bool(a.name_ar) for a in countries) > 0.95 * len(countries)
    basra = packaged.area_of(None, country="IQ", admin1="Basra")
    assert basra is not None
    assert "البصرة" in basra.name_ar
    assert packaged.area_of(None, country="SD", admin1="South Kordofan") is None  # divided since


def test_provinces_of_the_built_set_leave_no_gaps(packaged: Boundaries) -> None:
    """Every arc of a country's own outline is an arc of one of its provinces, or of what lies there."""
    provinces = {
        abs(n + (n < 0))
        for area in packaged.areas.values()
        if area.level is PlaceKind.FIRST_LEVEL
        for polygon in area.arcs
        for ring in polygon
        for n in ring
    }
    countries = {
        abs(n + (n < 0))
        for area in packaged.areas.values()
        if area.level is PlaceKind.COUNTRY
        for polygon in area.arcs
        for ring in polygon
        for n in ring
    }
    assert len(countries - provinces) <= 0.001 * len(countries)


def test_rings_of_the_built_set_are_closed_and_in_degrees(packaged: Boundaries) -> None:
    for id_ in packaged.areas:
        for polygon in packaged.polygons(id_):
            for ring in polygon:
                assert len(ring) >= 4
                assert numpy.array_equal(ring[0], ring[-1])
                assert (numpy.abs(ring) <= (180, 90)).all()
