"""The listed: what they were and when, by which names they are found, and what is refused."""

from typing import Any

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_groups
from dateline.knowledge.actors.known import KnownActors, Term, known_from, open_known

PEOPLE = {"PE": {"Ada Kron | A. Kron": "president 2001/2005-06; senator 2005-07/2010", "Uto Kron": "general 2003/"}}


def ids(raw: dict[str, Any], where: str = "people_x.toml") -> list[str]:
    return [known.actor.id for known in known_from(raw, where=where)]


def test_known_terms_hold_from_first_to_last_day() -> None:
    ada, uto = known_from(PEOPLE, where="people_x.toml")
    assert [t.title if (t := ada.term(day)) else None for day in ("2000-12-31", "2001-01-01", "2005-06-30")] == [
        None,
        "president",
        "president",
    ]
    assert ada.term("2011-01-01") is None
    last = ada.last_term("2011-01-01")
    assert last is not None
    assert last.title == "senator"
    assert uto.term("2050-01-01") == Term("general", "military", None, "officers", "2003", None)
    assert ada.term(None) == ada.terms[0]


def test_known_value_may_be_two_kinds() -> None:
    (known,) = known_from({"PE": {"Oca | Office of Things": "military + intelligence"}}, where="x.toml")
    assert (known.actor.kind, known.second, known.actor.id) == ("military", "intelligence", "pe-oca")


def test_known_key_may_name_several() -> None:
    assert ids({"PE": {"One Bank | OB ; Two Bank": "business"}}, "x.toml") == ["pe-one-bank", "pe-two-bank"]


def test_known_of_a_body_has_no_country() -> None:
    (known,) = known_from({"united-nations": {"Office of Winds": "igo"}}, where="x.toml")
    assert (known.actor.country, known.body) == (None, "united-nations")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"QQ": {"A": "party"}}, "neither a country's ISO code"),
        ({"PE": {"A": "wizard 2001/"}}, "is no kind, and no office"),
        ({"PE": {"A": "oz: president 2001/"}}, "is no kind, and no office"),
        ({"PE": {"A | ": "party"}}, "a name without letters"),
        ({"PE": {"A": ""}}, "a value is a kind"),
        ({"PE": {"A": 3}}, "a value is a kind"),
    ],
)
def test_known_refuses_what_does_not_fit(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        known_from(raw, where="people_x.toml")


def test_known_names_are_found_as_written_or_by_romanisation() -> None:
    known = open_known()
    assert known.named("Moammar Gadhafi") == known.named("Muammar Qaddafi")
    assert known.named("Sony") is not None
    assert known.named("Sunni") is None
    assert known.named("BJP") is not None
    assert known.named("bjp") is None


def test_known_of_one_name_are_told_apart_by_country_or_day() -> None:
    known = open_known()
    assert known.named("RSF") is None
    sudan = known.named("RSF", near="SD")
    assert sudan is not None
    assert sudan.actor.country == "SD"
    king = known.named("King Abdullah", day="2020-01-01")
    assert king is not None
    assert king.actor.country == "JO"


def test_known_ship_with_terms_in_order() -> None:
    listed = open_known()
    assert isinstance(listed, KnownActors)
    for known in listed.by_id.values():
        for term in known.terms:
            assert not (term.since and term.until) or term.since[:4] <= term.until[:4], (known.actor.name, term)
            assert term.role in open_groups().by_slug
