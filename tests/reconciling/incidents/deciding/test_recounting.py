"""Decisions in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dateline.model import Act, Decision, Moment, Role
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.recounting import (
    effect_in_words,
    proposal_in_words,
    proposals,
    proposed,
    told,
)

ONE, TWO, R, S = "i" + "0" * 16, "i" + "1" * 16, "r" + "0" * 16, "r" + "1" * 16
MADE = Moment("2024-05-02")


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("k1", Act.ACCEPT, (ONE, TWO), "Ada", MADE), f"Ada accepted {ONE} and {TWO}"),
        (Decision("k1", Act.REJECT, (R,), "Ada", MADE), f"Ada rejected {R}"),
        (Decision("k1", Act.UNSURE, (R,), "Ada", MADE), f"Ada is unsure about {R}"),
        (Decision("k1", Act.EDIT, (ONE,), "Ada", MADE, field="killed", value="9+"), f"Ada set killed of {ONE} to 9+"),
        (Decision("k1", Act.EDIT, (ONE,), "Ada", MADE, field="place"), f"Ada emptied place of {ONE}"),
        (Decision("k1", Act.MERGE, (ONE, TWO), "Ada", MADE, role=Role.LEAD), f"Ada (lead) merged {ONE} and {TWO}"),
        (Decision("k1", Act.SPLIT, (ONE, R, S), "Ada", MADE), f"Ada split {R} and {S} from {ONE}"),
        (Decision("k1", Act.MOVE, (R, ONE), "Ada", MADE), f"Ada moved {R} to {ONE}"),
        (Decision("k1", Act.DIFFERENT, (ONE, TWO), "Ada", MADE), f"Ada holds {ONE} and {TWO} to be different"),
        (Decision("k1", Act.UNDO, ("k" + "0" * 16,), "Ada", MADE), f"Ada took back k{'0' * 16}"),
    ],
)
def test_told_has_a_sentence_for_each_act(decision: Decision, words: str) -> None:
    assert told(decision) == words


def test_effect_in_words_knows_every_effect_with_and_without_others() -> None:
    for effect in Effect:
        assert effect_in_words(effect.value)
        assert "None" not in effect_in_words(effect.value, ["k1", "k2"], "it is gone")
    assert effect_in_words("undone") == "taken back"
    assert effect_in_words("contested", ["k1", "k2"]) == "contested by k1 and k2, open until a lead decides"
    assert effect_in_words("applied", why="r1 is gone") == "applied; not in full: r1 is gone"


def test_proposals_are_read_and_what_is_none_is_passed_over() -> None:
    one = Decision("k1", Act.ACCEPT, (ONE,), "Ada", MADE, proposal=json.dumps({ONE: {"type": "AID"}, "old": 1}))
    assert proposals(one) == {ONE: {"type": "AID"}}
    for kept in (None, "no JSON", "[]"):
        assert proposals(replace(one, proposal=kept)) == {}


def test_proposed_values_are_told_with_names() -> None:
    row = {"killed": [None, 3, 5], "injured": [2, 2, None], "captured": [4, 4, 4], "actors": ["a", "b"], "place": "g"}
    said = {name: proposed(row, name, names={"a": "the army"}) for name in row}
    assert said == {
        "killed": "up to 5, best 3",
        "injured": "2+, best 2",
        "captured": "4",
        "actors": "the army; b",
        "place": "g",
    }
    assert proposed(row, "when") == "nothing"


def test_proposal_in_words_leaves_out_what_is_empty() -> None:
    assert proposal_in_words({"type": "AID", "actors": [], "reports": ["r1"]}) == "1 report; type AID"
    assert proposal_in_words({}) == "0 reports"
