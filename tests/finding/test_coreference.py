"""Whom pronouns and definite nouns stand for, and when that is left open."""

from __future__ import annotations

import pytest

from dateline.finding.actors import find_actors
from dateline.language import parse
from dateline.model import Document


def taken_up(text: str) -> list[tuple[str, str]]:
    document = Document(id="d0", sha256="0" * 64, text=text)
    found = find_actors(document, parse([(0, text)]))
    return [(m.evidence.words, m.actor.id) for one in found for m in one if m.antecedent]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # what was done to somebody goes on with whoever it was done to
        ("Troops freed fifty women. They had been held for a year.", ("They", "any:people")),
        ("Turkish troops shelled a village. They fired for an hour.", ("They", "TR:military")),
        # a possessive belongs to its own clause
        ("Syrian soldiers came after Iraqi police had left their post.", ("their", "IQ:police")),
        # what stands behind the noun is not what it takes up
        ("The FARC freed two men. The group said the Red Cross had helped.", ("The group", "farc")),
        # those who are only described are taken up where nobody else fits
        ("The envoy called on soldiers to stay calm. They agreed.", ("They", "any:soldiers")),
        ("Hamas fired rockets. Israel said the armed group had broken the truce.", ("armed group", "hamas")),
        ("Police held a miner. They told nobody. He had been sought for months.", ("He", "any:workers")),
        ("The Kilo Salvation Front met. Iran thanked the movement.", ("the movement", "text:kilo salvation front")),
        ("Hezbollah and Hamas met in Beirut. The latter asked for money.", ("latter", "hamas")),
        # an object is not its own clause's subject under another word
        ("Angela Merkel met Vladimir Putin. She warned him.", ("him", "vladimir-putin")),
    ],
)  # fmt: skip
def test_pronoun_or_noun_takes_up_whom_it_stands_for(text: str, link: tuple[str, str]) -> None:
    words, id_ = link
    given = dict(taken_up(text))
    assert given.get(words, given.get(words.split()[-1])) == id_


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police fired at demonstrators. They were angry.", "They"),
        ("Somali police held three men and said that they had confessed.", "they"),
        ("His lawyers said police had hit him. They denied it.", "They"),
    ],
)
def test_pronoun_is_left_open_where_two_may_be_meant(text: str, words: str) -> None:
    assert words not in dict(taken_up(text))


def test_what_is_a_persons_is_not_that_person() -> None:
    text = "General Ratko Mladic gave an order. His soldiers obeyed."
    document = Document(id="d0", sha256="0" * 64, text=text)
    found = find_actors(document, parse([(0, text)]))
    soldiers = next(m for one in found for m in one if m.evidence.words.endswith("soldiers"))
    assert soldiers.actor.id != "ratko-mladic"
    assert not soldiers.actor.id.startswith("text:")
