"""One reading of a record, held in memory: the shown reports and incidents as columns, and the review queue.

Invariant: a snapshot never changes, so that whoever answers a question asks one state of the record throughout.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.indexing.arrays import key_of
from dateline.indexing.filters import Filters
from dateline.indexing.found import Found
from dateline.indexing.masks import KeptMasks, Masks
from dateline.indexing.namings import Actors
from dateline.indexing.places import Places
from dateline.indexing.queueing import Decisions
from dateline.indexing.reports import ReportColumns
from dateline.indexing.searching import RANKED, Asking, Hits
from dateline.indexing.sorting import SORTS, order_of
from dateline.indexing.table import Table
from dateline.reconciling.incidents.deciding.urgency import Proposal

__all__ = ["Columns", "Snapshot"]

Array = NDArray[Any]
_SEARCHES = 16
_REVIEWERS = 64


# What is counted beside most lists.
_USUAL = ("type", "status", "actor", "place", "month", "voice", "grade", "reviewed")


@dataclass(eq=False, repr=False)
class Snapshot:
    """Hold one state of a record; made by `Index.refresh`. `version` changes when anything in the record changed."""

    version: str
    tables: Mapping[str, Table]
    read: ReportColumns
    actors: Actors
    places: Places
    numbers: Callable[[str], int | None]
    proposals: Mapping[int, Proposal]
    urgent: Sequence[int]
    decisions: Decisions
    asking: Asking
    # Nothing that a snapshot holds may lead back to it: it has to go, with its arrays, as soon as nobody asks it.
    masks: KeptMasks = field(default_factory=KeptMasks)
    _searches: OrderedDict[str, Hits] = field(default_factory=OrderedDict)
    _lock: Any = field(default_factory=Lock)
    _queues: dict[str | None, list[Proposal]] = field(default_factory=dict)

    @property
    def reports(self) -> Columns:
        """The reports of the newest coding of each document."""
        return Columns(self, "reports")

    @property
    def incidents(self) -> Columns:
        """The incidents that hold."""
        return Columns(self, "incidents")

    def number_of(self, incident: str) -> int | None:
        """Return the number of an incident that holds, by its id."""
        number = self.numbers(incident)
        alive = self.tables["incidents"].alive
        return number if number is not None and number < len(alive) and alive[number] else None

    def search(self, words: str) -> Hits:
        """Return which reports hold some words; the last few searches are kept."""
        asked = " ".join(words.split())
        with self._lock:
            if asked in self._searches:
                self._searches.move_to_end(asked)
                return self._searches[asked]
        at = self.read.at(self.asking.rows(asked))
        mask = np.zeros(len(self.read), bool)
        mask[at[at >= 0]] = True
        found = Hits(mask, partial(_ranked, self.asking, self.read, asked, mask))
        with self._lock:
            self._searches[asked] = found
            while len(self._searches) > _SEARCHES:
                self._searches.popitem(last=False)
        return found

    def follow(self, before: Snapshot, *, same_incidents: bool) -> None:
        """Take over what was worked out for the snapshot before, which begins with the same reports.

        `same_incidents` says that all incidents, and what each report tells of, are as they were.
        """
        self.tables["reports"].follow(before.tables["reports"])
        if same_incidents:
            self.tables["incidents"].follow(before.tables["incidents"], is_same=True)
        if before.read is self.read:
            with before._lock:
                self._searches.update(before._searches)

    def warm(self, *, is_first: bool) -> None:
        """Work out what most questions need, so that the first one is not slower than others.

        Of the `is_first` snapshot these are all orders: what follows only puts new rows into them.
        """
        self.read.warm()
        for what in ("reports", "incidents"):
            columns = Columns(self, what)
            columns.where().facets(_USUAL, 1)
            for sort in SORTS[what] if is_first else ("newest",):
                if sort != "relevance":
                    columns.order(sort, Filters(what))

    # The review queue

    def queue(self, reviewer: str | None = None) -> list[Proposal]:
        """Return the incidents that are in doubt, the most urgent first, without what a reviewer decided already."""
        with self._lock:
            if reviewer in self._queues:
                return self._queues[reviewer]
        decided = self.decided(reviewer) if reviewer is not None else set()
        made = [self.proposals[number] for number in self.urgent if number not in decided]
        with self._lock:
            if len(self._queues) >= _REVIEWERS:
                self._queues.clear()
            self._queues[reviewer] = made
        return made

    def decided(self, reviewer: str) -> set[int]:
        """Return the incidents, by number, of which a decision of a reviewer is about half of the reports or more."""
        table, found = self.tables["incidents"], set[int]()
        told, sizes = self.tables["reports"].columns["incident"], table.columns["reports"]
        for reports in self.decisions.of(reviewer):
            counts: dict[int, int] = {}
            for report in reports:
                at = self.read.find(key_of(report))
                if at is not None and (number := int(told[at])) >= 0:
                    counts[number] = counts.get(number, 0) + 1
            found |= {number for number, count in counts.items() if 2 * count >= sizes[number]}
        return found


class Columns:
    """Hold the shown reports or incidents of a snapshot, to be asked by filters."""

    def __init__(self, snapshot: Snapshot, what: str) -> None:
        self.snapshot, self.what = snapshot, what
        self.table = snapshot.tables[what]
        self.masks = Masks(snapshot, self.table)

    def __len__(self) -> int:
        return self.table.count

    def where(self, filters: Filters | None = None) -> Found:
        """Return what filters leave; raises DatelineError where they are of another table, or name what nothing has.

        A mode or an area that is unknown here is taken for a mistake, and the nearest is named.
        """
        filters = filters if filters is not None else Filters(self.what)
        if filters.what != self.what and filters:
            raise DatelineError(f"these filters are of {filters.what}, not of {self.what}")
        for name, values in filters.asked.items():
            self.table.check(name, values)
        return Found(self, filters)

    def keys_of(self, ids: Iterable[str]) -> list[int]:
        """Return the primary keys of shown rows by their ids, in that order, without those that are not there."""
        found = []
        for id_ in ids:
            at = self.snapshot.number_of(id_) if self.what == "incidents" else self.snapshot.read.find(key_of(id_))
            if at is not None:
                found.append(int(self.table.columns["row"][at]))
        return found

    def order(self, sort: str, filters: Filters) -> tuple[Array, Array]:
        """Return the shown rows in an order, and the value of each that they are sorted by."""
        if sort == "relevance":
            return self._by_relevance(filters)
        return self.table.order(sort)

    def _by_relevance(self, filters: Filters) -> tuple[Array, Array]:
        words: Sequence[str] = filters.asked.get("search", ())
        if not words:
            raise DatelineError("relevance is to the words of a search: give `search`, or sort otherwise")
        fit = self.snapshot.search(words[0]).fit
        for more in words[1:]:
            fit = np.fmin(fit, self.snapshot.search(more).fit)
        if self.what == "incidents":
            reports = self.snapshot.tables["reports"]
            told = reports.columns["incident"]
            is_in = reports.alive & (told >= 0) & np.isfinite(fit)
            best = np.full(len(self.table), np.inf)
            np.minimum.at(best, told[is_in], fit[is_in])
            fit = np.where(np.isinf(best), np.nan, best)
        return order_of(self.table, fit)


def _ranked(asking: Asking, read: ReportColumns, words: str, mask: Array) -> tuple[Array, Array]:
    if int(np.count_nonzero(mask)) > RANKED:
        hits = np.flatnonzero(mask).astype(np.int32)
        return hits, read.columns["length"][hits]
    rows, ranks = asking.ranks(words)
    at = read.at(rows)
    return at[at >= 0], ranks[at >= 0]
