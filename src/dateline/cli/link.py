"""`dateline link`: which incidents of a record are in a table of events that others made, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.reconciling.tables.linking import Linked
    from dateline.reconciling.tables.mapping import TableMapping
    from dateline.reconciling.tables.reading import ForeignTable

__all__ = ["command"]

# Said here so that `--help` need not load what reads them; a test holds the list to that of the mappings.
SHAPES = ("acled", "ged", "polecat")
# How many examples of each outcome, and how many faults, are shown.
_EXAMPLES = 5
_FAULTS = 10


@click.command(name="link")
@click.argument("record", metavar="RECORD")
@click.argument("table", metavar="TABLE", type=click.Path(exists=True, dir_okay=False))
@click.option("--as", "shape", type=click.Choice(SHAPES), help="The shape of the table.")
@click.option(
    "--mapping", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="What the columns mean (TOML)."
)
@click.option("--repeats", is_flag=True, help="The table may hold an event several times.")
@click.option("-o", "--out", "to", metavar="FILE", help="Write the table with what each row is linked to, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    record: str,
    table: str,
    shape: str | None,
    mapping: str | None,
    repeats: bool,
    to: str | None,
    as_json: bool,
) -> None:
    """Link the incidents of a record with a table of events.

    TABLE is a CSV. Without --as or --mapping its columns tell whether it is of ACLED's, UCDP GED's or POLECAT's
    shape; docs/linking-tables.md tells how to write a mapping for any other. Each incident is linked to one row at
    most and each row to one incident, unless the table --repeats itself; what may be linked otherwise is told as
    doubtful. Bad rows are told with their line, and the others are linked.

    \b
    dateline link maysan.dateline acled.csv
    dateline link maysan.dateline ged.csv --as ged -o matches.csv
    dateline link maysan.dateline own.csv --mapping own.toml --json
    """
    if shape and mapping:
        raise click.UsageError("give --as or --mapping, not both")
    for kept in (table, record):
        if to is not None and Path(to).resolve() == Path(kept).resolve():
            raise click.UsageError(f"--out {to} would take the place of what is read: give another name")

    from dateline.cli.exits import Exit
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import emit
    from dateline.cli.progress import patience
    from dateline.reconciling.tables.outcome import as_json as said
    from dateline.reconciling.tables.own_rows import accounts_of_incidents, is_ours
    from dateline.reconciling.tables.pairing import link

    how = _mapping(table, shape, mapping)
    with opened_with_packs(record) as opened, patience(f"linking {Path(table).name}"):
        mention_stale(opened)
        read = _read(table, how, whole=mapping is not None)
        ours = {row["id"]: row for row in opened.incidents() if is_ours(row)}
        linked = link(accounts_of_incidents(ours.values()), read.accounts, duplicate_free=not repeats)
    written = _write(to, linked, read) if to is not None else None
    if as_json:
        emit({**said(linked, read), "written": None if to is None else {"path": to, "rows": written}})
    else:
        _show(linked, read, how, ours, to)
    if not read.accounts:
        ctx.exit(Exit.NOTHING)
    if any(fault.is_left_out for fault in read.faults):
        ctx.exit(Exit.PARTLY)


def _mapping(table: str, shape: str | None, own: str | None) -> TableMapping:
    """Return the mapping that is asked for, else that of the shape whose columns the table has."""
    from dateline.errors import KnowledgeError
    from dateline.reconciling.tables.mapping import mapping_from, open_mapping
    from dateline.reconciling.tables.reading import shape_of

    if shape is not None:
        return open_mapping(shape)
    if own is not None:
        path = Path(own)
        try:
            return mapping_from(path.read_text(encoding="utf-8"), where=path.name)
        except UnicodeDecodeError as error:
            raise click.UsageError(f"--mapping: {path.name}: byte {error.start + 1} is not UTF-8") from None
        except KnowledgeError as error:
            raise click.UsageError(f"--mapping: {error}") from None
    with _lines(table) as lines:
        try:
            found = shape_of(lines)
        except ValueError as error:
            raise click.UsageError(f"{Path(table).name} {error}") from None
    if found is None:
        raise click.UsageError(
            f"{Path(table).name} has the columns of none of {', '.join(SHAPES)}: name its shape with --as, or say with "
            "--mapping what its columns mean (docs/linking-tables.md)"
        )
    return open_mapping(found)


@contextmanager
def _lines(table: str) -> Iterator[Iterable[str]]:
    """Open a table; bytes that are no UTF-8 are kept as such, so that only their row is bad."""
    try:
        file = Path(table).open(encoding="utf-8-sig", errors="surrogateescape", newline="")  # noqa: SIM115
    except OSError as error:
        raise click.UsageError(f"{table} cannot be read: {error.strerror}") from None
    with file:
        yield file


def _read(table: str, how: TableMapping, *, whole: bool) -> ForeignTable:
    from dateline.reconciling.tables.reading import read_rows

    with _lines(table) as lines:
        try:
            return read_rows(lines, how, name=Path(table).name, whole=whole)
        except ValueError as error:
            raise click.UsageError(f"{error}; see docs/linking-tables.md") from None


def _write(to: str, linked: Linked, read: ForeignTable) -> int:
    from dateline.exporting.export import write_whole
    from dateline.exporting.shapes import write_csv
    from dateline.reconciling.tables.outcome import outcome_columns, outcome_rows

    columns = outcome_columns(read)
    return write_whole(Path(to), lambda file: write_csv(columns, outcome_rows(linked, read), file))


def _show(
    linked: Linked, read: ForeignTable, how: TableMapping, ours: Mapping[str, Mapping[str, Any]], to: str | None
) -> None:
    from dateline.cli.output import clean, count, paper, table, talk

    summary = table("", "incidents", "rows", numbers=2)
    for said, links in (("in both", linked.both), ("doubtful", linked.doubtful), ("part of a whole", linked.parts)):
        sides = ({link.ours for link in links}, {link.theirs for link in links})
        summary.add_row(said, *(f"{len(side):,}" for side in sides))
    summary.add_row("only ours", f"{len(linked.only_ours):,}", "")
    summary.add_row("only theirs", "", f"{len(linked.only_theirs) - len(linked.outside):,}")
    summary.add_row("in another country or time", "", f"{len(linked.outside):,}")
    out = paper()
    out.print(f"{clean(read.name)} ({how.name}): {count(len(read.rows), 'row')}, {count(len(ours), 'incident')}")
    out.print(summary)
    for said, links in (("In both, the surest", linked.both), ("Doubtful, the likeliest", linked.doubtful)):
        if not links:
            continue
        out.print(f"\n{said}:")
        shown = table("probability", "incident", "row", "why")
        for link in sorted(links, key=lambda each: (-each.probability, each.ours))[:_EXAMPLES]:
            row = link.theirs.removeprefix(f"{read.name}#")
            shown.add_row(f"{link.probability:.2f}", clean(_told(ours[link.ours])), clean(row), clean(link.why))
        out.print(shown)
    _complain(read)
    if to is not None:
        talk().print(f"{clean(to)}: written", soft_wrap=True)


def _told(row: Mapping[str, Any]) -> str:
    """Say in a few words what an incident is: type, place, time, id."""
    place, when = row.get("place"), row.get("when")
    parts = [row["type"], place["name"] if place else "", when["edtf"] if when else "", f"[{row['id']}]"]
    return " ".join(part for part in parts if part)


def _complain(read: ForeignTable) -> None:
    from dateline.cli.output import clean, count, talk

    for reason, number in sorted(read.left_out.items()):
        talk().print(f"{count(number, 'row')} left out: {clean(reason)}", soft_wrap=True)
    for fault in read.faults[:_FAULTS]:
        said = "left out: " if fault.is_left_out else ""
        talk().print(f"{clean(read.name)}, line {fault.line}: {said}{clean(fault.reason)}", soft_wrap=True)
    more = len(read.faults) - _FAULTS
    if more > 0:
        talk().print(f"and {count(more, 'fault')} more; --json lists all", soft_wrap=True)
