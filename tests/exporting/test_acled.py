from dataclasses import replace
from pathlib import Path

import pytest

from dateline.exporting.acled import acled_rows, rules
from dateline.knowledge.actors import open_kinds
from dateline.model import Count, EventType, Moment, PlacePrecision, Range, Status, ZoneKind, shape

PAGE = Path(__file__).parents[2] / "docs" / "views" / "acled.md"


def test_rules_name_types_that_exist() -> None:
    types = {e.value for e in EventType}
    assert {r["type"] for r in rules()["rule"]} <= types


def test_every_column_is_told_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [c for c in rules()["columns"] if f"`{c}`" not in page] == []


def test_kinds_are_those_of_the_ontology() -> None:
    known = set(open_kinds())
    assert set(rules()["civilian_kinds"]) | set(rules()["armed_kinds"]) | set(rules()["inter"]) <= known


def row(report) -> dict[str, object]:
    (made,) = acled_rows([shape.report_json(report)])
    return made


def test_country_is_a_name_and_its_point_is_left_out(a_document, a_report) -> None:
    document = a_document()
    report = a_report(document)
    assert row(report)["country"] == "Somalia"
    country = replace(report.places[0], precision=PlacePrecision.COUNTRY)
    made = row(replace(report, places=(country,)))
    assert (made["latitude"], made["longitude"], made["geo_precision"]) == (None, None, None)


def test_date_and_fatalities_are_empty_where_the_words_give_a_range(a_document, a_report) -> None:
    document = a_document()
    report = a_report(document)
    month = replace(report.when, moment=Moment("2014-05"))
    made = row(replace(report, when=month, killed=Count(Range(10, None, None), report.killed.evidence)))
    assert (made["event_date"], made["year"], made["time_precision"], made["fatalities"]) == (None, 2014, 3, None)


@pytest.mark.parametrize(
    "change",
    [{"status": s} for s in (Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)] + [{"zone": ZoneKind.COMMENT}],
)
def test_what_did_not_happen_and_what_readers_say_is_no_row(a_document, a_report, change) -> None:
    report = replace(a_report(a_document()), **change)
    assert list(acled_rows([shape.report_json(report)])) == []


def test_seizure_has_no_sub_event(a_document, a_report) -> None:
    document = a_document()
    made = row(replace(a_report(document), type=EventType.COERCE, mode="seize"))
    assert (made["event_type"], made["sub_event_type"]) == ("Strategic developments", "")
