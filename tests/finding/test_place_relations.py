import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError
from dateline.finding.place_relations import displaced, placed, read_relation_words, relation_at
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.model import Place, PlaceKind, PlacePrecision

KUT = Place("geonames:1", "Kut", PlaceKind.SETTLEMENT, "IQ", "Wasit", 32.5, 45.8)
WASIT = Place("geonames:2", "Wasit", PlaceKind.FIRST_LEVEL, "IQ", "Wasit", 32.8, 45.5)


def put(text: str, name: str = "Kut", place: Place = KUT):
    start = text.index(name)
    placing = placed(text, start, start + len(name), place)
    assert text[placing.evidence.start : placing.evidence.end] == placing.evidence.words
    return placing


@pytest.mark.parametrize(
    ("text", "precision", "radius", "words"),
    [
        ("a clinic in Kut", 1, None, "Kut"),
        ("a clinic near Kut", 2, 25.0, "near Kut"),
        ("a clinic on the outskirts of Kut", 2, 10.0, "on the outskirts of Kut"),
        ("a clinic north-west of Kut", 2, 25.0, "north-west of Kut"),
        ("a clinic 8 km from Kut", 2, 10.0, "8 km from Kut"),
        ("a clinic 40 km from Kut", 5, 50.0, "40 km from Kut"),
        ("Kut (outside)", 2, 15.0, "Kut (outside)"),
        ("raids in the Kut area left two dead", 2, 15.0, "Kut area"),
        ("killed within miles of Kut", 2, 25.0, "within miles of Kut"),
        ("a clinic near the old garrison town of Kut", 2, 25.0, "near the old garrison town of Kut"),
        ("a clinic outside of the city of Kut", 2, 15.0, "outside of the city of Kut"),
        ("a clinic 90 km south of the river port city of Kut", 5, 45.0, "90 km south of the river port city of Kut"),
        ("a clinic near a mosque in the town of Kut", 1, None, "Kut"),
        ("Kut (20 kilometres north of)", 2, 10.0, "Kut (20 kilometres north of)"),
    ],
)
def test_relation_gives_class_radius_and_words(text: str, precision: int, radius: float | None, words: str) -> None:
    placing = put(text)
    assert (int(placing.precision), placing.radius_km, placing.evidence.words) == (precision, radius, words)


def test_distance_with_direction_makes_a_place_of_its_own() -> None:
    placing = put("a camp ten miles south of Kut")
    assert placing.place.id == "geonames:1/16km-south"
    assert placing.place.kind is PlaceKind.REGION
    assert placing.place.lat is not None
    assert placing.place.lat < KUT.lat
    assert placing.radius_km == 8.0


def test_part_of_an_area_is_an_area_without_a_point() -> None:
    placing = put("raids in southern Wasit", "Wasit", WASIT)
    assert (placing.place.id, placing.place.lat, placing.precision) == (
        "geonames:2/southern",
        None,
        PlacePrecision.AREA,
    )


def test_part_of_a_town_is_the_town() -> None:
    assert put("raids in southern Kut").place is KUT


@given(st.floats(1, 400), st.sampled_from(range(0, 360, 45)), st.floats(-60, 60), st.floats(-179, 179))
def test_displaced_place_lies_so_far_from_the_first(km: float, bearing: int, lat: float, lon: float) -> None:
    there = displaced(Place("x", "X", PlaceKind.SETTLEMENT, "IQ", None, lat, lon), km, bearing)
    assert there.lat is not None
    assert there.lon is not None
    assert distance_km((lat, lon), (there.lat, there.lon)) == pytest.approx(km, abs=0.05)


@given(st.text(max_size=40), st.text(max_size=40))
def test_relation_lies_in_the_text_and_holds_the_name(before: str, after: str) -> None:
    text = f"{before}Kut{after}"
    relation = relation_at(text, len(before), len(before) + 3)
    assert relation is None or 0 <= relation.start <= len(before) < len(before) + 3 <= relation.end <= len(text)


@pytest.mark.parametrize(
    ("table", "entry", "said"),
    [
        ("before", {"Near": 3}, "Near"),
        ("units", {"km": "much"}, "km"),
        ("parts", {"words": "north"}, "parts"),
        ("lines", {"borders": []}, "lines"),
    ],
)
def test_file_that_breaks_its_schema_is_refused(table: str, entry: dict, said: str) -> None:
    raw = parse_toml(read_data("dateline.finding", "data/place_relations.toml"), where="place_relations.toml")
    with pytest.raises(KnowledgeError, match=said):
        read_relation_words({**raw, table: entry})


def test_file_with_an_unknown_table_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="tables"):
        read_relation_words({"before": {}})


@pytest.mark.parametrize("distance", ["50000 km", "99999999999999 miles", "0 km"])
def test_distance_that_no_place_can_lie_at_displaces_nothing(distance: str) -> None:
    text = f"a camp {distance} west of Amarah"
    relation = relation_at(text, text.index("Amarah"), len(text))
    assert relation is None or relation.km is None
