"""The metric of the five classes, on sentences of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import pentacode
from dateline.model import EventType

ROWS = (
    "Rebels killed two farmers in Juba.\t4\n"
    "The harvest was late in Juba.\t0\n"
    "Police arrested a singer in Mogadishu.\t1\n"
)
SPANS = "Rebels B-S\nkilled O\nfarmers B-T\n. O\n\nSoldiers B-T\nshelled O\nvillagers O\n. O\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "train.tsv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "source_target_train.txt").write_text(SPANS, encoding="utf-8")
    return tmp_path


def test_every_type_has_a_class() -> None:
    assert set(pentacode.QUAD) == {t.value for t in EventType}


def test_measure_counts_right_classes(folder: Path) -> None:
    figures = pentacode.measure(folder)
    assert figures.items == 3
    assert figures.scores["accuracy"] == pytest.approx(2 / 3)
    assert len(figures.errors) == 1
    assert figures.errors[0].startswith("1 not 4")


def test_measure_counts_source_and_target_by_token(folder: Path) -> None:
    scores = pentacode.measure(folder).scores
    assert scores["source F1"] == pytest.approx(2 / 3)  # one of two said, one gold
    assert scores["target F1"] == pytest.approx(0.5)  # one of two said, one of two gold


def test_leading_report_is_the_first_in_order_of_words() -> None:
    assert pentacode.leading([]) is None
    assert pentacode.class_of(None) == pentacode.NEUTRAL


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(pentacode.measure, default=folder, marker="*.tsv", arguments=["--json"])
    made = json.loads(capsys.readouterr().out)
    assert set(made["baselines"]) == {"source F1", "target F1"}
    run_as_module(pentacode.measure, default=tmp_path / "none", marker="*.tsv", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
