"""What is said of sources is read off the rows."""

from __future__ import annotations

import pytest

from dateline.model.saying_sources import said_admiralty, said_derived, said_label, said_support, said_why_not


def test_directed_link_says_how_and_how_much() -> None:
    link = {"how": "attribution", "is_directed": True, "containment": 0.826}
    assert said_derived(link) == "names it, 83% in the same words"
    assert said_label(link) == "derives from"
    assert said_label(link, is_origin=True) == "taken up by"


def test_equals_say_that_neither_came_first() -> None:
    link = {"how": "reuse", "is_directed": False, "containment": None}
    assert said_derived(link) == "which was first is not told"
    assert said_label(link) == said_label(link, is_origin=True) == "same words as"


@pytest.mark.parametrize(
    ("status", "behind", "why"),
    [
        ("planned", {"occurred"}, "planned"),
        ("ongoing", {"occurred"}, "rejected"),
        ("occurred", {"occurred"}, "rejected"),
        ("negated", set(), "rejected"),
    ],
)
def test_report_that_tells_it_otherwise_is_not_behind_it(status: str, behind: set[str], why: str) -> None:
    assert said_why_not({"status": status}, behind) == why


def test_value_without_reports_was_set_by_hand() -> None:
    assert said_support({"reports": []}, 5) == "set by hand"
    assert said_support({"reports": ["r1"]}, 1) == "1 of 1 report"


def test_admiralty_is_said_in_words() -> None:
    assert said_admiralty({"reliability": "B", "credibility": "1"}) == (
        "source B: usually reliable; information 1: confirmed by other sources"
    )
