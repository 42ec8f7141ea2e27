"""A credit names an outlet or an author beside a word of crediting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconciling.derivation.short_articles import made

from dateline.model import Document, Span, Zone, ZoneKind
from dateline.reconciling.derivation.crediting import Credit, CreditFinder, names_of, voice_named
from dateline.reconciling.derivation.wording import wording_of

POST = replace(made("A mill burned.", outlet="The Kassala Post", day="2012-03-05"), authors=("Hanan Sidahmed",))


def credits_of(document: Document) -> list[Credit]:
    return list(CreditFinder(names_of([POST, document])).credits_of(wording_of(document)))


@pytest.mark.parametrize(
    "sentence",
    [
        "A mill burned down in Kassala, the Kassala Post reported.",
        "The Kassala Post on Monday reported that a mill had burned down.",
        "A baker told Kassala Post Monday that the mill burned.",
        "Citing Kassala Post, the mayor asked for hoses.",
        "According to the Kassala Post, a mill burned down.",
        "“It burned like straw,” a baker told the Kassala Post.",
        "The Kassala Post's report gave no names.",
        "The mill, a watchman quoted by Kassala Post said, burned for hours.",
    ],
)
def test_an_outlet_is_credited_by_what_stands_beside_its_name(sentence: str) -> None:
    (credit,) = credits_of(made(f"Rain fell. {sentence} Rain fell.", outlet="Mirror"))
    assert credit.name.words == "Kassala Post"
    assert credit.sentence is not None
    assert credit.sentence.span == Span(11, 11 + len(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "A reporter of the Kassala Post was arrested, police said.",
        "The office of the Kassala Post, police said, was searched.",
        "The kassala post reported.",
        "Two Kassala Post offices were hit.",
        "The East Kassala Post reported that the mill burned.",
        "The Gedaref-Kassala Post reported that the mill burned.",
        "A witness told Kassala Post 7 that the mill burned.",
        "Sidahmed reported that the mill burned.",
    ],
)
def test_a_name_without_a_word_of_crediting_is_no_credit(sentence: str) -> None:
    assert not credits_of(made(sentence, outlet="Mirror"))


def test_no_outlet_credits_itself() -> None:
    assert not credits_of(made("The men told the Kassala Post that a mill burned.", outlet="Kassala Post"))


def test_a_credit_with_a_day_is_read_with_it() -> None:
    text = "The town had two mills (Kassala Post, March 5, 2012). Sidahmed reported on March 5 that one burned."
    first, second = credits_of(made(text, outlet="Mirror", day="2012-06-01"))
    assert first.day is not None
    assert second.day is not None
    assert first.day == second.day
    assert second.key.startswith("author:")


def test_a_byline_and_a_filing_line_credit_the_whole_document() -> None:
    text = "By Reuters\nKASSALA (AFP) - A mill burned down on Sunday."
    zones = (Zone(ZoneKind.BYLINE, Span(0, 10)), Zone(ZoneKind.BODY, Span(11, len(text))))
    found = credits_of(replace(made(text, outlet="Mirror"), zones=zones))
    assert [(c.key, c.name.words, c.sentence) for c in found] == [("reuters", "Reuters", None), ("afp", "AFP", None)]


def test_voice_of_a_credit_is_the_outlet_where_it_is_known() -> None:
    (known,) = credits_of(made("Two died, Aswat al-Iraq reported.", outlet="Mirror"))
    assert voice_named(known).id == "voices-of-iraq"
    (unknown,) = credits_of(made("Two died, the Kassala Post reported.", outlet="Mirror"))
    assert (voice_named(unknown).name, voice_named(unknown).kind.value) == ("Kassala Post", "outlet")
