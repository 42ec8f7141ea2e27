"""Placings that may mean one place, and those that cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Evidence, Place, PlaceKind, PlacePrecision, Placing
from dateline.reconciling.incidents.fitting import fit

WORDS = Evidence.at("there", 0, 5)


def placing(id_: str, kind: PlaceKind, precision: int, **facts: object) -> Placing:
    return Placing(Place(id_, id_, kind, **facts), PlacePrecision(precision), WORDS)  # type: ignore[arg-type]


TOWN = placing("town", PlaceKind.SETTLEMENT, 1, country="ML", admin1="Gao", lat=16.27, lon=-0.04)
NEXT = placing("next", PlaceKind.SETTLEMENT, 1, country="ML", admin1="Gao", lat=16.37, lon=-0.04)
QUARTER = placing("quarter", PlaceKind.QUARTER, 1, country="ML", admin1="Gao", lat=16.32, lon=-0.04)
FAR = placing("far", PlaceKind.SETTLEMENT, 1, country="ML", admin1="Mopti", lat=14.49, lon=-4.19)
PROVINCE = placing("province", PlaceKind.FIRST_LEVEL, 4, country="ML", admin1="Gao", lat=17.0, lon=0.0)
COUNTRY = placing("country", PlaceKind.COUNTRY, 6, country="ML")
ABROAD = placing("abroad", PlaceKind.SETTLEMENT, 1, country="NE", admin1="Niamey", lat=13.5, lon=2.1)
ALL = (TOWN, NEXT, QUARTER, FAR, PROVINCE, COUNTRY, ABROAD)


@pytest.mark.parametrize(
    ("other", "expected"),
    [(TOWN, 1), (QUARTER, 0), (NEXT, -1), (FAR, -2), (PROVINCE, 0), (COUNTRY, 0), (ABROAD, -2)],
)
def test_fit_of_a_town_with_another_place(other: Placing, expected: int) -> None:
    assert fit(TOWN, other) == expected


def test_province_does_not_fit_a_town_of_another() -> None:
    assert fit(PROVINCE, FAR) == -2


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_fit_is_the_same_both_ways(one: Placing, other: Placing) -> None:
    assert fit(one, other) == fit(other, one)
