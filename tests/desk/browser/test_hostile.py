"""Pages over a hostile record in a real browser: nothing of it runs, nothing leaves, nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.desk.browser.watching import Watched, watching
from tests.desk.hostile import EVIL, SPRUNG
from tests.desk.serving import Served
from tests.desk.walking import walked

from dateline.desk.registry import PAGES

# Whether a trap was sprung, and whether the names that our scripts use are still theirs.
_SPRUNG = f"() => Boolean(window.{SPRUNG}) || document.title === '{SPRUNG}'"
_OURS = """() => document.body instanceof HTMLBodyElement && typeof document.getElementById === "function"
  && typeof document.querySelector === "function" && document.getElementById("main").localName === "main"
  && document.baseURI === location.href && document.querySelectorAll("iframe, object, embed, base").length === 0"""
_SCROLLS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def trapped(browser: Browser, hostile: Served) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    with watching(context, hostile.root) as made:
        yield made
    context.close()


@pytest.fixture(scope="module")
def addresses(hostile: Served) -> dict[str, list[str]]:
    # Of what comes from outside more than one: documents were read from each format.
    with hostile.client() as client:
        return dict(walked(client, most=2, of={"document": 14, "actor": 3, "place": 3, "incident": 3}))


def _wrong(watched: Watched, path: str) -> list[str]:
    page = watched.open(path)
    wrong = []
    if page.evaluate(_SPRUNG):
        wrong.append("a trap was sprung")
    if not page.evaluate(_OURS):
        wrong.append("a name of ours is somebody else's")
    for width in (1200, 375):
        page.set_viewport_size({"width": width, "height": 800})
        scrolls, has = page.evaluate(_SCROLLS)
        if scrolls > has:
            wrong.append(f"{width} px wide, scrolls to {scrolls}")
    return [f"{path}: {one}" for one in wrong] + watched.wrong


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_nothing_runs_leaves_or_moves(trapped: Watched, addresses: dict[str, list[str]], name: str) -> None:
    wrong = [one for path in addresses.get(name, ()) for one in _wrong(trapped, path)]
    assert not wrong, "\n".join(wrong)


def _clicked(page: Page, selector: str) -> None:
    page.locator(selector).first.click()


def test_our_own_scripts_still_work(trapped: Watched, addresses: dict[str, list[str]]) -> None:
    page = trapped.open("/reports")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    path = next(path for path in addresses["document"] if ".lines > li + li" and _has_two(trapped, path))
    page = trapped.open(path)
    page.keyboard.press("j")
    first = page.evaluate("location.hash")
    page.keyboard.press("j")
    assert first
    assert page.evaluate("location.hash") not in ("", first)
    assert not trapped.wrong


def _has_two(trapped: Watched, path: str) -> bool:
    return trapped.open(path).locator(".lines > li").count() > 1


def test_a_link_out_of_the_desk_tells_nothing_of_it(trapped: Watched, addresses: dict[str, list[str]]) -> None:
    leading: list[tuple[str, str]] = []
    for path in addresses["document"]:
        found = trapped.open(path).locator("a[href*='://']")
        leading += [tuple(one) for one in found.evaluate_all("all => all.map((one) => [one.href, one.rel])")]
    assert any(EVIL in href for href, _ in leading)
    for href, rel in leading:
        assert href.startswith(("https://", "http://"))
        assert {"noopener", "noreferrer"} <= set(rel.split())
    assert not trapped.wrong


def test_an_original_is_saved_and_not_opened(trapped: Watched, addresses: dict[str, list[str]], tmp_path: Path) -> None:
    for path in addresses["document"]:
        page = trapped.open(path)
        link = page.get_by_role("link", name="the bytes as they were read")
        if not link.count():
            continue
        with page.expect_download() as saved:
            link.click()
        saved.value.save_as(tmp_path / "original")
        assert (tmp_path / "original").stat().st_size
        assert page.url == trapped.root + path
        assert not trapped.wrong
        return
    pytest.fail("no document of the record hands out its original")


def test_a_dossier_of_it_opens_from_a_file_and_does_nothing(browser: Browser, hostile: Served, tmp_path: Path) -> None:
    with hostile.client() as client:
        (tmp_path / "dossier.html").write_bytes(client.get("/dossier.html").content)
    context = browser.new_context(viewport={"width": 375, "height": 800})
    with watching(context, "file://") as seen:
        page = seen.open(str(tmp_path / "dossier.html"))
        assert page.get_by_role("heading", level=1).is_visible()
        assert not page.evaluate(_SPRUNG)
        scrolls, has = page.evaluate(_SCROLLS)
        assert scrolls <= has
        assert not seen.wrong
    context.close()
