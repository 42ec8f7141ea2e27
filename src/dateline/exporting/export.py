"""Write what a record holds to a file or a stream, whole or not at all.

Invariant: a file appears under its name only when it is complete; bytes depend on the record and the options alone.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import ExportError
from dateline.exporting.acled import acled
from dateline.exporting.bibtex import bibtex
from dateline.exporting.csl import csl
from dateline.exporting.deciding import sensitivities, without_names
from dateline.exporting.events import events
from dateline.exporting.followthemoney import followthemoney
from dateline.exporting.ged import ged
from dateline.exporting.plover import plover
from dateline.exporting.polecat import polecat
from dateline.exporting.pseudonyms import Persons, Pseudonyms, without_hidden
from dateline.exporting.ris import ris
from dateline.exporting.shapes import csv_lines, geojson, jsonl, parquet
from dateline.exporting.told import with_papers
from dateline.model import Sensitivity, schema
from dateline.record import Record, Selection

__all__ = ["COMMENTERS", "FORMATS", "PERSONS", "Format", "export", "write_whole"]

COMMENTERS = ("pseudonym", "keep")
PERSONS = tuple(each.value for each in Persons)


@dataclass(frozen=True, slots=True)
class Format:
    """Describe one format: what writes it, the ending of its files, what it can hold.

    `cites` tells that its rows need to know the papers they stand in (`with_papers`, `events`), `is_shared` that it is
    made for other data sets, where no private person belongs.
    """

    write: Callable[[str, Iterable[Mapping[str, Any]], BinaryIO], int]
    suffix: str
    holds: tuple[str, ...]
    cites: bool = False
    is_shared: bool = False

    @property
    def usual(self) -> str:
        """What it holds first; where it holds everything, the reports."""
        return "reports" if self.holds == _EVERYTHING else self.holds[0]


_EVERYTHING = tuple(schema.SCHEMA)
# What quotes no document; actors and decisions lose those who are left out.
_UNCOVERED = ("decisions", "actors")
_WORKS = ("references", "documents")
# Who reads these shapes counts events: a report is one telling of one.
_COUNTED = ("incidents", "reports")
FORMATS: Mapping[str, Format] = {
    "jsonl": Format(jsonl, ".jsonl", _EVERYTHING),
    "csv": Format(csv_lines, ".csv", _EVERYTHING),
    "parquet": Format(parquet, ".parquet", _EVERYTHING),
    "geojson": Format(geojson, ".geojson", _COUNTED),
    "acled": Format(acled, ".acled.csv", _COUNTED, cites=True),
    "ged": Format(ged, ".ged.csv", _COUNTED, cites=True),
    "polecat": Format(polecat, ".polecat.tsv", ("reports",), cites=True),
    "plover": Format(plover, ".plover.jsonl", ("reports",), cites=True),
    "ftm": Format(followthemoney, ".ftm.json", ("actors",), is_shared=True),
    "csl": Format(csl, ".csl.json", _WORKS),
    "bibtex": Format(bibtex, ".bib", _WORKS),
    "ris": Format(ris, ".ris", _WORKS),
}


def export(
    record: Record,
    *,
    what: str | None = None,
    format: str = "jsonl",
    to: Path | str | BinaryIO,
    selection: Selection | None = None,
    commenters: str = "pseudonym",
    persons: str = "keep",
    include_private: bool = False,
) -> int:
    """Write the rows of `what` (or of a selection of it) in a format and return how many were written.

    Without `what` it is what the format is usually asked for: incidents for `acled`, `ged` and `geojson`, actors for
    `ftm`, references for a bibliography, reports for all others.

    `commenters` is `pseudonym` (readers' names are covered) or `keep`; `persons` says what becomes of the names of
    private persons: `keep`, `pseudonym` (each has a number throughout the record) or `withhold` (nobody is told from
    anybody else). Actors who are private persons are left out wherever persons are covered, and of `ftm` always unless
    `include_private`. Raises ExportError for what cannot be made or written, and leaves no half-written file.
    """
    if format not in FORMATS:
        raise ExportError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")
    what = what or (selection.what if selection is not None else FORMATS[format].usual)
    if what not in schema.SCHEMA:
        raise ExportError(f"there is no {what!r} to export; there are {', '.join(schema.SCHEMA)}")
    if what not in FORMATS[format].holds:
        raise ExportError(f"{format} holds {' and '.join(FORMATS[format].holds)}, not {what}")
    if commenters not in COMMENTERS:
        raise ExportError(f"commenters is {' or '.join(COMMENTERS)}, not {commenters!r}")
    if persons not in PERSONS:
        raise ExportError(f"persons is {', '.join(PERSONS)}, not {persons!r}")
    covers = _covers(record, what, commenters, Persons(persons))
    rows = _rows(record, what, selection, covers)
    hides = FORMATS[format].is_shared and not include_private
    hidden = _hidden(private=hides or persons != "keep", commenters=hides or commenters != "keep")
    if what == "actors" and hidden:
        rows = _without_hidden(record, rows, hidden)
    elif what == "decisions" and hidden:
        known = sensitivities(record)
        names = _covers_of_decisions(record, hidden)
        rows = without_names(rows, hidden, names, sensitivity_of=known.get, is_there=known.__contains__)
    if FORMATS[format].cites:
        documents = _rows(record, "documents", None, covers)
        if what == "incidents":
            rows = events(rows, _rows(record, "reports", None, covers), documents, record.derivations())
        else:
            rows = with_papers(rows, documents)
    if not isinstance(to, str | Path):
        return FORMATS[format].write(what, rows, to)
    return write_whole(Path(to), lambda file: FORMATS[format].write(what, rows, file))


def _covers(record: Record, what: str, commenters: str, persons: Persons) -> Pseudonyms | None:
    """Return what covers names in every row that is written, or None where all are kept."""
    if what in _UNCOVERED or (commenters == "keep" and persons is Persons.KEEP):
        return None
    named = record.mentions() if persons is not Persons.KEEP else ()
    return Pseudonyms(record.documents(), named, readers=commenters != "keep", persons=persons)


def _rows(
    record: Record, what: str, selection: Selection | None, covers: Pseudonyms | None
) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = selection if selection is not None else getattr(record, what)()
    if covers is None:
        return rows
    if what == "incidents":
        of = {report["id"]: report["document"] for report in record.reports()}
        return covers.cover_incidents(rows, of)
    return covers.cover(what, rows)


def _hidden(*, private: bool, commenters: bool) -> frozenset[str]:
    """Return the sensitivities of those who are left out."""
    kinds = {Sensitivity.PRIVATE.value: private, Sensitivity.COMMENTER.value: commenters}
    return frozenset(kind for kind, is_hidden in kinds.items() if is_hidden)


def _private_names(record: Record, hidden: frozenset[str]) -> Pseudonyms:
    """Return what knows the names of all private persons of a record, of nobody where they are not left out."""
    mentions = record.mentions() if Sensitivity.PRIVATE in hidden else ()
    return Pseudonyms((), mentions, readers=False, persons=Persons.WITHHOLD)


def _covers_of_decisions(record: Record, hidden: frozenset[str]) -> Pseudonyms:
    """Return what knows all names that decisions are not to tell, in every document."""
    is_private = Sensitivity.PRIVATE in hidden
    return Pseudonyms(
        record.documents(),
        record.mentions() if is_private else (),
        readers=Sensitivity.COMMENTER in hidden,
        persons=Persons.WITHHOLD if is_private else Persons.KEEP,
    )


def _without_hidden(record: Record, rows: Iterable[dict[str, Any]], hidden: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield actors without those who are left out, in what others are part of and are called, too."""
    left_out = {row["id"] for row in record.actors() if row["sensitivity"] in hidden}
    return without_hidden(rows, _private_names(record, hidden), left_out.__contains__)


def write_whole(path: Path, write: Callable[[BinaryIO], int]) -> int:
    """Write a file that appears under its name when it is complete, and return what `write` returned.

    Raises ExportError where it cannot be written; nothing is left of it then.
    """
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
