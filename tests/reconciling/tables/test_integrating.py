"""Tables integrated by place, time and kind: own rows of a few accidents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.tables.accidents import KINDS, WITHIN, row

from dateline.reconciling.tables.integrating import Choice, Integrated, integrate


def groups(made: Integrated) -> set[tuple[str, ...]]:
    return {tuple(f"{table} {id_}" for table, id_ in group.rows) for group in made.groups}


def test_rows_in_both_windows_of_one_kind_are_one_event() -> None:
    north = [row("north", "1", "mortar"), row("north", "2", "mortar", km=40)]
    south = [row("south", "1", "mortar fire", km=9, day=2), row("south", "2", "mortar fire", km=40, day=3)]
    made = integrate([north, south], [KINDS], WITHIN)
    assert groups(made) == {("north 1", "south 1")}
    assert [entry.key for entry in made.unique] == [("north", "1"), ("north", "2"), ("south", "2")]
    assert made.duplicates == (("south", "1"),)


def test_kinds_that_agree_nowhere_keep_rows_apart_unless_that_many_may_differ() -> None:
    tables = [[row("north", "1", "march")], [row("south", "1", "raid")]]
    assert integrate(tables, [KINDS], WITHIN).groups == ()
    assert groups(integrate(tables, [KINDS], WITHIN, may_differ=1)) == {("north 1", "south 1")}


def test_finer_agreement_beats_nearness_and_nearness_decides_the_rest() -> None:
    north = [row("north", "1", "mortar")]
    coarse, fine = row("south", "1", "raid"), row("south", "2", "mortar fire", km=5)
    finer = row("south", "3", "mortar fire", km=2)
    assert groups(integrate([north, [coarse, fine]], [KINDS], WITHIN)) == {("north 1", "south 2")}
    assert groups(integrate([north, [coarse, fine, finer]], [KINDS], WITHIN)) == {("north 1", "south 3")}


def test_best_choice_does_not_take_the_first_that_is_free() -> None:
    north = [row("north", "1", "ambush"), row("north", "2", "mortar")]
    south = [row("south", "1", "mortar fire"), row("south", "2", "raid")]
    assert groups(integrate([north, south], [KINDS], WITHIN)) == {("north 1", "south 2"), ("north 2", "south 1")}
    as_meltt = integrate([north, south], [KINDS], WITHIN, choice=Choice.FIRST_COME)
    assert groups(as_meltt) == {("north 1", "south 1"), ("north 2", "south 2")}


def test_third_table_is_compared_with_the_earliest_row_of_a_group() -> None:
    north, south = [row("north", "1", "mortar")], [row("south", "1", "mortar fire", km=8)]
    near_south_only, near_north = row("east", "1", "shells", km=16), row("east", "2", "shells", km=-8)
    assert groups(integrate([north, south, [near_south_only]], [KINDS], WITHIN)) == {("north 1", "south 1")}
    assert groups(integrate([north, south, [near_north]], [KINDS], WITHIN)) == {("north 1", "south 1", "east 2")}


def test_episodes_join_episodes_and_events_inside_them_are_flagged() -> None:
    north = [row("north", "1", "mortar", lasts=3), row("north", "2", "mortar", day=1)]
    south = [row("south", "1", "mortar fire", day=1, lasts=2), row("south", "2", "mortar fire", day=9)]
    made = integrate([north, south], [KINDS], WITHIN)
    assert [(group.rows, group.is_episode) for group in made.groups] == [((("north", "1"), ("south", "1")), True)]
    lone = integrate([north[:1], [row("south", "3", "mortar fire", day=2)]], [KINDS], WITHIN)
    assert lone.groups == ()
    assert [(flag.event, flag.episode) for flag in lone.flags] == [(("south", "3"), ("north", "1"))]


def test_integrating_refuses_two_rows_of_one_id() -> None:
    with pytest.raises(ValueError, match="two rows of one id"):
        integrate([[row("north", "1", "mortar"), row("north", "1", "march")]], [KINDS], WITHIN)


ROWS = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 6), st.sampled_from(["mortar", "ambush"])), max_size=8, unique=True
)


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(
    ours: list[tuple[int, int, str]], theirs: list[tuple[int, int, str]], shuffled: random.Random
) -> None:
    said = {"mortar": "mortar fire", "ambush": "raid"}
    north = [row("north", str(n), kind, km=km, day=day) for n, (km, day, kind) in enumerate(ours)]
    south = [row("south", str(n), said[kind], km=km, day=day) for n, (km, day, kind) in enumerate(theirs)]
    made = integrate([north, south], [KINDS], WITHIN)
    shuffled.shuffle(north)
    shuffled.shuffle(south)
    assert integrate([north, south], [KINDS], WITHIN) == made
