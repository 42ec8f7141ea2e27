"""Rows of the tables and rows of the contract: flat columns on one side, JSON objects on the other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dateline.model import schema

__all__ = ["from_row", "to_row"]


def to_row(what: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a JSON object of the contract into the columns of its table."""
    flat = schema.flatten(what, value)
    return {"_".join(c.path): _dump(flat[c.dotted]) if c.is_json else flat[c.dotted] for c in schema.columns(what)}


def from_row(what: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the columns of a table back into the JSON object of the contract."""
    flat = {}
    for column in schema.columns(what):
        value = row["_".join(column.path)]
        flat[column.dotted] = json.loads(value) if column.is_json else value
    return schema.unflatten(what, flat)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
