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
from dateline.indexing.filters import NONE
from dateline.indexing.sorting import values_from

__all__ = ["Facet", "Table", "unique_pairs"]

Array = NDArray[Any]
_LISTED = 30


@dataclass(frozen=True, slots=True)
class Facet:
    """Say how a column is counted and asked for.

    `of` gives, from a row on, the code of each row (-1 where there is none), or, `is_list`, the numbers of rows and the
    codes that each has, no pair twice. `find` gives the codes that a value of a filter means, `value` and `label` what
    a code is called in an address and for people, `none` what rows without are called. `in_order` are facets that are
    shown by code, others by count. What `of` gives of a row `lasts` where no later reading changes it. `known` are the
    values that there are, where another one is a mistake and no value that nothing has.
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
    ) -> None:
        self.what, self.alive, self.columns, self.keys, self.facets = what, alive, columns, keys, facets
        self.ids = ids
        self.count = int(alive.sum())
        self._kept: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self.alive)

    def kept(self, name: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, made once."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def follow(self, before: Table) -> None:
        """Take over what was worked out for the table before, of which this one begins with the same rows."""
        old = len(before)
        for (sort, name), made in list(before._kept.items()):
            if sort == "codes" and self.facets[name].lasts:
                self._kept[sort, name] = made if old == len(self) else _joined(made, self.facets[name].of(old))
            elif sort == "order":
                self._kept[sort, name] = self._merged(made, name, old)

    def _merged(self, before: tuple[Array, Array], sort: str, old: int) -> tuple[Array, Array]:
        """Return an order of rows with the new rows where they belong, and without those that are dead."""
        order, values = before
        if not bool(self.alive[:old].all()):
            is_kept = self.alive[order]
            order, values = order[is_kept], values[is_kept]
        added, new = np.arange(old, len(self), dtype=np.int32), values_from(self, sort, old)
        keys, is_shown = self.keys[old:], self.alive[old:]
        added, new, keys = added[is_shown], new[is_shown], keys[is_shown]
        if not len(added):
            return order, values
        first = np.lexsort((keys, new))
        added, new, keys = added[first], new[first], keys[first]
        # Rows of one value are in the order of their keys: where several have it, the place among them is looked for.
        low, high = np.searchsorted(values, new, "left"), np.searchsorted(values, new, "right")
        at = [
            a + int(np.searchsorted(self.keys[order[a:b]], key))
            for a, b, key in zip(low.tolist(), high.tolist(), keys, strict=True)
        ]
        return np.insert(order, at, added), np.insert(values, at, new)

    def codes(self, name: str) -> Any:
        """Return what a facet is counted by."""
        return self.kept(("codes", name), lambda: self.facets[name].of(0))

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
        found = np.bincount(self.codes(name)[mask].astype(np.int64) + 1)
        return found[1:], int(found[0]) if len(found) else 0

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


def _joined(one: Any, other: Any) -> Any:
    if isinstance(one, tuple):
        return tuple(np.concatenate(both) for both in zip(one, other, strict=True))
    return np.concatenate([one, other])


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
