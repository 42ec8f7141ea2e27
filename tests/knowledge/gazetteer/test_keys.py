"""The keys under which spellings meet, and the data that they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.gazetteer.globe import distance_km, middle
from dateline.knowledge.gazetteer.keys import bare_key, generic_words, place_key, spellings_of_another, stated_kind
from dateline.model import PlaceKind

SAME = [
    ("Al ‘Amārah", "Amara"),
    ("Tall Abyad", "Tell Abiad"),
    ("Jabal Abd al-Aziz", "Mount Abdul Aziz"),
    ("Nord-Kivu", "North Kivu"),
    ("Sud Ubangi", "South Ubangi"),
    ("Đakovica", "Dakovica"),
    ("St. Louis", "Saint Louis"),
    ("Bayt Hanun", "Beit Hanoun"),
    ("Haut-Uele", "Upper Uele"),
]
BARE = [
    ("Kukawa LGA", "kukawa"),
    ("Qada Balad", "balad"),
    ("Bahr al-Ghazal region", "bahr al ghazal"),
    ("Commune of Kabezi", "kabezi"),
    ("Departamento del Cauca", "cauca"),
    ("Orakzai agency", "orakzai"),
    ("Kamonia territory", "kamonia"),
    ("Niafunke cercle", "niafunke"),
    ("Qarabagh district (Ghazni)", "qarabagh"),
    ("Maiduguri Local Government Area", "maiduguri"),
    ("Aqraba suburb", "aqraba"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_place_key_joins_spellings_of_one_place(one: str, other: str) -> None:
    assert place_key(one)[0] == place_key(other)[0]


@pytest.mark.parametrize(("one", "other"), [("Basra", "Busra"), ("Sur", "South"), ("Nord", "North"), ("Gao", "Goa")])
def test_place_key_keeps_places_apart(one: str, other: str) -> None:
    assert place_key(one)[0] != place_key(other)[0]


@pytest.mark.parametrize(("words", "bare"), BARE)
def test_bare_key_drops_the_sort_of_an_area_in_many_languages(words: str, bare: str) -> None:
    assert bare_key(words)[1] == bare


@given(st.text(max_size=40))
def test_keys_of_any_text_are_made_and_stay(text: str) -> None:
    for make in (place_key, bare_key):
        key, folded = make(text)
        assert bool(key) <= bool(folded)
        assert make(text) == (key, folded)


def test_generic_words_name_kinds_only() -> None:
    assert set(map(PlaceKind, generic_words().values())) <= {
        PlaceKind.FIRST_LEVEL,
        PlaceKind.SECOND_LEVEL,
        PlaceKind.SETTLEMENT,
    }


def test_stated_kind_is_the_last_words() -> None:
    assert stated_kind("Kabezi commune") is PlaceKind.SECOND_LEVEL
    assert stated_kind("the city of Homs") is PlaceKind.SETTLEMENT
    assert stated_kind("Homs") is None


def test_lookup_prefers_the_kind_that_the_name_says() -> None:
    places = open_gazetteer()
    assert places.lookup("Homs governorate", countries=["SY"])[0].place.kind is PlaceKind.FIRST_LEVEL
    assert places.lookup("Homs", countries=["SY"])[0].place.kind is PlaceKind.SETTLEMENT
    assert places.lookup("Ariha district", countries=["SY"])[0].place.kind is PlaceKind.SECOND_LEVEL
    assert places.lookup("Tall Abyad district", countries=["SY"])[0].place.kind is PlaceKind.SECOND_LEVEL


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(-89, 89), st.floats(-180, 180))
def test_distance_is_the_same_both_ways_and_within_half_the_globe(a: float, b: float, c: float, d: float) -> None:
    there, back = distance_km((a, b), (c, d)), distance_km((c, d), (a, b))
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


@given(st.floats(-80, 80), st.floats(-179, 179))
def test_middle_of_one_point_is_the_point(lat: float, lon: float) -> None:
    assert middle([(lat, lon, 3.0)]) == pytest.approx((lat, lon), abs=1e-6)


def test_area_is_found_by_another_spelling_of_its_seat() -> None:
    found = open_gazetteer().lookup("Kharkov region", countries=["UA"])
    assert ("Kharkiv", PlaceKind.FIRST_LEVEL) in [(e.place.name, e.place.kind) for e in found]
    assert all(e.place.kind is not PlaceKind.FIRST_LEVEL for e in open_gazetteer().lookup("Kharkov", countries=["UA"]))


def test_spellings_of_another_place_are_not_those_of_the_city_that_lists_them():
    listed = spellings_of_another()
    assert "busra" in listed[99532]
    assert all("basra" not in names for names in listed.values())
