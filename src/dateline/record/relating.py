"""What the documents of a record say of each other: which works they cite, and what derives from what.

Invariant: both are functions of the newest codings, made once a build has stored its documents, and facts of the run
that made them; they are only ever added to. What a later run finds no more is said to hold no more, and not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from dateline.model import Claim, Document, Report, Span, schema, shape
from dateline.reconciling.derivation import derive
from dateline.reconciling.references import Cited, cited_in, held_as, resolve, works
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.rows import from_row, to_row
from dateline.record.run import transaction

__all__ = ["current_derivations", "relate", "with_works"]

_BATCH = 400

Row = dict[str, Any]
Key = tuple[str, int]


def relate(engine: Engine, name: str, run: int) -> int:
    """Find which works are cited and what derives from what, as facts of a run; return how many are new or changed.

    It goes through all documents where any was coded since it was last done, and does nothing otherwise.
    """
    codings, runs = tables.codings.c, tables.runs
    with guard(name), engine.connect() as connection:
        newest = connection.execute(select(func.max(codings.id))).scalar()
        done = connection.execute(select(func.max(runs.c.related))).scalar()
        if newest is None or newest == done:
            return 0
        documents = [shape.document_from_json(row) for row in _rows(connection, "documents")]
        texts = {document.id: document.text for document in documents}
        reports = [shape.report_from_json(row, texts[row["document"]]) for row in _rows(connection, "reports")]
        claims = [shape.claim_from_json(row, texts[row["document"]]) for row in _rows(connection, "claims")]
        citing = [cited for document in documents for cited in cited_in(document)]
        found = resolve(citing, map(held_as, documents))
        new_works = _works(connection, citing, found)
        new_links = _derivations(connection, documents, reports, claims, found)
    with transaction(engine, name) as connection:
        for table, rows in ((tables.cited_works, new_works), (tables.derivations, new_links)):
            if rows:
                connection.execute(insert(table), [{"run": run, **row} for row in rows])
        connection.execute(update(runs).where(runs.c.id == run).values(related=newest))
    return len(new_works) + len(new_links)


def _rows(connection: Connection, what: str) -> Iterator[Row]:
    """Yield all documents, or the reports or claims of the newest codings, as they are stored."""
    table = tables.METADATA.tables[what]
    query = select(table)
    if what != "documents":
        query = query.where(table.c.coding.in_(tables.newest_codings()))
    for row in connection.execute(query.order_by(table.c.id)).mappings():
        yield from_row(what, dict(row))


def _works(connection: Connection, citing: Sequence[Cited], found: Mapping[Key, str]) -> list[Row]:
    """Return what is new of the works that references mean: rows of the table, without their run."""
    same = works(citing)
    old = _current_works(connection, None)
    made = {(c.document, c.index): (same.get(c.key), found.get(c.key)) for c in citing}
    return [
        {"document": document, "reference": number, "work": work, "cited": cited}
        for (document, number), (work, cited) in sorted(made.items())
        if old.get((document, number), (None, None)) != (work, cited)
    ]


def _derivations(
    connection: Connection,
    documents: list[Document],
    reports: list[Report],
    claims: list[Claim],
    found: Mapping[Key, str],
) -> list[Row]:
    """Return what is new of the derivations, and what holds no more: rows of the table, without their run."""
    cited = _citations(connection, None)
    sentences = {key: [Span(e["start"], e["end"]) for e in evidence] for key, evidence in cited.items()}
    made = derive(
        documents,
        reports,
        claims,
        resolved_references=found,
        cited_sentences=sentences,
    )
    rows = {one.id: to_row("derivations", shape.derivation_json(one)) for one in made}
    old = {row["id"]: row for row in current_derivations(connection)}
    gone = [{"holds": False, **row} for id_, row in old.items() if id_ not in rows]
    return [*({"holds": True, **row} for id_, row in rows.items() if old.get(id_) != row), *gone]


def current_derivations(connection: Connection) -> Iterator[Row]:
    """Yield the columns of every derivation that holds."""
    table = tables.derivations
    newest = select(func.max(table.c.row)).group_by(table.c.id)
    for row in connection.execute(select(table).where(table.c.row.in_(newest), table.c.holds)).mappings():
        yield {key: row[key] for key in row if key not in ("row", "run", "holds")}


def with_works(connection: Connection, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield documents with what the record knows of the works they cite: which they are, and cited for what."""
    todo = iter(rows)
    while batch := list(islice(todo, _BATCH)):
        citing = [row["id"] for row in batch if row["references"]]
        meant = _current_works(connection, citing) if citing else {}
        cited = _citations(connection, citing) if citing else {}
        for row in batch:
            if not row["references"]:
                yield row
                continue
            yield {
                **row,
                "references": [
                    _known_reference(reference, meant.get((row["id"], n)), cited.get((row["id"], n), []))
                    for n, reference in enumerate(row["references"])
                ],
            }


def _known_reference(reference: Row, meant: tuple[str | None, str | None] | None, cited: list[Row]) -> Row:
    """Return a reference in the shape of today's contract, whenever it was written."""
    work, document = meant or (None, None)
    known = {**reference, "work": work, "document": document, "cited_by": cited}
    return {field.name: known.get(field.name) for field in _fields()}


def _fields() -> tuple[schema.Field, ...]:
    return next(field.fields for field in schema.SCHEMA["documents"] if field.name == "references")


def _current_works(connection: Connection, documents: list[str] | None) -> Mapping[Key, tuple[str | None, str | None]]:
    """Return the newest work and document of every reference, of some documents or of all."""
    table = tables.cited_works.c
    newest = select(func.max(table.row)).group_by(table.document, table.reference)
    query = select(table.document, table.reference, table.work, table.cited).where(table.row.in_(newest))
    if documents is not None:
        query = query.where(table.document.in_(documents))
    return {(document, number): (work, cited) for document, number, work, cited in connection.execute(query)}


def _citations(connection: Connection, documents: list[str] | None) -> Mapping[Key, list[Row]]:
    """Return the sentences that each reference is cited for, best first, of some documents or of all."""
    table = tables.citations.c
    query = select(table.document, table.reference, table.start, table.end, table.words).where(
        table.coding.in_(tables.newest_codings())
    )
    if documents is not None:
        query = query.where(table.document.in_(documents))
    found: dict[Key, list[Row]] = defaultdict(list)
    for document, number, start, end, words in connection.execute(query.order_by(table.row)):
        found[document, number].append({"start": start, "end": end, "words": words})
    return found
