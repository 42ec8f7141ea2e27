"""A record at a glance: how much it holds, of which types, from where, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.cli.output import clean, count, paper, table
from dateline.record import Record

__all__ = ["as_json", "outstanding", "show"]


def outstanding(record: Record) -> list[dict[str, Any]]:
    """Return what could not be read and has not been read since, each named once, newest run last."""
    return [{key: row[key] for key in ("origin", "reason", "message")} for row in record.outstanding()]


def as_json(record: Record, *, min_score: float = 0.0) -> dict[str, Any]:
    """Return the whole of what `show` tells of a record; reports are counted by type from `min_score` on."""
    return {
        "record": record.name,
        "holds": record.counts(),
        "reports": {
            column: dict(sorted(record.tally(column, min_score=min_score).items()))
            for column in ("type", "status", "zone")
        },
        "documents": [_document(record, row, min_score) for row in record.documents()],
        "failures": outstanding(record),
        "runs": list(record.runs()),
    }


def _document(record: Record, row: Mapping[str, Any], least: float) -> dict[str, Any]:
    shown = {key: row[key] for key in ("id", "path", "url", "title", "publisher", "published")}
    return {**shown, "reports": len(record.reports().where(document=row["id"], min_score=least))}


def show(record: Record, rows: int, *, min_score: float = 0.0) -> None:
    """Print the record; lists longer than `rows` are cut and the rest counted (0: never).

    The tables count the reports from `min_score` on, the first line counts all.
    """
    console = paper()
    holds = record.counts()
    console.print(clean(record.name), style="bold", soft_wrap=True)
    console.print(", ".join(count(n, what.removesuffix("s")) for what, n in holds.items()))
    for run in list(record.runs())[-1:]:
        finished = (run["finished"] or run["started"]).replace("T", " ").replace("+00:00", " UTC")
        console.print(f"last build {finished}, {run['state']}, by Dateline {run['manifest'].get('dateline', '?')}")
    if holds["reports"]:
        _show_types(record, min_score)
        _show_zones(record, min_score)
    _show_documents(record, rows, min_score)
    _show_failures(outstanding(record), rows)


def _show_types(record: Record, least: float) -> None:
    by_status = record.tally("status", min_score=least)
    statuses = [s for s in ("occurred", "ongoing", "planned", "hypothetical", "negated") if by_status[s]]
    made = table("type", *statuses, "all", numbers=len(statuses) + 1)
    for kind, total in sorted(record.tally("type", min_score=least).items(), key=lambda one: (-one[1], one[0])):
        numbers = [len(record.reports().where(type=kind, status=status, min_score=least)) for status in statuses]
        made.add_row(kind, *(str(n or "") for n in numbers), str(total))
    made.add_section()
    made.add_row("all", *(str(by_status[s]) for s in statuses), str(by_status.total()), style="bold")
    _print("Reports by type and status" + (f", from a score of {least:g} on" if least else ""), made)


def _show_zones(record: Record, least: float) -> None:
    made = table("zone", "reports", numbers=1)
    for kind, number in sorted(record.tally("zone", min_score=least).items(), key=lambda one: (-one[1], one[0])):
        made.add_row(kind, str(number))
    _print("Reports by zone", made)


def _show_documents(record: Record, rows: int, least: float) -> None:
    made = table("id", "published", "title", "reports", numbers=1)
    for row in _first(record.documents(), rows):
        title = row["title"] or row["path"] or row["url"] or ""
        outlet = f" ({row['publisher']})" if row["publisher"] else ""
        number = len(record.reports().where(document=row["id"], min_score=least))
        made.add_row(row["id"], row["published"] or "-", clean(title + outlet), str(number))
    if made.row_count:
        _print("Documents", made, left=len(record.documents()) - made.row_count)


def _show_failures(failures: list[dict[str, Any]], rows: int) -> None:
    made = table("origin", "reason", "what to do", whole=0)
    for row in _first(failures, rows):
        made.add_row(clean(row["origin"]), row["reason"], clean(row["message"]))
    if made.row_count:
        _print("Could not be read", made, left=len(failures) - made.row_count)


def _first(rows: Iterable[dict[str, Any]], limit: int) -> Iterable[dict[str, Any]]:
    for n, row in enumerate(rows):
        if limit and n == limit:
            return
        yield row


def _print(title: str, made: Any, left: int = 0) -> None:
    console = paper()
    console.print()
    console.print(title, style="bold")
    console.print(made)
    if left > 0:
        console.print(f"and {left:,} more; --rows 0 shows all", style="dim")
