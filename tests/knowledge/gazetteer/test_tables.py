"""The gazetteer's file: it takes its place whole or not at all, whatever else goes on."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from dateline.errors import UnwritableError
from dateline.knowledge.gazetteer.tables import Row, written
from dateline.model import PlaceKind


def _names(path: Path) -> list[str]:
    file = sqlite3.connect(path)
    try:
        return [name for (name,) in file.execute("SELECT name FROM place ORDER BY name")]
    finally:
        file.close()


def _row(name: str) -> Row:
    return Row(f"own:{name}", name, PlaceKind.FACILITY, "IQ")


def test_written_of_two_at_once_leaves_one_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "mine.sqlite"
    with written(target) as first:
        first.add(_row("Zebra"), [], loosely=True)
        with written(target) as second:
            second.add(_row("Quagga"), [], loosely=True)
            second.finish({})
        assert _names(target) == ["Quagga"]
        first.add(_row("Okapi"), [], loosely=True)
        first.finish({})
    assert _names(target) == ["Okapi", "Zebra"]
    assert os.listdir(tmp_path) == ["mine.sqlite"]


def test_written_deletes_what_was_left_behind_and_nothing_that_may_be_in_use(tmp_path: Path) -> None:
    target = tmp_path / "mine.sqlite"
    names = ("mine.sqlite.1", "mine.sqlite.2", "mine.sqlite.3", "mine.2.sqlite.1")
    old, empty, new, other = (tmp_path / f"{name}.unfinished" for name in names)
    with written(target) as busy:
        busy.add(_row("Zebra"), [], loosely=True)
        for left in (old, empty, new, other):
            left.write_bytes(b"" if left == empty else b"half" * 300)
        earlier = time.time() - 3600
        for left in [*tmp_path.iterdir()]:
            if left != new:
                os.utime(left, (earlier, earlier))
        with written(target) as writer:
            writer.finish({})
        busy.finish({})
    assert sorted(os.listdir(tmp_path)) == sorted([target.name, new.name, other.name])
    assert _names(target) == ["Zebra"]


def _fill(target: Path, *, full: bool) -> None:
    with written(target) as writer:
        if full:
            raise sqlite3.OperationalError("database or disk is full")
        writer.finish({})


def test_written_says_that_there_is_no_room_and_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "mine.sqlite"
    target.write_bytes(b"as it was")
    with pytest.raises(UnwritableError, match=r"mine\.sqlite cannot be written .*full.* as it was"):
        _fill(target, full=True)
    assert os.listdir(tmp_path) == ["mine.sqlite"]
    assert target.read_bytes() == b"as it was"


def test_written_says_that_the_place_cannot_be_taken(tmp_path: Path) -> None:
    (tmp_path / "mine.sqlite").mkdir()
    with pytest.raises(UnwritableError, match=r"mine\.sqlite cannot be written"):
        _fill(tmp_path / "mine.sqlite", full=False)
    assert os.listdir(tmp_path) == ["mine.sqlite"]
