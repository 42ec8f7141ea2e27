"""Reports that may be of one event, and those that cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import (
    Count,
    Dating,
    EventType,
    Evidence,
    How,
    Moment,
    PartyMissing,
    Place,
    PlaceKind,
    PlacePrecision,
    Placing,
    Range,
    Report,
    Status,
    ZoneKind,
)
from dateline.reconciling.derivation.agreement import agreements, are_compatible, same_values
from dateline.reconciling.derivation.tracing import report_like

TEXT = "On 3 May 12 were shot in Kismayo."
WORDS = Evidence.at(TEXT, 0, len(TEXT))


def at(name: str, lat: float, lon: float, precision: PlacePrecision = PlacePrecision.EXACT) -> tuple[Placing, ...]:
    place = Place(f"own:{name}", name, PlaceKind.SETTLEMENT, "SO", None, lat, lon)
    return (Placing(place, precision, Evidence.at(TEXT, 25, 32)),)


def killed(low: int, high: int) -> Count:
    return Count(Range(low, None, high), Evidence.at(TEXT, 9, 11))


def on(edtf: str) -> Dating:
    return Dating(Moment(edtf), Evidence.at(TEXT, 3, 8), How.EXPLICIT)


REPORT = Report(
    "d",
    ZoneKind.BODY,
    WORDS,
    Evidence.at(TEXT, 17, 21),
    EventType.ASSAULT,
    None,
    Status.OCCURRED,
    "test",
    actors_missing=PartyMissing.NOT_STATED,
    recipients_missing=PartyMissing.NOT_STATED,
    places=at("Kismayo", -0.36, 42.55),
    when=on("2014-05-03"),
    killed=killed(12, 12),
)


@pytest.mark.parametrize(
    ("other", "fits"),
    [
        (replace(REPORT, when=on("2014-05")), True),
        (replace(REPORT, when=on("2014-05-04")), False),
        (replace(REPORT, killed=killed(11, 14)), True),
        (replace(REPORT, killed=killed(13, 14)), False),
        (replace(REPORT, places=at("Kismayo port", -0.37, 42.54)), True),
        (replace(REPORT, places=at("Afmadow", 0.51, 42.07)), False),
        (replace(REPORT, places=at("Lower Juba", 0.51, 42.07, PlacePrecision.FIRST_LEVEL)), True),
        (replace(REPORT, type=EventType.COERCE), False),
        (replace(REPORT, status=Status.PLANNED), False),
    ],
)
def test_reports_are_compatible_unless_a_field_sets_them_apart(other: Report, fits: bool) -> None:
    assert are_compatible(REPORT, other) is are_compatible(other, REPORT) is fits


def test_same_values_need_a_count_and_no_other_that_differs() -> None:
    assert same_values(REPORT, REPORT)
    assert not same_values(REPORT, replace(REPORT, killed=killed(11, 14)))
    assert not same_values(REPORT, replace(REPORT, killed=None))
    assert not same_values(replace(REPORT, injured=killed(1, 1)), replace(REPORT, injured=killed(1, 2)))


def test_the_report_that_agrees_on_most_is_the_like_one() -> None:
    vague = replace(REPORT, killed=None, trigger=Evidence.at(TEXT, 12, 16))
    assert agreements(REPORT, REPORT) == 3
    assert agreements(REPORT, vague) == 2
    assert report_like(REPORT, [vague, REPORT]) is REPORT
    assert report_like(REPORT, [vague], agree=3) is None
    assert report_like(REPORT, []) is None
