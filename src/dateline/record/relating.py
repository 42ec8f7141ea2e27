"""What the documents of a record say of each other: which works they cite, and what derives from what.

Invariant: both are functions of the newest codings and of how usual words were when all documents were last gone
through, made once a build has stored its documents, and facts of the run that made them; they are only ever added to.
What a later run finds no more is said to hold no more, and not shown.

Where little changed, only the documents are gone through whose links the change can touch, with those that they can be
linked with; the links are those that going through all would find with words as usual as they were counted.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, or_, select, update

from dateline.model import Derivation, Span, schema, shape
from dateline.reconciling.derivation.graph import Graph
from dateline.reconciling.references import cited_in, held_as, resolve, title_counts, works
from dateline.record import tables
from dateline.record.citing import Citing, current_works, new_works
from dateline.record.database import guard
from dateline.record.related import Counts, Related
from dateline.record.rows import chunks, from_row, to_row
from dateline.record.run import transaction

__all__ = ["GROWN", "current_derivations", "derivation_rows", "relate", "with_works"]

_BATCH = 400
# A record is gone through as a whole again once it holds this many times the documents that it held when it was last.
GROWN = 1.1

Row = dict[str, Any]
Key = tuple[str, int]


def relate(engine: Engine, name: str, run: int, *, whole: bool = False) -> int:
    """Find which works are cited and what derives from what, as facts of a run; return how many are new or changed.

    It does nothing where nothing was coded since it was last done. With `whole` all documents are gone through, else
    only where the record has grown by a tenth since they last were.
    """
    with guard(name), engine.connect() as connection:
        newest, done = _newest(connection)
        if newest is None or (newest == done and not whole):
            return 0
    with transaction(engine, name) as connection:
        newest, done = _newest(connection)
        related = Related(connection)
        counts = related.counts()
        documents = connection.execute(select(func.count()).select_from(tables.documents)).scalar_one()
        if whole or done is None or counts is None or documents > GROWN * counts.documents:
            new_cited, new_links = _all(connection, related)
        else:
            new_cited, new_links = _anew(connection, counts, done)
        for table, rows in ((tables.cited_works, new_cited), (tables.derivations, new_links)):
            if rows:
                connection.execute(insert(table), [{"run": run, **row} for row in rows])
        connection.execute(update(tables.runs).where(tables.runs.c.id == run).values(related=newest))
    return len(new_cited) + len(new_links)


def _newest(connection: Connection) -> tuple[int | None, int | None]:
    newest = connection.execute(select(func.max(tables.codings.c.id))).scalar()
    return newest, connection.execute(select(func.max(tables.runs.c.related))).scalar()


def _all(connection: Connection, related: Related) -> tuple[list[Row], list[Row]]:
    """Go through all documents, count what is usual, and keep what the next ones are found by."""
    from dateline.reconciling.derivation.shingles import MOST
    from dateline.reconciling.derivation.tracing import USUAL
    from dateline.record.neighbours import term_hashes  # imports numpy, which a build that changes nothing needs not
    from dateline.record.postings import Kind, Postings, parts_of

    documents = [shape.document_from_json(row) for row in _rows(connection, "documents")]
    texts = {document.id: document.text for document in documents}
    reports = [shape.report_from_json(row, texts[row["document"]]) for row in _rows(connection, "reports")]
    claims = [shape.claim_from_json(row, texts[row["document"]]) for row in _rows(connection, "claims")]
    citing = [cited for document in documents for cited in cited_in(document)]
    held = [held_as(document) for document in documents]
    titles, cited = title_counts(held), title_counts(citing)
    found, same = resolve(citing, held), works(citing)
    graph = Graph(documents, reports, claims)
    links = graph.links(found, _sentences(_citations(connection, None)))

    usual, wordings = graph.texts.usual, graph.texts.wordings
    terms = [array("Q", term_hashes(wording)) for wording in wordings]
    kinds = (
        Kind(graph.texts.shingles, MOST, first=True, marked=graph.texts.stock),
        Kind(graph.texts.pairs, MOST),
        Kind(terms, USUAL),
    )
    related.clear()
    size = sum(map(len, chain(graph.texts.shingles, graph.texts.pairs, terms)))
    bits = Postings.rebuild(connection, parts_of(kinds), size=size)
    counts = Counts(len(wordings), bits, usual.terms, usual.own_terms, titles, cited)
    related.keep_counts(counts)
    numbered = [(number, wording.document) for number, wording in enumerate(wordings)]
    sizes = zip(numbered, wordings, graph.texts.pairs, strict=True)
    related.add_documents((n, document, len(wording), len(pairs)) for (n, document), wording, pairs in sizes)
    related.add_keys(((n, document, graph.credits.get(document.id, ())) for n, document in numbered), counts)
    related.add_names(graph.names)
    related.add_statements((n, document, graph.reports.get(document.id, ())) for n, document in numbered)
    old = current_works(connection, None)
    meant = {c.key: (same.get(c.key), found.get(c.key)) for c in citing}
    changed = {key: one for key, one in meant.items() if old.get(key, (None, None)) != one}
    return new_works(changed), _changes(current_derivations(connection), links)


def _anew(connection: Connection, counts: Counts, since: int) -> tuple[list[Row], list[Row]]:
    """Go through the documents that were coded since, those whose links that touches, and those like these."""
    from dateline.record.neighbours import (  # imports numpy, which a build that changes nothing needs not
        SAID,
        Neighbours,
    )

    codings = tables.codings.c
    changed = set(connection.execute(select(codings.document).where(codings.id > since)).scalars())
    neighbours = Neighbours(connection, counts)
    held = {came.document for came in neighbours.related.named(changed)}
    touched = neighbours.take_in(changed)
    new = [neighbours.loader.documents[id_] for id_ in sorted(changed - held)]
    meant = Citing(connection, neighbours.related, counts).meant(new)
    then = current_works(connection, {document for document, _ in meant})
    touched |= {key[0] for key, (_, cited) in meant.items() if then.get(key, (None, None))[1] != cited}
    neighbours.loader.load(touched)
    works_now = {**current_works(connection, touched), **meant}
    found = {key: cited for key, (_, cited) in works_now.items() if cited is not None}
    pairs = neighbours.pairs(touched)
    near = touched | neighbours.credited(touched) | neighbours.like(touched) | neighbours.linked(touched)
    near |= {document for pair in pairs for document in pair[2:]}
    near |= {cited for (document, _), cited in found.items() if document in touched}
    loader = neighbours.loader
    loader.load(near)
    documents = [loader.documents[id_] for id_ in sorted(near)]
    graph = Graph(
        documents,
        chain.from_iterable(loader.reports[id_] for id_ in sorted(near)),
        chain.from_iterable(loader.claims[id_] for id_ in sorted(near)),
        usual=neighbours.usual,
        names=neighbours.names(documents),
        among=touched,
    )
    sentences = _sentences(_citations(connection, sorted(touched)))
    held_links = list(current_derivations(connection, touched))
    kept = [
        shape.derivation_from_json(from_row("derivations", row), {id_: d.text for id_, d in loader.documents.items()})
        for row in held_links
        if row["document"] not in touched and row["how"] in SAID
    ]
    links = graph.links(found, sentences, [pair[:2] for pair in pairs], kept)
    return new_works(meant), _changes(held_links, links)


def _rows(connection: Connection, what: str) -> Iterator[Row]:
    """Yield all documents, or the reports or claims of the newest codings, as they are stored."""
    table = tables.METADATA.tables[what]
    query = select(table)
    if what != "documents":
        query = query.where(table.c.coding.in_(tables.newest_codings()))
    for row in connection.execute(query.order_by(table.c.id), execution_options={"yield_per": 1_000}).mappings():
        yield from_row(what, dict(row))


def _sentences(cited: Mapping[Key, list[Row]]) -> Mapping[Key, list[Span]]:
    return {key: [Span(e["start"], e["end"]) for e in evidence] for key, evidence in cited.items()}


def _changes(held: Iterable[Row], links: Iterable[Derivation]) -> list[Row]:
    """Return what is new of some derivations, and what holds no more: rows of the table, without their run."""
    rows = {one.id: to_row("derivations", shape.derivation_json(one)) for one in links}
    old = {row["id"]: row for row in held}
    gone = [{"holds": False, **row} for id_, row in sorted(old.items()) if id_ not in rows]
    return [*({"holds": True, **row} for id_, row in rows.items() if old.get(id_) != row), *gone]


def current_derivations(connection: Connection, of: Collection[str] | None = None) -> Iterator[Row]:
    """Yield the columns of every derivation that holds, or of those that lead from or to some documents."""
    table = tables.derivations
    newest = select(func.max(table.c.row)).group_by(table.c.id)
    wanted = [None] if of is None else list(chunks(sorted(of)))
    seen: set[str] = set()
    for some in wanted:
        if some is not None:
            newest_of = newest.where(or_(table.c.document.in_(some), table.c.origin_document.in_(some)))
        asked = select(table).where(table.c.row.in_(newest if some is None else newest_of), table.c.holds)
        for row in connection.execute(asked).mappings():
            if row["id"] not in seen:
                seen.add(row["id"])
                yield {key: row[key] for key in row if key not in ("row", "run", "holds")}


def derivation_rows(connection: Connection, documents: Collection[str]) -> Iterator[Row]:
    """Yield the columns of what some documents derive from, as it holds."""
    table = tables.derivations
    for some in chunks(sorted(documents)):
        newest = select(func.max(table.c.row)).where(table.c.document.in_(some)).group_by(table.c.id)
        asked = select(table).where(table.c.row.in_(newest), table.c.holds)
        for row in connection.execute(asked).mappings():
            yield dict(row)


def with_works(connection: Connection, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield documents with what the record knows of the works they cite: which they are, and cited for what."""
    todo = iter(rows)
    while batch := list(islice(todo, _BATCH)):
        citing = [row["id"] for row in batch if row["references"]]
        meant = current_works(connection, citing) if citing else {}
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


def _citations(connection: Connection, documents: list[str] | None) -> Mapping[Key, list[Row]]:
    """Return the sentences that each reference is cited for, best first, of some documents or of all."""
    table = tables.citations.c
    columns = (table.document, table.reference, table.start, table.end, table.words)
    parts: Iterable[list[str] | None] = [None] if documents is None else chunks(sorted(documents))
    found: dict[Key, list[Row]] = defaultdict(list)
    for some in parts:
        newest = tables.newest_codings() if some is None else tables.newest_codings_of(some)
        asked = select(*columns).where(table.coding.in_(newest)).order_by(table.row)
        for document, number, start, end, words in connection.execute(asked):
            found[document, number].append({"start": start, "end": end, "words": words})
    return found
