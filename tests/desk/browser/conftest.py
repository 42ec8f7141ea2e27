"""One page of one browser for all tests that only look, so that they take no longer than they must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.desk.browser.watching import Watched, watching
from tests.desk.serving import PATIENCE, Served

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def seen(browser: Browser, decided: Served) -> Iterator[Watched]:
    """A watched page of the desk over the examples, 1200 px wide; whoever changes its size or looks sets them anew."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    with watching(context, decided.root) as made:
        yield made
    context.close()
