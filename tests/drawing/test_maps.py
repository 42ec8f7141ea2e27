import json
import re
import time
from math import cos, radians

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drawing.seen import SVG, Seen, named, overlapping, read, size, texts, titles

from dateline.drawing import MapMark, MapView, map_svg
from dateline.drawing.boundaries import Boundaries, load
from dateline.drawing.globe import fitted_projection


def square(west: float, south: float, east: float, north: float) -> list:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


@pytest.fixture(scope="module")
def outlines(tmp_path_factory) -> Boundaries:
    """A country of two provinces, and a neighbour."""
    areas = [
        ("country:IQ", "country", "Iraq", "العراق", (40, 29, 48, 37)),
        ("country:IR", "country", "Iran", "إيران", (48, 25, 62, 39)),
        ("own:maysan", "admin1", "Maysan", "محافظة ميسان", (46, 31, 48, 33)),
        ("own:rest", "admin1", "Al-Rest", "", (40, 33, 48, 37)),
    ]
    features = [
        {
            "type": "Feature",
            "id": id_,
            "properties": {"level": level, "name": name, "name_ar": arabic, "country": "IQ"},
            "geometry": {"type": "Polygon", "coordinates": square(*box)},
        }
        for id_, level, name, arabic, box in areas
    ]
    path = tmp_path_factory.mktemp("outlines") / "own.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "source": "Our own survey", "licence": "CC0", "features": features})
    )
    return load(path)


EXACT = MapMark(31.84, 47.14, 1, None, None, "shots at a checkpoint", "/i1", 1, "ASSAULT", "Al Amarah")
NEAR = MapMark(31.53, 47.29, 2, 25.0, None, "aid comes", "/i2", 1, "AID", "Qalat Salih")
PROVINCE = MapMark(31.9, 47.0, 4, 112.0, "own:maysan", "arrests", "/i3", 7, "COERCE", "Maysan")
COUNTRY = MapMark(33.0, 44.0, 6, 500.0, "country:IR", "flight", "/i4", 1, "RETREAT", "Iran")
NOWHERE = MapMark(None, None, 1, None, None, "a border post", "/i5", 2, "ASSAULT", "Al-Sheeb")
ABROAD = MapMark(None, None, 7, None, None, "talks", "/i6", 3, "CONSULT", "")
ALL = [EXACT, NEAR, PROVINCE, COUNTRY, NOWHERE, ABROAD]


def said(root) -> str:
    return " ".join(seen.words for seen in texts(root))


def marks_of(root) -> list:
    return [e for e in root.iter() if (e.get("class") or "").startswith("dl-mark")]


def holding(root, words: str):
    return next(m for m in marks_of(root) if words in (m.find(f"{SVG}title").text or "") and m.tag == f"{SVG}a")


def test_exact_is_a_filled_point_and_near_a_hollow_one_in_its_ring(outlines: Boundaries) -> None:
    root = read(map_svg([EXACT, NEAR], title="t", boundaries=outlines))
    exact = holding(root, "shots at a checkpoint: Al Amarah, exact")
    assert [e.get("fill") for e in exact.iter() if e.get("fill")][-1] == "currentColor"
    near = holding(root, "aid comes: Qalat Salih, within 25 km")
    assert [e.get("fill") for e in near.iter() if e.get("fill")][-1] == "none"
    (ring,) = named(root, "ellipse")
    south, north, height = (float(root.get(f"data-{key}")) for key in ("south", "north", "height"))
    view = MapView(*(float(root.get(f"data-{key}")) for key in ("west", "south", "east", "north")))
    projection = fitted_projection(view.west, south, view.east, north, width=1200, height=height, pad=0)
    assert float(ring.get("cx")) == pytest.approx(projection.x(47.29), abs=0.2)
    assert float(ring.get("cy")) == pytest.approx(projection.y(31.53), abs=0.2)
    assert float(ring.get("rx")) == pytest.approx(25 * projection.pixels_per_km(31.53)[0], rel=0.001)


def test_a_province_is_a_hatched_area_with_its_number(outlines: Boundaries) -> None:
    root = read(map_svg([EXACT, PROVINCE], title="t", boundaries=outlines))
    area = next(m for m in marks_of(root) if m.tag == f"{SVG}g")
    assert next(area.iter(f"{SVG}path")).get("fill").endswith("-area-material-conflict)")
    badge = holding(root, "7 incidents, Maysan: 7 somewhere in the province")
    assert [t.text for t in badge.iter(f"{SVG}text")] == ["Maysan", "7"]
    assert "somewhere in this area" in said(root)


def test_without_an_outline_a_province_is_a_dashed_circle() -> None:
    root = read(map_svg([EXACT, PROVINCE], title="t"))
    area = next(m for m in marks_of(root) if m.tag == f"{SVG}g")
    assert [p.get("stroke-dasharray") for p in area.iter(f"{SVG}path")] == [None, "7 4"]
    assert "somewhere in this circle" in said(root)
    assert "No boundary set: the lines are degrees." in said(root)
    assert "32° N" in said(root)


def test_a_country_is_hatched_lightly_and_does_not_widen_the_map(outlines: Boundaries) -> None:
    with_country = read(map_svg([EXACT, NEAR, COUNTRY], title="t", boundaries=outlines))
    without = read(map_svg([EXACT, NEAR], title="t", boundaries=outlines))
    for side in ("west", "south", "east", "north"):
        assert with_country.get(f"data-{side}") == without.get(f"data-{side}")
    alone = read(map_svg([COUNTRY], title="t", boundaries=outlines))
    assert float(alone.get("data-west")) < 48 < 62 < float(alone.get("data-east"))
    assert any(p.get("fill", "").endswith("-country-material-cooperation)") for p in named(alone, "path"))


def test_what_covers_the_whole_map_is_said_not_hatched(outlines: Boundaries) -> None:
    iraq = MapMark(33.0, 44.0, 6, 500.0, "country:IQ", "unrest", None, 2, "PROTEST", "Iraq")
    view = MapView(46.5, 31.2, 47.5, 31.9)
    root = read(map_svg([EXACT, iraq], title="t", boundaries=outlines, view=view))
    assert "2 incidents somewhere in an area larger than the map, without a hatch." in said(root)
    assert not any("-country-" in p.get("fill", "") for p in named(root, "path"))


def test_one_town_is_never_on_a_map_of_the_world(outlines: Boundaries) -> None:
    for marks in ([EXACT], [EXACT, COUNTRY], [NEAR]):
        for width in (375, 1200):
            root = read(map_svg(marks, title="t", boundaries=outlines, width=width))
            assert 0.5 < float(root.get("data-north")) - float(root.get("data-south")) < 3


def test_what_is_not_on_the_map_is_counted(outlines: Boundaries) -> None:
    root = read(
        map_svg(
            [*ALL, MapMark(51.5, -0.1, 1, place="London")], title="t", boundaries=outlines, view=MapView(46, 31, 48, 33)
        )
    )
    words = said(root)
    assert "2 incidents in places without known coordinates: not on the map." in words
    assert "3 incidents placed in no single country: not on the map." in words
    assert "1 incident lies outside the map." in words


def test_the_boundary_set_is_named_in_the_picture(outlines: Boundaries) -> None:
    assert "Boundaries: Our own survey (CC0)." in said(read(map_svg(ALL, title="t", boundaries=outlines)))


def test_names_are_english_or_arabic(outlines: Boundaries) -> None:
    english = said(read(map_svg([EXACT], title="t", boundaries=outlines)))
    assert "Maysan" in english
    root = read(map_svg([EXACT], title="t", boundaries=outlines, language="ar"))
    assert "محافظة ميسان" in said(root)
    (name,) = (t for t in named(root, "text") if t.text == "محافظة ميسان")
    assert name.get("direction") == "rtl"
    badge = read(map_svg([PROVINCE], title="t", boundaries=outlines, language="ar"))
    assert "محافظة ميسان" in [t.text for t in holding(badge, "7 incidents").iter(f"{SVG}text")]


def test_the_scale_bar_of_a_world_says_where_it_is_true() -> None:
    root = read(map_svg([MapMark(60, -170, 1), MapMark(-30, 10, 1), MapMark(0, 120, 1)], title="t"))
    assert "2,000 km at 15° N" in said(root)
    assert "at" not in next(t.text for t in named(read(map_svg([EXACT], title="t")), "text") if " km" in t.text)


def test_places_at_one_spot_are_gathered_with_their_number(outlines: Boundaries) -> None:
    marks = [
        MapMark(31.84, 47.14, 1 + n % 2, None, None, f"{n}", f"/i{n}", 1, "ASSAULT", "Al Amarah") for n in range(9)
    ]
    root = read(map_svg(marks, title="t", boundaries=outlines, href_of=lambda held: f"?near={len(held)}"))
    group = holding(root, "9 incidents, Al Amarah: 5 exact, 4 within 25 km; 9 material conflict")
    assert group.get("href") == "?near=9"
    assert "9" in [t.text for t in group.iter(f"{SVG}text")]


def test_a_group_of_several_kinds_shows_the_share_of_each(outlines: Boundaries) -> None:
    kinds = ["ASSAULT", "ASSAULT", "AID", "AGREE"]
    marks = [MapMark(31.84, 47.14, 1, None, None, k, None, 1, k, "x") for k in kinds]
    root = read(map_svg(marks, title="t", boundaries=outlines))
    bands = [p for p in named(root, "path") if " 0 0 1 " in p.get("d", "") or " 0 1 1 " in p.get("d", "")]
    assert [p.get("class") for p in bands] == [
        "dl-material-conflict",
        "dl-verbal-cooperation",
        "dl-material-cooperation",
    ]
    assert any("2 material conflict, 1 verbal cooperation, 1 material cooperation" in words for words in titles(root))


def test_a_group_of_one_kind_has_no_band(outlines: Boundaries) -> None:
    for kind in ("ASSAULT", "other"):
        root = read(map_svg([MapMark(31.84, 47.14, 1, count=9, kind=kind)], title="t", boundaries=outlines))
        assert not [p for p in named(root, "path") if " 0 0 1 " in p.get("d", "") or " 0 1 1 " in p.get("d", "")]


def test_the_scale_bar_is_as_long_as_it_says(outlines: Boundaries) -> None:
    for width in (375, 1200):
        root = read(map_svg([EXACT, NEAR], title="t", boundaries=outlines, width=width))
        (bar,) = (g for g in named(root, "g") if g.get("data-km"))
        km, pixels = float(bar.get("data-km")), float(bar.get("data-pixels"))
        across = float(root.get("data-east")) - float(root.get("data-west"))
        middle = (float(root.get("data-south")) + float(root.get("data-north"))) / 2
        assert km / pixels == pytest.approx(across * 111.195 * cos(radians(middle)) / width, rel=0.01)
        assert re.fullmatch(r"[125]0*", bar.get("data-km"))


@st.composite
def map_marks(draw) -> MapMark:
    has_point = draw(st.booleans()) or draw(st.booleans())
    return MapMark(
        draw(st.floats(28, 38)) if has_point else None,
        draw(st.floats(39, 60)) if has_point else None,
        draw(st.integers(1, 7)),
        draw(st.none() | st.floats(0.001, 3000)),
        draw(st.sampled_from([None, None, "own:maysan", "country:IR", "not:there"])),
        draw(st.sampled_from(["a", "Iraqi Army towards Mahdi Army", "العمارة"])),
        draw(st.none() | st.just("/i")),
        draw(st.integers(1, 2000)),
        draw(st.sampled_from(["ASSAULT", "AID", "ACCUSE", "x"])),
        draw(st.sampled_from(["", "Al Amarah", "العمارة", "W" * 90])),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(map_marks(), max_size=30),
    st.sampled_from([320, 375, 1200]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_any_map_is_the_same_in_any_order_and_no_name_covers_another(
    outlines, marks, width, has_outlines, random
) -> None:
    options = {"title": "t", "width": width, "boundaries": outlines if has_outlines else None}
    svg = map_svg(marks, **options)
    shuffled = list(marks)
    random.shuffle(shuffled)
    assert map_svg(shuffled, **options) == svg
    root = read(svg)
    names = [g for g in named(root, "g") if g.get("class") == "dl-names"]
    labels = [seen for g in names for seen in texts(g)]
    others = [seen for seen in texts(root) if seen not in labels and not seen.words.endswith(("° N", "° E"))]
    pairs = [(a, b) for n, a in enumerate(labels) for b in [*labels[n + 1 :], *others]]
    assert [(a.words, b.words) for a, b in pairs if a.covers(b)] == []
    assert size(root)[0] == width
    assert all(seen.left >= -1 and seen.right <= width + 1 for seen in others + labels if not _is_count(seen))
    description = root.find(f"{SVG}desc").text
    told = re.findall(r"([\d,]+) incidents? (?:on the map|in places without|placed in no|lies? outside)", description)
    assert sum(int(count.replace(",", "")) for count in told) == sum(mark.count for mark in marks)
    drawn = [m.find(f"{SVG}title").text for m in marks_of(root)]
    assert len(drawn) >= bool(int(told[0].replace(",", "")))


def _is_count(seen: Seen) -> bool:
    return seen.words.replace(",", "").isdigit()  # a group at the very edge is cut by it, with its number


def test_no_words_cover_others_on_a_map_as_people_make_it(outlines: Boundaries) -> None:
    for width in (375, 1200):
        assert overlapping(read(map_svg(ALL, title="t", boundaries=outlines, width=width))) == []


def test_the_built_outlines_make_a_small_map() -> None:
    built = load()
    if not built:
        pytest.skip("the outlines are not built")
    area = built.area_of("geonames:93540")
    assert area is not None
    marks = [EXACT, NEAR, MapMark(31.9, 47.0, 4, 112.0, area.id, "arrests", None, 7, "COERCE", "Maysan")]
    svg = map_svg(marks, title="t", boundaries=built)
    root = read(svg)
    assert len(svg) < 40_000
    assert {"Maysan", "Dhi Qar", "Wasit"} <= {seen.words for seen in texts(root)}
    assert overlapping(root) == []
    world = map_svg([MapMark(60, -170, 1), MapMark(-30, 10, 1), MapMark(0, 120, 1)], title="t", boundaries=built)
    assert len(world) < 900_000


def test_a_view_over_the_180th_meridian_is_one_piece() -> None:
    marks = [MapMark(-17.7, 178.0, 1, place="Nadi"), MapMark(-16.8, -179.9, 1, place="Taveuni")]
    root = read(map_svg(marks, title="t", width=700))
    assert float(root.get("data-west")) > float(root.get("data-east"))
    at = {seen.words: seen.left for seen in texts(root)}
    assert at["Nadi"] < at["Taveuni"]


def test_nothing_to_draw_is_a_map_of_the_world_that_says_so() -> None:
    root = read(map_svg([], title="t"))
    assert "There are no incidents to draw." in said(root)


def test_many_rings_give_way_to_the_signs_and_are_counted() -> None:
    marks = [
        MapMark(31 + n / 1000, 47 + n / 1000, 2, 25.0, None, f"{n}", None, 1, "ASSAULT", f"{n}") for n in range(300)
    ]
    root = read(map_svg(marks, title="t"))
    assert len(named(root, "ellipse")) <= 60
    assert "rings of gathered places are left out." in said(root)


def test_five_thousand_marks_take_a_third_of_a_second(outlines: Boundaries) -> None:
    marks = [
        MapMark(
            29 + n * 7 % 800 / 100,
            40 + n * 11 % 900 / 100,
            1 + n % 2,
            None,
            None,
            f"Incident {n}",
            f"/i{n}",
            1,
            "AID",
            f"{n}",
        )
        for n in range(5000)
    ]
    took = []
    for _ in range(3):
        start = time.process_time()
        map_svg(marks, title="t", boundaries=outlines)
        took.append(time.process_time() - start)
    assert min(took) < 0.4
