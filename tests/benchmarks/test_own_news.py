"""The check of the project's own news sentences, on rows made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import own_news

ROWS = [
    {
        "fault": "A",
        "text": "Clinics stayed shut after Monday's bombing of the mill.",
        "published": "2014-09-17",
        "acts": [{"word": "bombing", "when": ["2014-09-15"]}, {"word": "sang"}],
        "split": "dev",
    },
    {
        "fault": "B",
        "headline": "Nurse abducted in Gao",
        "text": "The council met.",
        "acts": [{"word": "abducted", "actor": None, "recipient": "Nurse"}],
        "split": "held",
    },
    {
        "fault": "G",
        "text": "Rebels shelled the port.",
        "acts": [
            {"word": "shelled", "not_actor": "Rebels"},
            {"word": "shelled", "status": "negated"},
            {"word": "shelled", "actor": None},
        ],
        "split": "held",
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own_news.jsonl").write_text("".join(json.dumps(r) + "\n" for r in ROWS), encoding="utf-8")
    return tmp_path


def test_measure_asks_all_that_is_given_of_an_act(folder: Path) -> None:
    figures = own_news.measure(folder)
    assert figures.items == 3
    assert figures.scores == {"dev": 0.5, "held": 0.25}
    assert len(figures.errors) == 4


def test_absence_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_as_module(own_news.measure, default=tmp_path, marker="own_news.jsonl", arguments=[]) == 0
    assert "nothing was measured" in capsys.readouterr().out


def test_rows_name_acts_that_stand_in_them() -> None:
    rows = [json.loads(line) for line in (own_news.FOLDER / "own_news.jsonl").read_text("utf-8").splitlines()]
    assert {row["split"] for row in rows} == set(own_news.SPLITS)
    assert {row["fault"] for row in rows} == set(own_news.FAULTS)
    for row in rows:
        told = row.get("headline") or row["text"]
        assert all(act["word"] in told and len(act) > 1 for act in row["acts"]), told
