"""The page of an incident in a real browser: by keyboard, on a narrow screen, and down to the passage."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.desk.serving import Served


@pytest.fixture
def told(served: Served) -> str:
    """The incident with most reports."""
    return str(max(served.desk.record.incidents(), key=lambda row: len(row["reports"]))["id"])


def test_why_this_opens_by_keyboard_and_leads_to_the_passage(served: Served, page: Page, told: str) -> None:
    page.goto(f"{served.root}/incidents/{told}")
    first = page.locator(".value details").first
    statement = first.locator(".said").first
    expect(statement).to_be_hidden()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(statement).to_be_visible()
    expect(statement.locator("mark").first).to_be_visible()
    statement.locator(".from a").first.click()
    assert "/documents/" in page.url
    anchor = page.url.rpartition("#")[2]
    assert anchor
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/", "/incidents/{id}", "/contradictions", "/coverage", "/decisions", "/sums"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(served: Served, page: Page, told: str, path: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(served.root + path.replace("{id}", told))
    for details in page.locator("details").all()[:40]:
        details.evaluate("one => { one.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_both_sides_of_a_contradiction_stand_beside_each_other(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(f"{served.root}/contradictions")
    one, other = (box for side in page.locator(".beside").first.locator("> li").all() if (box := side.bounding_box()))
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
