"""Which words the reports and claims of a record stand on, by which decisions and incidents find them again.

Invariant: an id stands for the same words in every coding, so that those of a report that is shown no more are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.model import Anchor, Decision, Subject
from dateline.model.decision import subject_of, words_digest
from dateline.reconciling.incidents.deciding.anchors import anchor_of_row
from dateline.record import tables
from dateline.record.rows import chunks, from_row

__all__ = ["anchors_about", "anchors_of_reports", "anchors_under"]

_SAID = {"reports": Subject.REPORT, "claims": Subject.CLAIM}
_OF_REPORT = tuple(
    tables.reports.c[name]
    for name in ("id", "document", "trigger_start", "trigger_end", "type", "start", "end", "words")
)


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


def anchors_about(connection: Connection, decisions: Iterable[Decision]) -> list[Anchor]:
    """Return the anchors of all reports and claims of now of the documents that decisions are about."""
    documents = sorted({anchor.document for one in decisions for anchor in one.anchors})
    found: list[Anchor] = []
    for some in chunks(documents):
        newest = tables.newest_codings_of(some)
        asked = select(*_OF_REPORT).where(tables.reports.c.coding.in_(newest))
        found += (_anchor(row) for row in connection.execute(asked))
        claims = select(tables.claims).where(tables.claims.c.coding.in_(newest))
        found += (anchor_of_row(from_row("claims", dict(row))) for row in connection.execute(claims).mappings())
    return found


def _anchor(row: Row[Any]) -> Anchor:
    """Return the anchor of a report from the columns that it is made of."""
    id_, document, start, end, type_, first, last, words = row
    return Anchor(document, start, end, type_, first, last, words_digest(words), id_, id_)
