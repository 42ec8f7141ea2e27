"""Decisions are appended, chained, and any change of what was decided shows."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.model import Act, Anchor, Decision, Moment, Role
from dateline.model.decision import decision_from_json, decision_json, link_hash
from dateline.record import create_or_open, open_record
from dateline.record.decisions import all_decisions, decide, verify

MADE = Moment("2020-01-01T10:00:00Z")
INCIDENT, OTHER, REPORT = "i0123456789abcdef", "i123456789abcdef0", "r0123456789abcdef"
ANCHOR = Anchor("d1", 10, 16, "ASSAULT", 0, 61, "0f" * 8, REPORT, INCIDENT)


def chain(count: int) -> list[Decision]:
    made: list[Decision] = []
    for number in range(1, count + 1):
        one = Decision(
            f"k{number}", Act.MERGE, (INCIDENT, OTHER), "me", MADE,
            number=number, previous=made[-1].hash if made else None,
        )  # fmt: skip
        made.append(replace(one, hash=link_hash(one)))
    return made


def kept(record) -> list[Decision]:
    with record.engine.connect() as connection:
        return all_decisions(connection)


def test_decision_is_kept_with_all_it_says(tmp_path) -> None:
    with create_or_open(tmp_path / "a.dateline") as record:
        made = decide(
            record.engine, record.name, Act.EDIT, [INCIDENT],
            reviewer="me", reason="two wires agree", made=MADE, role=Role.LEAD,
            field="killed", value="9", anchors=[ANCHOR, ANCHOR], proposal='{"killed": 12}',
        )  # fmt: skip
        assert (made.number, made.previous, made.role, made.anchors) == (1, None, Role.LEAD, (ANCHOR,))
    with open_record(tmp_path / "a.dateline", read_only=True) as record:
        assert kept(record) == [made]
        (row,) = record.decisions()
        assert row["hash"] == made.hash == link_hash(made)
        assert row["anchors"][0]["digest"] == "0f" * 8
        assert decision_from_json(row) == made


def test_decisions_are_chained_in_their_order(record) -> None:
    for n in range(5):
        record.decide("merge", [f"text:{n}", "text:x"], reviewer="me", made=MADE)
    made = kept(record)
    assert [one.number for one in made] == [1, 2, 3, 4, 5]
    assert [one.previous for one in made] == [None, *(one.hash for one in made[:-1])]
    assert verify(made) is None
    assert verify([decision_from_json(row) for row in record.decisions()]) is None


@pytest.mark.parametrize(
    ("act", "targets", "options", "said"),
    [
        ("split", [INCIDENT], {}, "the reports that leave"),
        ("split", [REPORT, INCIDENT], {}, "the reports that leave"),
        ("move", [INCIDENT, REPORT], {}, "last, the incident"),
        ("move", [REPORT], {}, "two ids or more"),
        ("merge", [INCIDENT, "mahdi-army"], {}, "incidents or reports"),
        ("different", ["mahdi-army", INCIDENT], {}, "incidents or reports"),
        ("accept", ["k0123456789abcdef"], {}, "takes incidents, reports or claims"),
        ("undo", [INCIDENT], {}, "ids of decisions"),
        ("edit", [INCIDENT], {}, "names the field"),
        ("accept", [INCIDENT], {"field": "when"}, "only an edit"),
        ("accept", [INCIDENT], {"value": "9"}, "name the field"),
    ],
)
def test_decide_refuses_what_the_act_does_not_take(record, act, targets, options, said) -> None:
    with pytest.raises(DatelineError, match=said):
        record.decide(act, targets, reviewer="me", **options)
    assert kept(record) == []


@given(st.integers(1, 6), st.data())
def test_verify_finds_every_change(count: int, data) -> None:
    made = chain(count)
    assert verify(made) is None
    at = data.draw(st.integers(0, count - 1))
    how = data.draw(
        st.sampled_from(["reason", "value", "reviewer", "targets", "role", "anchors", "removed", "doubled", "swapped"])
    )
    changed = list(made)
    change = {
        "reason": {"reason": "other"},
        "value": {"act": Act.EDIT, "field": "when", "value": "2020"},
        "reviewer": {"reviewer": "them"},
        "targets": {"targets": (OTHER, INCIDENT)},
        "role": {"role": Role.LEAD},
        "anchors": {"anchors": (ANCHOR,)},
    }
    if how in change:
        changed[at] = replace(made[at], **change[how])
    elif how == "removed" and at < count - 1:
        del changed[at]
    elif how == "swapped" and at:
        changed[at - 1 : at + 1] = [made[at], made[at - 1]]
    else:
        changed.insert(at, made[at])
    broken = verify(changed)
    assert broken is not None
    if how in change:
        assert broken.decision == made[at].id


def test_verify_finds_a_change_that_was_hashed_again() -> None:
    made = chain(3)
    changed = replace(made[0], reason="other")
    broken = verify([replace(changed, hash=link_hash(changed)), *made[1:]])
    assert broken is not None
    assert (broken.number, broken.decision) == (2, "k2")


def test_verify_finds_a_missing_end_where_its_hash_was_kept() -> None:
    made = chain(3)
    assert verify(made, newest=made[1].hash) is None
    assert verify(made[:2]) is None
    broken = verify(made[:2], newest=made[2].hash)
    assert broken is not None
    assert "was the newest" in broken.why


def test_a_row_that_was_changed_in_the_file_is_found(tmp_path) -> None:
    with create_or_open(tmp_path / "a.dateline") as record:
        for n in range(3):
            record.decide("merge", [f"text:{n}", "text:x"], reviewer="me", made=MADE)
    with closing(sqlite3.connect(tmp_path / "a.dateline")) as connection:
        connection.execute("UPDATE decisions SET reviewer = 'them' WHERE number = 2")
        connection.commit()
    with open_record(tmp_path / "a.dateline") as record:
        broken = verify(kept(record))
    assert broken is not None
    assert broken.number == 2


def test_hash_does_not_depend_on_what_is_empty() -> None:
    one = chain(1)[0]
    assert "value" in decision_json(one)
    assert link_hash(one) == link_hash(replace(one, hash=None)) != link_hash(replace(one, reason=""))


def test_two_writers_at_once_make_one_chain(tmp_path) -> None:
    path = tmp_path / "a.dateline"
    create_or_open(path).close()

    def write(writer: int) -> None:
        with open_record(path) as record:
            for n in range(10):
                record.decide("merge", [f"text:{writer}", f"text:{n}"], reviewer=f"reviewer {writer}", made=MADE)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    with open_record(path) as record:
        made = kept(record)
    assert len(made) == len({one.id for one in made}) == 30
    assert verify(made) is None
