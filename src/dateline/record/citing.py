"""Which works the references of a record mean, and which documents: of all references, or of those that one may change.

Invariant: a reference is looked at again only where a new document, or a new reference, has a word or the address in
common with it by which the two would find each other if all were gone through.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.model import Document, Moment
from dateline.reconciling.references import (
    Cited,
    Held,
    cited_in,
    held_as,
    may_be_one_work,
    resolve,
    works,
)
from dateline.record import tables
from dateline.record.related import Counts, Related, held_keys, resolving_keys
from dateline.record.rows import chunks

__all__ = ["Citing", "current_works", "new_works"]

Key = tuple[str, int]
Meant = tuple[str | None, str | None]


class Citing:
    """Find what references mean that new documents may change, on one connection."""

    def __init__(self, connection: Connection, related: Related, counts: Counts) -> None:
        self._connection, self._related, self._counts = connection, related, counts
        self._known: dict[Key, Cited] = {}
        self._read: set[str] = set()

    def meant(self, new: Sequence[Document]) -> dict[Key, Meant]:
        """Return which work and which document each reference means that new documents may have changed."""
        brought = {cited.key: cited for document in new for cited in cited_in(document)}
        self._known |= brought
        self._read |= {document.id for document in new}
        about = {("resolves", key) for document in new for key in held_keys(held_as(document))}
        asked = {**brought, **self._references(self._related.keyed(about))}
        found = resolve(asked.values(), self._held(asked.values()), counts=self._counts.titles)
        near = self._near(brought)
        same = works(near.values(), counts=self._counts.cited)
        then = current_works(self._connection, {document for document, _ in {**asked, **near}})
        made: dict[Key, Meant] = {}
        for key in {**asked, **near}:
            work, document = then.get(key, (None, None))
            made[key] = (same.get(key) if key in near else work, found.get(key) if key in asked else document)
        return {key: meant for key, meant in sorted(made.items()) if then.get(key, (None, None)) != meant}

    def _near(self, brought: Mapping[Key, Cited]) -> dict[Key, Cited]:
        """Return references with all that may be one work with one of them, and with these in turn."""
        near, waiting = dict(brought), list(brought.values())
        while waiting:
            keys = {("cites", key) for one in waiting for key in resolving_keys(one, self._counts.cited)}
            others = self._references(self._related.keyed(keys))
            more = {
                key: other
                for key, other in others.items()
                if key not in near and any(may_be_one_work(one, other) for one in waiting)
            }
            near |= more
            waiting = list(more.values())
        return near

    def _references(self, keys: Iterable[Key]) -> dict[Key, Cited]:
        """Return some references, by document and number."""
        wanted = set(keys)
        documents = tables.documents.c
        for some in chunks(sorted({document for document, _ in wanted} - self._read)):
            asked = select(documents.id, documents.references).where(documents.id.in_(some))
            for id_, kept in self._connection.execute(asked):
                self._known |= {(id_, n): _cited(id_, n, raw) for n, raw in enumerate(json.loads(kept))}
            self._read.update(some)
        return {key: self._known[key] for key in sorted(wanted) if key in self._known}

    def _held(self, citing: Iterable[Cited]) -> list[Held]:
        """Return what the documents say of themselves that references may mean."""
        keys = {("held", key) for cited in citing for key in resolving_keys(cited, self._counts.titles)}
        documents, found = tables.documents.c, []
        asked = select(
            documents.id, documents.authors, documents.title, documents.publisher, documents.published, documents.url
        )
        for some in chunks(sorted({document for document, _ in self._related.keyed(keys)})):
            for row in self._connection.execute(asked.where(documents.id.in_(some))):
                date = Moment(row.published) if row.published else None
                authors = tuple(json.loads(row.authors))
                found.append(Held(authors, row.title, row.publisher, date, row.url, id=row.id))
        return found


def _cited(document: str, number: int, raw: Mapping[str, Any]) -> Cited:
    date = Moment(raw["date"]) if raw.get("date") else None
    return Cited(
        tuple(raw["authors"]), raw["title"], raw["outlet"], date, raw.get("url"), document=document, index=number
    )


def new_works(meant: Mapping[Key, Meant]) -> list[dict[str, Any]]:
    """Return what is new of the works that references mean: rows of the table, without their run."""
    return [
        {"document": document, "reference": number, "work": work, "cited": cited}
        for (document, number), (work, cited) in sorted(meant.items())
    ]


def current_works(connection: Connection, documents: Collection[str] | None) -> dict[Key, Meant]:
    """Return the newest work and document of every reference, of some documents or of all."""
    table = tables.cited_works.c
    newest = select(func.max(table.row)).group_by(table.document, table.reference)
    query = select(table.document, table.reference, table.work, table.cited).where(table.row.in_(newest))
    if documents is None:
        return {(document, number): (work, cited) for document, number, work, cited in connection.execute(query)}
    found: dict[Key, Meant] = {}
    for some in chunks(sorted(documents)):
        some_newest = newest.where(table.document.in_(some))
        asked = select(table.document, table.reference, table.work, table.cited).where(table.row.in_(some_newest))
        found |= {(document, number): (work, cited) for document, number, work, cited in connection.execute(asked)}
    return found
