"""The metric of geoparsing, on articles of our own."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from benchmarks.common import km_off, run_as_module

from benchmarks import geoparsing
from dateline.model import Place, PlaceKind, Span

LGL = """<articles><article docid="1">
<text>Police in Basra met those of Kirkuk near Nowhereville.</text><toponyms count="3">
<toponym><start>10</start><end>15</end><phrase>Basra</phrase><gaztag geonameid="99532"><lat>30.5</lat><lon>47.8</lon>
</gaztag></toponym>
<toponym><start>29</start><end>35</end><phrase>Kirkuk</phrase><gaztag geonameid="1"><lat>10.0</lat><lon>10.0</lon>
</gaztag></toponym>
<toponym><start>41</start><end>53</end><phrase>Nowhereville</phrase></toponym></toponyms></article></articles>"""

GEOVIRUS = """<articles><article><source>s</source><text>A clinic in Basra closed.</text><locations><location>
<name>Basra</name><start>13</start><end>18</end><lat>30.5</lat><lon>47.8</lon></location></locations></article></articles>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lgl.xml").write_text(LGL, encoding="utf-8")
    (tmp_path / "GeoVirus.xml").write_text(GEOVIRUS, encoding="utf-8")
    return tmp_path


def test_measure_scores_distance_id_and_own_spans(folder: Path) -> None:
    figures = geoparsing.measure(folder)
    assert figures.items == 3
    assert figures.scores["lgl Acc@161"] == 0.5
    assert figures.scores["GeoVirus Acc@25"] == 1.0
    assert figures.baselines["lgl Acc@161"] == 0.5
    assert figures.scores["lgl own F1"] > 0.5
    assert any("Kirkuk" in e for e in figures.errors)


def test_geovirus_counts_its_offsets_from_one(folder: Path) -> None:
    (article,) = geoparsing.geovirus(folder / "GeoVirus.xml")
    assert [article.text[t.span.slice] for t in article.toponyms] == ["Basra"]


def test_toponym_without_a_tag_has_no_point(folder: Path) -> None:
    (article,) = geoparsing.lgl(folder / "lgl.xml")
    assert [t.point for t in article.toponyms] == [(30.5, 47.8), (10.0, 10.0), None]
    assert article.toponyms[1].span == Span(29, 35)


def test_place_without_a_point_is_nowhere_near() -> None:
    assert km_off(Place("x", "X", PlaceKind.COUNTRY, "IQ"), (0.0, 0.0)) == math.inf
    assert km_off(None, (0.0, 0.0)) == math.inf


def test_country_is_known_by_its_code_and_all_else_by_its_number() -> None:
    country = '<gaztag geonameid="99237"><country geonameid="99237">Iraq</country></gaztag>'
    assert geoparsing.place_id(ElementTree.fromstring(country)) == "country:IQ"
    town = '<gaztag geonameid="99532"><country geonameid="99237">Iraq</country></gaztag>'
    assert geoparsing.place_id(ElementTree.fromstring(town)) == "geonames:99532"


def test_absent_set_is_said_to_be_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_as_module(geoparsing.measure, default=tmp_path / "none", marker="*.xml", arguments=[])
    assert "nothing was measured" in capsys.readouterr().out
