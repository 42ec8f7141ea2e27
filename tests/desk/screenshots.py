"""Take a picture of each page of the desk, over the record of the examples: `make screenshots` writes docs/pictures.

Run as `python -m tests.desk.screenshots FOLDER`. What is shown is decided a little, so that there is something to see.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.conftest import EXAMPLES
from tests.desk.conftest import CHROMIUM, FLAGS
from tests.desk.serving import Served, serving
from tests.desk.small_png import pixels, written

import dateline
from dateline.model import Act

_WIDE, _NARROW = {"width": 1200, "height": 900}, {"width": 375, "height": 800}
_INCIDENT, _DOCUMENT = "id41b9470ef55868e", "d6ed05b236a85aee8"
# Each page: its name, its address, and whether it is shown in the dark and on a telephone too.
_PAGES: tuple[tuple[str, str, bool], ...] = (
    ("overview", "/", False),
    ("incidents", "/incidents?after=2008-06-01&before=2008-06-30", False),
    ("incident", f"/incidents/{_INCIDENT}", True),
    ("reports", "/reports?search=amarah", False),
    ("documents", "/documents", False),
    ("document", f"/documents/{_DOCUMENT}", True),
    ("timeline", "/timeline?by=place&after=2008-03&before=2008-07", False),
    ("map", "/map?after=2008-06&before=2008-06", True),
    ("actors", "/actors", False),
    ("actor", "/actors/mahdi-army", False),
    ("places", "/places", False),
    ("place", "/places/geonames~3A99608", False),
    ("contradictions", "/contradictions", False),
    ("coverage", "/coverage", False),
    ("review", "/review", True),
    ("decisions", "/decisions", False),
    ("dossier", "/dossier", False),
    ("help", "/help", False),
)


def main(folder: Path) -> None:
    """Write the pictures into a folder, and print how large they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "maysan.dateline"
        with dateline.build(EXAMPLES, to=path) as record:
            asked = [proposal.id for proposal in record.queue()]
            record.decide(Act.ACCEPT, asked[:1], reviewer="ada", reason="both papers name the day")
            record.decide(Act.REJECT, asked[1:2], reviewer="ada", reason="only the police say so")
            record.decide(Act.ACCEPT, asked[1:2], reviewer="ben")
        with serving(path) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--disable-lcd-text"])
            context = browser.new_context(viewport=_WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
            page = context.new_page()
            _begin(page, served)
            for name, address, is_more in _PAGES:
                _take(page, served.root + address, folder / f"desk-{name}.png")
                if is_more:
                    _take(page, served.root + address, folder / f"desk-{name}-dark.png", scheme="dark")
                    _take(page, served.root + address, folder / f"desk-{name}-375.png", size=_NARROW)
            browser.close()
    sizes = {one.name: one.stat().st_size for one in sorted(folder.glob("desk-*.png"))}
    for name, size in sizes.items():
        print(f"{size / 1000:6.0f} kB  {name}")
    print(f"{sum(sizes.values()) / 1000:6.0f} kB in all")


def _begin(page: Page, served: Served) -> None:
    """Open the one-time address, as a reviewer does."""
    page.goto(f"{served.root}/begin?token={served.desk.sessions.issue()}")
    page.get_by_label("Your name").fill("ada")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(f"{served.root}/")


def _take(page: Page, address: str, to: Path, *, scheme: str = "light", size: Mapping[str, int] = _WIDE) -> None:
    page.set_viewport_size(dict(size))  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    if page.locator("#map .turned").count():
        page.locator("#map[data-ready]").wait_for(timeout=60_000)
    blank = page.context.new_page()
    to.write_bytes(written(pixels(blank, page.screenshot(animations="disabled"))))
    blank.close()


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("no Chromium here; `apt-get install chromium` brings one")
    main(Path(sys.argv[1]))
