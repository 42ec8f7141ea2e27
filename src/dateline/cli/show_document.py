"""One document: what is known of it and from where, its zones, what it cites, and what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.cli.output import clean, count, grid, paper
from dateline.cli.show_origins import origins
from dateline.cli.show_report import headline_of
from dateline.record import Record

__all__ = ["as_json", "show"]


def as_json(record: Record, row: Mapping[str, Any], *, min_score: float = 0.0) -> dict[str, Any]:
    """Return the document with its claims and those of its reports that are sure enough."""
    return {
        **row,
        "reports": list(record.reports().where(document=row["id"], min_score=min_score)),
        "claims": list(record.claims().where(document=row["id"])),
        "derivations": list(record.derivations().where(document=row["id"])),
    }


def show(record: Record, row: Mapping[str, Any], rows: int, *, min_score: float = 0.0) -> None:
    """Print the document; lists longer than `rows` are cut and the rest counted (0: never)."""
    console = paper()
    console.print(clean(row["title"] or "(no title is stated)"), style="bold", soft_wrap=True)
    console.print(_facts(row))
    _show_zones(row)
    _show_references(row["references"], rows)
    _show_origins(record, row, rows)
    sure = record.reports().where(min_score=min_score)
    for what, selection in (("report", sure), ("claim", record.claims())):
        found = list(selection.where(document=row["id"]))
        if not found:
            continue
        console.print()
        console.print(count(len(found), what).capitalize(), style="bold")
        for one in found[: rows or None]:
            console.print(headline_of(one), soft_wrap=not console.is_terminal)
            console.print(f"    {clean(one['words'])}", style="dim", soft_wrap=not console.is_terminal)
        _more(len(found) - len(found[: rows or None]))
    left_out = len(record.reports().where(document=row["id"])) - len(sure.where(document=row["id"]))
    if left_out:
        console.print(f"{count(left_out, 'report')} with a lower score left out", style="dim")


def _facts(row: Mapping[str, Any]) -> Any:
    made = grid()
    made.add_row("id", row["id"])
    for name in ("path", "url", "authors", "publisher", "published", "language", "retrieved"):
        value = row[name]
        if name in ("path", "url", "retrieved") and not value:
            continue
        said = ", ".join(value) if isinstance(value, list) else value
        source = row["provenance"].get(name)
        made.add_row(name, clean(said or "- not stated") + (f"  ({clean(source)})" if said and source else ""))
    made.add_row("sha256", row["sha256"])
    return made


def _show_zones(row: Mapping[str, Any]) -> None:
    made = grid()
    for kind in dict.fromkeys(zone["kind"] for zone in row["zones"]):
        zones = [zone for zone in row["zones"] if zone["kind"] == kind]
        said = f"{len(zones)}, {sum(zone['end'] - zone['start'] for zone in zones):,} characters"
        signed = dict.fromkeys(zone["author"] for zone in zones if zone["author"])
        made.add_row(kind, clean(f"{said}; by {', '.join(signed)}" if signed else said))
    if made.row_count:
        paper().print()
        paper().print("Zones", style="bold")
        paper().print(made)


def _show_references(references: list[dict[str, Any]], rows: int) -> None:
    if not references:
        return
    console = paper()
    console.print()
    console.print(count(len(references), "reference").capitalize(), style="bold")
    for one in references[: rows or None]:
        parts = [", ".join(one["authors"]), f'"{one["title"]}"' if one["title"] else "", one["outlet"], one["date"]]
        held = f"  = {one['document']}" if one["document"] else ""
        console.print("  " + clean(", ".join(part for part in parts if part)) + held, soft_wrap=not console.is_terminal)
        for cited in one["cited_by"]:
            console.print(f"    {clean(cited['words'])}", style="dim", soft_wrap=not console.is_terminal)
    _more(len(references) - len(references[: rows or None]))


def _show_origins(record: Record, row: Mapping[str, Any], rows: int) -> None:
    found = list(origins(record, row, "documents"))
    if not found:
        return
    made = grid()
    for label, said in found[: rows or None]:
        made.add_row(label, clean(said))
    paper().print()
    paper().print("Derivations", style="bold")
    paper().print(made)
    _more(len(found) - len(found[: rows or None]))


def _more(left: int) -> None:
    if left > 0:
        paper().print(f"and {left:,} more; --rows 0 shows all", style="dim")
