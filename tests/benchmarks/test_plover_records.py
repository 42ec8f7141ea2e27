"""The metric of PLOVER's gold records, on records of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import plover_records
from dateline.model import EventType

RECORDS = [
    ("Rebels killed two farmers in Juba.", "FIGHT"),
    ("Police arrested a singer in Mogadishu.", "AID"),
    ("The army withdrew its troops from the valley.", "YIELD"),
    ("Somebody stole a goat.", "CRIME"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps({"text": text, "event": event}) for text, event in RECORDS]
    (tmp_path / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_older_types_become_present_ones() -> None:
    assert {t for t in plover_records.PRESENT.values() if t} <= {t.value for t in EventType}


def test_measure_maps_older_types_and_leaves_out_crime(folder: Path) -> None:
    figures = plover_records.measure(folder)
    assert figures.items == 3
    assert figures.scores == {k: pytest.approx(2 / 3) for k in ("micro-F1", "precision", "recall")}
    assert len(figures.errors) == 1
    assert figures.lines[0] == "missed: AID 1"


def test_sentence_with_two_records_has_both_types(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text("".join(json.dumps({"text": "x", "event": e}) + "\n" for e in ("DEMAND", "ASSAULT")))
    assert plover_records.read_gold(file) == ({"x": {"REQUEST", "ASSAULT"}}, set())


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(plover_records.measure, default=folder, marker="records.jsonl", arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["items"] == 3
    run_as_module(plover_records.measure, default=tmp_path / "none", marker="records.jsonl", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
