"""Addresses of one page are one, those of two pages two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconciling.addresses import is_of_a_page, plain_url


def test_plain_url_keeps_what_tells_pages_apart() -> None:
    assert plain_url("https://coast.example/a?id=1") != plain_url("https://coast.example/a?id=2")
    assert plain_url("https://m.coast.example/a?b=2&a=1#x") == plain_url("http://coast.example/a/?a=1&b=2")


@pytest.mark.parametrize(
    "other",
    [
        "http://www2.coast.example/a",
        "https://amp.coast.example/a/",
        "https://coast.example/a/default.aspx",
        "https://coast.example/a/amp",
        "https://coast.example/a.amp",
        "https://coast.example/a?utm_medium=x&fbclid=1",
    ],
)
def test_plain_url_leaves_out_what_tells_no_page_from_another(other: str) -> None:
    assert plain_url(other) == plain_url("https://coast.example/a") == "coast.example/a"


def test_plain_url_keeps_words_that_only_look_so() -> None:
    assert plain_url("https://coast.example/camp") == "coast.example/camp"
    assert plain_url("https://mcoast.example/a?reference=1") == "mcoast.example/a?reference=1"


@given(st.text(max_size=30))
def test_plain_url_reads_whatever_stands_in_a_bibliography(tail: str) -> None:
    assert isinstance(plain_url(f"http://[{tail}"), str)
    assert not is_of_a_page(plain_url("https://coast.example/"))
