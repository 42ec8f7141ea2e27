"""The gate: floors hold, gains pass, and a floor sinks only with a reason."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from benchmarks.common import Figures
from benchmarks.quality import SETS, Set, failures_of, main, table

from benchmarks import quality

FLOOR = {"digest": "d", "scores": {"F1": 0.5}}


def scored(value: float, digest: str = "d") -> Figures:
    return Figures("tiny", 9, digest, {"F1": value}, {"F1": 0.1})


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Figures]:
    """Set up a gate with one set, whose figures are the last of the list returned."""
    (tmp_path / "floors.toml").write_text('# Why.\n\n[tiny]\ndigest = "d"\nscores = { "F1" = 0.500 }\n')
    (tmp_path / "page.md").write_text("Before\n<!-- table -->\nold\n<!-- end of table -->\nafter\n")
    figures = [scored(0.5)]
    monkeypatch.setattr(quality, "FLOORS", tmp_path / "floors.toml")
    monkeypatch.setattr(quality, "PAGE", tmp_path / "page.md")
    tiny = Set(lambda _: figures[-1], tmp_path, "floors.toml", {"F1": ".3 (others)"}, "nearest noun")
    monkeypatch.setattr(quality, "SETS", {"tiny": tiny})
    return figures


@pytest.mark.parametrize(("value", "failures"), [(0.9, 0), (0.5, 0), (0.491, 0), (0.489, 1), (0.0, 1)])
def test_drop_of_more_than_a_point_fails(value: float, failures: int) -> None:
    assert len(failures_of(scored(value), FLOOR)) == failures


def test_another_set_and_a_lost_score_fail() -> None:
    assert "not the set" in failures_of(scored(0.9, "other"), FLOOR)[0]
    assert "its floor" in failures_of(Figures("tiny", 9, "d", {}), FLOOR)[0]


def test_set_without_a_floor_passes() -> None:
    assert failures_of(scored(0.0), None) == []


def test_gate_fails_on_a_drop_and_passes_on_a_gain(gate: list[Figures], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    gate.append(scored(0.4))
    assert main([]) == 1
    assert "tiny: F1 is 0.400, its floor 0.500" in capsys.readouterr().err
    gate.append(scored(0.6))
    assert main([]) == 0


def test_raise_writes_gains_and_never_losses(gate: list[Figures]) -> None:
    gate.append(scored(0.6))
    main(["--raise"])
    gate.append(scored(0.595))
    main(["--raise"])
    written = quality.FLOORS.read_text()
    assert tomllib.loads(written)["tiny"]["scores"] == {"F1": 0.6}
    assert written.startswith("# Why.\n")


def test_lower_needs_a_set_and_a_reason(gate: list[Figures]) -> None:
    gate.append(scored(0.3))
    for wrong in (["--lower", "tiny"], ["--lower", "tiny", " "], ["--lower", "huge", "a reason"]):
        with pytest.raises(SystemExit):
            main(wrong)
    assert main(["--lower", "tiny", "the set's labels were corrected"]) == 0
    floor = tomllib.loads(quality.FLOORS.read_text())["tiny"]
    assert (floor["lowered"], floor["scores"]) == ("the set's labels were corrected", {"F1": 0.3})


@pytest.mark.usefixtures("gate")
def test_page_gets_the_table_between_its_marks() -> None:
    assert main(["--docs"]) == 0
    page = quality.PAGE.read_text()
    assert page.startswith("Before\n<!-- table -->")
    assert page.endswith("<!-- end of table -->\nafter\n")
    assert "| tiny | 9 | F1 |" in page
    assert "old" not in page


@pytest.mark.usefixtures("gate")
def test_page_is_not_written_from_some_of_the_sets() -> None:
    with pytest.raises(SystemExit):
        main(["tiny", "--docs"])
    assert "old" in quality.PAGE.read_text()


@pytest.mark.usefixtures("gate")
def test_table_names_set_items_baseline_score_and_day() -> None:
    row = table({"tiny": scored(0.5)}, day=date(2026, 1, 2)).splitlines()[-1]
    assert row == "| tiny | 9 | F1 | 0.100 (nearest noun), .3 (others) | 0.500 | 2026-01-02 |"


def test_absent_set_is_said_and_costs_nothing(
    gate: list[Figures], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quality, "SETS", {"tiny": Set(lambda _: gate[-1], tmp_path / "none", "*", {})})
    assert main([]) == 0
    assert "tiny: the set is not here" in capsys.readouterr().out


def test_every_set_has_its_description_and_its_floors() -> None:
    root = Path(__file__).parents[2]
    told = (root / "docs" / "quality.md").read_text(encoding="utf-8").split("## The sets")[1]
    floors = tomllib.loads((root / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))
    assert [line.split(" | ")[0][2:] for line in told.strip().splitlines()[2:]] == list(SETS)
    assert set(floors) == set(SETS)
