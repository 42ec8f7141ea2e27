"""Terms and how much of a sentence another text has."""

from __future__ import annotations

import pytest

from dateline.model import Document
from dateline.reconciling.derivation.sentence_terms import Rarity, SentenceTerms, held_by
from dateline.reconciling.derivation.terms import stop_words, term_hash, term_of
from dateline.reconciling.derivation.wording import wording_of


def text(words: str, id_: str = "a") -> SentenceTerms:
    wording = wording_of(Document(id_, "s", words))
    return SentenceTerms(wording, left_out=bytes(len(wording)))


@pytest.mark.parametrize(("one", "other"), [("bombing", "bombs"), ("killed", "killing"), ("twelve", "12")])
def test_forms_of_one_word_have_one_term(one: str, other: str) -> None:
    assert term_of(one) == term_of(other) is not None


def test_stop_words_have_no_term_and_short_words_keep_their_letters() -> None:
    assert {"the", "said", "of"} <= stop_words()
    assert term_of("said") is None
    assert term_of("bed") == "bed"
    assert term_hash("mill") != term_hash("mills")


def test_counterpart_is_the_sentence_or_two_that_have_most_by_weight() -> None:
    one = text("Petrol bombs burned a mill near Kassala.")
    other = text("Sugar is scarce. A mill has burned. It stood near Kassala. Petrol bombs were thrown.", "b")
    rarity = Rarity(held_by([one, other]), 2)
    share, first, last = rarity.counterpart(one.terms, other)
    assert 0 < share < 1
    assert other.wording.evidence(first, last).words == "A mill has burned. It stood near Kassala"
    assert rarity.counterpart(one.terms, text("", "c")) == (0.0, 0, 0)
    assert rarity.counterpart(frozenset(), other)[0] == 0.0


def test_a_rare_term_weighs_more() -> None:
    texts = [text(f"The mill of {place}.", place) for place in ("Kassala", "Gedaref", "Atbara")]
    rarity = Rarity(held_by(texts), len(texts))
    assert rarity.weight({"mill"}) < rarity.weight({"gedare"}) == rarity.weight({"unseen"})


def test_words_left_out_have_no_terms() -> None:
    wording = wording_of(Document("a", "s", "Mills burn. Boats sink."))
    marked = SentenceTerms(wording, left_out=bytes([1, 1, 0, 0]))
    assert marked.terms == {"boat", "sink"}
    assert len(marked.sentences) == 1
