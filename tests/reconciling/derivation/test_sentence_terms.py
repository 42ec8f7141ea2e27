"""How much two sentences tell of the same, rare terms before usual ones."""

from __future__ import annotations

import pytest
from tests.reconciling.derivation.short_articles import made

from dateline.reconciling.derivation.sentence_terms import Rarity, SentenceTerms, held_by
from dateline.reconciling.derivation.wording import Wording, wording_of

FERRY = "The ferry sank off Lamu on Friday. Nine sailors swam to the shore. Nobody knows why."
MARKET = "Traders closed the market on Friday. They want the tax on salt to go."


def terms(wording: Wording) -> SentenceTerms:
    return SentenceTerms(wording, left_out=bytes(len(wording)))


@pytest.fixture
def texts() -> list[SentenceTerms]:
    return [terms(wording_of(made(text))) for text in (FERRY, MARKET)]


def test_terms_leave_out_what_is_marked(texts: list[SentenceTerms]) -> None:
    wording = texts[0].wording
    marked = bytes(word == "lamu" for word in wording.words)
    assert texts[0].terms - SentenceTerms(wording, left_out=marked).terms == {"lamu"}


def test_windows_are_each_sentence_and_each_two_in_a_row(texts: list[SentenceTerms]) -> None:
    singles = len(texts[0].sentences)
    assert len(texts[0].windows) == 2 * singles - 1
    first, second, both = texts[0].windows[0], texts[0].windows[1], texts[0].windows[singles]
    assert both == (first[0], second[1], first[2] | second[2])


def test_rarity_weighs_a_term_of_all_documents_least(texts: list[SentenceTerms]) -> None:
    rarity = Rarity(held_by(texts), len(texts))
    assert 0.0 < rarity.weight(["friday"]) < rarity.weight(["ferry"]) == rarity.weight(["nowhere"])


def test_counterpart_is_where_most_of_the_terms_stand_together(texts: list[SentenceTerms]) -> None:
    share, first, last = Rarity(held_by(texts), len(texts)).counterpart(
        frozenset({"sailor", "swam", "shore"}), texts[0]
    )
    assert share == 1.0
    assert texts[0].wording.words[first:last] == ("nine", "sailors", "swam", "to", "the", "shore")


def test_counterpart_of_nothing_shared_is_empty(texts: list[SentenceTerms]) -> None:
    assert Rarity(held_by(texts), len(texts)).counterpart(frozenset({"zebra"}), texts[0]) == (0.0, 0, 0)
    assert Rarity(held_by(texts), len(texts)).counterpart(frozenset(), texts[0]) == (0.0, 0, 0)
