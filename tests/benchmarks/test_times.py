"""The metric of dates, on a page of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import times

PAGE = "The bridge closed on 3 May 2014. Traders returned on 9 June 2014, carrying salt."


def item(sentence: str, expression: str, day: str) -> dict[str, str]:
    return {
        "doc": "007",
        "publication": "2014-07-01",
        "sentence": sentence,
        "expression": expression,
        "start": day,
        "end": day,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "007-bridge.txt").write_text(PAGE, encoding="utf-8")
    items = [
        item("The bridge closed on 3 May 2014.", "3 May 2014", "2014-05-03"),
        item("Traders returned on 9 June 2014", "9 June 2014", "2014-06-08"),
    ]
    (tmp_path / "times_dev.json").write_text(json.dumps(items), encoding="utf-8")
    return tmp_path


def test_measure_tells_found_from_right(folder: Path) -> None:
    figures = times.measure(folder)
    assert figures.items == 2
    for how in ("sentence", "page"):
        assert (figures.scores[f"found in {how}"], figures.scores[f"right in {how}"]) == (1.0, 0.5)
    assert len(figures.errors) == 2
    assert all("should be 2014-06-08" in e for e in figures.errors)


def test_locate_finds_a_shortened_sentence_and_refuses_to_guess() -> None:
    assert times.locate(PAGE, "Traders [...] on 9 June 2014, carrying salt", "9 June 2014") == PAGE.index("9 June")
    assert times.locate("in May, in May", "in May", "May") is None


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(times.measure, default=folder, marker="times_dev.json", arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["scores"]["found in page"] == 1.0
    run_as_module(times.measure, default=tmp_path / "none", marker="times_dev.json", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
