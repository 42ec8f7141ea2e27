"""Of an incident with very many reports some of every value and of many origins are chosen."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.choosing import chosen_reports
from dateline.model import COUNTS


def incident(groups: list[int], *, outside: int = 0) -> dict[str, Any]:
    numbers = iter(range(10_000))
    made = [[f"r{next(numbers)}" for _ in range(size)] for size in groups]
    reports = [id_ for group in made for id_ in group] + [f"r{next(numbers)}" for _ in range(outside)]
    row: dict[str, Any] = {"reports": reports, "sources": {"groups": made}, "contradictions": []}
    return row | dict.fromkeys(("when", "place", *COUNTS)) | {"actors": [], "recipients": []}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.integers(0, 10), st.integers(4, 40))
def test_no_more_are_chosen_than_there_is_room_for(groups: list[int], outside: int, most: int) -> None:
    row = incident(groups, outside=outside)
    chosen = chosen_reports(row, most=most)
    assert len(chosen) == len(set(chosen)) == min(most, len(row["reports"]))
    assert set(chosen) <= set(row["reports"])
    if len(row["reports"]) > most:
        seen = sum(any(id_ in chosen for id_ in group) for group in row["sources"]["groups"])
        assert seen == min(len(groups), most)


def test_number_that_few_give_is_not_lost() -> None:
    row = incident([100, 1])
    row["killed"] = {"low": 3, "best": 3, "high": 3, "reports": [row["reports"][77]]}
    assert row["reports"][77] in chosen_reports(row, most=10)
