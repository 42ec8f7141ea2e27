"""The measures of name matching, on pairs made for it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from benchmarks import names


def test_auc_counts_equal_scores_half() -> None:
    assert names.auc([(0.5, True), (0.5, False)]) == 0.5
    assert names.auc([(0.9, True), (0.1, False)]) == 1.0
    assert names.auc([(0.9, True)]) == 0.0


def test_false_at_takes_the_threshold_that_the_recall_needs() -> None:
    scored = [(n / 10, True) for n in range(1, 11)] + [(0.15, False), (0.95, False)]
    assert names.false_at(scored, recall=0.9) == 0.5
    assert names.false_at(scored, recall=1.0) == 1.0


def test_best_f1_is_no_lower_than_any_threshold() -> None:
    scored = [(0.9, True), (0.7, False), (0.6, True), (0.2, False)]
    best, threshold = names.best_f1(scored)
    assert best == names.f1_at(scored, threshold) == pytest.approx(0.8)
    assert all(names.f1_at(scored, t / 10) <= best for t in range(11))


def test_measure_own_scores_each_part_apart(tmp_path: Path) -> None:
    rows = [
        "one\tother\tmatch\tkind\tlanguage\tpart\twhy",
        "Saqlawiyah\tas-Saklawiya\tyes\tplace\tArabic\tdev\tx",
        "Saqlawiyah\tBahriyah\tno\tplace\tArabic\tdev\tx",
        "Omar Dadullah\tUmar Dadulla\tyes\tperson\tPashto\theld\tx",
        "Omar Dadullah\tAmir Dadullah\tno\tperson\tPashto\theld\tx",
    ]
    (tmp_path / "own_name_pairs.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    figures = names.measure_own(tmp_path)
    assert figures.items == 4
    assert figures.scores["dev AUC"] == figures.scores["held AUC"] == 1.0
    assert figures.scores["held F1"] == figures.scores["dev blocked recall"] == 1.0
    assert not figures.errors


def test_measure_reads_the_kind_of_a_shared_pair(tmp_path: Path) -> None:
    rows = [
        "case_group,schema,name1,name2,is_match,quality,category,notes",
        "x,Company,Zagros Ltd,Zagros Limited,true,S,,",
        "x,Person,Zagros Ltd,Karun Ltd,false,S,,",
    ]
    (tmp_path / "name_pairs.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    figures = names.measure(tmp_path)
    assert (figures.items, figures.scores["AUC"], figures.scores["F1"]) == (2, 1.0, 1.0)
    assert figures.baselines["AUC"] == 1.0


def test_measure_seeds_shows_what_was_missed(tmp_path: Path) -> None:
    raw = {"match": [["Front of the Steadfast", "Jabhat Karun"]], "different": [["Karun", "Zagros"]]}
    (tmp_path / "name_pairs_dev.json").write_text(json.dumps(raw), encoding="utf-8")
    figures = names.measure_seeds(tmp_path)
    assert len(figures.errors) == 1
    assert figures.errors[0].startswith("missed")


def test_respelt_varies_a_name_alike_for_one_seed() -> None:
    varied = {names.respelt("Khaalid al-Qouraysh", draw=random.Random(n)) for n in range(20)}
    assert len(varied) > 5
    assert names.respelt("Khaalid", draw=random.Random(1)) == names.respelt("Khaalid", draw=random.Random(1))


def test_own_pairs_hold_as_many_names_that_only_look_alike() -> None:
    lines = (names.FOLDER / "own_name_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    assert len(rows) >= 260
    assert all(len(row) == 7 and row[3] in {"person", "place", "organisation"} for row in rows)
    false = sum(row[2] == "no" for row in rows)
    assert abs(false - len(rows) / 2) <= 0.05 * len(rows)
