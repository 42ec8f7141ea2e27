"""The map with WebGL 2 and without, and when it is lost: it turns and zooms, or the picture stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect
from tests.desk.browser.watching import Watched, watching
from tests.desk.serving import PATIENCE, Served

# What draws WebGL on a machine without a graphics card.
_SOFTWARE = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
_WITHOUT = """HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
  apply: (get, canvas, given) => /webgl/.test(given[0]) ? null : Reflect.apply(get, canvas, given),
});"""
_LOSE = """() => document.querySelector('#map canvas').getContext('webgl2')
  .getExtension('WEBGL_lose_context').loseContext()"""
_SLOW = PATIENCE * 1000


@pytest.fixture(scope="module")
def drawing(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that draws WebGL in software."""
    flags = [flag for flag in browser_type_launch_args["args"] if flag != "--disable-gpu"]
    made = browser_type.launch(**{**browser_type_launch_args, "args": [*flags, *_SOFTWARE]})
    yield made
    made.close()


@contextmanager
def _seeing(browser: Browser, root: str, *, script: str = "") -> Iterator[Watched]:
    # As small as shows all: every pixel is drawn by the processor.
    context = browser.new_context(viewport={"width": 700, "height": 700}, reduced_motion="reduce")
    if script:
        context.add_init_script(script)
    try:
        with watching(context, root) as made:
            yield made
    finally:
        context.close()


def _ready(page: Page) -> None:
    page.locator("#map[data-ready]").wait_for(timeout=_SLOW)


def _asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _clusters(page: Page) -> list[str]:
    return page.locator("#map .cluster").all_inner_texts()


def _slide(page: Page) -> None:
    page.locator("#month").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('after=')")


def test_it_turns_zooms_and_its_clusters_open(drawing: Browser, served: Served) -> None:
    with _seeing(drawing, served.root) as seen:
        page = seen.open("/map")
        _ready(page)
        expect(page.locator("#map canvas")).to_be_visible()
        expect(page.locator("#map figure")).to_be_hidden()
        before = _clusters(page)
        assert before
        page.locator("#map .cluster").first.click()
        page.wait_for_function(
            "before => [...document.querySelectorAll('#map .cluster')].map((one) => one.innerText).join() !== before",
            arg=",".join(before),
            timeout=_SLOW,
        )
        assert not seen.wrong


def test_on_paper_it_is_the_picture(drawing: Browser, served: Served) -> None:
    page = drawing.new_page(base_url=served.root)
    page.goto("/map")
    expect(page.locator("#map figure.picture")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#map figure.picture")).to_be_visible()
    expect(page.locator("#map .turned")).to_be_hidden()
    page.close()


def test_a_place_says_what_it_is_and_leads_on(drawing: Browser, served: Served) -> None:
    with served.client() as client:
        places = client.get("/map.json").json()["rows"]
    exact = next(place for place in places if place["precision"] == 1)
    with _seeing(drawing, served.root) as seen:
        page = seen.open(f"/map?place={exact['id']}&precision=1")
        _ready(page)
        canvas = page.locator("#map canvas").bounding_box()
        assert canvas
        page.mouse.click(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
        told = page.locator(".maplibregl-popup-content")
        expect(told).to_contain_text(exact["name"], timeout=_SLOW)
        expect(told).to_contain_text(f"{exact['count']} listed")
        told.get_by_role("link", name="listed").click()
        page.wait_for_url("**/incidents?*")
        assert page.locator("ol.rows > li").count() == exact["count"]
        assert not seen.wrong


def test_the_slider_changes_the_address_and_the_numbers(drawing: Browser, served: Served) -> None:
    with _seeing(drawing, served.root) as seen:
        page = seen.open("/map")
        _ready(page)
        before = page.locator("h1").inner_text()
        _slide(page)
        expect(page.locator("h1")).not_to_have_text(before, timeout=_SLOW)
        assert _asked(page)["after"] == _asked(page)["before"] == [page.locator("output").inner_text()]
        shown = page.locator("h1").inner_text()
        page.reload()
        assert page.locator("h1").inner_text() == shown
        assert not seen.wrong


@pytest.mark.parametrize("how", ["WebGL 2 is missing", "a file of the map is missing"])
def test_without_it_the_picture_stays_and_the_slider_redraws_it(browser: Browser, served: Served, how: str) -> None:
    with _seeing(browser, served.root, script=_WITHOUT if "WebGL" in how else "") as seen:
        if "file" in how:
            seen.page.route("**/maplibre-gl.mjs", lambda route: route.fulfill(status=404))
        page = seen.open("/map")
        picture = page.locator("#map figure svg")
        expect(picture).to_be_visible()
        expect(page.locator("#map canvas")).to_have_count(0)
        before = (picture.inner_html(), page.locator("h1").inner_text())
        _slide(page)
        expect(page.locator("h1")).not_to_have_text(before[1])
        expect(picture).to_be_visible()
        assert picture.inner_html() != before[0]
        assert page.locator("#map").get_attribute("data-ready") is None
        wrong = seen.wrong
        assert not wrong or ("file" in how and len(wrong) == 1)


def test_when_it_is_lost_the_picture_comes_back(drawing: Browser, served: Served) -> None:
    with _seeing(drawing, served.root) as seen:
        page = seen.open("/map")
        _ready(page)
        page.evaluate(_LOSE)
        expect(page.locator("#map figure svg")).to_be_visible(timeout=_SLOW)
        expect(page.locator("#map canvas")).to_be_hidden()
        before = page.locator("h1").inner_text()
        _slide(page)
        expect(page.locator("h1")).not_to_have_text(before)
        expect(page.locator("#map figure svg")).to_be_visible()
