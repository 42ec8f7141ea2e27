"""Reworded texts, by the facts that stand together."""

from __future__ import annotations

from dataclasses import replace

from tests.reconciling.derivation.short_articles import made

from dateline.reconciling.derivation.rewording import Rewording, Rewordings
from dateline.reconciling.derivation.shingles import shingles_of
from dateline.reconciling.derivation.usual import Texts
from dateline.reconciling.derivation.wording import wording_of

ONE = (
    "Divers found a sunken patrol boat off Derna on Friday, its crew still strapped to the guns. The harbour master, "
    "Faraj Awami, counted nine skeletons. Fishermen had cut their nets on the wreck for thirty years."
)
OTHER = (
    "Nets cut by a wreck for thirty years: fishermen of Derna now know why. On Friday a patrol boat was found by "
    "divers, sunken, with the crew strapped to its guns. "
    "Nine skeletons were counted by Faraj Awami, master of the harbour."
)
APART = (
    "A wreck off Derna has turned out to be a naval vessel lost in the raid of 1986. Faraj Awami wants it raised "
    "before winter and has asked Malta for a crane. "
    "Relatives of the crew waited on the mole on Friday with photographs."
)


def found(*texts: str, formulas: bool = False) -> list[Rewording]:
    wordings = [wording_of(made(text, outlet=str(n))) for n, text in enumerate(texts)]
    stock = {hash_ for wording in wordings for hash_ in shingles_of(wording)} if formulas else set()
    usual = replace(Texts(wordings).usual, stock=stock)
    return list(Rewordings(Texts(wordings, usual)).find())


def test_a_text_in_other_words_is_found_with_its_sentences() -> None:
    (rewording,) = found(ONE, OTHER)
    assert len(rewording.passages) == 3
    assert min(rewording.shares) > 0.6


def test_another_account_of_the_same_is_not_found() -> None:
    assert not found(ONE, APART)


def test_what_is_marked_as_a_formula_does_not_count() -> None:
    assert not found(ONE, OTHER, formulas=True)


def test_a_text_of_two_sentences_is_too_short_to_tell() -> None:
    assert not found(" ".join(ONE.split(". ")[:2]), ". ".join(OTHER.split(". ")[1:]))
