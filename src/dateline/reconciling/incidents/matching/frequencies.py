"""How usual a word, a name, a place is among the accounts at hand, and which blocks hold too many of them.

Invariant: what is rare is judged by one count, taken once over all accounts. The count stays as it is while single
documents are added, so that a document changes nothing between accounts that it has nothing to do with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.reconciling.incidents.matching.features import OF_ACCOUNTS
from dateline.reconciling.incidents.matching.hashing import Hashes

__all__ = ["Frequencies", "Table"]

# What has never been seen is thought to be in one more account than none, in a collection of so many at least, so that
# two accounts alone can be weighed.
LEAST = 1_000
_NONE = np.zeros(0, np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Count how many accounts (or documents) have a hash: `hashes` sorted, `counts` beside them."""

    hashes: Hashes = field(default_factory=lambda: _NONE)
    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    @classmethod
    def of(cls, hashes: Hashes) -> Table:
        """Count hashes, of which each account has each once; 0 stands for none and is left out."""
        found, counts = np.unique(hashes[hashes != 0], return_counts=True)
        return cls(found, counts.astype(np.int64))

    def count(self, hashes: Hashes) -> NDArray[np.int64]:
        """Return the count of each hash, 0 where it was never seen."""
        if not len(self.hashes):
            return np.zeros(len(hashes), np.int64)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.counts[at], 0)


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """Hold the counts of one full pass: accounts and documents in all, and how many have each word and place.

    `sets` has a table for each of `features.SETS`; `crowded` are the blocking keys, sorted, that bring too many pairs.
    """

    accounts: int = 0
    documents: int = 0
    sets: Mapping[str, Table] = field(default_factory=dict)
    cells: Table = field(default_factory=Table)
    crowded: Hashes = field(default_factory=lambda: _NONE)

    def rarity_in(self, name: str, hashes: Hashes) -> NDArray[np.float32]:
        """Return log(all / those that have it) of each hash of one of the sets, at least 0."""
        return _rarity(self.sets.get(name, Table()), hashes, self.accounts if name in OF_ACCOUNTS else self.documents)

    def rarity_of_places(self, cells: Hashes) -> NDArray[np.float32]:
        """Return log(all / those told of it) of each place's cell, at least 0."""
        return _rarity(self.cells, cells, self.accounts)

    def to_arrays(self) -> Mapping[str, NDArray[np.int64] | Hashes]:
        """Return all that is held as flat arrays by name, for a record to keep."""
        flat: dict[str, NDArray[np.int64] | Hashes] = {"totals": np.array([self.accounts, self.documents], np.int64)}
        for name, table in {**self.sets, _CELLS: self.cells}.items():
            flat[f"{name}.hashes"], flat[f"{name}.counts"] = table.hashes, table.counts
        return {**flat, "crowded": self.crowded}

    @classmethod
    def from_arrays(cls, flat: Mapping[str, NDArray[np.int64] | Hashes]) -> Frequencies:
        """Return what `to_arrays` gave."""
        names = sorted(key.removesuffix(".hashes") for key in flat if key.endswith(".hashes"))
        tables = {n: Table(flat[f"{n}.hashes"].astype(np.uint64), flat[f"{n}.counts"].astype(np.int64)) for n in names}
        accounts, documents = (int(x) for x in flat["totals"])
        cells = tables.pop(_CELLS)
        return cls(accounts, documents, tables, cells, flat["crowded"].astype(np.uint64))


_CELLS = "cells"


def _rarity(table: Table, hashes: Hashes, total: int) -> NDArray[np.float32]:
    total = max(LEAST, total)
    return np.log(total / np.minimum(np.maximum(table.count(hashes), 1), total)).astype(np.float32)
