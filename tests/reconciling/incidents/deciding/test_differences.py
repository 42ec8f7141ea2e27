"""What changed among incidents is told in sentences, each with its cause."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import make_document, make_report
from tests.reconciling.incidents.small_decisions import at, decided

from dateline.model import Act
from dateline.model.decision import decision_json
from dateline.model.shape import document_json, report_json
from dateline.reconciling.incidents.deciding.anchors import anchor_of
from dateline.reconciling.incidents.deciding.differences import Difference, State, differences, state_of_rows

NAMES = {"a": "Al-Zaman", "b": "Xinhua", "c": "a wire", "d": "a blog", "e": "a diary"}
DIFFER = {"field": "killed", "values": [{"value": "9"}, {"value": "30"}]}


def row(id_: str, words: str, **changed: Any) -> dict[str, Any]:
    made = dict.fromkeys(
        ("mode", "place", "when", "killed", "injured", "captured", "displaced", "force", "weapons", "means", "target")
    )
    return {
        **made,
        "id": id_,
        "level": "single",
        "type": "ASSAULT",
        "status": "occurred",
        "actors": [],
        "recipients": [],
        "reports": [at(name).id for name in words.split()],
        "sources": {"independent": 1},
        "corroboration": {"grade": "single origin"},
        "contradictions": [],
        "reviewed": None,
        **changed,
    }


def state(*rows: dict[str, Any], words: str | None = None, version: str = "", **options: Any) -> State:
    """Make a state in which only those documents are that have reports in it."""
    names = sorted(
        {name for name in "a1 a2 a3 b1 b2 c1 d1 e1".split() if any(at(name).id in r["reports"] for r in rows)}
    )
    names = words.split() if words is not None else names
    renamed = {at(name).id: at(name, version=version).id for name in names}
    rows = tuple({**one, "reports": [renamed[id_] for id_ in one["reports"]]} for one in rows)
    documents = {name[0]: NAMES[name[0]] for name in names}
    return State(rows, [at(name, version=version) for name in names], documents, **options)


def told(old: State, new: State) -> list[str]:
    return [one.sentence for one in differences(old, new)]


def count(low: int | None, best: int | None, high: int | None) -> dict[str, Any]:
    return {"low": low, "best": best, "high": high, "reports": []}


def test_what_is_the_same_is_not_told() -> None:
    rows = row("i1", "a1 b1"), row("i2", "a2")
    assert differences(state(*rows), state(*rows)) == []
    assert differences(state(*rows), state(*rows[::-1], version="2")) == []


def test_a_new_report_and_what_it_changed_are_told_with_its_document() -> None:
    old = state(row("i1", "a1", killed=count(9, 9, 9)))
    new = state(
        row(
            "i1", "a1 b1",
            killed=count(9, None, 12), sources={"independent": 2}, corroboration={"grade": "corroborated"},
        )
    )  # fmt: skip
    assert told(old, new) == [
        "i1 (ASSAULT): killed 9-12 instead of 9, since Xinhua was added",
        "i1 (ASSAULT): 2 independent instead of 1, since Xinhua was added",
        "i1 (ASSAULT): corroborated instead of single origin, since Xinhua was added",
    ]
    first = differences(old, new)[0]
    assert (first.kind.value, first.field, first.incidents, first.causes) == (
        "value", "killed", ("i1",), ("Xinhua was added",),
    )  # fmt: skip


def test_new_and_gone_incidents_are_told() -> None:
    assert told(state(row("i1", "a1")), state(row("i2", "b1"))) == [
        "i1 (ASSAULT) is gone: none of its 1 report is there any more, since Al-Zaman is not there any more",
        "i2 (ASSAULT) is new: 1 report, since Xinhua was added",
    ]


def test_merged_incidents_are_told_with_the_decision() -> None:
    merge = replace(decided(1, Act.MERGE, ["a1 a2", "b1"]), reviewer="anna")
    new = state(row("i1", "a1 a2 b1"), decisions=[merge])
    assert told(state(row("i1", "a1 a2"), row("i2", "b1")), new) == [
        "i2 (ASSAULT) was merged into i1, since anna decided (merge, 2020-01-01)"
    ]


def test_a_decision_that_was_undone_is_a_cause() -> None:
    merge = decided(1, Act.MERGE, ["a1 a2", "b1"])
    old = state(row("i1", "a1 a2 b1"), decisions=[merge])
    new = state(row("i1", "a1 a2"), row("i2", "b1"), decisions=[merge, decided(2, Act.UNDO, ["k1"])])
    (split,) = differences(old, new)
    assert split.kind.value == "split"
    assert split.incidents == ("i2", "i1")
    assert split.sentence.startswith("i2 (ASSAULT) was split from i1: 1 of its 3 reports, since ")
    assert " took back what anna decided (merge" in split.sentence


def test_moved_reports_are_told() -> None:
    old = state(row("i1", "a1 a2 a3"), row("i2", "b1 b2"))
    new = state(row("i1", "a1 a2"), row("i2", "a3 b1 b2"))
    assert told(old, new) == ["1 report moved from i1 to i2 (ASSAULT)"]


def test_an_incident_that_fell_to_several_is_told() -> None:
    old = state(row("i1", "a1 a2 a3"), row("i2", "b1 b2"), row("i3", "c1"))
    new = state(row("i2", "a1 a2 b1 b2"), row("i3", "a3 c1"))
    assert told(old, new) == [
        "i1 (ASSAULT) is no more: most of it (2 of 3) is in i2",
        "1 report moved from i1 to i3 (ASSAULT)",
    ]


def test_a_document_that_was_coded_anew_is_a_cause() -> None:
    old = state(row("i1", "a1 b1"), codings={"a": "1", "b": "1"})
    new = state(row("i1", "a1 b1", type="COERCE"), version="2", codings={"a": "2", "b": "1"})
    assert told(old, new) == ["i1 (COERCE): type COERCE instead of ASSAULT, since Al-Zaman was coded anew"]


def test_many_documents_are_counted() -> None:
    old, new = state(row("i1", "a1")), state(row("i1", "a1 b1 c1 d1 e1", mode="raid"))
    assert told(old, new) == [
        "i1 (ASSAULT): mode raid, where nothing was said, since Xinhua, a blog, a diary and 1 more were added"
    ]


def test_records_with_other_ids_are_compared_by_their_reports() -> None:
    old = state(row("i1", "a1 b1", means="bomb"), row("i2", "a2"))
    new = state(row("i8", "a2"), row("i9", "a1 b1", when={"edtf": "2008-06"}), version="2")
    made = differences(old, new)
    assert [one.sentence for one in made] == [
        "i9 (ASSAULT, 2008-06): no means any more (it was bomb)",
        "i9 (ASSAULT, 2008-06): when 2008-06, where nothing was said",
    ]
    assert {one.incidents for one in made} == {("i9", "i1")}


def test_an_id_that_both_states_have_is_one_thing() -> None:
    # The merge of i1 and i2 was undone after many reports had come to what was i2.
    old = state(row("i1", "a1 b1 b2 c1 d1"))
    new = state(row("i1", "a1"), row("i2", "b1 b2 c1 d1"))
    assert told(old, new) == ["i2 (ASSAULT) was split from i1: 4 of its 5 reports"]


def test_contradictions_that_come_change_and_go_are_told() -> None:
    plain, differ = row("i1", "a1"), row("i1", "a1", contradictions=[DIFFER])
    other = row("i1", "a1", contradictions=[{**DIFFER, "values": [*DIFFER["values"], {"value": "40"}]}])
    assert told(state(plain), state(differ)) == ["i1 (ASSAULT): its sources differ on killed: 30 against 9"]
    assert told(state(differ), state(other)) == [
        "i1 (ASSAULT): its sources now differ on killed: 30 against 40 against 9"
    ]
    (solved,) = differences(state(differ), state(plain))
    assert (solved.kind.value, solved.field) == ("solved", "killed")
    assert "any more (it was 30 against 9)" in solved.sentence


@pytest.mark.parametrize(
    ("field", "before", "after", "said"),
    [
        ("killed", count(9, 10, 12), count(9, None, None), "killed 9+ instead of 9-12, best 10"),
        ("force", count(None, None, 12), None, "no force any more (it was up to 12)"),
        ("actors", [], [{"id": "x", "name": "the police"}], "actors the police, where nothing was said"),
        ("when", {"edtf": "2008"}, {"edtf": "2008-06"}, "when 2008-06 instead of 2008"),
        (
            "place",
            {"id": "1", "name": "Amara", "precision": 1},
            {"id": "2", "name": "Maysan", "precision": 4},
            "place Maysan (precision 4) instead of Amara (precision 1)",
        ),
        ("status", "planned", "occurred", "status occurred instead of planned"),
        ("reviewed", None, "accepted", "accepted"),
        ("reviewed", "accepted", "disputed", "disputed, before accepted"),
        ("reviewed", "accepted", None, "not reviewed any more, before accepted"),
    ],
)
def test_values_are_told_in_words(field: str, before: Any, after: Any, said: str) -> None:
    (made,) = differences(state(row("i1", "a1", **{field: before})), state(row("i1", "a1", **{field: after})))
    assert made.sentence.endswith(f"): {said}")


def test_state_is_made_of_rows_of_the_contract() -> None:
    document = make_document()
    report, merge = make_report(document), decided(1, Act.MERGE, ["a1", "b1"])
    rows = [row("i1", "a1", reports=[report.id])]
    made = state_of_rows(
        rows,
        [report_json(report)],
        [document_json(document)],
        codings={document.id: "1"},
        decisions=[decision_json(merge)],
    )
    assert made == State(
        rows, [anchor_of(report)], {document.id: "A killing in Kismayo (2014-05-04)"}, {document.id: "1"}, [merge]
    )
    assert differences(made, made) == []


REPORTS = "a1 a2 a3 b1 b2 c1 d1 e1".split()


@st.composite
def states(draw) -> State:
    names = draw(st.lists(st.sampled_from(REPORTS), unique=True, min_size=1))
    labels = [draw(st.integers(0, 3)) for _ in names]
    parts = [[n for n, label in zip(names, labels, strict=True) if label == wanted] for wanted in sorted(set(labels))]
    return state(*(row(f"i{n}", " ".join(part)) for n, part in enumerate(parts)))


@given(states(), states())
def test_every_incident_that_came_or_went_is_told_once(old: State, new: State) -> None:
    made = differences(old, new)
    assert made == differences(replace(old, incidents=old.incidents[::-1]), replace(new, incidents=new.incidents[::-1]))
    said: dict[str, list[Difference]] = {}
    for one in made:
        said.setdefault(one.kind.value, []).append(one)
    came = [one.incidents[0] for kind in ("new", "split") for one in said.get(kind, ())]
    went = [one.incidents[-1] for kind in ("gone", "merged") for one in said.get(kind, ())]
    assert len(set(came)) == len(came)
    assert len(set(went)) == len(went)
    assert len(old.incidents) - len(went) == len(new.incidents) - len(came)
    assert {one.kind.value for one in made} <= {"new", "gone", "merged", "split", "moved"}


def test_a_decision_is_named_only_where_it_can_be_the_cause() -> None:
    made = [
        decided(1, Act.ACCEPT, ["a1 b1"]),
        decided(2, Act.EDIT, ["a1 b1"], field="mode", value="firearms"),
        decided(3, Act.REJECT, ["=b1"]),
    ]
    new = row("i1", "a1 b1", mode="firearms", type="AID", reviewed="accepted", corroboration={"grade": "contested"})
    said = {
        one.field or one.kind.value: one.causes
        for one in differences(state(row("i1", "a1 b1")), state(new, decisions=made))
    }
    accept, edit, reject = (f"anna decided ({act}, 2020-01-01)" for act in ("accept", "edit", "reject"))
    assert said == {"mode": (edit, reject), "type": (reject,), "grade": (reject,), "reviewed": (accept,)}
