"""What incidents are made of, read from a record: reports as they are shown, their documents, what these derive from.

Invariant: reports and claims carry the actors that they mean under today's links and decisions; nothing here writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from dateline.model import Claim, Derivation, Document, Report, shape
from dateline.record import tables
from dateline.record.meanings import Meanings
from dateline.record.relating import derivation_rows
from dateline.record.rows import chunks, from_row

__all__ = ["Gatherer", "documents_of", "links_of"]

_REPORTS = tables.reports


class Gatherer:
    """Read reports, claims and documents, on one connection."""

    def __init__(self, connection: Connection, meanings: Meanings) -> None:
        self._connection, self._meanings = connection, meanings

    def read(self, ids: Collection[str]) -> tuple[dict[str, Report], Mapping[str, list[Claim]], dict[str, Document]]:
        """Return all reports, by id, all claims, by document, and the documents that some reports are of."""
        found: set[str] = set()
        for some in chunks(sorted(ids)):
            asked = select(_REPORTS.c.document).where(_REPORTS.c.id.in_(some)).distinct()
            found.update(self._connection.execute(asked).scalars())
        documents = self.documents(found)
        reports: dict[str, Report] = {}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for some in chunks(sorted(documents)):
            newest = tables.newest_codings_of(some)
            for row in self._shown(_REPORTS, _REPORTS.c.coding.in_(newest)):
                reports[row["id"]] = shape.report_from_json(row, documents[row["document"]].text)
            for row in self._shown(tables.claims, tables.claims.c.coding.in_(newest)):
                claims[row["document"]].append(shape.claim_from_json(row, documents[row["document"]].text))
        return reports, claims, documents

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """Return some documents, by id."""
        return documents_of(self._connection, ids)

    def derivations(
        self, documents: Mapping[str, Document]
    ) -> tuple[Mapping[str, list[Derivation]], Mapping[str, Document]]:
        """Return what some documents derive from, by document, and these documents with all that they derive from.

        What an article was had from is called by its name, though it tells nothing of what the article tells.
        """
        return links_of(self._connection, documents)

    def _shown(self, table: Table, condition: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
        found = self._connection.execute(select(table).where(condition).order_by(table.c.row)).mappings()
        return self._meanings.shown([from_row(table.name, dict(row)) for row in found])


def documents_of(connection: Connection, ids: Collection[str]) -> dict[str, Document]:
    """Return some documents, by id."""
    found: dict[str, Document] = {}
    for some in chunks(sorted(ids)):
        asked = select(tables.documents).where(tables.documents.c.id.in_(some))
        for row in connection.execute(asked).mappings():
            found[row["id"]] = shape.document_from_json(from_row("documents", dict(row)))
    return found


def links_of(
    connection: Connection, documents: Mapping[str, Document]
) -> tuple[Mapping[str, list[Derivation]], Mapping[str, Document]]:
    """Return what some documents derive from, by document, and these documents with all that they derive from."""
    rows = list(derivation_rows(connection, documents))
    origins = {row["origin_document"] for row in rows if row["origin_document"] is not None}
    known = {**documents, **documents_of(connection, origins - documents.keys())}
    texts = {id_: document.text for id_, document in known.items()}
    links: dict[str, list[Derivation]] = defaultdict(list)
    for row in rows:
        links[row["document"]].append(shape.derivation_from_json(from_row("derivations", row), texts))
    return links, known
