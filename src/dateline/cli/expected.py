"""Hold a record against what a careful reader finds in the same articles, marked by hand in a TOML file.

Invariant: a statement counts as found only where a report's trigger stands inside the quoted words with one of the
types given; a field that the reader did not give is not judged. Statements of one thing count as brought together only
where all of them were found and are in one incident.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.knowledge.names import same_name
from dateline.model import COUNTS, Moment
from dateline.record import Record

__all__ = [
    "DocumentCheck",
    "IncidentCheck",
    "StatementCheck",
    "check_documents",
    "check_incidents",
    "check_statements",
    "read_expected",
]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """Say of one document which of its expected facts came out otherwise; None where it is not in the record."""

    path: str
    row: Row | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """Say of one statement which report tells it best (None: none does), and which fields came out right."""

    document: str
    quote: str
    report: Row | None
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentCheck:
    """Say of statements that tell of one thing (`together`) or of several whether their incidents are so, too.

    `incident` is the one that all are in, `independent` how many sources it has, and `wanted` how many a reader finds.
    """

    statements: tuple[tuple[str, str], ...]
    together: bool
    is_right: bool
    incident: Row | None = None
    wanted: int | None = None

    @property
    def independent(self) -> int | None:
        """How many independent sources the incident has that all are in."""
        return self.incident["sources"]["independent"] if self.incident else None


def read_expected(path: Path) -> dict[str, Any]:
    """Read the file of expectations: `[[document]]`, `[[statement]]`, `[[incident]]` and `[[apart]]` tables.

    Raises DatelineError where it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatelineError(f"{path} cannot be read: {error}") from None


def check_documents(record: Record, expected: Sequence[Row]) -> list[DocumentCheck]:
    """Compare title, date, authors, publisher, comments and number of references of every expected document."""
    rows = {row["path"]: row for row in record.documents()}
    return [_check_document(rows.get(one["path"]), one) for one in expected]


def _check_document(row: Row | None, expected: Row) -> DocumentCheck:
    if row is None:
        return DocumentCheck(expected["path"], None, ("it is not in the record",))
    found = {
        **row,
        "comments": [zone["author"] for zone in row["zones"] if zone["kind"] == "comment"],
        "references": len(row["references"]),
    }
    # A date that is not expected is expected to be empty: what no page states must not be there.
    wanted = {"published": None, **{key: value for key, value in expected.items() if key != "path"}}
    wrong = (f"{key} is {found[key]}, not {value}" for key, value in wanted.items() if found[key] != value)
    return DocumentCheck(expected["path"], row, tuple(wrong))


def check_statements(record: Record, expected: Sequence[Row]) -> list[StatementCheck]:
    """Find for every expected statement the report that tells it best, and judge its fields."""
    documents = {row["path"]: row for row in record.documents()}
    reports: dict[str, list[Row]] = {}
    for row in record.reports():
        reports.setdefault(row["document"], []).append(row)
    return [_check_statement(documents.get(one["document"]), reports, one) for one in expected]


def check_incidents(
    record: Record, expected: Mapping[str, Sequence[Row]], statements: Sequence[StatementCheck]
) -> list[IncidentCheck]:
    """Tell of the `incident` and `apart` tables of `expected` whether the record brings together what they name."""
    incident_of = {report: row for row in record.incidents() for report in row["reports"]}
    report_of = {(check.document, check.quote): check.report for check in statements}
    made = []
    for table, together in (("incident", True), ("apart", False)):
        for one in expected.get(table, ()):
            named = tuple((document, quote) for document, quote in one["statements"])
            found = [incident_of.get(report["id"]) if (report := report_of.get(key)) else None for key in named]
            rows = [row for row in found if row is not None]
            ids = {row["id"] for row in rows}
            is_one = len(rows) == len(named) and len(ids) == 1
            is_right = is_one if together else len(ids) == len(rows)
            made.append(IncidentCheck(named, together, is_right, rows[0] if is_one else None, one.get("independent")))
    return made


def _check_statement(document: Row | None, reports: Mapping[str, list[Row]], expected: Row) -> StatementCheck:
    missed = StatementCheck(expected["document"], expected["quote"], None)
    start = document["text"].find(expected["quote"]) if document else -1
    if document is None or start < 0:
        return missed
    end = start + len(expected["quote"])
    judged = []
    for report in reports.get(document["id"], ()):
        if report["type"] in expected["type"] and start <= report["trigger"]["start"] < end:
            verdicts = dict(_judged(report, expected))
            right = tuple(field for field, is_right in verdicts.items() if is_right)
            wrong = tuple(field for field, is_right in verdicts.items() if not is_right)
            judged.append(StatementCheck(expected["document"], expected["quote"], report, right, wrong))
    return max(judged, key=lambda check: len(check.right), default=missed)


def _judged(report: Row, expected: Row) -> Iterator[tuple[str, bool]]:
    for field in ("status", "hedged", "historical", "zone"):
        if field in expected:
            yield field, report[field] == expected[field]
    for field in ("actors", "recipients"):
        if field in expected:
            said = list(_said(report[field]))
            yield field, any(_is(w, n) for w in expected[field] for n in said) if expected[field] else not said
    if "place" in expected:
        yield "place", any(_is(expected["place"], name) for name in _said(report["places"]))
    if "voice" in expected:
        yield "voice", any(_is(expected["voice"], voice["name"]) for voice in report["voices"])
    if "when" in expected:
        yield "when", _is_then(report["when"], expected["when"])
    for field in COUNTS:
        if field in expected:
            yield field, report[field] is not None and report[field]["best"] == expected[field]


def _said(entries: Sequence[Row]) -> Iterator[str]:
    for entry in entries:
        yield entry["name"]
        yield entry["evidence"]["words"]


def _is(wanted: str, name: str) -> bool:
    return same_name(wanted, name) or wanted.casefold() in name.casefold()


def _is_then(when: Row | None, wanted: str) -> bool:
    if not wanted or when is None:
        return not wanted and when is None
    return Moment(when["edtf"]).overlaps(Moment(wanted))
