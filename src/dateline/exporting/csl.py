"""Write works as CSL-JSON, which Zotero, Pandoc and citation processors read.

Invariant: the file is one JSON array of items of CSL-JSON 1.0.2; a date that is an open interval is kept as the literal
EDTF, one that is uncertain or approximate is marked `circa`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.exporting.bibliography import Kind, Work, days_of, works_in

__all__ = ["csl", "csl_item"]

_TYPES = {
    Kind.NEWS: "article-newspaper",
    Kind.REPORT: "report",
    Kind.PAGE: "webpage",
    Kind.OTHER: "document",
}


def csl(what: str, rows: Iterable[Mapping[str, Any]], to: BinaryIO) -> int:
    """Write the works as one CSL-JSON array, UTF-8; return how many."""
    items = [csl_item(work) for work in works_in(what, rows)]
    to.write(json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n")
    return len(items)


def csl_item(work: Work) -> dict[str, Any]:
    """Return one work as a CSL-JSON item; what it does not say has no key."""
    authors = [
        {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
        for name in work.authors
    ]
    where = "publisher" if work.kind is Kind.REPORT else "container-title"
    item = {
        "id": work.key,
        "type": _TYPES[work.kind],
        "title": work.title,
        "author": authors,
        where: work.outlet,
        "issued": _date(work.date),
        "URL": work.url,
        "language": work.language,
        "accessed": _date(work.accessed),
    }
    return {key: value for key, value in item.items() if value}


def _date(edtf: str | None) -> dict[str, Any] | None:
    if edtf is None:
        return None
    days = days_of(edtf)
    if not days:
        return {"literal": edtf}
    parts = [[part for part in (day.year, day.month, day.day) if part is not None] for day in days]
    made: dict[str, Any] = {"date-parts": parts}
    if len(days) == 1 and days[0].season:
        made["season"] = days[0].season
    if any(mark in edtf for mark in "~?%"):
        made["circa"] = True
    return made
