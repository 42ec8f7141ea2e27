"""Whose government "the government" is, in a text about one country and in a text about several."""

import pytest

from dateline.finding.actor_lands import lands_of
from dateline.finding.actors import find_actors
from dateline.knowledge.actors import open_actors, open_groups
from dateline.language import parse
from dateline.model import Document

MIXED = "Clashes broke out in Chad. Trade grew in Peru. Roads were cut in Mali. Storms hit towns in Niger."


def ids(text: str, *, focus: str | None = None) -> dict[str, str]:
    document = Document(id="d0", sha256="0" * 64, text=text)
    found = find_actors(document, parse([(0, text)]), focus=focus)
    return {m.evidence.words: m.actor.id for sentence in found for m in sentence}


def test_government_of_a_text_about_one_country_is_that_ones() -> None:
    told = "Clashes broke out in Chad. Roads in Chad were cut. Later the government called for calm."
    assert ids(told, focus="TD")["government"] == "TD:government"


def test_government_in_a_text_about_several_is_that_of_the_scene_before_it() -> None:
    told = f"{MIXED} Crowds gathered in Bolivia. The government called for calm."
    assert ids(told, focus="TD")["government"] == "BO:government"


@pytest.mark.parametrize(
    "told",
    [
        f"{MIXED} Crowds gathered in Bolivia and in Chile. The government called for calm.",
        f"{MIXED} One man spoke. Another sang. A third one slept. The government called for calm.",
        f"{MIXED}\n\nThe government called for calm.",
        f"{MIXED} Crowds gathered in Bolivia. The foreign government called for calm.",
    ],
)
def test_government_of_no_one_country_stays_without(told: str) -> None:
    assert ids(told, focus="TD").popitem()[1] == "any:government"


def test_soldiers_in_a_text_about_several_are_nobodys() -> None:
    assert ids(f"{MIXED} Crowds gathered in Bolivia. The soldiers slept.", focus="TD")["soldiers"] == "any:soldiers"


def test_capital_is_that_of_the_state_that_the_text_speaks_of() -> None:
    old = "Soviet troops crossed the river. Soviet guns fired. Moscow condemned the vote."
    assert ids(old)["Moscow"] == "SUHH:government"
    new = "Russian troops crossed the river. Russian guns fired. Moscow condemned the vote."
    assert ids(new)["Moscow"] == "RU:government"


def test_embassy_is_not_one_of_the_country_it_stands_in() -> None:
    told = "Clashes broke out in Chad. Roads in Chad were cut. Gunmen attacked an embassy."
    assert ids(told, focus="TD")["embassy"] == "any:embassy"


def test_lands_of_a_text_without_countries_have_no_home() -> None:
    sentences = parse([(0, "The men slept.")])
    lands = lands_of(sentences, open_actors(), None)
    assert not lands.leads
    assert lands.home(open_groups().by_slug["government"], sentences[0], 0, sentences[0].tokens[0]) is None


@pytest.mark.parametrize(
    ("told", "noun", "whose"),
    [
        # two of the name at once, and the nearest
        ("Lebanon's army and the Israeli army exchanged fire. The army lost two men.", "army", "any:army"),
        ("Sudan's army bombed Nyala. The Chadian army crossed the border. The army killed two men.", "army", "TD:army"),
        ("Congolese troops met Rwandan troops. The troops lost two men.", "troops", "any:soldiers"),
        ("Kenyan and Ethiopian troops came. The troops shot two men.", "troops", "any:soldiers"),
        ("Kenyan troops entered Somalia. The troops shot two men.", "troops", "KE:military"),
        # a state that was told of in between, or that the sentence is set in
        ("Clashes went on in Iraq. Iraq's roads were cut. Turkey spoke. The army shot a man.", "army", "any:army"),
        ("Clashes went on in Iraq. Iraq's roads were cut. The army shot a man.", "army", "IQ:army"),
        ("Sudan's army slept. In Chad the army shot two men.", "army", "any:army"),
        ("Clashes went on in Sudan. Roads in Sudan were cut. In Chad, police shot two men.", "police", "any:police"),
        ("Kenya's army slept. The Somali president said the army shot two men.", "army", "any:army"),
        # who sent them
        ("Soldiers from Venezuela shot two men.", "Soldiers", "VE:military"),
        ("Kenya pulled its soldiers from Somalia.", "soldiers", "KE:soldiers"),
    ],
)
def test_whose_soldiers_are_in_a_text_of_two_armies(told: str, noun: str, whose: str) -> None:
    focus = next((code for name, code in (("in Iraq", "IQ"), ("in Sudan", "SD")) if name in told), None)
    assert ids(told, focus=focus)[noun] == whose


def test_soldiers_are_nobodys_where_only_two_governments_are_named() -> None:
    told = "The Chadian Foreign Ministry wrote to the Emirati Foreign Ministry. Army fire killed nine."
    assert ids(told, focus="AE")["Army"] == "any:army"
    told = "The Chadian government wrote a letter. Army fire killed nine."
    assert ids(told, focus="TD")["Army"] == "TD:army"
