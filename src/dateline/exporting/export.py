"""Write what a record holds to a file or a stream, whole or not at all.

Invariant: a file appears under its name only when it is complete; bytes depend on the record and the options alone.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import ExportError
from dateline.exporting.acled import acled
from dateline.exporting.bibtex import bibtex
from dateline.exporting.csl import csl
from dateline.exporting.ged import ged
from dateline.exporting.plover import plover
from dateline.exporting.polecat import polecat
from dateline.exporting.pseudonyms import Persons, Pseudonyms
from dateline.exporting.ris import ris
from dateline.exporting.shapes import csv_lines, geojson, jsonl, parquet
from dateline.exporting.told import with_papers
from dateline.model import schema
from dateline.record import Record, Selection

__all__ = ["COMMENTERS", "FORMATS", "PERSONS", "Format", "export"]

COMMENTERS = ("pseudonym", "keep")
PERSONS = tuple(each.value for each in Persons)


@dataclass(frozen=True, slots=True)
class Format:
    """Describe one format: what writes it, the ending of its files, what it can hold.

    `cites` tells that its rows need to know the papers they stand in (`with_papers`).
    """

    write: Callable[[str, Iterable[Mapping[str, Any]], BinaryIO], int]
    suffix: str
    holds: tuple[str, ...]
    cites: bool = False


_EVERYTHING = tuple(schema.SCHEMA)
# What makes a bibliography.
_WORKS = ("references", "documents")
# What quotes no document.
_NAMELESS = ("incidents", "decisions")
FORMATS: Mapping[str, Format] = {
    "jsonl": Format(jsonl, ".jsonl", _EVERYTHING),
    "csv": Format(csv_lines, ".csv", _EVERYTHING),
    "parquet": Format(parquet, ".parquet", _EVERYTHING),
    "geojson": Format(geojson, ".geojson", ("reports",)),
    "acled": Format(acled, ".acled.csv", ("reports",), cites=True),
    "ged": Format(ged, ".ged.csv", ("reports",), cites=True),
    "polecat": Format(polecat, ".polecat.tsv", ("reports",), cites=True),
    "plover": Format(plover, ".plover.jsonl", ("reports",), cites=True),
    "csl": Format(csl, ".csl.json", _WORKS),
    "bibtex": Format(bibtex, ".bib", _WORKS),
    "ris": Format(ris, ".ris", _WORKS),
}


def export(
    record: Record,
    *,
    what: str = "reports",
    format: str = "jsonl",
    to: Path | str | BinaryIO,
    selection: Selection | None = None,
    commenters: str = "pseudonym",
    persons: str = "keep",
) -> int:
    """Write the rows of `what` (or of a selection of it) in a format and return how many were written.

    `commenters` is `pseudonym` (readers' names are covered) or `keep`; `persons` says what becomes of the names of
    private persons: `keep`, `pseudonym` (each has a number throughout the record) or `withhold` (nobody is told from
    anybody else). Raises ExportError for what cannot be made or written, and leaves no half-written file.
    """
    if what not in schema.SCHEMA:
        raise ExportError(f"there is no {what!r} to export; there are {', '.join(schema.SCHEMA)}")
    if format not in FORMATS:
        raise ExportError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")
    if what not in FORMATS[format].holds:
        raise ExportError(f"{format} holds {' and '.join(FORMATS[format].holds)}, not {what}")
    if commenters not in COMMENTERS:
        raise ExportError(f"commenters is {' or '.join(COMMENTERS)}, not {commenters!r}")
    if persons not in PERSONS:
        raise ExportError(f"persons is {', '.join(PERSONS)}, not {persons!r}")
    covers = _covers(record, commenters, Persons(persons))
    rows = _rows(record, what, selection, covers)
    if FORMATS[format].cites:
        rows = with_papers(rows, _rows(record, "documents", None, covers))
    if not isinstance(to, str | Path):
        return FORMATS[format].write(what, rows, to)
    return _write_whole(Path(to), lambda file: FORMATS[format].write(what, rows, file))


def _covers(record: Record, commenters: str, persons: Persons) -> Pseudonyms | None:
    """Return what covers names in every row that is written, or None where all are kept."""
    if commenters == "keep" and persons is Persons.KEEP:
        return None
    named = record.mentions() if persons is not Persons.KEEP else ()
    return Pseudonyms(record.documents(), named, readers=commenters != "keep", persons=persons)


def _rows(
    record: Record, what: str, selection: Selection | None, covers: Pseudonyms | None
) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]]
    if selection is not None:
        rows = selection
    elif what == "incidents":
        rows = ()  # reports are not yet reconciled into incidents
    else:
        rows = getattr(record, what)()
    return rows if covers is None or what in _NAMELESS else covers.cover(what, rows)


def _write_whole(path: Path, write: Callable[[BinaryIO], int]) -> int:
    handle = None
    try:
        handle = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
        with handle as file:
            written = write(cast(BinaryIO, file))
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(handle.name, 0o666 & ~mask)
        os.replace(handle.name, path)
        return written
    except OSError as error:
        raise ExportError(f"{path} could not be written: {error.strerror}; nothing was left half-written") from error
    finally:
        if handle is not None and os.path.exists(handle.name):
            os.unlink(handle.name)
