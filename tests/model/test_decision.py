"""Decisions say what they are about, in a shape that can be read back and hashed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dateline.model import Act, Anchor, Decision, Moment, Role, Subject
from dateline.model.decision import decision_from_json, decision_json, link_hash, subject_of, words_digest

REPORT, INCIDENT = "r0123456789abcdef", "i0123456789abcdef"
ANCHOR = Anchor("d1", 10, 16, "ASSAULT", 0, 61, "0f" * 8, REPORT, INCIDENT)
EDIT = Decision(
    "k1", Act.EDIT, (INCIDENT,), "Ada", Moment("2024-05-01"), "two wires agree",
    role=Role.LEAD, field="killed", value="9", anchors=(ANCHOR,), proposal="{}", number=2, previous="ab", hash="cd",
)  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "subject"),
    [
        (INCIDENT, Subject.INCIDENT),
        (REPORT, Subject.REPORT),
        ("c0123456789abcdef", Subject.CLAIM),
        ("k0123456789abcdef", Subject.DECISION),
        ("text:r0123456789abcdef", Subject.ACTOR),
        ("iraqi-army", Subject.ACTOR),
        ("r0123456789abcdef\n", Subject.ACTOR),
    ],
)
def test_an_id_tells_what_it_is_of(id_: str, subject: Subject) -> None:
    assert subject_of(id_) is subject


def test_decision_is_read_back_as_it_was_written() -> None:
    assert decision_from_json(json.loads(json.dumps(decision_json(EDIT)))) == EDIT


def test_hash_is_of_all_but_itself() -> None:
    assert link_hash(EDIT) == link_hash(replace(EDIT, hash=None))
    for changed in ({"value": "10"}, {"anchors": ()}, {"previous": None}, {"number": 3}, {"proposal": None}):
        assert link_hash(replace(EDIT, **changed)) != link_hash(EDIT)


def test_hash_of_what_was_chained_once_never_changes() -> None:
    # Records hold these hashes: a change here would say of all of them that they were forged.
    assert link_hash(EDIT) == "ecddef8a36f25fe807f7e4747b7a49b29ce8cbccbf4180304336ab91a59da077"


def test_digest_is_of_the_words_alone() -> None:
    assert words_digest("a raid") == words_digest("a raid") != words_digest("a raid.")
    assert len(words_digest("\ud800")) == 16


def test_edit_without_a_field_is_refused_of_incidents_only() -> None:
    with pytest.raises(ValueError, match="names the field"):
        replace(EDIT, field=None, value=None)
    # Records of earlier shapes may hold such a one about an actor; it has no effect.
    assert Decision("k1", Act.EDIT, ("text:a",), "Ada", Moment("2024")).about is Subject.ACTOR
