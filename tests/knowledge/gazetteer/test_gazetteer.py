import sqlite3
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.keys import place_key, skeleton

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


def test_province_says_whose_point_it_has() -> None:
    place = open_gazetteer().lookup("Helmand", countries=["AF"])[0].place
    assert place.kind.value == "admin1"
    with sqlite3.connect(FOLDER / "places.sqlite") as file:
        assert file.execute("SELECT point FROM place WHERE id = ?", (place.id,)).fetchone() == ("largest settlement",)
    file.close()


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
    ],
)
def test_pack_names_file_and_entry_of_what_is_wrong(tmp_path: Path, entry: str, complaint: str) -> None:
    (tmp_path / "mine.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"mine\.toml") as caught:
        Gazetteer(str(FOLDER / "places.sqlite"), tmp_path)
    assert complaint in str(caught.value)
