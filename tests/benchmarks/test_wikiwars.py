"""The metric of WikiWars, on a narrative of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.common import run_as_module

from benchmarks import wikiwars

NARRATIVE = """<DOC><DOCNO>1</DOCNO><DATETIME><TIMEX2 val="2009-12-19">2009-12-19</TIMEX2></DATETIME><TEXT>
The siege began on <TIMEX2 val="1871-03-04">4 March 1871</TIMEX2>. {more}
</TEXT></DOC>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    more = (
        'The town fell on <TIMEX2 val="1871-05-09">9 June 1871</TIMEX2>. '
        "It was rebuilt after <TIMEX2>the harvest of the widows</TIMEX2>."
    )
    (tmp_path / "02_Siege.xml").write_text(NARRATIVE.format(more=more), encoding="utf-8")
    return tmp_path


def test_measure_tells_extent_from_value_and_leaves_out_header_and_valueless(folder: Path) -> None:
    figures = wikiwars.measure(folder)
    assert figures.items == 2
    assert "1 without one left out" in figures.lines[0]
    assert figures.scores == {"lenient F1": 1.0, "strict F1": 1.0, "lenient value F1": 0.5, "strict value F1": 0.5}
    assert "9 June 1871" in "".join(figures.errors)


def test_measure_counts_what_is_marked_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(NARRATIVE.format(more="It ended on 8 April 1871."), encoding="utf-8")
    figures = wikiwars.measure(tmp_path)
    assert figures.scores["lenient F1"] == pytest.approx(2 / 3)
    assert any("spurious '8 April 1871'" in e for e in figures.errors)


def test_strip_tags_unfolds_nested_tags() -> None:
    text, gold = wikiwars.strip_tags(
        '<TEXT><TIMEX2 val="P1D">a day after <TIMEX2 val="1871">1871</TIMEX2></TIMEX2></TEXT>'
    )
    assert text == "a day after 1871"
    assert gold == [(0, 16, "P1D", None), (12, 16, "1871", None)]


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("1871", "1871"),
        ("187", "1870/1879"),
        ("18", "1801/1900"),
        ("1871-02-30", None),
        ("P3D", None),
        ("1871-03-04T12", "1871-03-04"),
        ("1871-WI", "1871-12-01/1872-02-29"),
        ("BC0480", "-0479"),
        ("BC048", "-0488/-0479"),
        ("BC0480-08", "-0479-08"),
    ],
)
def test_value_moment_reads_timex2(value: str, edtf: str | None) -> None:
    moment = wikiwars.value_moment(value, None)
    assert (moment.edtf if moment else None) == edtf


def test_range_in_one_piece_is_two_ends(tmp_path: Path) -> None:
    more = 'They met on <TIMEX2 val="1871-05-06">6</TIMEX2>-<TIMEX2 val="1871-05-07">7 May 1871</TIMEX2>.'
    (tmp_path / "a.xml").write_text(NARRATIVE.format(more=more), encoding="utf-8")
    assert wikiwars.measure(tmp_path).scores["lenient value F1"] == 1.0


def test_json_and_absence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(wikiwars.measure, default=folder, marker="*.xml", arguments=["--json"])
    assert json.loads(capsys.readouterr().out)["set"] == "wikiwars"
    run_as_module(wikiwars.measure, default=tmp_path / "none", marker="*.xml", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
