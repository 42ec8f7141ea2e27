"""Which account a document is mainly about."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import EventType, Level, Status
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.main_account import main_account

ATTACK = Account("attack", "d", ("r1",), EventType.ASSAULT, Status.OCCURRED)
ARREST = Account("arrest", "d", ("r2", "r3"), EventType.COERCE, Status.OCCURRED)


def test_main_account_is_the_gravest() -> None:
    assert main_account([ARREST, ATTACK], {}) == "attack"
    assert main_account([ARREST], {}) == "arrest"
    assert main_account([], {}) is None


def test_main_account_happened() -> None:
    planned = replace(ATTACK, id="a planned one", status=Status.PLANNED, reports=("r4", "r5", "r6"))
    assert main_account([planned, ATTACK], {}) == "attack"


def test_main_account_is_one_thing_before_a_count_of_several() -> None:
    several = replace(ATTACK, id="a count", level=Level.AGGREGATE, counts={"killed": (40, 40, None)})
    assert main_account([several, ATTACK], {}) == "attack"


def test_main_account_killed_and_is_told_most() -> None:
    deadly = replace(ATTACK, id="deadly", counts={"killed": (9, 9, 9)})
    longer = replace(ATTACK, id="longer", reports=("r4", "r5"))
    assert main_account([ATTACK, longer, deadly], {}) == "deadly"
    assert main_account([ATTACK, longer], {}) == "longer"


@given(st.permutations([ATTACK, ARREST, replace(ATTACK, id="b"), replace(ARREST, id="c")]))
def test_main_account_does_not_depend_on_the_order(accounts: list[Account]) -> None:
    assert main_account(accounts, {}) == "attack"
