"""How far apart two acts are told to be, and what that makes of their days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import code
from dateline.coding.sites import Side
from dateline.coding.spacing import Gap, moved_by
from dateline.model import Document, Moment, Span, Zone, ZoneKind

PUBLISHED = "2014-09-17"  # a Wednesday

SUCCESSIONS = [
    ("The attack came a day after four soldiers were wounded on Monday.", "attack", "2014-09-16"),
    ("The attack came about four days after nine soldiers were wounded on 1 May.", "attack", "2014-05-01/2014-09-17"),
    ("The raid follows an attack on 4 September that killed nine farmers.", "raid", "2014-09-04/2014-09-17"),
    ("The raid follows an attack on 4 September that killed nine farmers.", "killed", "2014-09-04"),
    ("Gunmen attacked a bus on Monday. It came a day after four guards were wounded.", "wounded", "2014-09-14"),
    ("Gunmen shot a clerk on Monday. It came hours after nine guards were hurt.", "hurt", "2014-09-14/2014-09-15"),
    ("Gunmen attacked a bus on Monday. It came days after four guards were wounded.", "wounded", "not_stated"),
    ("Gunmen attacked a bus on Monday. It came roughly a year after a guard was killed.", "killed", "not_stated"),
]


@pytest.mark.parametrize(("text", "word", "expected"), SUCCESSIONS)
def test_when_of_two_acts_in_succession_keeps_them_apart(text: str, word: str, expected: str) -> None:
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    reports = code(Document("d", "s", text, zones=zones, published=Moment(PUBLISHED))).reports
    when = {r.trigger.words.split()[0]: r.when.moment.edtf if r.when else str(r.when_missing) for r in reports}
    assert when[word] == expected


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 1, 1)), st.integers(0, 31))
def test_moved_by_goes_as_far_back_as_on(day: date, days: int) -> None:
    told = Moment(day.isoformat())
    later = moved_by(told, Gap(days, days), Side.LATER)
    assert later is None or moved_by(later, Gap(days, days), Side.EARLIER) == told


def test_moved_by_a_length_not_told_leads_nowhere() -> None:
    assert moved_by(Moment("2014-09-10"), Gap(), Side.EARLIER) is None
