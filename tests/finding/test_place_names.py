import pytest

from dateline.errors import KnowledgeError
from dateline.finding import place_names
from dateline.finding.place_names import Name, first_level_in, meant_areas
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import PlaceKind


def test_kind_hangs_on_the_country_where_its_word_does() -> None:
    name = Name("Cauca", PlaceKind.SECOND_LEVEL, first_in=first_level_in()["departments"])
    assert name.kind_in("CO") is PlaceKind.FIRST_LEVEL
    assert name.kind_in("BJ") is PlaceKind.SECOND_LEVEL


def test_every_area_that_a_bare_name_means_is_in_the_gazetteer() -> None:
    areas = [area for areas in meant_areas().values() for area in areas]
    assert areas
    for country, area in areas:
        assert area in {e.place.name for e in open_gazetteer().lookup(area, countries=(country,))}


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (meant_areas, {"XX": {"gaza": "Gaza Strip"}}),
        (meant_areas, {"PS": {"Gaza": "Gaza Strip"}}),
        (first_level_in, {"department": "CO"}),
        (first_level_in, {"department": ["XX"]}),
    ],
)
def test_files_are_checked(read, raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_names, "read_toml", lambda _: raw)
    with pytest.raises(KnowledgeError):
        read.__wrapped__()
