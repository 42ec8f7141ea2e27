"""Ids as segments of addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.addresses import Addresses, decode, encode
from dateline.desk.refused import NotThere


@given(st.text(min_size=1))
def test_any_id_comes_back_from_its_segment(id_: str) -> None:
    segment = encode(id_)
    assert decode(segment) == id_
    assert set(segment) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-~")


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_ids_never_share_a_segment(one: str, other: str) -> None:
    assert (encode(one) == encode(other)) == (one == other)


@pytest.mark.parametrize(
    "segment", ["..", "a.json", "~", "~4", "~41", "a~2fb", "%2e%2e", "~FF", "a/b", "", "~ED~A0~80"]
)
def test_what_encode_never_writes_is_refused(segment: str) -> None:
    with pytest.raises(NotThere):
        decode(segment)


def test_addresses_keep_what_is_asked() -> None:
    made = Addresses().to("/reports", {"actor": ["A & B", "C"], "_sort": ["-when"]}, format="csv")
    assert made == "/reports.csv?actor=A+%26+B&actor=C&_sort=-when"
    assert Addresses("http://here").to("/", format="json") == "http://here/index.json"


def test_every_row_of_the_contract_that_has_a_page_has_an_address() -> None:
    addresses = Addresses()
    assert addresses.of("incidents", {"id": "i1"}) == "/incidents/i1"
    assert addresses.of("decisions", {"id": "k1"}) == "/decisions/k1"
    assert addresses.of("references", {"id": "x"}) is None
