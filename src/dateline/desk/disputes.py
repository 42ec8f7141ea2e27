"""All contradictions of a record in memory: filtered, counted and sorted without reading one of them.

Invariant: what is here of a contradiction is what its newest row says, and it is here exactly where that row holds;
a row that was read is not read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.indexing.arrays import key_of
from dateline.indexing.sorting import read_token, token
from dateline.record import tables
from dateline.record.database import guard

__all__ = ["DISPUTES", "SORTS", "Dispute", "Disputes"]

_TABLE = tables.contradictions.c
_WHAT = "contradictions"
SORTS: Mapping[str, str] = {
    "weight": "The weightiest first: those for which most speaks on both sides.",
    "newest": "What was found last first.",
    "kind": "By what the sides differ on, the weightiest first within each.",
}
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Hold what a contradiction is found by; `incident` is None where claims differ."""

    row: int
    id: str
    disputed: str
    field: str
    weight: float
    incident: str | None


@dataclass(frozen=True)
class Disputes:
    """Hold the contradictions of one state of a record, by id; `last` is the newest row that was read."""

    last: int
    by_id: Mapping[str, Dispute]

    @cached_property
    def all(self) -> Sequence[Dispute]:
        """All of them, in the order in which they were found."""
        return sorted(self.by_id.values(), key=lambda one: one.row)

    @cached_property
    def of_incidents(self) -> Mapping[str, Sequence[Dispute]]:
        """Those of each incident, the weightiest first."""
        found: dict[str, list[Dispute]] = {}
        for one in sorted(self.all, key=lambda one: (-one.weight, one.id)):
            if one.incident is not None:
                found.setdefault(one.incident, []).append(one)
        return found

    @cached_property
    def most_disputed(self) -> Sequence[tuple[str, float]]:
        """The incidents with contradictions and what those weigh together, the most first."""
        sums = ((id_, sum(one.weight for one in some)) for id_, some in self.of_incidents.items())
        return sorted(sums, key=lambda one: (-one[1], one[0]))

    @cached_property
    def _keys(self) -> Array:
        return np.array([key_of(one.id) for one in self.all], np.uint64)

    @cached_property
    def _weights(self) -> Array:
        return np.array([one.weight for one in self.all], np.float64)

    def mask(self, filters: Mapping[str, Sequence[str]], *, but: str | None = None) -> Array:
        """Tell of each whether filters leave it: `disputed`, `field`, `incident` (any of them), and `min_weight`."""
        mask = np.ones(len(self.all), bool)
        for name in ("disputed", "field", "incident"):
            wanted = frozenset(filters.get(name, ()))
            if wanted and name != but:
                mask &= np.fromiter((getattr(one, name) in wanted for one in self.all), bool, len(self.all))
        if filters.get("min_weight"):
            mask &= self._weights >= float(filters["min_weight"][0])
        return mask

    def count(self, name: str, filters: Mapping[str, Sequence[str]]) -> Counter[str]:
        """Count the values of `disputed` or `field` among what the other filters leave."""
        mask = self.mask(filters, but=name)
        return Counter(getattr(self.all[n], name) for n in np.flatnonzero(mask).tolist())

    def page(self, mask: Array, sort: str, size: int, after: str | None) -> tuple[list[Dispute], str | None]:
        """Return those of one page in an order, and the token of the next page; raises DatelineError for a bad token.

        `-` before the name of an order turns it around.
        """
        name, is_reversed = sort.removeprefix("-"), sort.startswith("-")
        values, order = self._order(name)
        order = order[::-1] if is_reversed else order
        chosen = order[mask[order]]
        if after is not None:
            value, key = read_token(_WHAT, sort, after)
            here = list(zip(values[chosen].tolist(), self._keys[chosen].tolist(), strict=True))
            is_behind = [(one < (value, key)) if is_reversed else (one > (value, key)) for one in here]
            chosen = chosen[np.array(is_behind, bool)]
        shown = chosen[:size]
        end = None
        if len(chosen) > size:
            last = shown[-1]
            end = token(_WHAT, sort, float(values[last]), int(self._keys[last]))
        return [self.all[n] for n in shown.tolist()], end

    def _order(self, name: str) -> tuple[Array, Array]:
        values = {"weight": self._by_weight, "newest": self._by_row, "kind": self._by_kind}[name]
        return values, np.lexsort((self._keys, values))

    @cached_property
    def _by_weight(self) -> Array:
        return -self._weights

    @cached_property
    def _by_row(self) -> Array:
        return np.array([-one.row for one in self.all], np.float64)

    @cached_property
    def _by_kind(self) -> Array:
        kinds = sorted({one.disputed for one in self.all})
        # Weights lie in [0, 1]: each kind has a stretch of its own.
        return np.array([2 * kinds.index(one.disputed) - one.weight for one in self.all], np.float64)


def _read(desk: Desk, before: Disputes | None) -> Disputes:
    last = before.last if before else 0
    columns = (_TABLE.row, _TABLE.id, _TABLE.disputed, _TABLE.field, _TABLE.weight, _TABLE.incident, _TABLE.holds)
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        found = connection.execute(select(*columns).where(_TABLE.row > last).order_by(_TABLE.row)).all()
    if not found and before is not None:
        return before
    return Disputes(found[-1][0] if found else last, _with(before.by_id if before else {}, found))


def _with(known: Mapping[str, Dispute], rows: Iterable[Any]) -> dict[str, Dispute]:
    made = dict(known)
    for *told, holds in rows:
        one = Dispute(*told)
        made.pop(one.id, None)
        if holds:
            made[one.id] = one
    return made


DISPUTES: Kept[Desk, Disputes] = Kept(_read)
