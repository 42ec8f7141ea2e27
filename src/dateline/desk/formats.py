"""An answer as JSON, CSV or GeoJSON: the rows that the page shows, each with its address; or a page's own file.

Invariant: an export holds the rows of the page in the order of the page; its columns are those of the one schema.
Spreadsheets take a cell that begins like a formula for one: the flavour `csv` with `_flavour=spreadsheet` guards it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.page import Page, Parameter, Shown
from dateline.exporting.shapes import geojson, write_csv
from dateline.model import schema

__all__ = ["FLAVOUR", "FORMATS", "answer_json", "rows_json"]

FLAVOUR = Parameter(
    name="_flavour",
    doc="`spreadsheet` guards cells that a spreadsheet would run as formulas, by an apostrophe before them.",
    values=("exact", "spreadsheet"),
)
# What spreadsheets run, or pass on to what does (OWASP, "CSV Injection").
_RUN = ("=", "+", "-", "@", "\t", "\r")

Rows = list[dict[str, Any]]


def rows_json(what: str | None, rows: Sequence[Mapping[str, Any]], addresses: Addresses) -> Rows:
    """Return the rows with their addresses."""
    if what is None:  # the page made them, with the addresses of its own links
        return [{key: addresses.whole(key, value) for key, value in row.items()} for row in rows]
    return [{**row, "address": addresses.of(what, row)} for row in rows]


def answer_json(page: Page, shown: Shown, addresses: Addresses) -> dict[str, Any]:
    """Return the whole answer: rows, how many there are in all, the token of the next page, and what else is told."""
    made: dict[str, Any] = {"ok": True, "what": page.what}
    if page.is_listed:
        made |= {"count": shown.count, "next": shown.next}
    also = {what: rows_json(what, rows, addresses) for what, rows in shown.also.items()}
    return {**made, "rows": rows_json(page.what, shown.rows, addresses), **also, **shown.told}


def _json(page: Page, shown: Shown, addresses: Addresses, flavour: str) -> bytes:
    del flavour
    return json.dumps(answer_json(page, shown, addresses), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _csv(page: Page, shown: Shown, addresses: Addresses, flavour: str) -> bytes:
    rows = rows_json(page.what, shown.rows, addresses)
    if page.what is None or page.what not in schema.SCHEMA:
        header = list(dict.fromkeys(key for row in rows for key in row))
        flat = [{name: row.get(name) for name in header} for row in rows]
    else:
        header = [*(column.dotted for column in schema.columns(page.what)), "address"]
        flat = [{**schema.flatten(page.what, row), "address": row["address"]} for row in rows]
    if flavour == "spreadsheet":
        flat = [{name: _guarded(value) for name, value in row.items()} for row in flat]
    out = io.BytesIO()
    write_csv(header, flat, out)
    return out.getvalue()


def _guarded(value: Any) -> Any:
    """Return a value that begins no formula where it is written in a cell; numbers, and texts of such, stay."""
    if isinstance(value, str) and value.startswith(_RUN) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.strip() == cell


def _geojson(page: Page, shown: Shown, addresses: Addresses, flavour: str) -> bytes:
    del flavour
    out = io.BytesIO()
    rows = rows_json(page.what, shown.rows, addresses)
    if page.what is None:  # the rows are places themselves
        rows = [{**row, "place": {"lat": row["lat"], "lon": row["lon"]}} for row in rows]
    geojson(page.what or "places", rows, out)
    return out.getvalue()


def _jsonl(page: Page, shown: Shown, addresses: Addresses, flavour: str) -> bytes:
    del flavour
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows_json(page.what, shown.rows, addresses))
    return "".join(lines).encode("utf-8", "surrogatepass")


def _file(page: Page, shown: Shown, addresses: Addresses, flavour: str) -> bytes:
    del page, addresses, flavour
    return shown.file() if shown.file is not None else b""


Write = Callable[[Page, Shown, Addresses, str], bytes]
# Each with its media type.
FORMATS: Mapping[str, tuple[str, Write]] = {
    "json": ("application/json", _json),
    "jsonl": ("application/x-ndjson", _jsonl),
    "csv": ("text/csv; charset=utf-8; header=present", _csv),
    "geojson": ("application/geo+json", _geojson),
    "html": ("text/html; charset=utf-8", _file),
    "svg": ("image/svg+xml", _file),
}
