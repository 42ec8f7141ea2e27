"""Where pairs stand on each axis, and what excludes what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests.reconciling.incidents.own_accounts import (
    AFMADOW,
    DAY,
    KHARKIV,
    KISMAYO,
    LOWER_JUBA,
    account,
    any_accounts,
    bombing,
)

from dateline.model import EventType, Level, Status
from dateline.reconciling.incidents.account import Account, Area
from dateline.reconciling.incidents.matching.comparing import compare, gap_of, km_of
from dateline.reconciling.incidents.matching.excluding import Excluded, excluded, read_twice
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.features import features, index_of

PAIR = np.array([0]), np.array([1])


def at(name: str, one: Account, other: Account) -> float:
    return float(compare(facts_of([one, other]), *PAIR)[0, index_of()[name]])


def step(name: str, one: Account, other: Account) -> str:
    position = at(name, one, other)
    return "" if position == 0 else features()[index_of()[name]].steps[round(position) - 1]


def why(one: Account, other: Account) -> Excluded:
    return Excluded(int(excluded(facts_of([one, other]), *PAIR)[0]))


def test_place_tells_towns_provinces_and_countries_apart() -> None:
    one = account("a", places=(KISMAYO,))
    places = {
        "same": KISMAYO, "points": replace(KISMAYO, id="x", lat=-0.3), "inside province": LOWER_JUBA,
        "inside country": Area("country:SO", 6, 5.0, 46.0, 500.0, "SO"), "other country": replace(KHARKIV, precision=6),
        "far": replace(KHARKIV, country="SO", admin1=None),
    }  # fmt: skip
    for name, place in places.items():
        assert step("place", one, account("b", places=(place,))) == name


def test_place_is_unsaid_where_one_has_none() -> None:
    assert step("place", account("a", places=(KISMAYO,)), account("b")) == ""


def test_place_takes_the_best_agreeing_two() -> None:
    assert step("place", account("a", places=(KHARKIV, KISMAYO)), account("b", places=(KISMAYO,))) == "same"


def test_place_across_a_border_may_be_near() -> None:
    over = replace(KISMAYO, id="x", country="KE", lat=KISMAYO.lat, lon=(KISMAYO.lon or 0) + 0.05)
    assert step("place", account("a", places=(KISMAYO,)), account("b", places=(over,))) == "points"


def test_guessed_place_is_no_place() -> None:
    one, other = account("a", places=(KISMAYO,)), account("b", near=(KISMAYO,))
    assert step("place", one, other) == ""
    assert step("near", one, other) == "agree"
    assert why(one, account("b", near=(KHARKIV,))) is Excluded.NO


def test_distance_is_measured_in_both_radii() -> None:
    facts = facts_of([account("a", places=(KISMAYO,)), account("b", places=(AFMADOW,))])
    assert km_of(facts, *PAIR)[0] == pytest.approx(110, abs=3)


def test_gap_is_none_where_days_overlap() -> None:
    gap, stated = gap_of(np.array([[1, 9], [1, 2], [1, 2]]), np.array([[5, 6], [5, 6], [-(10**7)] * 2]))
    assert gap.tolist() == [0, 3, 0]
    assert stated.tolist() == [True, True, False]


def test_delay_is_of_the_one_that_gives_no_day() -> None:
    one, other = account("a", when=(DAY, DAY), told=(DAY, DAY)), account("b", told=(DAY + 1, DAY + 1))
    knots = features()[index_of()["delay"]].knots
    assert at("delay", one, other) == 1 + knots.index(1)


def test_killed_are_equal_overlap_or_lie_apart() -> None:
    nine = account("a", counts={"killed": (9, 9, 9)})
    said = {"equal": (9, 9, 9), "overlap": (8, 8, None), "close": (10, 10, 10), "disjoint": (30, 30, 30)}
    for name, figures in said.items():
        assert step("killed", nine, account("b", counts={"killed": figures})) == name
    assert step("killed", nine, account("b")) == ""


def test_rare_number_says_more_than_a_usual_one() -> None:
    many, few = ({"killed": (n, n, n)} for n in (37, 2))
    assert at("killed_rarity", account("a", counts=many), account("b", counts=many)) > at(
        "killed_rarity", account("a", counts=few), account("b", counts=few)
    )


def test_actors_are_one_related_of_one_sort_or_others() -> None:
    one = account("a", actors=("qods-force",))
    said = {"same name": "qods-force", "related": "ramazan-corps", "differ": "SO:police"}
    for name, actor in said.items():
        assert step("actors", one, account("b", actors=(actor,))) == name
    assert step("actors", account("a", actors=("SO:police",)), account("b", actors=("SO:police",))) == "same group"


def test_sides_may_be_told_the_other_way_round() -> None:
    one, other = account("a", actors=("SO:police",)), account("b", recipients=("SO:police",))
    assert step("crossed", one, other) == "same group"


def test_means_may_be_akin() -> None:
    assert step("means", account("a", means="suicide"), account("b", means="explosives")) == "akin"
    assert step("means", account("a", means="suicide"), account("b", means="firearms")) == "differs"


def test_terms_are_compared_by_their_cosine() -> None:
    one, same, none = (account(i, terms=t) for i, t in (("a", (1, 2, 3)), ("b", (1, 2, 3)), ("c", (7, 8, 9))))
    assert at("terms", one, same) == features()[index_of()["terms"]].size - 1
    assert at("terms", one, none) == 1
    assert at("terms", one, account("d")) == 0


def test_excluded_says_what_cannot_be() -> None:
    assert why(bombing("a"), bombing("b")) is Excluded.NO
    assert why(bombing("a"), bombing("b", when=(DAY + 9, DAY + 9))) is Excluded.DAYS
    assert why(bombing("a"), bombing("b", when=None, told=(DAY - 4, DAY - 4))) is Excluded.PUBLISHED
    assert why(bombing("a"), bombing("b", places=(KHARKIV,))) is Excluded.PLACES
    assert why(bombing("a"), bombing("b", type=EventType.AID)) is Excluded.TYPES
    assert why(bombing("a"), bombing("b", level=Level.AGGREGATE)) is Excluded.LEVELS


def test_excluded_leaves_what_lasts_more_room() -> None:
    later = bombing("b", when=(DAY + 9, DAY + 12), told=(DAY + 13, DAY + 13), level=Level.EPISODE)
    assert why(bombing("a", when=(DAY, DAY + 4), told=(DAY + 13, DAY + 13)), later) is Excluded.NO
    assert why(bombing("a", told=(DAY + 13, DAY + 13)), later) is Excluded.LASTS


def test_excluded_are_two_rows_of_one_source() -> None:
    facts = facts_of([bombing("a"), bombing("b")], duplicate_free={"a": "acled", "b": "acled"})
    assert excluded(facts, *PAIR)[0] == Excluded.SOURCE


def test_status_tells_denials_and_plans() -> None:
    assert step("status", account("a"), account("b", status=Status.NEGATED)) == "denied"
    assert step("status", account("a"), account("b", status=Status.PLANNED)) == "planned"


@settings(max_examples=60, deadline=None)
@given(any_accounts(6))
def test_compare_is_the_same_both_ways(accounts: list[Account]) -> None:
    facts = facts_of(accounts)
    left, right = np.triu_indices(len(facts), 1)
    assert np.allclose(compare(facts, left, right), compare(facts, right, left), atol=1e-5)
    assert (excluded(facts, left, right) == excluded(facts, right, left)).all()


@settings(max_examples=60, deadline=None)
@given(any_accounts(6))
def test_compare_stands_on_its_axes(accounts: list[Account]) -> None:
    facts = facts_of(accounts)
    positions = compare(facts, *np.triu_indices(len(facts), 1))
    for column, feature in zip(positions.T, features(), strict=True):
        assert ((column == 0) | ((column >= 1) & (column <= feature.size - 1))).all()


def test_counts_of_two_kinds_of_act_are_two() -> None:
    one, other = (
        account(id_, level=Level.AGGREGATE, type=t) for id_, t in (("a", EventType.ASSAULT), ("b", EventType.COERCE))
    )
    assert why(one, other) is Excluded.TYPES
    assert why(one, replace(other, type=EventType.ASSAULT)) is Excluded.NO


def test_what_is_done_again_is_not_what_was_done_before() -> None:
    old = bombing("a", told=(DAY + 6, DAY + 6))
    new = bombing("b", when=(DAY + 3, DAY + 3), told=(DAY + 4, DAY + 4))
    assert why(old, new) is Excluded.NO
    again = replace(new, is_another=True)
    assert why(old, again) is why(again, old) is Excluded.AGAIN
    assert why(replace(old, is_another=True), new) is Excluded.NO
    assert why(old, replace(again, when=None)) is Excluded.NO
    assert why(old, replace(again, when=(DAY + 1, DAY + 1))) is Excluded.NO


def test_pairs_are_read_twice_where_days_and_places_set_them_apart() -> None:
    one = bombing("a")
    for places, days, twice in (((KHARKIV,), 30, True), ((KHARKIV,), 0, False), ((KISMAYO,), 30, False)):
        other = bombing("b", places=places, when=(DAY + days, DAY + days))
        assert bool(read_twice(facts_of([one, other]), *PAIR)[0]) is twice
