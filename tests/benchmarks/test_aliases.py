"""Spellings to ids, and what the packs say of who belongs to whom, on small sets of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import aliases


def test_title_is_no_part_of_a_name() -> None:
    assert aliases.resolved("Prime Minister Nouri al-Maliki") == aliases.resolved("Nuri al-Maliki") is not None


def test_name_of_nothing_is_neither_one_thing_nor_another() -> None:
    assert not aliases.is_one(["Qwrt Zzyx", "Qwrt Zzyx"])
    assert aliases.is_two("Qwrt Zzyx", "Qwrt Zzyx")
    assert not aliases.is_two("Mahdi Army", "Mehdi Army")


@pytest.mark.parametrize(
    ("low", "high", "on", "is_so"),
    [
        ("Ramazan Corps", "Revolutionary Guards", "2008-06-14", True),
        ("Revolutionary Guards", "Ramazan Corps", "2008-06-14", False),
        ("Promised Day Brigades", "Sadrist movement", "2007", False),
    ],
)
def test_hierarchy_is_that_of_the_day(low: str, high: str, on: str, is_so: bool) -> None:
    assert aliases.is_under(low, high, on) is is_so


def test_office_is_held_by_the_holder_alone() -> None:
    assert aliases.is_held("governor", "Maysan", "2011", "Ali Dway")
    assert not aliases.is_held("governor", "Maysan", "2011", "Adel al-Muhoudir")
    assert not aliases.is_held("governor", "Maysan", "2011", "")
    assert aliases.is_held("governor", "Nowhere", "2011", "")


def test_figures_count_sets_pairs_and_facts(tmp_path: Path) -> None:
    gold = {"aliases": [["actor", "Mahdi Army", ["Mehdi Army"]], ["actor", "Iraqi Army", ["IA", "Qwrt Zzyx"]]]}
    pairs = {"match": [["Hezbollah", "Hizbullah"]], "different": [["Mahdi Army", "Iraqi Army"], ["JAM", "Mahdi Army"]]}
    for name, content in zip(aliases.FILES, (gold, pairs), strict=True):
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    figures = aliases.measure(tmp_path)
    assert {k: figures.scores[k] for k in ("alias sets", "sets apart", "pairs of one", "pairs of two")} == {
        "alias sets": 0.5, "sets apart": 1.0, "pairs of one": 1.0, "pairs of two": 0.5
    }  # fmt: skip
    assert figures.scores["hierarchy"] == 1.0
    assert [e.split(":")[0] for e in figures.errors] == ["one thing", "two things"]
