"""Counts beside single events: how many are counted, and where the record has more."""

from __future__ import annotations

import pytest
from tests.reconciling.incidents.own_accounts import DAY

from dateline.model import EventType
from dateline.reconciling.incidents.account import Area
from dateline.reconciling.incidents.accounts.levels import Counted
from dateline.reconciling.incidents.values.checking import Check, Single, Summed, checked

RAIDS = [Single(f"i{n}", EventType.ASSAULT, (DAY + n, DAY + n), "geonames:1", "SO", "Bay") for n in range(4)]


def check(number: int | None, singles: list[Single] = RAIDS, *, places: tuple[Area, ...] = (), **said: object) -> Check:
    figures = None if number is None else (number, number, number)
    counted = Counted("c1", "d1", (EventType.ASSAULT,), figures, (DAY, DAY + 2), places)
    (found,) = checked([Summed(counted, "raids", "2014-11", "Bay", **{"is_claim": True, **said})], singles)
    return found


def test_fewer_in_the_record_than_are_told_is_said() -> None:
    found = check(9)
    assert (found.events, found.is_more) == (("i0", "i1", "i2"), False)
    assert found.why == "A source counts 9 raids in Bay in November 2014; the record has 3 of them."


def test_more_in_the_record_than_are_told_is_marked() -> None:
    found = check(2)
    assert found.is_more
    assert found.why.endswith("the record has 3, which is more.")


def test_a_floor_is_never_exceeded() -> None:
    counted = Counted("c1", "d1", (EventType.ASSAULT,), (2, None, None), (DAY, DAY + 2))
    (found,) = checked([Summed(counted, "raids", is_claim=True)], RAIDS)
    assert (len(found.events), found.is_more) == (3, False)
    assert found.why.startswith("A source counts at least 2 raids; ")


@pytest.mark.parametrize(
    "single",
    [
        Single("i9", EventType.ASSAULT, None, "geonames:1", "SO", "Bay"),
        Single("i9", EventType.ASSAULT, (None, DAY), "geonames:1", "SO", "Bay"),
        Single("i9", EventType.ASSAULT, (DAY, DAY + 9), "geonames:1", "SO", "Bay"),
        Single("i9", EventType.PROTEST, (DAY, DAY), "geonames:1", "SO", "Bay"),
    ],
)
def test_what_may_lie_outside_is_not_counted(single: Single) -> None:
    assert check(9, [single]).events == ()


def test_place_is_that_of_the_count_or_a_country_of_its_text() -> None:
    bay, gedo = (Area(f"a:{name}", 4, country="SO", admin1=name) for name in ("Bay", "Gedo"))
    assert len(check(9, places=(bay,)).events) == 3
    assert check(9, places=(gedo,)).events == ()
    assert len(check(9, places=(Area("a:SO", 6, country="SO"),)).events) == 3
    assert len(check(9, countries=frozenset({"SO"})).events) == 3
    assert check(9, countries=frozenset({"IQ"})).events == ()


def test_an_incident_counts_what_is_linked_with_it() -> None:
    found = check(1, is_claim=False, linked=("i3", "i0"))
    assert (found.events, found.is_more) == (("i0", "i3"), True)
    assert (
        check(None, is_claim=False).why
        == "A source counts several raids in Bay in November 2014; the record has none of them."
    )


def test_order_of_what_is_given_changes_nothing() -> None:
    counts = [
        Summed(Counted(f"c{n}", "d", (EventType.ASSAULT,), None, (DAY - n, DAY + 9)), "raids", is_claim=True)
        for n in range(3)
    ]
    assert checked(counts, RAIDS) == checked(counts[::-1], RAIDS[::-1])
