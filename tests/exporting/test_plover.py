"""A PLOVER record holds what its report says, under PLOVER's names."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.exporting import FORMATS, export
from dateline.exporting.plover import PLOVER_FIELDS, plover, plover_records
from dateline.model import Moment, Status, ZoneKind, shape

PAGE = Path(__file__).parents[2] / "docs" / "views" / "plover.md"


def record_of(report):
    (made,) = plover_records([shape.report_json(report)])
    return made


def test_record_holds_event_and_parties(a_document, a_report) -> None:
    report = a_report(a_document())
    made = record_of(report)
    assert (made["event"], made["eventText"], made["date"]) == ("ASSAULT", report.trigger.words, "2014-05-03")
    assert made["source"][0]["actorText"] == "rebels"
    assert (made["source"][0]["sector"], made["target"][0]["sector"]) == ("REB", "CVL")
    assert (made["coder"], made["version"]) == ("test", "1")
    assert made["text"] == report.sentence.words
    assert made["textInfo"]["start"] == report.sentence.start


def test_record_is_empty_where_nothing_is_known(a_document, a_report) -> None:
    row = {**shape.report_json(a_report(a_document())), "recipients": [], "when": None, "mode": None, "contexts": []}
    row["actors"][0].update(country=None, kind=None)
    (made,) = plover_records([row])
    assert (made["target"], made["date"], made["mode"], made["context"]) == ([], "", "", "")
    assert set(made["source"][0]) == {"actorText", "actorName"}


def test_month_is_not_a_date(a_document, a_report) -> None:
    report = a_report(a_document())
    assert record_of(replace(report, when=replace(report.when, moment=Moment("2014-05"))))["date"] == ""


@pytest.mark.parametrize("change", [{"status": Status.NEGATED}, {"zone": ZoneKind.COMMENT}])
def test_what_is_not_told_as_a_fact_is_no_record(a_document, a_report, change) -> None:
    assert list(plover_records([shape.report_json(replace(a_report(a_document()), **change))])) == []


def test_every_record_is_one_line(a_document, a_report) -> None:
    row = shape.report_json(a_report(a_document()))
    row["trigger"]["words"] = "killed\nand wounded"
    to = io.BytesIO()
    assert plover("reports", [row, row], to) == 2
    assert [json.loads(line)["eventText"] for line in to.getvalue().splitlines()] == ["killed\nand wounded"] * 2


def test_export_has_the_fields_of_the_page_in_order(record, keep, a_document) -> None:
    keep(record, a_document())
    to = io.BytesIO()
    assert export(record, format="plover", to=to) == 1
    made = json.loads(to.getvalue())
    page = PAGE.read_text(encoding="utf-8")
    assert list(made) == list(PLOVER_FIELDS) == re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    empty = re.findall(r"^\| `([^`]+)` \| not derived \|", page, re.MULTILINE)
    assert len(empty) == 2
    assert {made[name] for name in empty} == {""}
    assert FORMATS["plover"].suffix == ".plover.jsonl"
