"""A desk follows its record, whatever stops it once."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.desk import Desk
from dateline.desk import desk as desk_module
from dateline.record import open_record


@pytest.fixture
def interval() -> Iterator[None]:
    """Keep how often threads take turns, which a desk sets while it follows."""
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("interval")
def test_a_fault_does_not_end_the_following(
    examples_record: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(desk_module, "FRESH_SECONDS", 0.01)
    desk = Desk(open_record(examples_record, read_only=True))
    asked, again = [], threading.Event()

    def refresh(**_: object) -> None:
        asked.append(None)
        if len(asked) == 1:
            raise RuntimeError("a fault")
        again.set()

    monkeypatch.setattr(desk.index, "refresh", refresh)
    try:
        with caplog.at_level(logging.ERROR):
            desk.watch()
            assert again.wait(30)
    finally:
        desk.close()
    assert "could not be followed" in caplog.text
