"""How a sentence shows that whoever tells it was there."""

from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.reconciling.incidents.sources import knowing
from dateline.reconciling.incidents.sources.knowing import knowing_rules


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("A reporter for this paper saw two burned trucks.", True),
        ("Six trucks were counted by journalists who drove past.", True),
        ("Reporters without a permit were turned away at the bridge where two men had been found.", False),
        ("The governor told journalists that he had lost a truck.", False),
    ],
)
def test_people_of_an_outlet_saw_it_only_where_both_words_stand_together(sentence: str, seen: bool) -> None:
    assert knowing_rules().saw_it(sentence) is seen


def test_whose_people_they_are_is_read_from_the_name_before_them() -> None:
    rules = knowing_rules()
    assert rules.whose_people("An Associated Press photographer saw the wreck.") == "associated-press"
    assert rules.whose_people("A photographer saw the wreck.") is None


def test_a_reader_knows_where_the_comment_says_how() -> None:
    rules = knowing_rules()
    assert rules.reader_knows("My cousin's shop burned.")
    assert not rules.reader_knows("Shops burn and nobody pays.")
    assert rules.is_told_to_own("He told this newspaper's editor so.")


def test_the_rules_break_with_the_entry_named() -> None:
    good: dict[str, object] = {name: ["x"] for name in ("people", "perceived", "own_outlet", "reader")}
    good |= {"public": ["military"], "reach": 4}
    assert knowing._rules_from(good).reach == 4
    for key, value, said in (
        ("public", ["paper"], "public: there is no kind"),
        ("reach", 0, "reach"),
        ("people", "x", "people"),
    ):
        with pytest.raises(KnowledgeError, match=said):
            knowing._rules_from({**good, key: value})
    with pytest.raises(KnowledgeError, match="missing or unknown"):
        knowing._rules_from({})
