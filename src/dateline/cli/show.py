"""`dateline show`: look at a record, a document, a report, a claim, an incident or a contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["command"]


@click.command(name="show")
@click.argument("record", metavar="RECORD")
@click.argument("id", required=False, metavar="[ID]")
@click.option("--rows", type=int, metavar="N", help="Rows of a list before the rest is only counted; 0 shows all.")
@click.option(
    "--min-score", type=float, metavar="N", help="Only reports whose `type` score is at least N, from 0 to 1."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(*, record: str, id: str | None, rows: int | None, min_score: float | None, as_json: bool) -> None:
    """Show a record, a document, a report or an incident.

    ID is the id of a document (d...), report (r...), claim (c...), incident (i...) or contradiction (x...), or the path
    a document was read from. Of a report you see its sentence with the evidence marked, every field with the words it
    came from, and why a field is empty; of an incident what its reports say together, who stands behind it, and what
    people decided about it. An id that an incident had once leads to the one that it is now.
    `--min-score` bounds the reports that are listed and counted; one that is asked for by its id is always shown.

    \b
    dateline show maysan.dateline
    dateline show maysan.dateline r0123456789abcdef
    dateline show maysan.dateline i0123456789abcdef
    """
    from dateline import settings
    from dateline.cli.opening import opened_with_packs

    flags: dict[str, dict[str, Any]] = {"show": {"rows": rows}} if rows is not None else {}
    if min_score is not None:
        flags["scores"] = {"min_score": min_score}
    chosen = settings.load(flags)
    limit, least = chosen.show.rows, chosen.scores.min_score
    with opened_with_packs(record) as opened:
        if id is None:
            _show_record(opened, limit, least, as_json=as_json)
        else:
            _show_one(opened, id, limit, least, as_json=as_json)


def _show_record(record: Record, rows: int, least: float, *, as_json: bool) -> None:
    from dateline.cli import show_record
    from dateline.cli.output import emit

    if as_json:
        emit(show_record.as_json(record, min_score=least))
    else:
        show_record.show(record, rows, min_score=least)


def _show_one(record: Record, id: str, rows: int, least: float, *, as_json: bool) -> None:
    from dateline.cli import show_document, show_incident, show_report
    from dateline.cli.output import emit, talk

    kind, row = _found(record, id)
    if kind == "incidents":
        if row["id"] != id:
            talk().print(f"{id} leads to {row['id']}", soft_wrap=True)
        if as_json:
            emit(row)
        else:
            show_incident.show_one(record, row)
    elif kind == "contradictions" and not as_json:
        show_incident.show_contradictions(record, [row])
    elif kind == "documents":
        if as_json:
            emit(show_document.as_json(record, row, min_score=least))
        else:
            show_document.show(record, row, rows, min_score=least)
    elif as_json:
        emit(row)
    else:
        show_report.show(record, kind, row)


def _found(record: Record, id: str) -> tuple[str, dict[str, Any]]:
    from dateline.errors import RecordError

    asked = (
        ("documents", record.documents().where(id=id)),
        ("reports", record.reports().where(id=id)),
        ("claims", record.claims().where(id=id)),
        ("documents", record.documents().where(path=id)),
        ("documents", record.documents().where(url=id)),
        ("incidents", record.incidents().where(id=record.leads_to(id))),
        ("contradictions", record.contradictions().where(id=id)),
    )
    for kind, selection in asked:
        for row in selection:
            return kind, row
    raise RecordError(
        f"{record.name} has no document, report, claim or incident {id!r}; `dateline show {record.name}` lists its "
        f"documents, `dateline show {record.name} DOCUMENT` the reports of one, and `dateline incidents {record.name}` "
        "the incidents"
    )
