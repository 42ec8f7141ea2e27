"""Mappings: the shapes that ship, and what is refused in one of your own."""

from __future__ import annotations

from importlib import resources

import pytest

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.exporting.acled import rules
from dateline.exporting.crosswalk import open_crosswalk
from dateline.exporting.ged import ged_rules
from dateline.exporting.polecat import polecat_rules
from dateline.model import EventType, Level
from dateline.reconciling.tables.mapping import SHAPES, CountColumns, mapping_from, open_mapping

LEAST = '[table]\nid = "n"\n[when]\nstart = "day"\n[type]\nall = "ASSAULT"\n'


@pytest.mark.parametrize(
    ("shape", "columns"),
    [
        ("acled", rules()["columns"]),
        ("ged", ged_rules()["columns"]),
        ("polecat", polecat_rules()["columns"]),
    ],
)
def test_shipped_mapping_reads_only_columns_that_the_shape_has(shape: str, columns: list[str]) -> None:
    assert set(open_mapping(shape).columns) <= set(columns)


def test_every_sub_event_that_is_exported_is_read_back_as_a_type_or_left_out_for_a_reason() -> None:
    given: dict[str, set[str]] = {}
    for rule in open_crosswalk().rules:
        if rule.sub_event:
            given.setdefault(rule.sub_event, set()).update(rule.conditions.types)
    for word, types in given.items():
        meaning = open_mapping("acled").meanings[word.casefold()]
        assert meaning.left_out or meaning.type in types, word


def test_shapes_are_the_files_that_ship() -> None:
    folder = resources.files("dateline.reconciling.tables").joinpath("data")
    assert sorted(SHAPES) == sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    assert all(read_toml(folder.joinpath(f"{shape}.toml"))["table"]["name"] for shape in SHAPES)


def test_mapping_takes_one_column_or_several() -> None:
    one = mapping_from(LEAST + '[actors]\ncolumns = "who"\n[counts]\nkilled = "dead"', where="own.toml")
    assert one.actors == ("who",)
    assert one.counts == {"killed": CountColumns("dead")}
    assert one.type_all is EventType.ASSAULT
    assert one.name == "own"
    assert one.columns == ("n", "day", "who", "dead")


def test_mapping_knows_words_whatever_their_case() -> None:
    words = '[type.values]\n"Armed Attack" = { type = "ASSAULT", level = "aggregate" }'
    made = mapping_from(LEAST.replace("all", 'columns = "kind"\nall') + words, where="own.toml")
    assert made.meanings["armed attack"].level is Level.AGGREGATE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[table", "own.toml is not TOML"),
        (LEAST + "[colour]", "there is no key 'colour'"),
        (LEAST + '[where]\nlatitude = "y"', r"own.toml, \[where\]: there is no key 'latitude'"),
        (LEAST + '[where]\nlat = "y"', "come together"),
        (LEAST.replace('id = "n"', ""), "`id` has to name the column"),
        (LEAST.replace('start = "day"', ""), "`start` has to name the column"),
        (LEAST.replace('all = "ASSAULT"', ""), "give the `columns` that say the type"),
        (LEAST.replace("ASSAULT", "ATTACK"), "'ATTACK' is none of AGREE"),
        (LEAST + '[type.values]\nraid = { mode = "x" }', "raid: give a `type`"),
        (LEAST + '[type.values]\nraid = { type = "ASSAULT", means = "spell" }', "'spell' is none of suicide"),
        (LEAST + '[type.values]\nraid = { type = "ASSAULT", either = 1 }', "either is true or false"),
        (LEAST + '[counts]\nhurt = "n"', "there is no key 'hurt'; there are captured"),
        (LEAST + "[counts]\nkilled = {}", "it names no column"),
        (LEAST + "[where.classes]\n1 = 9", "one of UCDP's classes"),
        (LEAST + '[[party]]\nbegins = "Army"', "what that `says`"),
        (LEAST + '[actors]\ncolumns = [""]', "columns has to be a list of words"),
        (LEAST.replace('"day"', "7"), "start has to be the name of a column"),
    ],
)
def test_mapping_refuses_what_breaks_its_schema(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        mapping_from(text, where="own.toml")


def test_open_mapping_names_the_shapes_that_there_are() -> None:
    with pytest.raises(KnowledgeError, match="there are acled, ged, polecat"):
        open_mapping("gtd")
