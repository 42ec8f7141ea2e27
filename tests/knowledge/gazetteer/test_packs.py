"""What every hand-kept place must show: one file format, one identifier, a source, and a point where it lies."""

import math
import re
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.keys import place_key
from dateline.knowledge.gazetteer.tables import KINDS, SCALE
from dateline.knowledge.names import fold
from dateline.model import PlaceKind

FOLDER = Path(__file__).parents[3] / "src/dateline/knowledge/gazetteer"
PACKS = sorted((FOLDER / "packs").glob("*.toml"))
WHOLE_COUNTRIES = frozenset({"world", "hist"})

# A place on land lies this near to a settlement of its country, or its area reaches one (kilometres).
NEAR = 300
# Islands without a settlement of 500 near them.
UNPEOPLED = {"world-attu-island", "world-kiska"}


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for pack in PACKS:
        for entry in tomllib.loads(pack.read_text(encoding="utf-8")).get("place", []):
            yield pack.stem, entry


def countries_of(entry: dict[str, Any]) -> set[str]:
    return {entry["country"]} if "country" in entry else set(entry.get("countries", ()))


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))


def test_identifiers_are_unique_and_begin_with_where() -> None:
    known: dict[str, str] = {}
    for pack, entry in entries():
        assert entry["id"] not in known, f"{entry['id']} is in {known[entry['id']]} and in {pack}"
        known[entry["id"]] = pack
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", entry["id"])
        start = entry["id"].partition("-")[0]
        assert start in WHOLE_COUNTRIES or start.upper() in countries_of(entry), entry["id"]


def test_countries_are_codes_of_countries() -> None:
    with sqlite3.connect(FOLDER / "places.sqlite") as file:
        codes = {code for (code,) in file.execute("SELECT DISTINCT country FROM place")}
    file.close()
    for _, entry in entries():
        assert countries_of(entry) <= codes, entry["id"]
        assert len(set(entry.get("countries", ("a", "b")))) > 1, f"{entry['id']}: one country is `country`"
        assert countries_of(entry) or entry["kind"] in ("water", "region"), f"{entry['id']} lies in no country"


def test_first_level_area_is_one_of_the_country() -> None:
    for _, entry in entries():
        if "admin1" in entry:
            assert "country" in entry, f"{entry['id']}: a province is of one country"
            areas = open_gazetteer().lookup(entry["admin1"], countries=[entry["country"]])
            assert any(a.place.kind is PlaceKind.FIRST_LEVEL for a in areas), (entry["id"], entry["admin1"])


def test_names_differ_within_a_country() -> None:
    bearers: defaultdict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for _, entry in entries():
        spellings = [fold(name) for name in (entry["name"], *entry.get("names", ()))]
        assert len(spellings) == len(set(spellings)), f"{entry['id']} says one spelling twice"
        here = countries_of(entry)
        for key in {place_key(name)[0] for name in spellings}:
            for other, there in bearers[key]:
                assert here, f"{entry['id']} is called {key!r} all over the world, and so is {other}"
                assert there, f"{other} is called {key!r} all over the world, and so is {entry['id']}"
                assert not here & there, f"{entry['id']} and {other} are both called {key!r}"
            bearers[key].append((entry["id"], here))


def test_sources_can_be_looked_up() -> None:
    for _, entry in entries():
        assert re.fullmatch(r"\S.{4,}\S", entry["source"]), entry["id"]


def test_points_lie_in_their_countries() -> None:
    with sqlite3.connect(FOLDER / "places.sqlite") as file:
        settled: dict[str, list[tuple[float, float]]] = defaultdict(list)
        rows = file.execute("SELECT country, lat, lon FROM place WHERE kind = ?", (KINDS.index(PlaceKind.SETTLEMENT),))
        for country, lat, lon in rows:
            settled[country].append((lat / SCALE, lon / SCALE))
    file.close()
    for _, entry in entries():
        here = countries_of(entry)
        if "lat" not in entry or not here or entry["id"] in UNPEOPLED:
            continue
        lat, lon = entry["lat"], entry["lon"]
        assert (round(lat, 2), round(lon, 2)) == (lat, lon), f"{entry['id']}: two decimals are enough"
        reach = max(NEAR, entry.get("radius_km", 0))
        box = reach / 111
        near = (p for c in here for p in settled[c] if abs(p[0] - lat) <= box)
        assert any(kilometres(lat, lon, *p) <= reach for p in near), f"{entry['id']} is nowhere near {sorted(here)}"


def test_reach_is_rounded_and_fits_the_globe() -> None:
    for _, entry in entries():
        if "radius_km" in entry:
            assert isinstance(entry["radius_km"], int), entry["id"]
            assert 0 < entry["radius_km"] <= 3_000, entry["id"]
            assert "lat" in entry, f"{entry['id']} reaches how far from where?"


def test_spelling_leads_to_its_place() -> None:
    for pack in PACKS:
        for spelling in tomllib.loads(pack.read_text(encoding="utf-8")).get("spelling", []):
            assert set(spelling) == {"of", "names"}, pack.name
            for name in spelling["names"]:
                ids = [e.place.id for e in open_gazetteer().lookup(name)]
                assert spelling["of"] in ids, (pack.name, name)


def found(words: str, *countries: str) -> Entry:
    return open_gazetteer().lookup(words, countries=countries or None)[0]


@pytest.mark.parametrize(
    ("words", "country", "id_"),
    [
        ("the Green Zone", "IQ", "pack:iq-green-zone"),
        ("Spyker camp", "IQ", None),
        ("Camp Spyker", "IQ", "pack:iq-camp-speicher"),
        ("Hmeimim", "SY", "pack:sy-khmeimim-air-base"),
        ("Donbas", "UA", "pack:ua-donbas"),
        ("Sinai", "EG", "pack:world-sinai"),
        ("Bakara Market", "SO", "pack:so-bakara"),
    ],
)
def test_hand_kept_place_is_found_in_its_country(words: str, country: str, id_: str | None) -> None:
    ids = [e.place.id for e in open_gazetteer().lookup(words, countries=[country])]
    assert (ids[0] if ids else None) == id_


def test_place_of_several_countries_is_found_in_each_and_nowhere_else() -> None:
    chad = found("Lake Chad", "NG")
    assert (chad.place.id, chad.place.country, chad.place.kind) == ("pack:world-lake-chad", None, PlaceKind.WATER)
    assert chad == found("Lake Chad", "TD")
    assert chad.lies_in({"CM"})
    assert not chad.lies_in({"IQ"})
    assert open_gazetteer().lookup("Lake Chad", countries=["IQ"]) == ()


def test_sea_lies_in_no_country_and_off_every_coast() -> None:
    sea = found("Gulf of Aden", "YE")
    assert sea == found("Gulf of Aden", "SO")
    assert (sea.place.country, sea.countries) == (None, ())
    assert sea.lies_in({"SO"})
    assert sea.lies_in(())


def test_area_says_how_far_it_reaches_and_stands_before_a_village_of_its_name() -> None:
    island = found("Luzon", "PH")
    assert (island.place.id, island.extent_km) == ("pack:world-luzon", 420)
    assert [e.place.kind for e in open_gazetteer().lookup("Luzon", countries=["PH"])][-1] is PlaceKind.SETTLEMENT


def test_place_in_one_country_and_in_several_at_once_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[place]]\nid = "x"\nname = "X"\nkind = "water"\ncountry = "IQ"\ncountries = ["IQ", "IR"]\nsource = "s"\n',
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError, match=r"mine\.toml.*only one"):
        Gazetteer(str(FOLDER / "places.sqlite"), tmp_path)
