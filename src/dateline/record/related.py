"""What the documents of a record are found by, where one derives from another: kept ready, so that none is read twice.

Invariant: this is a working copy. It says nothing that the documents and their newest codings do not say, and can be
made anew from them at any time; its rows are replaced.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from dateline.model import Document, Report
from dateline.reconciling.addresses import is_of_a_page
from dateline.reconciling.derivation.crediting import Name, author_keys
from dateline.reconciling.derivation.publishers import publisher_keys
from dateline.reconciling.derivation.same_origin import Statement, statement_of
from dateline.reconciling.references import Cited, Held, cited_in, held_as, rarest
from dateline.record import working_tables
from dateline.record.rows import chunks, insert_all

__all__ = ["Came", "Counts", "Related", "key_of"]

_DOCUMENTS, _KEYS = working_tables.related_documents, working_tables.related_keys
_NAMES, _STATEMENTS, _WHOLE = working_tables.related_names, working_tables.related_statements, working_tables.relatings
# What is counted and kept here is another thing with another version.
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold what was counted when all documents were last gone through.

    `terms` and `own_terms` are those of `Usual`; `titles` and `cited` count the words of titles, of documents and of
    references.
    """

    documents: int
    bits: int
    terms: Mapping[str, int]
    own_terms: Mapping[str, int]
    titles: Mapping[str, int]
    cited: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Came:
    """Say of a document, by its number, how long it is and when it came out, in days; None where that is open."""

    number: int
    document: str
    words: int
    pairs: int
    earliest: int | None
    latest: int | None

    @property
    def order(self) -> tuple[bool, int, str]:
        """Order documents by publication, those without a date last."""
        return self.earliest is None, self.earliest or 0, self.document


class Related:
    """Keep and find what documents are found by, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # What was counted

    def counts(self) -> Counts | None:
        """Return what was counted, or None where nothing was, or not as it would be today."""
        row = self._connection.execute(select(_WHOLE)).first()
        if row is None or row.version != _VERSION:
            return None
        kept = json.loads(zlib.decompress(row.usual))
        return Counts(row.documents, row.bits, kept["terms"], kept["own"], kept["titles"], kept["cited"])

    def keep_counts(self, counts: Counts) -> None:
        """Keep what was counted instead of what was counted before."""
        kept = {"terms": counts.terms, "own": counts.own_terms, "titles": counts.titles, "cited": counts.cited}
        usual = zlib.compress(json.dumps(kept, ensure_ascii=True, separators=(",", ":")).encode(), 1)
        self._connection.execute(delete(_WHOLE))
        self._connection.execute(
            insert(_WHOLE).values(documents=counts.documents, bits=counts.bits, version=_VERSION, usual=usual)
        )

    # Keeping

    def clear(self) -> None:
        """Keep nothing any more."""
        for table in (_WHOLE, _DOCUMENTS, _KEYS, _NAMES, _STATEMENTS, working_tables.related_postings):
            self._connection.execute(delete(table))

    def next_number(self) -> int:
        """Return the first number that no document has."""
        return int(self._connection.execute(select(func.coalesce(func.max(_DOCUMENTS.c.number), -1))).scalar_one()) + 1

    def add_documents(self, came: Iterable[tuple[int, Document, int, int]]) -> None:
        """Keep documents with their numbers, and how many words and pairs of close terms they have."""
        insert_all(self._connection, _DOCUMENTS, (_came_row(*one) for one in came))

    def add_keys(self, keys: Iterable[tuple[int, Document, Iterable[tuple[str, int]]]], counts: Counts) -> None:
        """Keep by whom documents are, whom they credit (with the day named), and what titles they have and cite."""
        rows = ((number, k) for number, document, credits in keys for k in _keys(document, credits, counts))
        insert_all(
            self._connection,
            _KEYS,
            ({"key": key_of(kind, key), "number": n, "part": part} for n, (kind, key, part) in rows),
        )

    def add_names(self, names: Iterable[Name]) -> None:
        """Keep names that may be credited."""
        insert_all(self._connection, _NAMES, map(_name_row, names))

    def add_statements(self, told: Iterable[tuple[int, Document, Iterable[Report]]]) -> None:
        """Keep what reports of documents say on the word of a named voice."""
        insert_all(
            self._connection,
            _STATEMENTS,
            (row for number, document, rs in told for row in _statement_rows(number, document, rs)),
        )

    def drop(self, numbers: Collection[int], *, statements: bool) -> None:
        """Keep the keys of some documents no more, and their statements where these are other ones now."""
        for some in chunks(sorted(numbers)):
            self._connection.execute(delete(_KEYS).where(_KEYS.c.number.in_(some)))
            if statements:
                self._connection.execute(delete(_STATEMENTS).where(_STATEMENTS.c.number.in_(some)))

    # Finding

    def numbered(self, numbers: Iterable[int]) -> Iterator[Came]:
        """Yield what is kept of documents with some numbers."""
        yield from self._came(_DOCUMENTS.c.number, numbers)

    def named(self, documents: Iterable[str]) -> Iterator[Came]:
        """Yield what is kept of documents with some ids."""
        yield from self._came(_DOCUMENTS.c.document, documents)

    def _came(self, column: Any, values: Iterable[Any]) -> Iterator[Came]:
        for some in chunks(sorted(set(values))):
            for row in self._connection.execute(select(_DOCUMENTS).where(column.in_(some))):
                yield Came(*row)

    def credited_between(self, key: str, *, day: int, first: int | None, last: int | None) -> Iterator[Came]:
        """Yield documents by an outlet or author that came out on about a day, or with 0 from `first` to `last`.

        Those without a date came out at any time, but on no day.
        """
        early, late = _DOCUMENTS.c.earliest, _DOCUMENTS.c.latest
        asked = select(_DOCUMENTS).join(_KEYS, _KEYS.c.number == _DOCUMENTS.c.number)
        asked = asked.where(_KEYS.c.key == key_of("by", key))
        if day:
            asked = asked.where(early <= day + 1, late >= day - 1)
        if last is not None:
            asked = asked.where(or_(early.is_(None), early <= last))
        if first is not None and not day:
            asked = asked.where(or_(late.is_(None), late >= first))
        for row in self._connection.execute(asked):
            yield Came(*row)

    def crediting(self, key: str, *, earliest: int | None, latest: int | None, shortly: int) -> Iterator[str]:
        """Yield the ids of documents that credit whom a document is by that came out at a time, and may mean it."""
        day, early, late = _KEYS.c.part, _DOCUMENTS.c.earliest, _DOCUMENTS.c.latest
        asked = select(_DOCUMENTS.c.document).join(_KEYS, _KEYS.c.number == _DOCUMENTS.c.number)
        asked = asked.where(_KEYS.c.key == key_of("credits", key))
        if earliest is not None:
            asked = asked.where(or_(late.is_(None), late >= earliest))
        undated = [day == 0]
        if latest is not None:
            undated.append(or_(early.is_(None), early <= latest + shortly))
        if earliest is not None and latest is not None:
            asked = asked.where(or_(and_(*undated), and_(day >= earliest - 1, day <= latest + 1)))
        else:
            asked = asked.where(*undated)
        yield from self._connection.execute(asked.distinct()).scalars()

    def keyed(self, keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
        """Yield (document, part) of what has one of some keys, each a kind and what it says."""
        for some in chunks(sorted({key_of(*key) for key in keys})):
            asked = select(_DOCUMENTS.c.document, _KEYS.c.part).join(_KEYS, _KEYS.c.number == _DOCUMENTS.c.number)
            for row in self._connection.execute(asked.where(_KEYS.c.key.in_(some)).distinct()):
                yield row[0], row[1]

    def names(self, words: Iterable[str]) -> Iterator[Name]:
        """Yield the names that begin with one of some words."""
        for some in chunks(sorted(set(words))):
            for row in self._connection.execute(select(_NAMES).where(_NAMES.c.first.in_(some))):
                yield Name(tuple(row.words.split(" ")), row.key, row.written or None, row.is_author)

    def statements_of(self, numbers: Iterable[int]) -> dict[int, list[Statement]]:
        """Return the statements of some documents, by the keys that they have in common with others."""
        found: dict[int, list[Statement]] = {}
        for some in chunks(sorted(set(numbers))):
            asked = select(_STATEMENTS.c.key, _STATEMENTS.c.statement).where(_STATEMENTS.c.number.in_(some))
            for key, kept in self._connection.execute(asked):
                found.setdefault(key, []).append(Statement.from_list(json.loads(kept)))
        return found

    def statements(self, keys: Iterable[int]) -> dict[str, Statement]:
        """Return all statements that have one of some keys, by their reports."""
        found: dict[str, Statement] = {}
        for some in chunks(sorted(set(keys))):
            asked = select(_STATEMENTS.c.report, _STATEMENTS.c.statement).where(_STATEMENTS.c.key.in_(some))
            for report, kept in self._connection.execute(asked):
                if report not in found:
                    found[report] = Statement.from_list(json.loads(kept))
        return found


def key_of(kind: str, key: str) -> int:
    """Return 64 bits, with a sign, for a key of a kind: the same in every process."""
    digest = blake2b(f"{kind}\n{key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def resolving_keys(cited: Cited, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield what a document has to share with a reference that means it."""
    yield from rarest(cited.keys, counts)
    if cited.plain_url:
        yield f" {cited.plain_url}"


def held_keys(held: Held) -> Iterator[str]:
    """Yield by what references find a document."""
    yield from held.keys
    if held.plain_url and is_of_a_page(held.plain_url):
        yield f" {held.plain_url}"


def _keys(document: Document, credits: Iterable[tuple[str, int]], counts: Counts) -> Iterator[tuple[str, str, int]]:
    found = {("by", key, 0) for key in (*publisher_keys(document), *author_keys(document))}
    found |= {("credits", key, day) for key, day in credits}
    found |= {("held", key, 0) for key in held_keys(held_as(document))}
    for cited in cited_in(document):
        found |= {("resolves", key, cited.index) for key in resolving_keys(cited, counts.titles)}
        found |= {("cites", key, cited.index) for key in resolving_keys(cited, counts.cited)}
    return iter(sorted(found))


def _came_row(number: int, document: Document, words: int, pairs: int) -> dict[str, Any]:
    moment = document.published
    return {
        "number": number,
        "document": document.id,
        "words": words,
        "pairs": pairs,
        "earliest": moment.earliest.toordinal() if moment and moment.earliest else None,
        "latest": moment.latest.toordinal() if moment and moment.latest else None,
    }


def _name_row(name: Name) -> dict[str, Any]:
    words = " ".join(name.words)
    written = name.written or ""
    return {"words": words, "written": written, "first": name.words[0], "key": name.key, "is_author": name.is_author}


def _statement_rows(number: int, document: Document, reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    for report in {report.id: report for report in reports}.values():
        made = statement_of(report, document)
        if made is not None:
            kept = json.dumps(made.to_list(), separators=(",", ":"))
            for key in sorted({key_of("states", key) for key in made.keys}):
                yield {"key": key, "report": made.report, "number": number, "statement": kept}


def paired(statements: Mapping[str, Statement], pairs: Iterable[Sequence[str]]) -> set[str]:
    """Return the documents of the reports of some pairs."""
    return {statements[report].document for pair in pairs for report in pair}
