import csv
import io
from dataclasses import replace

import pytest

from dateline.exporting.polecat import polecat, polecat_rows
from dateline.model import EventType, Moment, Status, ZoneKind, shape


def row(report):
    (made,) = polecat_rows([shape.report_json(report)])
    return made


def test_row_holds_the_event_its_parties_and_its_place(a_document, a_report) -> None:
    made = row(a_report(a_document()))
    assert (made["Event Type"], made["Event Mode"], made["Quad Code"]) == ("ASSAULT", None, "MATERIAL CONFLICT")
    assert (made["Event Date"], made["Version"]) == ("2014-05-03", "test 1")
    assert (made["Actor Name"], made["Primary Actor Sector"], made["Actor Name Raw"]) == ("rebels", "REB", "rebels")
    assert (made["Recipient Name"], made["Recipient Sectors"], made["Recipient Name Raw"]) == ("men", "CVL", "12 men")
    assert (made["City"], made["District"], made["Province"]) == ("Kismayo", None, "Lower Juba")
    assert (made["Country"], made["GeoNames ID"]) == ("Somalia", "55671")


def test_row_is_empty_where_the_report_is(a_document, a_report) -> None:
    report = a_report(a_document())
    (made,) = polecat_rows([{**shape.report_json(report), "place": None, "when": None, "recipients": []}])
    named = ("Event Date", "Placename", "Province", "Country", "Latitude", "GeoNames ID", "Recipient Name")
    assert {made[name] for name in named} == {None}


def test_month_is_not_a_date(a_document, a_report) -> None:
    report = a_report(a_document())
    assert row(replace(report, when=replace(report.when, moment=Moment("2014-05"))))["Event Date"] is None


@pytest.mark.parametrize("change", [{"status": Status.NEGATED}, {"zone": ZoneKind.COMMENT}])
def test_what_is_not_told_as_a_fact_is_no_row(a_document, a_report, change) -> None:
    report = replace(a_report(a_document()), **change)
    assert list(polecat_rows([shape.report_json(report)])) == []


@pytest.mark.parametrize("event", list(EventType))
def test_every_type_has_its_class(a_document, a_report, event: EventType) -> None:
    verb, about = row(replace(a_report(a_document()), type=event))["Quad Code"].split()
    assert verb in ("VERBAL", "MATERIAL")
    assert about in ("COOPERATION", "CONFLICT")


def test_tabs_and_line_ends_in_a_cell_do_not_break_the_table(a_document, a_report) -> None:
    report = shape.report_json(a_report(a_document()))
    report["actors"][0]["evidence"]["words"] = "the\tmen\nof the hills"
    to = io.BytesIO()
    assert polecat("reports", [report], to) == 1
    (made,) = csv.DictReader(io.StringIO(to.getvalue().decode(), newline=""), dialect="excel-tab")
    assert made["Actor Name Raw"] == "the\tmen\nof the hills"
