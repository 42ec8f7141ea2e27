"""Groups: nothing chained past what excludes."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.telling import document_of, report_of

from dateline.model import Report, Status
from dateline.reconciling.incidents.accounts.cues import cues_of
from dateline.reconciling.incidents.accounts.gathering import gathered
from dateline.reconciling.incidents.accounts.likeness import likeness

TEXT = "Gunmen raided a mill. Gunmen attacked a farm. Gunmen stormed a camp."


def groups_of(*reports: Report) -> list[list[str]]:
    return [[c.report.trigger.words for c in g] for g in gathered(cues_of(DOCUMENT, reports, canonical={}))]


DOCUMENT = document_of(TEXT)


def test_two_that_exclude_each_other_are_not_joined_through_a_third() -> None:
    reports = (
        report_of(DOCUMENT, "raided", town="Gao", when="2019-03-05"),
        report_of(DOCUMENT, "attacked"),
        report_of(DOCUMENT, "stormed", town="Kano", when="2019-03-01"),
    )
    one, _, other = cues_of(DOCUMENT, reports, canonical={})
    assert likeness(one, other) is None
    groups = groups_of(*reports)
    assert not any({"raided", "stormed"} <= set(group) for group in groups)
    assert sorted(word for group in groups for word in group) == ["attacked", "raided", "stormed"]


def test_groups_are_in_text_order() -> None:
    reports = [report_of(DOCUMENT, "stormed", town="Kano"), report_of(DOCUMENT, "raided", town="Gao")]
    assert groups_of(*reports) == [["raided"], ["stormed"]]


def test_nothing_is_gathered_into_nothing() -> None:
    assert gathered([]) == []


MANY = document_of(" ".join(f"Gunmen raided mill {n}." for n in range(9)))
TOLD = st.fixed_dictionaries({
    "town": st.sampled_from([None, "Gao", "Kano"]),
    "when": st.sampled_from([None, "2019-03-05", "2019-03-01"]),
    "status": st.sampled_from([Status.OCCURRED, Status.PLANNED, Status.NEGATED]),
})  # fmt: skip


@given(st.lists(TOLD, min_size=9, max_size=9))
def test_no_two_of_a_group_exclude_each_other_and_each_is_in_one(told: list[dict[str, Any]]) -> None:
    reports = [report_of(MANY, "raided", occurrence=n, **said) for n, said in enumerate(told)]
    cues = cues_of(MANY, reports, canonical={})
    groups = gathered(cues)
    assert sorted(c.number for group in groups for c in group) == list(range(9))
    assert all(likeness(one, other) is not None for group in groups for one, other in combinations(group, 2))
