"""The metric of the integrated tables, on groups of a few rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.common import SHARED

from benchmarks import dedup_meltt

FOLDER = SHARED / "benchmarks" / "dedup_meltt"


def test_f1_of_sets_counts_only_equal_groups() -> None:
    one, two, three = frozenset([("a", "1"), ("b", "1")]), frozenset([("a", "2"), ("b", "2")]), frozenset([("a", "1")])
    assert dedup_meltt.f1_of_sets({one, two}, {two, one}) == 1.0
    assert dedup_meltt.f1_of_sets({one, three}, {one, two}) == 0.5
    assert dedup_meltt.f1_of_sets(set(), {one}) == 0.0
    assert dedup_meltt.f1_of_sets(set(), set()) == 1.0


def test_read_table_takes_every_other_column_for_a_category(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text(
        "dataset,event,date,enddate,latitude,longitude,how\none,7,2014-03-01,2014-03-02,2.5,45.25,mortar\n", "utf-8"
    )
    (entry,) = dedup_meltt.read_table(file)
    assert entry.key == ("one", "7")
    assert entry.is_episode
    assert entry.categories == {"how": "mortar"}


def test_read_taxonomy_takes_levels_from_fine_to_wide(tmp_path: Path) -> None:
    file = tmp_path / "taxonomy_how.csv"
    file.write_text("table,category,l1,l2\none,mortar,shelling,violence\ntwo,shells,shelling,violence\n", "utf-8")
    taxonomy = dedup_meltt.read_taxonomy(file)
    assert (taxonomy.name, taxonomy.depth) == ("how", 2)
    assert taxonomy.classes["two", "shells"] == ("shelling", "violence")


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the set is not here")
def test_set_gives_what_meltt_gives() -> None:
    figures = dedup_meltt.measure(FOLDER)
    assert all(figures.scores[f"as meltt {what}"] == 1 for what in ("counts", "events", "episodes", "unique"))
    assert figures.scores["best counts"] == 1
