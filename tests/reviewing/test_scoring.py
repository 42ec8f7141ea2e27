"""Shares of what was reviewed: each by the way it came up, none of what nobody looked at."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reviewing.scoring import Share, in_words, score, scores_json

RANDOM = {"order": "random", "seed": "1"}


def row(id_: str, verdict: str | None, **values: Any) -> dict[str, Any]:
    return {
        "item": "incident",
        "id": id_,
        "type": "ASSAULT",
        "verdict": verdict,
        "reviewers": ["ada"],
        "decisions": [],
        "occasion": RANDOM,
        "proposed": {"type": "ASSAULT", "killed": [9, 9, 9]},
        "truth": {"type": "ASSAULT", "killed": [9, 9, 9], "place": None} if verdict == "accept" else {},
        "edited": [],
        "regrouped": [],
        "anchors": [],
        **values,
    }


def test_a_share_has_wilsons_interval() -> None:
    assert Share(8, 10).interval == pytest.approx((0.490, 0.943), abs=0.001)
    assert Share(0, 0).value is None
    assert Share(0, 0).interval == (0.0, 1.0)
    assert in_words(Share(10, 10)).startswith("100 % (72 to 100 %)")


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_share_lies_in_its_interval(hits: int, n: int) -> None:
    hits = min(hits, n)
    low, high = Share(hits, n).interval
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1
    assert low < high


def test_what_came_up_in_different_ways_is_counted_apart() -> None:
    rows = [
        row("i1", "accept"),
        row("i2", "reject"),
        row("i3", "accept", occasion={"order": "urgency"}),
        row("i4", "accept", occasion={}),
        row("i5", "accept", occasion={**RANDOM, "digest": "d", "filters": ["type"]}),
        row("i6", "accept", occasion={"order": "random", "bulk": [1, 9]}),
        row("r1", "reject", item="report"),
    ]
    groups = score(rows)
    assert [(one.is_fair, one.reviewed) for one in groups] == [
        (True, 2), (True, 1), (False, 1), (False, 1), (False, 1), (False, 1)
    ]  # fmt: skip
    assert groups[0].accepted == Share(1, 2)
    assert groups[1].filters == ("type",)
    assert groups[4].accepted == Share(0, 0)  # decided in bulk: looked at by nobody
    assert groups[5].accepted == Share(0, 1)
    assert all(one["accepted"]["low"] <= one["accepted"]["high"] for one in scores_json(groups))


def test_fields_count_only_of_what_was_accepted_and_where_there_is_a_value() -> None:
    edited = {"proposed": {"type": "ASSAULT", "actors": ["a", "b"]}, "edited": ["killed"]}
    truth = {"type": "ASSAULT", "actors": ["b", "a"], "killed": [9, 9, 9], "when": None}
    (one,) = score([row("i1", "accept", **edited, truth=truth), row("i2", "reject"), row("i3", None, edited=["when"])])
    assert one.fields == {"type": Share(1, 1), "actors": Share(1, 1), "killed": Share(0, 1)}
    assert one.unchanged == Share(0, 1)
    assert one.edits == {"killed": 1, "when": 1}
    assert one.only_edited == 1
    assert one.by_type == {"ASSAULT": Share(1, 2)}


def test_what_is_unsure_or_contested_counts_in_no_share() -> None:
    (one,) = score([row("i1", "unsure"), row("i2", "contested"), row("i3", "accept", regrouped=["split"])])
    assert (one.unsure, one.contested, one.accepted, one.unchanged) == (1, 1, Share(1, 1), Share(0, 1))
