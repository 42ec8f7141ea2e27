"""Statements by two are two, and another mode of what is parted by its modes is another act."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reconciling.incidents.own_accounts import account

from dateline.model import EventType
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.grouping import group
from dateline.reconciling.incidents.matching.speaking import are_other_modes, said_by_others

PAIR = np.array([0]), np.array([1])


def accused(id_: str, *actors: str, type_: EventType = EventType.ACCUSE) -> Account:
    return account(id_, type=type_, actors=actors)


@pytest.mark.parametrize(
    ("one", "other", "are_two"),
    [
        (("SO:government",), ("al-shabaab",), True),
        (("SO:government",), ("SO:police",), False),
        (("SO:government",), (), False),
        (("SO:government",), ("any:residents",), False),
        (("SO:government",), ("text:adan warsame",), False),
        (("SO:government", "KE:government"), ("KE:army",), False),
    ],
)
def test_statements_are_two_where_two_who_are_known_made_them(
    one: tuple[str, ...], other: tuple[str, ...], are_two: bool
) -> None:
    facts = facts_of([accused("a", *one), accused("b", *other)])
    assert bool(said_by_others(facts, *PAIR)[0]) is are_two
    assert bool(said_by_others(facts, *PAIR[::-1])[0]) is are_two


def test_acts_by_two_are_not_set_apart_as_statements() -> None:
    one, other = (
        accused(id_, who, type_=EventType.ASSAULT) for id_, who in (("a", "SO:government"), ("b", "al-shabaab"))
    )
    assert not said_by_others(facts_of([one, other]), *PAIR)[0]


def test_condemnations_by_two_make_two_incidents_whatever_their_words() -> None:
    words = tuple(range(20))
    told = [
        account(id_, type=EventType.ACCUSE, mode="disapprove", actors=(who,), when=(735_000, 735_000), terms=words)
        for id_, who in (("a", "SO:government"), ("b", "al-shabaab"), ("c", "SO:government"))
    ]
    assert {c.accounts for c in group(told).clusters} == {("a", "c"), ("b",)}


@pytest.mark.parametrize(
    ("type_", "modes", "are_other"),
    [
        (EventType.COERCE, ("arrest", "restrict"), True),
        (EventType.COERCE, ("arrest", "seize"), False),
        (EventType.COERCE, ("arrest", None), False),
        (EventType.ASSAULT, ("explosives", "heavy-weapons"), False),
    ],
)
def test_modes_part_the_types_that_are_parted_by_them(
    type_: EventType, modes: tuple[str | None, str | None], are_other: bool
) -> None:
    facts = facts_of([account(id_, type=type_, mode=mode) for id_, mode in zip("ab", modes, strict=True)])
    assert bool(are_other_modes(facts, *PAIR)[0]) is are_other
