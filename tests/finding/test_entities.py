"""What a document names: names, descriptions and pronouns, each with its type."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.finding.actors import find_actors
from dateline.finding.entities import find_entities
from dateline.finding.numbers import find_numbers
from dateline.finding.places import find_places
from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Mention, MentionForm


def mentions(text: str) -> list[Mention]:
    document = Document(id="d0", sha256="0" * 64, text=text)
    sentences = parse([(0, text)])
    found = find_entities(
        document,
        sentences,
        times=find_times(document, sentences),
        places=find_places(document, sentences),
        actors=find_actors(document, sentences),
        numbers=find_numbers(document, sentences),
    )
    assert len(found) == len(sentences)
    return [m for one in found for m in one]


def named(text: str) -> dict[str, str]:
    return {m.evidence.words: m.type.value for m in mentions(text) if m.form is MentionForm.NAME}


def described(text: str) -> dict[str, str]:
    return {m.evidence.words: m.type.value for m in mentions(text) if m.form is MentionForm.NOMINAL}


@pytest.mark.parametrize(
    ("text", "words", "type_"),
    [
        ("Prime Minister Nouri al-Maliki flew to Basra.", "Nouri al-Maliki", "person"),
        ("The men were driven through southern Yemen.", "Yemen", "state"),
        ("Fighting went on in Helmand province.", "Helmand province", "state"),
        ("The Mahdi Army militia left.", "Mahdi Army", "organisation"),
        ("The Basra police department was hit.", "Basra police department", "organisation"),
        ("A rocket hit al-Asad Airbase at dawn.", "al-Asad Airbase", "facility"),
        ("Rebels burned Fort Mardan.", "Fort Mardan", "facility"),
        ("Boats crossed the Red Sea at night.", "Red Sea", "location"),
        ("Iraqi officers met.", "Iraqi", "nationality"),
        ("Operation Iron Spear of the North began.", "Operation Iron Spear of the North", "operation"),
        ("The Kilo Ridge Offensive cost many lives.", "Kilo Ridge Offensive", "operation"),
        ("The destroyer USS Corbin turned back.", "USS Corbin", "platform"),
        ("A U.S.-Iraqi patrol was ambushed.", "U.S.", "state"),
        ("They left on 4 May 2009.", "4 May 2009", "temporal"),
    ],
)
def test_find_entities_types_names(text: str, words: str, type_: str) -> None:
    assert named(text).get(words) == type_


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The New York Times wrote of it.", "The New York Times"),
        ("Iran’s army marched.", "Iran’s"),
        ("American troops left.", "American troops"),
        ("Shells hit Homs, Hama and Idlib.", "Homs, Hama"),
        ("Near Mosul a bomb went off.", "Near Mosul"),
        ("Prime Minister Nouri al-Maliki flew home.", "Prime Minister Nouri al-Maliki"),
    ],
)
def test_name_takes_in_no_article_owner_title_or_neighbour(text: str, words: str) -> None:
    assert words not in named(text)


def test_name_has_one_type_in_a_document() -> None:
    text = "Kareem al-Battat spoke. Battat blamed Tehran. The crowd cheered Battat."
    assert named(text)["Battat"] == "person"
    assert len([m for m in mentions(text) if m.evidence.words == "Battat"]) == 2


def test_operation_is_known_again_without_its_first_word() -> None:
    text = "Operation Promise of Rain began on Monday. More raids followed after Promise of Rain ended."
    assert named(text)["Promise of Rain"] == "operation"


def test_acronym_in_brackets_is_what_its_name_is() -> None:
    text = "The National Salvation Council (NSC) met. The NSC adjourned."
    assert named(text)["NSC"] == named(text)["National Salvation Council"] == "organisation"


@pytest.mark.parametrize(
    ("text", "words", "type_"),
    [
        ("The rebel group fled.", "The rebel group", "organisation"),
        ("Its spokesman denied it.", "Its spokesman", "person"),
        ("They shelled a hospital.", "a hospital", "facility"),
        ("They crossed the river.", "the river", "location"),
        ("Two frigates sailed.", "frigates", "platform"),
        ("Police found twelve rockets.", "rockets", "weapon"),
        ("Police found twelve rockets.", "twelve", "quantity"),
        ("The mayor of Kirkuk resigned.", "The mayor of Kirkuk", "person"),
    ],
)
def test_find_entities_describes_what_has_no_name(text: str, words: str, type_: str) -> None:
    assert described(text).get(words) == type_


def test_pronoun_has_the_type_and_the_actor_of_what_it_stands_for() -> None:
    he = next(m for m in mentions("Muqtada al-Sadr left Najaf. He gave no reason.") if m.evidence.words == "He")
    assert (he.form, he.type.value) == (MentionForm.PRONOUN, "person")
    assert he.actor is not None
    assert he.actor.id == "muqtada-al-sadr"


def test_mention_keeps_the_actor_and_the_place_that_were_read() -> None:
    by_words = {m.evidence.words: m for m in mentions("Hezbollah shelled Haifa.")}
    assert by_words["Hezbollah"].actor is not None
    assert by_words["Haifa"].place is not None


def test_unparsed_document_names_nothing() -> None:
    assert mentions(" ") == []


WORDS = st.lists(
    st.sampled_from(["Operation", "Kilo", "the", "and", ",", "Iraq", "’s", "al-Sadr", "Army", "of", "U.S.-led"]),
    min_size=1,
    max_size=14,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_evidence_holds_and_names_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = mentions(text)
    assert found == mentions(text)
    assert all(text[m.evidence.start : m.evidence.end] == m.evidence.words for m in found)
    things = [m for m in found if m.form is MentionForm.NAME and m.type.value != "temporal"]
    assert all(a.evidence.end <= b.evidence.start for a, b in pairwise(things))


def test_name_before_a_settlements_noun_is_no_person() -> None:
    assert named("Planes bombed Moe Tarr Lay village at dawn.").get("Moe Tarr Lay") != "person"
