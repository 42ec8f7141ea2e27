"""What was read of the press, and what came of it: documents by day, outlet, format and language, and failures.

Invariant: whatever is counted is counted from the shelf, which reads a document once and without its text. Documents
without a day are counted apart, never put on one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.desk.shelf import Book
from dateline.errors import MomentError
from dateline.model import Moment

__all__ = ["COVERAGE", "Coverage"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Coverage:
    """Hold what was read as of one state of a record: its documents, what could not be read, and the builds."""

    books: Sequence[Book]
    failures: Sequence[Mapping[str, Any]]
    runs: Sequence[Mapping[str, Any]]

    @cached_property
    def by_month(self) -> list[tuple[str, int, int]]:
        """Return months with how many documents came out and how many reports these have, the first first."""
        counted = self._by(lambda book: _came(book.published)[1])
        return sorted(one for one in counted if one[0])

    @cached_property
    def by_outlet(self) -> list[tuple[str | None, int, int]]:
        """Return outlets with how many documents and reports they have, the largest first; None names none."""
        return sorted(self._by(lambda book: book.publisher), key=lambda one: (-one[1], one[0] or ""))

    @cached_property
    def by_media(self) -> Counter[str]:
        """Count documents by the format they were read from."""
        return Counter(book.media or "unknown" for book in self.books)

    @cached_property
    def by_language(self) -> Counter[str]:
        """Count documents by their language, `unknown` where nothing tells."""
        return Counter(book.language or "unknown" for book in self.books)

    @cached_property
    def by_run(self) -> Counter[int]:
        """Count documents by the run that coded them last."""
        return Counter(book.run for book in self.books)

    @cached_property
    def without_anything(self) -> list[str]:
        """The documents in which nothing was found: neither a report nor a claim."""
        return sorted(book.id for book in self.books if not book.reports and not book.claims)

    @cached_property
    def days(self) -> Array:
        """The days on which documents came out, one for each that tells its day, sorted."""
        days = (_came(book.published)[0] for book in self.books)
        return np.sort(np.array([day for day in days if day is not None], np.int64))

    def count(self) -> None:
        """Count all there is to count, so that no reader waits for it."""
        for name, kept in vars(type(self)).items():
            if isinstance(kept, cached_property):
                getattr(self, name)

    def _by(self, key_of: Callable[[Book], Any]) -> list[tuple[Any, int, int]]:
        documents, reports = Counter[Any](), Counter[Any]()
        for book in self.books:
            key = key_of(book)
            documents[key] += 1
            reports[key] += book.reports
        return [(key, n, reports[key]) for key, n in documents.items()]


def _read(desk: Desk, before: Coverage | None) -> Coverage:
    del before
    made = Coverage(desk.shelf.books(), desk.record.outstanding(), list(desk.record.runs()))
    made.count()
    return made


@lru_cache(maxsize=50_000)
def _came(published: str) -> tuple[int | None, str]:
    """Return day (since 1970-01-01) and month of a publication, None and empty where they are not known."""
    if not published:
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

COVERAGE: Kept[Desk, Coverage] = Kept(_read, may_lag=True)
