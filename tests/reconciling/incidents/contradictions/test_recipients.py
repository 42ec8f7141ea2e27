from __future__ import annotations

from tests.reconciling.incidents.contradictions.short_texts import FARMERS, PEOPLE, Told, report

from dateline.model import Actor
from dateline.reconciling.incidents.contradictions.recipients import are_others

FARM = Told("Gunmen shot farmers in the hills.", "shot", recipients=(("farmers", FARMERS),))
MAYOR = Told("Gunmen shot the mayor.", "shot", recipients=(("mayor", Actor("any:mayors", "mayor", "government")),))
ALI = Told("Gunmen shot Ali Nur.", "shot", recipients=(("Ali Nur", Actor("text:ali nur", "Ali Nur", known=False)),))
OMAR = Told(
    "Gunmen shot Omar Dahir.", "shot", recipients=(("Omar Dahir", Actor("text:omar", "Omar Dahir", known=False)),)
)


def test_recipients_of_other_kinds_are_others() -> None:
    assert are_others(report(FARM), report(MAYOR))


def test_recipients_who_are_anybody_may_be_the_same() -> None:
    anybody = Told("Gunmen shot two people.", "shot", recipients=(("people", PEOPLE),))
    assert not are_others(report(FARM), report(anybody))


def test_recipients_of_other_names_are_others_and_a_name_may_be_anybody() -> None:
    assert are_others(report(ALI), report(OMAR))
    assert not are_others(report(ALI), report(MAYOR))


def test_recipients_that_are_not_told_set_nothing_apart() -> None:
    assert not are_others(report(FARM), report(Told("Gunmen shot at them.", "shot")))
