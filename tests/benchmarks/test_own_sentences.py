"""The check of coverage, on two sentences made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import own_sentences


def act(event: str, status: str = "occurred", mode: str | None = None) -> dict[str, object]:
    roles = {"actor": "Rebels", "recipient": "two farmers"}
    return {"trigger": "x", "type": event, "status": status, "mode": mode, **roles}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {"text": "Rebels killed two farmers in Juba.", "acts": [act("ASSAULT", "denied")], "split": "train"},
        {"text": "Police arrested a singer in Mogadishu.", "acts": [act("AID")], "split": "held"},
        {"text": "The harvest was late in Juba.", "acts": [], "split": "train"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return tmp_path


def test_measure_counts_types_status_and_silence(folder: Path) -> None:
    figures = own_sentences.measure(folder)
    assert figures.items == 3
    assert figures.scores["F1"] == 0.5
    assert figures.scores["held F1"] == 0.0
    assert figures.scores["status"] == 0.0  # the type is right, but it is told as a fact
    assert (figures.scores["actor"], figures.scores["recipient"]) == (1.0, 1.0)
    assert figures.scores["silence"] == 1.0
    assert len(figures.errors) == 1


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(own_sentences.measure, default=folder, marker="*.jsonl", arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["scores"]["silence"] == 1.0
    run_as_module(own_sentences.measure, default=tmp_path / "none", marker="*.jsonl", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
