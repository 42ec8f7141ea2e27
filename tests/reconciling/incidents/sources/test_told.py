"""What an incident's reports tell of who knew, each by itself."""

from __future__ import annotations

from dataclasses import replace

from tests.reconciling.incidents.short_reports import Said, Told, article, origins_in

from dateline.model import VoiceKind, ZoneKind
from dateline.reconciling.incidents.sources.knowers import Knower, Knowing
from dateline.reconciling.incidents.sources.told import Told as Material

HAMID = "Captain Hamid Sow|text:hamid sow|military"


def knowers(*articles: Told) -> list[Knower]:
    reports = [r for a in articles for r in a.reports]
    material = Material(reports, (), {a.document.id: a.document for a in articles})
    return [material.knowers[r.id] for r in reports]


def test_who_told_this_newspaper_told_the_outlet() -> None:
    text = "A dyer told this newspaper that she hid. Her vats were hit by shots."
    (knower,) = knowers(article(text, Said("hit"), outlet="Kayes Post"))
    assert (knower.how, knower.node[0]) == (Knowing.SEEN, "outlet")
    (knower,) = knowers(article(text.replace("told this newspaper", "said"), Said("hit"), outlet="Kayes Post"))
    assert knower.how is Knowing.OWN


def test_a_newspaper_without_a_name_is_no_other_outlet() -> None:
    said = Said("hit", ("dyer||unknown", "this newspaper||outlet"))
    (knower,) = knowers(article("A dyer told this newspaper that vats were hit.", said, outlet="Kayes Post"))
    assert knower.node[1] == "kais pust"


def test_a_voice_that_published_here_is_an_outlet() -> None:
    printed = article("Vats were hit in Kayes.", Said("hit"), outlet="Kayes Post")
    said = Said("hit", ("Kayes Post|text:kayes post|official",))
    other = article("Vats were hit, the Kayes Post reported.", said, outlet="Segou Ink")
    assert knowers(printed, other)[1].node == ("outlet", "kais pust")
    assert len(origins_in(printed, other)) == 1


def test_a_person_who_is_quoted_elsewhere_is_recognised_where_a_paragraph_names_him() -> None:
    quoted = article("Vats were hit, Captain Hamid Sow said.", Said("hit", (HAMID,)), outlet="Kayes Post")
    missed = article("Vats were hit. It was dark, Hamid Sow recalls.", Said("hit"), outlet="Segou Ink")
    party = article("Hamid Sow fired until vats were hit.", Said("hit", actor="text:hamid sow"), outlet="Nioro Mail")
    _, one, other = knowers(quoted, missed, party)
    assert one.node == ("voice", "text:hamid sow")
    assert other.how is Knowing.OWN


def test_a_described_voice_that_is_a_name_is_a_voice() -> None:
    (knower,) = knowers(
        article("Vats were hit, Doctor Awa Ba said.", Said("hit", ("Doctor Awa Ba||unknown",)), outlet="Kayes Post")
    )
    assert knower.node == ("voice", "text:doctor awa ba")


def test_a_headline_says_what_the_text_says() -> None:
    made = article(
        "Captain Hamid Sow: vats hit\nVats were struck by shots.", Said("hit", (HAMID,)), Said("struck"), outlet="Mail"
    )
    headline = replace(made.reports[0], zone=ZoneKind.HEADLINE)
    assert knowers(Told(made.document, (headline, made.reports[1])))[0].how is Knowing.OWN
    assert knowers(Told(made.document, (headline,)))[0].how is Knowing.NAMED


def test_a_rank_that_one_paper_gives_holds_for_the_voice() -> None:
    bare = article(
        "Vats were hit, Hamid Sow said.", Said("hit", ("Hamid Sow|text:hamid sow|unknown",)), outlet="A Post"
    )
    ranked = article("Vats were struck, Captain Hamid Sow said.", Said("struck", (HAMID,)), outlet="B Post")
    (origin,) = origins_in(bare, ranked)
    assert origin.kinds == (VoiceKind.MILITARY,)


def test_without_its_text_a_document_is_read_by_its_sentences() -> None:
    made = article("A dyer told this newspaper so. Vats were hit.", Said("hit"), outlet="Kayes Post")
    (knower,) = knowers(Told(replace(made.document, text=""), made.reports))
    assert knower.how is Knowing.OWN
