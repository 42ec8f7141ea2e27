"""`dateline export`: hand a record over in the shapes that other programs read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.record import Record, Selection

__all__ = ["command"]

# Said here so that `--help` need not load what writes them; tests hold the lists to those of exporting and schema.
WHAT = (
    "documents",
    "reports",
    "claims",
    "mentions",
    "actors",
    "references",
    "derivations",
    "incidents",
    "contradictions",
    "decisions",
)
FORMATS = ("jsonl", "csv", "parquet", "geojson", "acled", "ged", "polecat", "plover", "ftm", "csl", "bibtex", "ris")
_TRUTH = {"true": True, "false": False}


@click.command(name="export")
@click.argument("record", metavar="RECORD")
@click.option(
    "--what",
    type=click.Choice([*WHAT, "all"]),
    metavar="TABLE",
    help=f"What to write: {', '.join(WHAT)} or all. Without: incidents as acled, ged and geojson, actors as ftm, "
    "references as csl, bibtex and ris, reports as all others.",
)
@click.option(
    "--format",
    "-f",
    "shape",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    default="jsonl",
    show_default=True,
    help=f"How: {', '.join(FORMATS)}.",
)
@click.option(
    "-o", "--output", "to", metavar="FILE", help="Where to; a folder with `--what all`. Without: to the screen."
)
@click.option("--where", "asked", multiple=True, metavar="KEY=VALUE", help="Only rows of which this holds; repeatable.")
@click.option(
    "--min-score", type=float, metavar="N", help="Only reports whose `type` score is at least N, from 0 to 1."
)
@click.option(
    "--commenters", type=click.Choice(["pseudonym", "keep"]), help="Cover or keep names of commenting readers."
)
@click.option(
    "--persons",
    type=click.Choice(["keep", "pseudonym", "withhold"]),
    help="Keep, number or withhold names of private persons: victims, witnesses, whoever has no part in public.",
)
@click.option("--publish", is_flag=True, help="Cover all of them: what you hand on to others needs it.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON; needs -o.")
def command(
    *,
    record: str,
    what: str | None,
    shape: str,
    to: str | None,
    asked: tuple[str, ...],
    min_score: float | None,
    commenters: str | None,
    persons: str | None,
    publish: bool,
    as_json: bool,
) -> None:
    """Write a record in shapes others read.

    Every file is written whole or not at all. The codebook (docs/codebook.md) explains every column. Names of readers
    who comment are covered by pseudonyms unless you ask for them; `--publish` covers private persons, too
    (docs/ethics.md says who is one). `--min-score` leaves reports out, and nothing else; claims, documents and the
    other tables are written whole. A row of acled, ged or geojson is an incident unless you ask for `--what reports`,
    which has an event as often as it is told.

    \b
    dateline export maysan.dateline --what reports --format csv -o reports.csv
    dateline export maysan.dateline --what all -o export/
    dateline export maysan.dateline --format acled -o incidents.csv
    dateline export maysan.dateline --what references -f bibtex -o works.bib
    dateline export maysan.dateline --where type=ASSAULT --where after=2008-06-01
    """
    conditions = _conditions(asked)
    if what == "all" and to is None:
        raise click.UsageError("`--what all` writes several files: name a folder with -o")
    if what == "all" and asked:
        raise click.UsageError("`--where` asks one table: use it with --what reports, for one")
    if as_json and to is None:
        raise click.UsageError("`--json` tells what was written: name a file with -o")

    from dateline import exporting, settings
    from dateline.cli.opening import mention_stale, opened_with_packs

    holds = exporting.FORMATS[shape].holds
    if min_score is not None and what is None and exporting.FORMATS[shape].usual != "reports":
        raise click.UsageError(f"`--min-score` leaves out reports, and a row of {shape} is none: use --what reports")
    what = what or exporting.FORMATS[shape].usual
    if what not in (*holds, "all"):
        raise click.UsageError(f"{shape} holds {' and '.join(holds)}, not {what}")
    if publish and (commenters == "keep" or persons == "keep"):
        raise click.UsageError("`--publish` covers names: it cannot be combined with keeping some")
    flags: dict[str, dict[str, Any]] = {
        "export": {"commenters": "pseudonym", "persons": "pseudonym"} if publish else {}
    }
    if commenters:
        flags["export"]["commenters"] = commenters
    if persons:
        flags["export"]["persons"] = persons
    if min_score is not None:
        flags["scores"] = {"min_score": min_score}
    chosen = settings.load(flags)
    cover = {"commenters": chosen.export.commenters, "persons": chosen.export.persons}
    least = chosen.scores.min_score
    with opened_with_packs(record) as opened:
        if what in ("incidents", "contradictions", "all"):
            mention_stale(opened)
        if what == "all":
            assert to is not None
            _tell(_write_all(opened, Path(to), shape, cover, least), as_json=as_json)
        else:
            if what == "reports" and least:
                conditions = {"min_score": least, **conditions}
            _write_one(opened, what, shape, to, cover, conditions, as_json=as_json)


def _conditions(asked: tuple[str, ...]) -> dict[str, Any]:
    conditions: dict[str, Any] = {}
    for one in asked:
        key, mark, value = one.partition("=")
        if not mark or not key:
            raise click.UsageError(f"--where {one!r}: write it as KEY=VALUE, such as type=ASSAULT")
        conditions[key] = _TRUTH.get(value, value)
    return conditions


def _write_one(
    record: Record,
    what: str,
    shape: str,
    to: str | None,
    cover: Mapping[str, Any],
    conditions: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    from dateline.errors import DatelineError
    from dateline.exporting import export

    if what == "incidents":
        _warn_without_incidents(record)
    selection: Selection | None = None
    if conditions:
        try:
            selection = getattr(record, what)().where(**conditions)
        except DatelineError as error:
            raise click.UsageError(f"--where: {error}") from None
    if to is None:
        out = sys.stdout.buffer
        if shape == "parquet" and out.isatty():
            raise click.UsageError("Parquet is not for a screen: name a file with -o")
        export(record, what=what, format=shape, to=out, selection=selection, **cover)
        out.flush()
        return
    written = export(record, what=what, format=shape, to=Path(to), selection=selection, **cover)
    _tell([(what, Path(to), written)], as_json=as_json)


def _warn_without_incidents(record: Record) -> None:
    """Say so where a record was built before there were incidents: nothing is written then."""
    from dateline.cli.output import talk

    if not record.incidents() and record.reports():
        talk().print(
            "its reports are not put together into incidents yet: build the record again, or use --what reports",
            soft_wrap=True,
        )


def _write_all(
    record: Record, folder: Path, shape: str, cover: Mapping[str, Any], least: float
) -> list[tuple[str, Path, int]]:
    from dateline.errors import ExportError
    from dateline.exporting import FORMATS as SHAPES
    from dateline.exporting import export

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"the folder {folder} cannot be made: {error.strerror}") from None
    files = [(what, folder / f"{what}{SHAPES[shape].suffix}") for what in SHAPES[shape].holds]
    sure: dict[str, Selection] = {"reports": record.reports().where(min_score=least)} if least else {}
    return [
        (what, path, export(record, what=what, format=shape, to=path, selection=sure.get(what), **cover))
        for what, path in files
    ]


def _tell(written: list[tuple[str, Path, int]], *, as_json: bool) -> None:
    from dateline.cli.output import clean, emit, talk

    if as_json:
        emit({"written": [{"what": what, "path": str(path), "rows": rows} for what, path, rows in written]})
        return
    for what, path, rows in written:
        talk().print(f"{clean(path)}: {rows:,} {what if rows != 1 else what.removesuffix('s')}", soft_wrap=True)
