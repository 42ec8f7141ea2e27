"""The check of the seed pages, on a page, a gold record and a scorer of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import seeds

SCORER = """import pathlib, sys
gold, export = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
reports = (export / "reports.jsonl").read_text().splitlines()
assert gold.exists() and (export / "documents.jsonl").exists()
print("missed: none")
print(f"found {len(reports)}/2 typed 1/2 fields 3/4 reports {len(reports)} on gold 1")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "900-page.txt").write_text("Raid\n\nRebels killed two farmers in Juba.\n", encoding="utf-8")
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    (tmp_path / "dev_gold.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_measure_runs_the_scorer_over_the_export(folder: Path) -> None:
    figures = seeds.measure(folder)
    assert figures.scores == {"found": 0.5, "typed": 0.5, "fields": 0.75, "zones and evidence": 1.0}
    assert figures.lines[-1] == "1 reports"


def test_summary_that_is_not_understood_is_an_error() -> None:
    with pytest.raises(ValueError, match="not understood"):
        seeds.read_summary("all was well")


def test_evidence_that_stands_elsewhere_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text(json.dumps({"id": "d", "text": "Rebels came."}) + "\n")
    reports = [
        {"document": "d", "actors": [{"evidence": {"start": 0, "end": 6, "words": w}}]} for w in ("Rebels", "Army")
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports))
    assert seeds.evidence_failures(tmp_path) == ["1 of 2 evidences stand elsewhere"]


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(seeds.measure, default=folder, marker="dev_gold.json", arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["scores"]["fields"] == 0.75
    run_as_module(seeds.measure, default=tmp_path / "none", marker="dev_gold.json", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
