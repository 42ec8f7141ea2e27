"""A browser reads a document: the passage that an address names, keys, kinds, and a text that is made to break out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.desk.pages.test_document import HOSTILE, put, sentences_of
from tests.desk.serving import Served

from dateline.desk.addresses import Addresses
from dateline.desk.escaping import plain
from dateline.record import create_or_open

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

FOCUSED = "document.activeElement.closest('.said')?.id ?? ''"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a context of the test's own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def passage(served: Served) -> dict[str, Any]:
    """A report whose sentence it shares with another, of an article that is long enough to be scrolled."""
    reports = list(served.desk.record.reports())
    return next(
        one
        for one in reports
        if one["start"] > 500
        and any(
            o["start"] == one["start"] and o["document"] == one["document"] and o["id"] > one["id"] for o in reports
        )
    )


def test_an_address_leads_to_the_exact_passage(served: Served, page: Page, passage: dict[str, Any]) -> None:
    page.set_viewport_size({"width": 1000, "height": 400})
    page.goto(served.root + Addresses().document(passage["document"], report=passage["id"]))
    assert page.evaluate(FOCUSED)
    said = page.locator(".said.lit")
    assert said.first.evaluate("one => one.textContent").split() == passage["words"].split()
    expect(said.first).to_be_in_viewport()
    lit = page.locator("mark.trigger.lit").all_text_contents()
    assert "".join(lit) == passage["trigger"]["words"]
    line = page.locator(".lines li[aria-current]")
    expect(line).to_have_count(1)
    expect(line.locator(f"a[href='{Addresses().report(passage['id'])}']")).to_have_count(1)


def test_an_address_leads_there_without_scripts(served: Served, browser: Browser, passage: dict[str, Any]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 400})
    try:
        page = context.new_page()
        page.goto(served.root + Addresses().document(passage["document"], report=passage["id"]))
        said = page.locator(".said:target, .said:has(> a:target)")
        expect(said).to_have_count(1)
        expect(said).to_be_in_viewport()
    finally:
        context.close()


def test_keys_step_through_the_reports(served: Served, page: Page, passage: dict[str, Any]) -> None:
    page.goto(f"{served.root}/documents/{passage['document']}")
    ids = page.locator(".lines .at").evaluate_all("all => all.map((one) => one.hash)")
    for id_ in ids[:3]:
        page.keyboard.press("j")
        page.wait_for_function("id => location.hash === id", arg=id_)
        expect(page.locator(".lines li[aria-current] .at")).to_have_attribute("href", id_)
    page.keyboard.press("k")
    page.wait_for_function("id => location.hash === id", arg=ids[1])


def test_what_is_pointed_at_stands_out(served: Served, page: Page, passage: dict[str, Any]) -> None:
    page.goto(f"{served.root}/documents/{passage['document']}")
    page.locator(".lines li").nth(1).hover()
    expect(page.locator("mark.lit[data-r~='2']").first).to_be_visible()
    expect(page.locator("mark.lit:not([data-r~='2'])")).to_have_count(0)
    page.locator("h1").hover()
    expect(page.locator("mark.lit")).to_have_count(0)


def test_kinds_are_turned_off_and_the_address_says_so(served: Served, page: Page, passage: dict[str, Any]) -> None:
    page.goto(f"{served.root}/documents/{passage['document']}")
    mark = page.locator(".text mark.trigger").first
    before = mark.bounding_box()
    assert mark.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator(".kinds [value=trigger]").uncheck()
    assert mark.evaluate("one => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert mark.bounding_box() == before
    assert "mark=trigger" not in page.url
    assert "mark=actor" in page.url
    page.reload()
    expect(page.locator(".kinds [value=trigger]")).not_to_be_checked()


def test_a_hostile_text_stays_in_its_place(tmp_path: Path, serve: Callable[..., Any], page: Page) -> None:
    path = tmp_path / "hostile.dateline"
    with create_or_open(path) as record:
        id_ = put(record, HOSTILE, [(0, len(HOSTILE))], title=HOSTILE[:400], publisher="\u202e" + "p" * 300)
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: ran.append(message.text))
    with serve(path) as served:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for width in (375, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{served.root}/documents/{id_}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            shown = page.locator("[data-zone]").evaluate_all("all => all.map((one) => one.textContent).join('')")
            assert shown == plain(HOSTILE)
        assert ran == []
        assert all(url.startswith(served.root) for url in asked)


def test_the_text_of_every_example_is_whole(served: Served, page: Page) -> None:
    for document in served.desk.some("documents", [row["id"] for row in served.desk.record.documents()]):
        page.goto(f"{served.root}/documents/{document['id']}")
        shown = page.locator("[data-zone]").evaluate_all("all => all.map((one) => one.textContent).join('')")
        assert shown == plain(document["text"])


def test_a_report_of_another_part_is_found(tmp_path: Path, serve: Callable[..., Any], page: Page) -> None:
    text = " ".join(f"Attacked by {n} {'men ' * 40}." for n in range(600))
    path = tmp_path / "long.dateline"
    with create_or_open(path) as record:
        id_ = put(record, text, sentences_of(text))
        last = list(record.reports())[-1]
    with serve(path) as served:
        page.goto(served.root + Addresses().document(id_, report=last["id"]))
        page.wait_for_url(re.compile(r"report="))
        assert page.evaluate(FOCUSED) == last["id"]
        expect(page.locator(".said.lit").first).to_be_in_viewport()
