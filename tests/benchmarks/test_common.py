"""The frame of every benchmark, on files of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import Figures, coded, digest_of, f1, precision_recall_f1, run_as_module
from hypothesis import given
from hypothesis import strategies as st

counts = st.integers(0, 50)


def measure(folder: Path) -> Figures:
    return Figures("tiny", 2, digest_of(folder.glob("*.txt")), {"F1": 0.5}, lines=["a line"], errors=["an error"])


def test_absent_set_is_said_to_be_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_as_module(measure, default=Path("tiny"), marker="*.txt", arguments=[str(tmp_path)]) == 0
    assert "tiny: there is no *.txt" in capsys.readouterr().out
    assert run_as_module(measure, default=Path("tiny"), marker="*.txt", arguments=[str(tmp_path), "--json"]) == 0
    assert "nothing was measured" in json.loads(capsys.readouterr().out)["absent"]


def test_summary_is_the_last_line_and_errors_come_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("x")
    run_as_module(measure, default=tmp_path, marker="*.txt", arguments=[])
    assert capsys.readouterr().out.splitlines() == ["a line", "tiny: 2 items, F1 0.500"]
    run_as_module(measure, default=tmp_path, marker="*.txt", arguments=["--errors"])
    assert capsys.readouterr().out.splitlines()[0] == "an error"


def test_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x")
    run_as_module(measure, default=tmp_path, marker="*.txt", arguments=["--json"])
    made = json.loads(capsys.readouterr().out)
    assert (made["set"], made["items"], made["scores"]) == ("tiny", 2, {"F1": 0.5})


def test_digest_changes_with_names_and_content(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("x")
    second.write_text("x")
    assert digest_of([first, second]) == digest_of([second, first])
    assert digest_of([first]) != digest_of([second])
    before = digest_of([first])
    first.write_text("y")
    assert digest_of([first]) != before


def test_coded_text_gives_reports_with_evidence_in_it() -> None:
    text = "Rebels killed two farmers in Juba."
    (report,) = coded(text).reports
    assert text[report.trigger.start : report.trigger.end] == "killed"


@given(counts, counts, counts)
def test_f1_lies_between_precision_and_recall(right: int, more_said: int, more_gold: int) -> None:
    said, gold = right + more_said, right + more_gold
    precision, recall, f = precision_recall_f1(right, said, gold)
    assert f == f1(right, said, gold)
    assert min(precision, recall) - 1e-9 <= f <= max(precision, recall) + 1e-9
