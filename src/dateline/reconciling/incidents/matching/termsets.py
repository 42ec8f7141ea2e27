"""Sets of words of accounts and of their documents, as sparse matrices: what two of them share, by rarity.

Invariant: a word counts by how rare it is among all accounts (or documents), by frozen frequencies; what one of the two
does not have at all is unsaid.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dateline.reconciling.incidents.matching.hashing import Hashes

__all__ = ["Gathering", "TermSets"]

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_MASK = 2**64 - 1


@dataclass(frozen=True, slots=True, eq=False)
class TermSets:
    """Hold one set of hashes a row: `hashes` are the columns, `rarity` how rare each is, `whole` the sum of a row's.

    `weighted` is scaled so that the product of two rows is their cosine where `is_unit`, else what they share in sum.
    """

    hashes: Hashes
    rarity: Floats
    weighted: csr_array
    whole: Floats
    is_unit: bool

    def said(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell which rows have anything in their sets."""
        return np.asarray(np.diff(self.weighted.indptr)[rows] > 0)

    def shared(self, left: Rows, right: Rows) -> Floats:
        """Return the product of the rows of each pair."""
        if not self.weighted.nnz or not len(left):
            return np.zeros(len(left), np.float32)
        product = self.weighted[left].multiply(self.weighted[right])
        return np.asarray(product.sum(axis=1), np.float32).reshape(-1)


class Gathering:
    """Take one set of hashes after the other."""

    def __init__(self) -> None:
        self.values, self.at = array("Q"), array("q", [0])
        self.counts: array[float] | None = None

    def add(self, hashes: Iterable[int]) -> None:
        """Add the set of the next row, of which each stands there once."""
        try:
            self.values.extend(hashes)
        except OverflowError:  # signed numbers of the same 64 bits
            del self.values[self.at[-1] :]
            self.values.extend(value & _MASK for value in hashes)
        self.at.append(len(self.values))

    def add_counted(self, terms: Iterable[tuple[int, int]]) -> None:
        """Add the set of the next row, with how often each is said."""
        pairs = tuple(terms)
        self.counts = self.counts if self.counts is not None else array("f")
        self.add(tuple(term for term, _ in pairs))
        self.counts.extend(count for _, count in pairs)

    @property
    def hashes(self) -> Hashes:
        """All that was added."""
        return np.frombuffer(self.values, np.uint64) if len(self.values) else np.zeros(0, np.uint64)

    def sets(self, rarity: Floats, *, order: Rows | None = None, is_unit: bool) -> TermSets:
        """Return the sets, in the order of rows that is given; `rarity` is that of each of `hashes`."""
        columns, codes = np.unique(self.hashes, return_inverse=True)
        of_column = np.zeros(max(1, len(columns)), np.float32)
        of_column[codes] = rarity
        weights: Any = np.sqrt(rarity)
        if is_unit:
            weights = rarity if self.counts is None else rarity * (1 + np.log(np.frombuffer(self.counts, np.float32)))
        shape = (len(self.at) - 1, len(of_column))
        at = np.frombuffer(self.at, np.int64)
        held = csr_array((weights.astype(np.float32), codes.astype(np.int32), at), shape=shape)
        held = held if order is None else held[order]
        whole = np.diff(np.concatenate(([0.0], np.cumsum(held.data.astype(np.float64) ** 2)))[held.indptr])
        if is_unit:
            scale = np.repeat(1 / np.sqrt(np.maximum(whole, 1e-18)), np.diff(held.indptr))
            held = csr_array(((held.data * scale).astype(np.float32), held.indices, held.indptr), shape)
        held.sort_indices()
        return TermSets(columns, of_column, held, whole.astype(np.float32), is_unit)
