"""One reading of a record, held in memory: the shown reports and incidents as columns, and the review queue.

Invariant: a snapshot never changes, so that whoever answers a question asks one state of the record throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.errors import DatelineError
from dateline.indexing.arrays import key_of
from dateline.indexing.filters import Filters
from dateline.indexing.found import Found
from dateline.indexing.queueing import Decisions
from dateline.indexing.recent import Recent
from dateline.indexing.sorting import SORTS
from dateline.indexing.state import State
from dateline.reconciling.incidents.deciding.urgency import Proposal

__all__ = ["Columns", "Snapshot"]

_REVIEWERS = 64
# What is counted beside most lists.
_USUAL = ("type", "status", "actor", "place", "month", "voice", "grade", "reviewed")


@dataclass(eq=False, repr=False, kw_only=True)
class Snapshot(State):
    """Hold one state of a record, to be asked; made by `Index.refresh`."""

    proposals: Mapping[int, Proposal]
    urgent: Sequence[int]
    decisions: Decisions
    _queues: Recent[str | None, list[Proposal]] = field(default_factory=lambda: Recent(_REVIEWERS))

    @property
    def reports(self) -> Columns:
        """The reports of the newest coding of each document."""
        return Columns(self, "reports")

    @property
    def incidents(self) -> Columns:
        """The incidents that hold."""
        return Columns(self, "incidents")

    def follow(self, before: Snapshot, *, same_incidents: bool) -> None:
        """Take over what was worked out for the snapshot before, which begins with the same reports.

        `same_incidents` says that all incidents, and what each report tells of, are as they were.
        """
        self.tables["reports"].follow(before.tables["reports"])
        if same_incidents:
            self.tables["incidents"].follow(before.tables["incidents"], is_same=True)
        if before.read is self.read:
            self.searches.follow(before.searches)

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
                    columns.table.order(sort)

    # The review queue

    def queue(self, reviewer: str | None = None) -> list[Proposal]:
        """Return the incidents that are in doubt, the most urgent first, without what a reviewer decided already."""

        def make() -> list[Proposal]:
            decided = self.decided(reviewer) if reviewer is not None else set()
            return [self.proposals[number] for number in self.urgent if number not in decided]

        return self._queues.get(reviewer, make)

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

    def __len__(self) -> int:
        return self.table.count

    def where(self, filters: Filters | None = None) -> Found:
        """Return what filters leave; raises DatelineError where they are of another table, or name what nothing has.

        A mode or an area that is unknown here is taken for a mistake, and the nearest is named.
        """
        filters = filters or Filters(self.what)
        if filters.what != self.what:
            raise DatelineError(f"these filters are of {filters.what}, not of {self.what}")
        for name, values in filters.asked.items():
            self.table.check(name, values)
        return Found(self.snapshot, filters)

    def keys_of(self, ids: Iterable[str]) -> list[int]:
        """Return the primary keys of shown rows by their ids, in that order, without those that are not there."""
        found = []
        for id_ in ids:
            at = self.snapshot.number_of(id_) if self.what == "incidents" else self.snapshot.read.find(key_of(id_))
            if at is not None:
                found.append(int(self.table.columns["row"][at]))
        return found
