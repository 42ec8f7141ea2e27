"""Links of two sources, from pairs whose probabilities are given."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import EventType, Level, PartHow, Status
from dateline.reconciling.incidents.account import Account, Area
from dateline.reconciling.tables.linking import Link, Linked, Weighed, link_weighed


def told(id_: str, level: Level = Level.SINGLE) -> Account:
    places = (Area("country:SO", 6, country="SO"),)
    return Account(id_, id_, (), EventType.ASSAULT, Status.OCCURRED, level=level, places=places, when=(100, 100))


def why(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{a} and {b}" for a, b in pairs]


def linked(pairs: Iterable[tuple[str, str, float]], *, ours: str = "abc", theirs: str = "123", **kw: bool) -> Linked:
    weighed = [Weighed(a, b, p) for a, b, p in pairs]
    return link_weighed([told(id_) for id_ in ours], [told(id_) for id_ in theirs], weighed, why=why, **kw)


def pairs_in(links: Iterable[Link]) -> list[tuple[str, str]]:
    return [(link.ours, link.theirs) for link in links]


def test_every_event_of_either_side_is_told_once() -> None:
    made = linked([("a", "1", 0.9), ("b", "2", 0.5), ("c", "3", 0.1)])
    assert [(link.ours, link.theirs, link.why) for link in made.both] == [("a", "1", "a and 1")]
    assert pairs_in(made.doubtful) == [("b", "2")]
    assert (made.only_ours, made.only_theirs) == (("c",), ("3",))


def test_assignment_gives_up_a_better_pair_for_two_good_ones() -> None:
    made = linked([("a", "1", 0.6), ("a", "2", 0.55), ("b", "1", 0.55)])
    assert pairs_in(made.doubtful) == [("a", "2"), ("b", "1")]
    assert made.doubtful[1].instead == ("a", pytest.approx(1.5 / (1 + 1.5 + 2 * 0.55 / 0.45)))


def test_rivals_make_a_link_less_sure() -> None:
    alone, rivalled = linked([("a", "1", 0.9)]), linked([("a", "1", 0.9), ("a", "2", 0.75)])
    assert alone.both[0].probability == pytest.approx(0.9)
    assert rivalled.doubtful[0].probability == pytest.approx(9 / (1 + 9 + 3))
    assert (rivalled.both, rivalled.only_theirs) == ((), ("2", "3"))


def test_two_rows_that_fit_one_event_alike_are_both_doubtful() -> None:
    made = linked([("a", "1", 0.95), ("a", "2", 0.95)])
    assert made.both == ()
    assert pairs_in(made.doubtful) == [("a", "1"), ("a", "2")]
    assert made.doubtful[0].why == "a and 1"
    assert made.doubtful[1].why.startswith("a and 2; but another fits as well")


def test_two_events_of_ours_that_fit_one_row_alike_are_both_doubtful() -> None:
    made = linked([("a", "1", 0.95), ("b", "1", 0.95)])
    assert pairs_in(made.doubtful) == [("a", "1"), ("b", "1")]
    assert made.doubtful[0].instead == ("b", made.doubtful[1].probability)
    assert made.only_ours == ("c",)


def test_table_that_repeats_itself_links_several_rows_to_one_event() -> None:
    made = linked([("a", "1", 0.95), ("a", "2", 0.95), ("b", "2", 0.05)], duplicate_free=False)
    assert pairs_in(made.both) == [("a", "1"), ("a", "2")]
    assert made.only_ours == ("b", "c")


def test_parts_are_told_of_the_whole_that_fits_best_unless_they_are_linked_themselves() -> None:
    ours = [told("a"), told("b"), told("c")]
    theirs = [told("month", Level.AGGREGATE), told("year", Level.AGGREGATE), told("1")]
    weighed = [
        Weighed("a", "month", 0.8, PartHow.COUNTED),
        Weighed("a", "year", 0.6, PartHow.COUNTED),
        Weighed("b", "month", 0.7, PartHow.COUNTED),
        Weighed("c", "month", 0.7, PartHow.COUNTED),
        Weighed("c", "1", 0.9),
    ]
    made = link_weighed(ours, theirs, weighed, why=why)
    assert [(part.ours, part.theirs, part.whole) for part in made.parts] == [
        ("a", "month", "theirs"),
        ("b", "month", "theirs"),
    ]
    assert (made.only_ours, made.only_theirs) == ((), ("year",))


def test_rows_of_theirs_may_be_parts_of_an_episode_of_ours() -> None:
    weighed = [Weighed("siege", id_, 0.8, PartHow.PART) for id_ in "12"]
    made = link_weighed([told("siege", Level.EPISODE)], [told("1"), told("2")], weighed, why=why)
    assert [(part.theirs, part.whole) for part in made.parts] == [("1", "ours"), ("2", "ours")]
    assert made.only_ours == ()


@pytest.mark.parametrize("lacking", [{"when": None}, {"places": ()}, {"status": Status.PLANNED}])
def test_link_is_not_sure_without_a_day_a_place_and_that_it_happened(lacking: dict[str, Any]) -> None:
    bare, full = replace(told("a"), **lacking), told("1")
    for ours, theirs in (([bare], [full]), ([replace(full, id="a")], [replace(bare, id="1")])):
        made = link_weighed(ours, theirs, [Weighed("a", "1", 0.99)], why=why)
        assert (made.both, pairs_in(made.doubtful)) == ((), [("a", "1")])


def test_rows_in_another_country_or_time_are_told_apart() -> None:
    def at(id_: str, country: str | None, day: int | None) -> Account:
        places = (Area(f"country:{country}", 6, country=country),) if country else ()
        return replace(told(id_), places=places, when=(day, day) if day else None)

    ours = [at("a", "SO", 100), at("b", "SO", 200), at("c", None, None)]
    theirs = [at("1", "SO", 150), at("2", "KE", 150), at("3", "SO", 99), at("4", "SO", 201), at("5", None, None)]
    made = link_weighed(ours, theirs, [Weighed("c", "4", 0.9)], why=why)
    assert (made.only_theirs, made.outside) == (("1", "2", "3", "5"), ("2", "3"))


def test_two_events_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="the same id"):
        linked([], ours="aa")


PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("12345")), st.floats(0, 1), max_size=20
).map(lambda found: [(a, b, p) for (a, b), p in found.items()])


@given(PAIRS, st.randoms(use_true_random=False), st.booleans())
def test_order_changes_nothing_and_nothing_is_linked_twice(
    pairs: list[tuple[str, str, float]], shuffled: random.Random, once: bool
) -> None:
    made = linked(pairs, ours="abcde", theirs="12345", duplicate_free=once)
    shuffled.shuffle(pairs)
    assert linked(pairs, ours="ecdba", theirs="53142", duplicate_free=once) == made
    links = [*made.both, *made.doubtful]
    assert sorted([*{link.theirs for link in links}, *made.only_theirs]) == list("12345")
    assert sorted([*{link.ours for link in links}, *made.only_ours]) == list("abcde")
    if once:
        assert len({link.ours for link in made.both}) == len(made.both)
