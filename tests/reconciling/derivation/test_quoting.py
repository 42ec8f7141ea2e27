"""Who stands beside words that both quote."""

from __future__ import annotations

from dateline.model import Document
from dateline.reconciling.derivation.passages import passages_of, runs_of
from dateline.reconciling.derivation.quoting import both_quoted, shared_speaker
from dateline.reconciling.derivation.shingles import shingles_of
from dateline.reconciling.derivation.wording import wording_of

SPEECH = "“We will mend the bridge before the rains,”"


def speaker(one: str, other: str) -> tuple[str, str] | None:
    pair = wording_of(Document("a", "s", one)), wording_of(Document("b", "s", other))
    passages = passages_of(runs_of(*pair, [shingles_of(w) for w in pair]))
    names = shared_speaker(*pair, list(both_quoted(*pair, passages)))
    return (names[0].words, names[1].words) if names else None


def test_a_speaker_is_found_in_the_sentence_of_the_quotation() -> None:
    found = speaker(f"{SPEECH} Moqtada Salim said.", f"The engineer, Muqtada Salim, told us: {SPEECH}")
    assert found == ("Moqtada Salim", "Muqtada Salim")


def test_a_speaker_may_stand_in_the_sentence_before() -> None:
    assert speaker(f"Adan Warsame spoke. {SPEECH} he said.", f"{SPEECH} Warsame said.") == ("Adan Warsame", "Warsame")


def test_a_source_without_a_name_and_another_name_are_no_shared_speaker() -> None:
    assert speaker(f"{SPEECH} an engineer said.", f"{SPEECH} the engineer said.") is None
    assert speaker(f"{SPEECH} Salim said.", f"{SPEECH} Warsame said.") is None


def test_words_that_only_one_quotes_are_not_quoted_by_both() -> None:
    assert speaker(f"{SPEECH} Salim said.", "Salim: we will mend the bridge before the rains, he hoped.") is None
