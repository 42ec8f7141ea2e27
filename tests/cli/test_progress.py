"""Progress is told from bytes, and never runs past the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.building import Progress
from dateline.cli import progress
from dateline.cli.progress import UNKNOWN_BYTES, Meter, sizes
from dateline.reading import Item, gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/z.txt", "a-1.txt", "a/deep/c.txt", ".hidden", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words of " + name)
    return tmp_path


def test_sizes_names_files_as_reading_does_and_in_its_order(folder: Path) -> None:
    read = [piece.origin for piece in gather([str(folder)]) if isinstance(piece, Item)]
    assert list(sizes([str(folder)])) == read


def test_sizes_takes_a_guess_at_what_is_not_a_file() -> None:
    assert sizes(["-", "https://example.org/"]) == {"-": UNKNOWN_BYTES, "https://example.org/": UNKNOWN_BYTES}
    assert sizes(["gone.txt"]) == {"gone.txt": 0}


def test_position_follows_files_and_stays_within_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "sizes", lambda _: {"feed.xml": 100, "b.txt": 50})
    meter = Meter([str(folder)])
    meter._sizes = {"feed.xml": 100, "b.txt": 50}
    meter._starts, meter._total = {"feed.xml": 0, "b.txt": 100}, 150
    places = [
        meter._position(Progress(origin=origin, size=size))
        for origin, size in (("feed.xml#1", 60), ("feed.xml#2", 60), ("b.txt", 50), ("elsewhere", 10))
    ]
    assert places == [60, 100, 150, 150]


def test_without_a_terminal_a_line_is_printed_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    with Meter(["a.txt"]) as meter:
        meter.update(Progress(origin="a.txt", coded=3, reports=7))
    assert capsys.readouterr().err == "... 3 documents, 7 reports; at a.txt\n"
