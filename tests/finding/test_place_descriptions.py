import pytest

from dateline.finding.place_descriptions import place_of_description
from dateline.model import PlaceKind


def put(words: str, *areas: str, country: str = "IQ"):
    placing = place_of_description(words, country=country, areas=areas)
    assert placing is not None
    return placing


def test_town_is_a_point() -> None:
    placing = put("a market in Basra", "Basra governorate")
    assert (placing.place.kind, int(placing.precision)) == (PlaceKind.SETTLEMENT, 1)


def test_nearness_is_read() -> None:
    assert int(put("Basra (outside)", "Basra governorate").precision) == 2


def test_name_that_nobody_knows_is_put_in_the_finest_area() -> None:
    placing = put("Qwertabad village", "Maysan governorate")
    assert (placing.place.kind, placing.place.admin1, int(placing.precision)) == (PlaceKind.FIRST_LEVEL, "Maysan", 4)
    assert placing.evidence.words == "Maysan governorate"


def test_name_of_an_area_beside_another_name_is_no_town() -> None:
    placing = put("Qwertabad village in Basra", "Basra governorate")
    assert placing.place.kind is PlaceKind.FIRST_LEVEL


def test_namesake_in_another_province_is_not_taken() -> None:
    placing = put("Tikrit", "Basra governorate")
    assert placing.place.admin1 == "Basra"


def test_nothing_known_leaves_the_country() -> None:
    placing = put("somewhere")
    assert (placing.place.id, int(placing.precision)) == ("country:IQ", 6)


@pytest.mark.parametrize("words", ["", "a", "Near", "…", "Basra" * 50, "(Basra", "al-"])
def test_evidence_is_in_the_words_and_the_areas(words: str) -> None:
    placing = put(words, "Basra governorate")
    text = f"{words}, Basra governorate, Iraq"
    assert text[placing.evidence.start : placing.evidence.end] == placing.evidence.words
