"""How one document names somebody, gathered from all that was coded of it and from nothing else."""

from __future__ import annotations

import pytest

from dateline.reconciling.actors.namings import gather_namings, is_acronym, is_name, spelling_of, titles_of


def test_names_of_one_document_are_gathered_from_all_its_rows(a_party, a_row) -> None:
    found = gather_namings(
        [
            a_row("d1", a_party("Col. Hassan Birre", name="Hassan Birre"), country="SO"),
            a_row("d1", a_party("Birre", name="Hassan Birre"), country="SO"),
            a_row("d2", a_party("Hassan Birre"), country="KE"),
        ]
    )
    one, two = found.namings
    assert (one.key, two.key) == (("d1", "text:hassan birre"), ("d2", "text:hassan birre"))
    assert (one.count, one.short, one.titles, one.person) == (2, ("Birre",), frozenset({"col"}), True)
    assert (one.lands, two.lands) == (frozenset({"SO"}), frozenset({"KE"}))
    assert (two.titles, two.person) == (frozenset(), None)


def test_known_actors_are_no_namings_but_their_names_are_told(a_party, a_row) -> None:
    row = a_row("d1", a_party("Mahdi Army", id="mahdi-army", country="IQ"), a_party("QZX Front"))
    found = gather_namings([row])
    assert [one.id for one in found.namings] == ["text:qzx front"]
    assert found.known == (("mahdi-army", "Mahdi Army"),)
    assert found.namings[0].lands == {"IQ"}
    assert found.namings[0].beside == {"mahdi-army"}


def test_a_document_is_about_the_countries_that_it_names_often(a_party, a_row) -> None:
    rows = [a_row("d1", a_party("QZX Front"), country="SO") for _ in range(5)]
    assert gather_namings([*rows, a_row("d1", country="KE")]).namings[0].lands == {"SO"}
    often = [*rows, a_row("d1", country="KE"), a_row("d1", country="KE")]
    assert gather_namings(often).namings[0].lands == {"SO", "KE"}


@pytest.mark.parametrize(("type_", "person"), [("person", True), ("organisation", False), ("facility", None)])
def test_a_mention_tells_whether_it_names_a_person(a_mention, type_, person) -> None:
    assert gather_namings([a_mention("d1", "Qasab Nuur", type_)]).namings[0].person is person


def test_a_mention_tells_whether_a_person_acts_in_public(a_mention) -> None:
    private = a_mention("d1", "Qasab Nuur", "person", "private")
    public = a_mention("d1", "Qasab Nuur", "person", "public")
    assert gather_namings([private]).namings[0].public is False
    assert gather_namings([private, public]).namings[0].public is True
    assert gather_namings([a_mention("d1", "QZX Front", "organisation")]).namings[0].public is None


def test_claims_name_by_their_terms_and_a_place_is_nobody(a_party, a_row) -> None:
    claim = a_row("d1", what="claims", subject=a_party("Hodan Rooble"), object={"id": None, "name": "the fort"})
    place = a_row("d1", what="claims", subject=a_party("Kismayo", id="geonames:1"), object=None)
    assert [one.id for one in gather_namings([claim, place]).namings] == ["text:hodan rooble"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ridwan Osman", True),
        ("al-Qamar", True),
        ("al Qamar", True),
        ("Quick Zebra Front", True),
        ("gunmen", False),
        ("American officer", False),
        ("head of the Committee", False),
        ("Police", False),
        ("the Government", False),
    ],
)
def test_names_are_told_from_descriptions(words: str, name: bool) -> None:
    assert is_name(words) is name


def test_acronyms_are_all_capitals() -> None:
    assert [is_acronym(words) for words in ("QZX", "Q.Z.X.", "Qzx", "Q", "QZX 5", "ABCDEFGHIJ")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_titles_stand_right_before_the_name_and_are_all_titles() -> None:
    assert titles_of("Brig. Gen. Ridwan Osman", "Ridwan Osman") == ("brig", "gen")
    assert titles_of("friend Ridwan Osman", "Ridwan Osman") == ()
    assert titles_of("Col. Osman", "Ridwan Osman") == ()
    assert titles_of("he", "Ridwan Osman") == ()


@pytest.mark.parametrize("words", ["he", "the colonel", "the group", "The Colonel", "Baker"])
def test_a_pronoun_or_a_description_spells_no_unknown_name(words: str) -> None:
    assert spelling_of(words, "Ridwan Osman") is None


def test_a_known_actor_may_be_spelt_in_words_that_its_name_has_not() -> None:
    assert spelling_of("Jaish al-Mahdi", "Mahdi Army", known=True) == "Jaish al-Mahdi"
    assert spelling_of("Sons of the Marsh", "Mahdi Army") is None
    assert spelling_of("QZX", "Quick Zebra Xebec") == "QZX"
