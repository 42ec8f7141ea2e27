"""What ties incidents to others that were not gone through with them."""

from __future__ import annotations

from dateline.model import Membership, PartHow
from dateline.record.belonging import kept_memberships, memberships_of


def part(id_: str, score: float = 0.6) -> Membership:
    return Membership(id_, PartHow.PART, score)


def counted(id_: str, score: float = 0.6) -> Membership:
    return Membership(id_, PartHow.COUNTED, score)


def test_what_ties_to_an_incident_outside_is_kept() -> None:
    assert kept_memberships({"i1": (part("i9"),)}, {"i1": ()}, {}) == {"i1": (part("i9"),)}


def test_what_ties_two_that_were_gone_through_is_as_it_was_grouped_now() -> None:
    then = {"i1": (part("i2"), part("i3")), "i2": (), "i3": ()}
    now = {"i1": (part("i2", 0.8),), "i2": (), "i4": ()}
    assert kept_memberships(then, now, {"i3": "i4"})["i1"] == (part("i2", 0.8),)


def test_what_was_merged_belongs_to_all_that_both_belonged_to_the_surest_first() -> None:
    then = {"i1": (counted("i8", 0.6), counted("i9", 0.55)), "i2": (counted("i8", 0.7), counted("i9", 0.9))}
    assert kept_memberships(then, {"i2": ()}, {"i1": "i2"}) == {"i2": (counted("i9", 0.9), counted("i8", 0.7))}


def test_an_event_is_part_of_one_thing_that_lasts_as_where_all_is_gone_through() -> None:
    then = {"i1": (part("i9", 0.6), counted("i8", 0.5))}
    assert kept_memberships(then, {"i1": (part("i2", 0.7),)}, {}) == {"i1": (part("i2", 0.7), counted("i8", 0.5))}
    assert kept_memberships(then, {"i1": (part("i2", 0.55),)}, {}) == {"i1": (part("i9", 0.6), counted("i8", 0.5))}


def test_what_is_no_more_and_leads_nowhere_belongs_to_nothing() -> None:
    assert kept_memberships({"i1": (part("i9"),)}, {"i2": ()}, {}) == {"i2": ()}


def test_memberships_are_read_as_they_are_shown() -> None:
    assert memberships_of([{"id": "i9", "how": "part", "score": 0.6}]) == (part("i9"),)
