"""The words of accounts: what stands in the data files is known to the lexicon and refused where it is wrong."""

from __future__ import annotations

from dateline.knowledge.lexicon import open_lexicon
from dateline.reconciling.incidents.accounts.levels import _rules
from dateline.reconciling.incidents.accounts.words import any_of, event_words


def test_senses_of_the_data_files_are_senses_of_the_lexicon() -> None:
    known = {sense.id for sense in open_lexicon().senses}
    words = event_words()
    lists = words.lists
    named = {*words.sorts, *lists["senses.outcomes"], *lists["senses.general"], *lists["senses.mutual"]}
    assert {*named, *_rules().senses} - known == set()


def test_phrase_is_found_whole_only() -> None:
    assert any_of(["in a week"]).search("nine attacks in a week.")
    assert not any_of(["since"]).search("sincere")
    longest = any_of(["a", "a wave of"]).search("a wave of raids")
    assert longest is not None
    assert longest[0] == "a wave of"
