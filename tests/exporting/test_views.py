"""Every view tells each of its columns on its page, in order, and holds nothing else."""

import csv
import io
import re
from pathlib import Path

import pytest

from dateline.exporting import FORMATS, export
from dateline.exporting.acled import rules
from dateline.exporting.crosswalk import open_crosswalk
from dateline.exporting.ged import ged_rules
from dateline.exporting.polecat import polecat_rules

PAGES = Path(__file__).parents[2] / "docs" / "views"
COLUMNS = {"acled": rules, "ged": ged_rules, "polecat": polecat_rules}
NUMBER = {"acled": 31, "ged": 49, "polecat": 40}


def told_on(page: str) -> list[str]:
    table = page.split("| column | derived from | what is lost |\n")[1].split("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


@pytest.mark.parametrize("view", COLUMNS)
def test_page_tells_the_columns_of_the_data_in_order(view: str) -> None:
    columns = COLUMNS[view]()["columns"]
    assert told_on((PAGES / f"{view}.md").read_text(encoding="utf-8")) == columns
    assert len(columns) == len(set(columns)) == NUMBER[view]


@pytest.mark.parametrize("view", COLUMNS)
def test_file_has_the_columns_of_the_data(record, keep, a_document, view: str) -> None:
    keep(record, a_document())
    to = io.BytesIO()
    assert export(record, format=view, to=to) == 1
    (row,) = csv.DictReader(
        io.StringIO(to.getvalue().decode(), newline=""), dialect="excel-tab" if view == "polecat" else "excel"
    )
    assert list(row) == COLUMNS[view]()["columns"]
    assert FORMATS[view].suffix.rpartition(".")[2] == ("tsv" if view == "polecat" else "csv")


@pytest.mark.parametrize("view", COLUMNS)
def test_columns_said_to_be_empty_are_empty(record, keep, a_document, view: str) -> None:
    keep(record, a_document())
    to = io.BytesIO()
    export(record, format=view, to=to)
    (row,) = csv.DictReader(
        io.StringIO(to.getvalue().decode(), newline=""), dialect="excel-tab" if view == "polecat" else "excel"
    )
    page = (PAGES / f"{view}.md").read_text(encoding="utf-8")
    empty = re.findall(r"^\| `([^`]+)` \| not derived \|", page, re.MULTILINE)
    assert len(empty) > 4
    assert {row[name] for name in empty} == {""}


def test_acled_page_names_every_event_and_sub_event() -> None:
    page = (PAGES / "acled.md").read_text(encoding="utf-8").split("## Events and sub-events")[1]
    lines = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ")]
    for rule in open_crosswalk().rules:
        wanted = rule.sub_event or "no sub-event"
        assert any(line.strip().startswith(rule.event) and wanted in line for line in lines), (rule.event, wanted)


def test_pages_say_that_a_row_is_a_report() -> None:
    for view in COLUMNS:
        assert "A row is a report, not an event" in (PAGES / f"{view}.md").read_text(encoding="utf-8")
