"""What day "the attack" takes up, in news."""

from __future__ import annotations

import pytest

from dateline.coding import code
from dateline.model import Document, Moment, Span, Zone, ZoneKind

PUBLISHED = "2014-09-17"  # a Wednesday
LEAD = "Gunmen attacked a bus on Monday, police said.\nThe governor spoke to reporters. He thanked the doctors.\n"


def times_in(text: str, published: str | None = PUBLISHED) -> dict[str, str]:
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    moment = Moment(published) if published else None
    reports = code(Document("d", "s", text, zones=zones, published=moment)).reports
    return {r.trigger.words.split()[0]: r.when.moment.edtf if r.when else str(r.when_missing) for r in reports}


TAKEN_UP = [
    ("The attack killed nine farmers.", "2014-09-15"),
    ("The rebels claimed responsibility for the attack, saying they had killed nine soldiers.", "2014-09-15"),
    ("Another attack killed nine farmers.", "2014-09-15/2014-09-17"),
    ("The deadliest attack killed nine farmers.", "2014-09-15/2014-09-17"),
    ("The attack in 2009 killed nine farmers.", "2009"),
]


@pytest.mark.parametrize(("sentence", "expected"), TAKEN_UP)
def test_when_of_the_attack_is_the_day_of_the_one_told_of(sentence: str, expected: str) -> None:
    assert times_in(LEAD + sentence)["killed"] == expected


def test_when_of_the_attack_is_open_where_two_days_were_told() -> None:
    told = LEAD + "On 9 September rebels shelled a port.\nThe mayor wept. He left.\nThe attack had killed nine farmers."
    assert times_in(told)["killed"] == "not_stated"


def test_when_of_the_attack_is_open_in_a_history() -> None:
    told = "Rebels attacked a fort on 4 May 1921.\nThe king wept. He left.\nThe attack had killed nine farmers."
    assert times_in(told, None)["killed"] == "not_stated"
