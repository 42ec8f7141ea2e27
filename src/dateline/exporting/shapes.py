"""Write a selection as JSON Lines, CSV, GeoJSON or Parquet, each made from the one schema.

Invariant: the same rows give the same bytes; columns and keys come from the schema, in its order.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.model import schema

__all__ = ["csv_lines", "geojson", "jsonl", "parquet"]

Rows = Iterable[Mapping[str, Any]]


def jsonl(what: str, rows: Rows, to: BinaryIO) -> int:
    """Write one JSON object a line, UTF-8; return how many."""
    del what
    n = 0
    for n, row in enumerate(rows, 1):  # noqa: B007 - the count is the result
        to.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return n


def csv_lines(what: str, rows: Rows, to: BinaryIO) -> int:
    """Write RFC 4180 CSV, UTF-8, with dotted column names; lists and maps are one cell of JSON; return how many.

    Cells are exact: a text that begins with `=` stays so, which a spreadsheet would take for a formula; import the
    file as text.
    """
    made = schema.columns(what)
    return write_csv([c.dotted for c in made], (schema.flatten(what, row) for row in rows), to)


def write_csv(header: list[str], rows: Rows, to: BinaryIO) -> int:
    """Write rows under a header; None is an empty cell, True is `true`, lists and maps are JSON."""
    out = io.TextIOWrapper(to, encoding="utf-8", errors="surrogatepass", newline="", write_through=True)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    n = 0
    for n, row in enumerate(rows, 1):  # noqa: B007 - the count is the result
        writer.writerow([_cell(row[name]) for name in header])
    out.detach()
    return n


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def geojson(what: str, rows: Rows, to: BinaryIO) -> int:
    """Write a FeatureCollection (RFC 7946) of the incidents or reports that have coordinates; return how many.

    A province is not a point: `place.precision` and `place.radius_km` say how to draw each, and `dateline` counts what
    is not here.
    """
    features, without = [], 0
    for row in rows:
        place = row["place"]
        if place is None or place["lat"] is None:
            without += 1
            continue
        properties = {key: value for key, value in row.items() if key != "id"}
        point = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
        features.append({"type": "Feature", "id": row["id"], "geometry": point, "properties": properties})
    collection = {
        "type": "FeatureCollection",
        "dateline": {
            "what": what,
            "with_point": len(features),
            "without_point": without,
            "precision": "UCDP GED where_prec, 1-7",
        },
        "features": features,
    }
    to.write(json.dumps(collection, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return len(features)


def parquet(what: str, rows: Rows, to: BinaryIO) -> int:
    """Write one Parquet file whose nested columns are structs and lists as in the JSON; return how many."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    shape = pa.schema([_arrow_field(pa, f) for f in schema.SCHEMA[what]])
    table = pa.Table.from_pylist([_arrow_row(schema.SCHEMA[what], row) for row in rows], schema=shape)
    pq.write_table(table, to, compression="zstd")
    return int(table.num_rows)


def _arrow_field(pa: Any, field: schema.Field) -> Any:
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
    if field.fields:
        kind = pa.struct([_arrow_field(pa, f) for f in field.fields])
    elif field.kind == "map":
        kind = pa.string()
    elif field.kind == "lists":
        kind = pa.list_(pa.list_(pa.string()))
    else:
        kind = kinds[field.kind]
    return pa.field(
        field.name, pa.list_(kind) if field.many else kind, nullable=field.nullable, metadata={"doc": field.doc}
    )


def _arrow_row(fields: tuple[schema.Field, ...], row: Mapping[str, Any]) -> dict[str, Any]:
    """Write maps, whose keys are data, as JSON text: a Parquet schema has to be the same for every file."""
    return {f.name: json.dumps(row[f.name], ensure_ascii=False) if f.kind == "map" else row[f.name] for f in fields}
