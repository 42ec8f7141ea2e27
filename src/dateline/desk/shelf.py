"""The documents of a record as a list that is filtered, counted, sorted and paged, held in memory.

Invariant: what is listed is one state of the record, that of the last refresh; who reads never waits for one. An order
is total, by a value and then by id, so that a token leads to what is behind it even where documents came since.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from dateline.desk.bookmarks import NO_TOKEN, count_before, last_of, token_of
from dateline.desk.publication import is_within
from dateline.desk.versions import page_of
from dateline.errors import DatelineError
from dateline.indexing import NONE, FacetValue
from dateline.record import Record, tables
from dateline.record.database import guard
from dateline.record.wording import documents_with, numbered_documents

__all__ = ["FACETS", "SORTS", "Listed", "Shelf", "Tally"]

Array = NDArray[Any]

# The facets, and what is said of a document that has no value there.
FACETS: Mapping[str, str] = {"publisher": "not stated", "year": "not known", "format": "not known"}
# What documents are counted by besides, in sum.
_COUNTED = ("published", "language")
SORTS: Mapping[str, str] = {
    "newest": "Latest publication first; undated ones last.",
    "oldest": "Earliest publication first; undated ones last.",
    "title": "By title.",
    "reports": "Most reports first.",
    "relevance": "What holds the words best first; only with words.",
}
# Titles are sorted by so many characters, and by the id after: a token holds them, and an address its token.
_TITLE = 200
_YEAR = re.compile(r"\d{4}")
_LAST = "\U0010ffff"
# To rank 110,000 documents takes 600 ms; usual words that so many hold tell none from another.
_RANKED = 20_000


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one page of the list: the ids of the documents, how many fit in all, the next page's token, the facets.

    `counts` has the reports and the claims of each document shown, `formats` the media type of its bytes.
    """

    ids: Sequence[str]
    counts: Sequence[tuple[int, int]]
    formats: Sequence[str | None]
    count: int
    next: str | None
    facets: Mapping[str, list[FacetValue]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Count the documents of one state of the list.

    `by` has for a facet, `published` (as EDTF) and `language` how many documents and reports each value has, None where
    it is not known; `by_run` how many documents each run coded last; `bare` are those in which nothing was found.
    """

    documents: int
    by: Mapping[str, Mapping[str | None, tuple[int, int]]]
    by_run: Mapping[int, int]
    bare: Sequence[str]


@dataclass
class _Books:
    """Hold the documents in the order in which they were read; lists only grow, but for counts of what is recoded."""

    ids: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    codes: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in (*FACETS, *_COUNTED)})
    values: dict[str, dict[str, int]] = field(
        default_factory=lambda: {name: {NONE: 0} for name in (*FACETS, *_COUNTED)}
    )
    # The documents of each page that has an address, each with the build that coded it first.
    pages: dict[str, dict[str, int]] = field(default_factory=dict)
    # By its number in the full text index, the place of a document here; -1 where there is none.
    numbered: list[int] = field(default_factory=list)

    def code(self, facet: str, value: str | None) -> int:
        values = self.values[facet]
        return values.setdefault(value or NONE, len(values))


class Shelf:
    """Know the documents of a record; read when it is first asked, then by `refresh`."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()
        self._books = _Books()
        self._coding = 0
        self._now: _Snapshot | None = None

    @property
    def version(self) -> int:
        """What changes when the list does: the newest coding that was read."""
        return self._coding

    def refresh(self) -> None:
        """Read the documents that were coded since."""
        codings = tables.codings.c
        with self._lock:
            with guard(self._record.name), self._record.engine.connect() as connection:
                newest = connection.execute(select(func.max(codings.id))).scalar() or 0
                if newest == self._coding and self._now is not None:
                    return
                self._read(connection, newest)
            for number, id_ in numbered_documents(self._record, above=len(self._books.numbered) - 1):
                self._books.numbered += [-1] * (number - len(self._books.numbered))
                self._books.numbered.append(self._books.places.get(id_, -1))
            self._now = _Snapshot(self._books)
            self._coding = newest

    def _read(self, connection: Connection, newest: int) -> None:
        documents, codings, sources, blobs = tables.documents.c, tables.codings.c, tables.sources.c, tables.blobs.c
        new = (codings.id > self._coding) & (codings.id <= newest)
        asked = select(codings.document, codings.id, codings.run).where(new).order_by(codings.id)
        rows = connection.execute(asked).all()
        coded = {row[0]: (row[1], row[2]) for row in rows}
        first = {row[0]: row[2] for row in reversed(rows)}
        counts = []
        for table in (tables.reports.c, tables.claims.c):
            of_coding = select(table.coding, func.count()).where(table.coding > self._coding).group_by(table.coding)
            counts.append({row[0]: row[1] for row in connection.execute(of_coding)})
        media = select(sources.document, blobs.media).join(tables.blobs, blobs.sha256 == sources.sha256)
        columns = (documents.id, documents.title, documents.path, documents.url, documents.publisher)
        told = select(*columns, documents.published, documents.language)
        if self._coding:
            since = select(codings.document).where(new)
            media, told = media.where(sources.document.in_(since)), told.where(documents.id.in_(since))
        formats = {row[0]: row[1] for row in connection.execute(media)}
        books = self._books
        for row in connection.execute(told):
            if row.id not in coded:
                continue  # stored since; the next refresh reads it
            coding, run = coded[row.id]
            if row.id not in books.places:
                books.places[row.id] = len(books.ids)
                books.ids.append(row.id)
                if page := page_of(row.url):
                    books.pages.setdefault(page, {})[row.id] = first[row.id]
                books.titles.append((row.title or row.path or row.url or row.id).casefold()[:_TITLE])
                books.published.append(row.published or "")
                year = _YEAR.match(row.published or "")
                facets = {"publisher": row.publisher, "year": year[0] if year else None, "format": formats.get(row.id)}
                for facet, value in {**facets, "published": row.published, "language": row.language}.items():
                    books.codes[facet].append(books.code(facet, value))
                books.reports.append(0)
                books.claims.append(0)
                books.runs.append(0)
            place = books.places[row.id]
            books.runs[place] = run
            books.reports[place], books.claims[place] = counts[0].get(coding, 0), counts[1].get(coding, 0)

    def of_page(self, url: str | None) -> dict[str, int]:
        """Return the documents that have the address of one page, each with the build that coded it first."""
        page = page_of(url)
        return dict(self._books.pages.get(page, {})) if page else {}

    def tally(self) -> Tally:
        """Count the documents."""
        if self._now is None:
            self.refresh()
        assert self._now is not None
        return self._now.tally()

    def listed(
        self,
        filters: Mapping[str, Sequence[str]],
        *,
        search: str | None = None,
        sort: str = "newest",
        size: int = 50,
        after: str | None = None,
        most: int = 8,
    ) -> Listed:
        """Return a page of the documents that filters (facets, `published`: days or months) and words leave.

        `-` in front of a sort turns it around. Raises DatelineError for a sort or a token that is none.
        """
        name = _sort_of(sort, search)
        last = None if after is None else last_of(sort, after)
        now = self._newest()
        found = None if search is None else self._with_words(now, search, is_ranked=name == "relevance")
        held = np.ones(now.size, bool) if found is None else now.only(found)
        masks = {facet: now.mask(facet, values) for facet, values in filters.items() if values}
        keys: Sequence[Any] | Mapping[int, Any]
        if name == "relevance" and found is not None and len(found) <= _RANKED:
            order, keys = found, now.ranked(found)
        else:
            name = "newest" if name == "relevance" else name
            order, keys = now.order(name)
        fitting = order[_all_of(held, masks)[order]]
        is_turned = sort.startswith("-")
        if is_turned:
            fitting = fitting[::-1]
        start = 0
        if last is not None and len(fitting):
            if type(keys[int(fitting[0])]) is not type(last[0]):
                raise DatelineError(NO_TOKEN)
            start = count_before(fitting, keys, now.ids, last, descends=(name == "newest") != is_turned)
            if name == "relevance":  # how well words fit a document hangs on all the others, too
                start = next((n + 1 for n, place in enumerate(fitting) if now.ids[int(place)] == last[1]), start)
        shown = [int(place) for place in fitting[start : start + size]]
        more = start + size < len(fitting)
        return Listed(
            [now.ids[place] for place in shown],
            [(now.reports[place], now.claims[place]) for place in shown],
            [now.format_of(place) for place in shown],
            len(fitting),
            token_of(sort, keys[shown[-1]], now.ids[shown[-1]]) if more else None,
            {
                facet: now.counted(facet, _all_of(held, masks, but=facet), filters.get(facet, ()), most)
                for facet in FACETS
            },
        )

    def _newest(self) -> _Snapshot:
        if self._now is None:
            self.refresh()
        assert self._now is not None
        return self._now

    def _with_words(self, now: _Snapshot, search: str, *, is_ranked: bool) -> Array:
        """Return the places of the documents with some words, the best first where they are ranked and not too many."""
        hits = documents_with(self._record, search)
        if is_ranked and len(hits) <= _RANKED:
            hits = documents_with(self._record, search, ranked=True)
        return now.places_of(hits)


def _sort_of(sort: str, search: str | None) -> str:
    """Return the name of a sort, whichever way around; raises DatelineError where there is none."""
    name = sort.removeprefix("-")
    if name not in SORTS or (name == "relevance" and not search):
        near = difflib.get_close_matches(name, SORTS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(SORTS)}"
        raise DatelineError(f"documents are not sorted by {sort!r}; {hint}")
    return name


def _all_of(held: Array, masks: Mapping[str, Array], *, but: str | None = None) -> Array:
    """Return which documents are held and fit all filters, or all but one."""
    fits = held.copy()
    for name, mask in masks.items():
        if name != but:
            fits &= mask
    return fits


class _Snapshot:
    """Hold one state of the list; the orders are made when they are first asked for."""

    def __init__(self, books: _Books) -> None:
        self.size = len(books.ids)
        self.ids = books.ids
        self.reports, self.claims, self._runs = list(books.reports), list(books.claims), list(books.runs)
        self._books = books
        self._codes = {name: np.array(codes, np.int32) for name, codes in books.codes.items()}
        self._names = {name: list(values) for name, values in books.values.items()}
        self._numbered = np.array(books.numbered, np.int64)
        self._orders: dict[str, tuple[Array, Sequence[Any]]] = {}

    def places_of(self, found: list[int] | list[str]) -> Array:
        """Return the places of the documents of some numbers (or ids), in their order, without those not here yet."""
        if found and isinstance(found[0], str):
            places = [self._books.places.get(str(id_), self.size) for id_ in found]
            return np.array([place for place in places if place < self.size], np.int64)
        numbers = np.array(found, np.int64)
        places_of = self._numbered[numbers[numbers < len(self._numbered)]]
        return places_of[(places_of >= 0) & (places_of < self.size)]

    def only(self, places: Array) -> Array:
        """Tell of each document whether it is at one of some places."""
        mask = np.zeros(self.size, bool)
        mask[places] = True
        return mask

    def tally(self) -> Tally:
        """Count the documents by what is kept of them as codes."""
        reports, claims, by = np.array(self.reports, np.int64), np.array(self.claims, np.int64), {}
        for name, codes in self._codes.items():
            documents, told = np.bincount(codes), np.bincount(codes, weights=reports)
            there = np.flatnonzero(documents).tolist()
            names = [self._names[name][code] if code else None for code in there]
            numbers = zip(documents[there].tolist(), told[there].astype(np.int64).tolist(), strict=True)
            by[name] = dict(zip(names, numbers, strict=True))
        runs, counts = np.unique(np.array(self._runs, np.int64), return_counts=True)
        bare = sorted(self.ids[place] for place in np.flatnonzero((reports == 0) & (claims == 0)).tolist())
        return Tally(self.size, by, dict(zip(runs.tolist(), counts.tolist(), strict=True)), bare)

    def mask(self, facet: str, values: Sequence[str]) -> Array:
        if facet == "published":
            fits = [any(is_within(name, value) for value in values) for name in self._names[facet]]
            return np.array(fits, bool)[self._codes[facet]]
        known = self._books.values[facet]
        return np.isin(self._codes[facet], [known[value] for value in values if value in known])

    def format_of(self, place: int) -> str | None:
        name = self._names["format"][int(self._codes["format"][place])]
        return None if name == NONE else name

    def order(self, name: str) -> tuple[Array, Sequence[Any]]:
        """Return the places in an order, and of each place the value it goes by."""
        if name not in self._orders:
            keys, descends = _KEYS[name](self), name == "newest"
            places = sorted(range(self.size), key=self.ids.__getitem__, reverse=descends)
            places.sort(key=keys.__getitem__, reverse=descends)
            self._orders[name] = np.array(places, np.int64), keys
        return self._orders[name]

    def ranked(self, found: Array) -> Mapping[int, int]:
        """Return the rank of each document that was found, as the value that it goes by."""
        return {int(place): rank for rank, place in enumerate(found)}

    @property
    def published(self) -> list[str]:
        return self._books.published

    @property
    def titles(self) -> list[str]:
        return self._books.titles

    def counted(self, facet: str, held: Array, chosen: Sequence[str], most: int) -> list[FacetValue]:
        """Count documents by a facet, the commonest first, years in their order; what is chosen is always there."""
        names = self._names[facet]
        counts = np.bincount(self._codes[facet][held], minlength=len(names))
        top = [int(code) for code in np.argsort(-counts, kind="stable")[:most] if counts[code]]
        known = self._books.values[facet]
        codes = dict.fromkeys([*top, *(known[value] for value in chosen if known.get(value, len(names)) < len(names))])
        shown = sorted(codes, key=lambda code: (code == 0, names[code])) if facet == "year" else list(codes)
        return [
            FacetValue(
                names[code], FACETS[facet] if code == 0 else names[code], int(counts[code]), names[code] in chosen
            )
            for code in shown
        ]


_KEYS: Mapping[str, Callable[[_Snapshot], Sequence[Any]]] = {
    "newest": lambda now: now.published,
    "oldest": lambda now: [said or _LAST for said in now.published[: now.size]],
    "title": lambda now: now.titles,
    "reports": lambda now: [-count for count in now.reports],
}
