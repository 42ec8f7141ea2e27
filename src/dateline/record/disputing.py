"""What the claims of a record cannot agree on: who holds an office or a place, how a series runs, who disputes whom.

Invariant: claims are compared with those about the same alone, so that a new document changes only what it speaks of.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, true

from dateline.model import Claim, Document, incident_shape, shape
from dateline.reconciling.incidents.contradictions import contradictions_of_claims
from dateline.record import tables
from dateline.record.incidents import contradictions_where
from dateline.record.meanings import Meanings
from dateline.record.rows import chunks, from_row, to_row

__all__ = ["changed_disputes"]

_CLAIMS, _DISPUTES = tables.claims, tables.contradictions

# Ids in one question, which each stand there twice: SQLite takes 32,766 values, PostgreSQL 65,535. No index helps to
# find claims by whom they are about, so that as few questions as can be are asked.
_AT_ONCE = 10_000

Row = dict[str, Any]


def changed_disputes(
    connection: Connection, meanings: Meanings, changed: Collection[str] | None
) -> Iterator[tuple[bool, Row]]:
    """Yield the contradictions between claims that are new or changed, or hold no more: whether it holds, and its row.

    `changed` are the documents of which all claims may be others than they were, None for all documents.
    """
    told = list(_claims(connection, meanings, changed))
    claims = [claim for claim, _ in told]
    documents = {document.id: document for _, document in told}
    made = contradictions_of_claims(claims, documents=documents)
    now = {one.id: to_row("contradictions", incident_shape.contradiction_json(one)) for one in made}
    before = {row["id"]: row for row in _kept(connection, None if changed is None else {c.id for c in claims}, changed)}
    for id_, row in sorted(now.items()):
        if before.get(id_) != row:
            yield True, row
    for id_, row in sorted(before.items()):
        if id_ not in now:
            yield False, row


def _claims(
    connection: Connection, meanings: Meanings, changed: Collection[str] | None
) -> Iterator[tuple[Claim, Document]]:
    """Yield the claims of some documents and all that are about the same, or all there are, each with its document."""
    rows = list(_rows(connection, true(), changed))
    if changed is not None:
        known = {row["row"] for row in rows}
        for alike in list(_alike(rows)):
            more = [row for row in _rows(connection, alike, None) if row["row"] not in known]
            known.update(row["row"] for row in more)
            rows += more
    documents: dict[str, Document] = {}
    for some in chunks(sorted({row["document"] for row in rows})):
        asked = select(tables.documents).where(tables.documents.c.id.in_(some))
        for row in connection.execute(asked).mappings():
            documents[row["id"]] = shape.document_from_json(from_row("documents", dict(row)))
    for shown in meanings.shown(from_row("claims", row) for row in rows):
        document = documents[shown["document"]]
        yield shape.claim_from_json(shown, document.text), document


def _alike(rows: Iterable[Row]) -> Iterator[ColumnElement[bool]]:
    """Yield what claims fulfil that are about the same as some claims."""
    about, kinds = set[str](), set[str]()
    for row in rows:
        own = {row[column] for column in ("subject_id", "object_id") if row[column]}
        about |= own
        kinds |= set() if own else {row["kind"]}
    ids = sorted(about)
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        yield or_(_CLAIMS.c.subject_id.in_(some), _CLAIMS.c.object_id.in_(some))
    if kinds:
        yield _CLAIMS.c.kind.in_(sorted(kinds))


def _rows(connection: Connection, condition: ColumnElement[bool], documents: Collection[str] | None) -> Iterator[Row]:
    parts: Iterable[list[str] | None] = [None] if documents is None else chunks(sorted(documents))
    for some in parts:
        asked = select(_CLAIMS).where(condition, tables.is_newest_coding(_CLAIMS))
        if some is not None:
            asked = asked.where(_CLAIMS.c.document.in_(some))
        for row in connection.execute(asked.order_by(_CLAIMS.c.document, _CLAIMS.c.start, _CLAIMS.c.id)).mappings():
            yield dict(row)


def _kept(connection: Connection, claims: Collection[str] | None, changed: Collection[str] | None) -> Iterator[Row]:
    """Yield the contradictions between claims that are kept: all, or those that name one of some claims, of now or of
    what changed documents once told."""
    own = set(claims or ())
    for some in chunks(sorted(changed or ())):
        own.update(connection.execute(select(_CLAIMS.c.id).where(_CLAIMS.c.document.in_(some))).scalars())
    for row in connection.execute(contradictions_where(_DISPUTES.c.incident.is_(None))).mappings():
        if claims is None or not own.isdisjoint(json.loads(row["claims"])):
            yield {key: row[key] for key in row if key not in ("row", "reconciliation", "holds")}
