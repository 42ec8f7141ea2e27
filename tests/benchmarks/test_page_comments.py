"""The metric of readers' comments, on pages of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import page_comments
from dateline.model import Document, Span, Zone, ZoneKind

TEXT = "Ferries stop. Trucks left the port.  Dina: I crossed there."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    paragraphs = "".join(
        f"<p>The ferry number {n} left the river port late, and its crew said why.</p>" for n in range(5)
    )
    page = (
        f"<html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>{paragraphs}</article></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    gold = {"a.html": {"url": "https://ferries.example/a", "comments": ["Nowhere at all."], "body": ["number 3 left"]}}
    gold["gone.html"] = {"comments": ["Lost."], "body": ["Lost too."]}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path


def test_score_counts_found_leaked_and_absent_comments() -> None:
    split = TEXT.index("Dina")
    zones = (Zone(ZoneKind.BODY, Span(0, split)), Zone(ZoneKind.COMMENT, Span(split, len(TEXT)), author="Dina"))
    gold = {"comments": ["I crossed  there.", "Trucks left", "Nowhere."], "body": ["the port", "I crossed"]}
    got = page_comments.score(Document("d", "s", TEXT, zones=zones), gold)
    assert (got.comments, got.shown, got.found, got.leaked) == (3, 2, 1, 1)
    assert (got.body, got.body_found, got.zones, got.signed) == (2, 1, 1, 1)


def test_measure_counts_a_page_that_is_not_there_as_lost(folder: Path) -> None:
    figures = page_comments.measure(folder)
    assert figures.items == 2
    assert figures.scores == {"recall": 0.0, "recall of shown": 0.0, "not leaked": 1.0, "body": 0.5}
    assert any(line.startswith("gone.html: ") for line in figures.lines)


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(page_comments.measure, default=folder, marker="gold.json", arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["items"] == 2
    run_as_module(page_comments.measure, default=tmp_path / "none", marker="gold.json", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
