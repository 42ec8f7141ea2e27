"""What people may set by hand, and how it is read."""

from __future__ import annotations

import pytest

from dateline.errors import DatelineError
from dateline.model import EventType, Range, Status
from dateline.reconciling.incidents.deciding.editing import check_edit, edited
from dateline.reconciling.incidents.values.values import Values

VALUES = Values(EventType.ASSAULT, "firearms", Status.OCCURRED)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9", Range.exactly(9)),
        ("0", Range.exactly(0)),
        ("9-12", Range.between(9, 12)),
        ("9-12 best 10", Range(9, 10, 12)),
        ("0-5", Range.between(0, 5)),
        ("9+", Range.at_least(9)),
    ],
)
def test_counts_are_read_as_they_are_written(written: str, meant: Range) -> None:
    assert edited(VALUES, {"killed": written}).counts["killed"].range == meant


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("killed", "5-0", "no range"),
        ("killed", "9 best 10", "no range"),
        ("killed", "nine", "no number"),
        ("mode", "", "there is no mode"),
        ("mode", "firearm", "did you mean 'firearms'"),
        ("type", "ATTACK", "not one of"),
        ("type", None, "cannot be empty"),
        ("when", "yesterday", "not EDTF"),
        ("place", "Amarah", "gazetteer"),
        ("actors", "mahdi-army;", "names nobody"),
        ("actors", "text: ", "names nobody"),
        ("actors", "text:\u202e", "names nobody"),
        ("when", "2008-06-14T25:00", "not EDTF"),
        ("kiled", "9", "did you mean 'killed'"),
    ],
)
def test_what_cannot_be_set_is_refused(field: str, value: str | None, said: str) -> None:
    with pytest.raises(DatelineError, match=said):
        check_edit(field, value)


def test_what_is_emptied_is_empty() -> None:
    assert edited(VALUES, {"mode": None}).mode is None
    assert edited(edited(VALUES, {"killed": "9"}), {"killed": None}).counts == {}
