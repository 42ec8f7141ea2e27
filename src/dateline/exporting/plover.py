"""See the reports as PLOVER records: one JSON object a line, with the field names that PLOVER's own records have.

Invariant: a record holds what its report says and no more; what PLOVER's human coders note besides (a comment, the day
of coding) is an empty string, as theirs are where nothing was noted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from dateline.exporting.told import is_told, paper_of, single_day
from dateline.knowledge.actors import open_kinds

__all__ = ["PLOVER_FIELDS", "plover", "plover_records"]

Row = Mapping[str, Any]

# The names and their order are those of the gold records that PLOVER's authors published.
PLOVER_FIELDS = (
    "id",
    "date",
    "source",
    "target",
    "event",
    "eventText",
    "mode",
    "context",
    "text",
    "textInfo",
    "language",
    "publication",
    "coder",
    "version",
    "dateCoded",
    "comment",
)


def plover(what: str, rows: Iterable[Row], to: BinaryIO) -> int:
    """Write the reports as PLOVER records, one JSON object a line, UTF-8; return how many."""
    del what
    n = 0
    for n, record in enumerate(plover_records(rows), 1):  # noqa: B007 - the count is the result
        to.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return n


def plover_records(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield a record for every report that is told as a fact outside readers' comments."""
    return (_record(report) for report in rows if is_told(report))


def _record(report: Row) -> dict[str, Any]:
    paper = paper_of(report)
    coder, _, version = report["coder"].rpartition(" ")
    values = {
        "id": report["id"],
        "date": single_day(report["when"]),
        "source": [_party(p) for p in report["actors"]],
        "target": [_party(p) for p in report["recipients"]],
        "event": report["type"],
        "eventText": report["trigger"]["words"],
        "mode": report["mode"],
        "context": ", ".join(report["contexts"]),
        "text": report["words"],
        "textInfo": {
            "document": report["document"],
            "start": report["start"],
            "end": report["end"],
            "url": paper["url"],
        },
        "language": paper["language"],
        "publication": paper["publisher"],
        "coder": coder or version,
        "version": version if coder else None,
    }
    return {name: "" if values.get(name) is None else values[name] for name in PLOVER_FIELDS}


def _party(party: Row) -> dict[str, str]:
    """Return a party by its words; country and sector are left out where they are not known."""
    made = {"actorText": party["evidence"]["words"], "actorName": party["name"]}
    if party["country"]:
        made["code"] = party["country"]
    if party["kind"] in open_kinds():
        made["sector"] = open_kinds()[party["kind"]].code
    return made
