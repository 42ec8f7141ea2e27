"""The metric of the UCDP sample, on rows of our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import ucdp_sample

COLUMNS = "id where_prec where_coordinates where_description adm_1 adm_2 latitude longitude country".split()


def write(folder: Path, *rows: tuple[str, ...]) -> Path:
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return folder


def test_near_elsewhere_and_area_are_told_apart(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        ("1", "1", "Basra town", "a market in Basra", "Basra governorate", "NA", "30.5", "47.8", "Iraq"),
        ("2", "1", "Basra town", "a market in Basra", "Basra governorate", "NA", "36.0", "44.0", "Iraq"),
        ("3", "2", "Qwert village", "near Qwertabad", "Maysan governorate", "NA", "36.0", "44.0", "Iraq"),
        ("4", "4", "Maysan governorate", "NA", "Maysan governorate", "NA", "31.8", "47.1", "Iraq"),
    )
    figures = ucdp_sample.measure(folder)
    assert figures.items == 4
    assert figures.scores["within 25 km"] == pytest.approx(1 / 3)
    assert figures.scores["rest in area"] == 0.5
    assert figures.scores["as a point"] == 1.0
    assert figures.scores["class"] == 0.75
    assert figures.baselines["within 25 km"] == pytest.approx(1 / 3)
    assert any("ELSEWHERE" in e and e.startswith("2 ") for e in figures.errors)


def test_country_is_read_as_ucdp_writes_it() -> None:
    assert ucdp_sample.country_of("DR Congo (Zaire)") == "CD"
    assert ucdp_sample.country_of("Narnia") is None


def test_unknown_country_is_said_and_placed_nowhere(tmp_path: Path) -> None:
    folder = write(tmp_path, ("1", "1", "X", "X", "NA", "NA", "0", "0", "Narnia"))
    figures = ucdp_sample.measure(folder)
    assert figures.scores["within 25 km"] == 0.0
    assert "1: no such country" in figures.errors


def test_absent_set_is_said_to_be_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(ucdp_sample.measure, default=tmp_path / "none", marker="events.csv", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
