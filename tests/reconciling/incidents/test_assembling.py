from __future__ import annotations

from tests.reconciling.incidents.short_reports import Said, Told, article, linked

from dateline.model import Status
from dateline.reconciling.incidents.assembling import Made, incident_of

TOLD = article(
    "Rebels attacked the rail bridge at Humera before dawn and killed four guards, Colonel Tesfay Araya said.",
    Said("attacked", ("Colonel Tesfay Araya|text:tesfay araya|military",)),
    outlet="Setit Courier",
)
DENIED = article(
    "A spokesman of the rebels, Idris Kahsay, denied on Wednesday that any of his men had attacked the bridge and said "
    "that the guards had fought each other over their pay.",
    Said("attacked", ("Idris Kahsay|text:idris kahsay|armed_group",), status=Status.NEGATED),
    outlet="Gash Review",
)


def status_of(*articles: Told) -> Status:
    reports, derivations, documents = linked(articles)
    return incident_of(Made("i1"), reports, documents=documents, derivations=derivations).status


def test_a_denial_that_many_papers_print_outweighs_nothing() -> None:
    assert status_of(TOLD, DENIED) is Status.OCCURRED
    assert status_of(TOLD, DENIED, *(DENIED.copied(f"Paper {n}") for n in range(4))) is Status.OCCURRED
