"""Every page in a real browser: wide and narrow, light and dark, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page
from tests.axe import axe_source
from tests.desk.browser.watching import Watched, watching
from tests.desk.serving import Served, serving
from tests.desk.walking import walked

from dateline.desk.accounts import Accounts
from dateline.desk.registry import PAGES
from dateline.desk.review.bulk import start

_WIDE, _NARROW = {"width": 1200, "height": 900}, {"width": 375, "height": 800}
# Signing in is a page of a shared desk, which has a test of its own.
_NAMES = [page.name for page in PAGES if page.name != "sign_in"]

# What stands out sideways, for whoever mends it.
_SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest("nav, .scroll, .wide, svg"))
    .map((one) => `${one.tagName}.${one.className?.baseVal ?? one.className} ${one.getBoundingClientRect().right}`)
    .slice(0, 8).concat(`scrolls to ${document.documentElement.scrollWidth}`);
}"""
_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
# The control that has the focus: which it is, and what is wrong with how it shows.
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.stops ??= new Map();
  const isNew = !window.stops.has(one);
  window.stops.set(one, true);
  const look = getComputedStyle(one);
  const wrong = [];
  if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) wrong.push("its focus does not show");
  const held = [...one.getClientRects()].some((box) => {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const on = document.elementFromPoint(x, y);
    return on && (one.contains(on) || on.contains(one) || on.closest("label")?.contains(one));
  });
  if (!held && !one.closest("svg")) wrong.push("nobody sees it");
  return { isNew, wrong: wrong.map((said) => `${said}: ${one.outerHTML.slice(0, 120)}`) };
}"""
# Everything that a key should reach and did not.
_MISSED = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  return [...document.querySelectorAll(all)].filter((one) => one.tabIndex >= 0 && !one.disabled
    && one.type !== "hidden" && one.type !== "radio" && one.checkVisibility() && !window.stops?.has(one))
    .map((one) => `no key leads to ${one.outerHTML.slice(0, 120)}`);
}"""
_SETTLED = """() => !(window.turns ??= Boolean(document.createElement("canvas").getContext("webgl2")))
  || document.querySelector("#map[data-ready]")"""
# Of long lists, what a reader would never tab through either.
_MOST_STOPS = 150


@pytest.fixture(scope="session")
def addresses(decided: Served) -> Iterator[dict[str, list[str]]]:
    """Some addresses of every page, of which two are led to by no link: they wait for a token, and for work."""
    with decided.client() as client:
        found = dict(walked(client, most=1, of={"document": 2, "review": 2}))
    is_over = Event()
    working = start(is_over.wait, of=3)
    yield found | {
        "begin": [f"/begin?token={decided.desk.sessions.issue()}"],
        "review-working": [f"/review/bulk/working?job={working.id}&next=%2Freview%2Fbulk"],
    }
    is_over.set()


def _opened(seen: Watched, path: str, *, scheme: str = "light", size: dict[str, int] | None = None) -> Page:
    seen.page.set_viewport_size(size or _WIDE)  # type: ignore[arg-type]
    seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = seen.open(path)
    if page.locator("#map .turned").count():  # it is all there when it turns, or has given up
        page.wait_for_function(_SETTLED)
    return page


def _looked_at(seen: Watched, path: str) -> list[str]:
    """Return what is wrong with how a page looks, in every size and light."""
    page, wrong = _opened(seen, path), []
    page.evaluate(axe_source())
    for scheme, size in (("light", _WIDE), ("dark", _WIDE), ("dark", _NARROW)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wrong += [f"{path}, {size['width']} px: {one}" for one in page.evaluate(_SIDEWAYS)]
        wrong += [f"{path}, {scheme}, {size['width']} px: {one}" for one in page.evaluate(_AXE)]
    return wrong + seen.wrong


@pytest.mark.parametrize("name", _NAMES)
def test_a_page_reads_wide_and_narrow_light_and_dark(seen: Watched, addresses: dict[str, list[str]], name: str) -> None:
    wrong = [one for path in addresses[name] for one in _looked_at(seen, path)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", _NAMES)
def test_keys_lead_to_every_control_and_the_focus_shows(
    seen: Watched, addresses: dict[str, list[str]], name: str
) -> None:
    page = _opened(seen, addresses[name][0])
    if name == "map":  # its signs come after the page itself
        page.locator("#map[data-ready]").wait_for()
    wrong: list[str] = []
    reached = 0
    while reached < _MOST_STOPS:
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUSED)
        if at is None or not at["isNew"]:
            break
        reached += 1
        wrong += at["wrong"]
    if reached < _MOST_STOPS:
        wrong += page.evaluate(_MISSED)
    assert reached > 5
    assert not wrong, "\n".join(wrong)


def test_pages_read_without_scripts(browser: Browser, decided: Served, addresses: dict[str, list[str]]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=_NARROW)  # type: ignore[arg-type]
    try:
        with watching(context, decided.root) as bare:
            for name in _NAMES:
                page = bare.open(addresses[name][0])
                assert page.locator("h1").inner_text().strip(), name
                assert page.locator("main").inner_text().strip(), name
            assert not bare.wrong
    finally:
        context.close()


def test_a_person_without_scripts_decides_and_takes_it_back(browser: Browser, own: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        with watching(context, own.root) as bare:
            page = bare.open(f"/begin?token={own.desk.sessions.issue()}")
            page.get_by_label("Your name").fill("ada")
            page.get_by_role("main").get_by_role("button").click()
            page.get_by_role("link", name="Review", exact=True).click()
            left = page.locator("h1 .total").inner_text()
            page.get_by_role("button", name="accept").click()
            assert "ada accepted" in page.get_by_role("status").inner_text()
            assert page.locator("h1 .total").inner_text() != left
            page.get_by_role("button", name="undo").click()
            assert page.locator("h1 .total").inner_text() == left
            assert not bare.wrong
    finally:
        context.close()
    assert [one.act for one in own.desk.record.decisions_since()] == ["accept", "undo"]


def test_people_sign_in_to_a_shared_desk(browser: Browser, examples_record: Path, tmp_path: Path) -> None:
    accounts = tmp_path / "team.json"
    Accounts(accounts).put("ada", role="reviewer", password="correct horse")
    context = browser.new_context(reduced_motion="reduce")
    with serving(examples_record, accounts=accounts) as shared, watching(context, shared.root) as seen:
        assert not _looked_at(seen, "/sign-in")
        page = seen.open("/reports?search=amarah")
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill("correct horse")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url == f"{shared.root}/reports?search=amarah"
        assert page.locator("ol.rows > li").count()
        assert not seen.wrong
    context.close()
