"""What was read of the press, and what came of it: documents by day, outlet, format and language, and failures.

Invariant: a document is read here once, when it is first coded, without its text, and again when it is coded anew;
whatever is counted is counted from that. Documents without a day are counted apart, never put on one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.errors import MomentError
from dateline.model import Moment
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.failing import outstanding

__all__ = ["COVERAGE", "Coverage", "ReadDocument"]

_CODINGS, _DOCUMENTS, _SOURCES = tables.codings.c, tables.documents.c, tables.sources.c
_REPORTS, _CLAIMS = tables.reports.c, tables.claims.c
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Hold what is counted of one document: when it came out, who published it, what it told, and which run coded it.

    `month` is `2008-06`, or empty where none is known; `day` counts days since 1970-01-01, None where none is known.
    """

    day: int | None
    month: str
    outlet: str | None
    language: str | None
    run: int
    coding: int
    reports: int = 0
    claims: int = 0
    media: str = ""


@dataclass(frozen=True)
class Coverage:
    """Hold what was read as of one state of a record: each document by its id, and what could not be read.

    `coding` and `source` are the newest rows that were read.
    """

    coding: int
    source: int
    documents: Mapping[str, ReadDocument]
    failures: Sequence[Mapping[str, Any]]
    runs: Sequence[Mapping[str, Any]]

    @cached_property
    def by_month(self) -> list[tuple[str, int, int]]:
        """Return months with how many documents came out and how many reports these have, the first first."""
        return self._by("month")

    @cached_property
    def by_outlet(self) -> list[tuple[str | None, int, int]]:
        """Return outlets with how many documents and reports they have, the largest first; None names none."""
        return sorted(self._by("outlet"), key=lambda one: (-one[1], one[0] or ""))

    @cached_property
    def by_media(self) -> Counter[str]:
        """Count documents by the format they were read from."""
        return Counter(one.media or "unknown" for one in self.documents.values())

    @cached_property
    def by_language(self) -> Counter[str]:
        """Count documents by their language, `unknown` where nothing tells."""
        return Counter(one.language or "unknown" for one in self.documents.values())

    @cached_property
    def by_run(self) -> Counter[int]:
        """Count documents by the run that coded them last."""
        return Counter(one.run for one in self.documents.values())

    @cached_property
    def silent_documents(self) -> list[str]:
        """The documents in which nothing was found: neither a report nor a claim."""
        return sorted(id_ for id_, one in self.documents.items() if not one.reports and not one.claims)

    @cached_property
    def days(self) -> Array:
        """The days on which documents came out, one for each that tells its day, sorted."""
        return np.sort(np.array([one.day for one in self.documents.values() if one.day is not None], np.int64))

    def count(self) -> None:
        """Count all there is to count, so that no reader waits for it."""
        for name, kept in vars(type(self)).items():
            if isinstance(kept, cached_property):
                getattr(self, name)

    def _by(self, name: str) -> list[tuple[Any, int, int]]:
        documents, reports = Counter[Any](), Counter[Any]()
        for one in self.documents.values():
            key = getattr(one, name)
            documents[key] += 1
            reports[key] += one.reports
        return sorted(
            ((key, n, reports[key]) for key, n in documents.items() if name != "month" or key),
            key=lambda one: one[0] or "",
        )


def _read(desk: Desk, before: Coverage | None) -> Coverage:
    coding, source = (before.coding, before.source) if before else (0, 0)
    documents = dict(before.documents) if before else {}
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        coding = _read_codings(connection, coding, documents)
        source = _read_media(connection, source, documents)
        failures = outstanding(connection)
    made = Coverage(coding, source, documents, failures, list(desk.record.runs()))
    made.count()
    return made


def _read_codings(connection: Connection, since: int, documents: dict[str, ReadDocument]) -> int:
    """Read what was coded since a coding, and return the newest."""
    told = {
        table: dict(
            tuple(row)
            for row in connection.execute(
                select(table.c.coding, func.count()).where(table.c.coding > since).group_by(table.c.coding)
            )
        )
        for table in (tables.reports, tables.claims)
    }
    asked = select(
        _CODINGS.id, _CODINGS.document, _CODINGS.run, _DOCUMENTS.published, _DOCUMENTS.publisher, _DOCUMENTS.language
    )
    asked = asked.join(tables.documents, _DOCUMENTS.id == _CODINGS.document).where(_CODINGS.id > since)
    for row in connection.execute(asked.order_by(_CODINGS.id)):
        day, month = _came(row.published)
        before = documents.get(row.document)
        documents[row.document] = ReadDocument(
            day,
            month,
            row.publisher,
            row.language,
            row.run,
            row.id,
            told[tables.reports].get(row.id, 0),
            told[tables.claims].get(row.id, 0),
            before.media if before else "",
        )
        since = row.id
    return since


def _read_media(connection: Connection, since: int, documents: dict[str, ReadDocument]) -> int:
    """Read from what formats documents were read since a source, and return the newest."""
    blobs = tables.blobs.c
    asked = select(_SOURCES.id, _SOURCES.document, blobs.media).join(tables.blobs, blobs.sha256 == _SOURCES.sha256)
    for id_, document, media in connection.execute(asked.where(_SOURCES.id > since).order_by(_SOURCES.id)):
        known = documents.get(document)
        if known is None:
            break  # it is not coded yet: it is read with its coding
        documents[document] = replace(known, media=known.media or media)
        since = id_
    return since


@lru_cache(maxsize=50_000)
def _came(published: str | None) -> tuple[int | None, str]:
    """Return day (since 1970-01-01) and month of a publication, None and empty where they are not known."""
    if published is None:
        return None, ""
    try:
        first, last = _bounds(published)
    except (ValueError, MomentError):
        return None, ""
    if first is None or last is None:
        return None, ""
    day = first.toordinal() - _EPOCH if first == last else None
    is_one = (first.year, first.month) == (last.year, last.month)
    return day, f"{first:%Y-%m}" if is_one else ""


def _bounds(published: str) -> tuple[date | None, date | None]:
    if len(published) == len("2008-06-14"):
        day = date.fromisoformat(published)
        return day, day
    moment = Moment(published)
    return moment.earliest, moment.latest


_EPOCH = date(1970, 1, 1).toordinal()

COVERAGE: Kept[Coverage] = Kept(_read, may_lag=True)
