from __future__ import annotations

import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import COUNTS, EventType, Level, Status
from dateline.reconciling.incidents.account import Account, Area
from dateline.reconciling.incidents.accounts.account_shape import account_from_json, account_json

DAYS = st.none() | st.tuples(st.none() | st.integers(1, 9), st.integers(9, 20))
FIGURES = st.tuples(st.none() | st.integers(0, 9), st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))
AREAS = st.lists(
    st.builds(Area, id=st.text(max_size=3), precision=st.integers(1, 7), lat=st.none() | st.floats(-90, 90)), max_size=2
).map(tuple)
TEXTS = st.lists(st.text(max_size=3), max_size=2).map(tuple)
ACCOUNTS = st.builds(
    Account,
    id=st.text(max_size=3),
    document=st.text(max_size=3),
    reports=TEXTS,
    type=st.sampled_from(EventType),
    status=st.sampled_from(Status),
    level=st.sampled_from(Level),
    mode=st.none() | st.text(min_size=1, max_size=3),
    places=AREAS,
    near=AREAS,
    when=DAYS,
    told=DAYS,
    counted=st.none() | FIGURES,
    actors=TEXTS,
    recipients=TEXTS,
    names=TEXTS,
    counts=st.dictionaries(st.sampled_from(COUNTS), FIGURES, max_size=2),
    means=st.none() | st.text(min_size=1, max_size=3),
    target=st.none() | st.text(min_size=1, max_size=3),
    terms=st.lists(st.integers(0, 2**64 - 1), max_size=3).map(tuple),
    is_main=st.booleans(),
    is_another=st.booleans(),
)


@given(ACCOUNTS)
def test_account_comes_back_as_it_was(account: Account) -> None:
    assert account_from_json(json.loads(json.dumps(account_json(account)))) == account


def test_every_field_is_kept() -> None:
    whole = Account(
        "a", "d", ("r",), EventType.ASSAULT, Status.OCCURRED, mode="m", places=(Area("p", 1),), near=(Area("q", 1),),
        when=(1, 2), told=(3, None), actors=("x",), recipients=("y",), names=("n",), counts={"killed": (1, 2, 3)},
        means="w", target="t", terms=(5,), counted=(9, 9, None), is_main=False, is_another=True,
    )  # fmt: skip
    assert set(account_json(whole)) == {field.name for field in fields(Account)}
