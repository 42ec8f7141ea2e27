"""Rows of the tables and rows of the contract: flat columns on one side, JSON objects on the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert

from dateline.model import schema

__all__ = ["chunks", "from_row", "insert_all", "to_row"]

# Databases limit what a question may list.
_BATCH = 400
_INSERTED = 10_000  # rows that are written at a time


def to_row(what: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a JSON object of the contract into the columns of its table."""
    flat = schema.flatten(what, value)
    return {name: _dump(flat[dotted]) if is_json else flat[dotted] for name, dotted, is_json in _columns(what)}


def from_row(what: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the columns of a table back into the JSON object of the contract."""
    flat = {}
    for name, dotted, is_json in _columns(what):
        value = row[name]
        flat[dotted] = json.loads(value) if is_json else value
    return schema.unflatten(what, flat)


@lru_cache
def _columns(what: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the name of each column, what it is called in the contract, and whether it is kept as JSON."""
    return tuple(("_".join(c.path), c.dotted, c.is_json) for c in schema.columns(what))


def chunks(values: list[Any]) -> Iterator[list[Any]]:
    """Yield lists of values short enough for one question."""
    for at in range(0, len(values), _BATCH):
        yield values[at : at + _BATCH]


def insert_all(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows into a table, so many at a time; those that are still to be made need not fit into memory."""
    coming = iter(rows)
    while some := list(islice(coming, _INSERTED)):
        connection.execute(insert(table), some)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
