"""Rows of the database, many at a time, as fast as they come; and JSON of many rows read at once.

Invariant: all is read on the connection that is given, so that it is of one state of the record.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select

__all__ = ["loads_all", "streamed", "unswept"]


def streamed(connection: Connection, asked: Select[Any], *, at_once: int) -> Iterator[Sequence[Any]]:
    """Yield the rows of a question as tuples, so many at a time; flags may come as 0 and 1.

    On SQLite they are taken from the driver as they are: to wrap each in a row of SQLAlchemy takes a third as long as
    all the rest that is done with it.
    """
    if connection.dialect.name != "sqlite":
        yield from connection.execute(asked.execution_options(yield_per=at_once)).partitions(at_once)
        return
    said = asked.compile(connection.engine, compile_kwargs={"literal_binds": True})
    driver = connection.connection.driver_connection
    assert driver is not None
    cursor = driver.cursor()
    try:
        cursor.execute(str(said))
        while rows := cursor.fetchmany(at_once):
            yield rows
    finally:
        cursor.close()


def loads_all(told: Sequence[str]) -> list[Any]:
    """Read the JSON of many rows; at once, as to call the reader for each takes longer than the reading."""
    found: list[Any] = json.loads(f"[{','.join(told)}]")
    return found


@contextmanager
def unswept() -> Iterator[None]:
    """Leave what is in memory so far out of the search for garbage, which would go through it again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
