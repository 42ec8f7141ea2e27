from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.dates import read_published


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("2008-06-14", "2008-06-14"),
        ("2008-06", "2008-06"),
        ("2008", "2008"),
        ("2008-06-14T22:10:00Z", "2008-06-14"),
        ("2008-06-14 22:10", "2008-06-14"),
        ("20080614", "2008-06-14"),
        ("2008-06-14/2008-06-16", "2008-06-14/2008-06-16"),
        ("2008-06-14~", "2008-06-14~"),
        ("Sat, 14 Jun 2008 23:30:00 -0500", "2008-06-14"),
        ("14 Jun 2008", "2008-06-14"),
        (" 2008-06-14 ", "2008-06-14"),
    ],
)
def test_read_published_reads(said: str, edtf: str) -> None:
    moment = read_published(said)
    assert moment is not None
    assert moment.edtf == edtf


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "6/7/08",
        "2008-13-40",
        "2008-02-30T10:00",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",
        "1213401600",
        "..",
        "40 Jun 2008",
        "x" * 5000,
        "2008-06-14/2008-06-01",
        "-" * 40,
    ],
)
def test_read_published_leaves_empty_what_is_no_date(said: str) -> None:
    assert read_published(said) is None


@given(st.text(max_size=60))
def test_read_published_never_raises(said: str) -> None:
    moment = read_published(said)
    assert moment is None or moment.edtf
