"""Which incidents are made again: those of which anything that they are made of may be another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from dateline.model import (
    Contradiction,
    Corroboration,
    Credibility,
    Disputed,
    EventType,
    Evidence,
    Grade,
    Incident,
    Level,
    Membership,
    PartHow,
    Quote,
    Reliability,
    RunnerUp,
    Side,
    Sources,
    Status,
    incident_shape,
)
from dateline.reconciling.incidents.matching.frequencies import Frequencies
from dateline.reconciling.incidents.matching.grouped import Cluster, Grouping, Nearly, PartLink
from dateline.record.plans import Kept, Plan, Teller, as_they_were, in_order_of_time, mates_of, plans_of, stays
from dateline.record.rows import from_row, to_row

ONE = Plan("i1", frozenset({"r1", "r2"}), Level.SINGLE, 0.9, runners_up=(RunnerUp("i2", 0.4, "the same day"),))
TWO = Plan("i2", frozenset({"r3"}), Level.SINGLE, 1.0, runners_up=(RunnerUp("i1", 0.4, "the same day"),))
THREE = Plan("i3", frozenset({"r4"}), Level.SINGLE, 1.0, (Membership("i9", PartHow.PART, 0.6),))
DOCUMENTS = {"r1": "d1", "r2": "d2", "r3": "d3", "r4": "d4"}


def row_of(plan: Plan) -> dict[str, Any]:
    """Return the row of an incident as it is kept."""
    made = Incident(
        plan.id, tuple(sorted(plan.members)), EventType.ASSAULT, Status.OCCURRED, Sources(1, 1, (), 1.0),
        Corroboration(Grade.RETRACTED, "One source.", Reliability.UNKNOWN, Credibility.UNKNOWN),
        level=plan.level, part_of=plan.part_of, runners_up=plan.runners_up, score=plan.score,
    )  # fmt: skip
    return to_row("incidents", {**incident_shape.incident_json(made), "redirects": [], "contradictions": []})


def found(plans: Sequence[Plan], changed: Sequence[str] = ()) -> dict[str, dict[str, Any] | None]:
    kept = kept_of(plans, changed)
    return {id_: row for id_, row in kept.rows.items() if id_ not in kept.mates}


def kept_of(plans: Sequence[Plan], changed: Sequence[str] = ()) -> Kept:
    rows = {plan.id: row_of(plan) for plan in (ONE, TWO, THREE)}
    return as_they_were(plans, rows, documents=DOCUMENTS, changed=changed)


def test_incidents_of_which_nothing_changed_are_not_written_again() -> None:
    assert found([ONE, TWO, THREE]) == {"i1": None, "i2": None, "i3": None}


@pytest.mark.parametrize(
    "other",
    [
        replace(THREE, members=frozenset({"r4", "r5"})),
        replace(THREE, level=Level.EPISODE),
        replace(THREE, id="i4"),
    ],
)
def test_an_incident_with_other_reports_or_another_level_is_made_again(other: Plan) -> None:
    assert found([ONE, TWO, other]).keys() == {"i1", "i2"}


def test_an_incident_of_which_a_document_changed_is_made_again() -> None:
    assert found([ONE, TWO, THREE], ["d4"]).keys() == {"i1", "i2"}


def test_what_one_contradicts_its_mate_in_is_made_again_where_the_mate_changed() -> None:
    # It is kept with the first of the two.
    assert found([ONE, TWO, THREE], ["d3"]).keys() == {"i3"}
    assert found([ONE, TWO, THREE], ["d1"]).keys() == {"i2", "i3"}


def test_an_incident_that_has_another_mate_is_made_again() -> None:
    parted = replace(TWO, runners_up=())
    assert found([ONE, parted, THREE]).keys() == {"i2", "i3"}
    joined = replace(ONE, runners_up=(*ONE.runners_up, RunnerUp("i3", 0.3, "the same place")))
    near = replace(THREE, runners_up=(RunnerUp("i1", 0.3, "the same place"),))
    assert found([joined, TWO, near]).keys() == {"i2", "i3"}


def test_an_incident_of_which_only_mates_changed_is_set_against_these_alone() -> None:
    kept = kept_of([ONE, TWO, THREE], ["d3"])
    assert (kept.rows.keys(), kept.mates) == ({"i1", "i3"}, {"i1": set()})
    joined = replace(ONE, runners_up=(*ONE.runners_up, RunnerUp("i3", 0.3, "the same place")))
    near = replace(THREE, runners_up=(RunnerUp("i1", 0.3, "the same place"),))
    assert kept_of([joined, TWO, near]).mates == {"i1": {"i2"}}


@pytest.mark.parametrize(
    ("disputed", "reports", "is_kept"),
    [
        (Disputed.DATE, ("r1", "r2"), True),
        (Disputed.DATE, ("r1", "r3"), True),
        (Disputed.DATE, ("r1", "r4"), False),
        (Disputed.STATUS, ("r1", "r4"), True),
    ],
)
def test_what_contradicts_a_mate_that_changed_is_looked_for_again(
    disputed: Disputed, reports: tuple[str, str], is_kept: bool
) -> None:
    sides = tuple(
        Side(value=id_, reports=(id_,), voices=("Post",), quotes=(Quote(f"d{id_}", Evidence.at("It was", 0, 2)),))
        for id_ in reports
    )
    one = Contradiction(disputed, "when", sides, weight=0.5, why="They differ.", incident="i1")
    row = to_row("contradictions", incident_shape.contradiction_json(one))
    assert stays(row, ONE.members, {"r3"}) is is_kept


def test_what_is_said_of_others_is_put_in_without_making_an_incident_again() -> None:
    other = replace(
        THREE, score=0.8, part_of=(Membership("i8", PartHow.COUNTED, 0.7),), runners_up=(RunnerUp("i1", 0.2, "near"),)
    )
    row = found([ONE, TWO, other])["i3"]
    assert row == row_of(other)
    assert from_row("incidents", row)["part_of"] == [{"id": "i8", "how": "counted", "score": 0.7}]


def test_mates_are_taken_for_each_other_and_kept_with_the_first() -> None:
    assert mates_of([TWO, ONE, THREE]) == {"i1": [TWO], "i2": [], "i3": []}


def test_plans_come_in_the_order_in_which_they_were_first_told_of() -> None:
    tellers = [
        Teller("a1", "d1", ("r1",), 20), Teller("a2", "d2", ("r2",), None),
        Teller("a3", "d3", ("r3",), 10), Teller("a4", "d4", ("r4",), 15),
    ]  # fmt: skip
    assert in_order_of_time([ONE, THREE, TWO], tellers) == [TWO, THREE, ONE]


MACHINE = [frozenset({"r1", "r2"}), frozenset({"r3"}), frozenset({"r4"})]
GROUPING = Grouping(
    (
        Cluster(("a1",), 0.9, (Nearly(1, 0.4, "near"), Nearly(2, 0.3, "near"))),
        Cluster(("a2",), level=Level.EPISODE),
        Cluster(("a3",)),
    ),
    (), (PartLink(0, 1, PartHow.PART, 0.8), PartLink(2, 1, PartHow.PART, 0.7)), {}, Frequencies(),
)  # fmt: skip


def test_plans_are_the_clusters_where_nobody_decided() -> None:
    one, _, three = plans_of(GROUPING, MACHINE, MACHINE, ("i1", "i2", "i3"))
    assert one == Plan(
        "i1", MACHINE[0], Level.SINGLE, 0.9, (Membership("i2", PartHow.PART, 0.8),),
        (RunnerUp("i2", 0.4, "near"), RunnerUp("i3", 0.3, "near")),
    )  # fmt: skip
    assert three.part_of == (Membership("i2", PartHow.PART, 0.7),)


def test_nothing_belongs_to_a_cluster_that_people_gave_to_another_incident() -> None:
    one, three = plans_of(GROUPING, MACHINE, [MACHINE[0] | MACHINE[1], MACHINE[2]], ("i1", "i3"))
    assert (one.level, one.part_of, one.runners_up) == (Level.SINGLE, (), (RunnerUp("i3", 0.3, "near"),))
    assert three.part_of == ()


def test_of_a_cluster_that_people_parted_the_largest_part_is_what_others_belong_to() -> None:
    parted = [frozenset({"r1"}), frozenset({"r2"}), MACHINE[1], MACHINE[2]]
    first, second, *_ = plans_of(GROUPING, MACHINE, parted, ("i1", "i4", "i2", "i3"))
    assert [one.id for one in first.part_of] == [one.id for one in second.part_of] == ["i2"]
    assert {one.id for one in second.runners_up} == {"i2", "i3"}
