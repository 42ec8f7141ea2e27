"""Every view tells each of its columns on its page, in order, and holds nothing else."""

import csv
import io
import re
from pathlib import Path

import pytest
from tests.exporting import small_incidents as small

from dateline.exporting import FORMATS, export
from dateline.exporting.acled import acled_rows, rules
from dateline.exporting.crosswalk import open_crosswalk
from dateline.exporting.events import events
from dateline.exporting.ged import ged_rules
from dateline.exporting.polecat import polecat_rules

PAGES = Path(__file__).parents[2] / "docs" / "views"
COLUMNS = {"acled": rules, "ged": ged_rules, "polecat": polecat_rules}
NUMBER = {"acled": 31, "ged": 49, "polecat": 40}


ROWS = [(view, what) for view in COLUMNS for what in FORMATS[view].holds]


def told_on(page: str) -> list[str]:
    table = page.split("| column | derived from | what is lost |\n")[1].split("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


@pytest.mark.parametrize("view", COLUMNS)
def test_page_tells_the_columns_of_the_data_in_order(view: str) -> None:
    columns = COLUMNS[view]()["columns"]
    assert told_on((PAGES / f"{view}.md").read_text(encoding="utf-8")) == columns
    assert len(columns) == len(set(columns)) == NUMBER[view]


def only_row(record, view: str, what: str) -> dict[str, str]:
    to = io.BytesIO()
    assert export(record, what=what, format=view, to=to) == 1
    dialect = "excel-tab" if view == "polecat" else "excel"
    (row,) = csv.DictReader(io.StringIO(to.getvalue().decode(), newline=""), dialect=dialect)
    return row


@pytest.mark.parametrize(("view", "what"), ROWS)
def test_file_has_the_columns_of_the_data(record, keep, a_document, view: str, what: str) -> None:
    keep(record, a_document())
    record.reconcile()
    assert list(only_row(record, view, what)) == COLUMNS[view]()["columns"]
    assert FORMATS[view].suffix.rpartition(".")[2] == ("tsv" if view == "polecat" else "csv")


@pytest.mark.parametrize(("view", "what"), ROWS)
def test_columns_said_to_be_empty_are_empty(record, keep, a_document, view: str, what: str) -> None:
    keep(record, a_document())
    record.reconcile()
    row = only_row(record, view, what)
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


def test_pages_say_what_a_row_is() -> None:
    for view in COLUMNS:
        what = "an incident" if FORMATS[view].usual == "incidents" else "a report, not an event"
        assert f"A row is {what}" in (PAGES / f"{view}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", ["acled", "ged", "geojson"])
def test_who_names_nothing_gets_incidents(record, keep, a_document, view: str) -> None:
    keep(record, a_document())
    record.reconcile()
    usual, incidents, reports = io.BytesIO(), io.BytesIO(), io.BytesIO()
    export(record, format=view, to=usual)
    export(record, what="incidents", format=view, to=incidents)
    export(record, what="reports", format=view, to=reports)
    assert usual.getvalue() == incidents.getvalue() != reports.getvalue()


def test_a_selection_says_itself_what_it_is(record, keep, a_document) -> None:
    keep(record, a_document())
    to = io.BytesIO()
    assert export(record, format="acled", to=to, selection=record.reports().where(type="ASSAULT")) == 1


def test_example_of_the_acled_page_is_what_comes_out() -> None:
    told = [small.told(f"r{n}", f"d{n}") for n in (1, 2, 3)]
    papers = [
        small.paper("d1", "The Post", "2014-05-04"),
        small.paper("d2", "The Post Overseas", "2014-05-05"),
        small.paper("d3", "Radio Kismayo", "2014-05-04"),
    ]
    grade = {"grade": "corroborated by different kinds", "why": ""}
    one = small.incident(groups=(("r1", "r2"), ("r3",)), killed=small.dead(12, 9, 12), corroboration=grade)
    (row,) = acled_rows(events([one], told, papers))
    example = (PAGES / "acled.md").read_text(encoding="utf-8").split("## An example")[1]
    for names, said in re.findall(r"^\| (`.+`) \| (.+) \|$", example, re.MULTILINE):
        columns = re.findall("`([^`]+)`", names)
        assert ", ".join(str(row[column]) for column in columns) == said
    assert example.count("| `") == 5
