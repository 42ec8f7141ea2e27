from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.exporting.ged import ged_from, ged_rows, ged_rules, grid_cell
from dateline.model import (
    Actor,
    Count,
    EventType,
    Moment,
    Party,
    PartyMissing,
    PlacePrecision,
    Range,
    Status,
    Target,
    TargetKind,
    ZoneKind,
    shape,
)


@pytest.fixture
def deadly(a_document, a_report):
    """Return a function that makes a report on twelve dead between two sides, given as kinds or (kind, country)."""
    document = a_document()
    base = a_report(document)

    def party(side, n: int) -> Party:
        kind, country = side if isinstance(side, tuple) else (side, None)
        return Party(Actor(f"x:{kind}{n}", f"the {kind}", kind, country), base.trigger)

    def make(actors, recipients, **changes):
        return replace(
            base,
            actors=tuple(party(s, n) for n, s in enumerate(actors)) or base.actors,
            recipients=tuple(party(s, n + 9) for n, s in enumerate(recipients)),
            recipients_missing=None if recipients else PartyMissing.NOT_STATED,
            **changes,
        )

    return make


def rows_of(report):
    return list(ged_rows([{**shape.report_json(report), "paper": None}]))


IQ = ("military", "IQ")
IR = ("military", "IR")


@pytest.mark.parametrize(
    ("actors", "recipients", "violence", "a", "b", "column"),
    [
        ([IQ], ["rebel"], 1, "Government of Iraq", "the rebel", "deaths_b"),
        (["rebel"], [IQ], 1, "Government of Iraq", "the rebel", "deaths_a"),
        ([IQ], [IR], 1, "Government of Iraq", "Government of Iran", "deaths_b"),
        (["militia"], ["rebel"], 2, "the militia", "the rebel", "deaths_b"),
        (["rebel"], ["civilian"], 3, "the rebel", "Civilians", "deaths_civilians"),
        ([("police", "IQ")], ["protester"], 3, "Government of Iraq", "Civilians", "deaths_civilians"),
        (["rebel"], [IQ, "civilian"], 1, "Government of Iraq", "the rebel", "deaths_unknown"),
        (["rebel"], [("government", "IQ")], 1, "Government of Iraq", "the rebel", "deaths_a"),
    ],
)
def test_kinds_of_the_sides_give_the_violence(deadly, actors, recipients, violence, a, b, column) -> None:
    (row,) = rows_of(deadly(actors, recipients))
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (violence, a, b)
    assert row["dyad_name"] == f"{a} - {b}"
    assert {key: value for key, value in row.items() if key.startswith("deaths_") and value is not None} == {column: 12}
    assert (row["best"], row["low"], row["high"]) == (12, 12, 12)


def test_states_are_numbered_and_groups_are_not(deadly) -> None:
    (war,) = rows_of(deadly([IQ], [IR]))
    assert (war["gwnoa"], war["gwnob"]) == (645, 630)
    (rising,) = rows_of(deadly(["rebel"], [IQ]))
    assert (rising["gwnoa"], rising["gwnob"]) == (645, None)
    (massacre,) = rows_of(deadly(["rebel"], [("civilian", "IQ")]))
    assert (massacre["gwnoa"], massacre["gwnob"]) == (None, None)


@pytest.mark.parametrize(
    ("actors", "recipients"),
    [
        ([IQ], [("police", "IQ")]),
        ([IQ], ["military"]),
        (["civilian"], ["civilian"]),
        ([None], ["civilian"]),
        (["rebel"], [None]),
    ],
)
def test_without_two_sides_there_is_no_row(deadly, actors, recipients) -> None:
    assert rows_of(deadly(actors, recipients)) == []


def test_same_group_on_both_sides_is_no_row(deadly) -> None:
    report = deadly(["rebel"], ["rebel"])
    assert len(rows_of(report)) == 1
    assert rows_of(replace(report, recipients=report.actors)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"killed": None},
        {"killed": Range(0, 0, 0)},
        {"killed": Range(None, None, 10)},
        {"mode": "destroy"},
        {"type": EventType.COERCE},
        {"status": Status.PLANNED},
        {"zone": ZoneKind.COMMENT},
    ],
)
def test_what_killed_nobody_or_is_not_told_is_no_row(deadly, change) -> None:
    report = deadly(["rebel"], ["civilian"])
    if isinstance(change.get("killed"), Range):
        change = {"killed": Count(change["killed"], report.killed.evidence)}
    assert rows_of(replace(report, **change)) == []


def test_target_stands_in_where_no_recipient_is_named(deadly) -> None:
    report = deadly([IQ], [])
    assert rows_of(report) == []
    (row,) = rows_of(replace(report, target=Target(TargetKind.CIVILIAN, report.trigger)))
    assert (row["type_of_violence"], row["deaths_civilians"]) == (3, 12)
    (row,) = rows_of(replace(report, target=Target(TargetKind.ARMED_GROUP, report.trigger)))
    assert (row["type_of_violence"], row["side_b"], row["dyad_name"], row["deaths_b"]) == (1, None, None, 12)


def test_range_without_a_figure_has_bounds_only(deadly) -> None:
    report = deadly(["rebel"], ["civilian"])
    (row,) = rows_of(replace(report, killed=Count(Range(24, None, None), report.killed.evidence)))
    assert (row["low"], row["best"], row["high"], row["deaths_civilians"]) == (24, None, None, None)


@pytest.mark.parametrize(
    ("edtf", "precision", "clear"),
    [
        ("2014-05-03", 1, 1),
        ("2014-05-03/2014-05-05", 2, None),
        ("2014-05-05/2014-05-11", 3, None),
        ("2014-05", 4, None),
        ("2014", 5, None),
        ("2013/2014", None, None),
    ],
)
def test_days_of_the_interval_give_the_precision(deadly, edtf, precision, clear) -> None:
    report = deadly(["rebel"], ["civilian"])
    (row,) = rows_of(replace(report, when=replace(report.when, moment=Moment(edtf))))
    assert (row["date_prec"], row["event_clarity"]) == (precision, clear)
    assert row["date_start"] <= row["date_end"]


def test_place_gives_a_point_and_near_ones_a_cell(deadly) -> None:
    report = deadly(["rebel"], ["civilian"])
    (row,) = rows_of(report)
    assert (row["where_prec"], row["adm_1"], row["country"]) == (1, "Lower Juba", "Somalia")
    assert (row["country_id"], row["region"]) == (520, "Africa")
    assert row["geom_wkt"] == "POINT (42.55 -0.36)"
    assert row["priogrid_gid"] == grid_cell(-0.36, 42.55)
    province = replace(report.places[0], precision=PlacePrecision.FIRST_LEVEL)
    (row,) = rows_of(replace(report, places=(province,)))
    assert (row["where_prec"], row["priogrid_gid"]) == (4, None)


def test_sources_are_the_paper_and_the_nearest_voice(deadly) -> None:
    paper = {"title": "A day", "publisher": "The Post", "published": "2014-05-04", "url": None, "language": "en"}
    (row,) = ged_rows([{**shape.report_json(deadly(["rebel"], ["civilian"])), "paper": paper}])
    assert row["source_article"] == "The Post,2014-05-04,A day"
    assert (row["source_office"], row["source_headline"], row["source_original"]) == ("The Post", "A day", "a doctor")
    assert row["number_of_sources"] == 1


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_cells_hold_their_points(lat: float, lon: float) -> None:
    cell = grid_cell(lat, lon)
    assert 1 <= cell <= 360 * 720
    row, column = divmod(cell - 1, 720)
    assert row / 2 - 90 <= lat + 1e-9
    assert lat <= row / 2 - 89.5 + 1e-9
    assert column / 2 - 180 <= lon + 1e-9
    assert lon <= column / 2 - 179.5 + 1e-9


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"actor": "martians"}, "rule 1: actor needs a side"),
        ({"violence": 4}, "rule 1: violence is 1, 2 or 3"),
    ],
)
def test_rules_are_checked(change, complaint: str) -> None:
    raw = dict(ged_rules())
    raw["rule"] = [{**raw["rule"][0], **change}]
    with pytest.raises(KnowledgeError, match=complaint):
        ged_from(raw)
