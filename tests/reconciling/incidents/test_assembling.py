"""One incident out of its reports: what goes into it together that no part of it tells alone."""

from __future__ import annotations

from tests.reconciling.incidents.short_reports import Said, Told, article, linked

from dateline.model import Incident, Range, Status
from dateline.reconciling.incidents.assembling import Made, incident_of

ARMY = "the army|XX:army|military"
FRONT = "Ogaden Front|ogaden-front|armed_group"
SHOT = article(
    "Shots were fired at the customs post in Gode, a porter said, and six guards fell.",
    Said("fired at", ("porter||witness",)),
    outlet="Shebelle Sun",
)
BY_ARMY = article("Six guards were shot in Gode, according to the army.", Said("shot", (ARMY,)), outlet="Awash Mail")
DENIED = article(
    "The Ogaden Front denied that six guards were shot in Gode on Tuesday evening at the post of the customs there.",
    Said("shot", (FRONT,), status=Status.NEGATED),
    outlet="Dire Post",
)


def incident(*articles: Told) -> Incident:
    reports, links, documents = linked(articles)
    return incident_of(Made("i1"), reports, documents=documents, derivations=links)


def test_one_denial_is_one_however_many_print_it() -> None:
    alone = incident(SHOT, BY_ARMY, DENIED)
    printed = incident(SHOT, BY_ARMY, DENIED, DENIED.copied("Harar Herald"), DENIED.copied("Jijiga Journal"))
    assert alone.status is printed.status is Status.OCCURRED
    assert [c.weight for c in alone.contradictions] == [c.weight for c in printed.contradictions]


def test_more_who_deny_than_tell_are_believed() -> None:
    also = article(
        "No guard was shot in Gode, the army said.", Said("shot", (ARMY,), status=Status.NEGATED), outlet="B"
    )
    assert incident(SHOT, DENIED, also).status is Status.NEGATED


def test_what_is_only_feared_is_no_figure_of_what_happened() -> None:
    feared = article(
        "Guards were shot in Gode. The governor warned that 500 may be killed.",
        Said("shot"),
        Said("may be killed", killed="500", status=Status.HYPOTHETICAL),
        outlet="Awash Mail",
    )
    told = article("Guards were shot in Gode and 6 killed.", Said("shot", killed="6"), outlet="Dire Post")
    assert incident(feared, told).counts["killed"].range == Range.exactly(6)
