"""Which words the reports and claims of a record stand on, by which decisions and incidents find them again.

Invariant: an id stands for the same words in every coding, so that those of a report that is shown no more are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from dateline.model import Anchor, Decision
from dateline.model.decision import words_digest
from dateline.reconciling.incidents.deciding.anchors import anchor_of_row
from dateline.record import tables
from dateline.record.rows import chunks, from_row

__all__ = ["anchors_about", "anchors_of_reports", "anchors_under"]

_SAID = ("reports", "claims")


def anchors_of_reports(connection: Connection, ids: Collection[str]) -> dict[str, Anchor]:
    """Return the anchors of reports by their ids, of whatever coding they are; only what they are made of is read."""
    table, found = tables.reports.c, dict[str, Anchor]()
    columns = table.id, table.document, table.trigger_start, table.trigger_end, table.type, table.start, table.end
    for some in chunks(sorted(ids)):
        for row in connection.execute(select(*columns, table.words).where(table.id.in_(some))):
            id_, document, start, end, type_, first, last, words = row
            found[id_] = Anchor(document, start, end, type_, first, last, words_digest(words), id_, id_)
    return found


def anchors_under(connection: Connection, ids: Collection[str]) -> dict[str, Anchor]:
    """Return the anchors of reports and claims by their ids, of whatever coding they are."""
    found = {}
    for what in _SAID:
        table = tables.METADATA.tables[what]
        for some in chunks(sorted(ids)):
            asked = select(table).where(table.c.id.in_(some)).order_by(table.c.row)
            for row in connection.execute(asked).mappings():
                found[row["id"]] = anchor_of_row(from_row(what, dict(row)))
    return found


def anchors_about(connection: Connection, decisions: Iterable[Decision]) -> list[Anchor]:
    """Return the anchors of all reports and claims of now of the documents that decisions are about."""
    documents = sorted({anchor.document for one in decisions for anchor in one.anchors})
    found: list[Anchor] = []
    for what in _SAID:
        table = tables.METADATA.tables[what]
        for some in chunks(documents):
            newest = tables.newest_codings_of(some)
            for row in connection.execute(select(table).where(table.c.coding.in_(newest))).mappings():
                found.append(anchor_of_row(from_row(what, dict(row))))
    return found
