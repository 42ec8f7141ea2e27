from __future__ import annotations

from typing import Any

import pytest
from tests.exporting.small_incidents import dead, derived, incident, paper, part, told, when

from dateline.exporting.acled import acled_rows
from dateline.exporting.events import events
from dateline.exporting.ged import ged_rows

Row = dict[str, Any]


def made(
    incidents: list[Row],
    reports: list[Row] | None = None,
    documents: list[Row] | None = None,
    derivations: list[Row] | None = None,
) -> list[Row]:
    known = [told("r1"), told("r2", "d2"), told("r3", "d3"), told("r4", "d4")] if reports is None else reports
    papers = [paper(f"d{n}", f"Paper {n}") for n in range(1, 5)] if documents is None else documents
    return list(events(incidents, known, papers, derivations or ()))


def acled(*incidents: Row, **beside: Any) -> list[Row]:
    return list(acled_rows(made(list(incidents), **beside)))


def ged(*incidents: Row, **beside: Any) -> list[Row]:
    return list(ged_rows(made(list(incidents), **beside)))


def test_an_incident_told_five_times_is_one_row() -> None:
    five = incident(groups=(("r1", "r2"), ("r3", "r4", "r5")))
    (row,) = acled(five, reports=[told(f"r{n}", f"d{n}") for n in range(1, 6)])
    assert (row["event_id_cnty"], row["fatalities"], row["event_date"]) == ("i1", 12, "2014-05-03")
    (row,) = ged(five, reports=[told(f"r{n}", f"d{n}") for n in range(1, 6)])
    assert (row["id"], row["best"], row["number_of_sources"]) == ("i1", 12, 2)


def test_sources_are_the_papers_of_the_origins_and_no_reprints() -> None:
    one = incident(groups=(("r1", "r2"), ("r3",)))
    (row,) = acled(one, derivations=[derived("d1", "d2")])
    assert row["source"] == "Paper 2; Paper 3"
    (row,) = ged(one, derivations=[derived("d1", "d2")])
    assert row["source_office"] == "Paper 2;Paper 3"
    assert row["source_article"] == '"Paper 2,2014-05-04,On d2";"Paper 3,2014-05-04,On d3"'


def test_of_copies_of_which_nobody_knows_the_first_the_earliest_stands() -> None:
    papers = [paper("d1", "Late", "2014-05-06"), paper("d2", "Early", "2014-05-04"), paper("d3", "Undated", None)]
    one = incident(groups=(("r1", "r2", "r3"),))
    (row,) = acled(one, documents=papers, derivations=[derived("d2", "d1", is_directed=False)])
    assert row["source"] == "Early"
    (row,) = acled(one, documents=papers, derivations=[derived("d2", "d1"), derived("d1", "d2"), derived("d3", "d1")])
    assert row["source"] == "Early"


def test_two_origins_in_one_paper_are_one_outlet_and_two_sources() -> None:
    voices = [{"name": "a mayor"}, {"name": "an aide"}]
    reports = [told("r1", voices=voices), told("r2", voices=[{"name": "a nurse"}])]
    (row,) = ged(incident(groups=(("r1",), ("r2",))), reports=reports)
    assert (row["number_of_sources"], row["source_office"], row["source_original"]) == (2, "Paper 1", "a mayor;a nurse")


@pytest.mark.parametrize(
    "change",
    [
        {"status": "planned"},
        {"status": "hypothetical"},
        {"status": "negated"},
        {"reviewed": "rejected"},
        {"corroboration": {"grade": "retracted", "why": "taken back"}},
        {"level": "aggregate"},
    ],
)
def test_what_did_not_happen_or_does_not_hold_is_no_acled_row(change: Row) -> None:
    assert acled(incident(**change)) == []


@pytest.mark.parametrize(
    "change",
    [{"corroboration": {"grade": "contested", "why": "denied"}}, {"reviewed": "accepted"}, {"level": "episode"}],
)
def test_what_is_contested_is_kept(change: Row) -> None:
    assert len(acled(incident(**change))) == len(ged(incident(**change))) == 1


def test_what_only_readers_tell_is_no_row() -> None:
    one = incident(groups=(("r1", "r2"),))
    reports = [told("r1", zone="comment"), told("r2", "d2", zone="comment")]
    assert acled(one, reports=reports) == []
    assert len(acled(one, reports=[reports[0], told("r2", "d2")])) == 1


def test_notes_are_values_and_quote_nobody() -> None:
    one = incident(groups=(("r1",), ("r2",)), killed=dead(12, 9, 14), contradictions=[{"disputed": "number"}])
    (row,) = acled(one)
    assert row["notes"] == (
        "2 reports in 2 articles; independent sources: 2; single origin; killed: low 9, high 14; disputed: number"
    )


def test_words_of_any_report_tell_what_it_is() -> None:
    weapons = incident(type="CONCEDE", killed=None, groups=(("r1", "r2"),))
    plain, truce = told("r1", type="CONCEDE"), told("r2", "d2", type="CONCEDE", trigger={"words": "declared a truce"})
    assert acled(weapons, reports=[plain, plain | {"id": "r2"}]) == []
    (row,) = acled(weapons, reports=[plain, truce])
    assert row["sub_event_type"] == "Agreement"


def test_means_and_target_are_those_of_the_incident() -> None:
    (row,) = acled(incident(mode="explosives", means="explosives", recipients=[], target="civilian"))
    assert row["sub_event_type"] == "Remote explosive/landmine/IED"
    assert row["civilian_targeting"] == "Civilian targeting"


def test_protest_and_force_against_it_in_one_article_are_one_row() -> None:
    protest = incident(
        "i1", type="PROTEST", mode="demo", killed=None, actors=incident()["recipients"], recipients=[]
    )  # fmt: skip
    police = [{"id": "SO:police", "name": "police", "kind": "police", "country": "SO", "reports": []}]
    shots = incident("i2", (("r2",),), mode="firearms", actors=police)
    beside = [told("r1", type="PROTEST"), told("r2", start=80)]
    (row,) = acled(protest, shots, reports=beside)
    assert (row["event_id_cnty"], row["sub_event_type"]) == ("i1", "Excessive force against protesters")
    assert (row["fatalities"], row["source"]) == (12, "Paper 1")
    apart = [told("r1", type="PROTEST"), told("r2", "d2", start=80)]
    assert len(acled(protest, shots, reports=apart)) == 2
    assert len(acled(protest, shots | {"when": when("2014-05-04")}, reports=beside)) == 2


def test_dead_of_a_part_are_not_those_of_the_whole_again() -> None:
    whole = incident("i1", level="episode", when=when("2014-05-01", "2014-05-09"))
    clash = incident("i2", (("r2",),), part_of=part("i1"), killed=dead(5))
    rows = acled(whole, clash)
    assert [(row["event_id_cnty"], row["fatalities"]) for row in rows] == [("i1", None), ("i2", 5)]
    assert [row["id"] for row in ged(whole, clash)] == ["i2"]
    assert [row["fatalities"] for row in acled(whole, clash | {"killed": None})] == [12, None]
    assert [row["fatalities"] for row in acled(whole, clash | {"status": "planned"})] == [12]


def test_dead_of_a_part_of_a_part_are_not_those_of_the_whole_again() -> None:
    clash = incident("i3", (("r3",),), part_of=part("i2"))
    rows = acled(incident("i1"), incident("i2", (("r2",),), part_of=part("i1"), killed=None), clash)
    assert [row["fatalities"] for row in rows] == [None, None, 12]


def test_wholes_that_are_parts_of_each_other_end() -> None:
    one, other = incident("i1", part_of=part("i2")), incident("i2", (("r2",),), part_of=part("i1"))
    assert [row["fatalities"] for row in acled(one, other)] == [None, None]


def test_a_sum_is_a_ged_row_marked_as_such_unless_something_it_counts_is_one() -> None:
    week = incident("i1", level="aggregate", when=when("2014-05-01", "2014-05-07"))
    (row,) = ged(week)
    assert (row["event_clarity"], row["date_prec"], row["best"]) == (2, 3, 12)
    counted = incident("i2", (("r2",),), part_of=part("i1", "counted"))
    assert [row["id"] for row in ged(week, counted)] == ["i2"]
    (row,) = ged(incident())
    assert row["event_clarity"] == 1


def test_bounds_of_the_dead_are_those_over_origins() -> None:
    (row,) = ged(incident(killed=dead(12, 9, 14)))
    assert (row["low"], row["best"], row["high"], row["deaths_civilians"]) == (9, 12, 14, 12)


def test_order_of_reports_documents_and_links_changes_nothing() -> None:
    incidents = [incident("i1", (("r1", "r2"), ("r3",))), incident("i2", (("r4",),))]
    reports = [told(f"r{n}", f"d{n}") for n in range(1, 5)]
    papers = [paper(f"d{n}", f"Paper {n}") for n in range(1, 5)]
    links = [derived("d1", "d2"), derived("d4", "d3")]
    turned = made(incidents, reports[::-1], papers[::-1], links[::-1])
    assert made(incidents, reports, papers, links) == turned
