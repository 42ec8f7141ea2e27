"""Copies are found and accounts of the same event by others are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.derivation.short_articles import MILL, made

from dateline.model import Document
from dateline.reconciling.derivation.reuse import Reuse, find_reuse
from dateline.reconciling.derivation.usual import Texts
from dateline.reconciling.derivation.wording import wording_of

LEAD = MILL.split("\n")[0]
OWN_ACCOUNT = (
    "Petrol bombs destroyed the grain mill of Kassala late on Sunday, and a watchman was hurt.\n"
    "Sorghum meant for people who fled from Tigray lay smouldering in the yard the next day. The fire brigade had come "
    "with one engine and no hose, the neighbours complained.\n"
    "Its owner is related to the deputy governor. Smugglers whose market was shut have threatened both."
)
REWORDED = (
    "Masked men who threw petrol bombs over the wall have burned down a grain mill at the edge of Kassala, according "
    "to the fire brigade; it happened on Sunday night.\n"
    "Two boys from a bakery pulled Idris Hamid, the watchman, out of the smoke alive. Lost are forty tonnes of sorghum "
    "which refugees from Tigray were to get before the feast.\n"
    "A cousin of the deputy governor owns the mill. Since the governor's deputy closed the market of the smugglers he "
    "has been receiving letters."
)
FILLER = (
    "Rains came late to the eastern states this year. Farmers in Gedaref hired tractors in June and sent them home "
    "again, and the price of a sack has doubled at the scales. Lenders in the capital ask for land as a pledge."
)
SPEECH = "“Whoever lights a match in my town will find out that I own the river,” said Colonel Tarig Osman."


def reuse_of(*documents: Document) -> list[Reuse]:
    return find_reuse(Texts([wording_of(d) for d in documents]))


def test_a_copy_is_found_with_the_passage_and_the_share() -> None:
    (found,) = reuse_of(made(MILL, outlet="Post"), made(f"{FILLER}\n{LEAD}", outlet="Mirror"))
    assert found.speaker is None
    assert found.shares[0] < found.shares[1]
    (passage,) = found.passages
    assert wording_of(made(MILL)).evidence(passage.one, passage.one_end).words == LEAD.rstrip(".")


def test_a_reworded_copy_is_found_and_an_account_of_ones_own_is_not() -> None:
    (found,) = reuse_of(made(MILL, outlet="Post"), made(REWORDED, outlet="Mirror"))
    assert len(found.passages) >= 3
    assert min(found.shares) > 0.6
    assert not reuse_of(made(MILL, outlet="Post"), made(OWN_ACCOUNT, outlet="Mirror"))


def test_a_reworded_text_of_long_after_is_not_taken_for_a_copy() -> None:
    assert reuse_of(made(MILL, outlet="Post", day="2012-03-05"), made(REWORDED, outlet="Mirror", day="2012-03-06"))
    assert not reuse_of(made(MILL, outlet="Post", day="2012-03-05"), made(REWORDED, outlet="Mirror", day="2013-03-06"))


def test_an_outlet_that_repeats_its_background_copies_nobody() -> None:
    one, other = f"{FILLER}\n{LEAD}", f"{MILL.splitlines()[2]} {OWN_ACCOUNT}\n{LEAD}"
    assert reuse_of(made(one, outlet="Post"), made(other, outlet="Mirror"))
    assert not reuse_of(made(one, outlet="Post"), made(other, outlet="Post"))


def test_words_of_one_speaker_in_two_documents_are_no_copy() -> None:
    one, other = f"{MILL}\n{SPEECH}", f"{FILLER}\n{SPEECH.replace('said', 'declared')}"
    (found,) = reuse_of(made(one, outlet="Post"), made(other, outlet="Mirror"))
    assert found.speaker is not None
    assert [e.words for e in found.speaker] == ["Colonel Tarig Osman"] * 2


def test_quoted_words_without_a_named_speaker_count_as_any_others() -> None:
    said = (
        SPEECH.replace("Colonel Tarig Osman", "an officer")
        + " "
        + SPEECH.replace("match", "lamp").split(",”")[0]
        + ".”"
    )
    (found,) = reuse_of(made(f"{FILLER}\n{said}", outlet="Post"), made(said, outlet="Mirror"))
    assert found.speaker is None


@given(st.permutations([MILL, OWN_ACCOUNT, REWORDED, FILLER, f"{FILLER}\n{LEAD}", SPEECH, ""]))
def test_the_order_of_documents_changes_nothing(texts: list[str]) -> None:
    found = {frozenset((texts[r.one], texts[r.other])) for r in reuse_of(*(made(t, outlet=str(len(t))) for t in texts))}
    assert found == {
        frozenset(pair)
        for pair in (
            (MILL, REWORDED),
            (MILL, f"{FILLER}\n{LEAD}"),
            (FILLER, f"{FILLER}\n{LEAD}"),
        )
    }
