"""Words in, description out: country, kind, who stands behind, and what was so on the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.actors import open_all_countries, open_countries, open_groups, open_kinds
from dateline.knowledge.describing import Description, describe


@pytest.mark.parametrize(
    ("words", "country", "kind"),
    [
        ("Peruvian policemen", "PE", "police"),
        ("policemen in Gaziantep", "TR", "police"),
        ("Gaziantep police", "TR", "police"),
        ("the provincial council", None, "legislature"),
        ("Jordan's interior ministry", "JO", "government"),
        ("the defence minister of Chad", "TD", "government"),
        ("Uzbekistan", "UZ", None),
        ("UZB", "UZ", None),
        ("TBILISI", "GE", "government"),
        ("Osaka", "JP", "civilian"),
        ("Latvians", "LV", None),
        ("three Latvian men", "LV", None),
        ("a crowd of shepherds", None, "civilian"),
        ("dairy farmers", None, "agriculture"),
        ("government accountant", None, "government"),
        ("head of the airline's board", None, "business"),
        ("chief of army staff of Ghana", "GH", "military"),
        ("Swedish ambassador to Chile", "SE", "diplomat"),
        ("lecturer in law at the University of Graz in Austria", "AT", "education"),
        ("members of the Bundestag", "DE", "legislature"),
        ("the Quds Force commander", "IR", "military"),
        ("a former Mossad officer", "IL", "elite"),
        ("parts of Bolivia", "BO", None),
        ("Latin American governments", None, "government"),
    ],
)
def test_describe_tells_country_and_kind(words: str, country: str | None, kind: str | None) -> None:
    found = describe(words)
    assert (found.country, found.kind) == (country, kind)


@pytest.mark.parametrize("words", ["", "the", "he", "a truce", "Georg Wilhelm Maier", "xqzwv", "was, told"])
def test_describe_says_nothing_of_what_is_no_actor(words: str) -> None:
    assert describe(words).says_nothing


@pytest.mark.parametrize(
    ("words", "country", "backer"),
    [
        ("Iranian-backed militia", None, "IR"),
        ("Iranian-backed militia in Diyala", "IQ", "IR"),
        ("Tehran-backed militiamen", None, "IR"),
        ("a Kenya-based charity", "KE", None),
        ("anti-Russian protesters", None, None),
    ],
)
def test_describe_keeps_a_backer_apart_from_the_country(words: str, country: str | None, backer: str | None) -> None:
    found = describe(words)
    assert (found.country, found.backer) == (country, backer)


@pytest.mark.parametrize(
    ("day", "kind", "former"),
    [
        (date(2004, 6, 1), "party", False),
        (date(2010, 5, 1), "government", False),
        (date(2022, 5, 1), "elite", True),
        (None, "government", False),
    ],
)
def test_describe_goes_by_the_office_on_the_day(day: date | None, kind: str, former: bool) -> None:
    found = describe("Angela Merkel", on=day)
    assert (found.country, found.kind, found.former) == ("DE", kind, former)


def test_describe_goes_by_what_a_group_was_on_the_day() -> None:
    assert [describe("the Taliban", on=date(year, 6, 1)).kind for year in (2000, 2005, 2022)] == [
        "government",
        "rebel",
        "government",
    ]


def test_describe_finds_a_person_by_title_and_last_name() -> None:
    assert describe("Chancellor Kohl", on=date(1995, 1, 1)).actor == describe("Helmut Kohl", on=date(1995, 1, 1)).actor
    assert describe("Jordan's King Abdullah").country == "JO"


def test_describe_believes_a_title_that_is_said() -> None:
    assert describe("President Sarkozy", on=date(2012, 6, 1)).kind == "government"
    assert describe("Mr Sarkozy", on=date(2012, 6, 1)).kind == "elite"
    assert describe("former president Sarkozy", on=date(2012, 6, 1)).kind == "elite"


def test_describe_takes_the_title_of_somebody_unknown() -> None:
    found = describe("Senator Ottokar Wendelin")
    assert (found.kind, found.rest) == ("legislature", "Ottokar Wendelin")


def test_describe_gives_organs_of_a_state_the_country_that_is_spoken_of() -> None:
    assert describe("the National Guard").country is None
    assert describe("the National Guard", context="Saudi").actor == describe("Saudi National Guard").actor
    assert describe("villagers", context="Saudi").country is None


def test_describe_tells_the_body_of_states_instead_of_a_country() -> None:
    assert describe("World Health Organization").body == "united-nations"
    found = describe("the EU legislature")
    assert (found.body, found.country, found.kind) == ("european-union", None, "legislature")


def test_describe_tells_parties_of_one_name_apart_by_context() -> None:
    assert describe("Justice and Development Party", context="Morocco").country == "MA"
    assert describe("Justice and Development Party", context="Turkish").country == "TR"


def test_describe_reads_what_is_apposed() -> None:
    found = describe("Zubin Aktash, Peru’s police chief")
    assert (found.country, found.kind) == ("PE", "police")


@pytest.mark.parametrize("country", sorted(open_countries().by_code))
def test_describe_knows_the_police_of_every_country(country: str) -> None:
    known = open_countries().by_code[country]
    assert describe(f"the police of {known.spoken}").country == country
    for adjective in known.adjectives:
        found = describe(f"{adjective} police")
        assert (found.country, found.kind) == (country, "police")


@given(
    st.lists(st.sampled_from("the of , former Iraqi U.S. -backed rebels King president in Basra 's Two a's".split()))
)
def test_describe_holds_its_invariants_for_any_words(words: list[str]) -> None:
    found = describe(" ".join(words))
    assert isinstance(found, Description)
    assert found.kind is None or found.kind in open_kinds()
    assert found.role is None or found.role in open_groups().by_slug
    assert found.country is None or found.country in open_all_countries().by_code
    assert describe(" ".join(words)) == found
