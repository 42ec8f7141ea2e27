"""The heads: chances between 0 and 1, the same in any order of the facts, and a file that is checked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.scoring import FIELDS, Head, heads_from, open_heads
from dateline.errors import KnowledgeError

WEIGHTS = st.dictionaries(st.text(max_size=5), st.floats(-100, 100), max_size=8)


@given(bias=st.floats(-100, 100), weights=WEIGHTS, extra=st.lists(st.text(max_size=5)), chance=st.randoms())
def test_a_score_lies_inside_0_and_1_whatever_the_order_of_the_facts(bias, weights, extra, chance) -> None:
    facts = [*weights, *extra]
    shuffled = list(facts)
    chance.shuffle(shuffled)
    score = Head(bias, weights).score(facts)
    assert 0.01 <= score <= 0.99
    assert score == round(score, 2)
    assert Head(bias, weights).score(shuffled) == score


@given(weights=WEIGHTS)
def test_a_fact_for_a_field_never_lowers_its_score(weights) -> None:
    head = Head(0.0, {**weights, "for it": 0.5})
    assert head.score([*weights, "for it"]) >= head.score(weights)


def test_facts_that_no_head_knows_leave_the_bias() -> None:
    assert Head(0.0, {"known": 3.0}).score(["new", "newer"]) == 0.5
    assert Head(0.0, {"known": 3.0}).score([]) == 0.5


def test_the_heads_that_are_shipped_score_every_field_and_are_small() -> None:
    heads = open_heads()
    assert tuple(heads.by_field) == FIELDS
    assert heads.fingerprint
    assert sum(len(head.weights) for head in heads.by_field.values()) < 5_000


def test_the_heads_that_are_shipped_weigh_no_name() -> None:
    allowed = ("lemma=", "sense=")
    for head in open_heads().by_field.values():
        named = [f for f in head.weights if f != f.lower() and not f.startswith(_IN_CAPITALS)]
        assert not named
        assert all(f.removeprefix("lemma=").islower() for f in head.weights if f.startswith(allowed[0]))


# Labels of the parse, types and entries are written in capitals; no other fact may be.
_IN_CAPITALS = ("type=", "sense=", "pos=", "tag=", "dep=", "parent=", "party_pos=", "party_dep=", "path=", "mode=None")
_IN_CAPITALS += ("below=", "actor_kind=None", "recipient_kind=None", "party_kind=None")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("{", "is not JSON"),
        ("[]", "no heads by field"),
        (json.dumps({"who": {"bias": 0, "weights": {}}}), "no field 'who'"),
        (json.dumps({"type": {"weights": {}}}), "type: needs the keys"),
        (json.dumps({"type": {"bias": 0, "weights": []}}), "type: needs the keys"),
        (json.dumps({"type": {"bias": 0, "weights": {}, "more": 1}}), "type: needs the keys"),
        (json.dumps({"type": {"bias": "0", "weights": {}}}), "type: bias"),
        (json.dumps({"type": {"bias": True, "weights": {}}}), "type: bias"),
        ('{"type": {"bias": 0, "weights": {"pos=VERB": NaN}}}', "'pos=VERB'"),
    ],
)
def test_a_file_that_holds_no_heads_is_refused_by_name(text, about) -> None:
    with pytest.raises(KnowledgeError) as refusal:
        heads_from(text, where="mine.json")
    assert "mine.json" in str(refusal.value)
    assert about in str(refusal.value)


def test_the_fingerprint_follows_the_content() -> None:
    one = json.dumps({"type": {"bias": 0.1, "weights": {}}})
    assert heads_from(one).fingerprint == heads_from(one).fingerprint
    assert heads_from(one).fingerprint != heads_from(one.replace("0.1", "0.2")).fingerprint
