"""What filters leave of a table: how many, counted by facets, page by page, in time, on a map, who against whom.

Invariant: every number is of the rows of one snapshot; what a facet counts leaves its own filter out, so that one can
change over to another value, unless it is asked otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.indexing import measures
from dateline.indexing.filters import NONE, Filters
from dateline.indexing.masks import Masks
from dateline.indexing.measures import Histogram, Mark, Pair, Spans
from dateline.indexing.sorting import check_sort, read_token, token
from dateline.indexing.state import State
from dateline.indexing.table import Table

__all__ = ["FacetValue", "Found", "Page"]

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """Hold one value of a facet as a filter takes it, as people read it, with the rows that have it."""

    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the primary keys and ids of the rows of one page, in order, and the token of the next page, if any."""

    rows: list[int]
    ids: list[str]
    next: str | None


class Found:
    """Hold the rows of a table that filters leave; made by `Columns.where`."""

    def __init__(self, state: State, filters: Filters) -> None:
        self._state, self.filters = state, filters
        self._table: Table = state.tables[filters.what]
        self._masks = Masks(state, self._table)

    @cached_property
    def mask(self) -> Array:
        """Tell of every row of the table whether it is shown and the filters leave it."""
        return self._mask(None)

    def _mask(self, but: str | None) -> Array:
        mask = self._table.alive
        for key, values in self.filters.asked.items():
            if key != but:
                mask = mask & self._masks.mask(key, values)
        return mask

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return int(np.count_nonzero(self.mask)) if self.filters else self._table.count

    def __len__(self) -> int:
        return self.count

    # Facets

    def facets(self, names: Iterable[str], most: int = 12, *, narrowed: bool = False) -> dict[str, list[FacetValue]]:
        """Return the values of facets that most rows have, the commonest first (months and classes in their order).

        What is selected is among them even where it is not among the `most`. With `narrowed` a facet counts only what
        its own filter leaves, too. Raises DatelineError for a facet that does not exist, naming the nearest.
        """
        return {name: self._facet(name, most, narrowed=narrowed) for name in names}

    def _facet(self, name: str, most: int, *, narrowed: bool) -> list[FacetValue]:
        facet = self._table.facet(name)
        asked = self.filters.asked.get(name, ())
        counts_own = narrowed or not asked
        others = self.filters if counts_own else self.filters.without(name)
        mask = None if not others else self.mask if counts_own else self._mask(name)
        counts, lacking = self._table.count_of(name, mask)
        wanted = self._wanted(name, asked)
        top = _largest(counts, most)
        codes = dict.fromkeys([*top, *(code for code in sorted(wanted) if code not in top)])
        shown = sorted(codes) if facet.in_order else list(codes)
        values = [
            FacetValue(facet.value(code), facet.label(code), int(counts[code]) if code < len(counts) else 0,
                       code in wanted)
            for code in shown
        ]  # fmt: skip
        if NONE in asked or (lacking and name == "reviewed"):
            count = lacking if not facet.is_list else self._lacking(name, mask)
            values.append(FacetValue(NONE, facet.none, count, NONE in asked))
        return values

    def _wanted(self, name: str, asked: Sequence[str]) -> set[int]:
        """Return the codes that are asked for: of several that some words can mean, those that a row has."""
        facet, (counts, _) = self._table.facet(name), self._table.count_of(name, None)
        wanted = {code for value in asked if value != NONE for code in facet.find(value)}
        return {code for code in wanted if code < len(counts) and counts[code]} or wanted

    def _lacking(self, name: str, mask: Array | None) -> int:
        lacking = self._masks.mask(name, (NONE,))
        return int(np.count_nonzero(lacking & (self._table.alive if mask is None else mask)))

    # Pages

    def page(self, sort: str = "newest", size: int = 50, after: str | None = None) -> Page:
        """Return the rows of one page; `after` is the token of the page before.

        Raises DatelineError for a sort or a token that is none, or a size below 1.
        """
        if size < 1:
            raise DatelineError(f"a page has at least one row: the size is {size}; give 1 or more")
        name, is_reversed = check_sort(self._table.what, sort)
        order, values = self._order(name)
        last = None if after is None else read_token(self._table.what, sort, after)
        rows = order[::-1] if is_reversed else order
        if last is not None:
            at = self._still_at(rows, last[1]) if name == "relevance" else None
            rows = rows[self._behind(order, values, last, is_reversed=is_reversed) if at is None else at + 1 :]
        chosen = _first(rows, self.mask, size + 1)
        shown, keys = chosen[:size], self._table.keys
        more = len(chosen) > size
        end = None
        if more:
            value = float(values[int(np.flatnonzero(order == shown[-1])[0])])
            end = token(self._table.what, sort, value, int(keys[shown[-1]]))
        return Page(self._table.columns["row"][shown].tolist(), self._table.ids(shown), end)

    def _order(self, sort: str) -> tuple[Array, Array]:
        """Return the shown rows in an order, and the value of each that they are sorted by."""
        return self._by_relevance() if sort == "relevance" else self._table.order(sort)

    def _by_relevance(self) -> tuple[Array, Array]:
        words: Sequence[str] = self.filters.asked.get("search", ())
        if not words:
            raise DatelineError("relevance is to the words of a search: give `search`, or sort otherwise")
        fit = self._state.search(words[0]).fit
        for more in words[1:]:
            fit = np.fmin(fit, self._state.search(more).fit)
        if self._table.what == "incidents":
            reports = self._state.tables["reports"]
            told = reports.columns["incident"]
            is_in = reports.alive & (told >= 0) & np.isfinite(fit)
            best = np.full(len(self._table), np.inf)
            np.minimum.at(best, told[is_in], fit[is_in])
            fit = np.where(np.isinf(best), np.nan, best)
        return self._table.order_by(fit)

    def _still_at(self, rows: Array, key: int) -> int | None:
        """Return where the row of a key stands in an order, None where it is gone.

        How well words fit a row hangs on all the others, too: what came since leaves no value as it was.
        """
        found = np.flatnonzero(self._table.keys[rows] == np.uint64(key))
        return int(found[0]) if len(found) else None

    def _behind(self, order: Array, values: Array, last: tuple[float, int], *, is_reversed: bool) -> int:
        """Return how many rows of an order come before the one behind that of a token, or are it."""
        value, key = last
        low, high = int(np.searchsorted(values, value, "left")), int(np.searchsorted(values, value, "right"))
        keys = self._table.keys[order[low:high]]
        at = low + int(np.searchsorted(keys, np.uint64(key), side="left" if is_reversed else "right"))
        return len(order) - at if is_reversed else at

    def rows(self) -> Array:
        """Return the primary keys of all rows, in the order in which they were read."""
        found: Array = self._table.columns["row"][self.mask]
        return found

    # What is drawn

    def spans(self) -> Spans:
        """Return when the rows that have a time were, as arrays."""
        return measures.spans(self._table, self.mask)

    def histogram(self, unit: str = "month") -> Histogram:
        """Count the rows by the unit of time (day, week, month, year, decade) in which each lies wholly."""
        return measures.histogram(self._table, self.mask, unit)

    def places(self) -> list[Mark]:
        """Return the places of the rows, each precision of it on its own, the commonest first."""
        return measures.marks(self._table, self.mask, self._state.places)

    def pairs(self, most: int = 100) -> list[Pair]:
        """Return who acts against whom, the commonest first."""
        return measures.pairs(self._table, self.mask, most)


def _largest(counts: Array, most: int) -> list[int]:
    """Return the codes with the largest counts, but for those of none; of equals the first."""
    there = np.flatnonzero(counts)
    if len(there) > most:
        least = np.partition(counts[there], len(there) - most)[len(there) - most]
        there = there[counts[there] >= least]
    ranked: Sequence[int] = there[np.argsort(-counts[there], kind="stable")].tolist()
    return list(ranked[:most])


def _first(rows: Array, mask: Array, number: int) -> Array:
    """Return the first rows of an order that a mask leaves."""
    step, found, at, have = 4096, list[Array](), 0, 0
    while at < len(rows) and have < number:
        some = rows[at : at + step]
        some = some[mask[some]]
        found.append(some)
        have += len(some)
        at, step = at + step, step * 4
    return np.concatenate(found)[:number] if found else np.empty(0, np.int64)
