"""The check of the reviewers' model, on a board of our own in the shape of the 1979 data."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import agreement

ROWS = '"item","rater","rating"\n1,1,1\n1,1,1\n1,2,1\n2,1,2\n2,2,2\n3,1,1\n3,2,1\n4,1,2\n4,2,2\n'


def write(folder: Path, **shares: list[float]) -> None:
    (folder / agreement.DATA).write_text(ROWS, "utf-8")
    known = {"class_marginals_published": [0.5, 0.5], "own_EM": [0.5, 0.5], "crowd-kit 1.4.2": [0.5, 0.5]} | shares
    (folder / agreement.REFERENCE).write_text(json.dumps({"dawid_skene_1979": known}), "utf-8")


def test_read_labels_keeps_repeated_ratings(tmp_path: Path) -> None:
    write(tmp_path)
    assert agreement.read_labels(tmp_path / agreement.DATA)["1"] == {
        "1": ["1", "1"],
        "2": ["2"],
        "3": ["1"],
        "4": ["2"],
    }


def test_measure_counts_the_shares_that_agree(tmp_path: Path) -> None:
    write(tmp_path)
    assert agreement.measure(tmp_path).scores == {"equal": 1.0, "close": 1.0}
    write(tmp_path, class_marginals_published=[0.5, 0.49], own_EM=[0.5, 0.502])
    assert agreement.measure(tmp_path).scores == {"equal": 0.5, "close": 0.75}
