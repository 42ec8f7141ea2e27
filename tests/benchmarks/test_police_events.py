"""The metric of police action, on a report of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import police_events

SENTENCES = [
    ("Police arrested three men in the old market.", ["ANY_ACTION", "ARREST"]),
    ("The price of bread rose again.", []),
    ("Police shot dead two rioters near the mosque.", []),
    ("Shopkeepers stayed at home.", ["FAIL"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {"doc_id": 5, "sent_id": i, "sent_labels": labels, "sent_text": text}
        for i, (text, labels) in enumerate(SENTENCES)
    ]
    (tmp_path / "sentences.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return tmp_path


def test_measure_gives_f1_a_label(folder: Path) -> None:
    figures = police_events.measure(folder)
    assert figures.items == 4
    assert figures.scores["ARREST F1"] == 1.0
    assert figures.scores["ANY_ACTION F1"] == pytest.approx(2 / 3)  # the shooting is labelled nothing here
    assert figures.scores["KILL F1"] == figures.scores["FAIL F1"] == 0.0


def test_errors_name_the_sentence_that_was_labelled_otherwise(folder: Path) -> None:
    errors = police_events.measure(folder).errors
    assert [e.rpartition(" <- ")[2] for e in errors] == [SENTENCES[2][0], SENTENCES[3][0]]


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(police_events.measure, default=folder, marker="sentences.jsonl", arguments=["--json"])
    assert set(json.loads(capsys.readouterr().out)["scores"]) == {f"{label} F1" for label in police_events.LABELS}
    run_as_module(police_events.measure, default=tmp_path / "none", marker="sentences.jsonl", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
