import pytest

from dateline.errors import KnowledgeError
from dateline.exporting.states import State, state_of, states_from
from dateline.knowledge.actors import open_countries

REGIONS = [{"to": 199, "name": "Americas"}, {"to": 999, "name": "Elsewhere"}]


def test_countries_are_numbered_but_for_those_without_a_number() -> None:
    assert [c for c in open_countries().by_code if state_of(c).iso is None] == ["XK"]
    assert sorted(c for c in open_countries().by_code if state_of(c).gw is None) == ["PS", "VA"]


@pytest.mark.parametrize(
    ("code", "gw", "cow", "region"),
    [
        ("MX", 70, 70, "Americas"),
        ("UA", 369, 369, "Europe"),
        ("SD", 625, 625, "Africa"),
        ("YE", 678, 679, "Middle East"),
        ("PH", 840, 840, "Asia"),
    ],
)
def test_numbers_and_region(code: str, gw: int, cow: int, region: str) -> None:
    state = state_of(code)
    assert (state.gw, state.cow, state.region) == (gw, cow, region)


def test_unknown_country_has_no_numbers() -> None:
    assert state_of("XX") == state_of(None) == State()


@pytest.mark.parametrize(
    ("states", "complaint"),
    [
        ({"US": {"gw": 2}, "CA": {"gw": 2}}, "gw 2 is given to two"),
        ({"XX": {"gw": 2}}, "XX is no country"),
        ({"US": {"mass": 2}}, "other keys"),
    ],
)
def test_file_is_checked(states, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint):
        states_from({"region": REGIONS, "states": states})


def test_regions_go_up() -> None:
    with pytest.raises(KnowledgeError, match="from low numbers"):
        states_from({"region": REGIONS[::-1], "states": {}})
