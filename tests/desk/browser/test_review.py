"""The review in a real browser: by keys alone, by two people at once, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.desk.serving import PATIENCE, Served

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def begin(browser: Browser, own: Served, name: str, **options: object) -> Page:
    """Return a page of somebody who opened a one-time address."""
    context = browser.new_context(base_url=own.root, **options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"/begin?token={own.desk.sessions.issue()}")
    page.get_by_label("Your name").fill(name)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()
    return page


@pytest.fixture
def ada(browser: Browser, own: Served) -> Iterator[Page]:
    page = begin(browser, own, "ada")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.on("response", lambda got: refused.append(got.url) if got.status >= 400 else None)
    page.goto("/review")
    yield page
    assert refused == []
    page.context.close()


def asked(page: Page) -> str:
    """Return the id of the incident that is asked about."""
    return page.locator(".asked h2 a").get_attribute("href").rpartition("/")[2]


def decided(own: Served) -> list[tuple[str, str, str | None]]:
    return [(one.reviewer, one.act.value, one.reason) for one in own.desk.record.decisions_since()]


def press(page: Page, key: str) -> None:
    """Press a key and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_queue_is_gone_through_by_keys_alone(ada: Page, own: Served) -> None:
    queue = [one.id for one in own.desk.record.queue()]
    assert asked(ada) == queue[0]
    press(ada, "j")
    assert asked(ada) == queue[1]
    press(ada, "k")
    press(ada, "y")
    assert asked(ada) == queue[1]
    expect(ada.get_by_role("status")).to_contain_text(f"ada accepted {queue[0]}")

    press(ada, "n")
    expect(ada.locator("#reason")).to_be_focused()
    ada.keyboard.type("a film, yes and no")  # letters are text here, and no keys
    press(ada, "Enter")
    assert asked(ada) == queue[2]
    press(ada, "h")
    assert decided(own)[1:] == [("ada", "reject", "a film, yes and no"), ("ada", "unsure", None)]

    for id_ in (queue[2], queue[1]):
        press(ada, "z")
        assert asked(ada) == id_
    expect(ada.get_by_role("status")).to_contain_text("ada took back")
    assert [act for _, act, _ in decided(own)] == ["accept", "reject", "unsure", "undo", "undo"]
    press(ada, "?")
    expect(ada).to_have_url(f"{own.root}/help")


def test_a_key_that_is_held_down_decides_once(ada: Page, own: Served) -> None:
    with ada.expect_navigation():
        ada.keyboard.down("y")
    for _ in range(5):
        ada.keyboard.down("y")  # what a keyboard repeats
    ada.keyboard.up("y")
    press(ada, "j")
    assert [act for _, act, _ in decided(own)] == ["accept"]


def test_keys_are_found_on_an_arabic_keyboard(ada: Page, own: Served) -> None:
    with ada.expect_navigation():
        ada.evaluate(
            "dispatchEvent.call(document, new KeyboardEvent('keydown', {key: 'غ', code: 'KeyY', bubbles: true}))"
        )
    assert [act for _, act, _ in decided(own)] == ["accept"]


def test_an_edit_a_merge_and_a_split_are_made_by_keys_and_closed_by_escape(ada: Page, own: Served) -> None:
    here = asked(ada)
    press(ada, "e")
    ada.locator("#set_when").focus()
    ada.keyboard.press("Control+a")
    ada.keyboard.type("last week")
    press(ada, "Enter")
    expect(ada.locator("#set_when")).to_have_value("last week")
    expect(ada.locator("#set_when-wrong")).to_be_visible()
    ada.locator("#set_when").fill("2008-06-20")
    press(ada, "Enter")
    assert asked(ada) == here
    assert decided(own) == [("ada", "edit", None)]
    press(ada, "e")
    ada.keyboard.press("Escape")  # out of the field
    press(ada, "Escape")
    expect(ada.locator("#form")).to_have_count(0)

    near = next(one for one in own.desk.record.queue() if one.near)
    ada.goto(f"/review?at={near.id}")
    press(ada, "m")
    expect(ada.locator("#reason")).to_be_focused()
    ada.keyboard.type("one raid")
    press(ada, "Enter")
    assert own.desk.record.leads_to(near.id) == own.desk.record.leads_to(near.near or "")

    row = next(row for row in own.desk.record.incidents() if len(row["reports"]) > 2)
    ada.goto(f"/review?at={row['id']}")
    press(ada, "s")
    expect(ada.locator("input[name=report]").first).to_be_focused()
    ada.keyboard.press("Space")
    ada.locator("#reason").focus()
    ada.keyboard.type("another day")
    press(ada, "Enter")
    assert [act for _, act, _ in decided(own)] == ["edit", "merge", "split"]
    assert own.desk.record.broken_link() is None


def test_an_incident_is_found_by_words(ada: Page) -> None:
    ada.keyboard.press("/")
    expect(ada.locator("#find")).to_be_focused()
    ada.keyboard.type("army arrested")
    press(ada, "Enter")
    found = ada.get_by_label("Found").get_by_role("link")
    target = found.nth(0).get_attribute("href")
    found.nth(0).focus()
    press(ada, "Enter")
    assert f"at={asked(ada)}" in (target or "")


def test_two_reviewers_at_once_lose_nothing_and_are_told(ada: Page, browser: Browser, own: Served) -> None:
    ben = begin(browser, own, "ben")
    ben.goto("/review")
    here = asked(ada)
    assert asked(ben) == here
    press(ada, "y")
    press(ben, "n")  # ben's page is older than ada's decision, and its form is opened only now
    expect(ben.locator(".asked")).to_contain_text("ada accepted")
    ben.keyboard.type("a film")
    own.desk.record.decide("unsure", [here], reviewer="cli")  # and a third one in a terminal
    press(ben, "Enter")
    expect(ben.get_by_role("alert")).to_contain_text("changed since you looked")
    expect(ben.locator("#reason")).to_have_value("a film")
    ben.locator("#reason").focus()
    press(ben, "Enter")
    expect(ben.get_by_role("status")).to_contain_text("contested")
    ada.goto(f"/review?at={here}")
    expect(ada.get_by_role("region", name="Reviewers differ")).to_contain_text("ben rejected")
    assert [who for who, _, _ in decided(own)] == ["ada", "cli", "ben"]
    assert own.desk.record.broken_link() is None
    ben.context.close()


def test_all_of_it_works_without_scripts_and_fits_a_telephone(browser: Browser, own: Served) -> None:
    page = begin(browser, own, "ada", java_script_enabled=False, viewport={"width": 375, "height": 800})
    page.goto("/review")
    here = asked(page)
    page.locator("[data-key=n]").click()
    page.locator("#reason").fill("a film")
    page.locator("#deciding button").click()
    page.locator("[data-key=y]").click()
    page.locator("[data-key=z]").click()
    page.get_by_role("link", name="Decide on many").click()
    page.get_by_role("button", name="Accept these").click()
    page.get_by_role("button", name="undo all").click()
    acts = [act for _, act, _ in decided(own)]
    assert acts[:3] == ["reject", "accept", "undo"]
    assert acts[-1] == "undo"
    assert own.desk.record.decisions_since()[0].targets == (here,)
    page.context.close()
    wide = browser.new_page(base_url=own.root, viewport={"width": 375, "height": 800})
    for address in (f"/review?at={here}", "/review/bulk", "/review/evaluation", "/decisions"):
        wide.goto(address)
        assert wide.evaluate("document.documentElement.scrollWidth") <= 375, address
    wide.close()
