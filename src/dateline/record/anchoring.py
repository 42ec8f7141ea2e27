"""Which words the reports and claims of a record stand on, by which decisions and incidents find them again.

Invariant: an id stands for the same words in every coding, so that those of a report that is shown no more are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.model import Anchor, Decision, Subject
from dateline.model.decision import subject_of, words_digest
from dateline.reconciling.incidents.deciding.anchors import anchor_of_row
from dateline.record import tables
from dateline.record.rows import chunks, from_row

__all__ = ["anchors_about", "anchors_in", "anchors_of_reports", "anchors_under"]

_SAID = {"reports": Subject.REPORT, "claims": Subject.CLAIM}
_OF_REPORT = tuple(
    tables.reports.c[name]
    for name in ("id", "document", "trigger_start", "trigger_end", "type", "start", "end", "words")
)
_QUOTED = tuple(f"{term}_evidence_{end}" for term in ("value", "object", "subject") for end in ("start", "end"))
_OF_CLAIM = tuple(tables.claims.c[name] for name in ("id", "document", "kind", "start", "end", "words", *_QUOTED))


def anchors_of_reports(connection: Connection, ids: Collection[str]) -> dict[str, Anchor]:
    """Return the anchors of reports by their ids, of whatever coding they are; only what they are made of is read."""
    table, found = tables.reports.c, dict[str, Anchor]()
    for some in chunks(sorted(ids)):
        for row in connection.execute(select(*_OF_REPORT).where(table.id.in_(some))):
            found[row.id] = _anchor(row)
    return found


def anchors_under(connection: Connection, ids: Collection[str]) -> dict[str, Anchor]:
    """Return the anchors of reports and claims by their ids, of whatever coding they are."""
    found = {}
    for what, subject in _SAID.items():
        table = tables.METADATA.tables[what]
        for some in chunks(sorted(id_ for id_ in ids if subject_of(id_) is subject)):
            asked = select(table).where(table.c.id.in_(some)).order_by(table.c.row)
            for row in connection.execute(asked).mappings():
                found[row["id"]] = anchor_of_row(from_row(what, dict(row)))
    return found


def anchors_about(
    connection: Connection, decisions: Iterable[Decision], *, within: Collection[str] | None = None
) -> list[Anchor]:
    """Return the anchors of all reports and claims of now of the documents that decisions are about; where `within` is
    given, of those documents among these alone."""
    about = {anchor.document for one in decisions for anchor in one.anchors}
    return anchors_in(connection, about if within is None else about.intersection(within))


def anchors_in(connection: Connection, documents: Iterable[str]) -> list[Anchor]:
    """Return the anchors of all reports and claims of now of some documents."""
    found: list[Anchor] = []
    for some in chunks(sorted(documents)):
        newest = tables.newest_codings_of(some)
        asked = select(*_OF_REPORT).where(tables.reports.c.coding.in_(newest))
        found += (_anchor(row) for row in connection.execute(asked))
        claims = select(*_OF_CLAIM).where(tables.claims.c.coding.in_(newest))
        found += (_claimed(dict(row)) for row in connection.execute(claims).mappings())
    return found


def _claimed(row: Mapping[str, Any]) -> Anchor:
    """Return the anchor of a claim from the columns that it is made of."""
    said = {**row, "value_evidence": _evidence(row, "value_evidence")}
    for side in ("object", "subject"):
        evidence = _evidence(row, f"{side}_evidence")
        said[side] = None if evidence is None else {"evidence": evidence}
    return anchor_of_row(said)


def _evidence(row: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None else {"start": start, "end": end}


def _anchor(row: Row[Any]) -> Anchor:
    """Return the anchor of a report from the columns that it is made of."""
    id_, document, start, end, type_, first, last, words = tuple(row)
    return Anchor(document, start, end, type_, first, last, words_digest(words), id_, id_)
