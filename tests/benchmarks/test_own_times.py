"""The check of when acts were, on two texts made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import own_times


def act(word: str, *when: str) -> dict[str, object]:
    return {"word": word, "when": list(when)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {
            "text": "Rebels shelled the port on Monday. Police arrested a clerk on Friday.",
            "published": "2014-09-17",
            "acts": [act("shelled", "2014-09-15"), act("arrested", "2014-09-15"), act("sang", "2014")],
            "split": "dev",
        },
        {"text": "Rebels shelled the port.", "acts": [act("shelled", "not_stated")], "split": "held"},
    ]
    (tmp_path / "own_times.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return tmp_path


def test_measure_compares_each_act_with_what_is_right(folder: Path) -> None:
    figures = own_times.measure(folder)
    assert figures.items == 2
    assert figures.scores["dev right"] == figures.scores["dev dated right"] == 0.5
    assert figures.scores["held right"] == 1.0
    assert figures.scores["held dated right"] == 0.0  # nothing was dated
    assert figures.lines == ["dev: 2 of 3 acts found", "held: 1 of 1 acts found"]
    assert len(figures.errors) == 2


def test_absence_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_as_module(own_times.measure, default=tmp_path, marker="own_times.jsonl", arguments=[]) == 0
    assert "nothing was measured" in capsys.readouterr().out


def test_texts_name_acts_that_stand_in_them() -> None:
    rows = [json.loads(line) for line in (own_times.FOLDER / "own_times.jsonl").read_text("utf-8").splitlines()]
    assert {row["split"] for row in rows} == set(own_times.SPLITS)
    for row in rows:
        assert all(a["word"] in row["text"] and a["when"] for a in row["acts"]), row["text"]
