"""The shown rows of one reading, as filters, facets and sorts see them: a code for each row, or a list of codes.

Invariant: a table never changes. What is worked out from it is kept with it, and handed on to the table of the next
reading as far as it holds there, so that a few new rows cost a little and not what a million cost.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.indexing.arrays import Grown, rows_of
from dateline.indexing.filters import NONE
from dateline.indexing.sorting import merged, order_of, values_from

__all__ = ["Facet", "Table", "unique_pairs"]

Array = NDArray[Any]
_LISTED = 30
# What is counted is counted anew where more rows than this died since.
_FEW = 10_000


@dataclass(frozen=True, slots=True)
class Facet:
    """Say how a column is counted and asked for.

    `of` gives, from a row on, the code of each row (-1 where there is none), or, `is_list`, the numbers of rows, in
    ascending order, and the codes that each has, no pair twice. `find` gives the codes that a value of a filter means,
    `value` and `label` what a code is called in an address and for people, `none` what rows without are called.
    `in_order` are facets that are shown by code, others by count. What `of` gives of a row `lasts` where no later
    reading changes it. `known` are the values that there are, where another one is a mistake and not a value that
    nothing has.
    """

    is_list: bool
    of: Callable[[int], Any]
    find: Callable[[str], Any]
    value: Callable[[int], str]
    label: Callable[[int], str]
    none: str = "none"
    in_order: bool = False
    lasts: bool = False
    known: Callable[[], Sequence[str]] | None = None


@dataclass(slots=True)
class _Lasting:
    """Hold what is worked out row by row, how that is done for more rows, and the facet that it stands and falls by."""

    of: Callable[[Table, int], Any]
    facet: str | None
    grown: Grown


class Table:
    """Hold the columns of reports or incidents; see `report_table` and `incident_table`."""

    def __init__(
        self,
        what: str,
        *,
        alive: Array,
        columns: Mapping[str, Array],
        keys: Array,
        ids: Callable[[Array], list[str]],
        facets: Mapping[str, Facet],
        lists: Mapping[str, tuple[Array, Array]] | None = None,
    ) -> None:
        self.what, self.alive, self.columns, self.keys, self.facets = what, alive, columns, keys, facets
        self.ids = ids
        self._lists = lists or {}
        self.count = int(np.count_nonzero(alive))
        self._kept: dict[Any, Any] = {}
        self._lasting: dict[Any, _Lasting] = {}
        # Orders of the first rows, to which the others are added when they are asked for.
        self._begun: dict[str, tuple[Array, Array, int]] = {}

    def __len__(self) -> int:
        return len(self.alive)

    # What is worked out once

    def kept(self, name: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, made once."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def lasting(self, name: Any, of: Callable[[Table, int], Any], *, facet: str | None = None) -> Any:
        """Return what `of` gives from the first row on; in the tables that follow it is asked for new rows alone.

        It does not last longer than what is worked out of `facet`, where one is named.
        """
        if name not in self._kept:
            held = self._lasting[name] = _Lasting(of, facet, Grown(of(self, 0)))
            self._kept[name] = held.grown.seen
        return self._kept[name]

    def follow(self, before: Table, *, is_same: bool = False) -> None:
        """Take over what was worked out for the table before, of which this one begins with the same rows.

        `is_same` says that it has the same rows and no others, and all of them as they were.
        """
        if is_same:
            self._kept.update(before._kept)
            return
        old = len(before)
        for name, held in list(before._lasting.items()):
            if held.facet is None or self.facets[held.facet].lasts:
                if old < len(self):
                    held.grown.add(held.of(self, old))
                self._lasting[name] = held
                self._kept[name] = held.grown.seen
        self._begun.update(before._begun)
        for key, made in list(before._kept.items()):
            if key[0] == "order":
                self._begun[key[1]] = (*made, old)
        died = np.flatnonzero(before.alive != self.alive[:old])
        if len(died) <= _FEW:
            for key, made in list(before._kept.items()):
                if key[0] == "counts" and ("codes", key[1]) in self._lasting:
                    self._kept[key] = self._counted_on(key[1], made, old, died)

    def order(self, sort: str) -> tuple[Array, Array]:
        """Return the shown rows in an order, and the value of each that they are sorted by."""

        def make() -> tuple[Array, Array]:
            if sort not in self._begun:
                return self.order_by(values_from(self.columns, sort))
            order, values, old = self._begun[sort]
            return merged(order, values, values_from(self.columns, sort, old), alive=self.alive, keys=self.keys)

        made: tuple[Array, Array] = self.kept(("order", sort), make)
        return made

    def order_by(self, values: Array) -> tuple[Array, Array]:
        """Return the shown rows that have a value, by it and their keys, and the value of each."""
        return order_of(values, alive=self.alive, keys=self.keys)

    def codes(self, name: str) -> Any:
        """Return what a facet is counted by."""
        facet = self.facets[name]
        if facet.lasts:
            return self.lasting(("codes", name), lambda table, start: table.facets[name].of(start), facet=name)
        return self.kept(("codes", name), lambda: facet.of(0))

    def listed(self, name: str) -> tuple[Array, Array]:
        """Return the numbers of rows and the codes that each has in one of the lists that were read."""

        def of(table: Table, start: int) -> tuple[Array, Array]:
            starts, codes = table._lists[name]
            return rows_of(starts[start:]) + np.int32(start), codes[starts[start] :]

        found: tuple[Array, Array] = self.lasting(("list", name), of)
        return found

    # What is asked

    def mask_of_values(self, name: str, values: tuple[str, ...]) -> Array:
        """Tell of every row whether it has one of the values of a facet."""
        facet = self.facets[name]
        wanted: list[int] = []
        for value in values:
            wanted += [-1] if value == NONE else list(facet.find(value))
        if facet.is_list:
            rows, codes = self.codes(name)
            mask = np.zeros(len(self), bool)
            if wanted != [-1]:
                mask[rows[among(codes, wanted)]] = True
            if -1 in wanted:
                empty = np.ones(len(self), bool)
                empty[rows] = False
                mask |= empty
            return mask
        return among(self.codes(name), wanted)

    def count_of(self, name: str, mask: Array | None) -> tuple[Array, int]:
        """Count the rows of a mask (None: all) by the codes of a facet; and those that have none."""
        if mask is None:
            counted: tuple[Array, int] = self.kept(("counts", name), lambda: self._count(name, self.alive))
            return counted
        return self._count(name, mask)

    def _count(self, name: str, mask: Array) -> tuple[Array, int]:
        if self.facets[name].is_list:
            rows, codes = self.codes(name)
            return np.bincount(codes[mask[rows]]), 0
        return _counts(self.codes(name)[mask])

    def _counted_on(self, name: str, before: tuple[Array, int], old: int, died: Array) -> tuple[Array, int]:
        """Return counts with the rows that came since, and without those that died."""
        counts, lacking = before
        codes = self.codes(name)
        if self.facets[name].is_list:
            rows, codes = codes
            first = int(np.searchsorted(rows, old))
            added = np.bincount(codes[first:][self.alive[rows[first:]]]), 0
            low, high = np.searchsorted(rows, died, "left"), np.searchsorted(rows, died, "right")
            gone = [codes[a:b] for a, b in zip(low.tolist(), high.tolist(), strict=True)]
            left = np.bincount(np.concatenate(gone)) if gone else np.zeros(0, np.int64), 0
        else:
            added, left = _counts(codes[old:][self.alive[old:]]), _counts(codes[died])
        made = np.zeros(max(len(counts), len(added[0]), len(left[0])), np.int64)
        for one, sign in ((counts, 1), (added[0], 1), (left[0], -1)):
            made[: len(one)] += sign * one
        return made, lacking + added[1] - left[1]

    def facet(self, name: str) -> Facet:
        """Return a facet; raises DatelineError where there is none of that name."""
        if name not in self.facets:
            near = difflib.get_close_matches(name, self.facets, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(self.facets))}"
            raise DatelineError(f"{self.what} have no facet {name!r}; {hint}")
        return self.facets[name]

    def check(self, name: str, values: Sequence[str]) -> None:
        """Raise DatelineError for a value that no row has and that is no word of the field, naming the nearest."""
        known = self.facets[name].known if name in self.facets else None
        if known is None:
            return
        there = known()
        for value in values:
            if value != NONE and there and value not in there:
                near = difflib.get_close_matches(value, there, 1) or [
                    one for one in there if one.casefold() == value.casefold()
                ]
                hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(there)[:_LISTED])}"
                raise DatelineError(f"{self.what} have no {name} {value!r}; {hint}")


def _counts(codes: Array) -> tuple[Array, int]:
    found = np.bincount(codes.astype(np.int64) + 1)
    return found[1:], int(found[0]) if len(found) else 0


def among(codes: Array, wanted: list[int]) -> Array:
    """Tell of each code whether it is wanted; -1 stands for none."""
    if not wanted or not len(codes):
        return np.zeros(len(codes), bool)
    if len(wanted) == 1:
        same: Array = codes == wanted[0]
        return same
    table = np.zeros(max(int(codes.max()), max(wanted)) + 2, bool)
    table[wanted] = True  # -1 is the last one
    found: Array = table[codes]
    return found


def unique_pairs(rows: Array, codes: Array) -> tuple[Array, Array]:
    """Return pairs of row and code, each once, in the order of rows."""
    if not len(rows):
        return rows, codes
    pairs = (rows.astype(np.int64) << 32) | codes
    if len(pairs) > 1 and not bool((pairs[1:] > pairs[:-1]).all()):
        pairs = np.sort(pairs)
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
