"""Every page in a real browser: wide and narrow, light and dark, by keyboard, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.axe import axe_source
from tests.desk.browser.watching import Watched
from tests.desk.serving import Served
from tests.desk.walking import walked

from dateline.desk.registry import PAGES

_WIDE, _NARROW = {"width": 1200, "height": 900}, {"width": 375, "height": 800}
_NAMES = [page.name for page in PAGES]

# What stands out sideways, for whoever mends it.
_SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .map((one) => `${one.tagName}.${one.className?.baseVal ?? one.className} ${one.getBoundingClientRect().right}`)
    .slice(0, 8).concat(`scrolls to ${document.documentElement.scrollWidth}`);
}"""
_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
# The control that has the focus: what it is called, whether it can be seen, and whether its focus shows.
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const look = getComputedStyle(one);
  return {
    path: [...(function* () { for (let at = one; at; at = at.parentElement) yield at.tagName + (at.id ? `#${at.id}` : ""); })()]
      .slice(0, 3).join("<"),
    shows: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth,
    html: one.outerHTML.slice(0, 120),
  };
}"""
# Everything that a key should reach.
_STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
  (one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility()
    && !one.closest("[hidden]")).length"""


@pytest.fixture(scope="session")
def addresses(served: Served) -> dict[str, list[str]]:
    """Some addresses of every page."""
    with served.client(timeout=30) as client:
        found = dict(walked(client, most=1, of={"document": 2, "review": 2}))
    return found | {"begin": ["/begin?token=spent"], "sign_in": ["/sign-in"]}


def _opened(seen: Watched, path: str, *, scheme: str = "light", size: dict[str, int] | None = None) -> Page:
    seen.page.set_viewport_size(size or _WIDE)  # type: ignore[arg-type]
    seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    return seen.open(path)


@pytest.mark.parametrize("name", _NAMES)
def test_a_page_reads_wide_and_narrow_light_and_dark(seen: Watched, addresses: dict[str, list[str]], name: str) -> None:
    wrong: list[Any] = []
    source = axe_source()
    for path in addresses[name]:
        page = _opened(seen, path)
        page.evaluate(source)
        for scheme, size in (("light", _WIDE), ("dark", _WIDE), ("dark", _NARROW)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(size)  # type: ignore[arg-type]
            wrong += [f"{path}, {size['width']} px: {one}" for one in page.evaluate(_SIDEWAYS)]
            wrong += [f"{path}, {scheme}, {size['width']} px: {one}" for one in page.evaluate(_AXE)]
        wrong += seen.wrong
    assert not wrong, "\n".join(wrong)
