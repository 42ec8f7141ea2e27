"""The first steps of the tutorial as a new user takes them: the real command, its printed address, a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.desk.browser.watching import watching

import dateline

_PAGE = (Path(__file__).parents[3] / "docs" / "tutorial.md").read_text(encoding="utf-8")
_STEPS = " ".join(_PAGE.partition("### In a browser")[2].partition("From here on")[0].split())


@pytest.fixture
def opened(examples_record: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """What `dateline serve` prints: where to read, and where to decide."""
    shutil.copy(examples_record, tmp_path / "maysan.dateline")
    command = [sys.executable, "-m", "dateline", "serve", "maysan.dateline", "--port", "0", "--by", "ada"]
    # This very package, wherever the tests are run.
    environment = {**os.environ, "PYTHONPATH": str(Path(dateline.__file__).parents[1])}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr
        said = ""
        for line in desk.stderr:
            said += line
            if "Ctrl-C" in line:
                break
        read, decide = re.search(r"Read:\s+(\S+)", said), re.search(r"Decide:\s+(\S+)", said)
        assert read, said
        assert decide, said
        try:
            yield read[1], decide[1]
        finally:
            desk.send_signal(signal.SIGINT)
            rest = desk.stderr.read()
            assert desk.wait(30) == 0, rest
            assert "Traceback" not in rest


def test_a_new_user_decides_and_takes_it_back(browser: Browser, opened: tuple[str, str]) -> None:
    read, decide = opened
    root = read.rstrip("/")
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    with watching(context, root) as seen:
        page = seen.open(decide.removeprefix(root))
        page.get_by_role("button", name="Begin").click()
        expect(page).to_have_url(read)

        best = page.get_by_role("heading", name="Best sourced")
        expect(best).to_be_visible()
        first = page.locator("section", has=best).locator("li").first
        expect(first).to_contain_text("6 reports")
        expect(first).to_contain_text("3 independent")
        assert "6 reports from 3 independent origins" in _STEPS
        first.get_by_role("link").first.click()
        page.get_by_text("Why this?").first.click()
        assert page.locator("details[open] blockquote").first.inner_text().strip()

        page.get_by_role("navigation").get_by_role("link", name="Review").click()
        expect(page.locator(".asked")).to_contain_text("at least 200 captured")
        asked = page.locator(".asked h2 a").get_attribute("href")
        page.wait_for_load_state()  # what is asked is shown before any key is heard
        with page.expect_navigation():
            page.keyboard.press("n")
        expect(page.locator("#reason")).to_be_focused()
        assert "`one article, and it names nobody`" in _STEPS
        page.keyboard.type("one article, and it names nobody")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("ada rejected")
        assert page.locator(".asked h2 a").get_attribute("href") != asked
        with page.expect_navigation():
            page.keyboard.press("z")
        assert page.locator(".asked h2 a").get_attribute("href") == asked

        page.get_by_role("navigation").get_by_role("link", name="Decisions").click()
        expect(page.locator("main")).to_contain_text("ada took back")
        expect(page.locator("main")).to_contain_text("one article, and it names nobody")
        assert not seen.wrong
    context.close()
