"""What is kept and what can be made anew: no table of the one refers to one of the other."""

from __future__ import annotations

from sqlalchemy import Table

from dateline.record import tables, working_tables

_KEPT = {table.name for name in tables.__all__ if isinstance(table := getattr(tables, name), Table)}
_WORKING = {getattr(working_tables, name).name for name in working_tables.__all__}


def test_every_table_is_kept_or_can_be_made_anew() -> None:
    assert set(tables.METADATA.tables) == _KEPT | _WORKING
    assert not _KEPT & _WORKING


def test_no_table_refers_to_a_working_copy_nor_such_a_one_to_another() -> None:
    for table in tables.METADATA.tables.values():
        for key in table.foreign_keys:
            assert table.name in _KEPT
            assert key.column.table.name in _KEPT
