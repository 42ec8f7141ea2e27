"""What linking gave, as rows and as JSON."""

from __future__ import annotations

from dateline.model import PartHow
from dateline.reconciling.tables.linking import Link, Linked, Part
from dateline.reconciling.tables.mapping import mapping_from
from dateline.reconciling.tables.outcome import COLUMNS, OUTSIDE, as_json, outcome_columns, outcome_rows
from dateline.reconciling.tables.reading import ForeignTable, read_rows

MAPPING = mapping_from('[table]\nid = "n"\n[when]\nstart = "day"\n[type]\nall = "ASSAULT"', where="own.toml")


def table() -> ForeignTable:
    lines = ["n,day,note\r\n", *(f"{n},2014-03-0{n}, seen\r\n" for n in (4, 2, 3, 1)), "5,2014-03-05\r\n"]
    return read_rows(lines, MAPPING, name="t.csv")


LINKED = Linked(
    both=(Link("i1", "t.csv#1", 0.91234, "same days", ("i9", 0.4)),),
    doubtful=(Link("i2", "t.csv#2", 0.5, "same type"),),
    parts=(
        Part("i3", "t.csv#3", PartHow.COUNTED, "theirs", 0.8, "counted"),
        Part("i4", "t.csv#3", PartHow.COUNTED, "theirs", 0.7, "counted"),
    ),
    only_ours=("i5",),
    only_theirs=("t.csv#4",),
    outside=("t.csv#4",),
)


def test_rows_keep_their_order_and_cells_and_what_is_only_ours_follows() -> None:
    rows = list(outcome_rows(LINKED, table()))
    assert [(row["n"], row["dateline_link"], row["dateline_incident"]) for row in rows] == [
        ("4", "only theirs", None),
        ("2", "doubtful", "i2"),
        ("3", "part", "i3; i4"),
        ("1", "both", "i1"),
        ("5", "left out", None),
        (None, "only ours", "i5"),
    ]
    assert (rows[0]["note"], rows[0]["dateline_why"]) == (" seen", OUTSIDE)
    assert [row["dateline_probability"] for row in rows] == [None, 0.5, 0.7, 0.912, None, None]
    assert (rows[3]["dateline_instead"], rows[3]["dateline_instead_probability"]) == ("i9", 0.4)
    assert rows[4]["dateline_why"] == "it has 2 cells and the header has 3; is a quote not closed?"
    assert all(list(row) == outcome_columns(table()) for row in rows)


def test_columns_of_ours_are_not_doubled_by_a_table_that_was_linked_before() -> None:
    lines = ["n,day,dateline_link\r\n", "1,2014-03-01,both\r\n"]
    again = read_rows(lines, MAPPING, name="t.csv")
    assert outcome_columns(again) == ["n", "day", *COLUMNS]
    (row,) = outcome_rows(Linked((), (), (), (), ("t.csv#1",)), again)
    assert row["dateline_link"] == "only theirs"


def test_json_names_rows_by_their_ids_and_tells_faults() -> None:
    said = as_json(LINKED, table())
    assert said["both"] == [
        {
            "incident": "i1",
            "row": "1",
            "probability": 0.912,
            "why": "same days",
            "instead": {"incident": "i9", "probability": 0.4},
        }
    ]
    assert [part["whole"] for part in said["parts"]] == ["row", "row"]
    assert (said["only_ours"], said["only_theirs"], said["rows"]) == (["i5"], ["4"], 5)
    assert said["outside"] == ["4"]
    assert [(fault["line"], fault["left_out"]) for fault in said["faults"]] == [(6, True)]
