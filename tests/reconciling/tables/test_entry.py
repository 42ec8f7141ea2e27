"""Rows as far as tables are integrated by them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.reconciling.tables.entry import Entry

DAY = date(2014, 3, 1)


def test_entry_refuses_days_and_points_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="is before"):
        Entry("north", "1", 0, 0, DAY, DAY - timedelta(days=1))
    with pytest.raises(ValueError, match="not on the globe"):
        Entry("north", "1", 95, 0, DAY, DAY)
