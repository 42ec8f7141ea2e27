"""Which incidents are asked about, in which order, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconciling.incidents.deciding.urgency import queue
from dateline.reconciling.incidents.matching.weighing import weights


def incident(id_: str, **other: object) -> dict:
    row = {
        "id": id_,
        "score": 1.0,
        "runners_up": [],
        "contradictions": [],
        "corroboration": {"grade": "corroborated"},
        "reviewed": None,
        "killed": None,
        "injured": None,
        "captured": None,
    }
    return row | other


def killed(number: int) -> dict:
    return {"low": number, "best": number, "high": number, "reports": []}


def near(id_: str, score: float) -> list[dict]:
    return [{"id": id_, "score": score, "why": "same place"}]


GRADE = {"corroboration": {"grade": "single origin"}}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (incident("i1", score=0.6), "it is only 60% sure that all its reports tell of one thing"),
        (incident("i1", runners_up=near("i2", 0.4)), "it may be the same as i2 (40% likely)"),
        (incident("i1", corroboration={"grade": "contested"}), "its sources contradict each other"),
        (incident("i1", contradictions=[{"weight": 0.5, "disputed": "date"}]), "its sources differ on date"),
        (incident("i1", reviewed="disputed"), "reviewers differ"),
        (incident("i1", killed=killed(20), **GRADE), "20 killed, injured or captured, and only one origin tells of it"),
    ],
)
def test_each_doubt_is_asked_about_and_named(row: dict, why: str) -> None:
    (one,) = queue([row])
    assert one.why == (why,)
    assert one.urgency > 0


@pytest.mark.parametrize(
    "row",
    [
        incident("i1"),
        incident("i1", score=0.95),
        incident("i1", runners_up=near("i2", 0.01)),
        incident("i1", killed=killed(3), **GRADE),
        incident("i1", score=0.5, corroboration={"grade": "retracted"}),
    ],
)
def test_what_is_sure_or_was_retracted_is_not_asked_about(row: dict) -> None:
    assert queue([row]) == []


def test_more_people_and_more_doubt_come_first() -> None:
    rows = [
        incident("i1", score=0.8),
        incident("i2", score=0.6),
        incident("i3", score=0.8, killed=killed(99)),
        incident("i4", score=0.6, contradictions=[{"weight": 0.5, "disputed": "date"}]),
    ]
    assert [one.id for one in queue(rows)] == ["i4", "i3", "i2", "i1"]
    assert queue(rows)[1].urgency == pytest.approx(0.2 * 3)


def test_a_pair_is_asked_about_once_where_more_hangs_on_it() -> None:
    rows = [incident("i1", runners_up=near("i2", 0.5)), incident("i2", runners_up=near("i1", 0.5), killed=killed(5))]
    (one,) = queue(rows)
    assert (one.id, one.near) == ("i2", "i1")
    rows[1]["killed"] = None
    assert [one.id for one in queue(rows)] == ["i1"]


def test_matches_are_asked_about_from_the_foot_of_the_review_band_on() -> None:
    foot = weights().review[0]
    assert queue([incident("i1", runners_up=near("i2", foot))])
    assert queue([incident("i1", runners_up=near("i2", foot - 0.01))]) == []
    assert queue([incident("i1", runners_up=near("i2", foot))], near=foot + 0.1) == []


@given(st.permutations([incident(f"i{n}", score=0.5 + n % 3 / 10, killed=killed(n)) for n in range(7)]))
def test_the_order_of_rows_does_not_matter(rows: list[dict]) -> None:
    assert queue(rows) == queue(sorted(rows, key=lambda row: row["id"]))
