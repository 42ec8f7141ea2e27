"""The metric of event places, on lines of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import event_place
from dateline.model import Span


def line(text: str, verb: str, *places: str, gold: bool = True) -> str:
    spans = [{"label": "VERB", "start": text.index(verb), "end": text.index(verb) + len(verb), "text": verb}]
    spans += [{"label": "LOCATION", "start": text.index(p), "end": text.index(p) + len(p), "text": p} for p in places]
    return json.dumps({"id": "1", "source": "ours", "gold": gold, "text": text, "spans": spans})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [
        line("Gunmen shot a teacher in Kismayo on Friday.", "shot", "Kismayo"),
        line("Gunmen shot a teacher on Friday.", "shot"),
        line("Rebels shelled a farm in Qoryolinka.", "shelled", "farm"),
        line("Rebels shelled Mogadishu.", "shelled", "Mogadishu", gold=False),
    ]
    (tmp_path / event_place.FILE).write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_measure_counts_gold_lines_and_names_what_was_lost(folder: Path) -> None:
    figures = event_place.measure(folder)
    assert figures.items == 3
    assert figures.scores["recall"] == 0.5
    assert figures.scores["F1"] <= figures.scores["precision"]
    assert len(figures.errors) == 1
    assert figures.errors[0].startswith("not named: Rebels **shelled** a ##farm##")


def test_losses_tell_another_choice_from_none() -> None:
    item = event_place.Item("", (Span(0, 1),), (Span(10, 14),))
    assert list(event_place.losses(item, [Span(10, 12)], [Span(10, 12)])) == []
    assert list(event_place.losses(item, [Span(20, 24)], [Span(10, 14), Span(20, 24)])) == ["another chosen"]
    assert list(event_place.losses(item, [], [Span(10, 14)])) == ["none chosen"]
    assert list(event_place.losses(item, [Span(20, 24)], [Span(20, 24)])) == ["not named"]
    bare = event_place.Item("", (Span(0, 1),), ())
    assert list(event_place.losses(bare, [Span(20, 24)], [])) == ["chosen where none is marked"]


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(event_place.measure, default=folder, marker=event_place.FILE, arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["scores"]["recall"] == 0.5
    run_as_module(event_place.measure, default=tmp_path / "none", marker=event_place.FILE, arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
