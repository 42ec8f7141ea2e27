"""Write the codebook page from the schema: `python -m dateline.exporting.codebook docs`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.model import schema

__all__ = ["codebook"]

_KINDS = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "flag": "true or false",
    "map": "object",
    "lists": "list of lists",
}


def codebook() -> str:
    """Return the codebook as Markdown: every key of every table, with its kind, its values and its meaning."""
    lines = [
        "# Codebook",
        "",
        "Every key of every table that leaves a record, made from `dateline.model.schema` by `make docs`. A dot opens",
        "an object; `[]` marks a list. In CSV, dotted keys are columns, and a list is one cell of JSON. `?` marks what",
        "may be empty. Offsets are half-open Unicode code-point offsets into the document's `text`.",
        "",
    ]
    for what, fields in schema.SCHEMA.items():
        lines += [f"## {what}", "", "| key | kind | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{name}` | {kind} | {doc} |" for name, kind, doc in _rows(fields, "")]
        lines.append("")
    return "\n".join(lines)


def _rows(fields: tuple[schema.Field, ...], before: str) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        name = f"{before}{field.name}{'[]' if field.many else ''}"
        kind = "object" if field.fields else _KINDS[field.kind]
        doc = field.doc
        if field.values and field.kind == "text":
            doc += " One of " + ", ".join(f"`{v}`" for v in field.values) + "."
        yield name, kind + ("?" if field.nullable else ""), doc
        yield from _rows(field.fields, f"{name}.")


if __name__ == "__main__":
    (Path(sys.argv[1]) / "codebook.md").write_text(codebook(), encoding="utf-8")
