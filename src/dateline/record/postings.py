"""Which documents of a record have a shingle, a pair of close terms or a term: an index that grows by appending.

Invariant: a posting is 64 bits, the first 40 of a hash and the 24 of a document's number; it finds documents that may
have the hash, and says nothing that their texts do not say. What more documents have than are ever compared is kept as
a mark alone, with the earliest document where that one is compared with the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dateline.record import working_tables

__all__ = ["CROWD", "STOCK", "Found", "Kind", "Postings", "packed", "parts_of"]

_TABLE = working_tables.related_postings
_BATCH = 400
_SHIFT = np.uint64(24)
_HEAD = np.uint64(0xFFFF_FFFF_FF00_0000)
_NUMBER = np.uint64(0xFF_FFFF)
# Numbers that no document has: the hash is part of a formula; too many documents have it.
STOCK = 0xFF_FFFF
CROWD = 0xFF_FFFE
# Postings in a bucket: a look-up reads one whole bucket, so small ones are read fast and large ones keep well.
_IN_BUCKET = 96
# All postings are made in two to the power of so many parts.
_PARTS = 3

Packed = npt.NDArray[np.uint64]


def packed(hashes: Iterable[int], number: int) -> Packed:
    """Return the postings of hashes that one document has, or that one mark is for; 0 is no hash.

    >>> [hex(one) for one in packed([0x1234567890ABCDEF, 0], 7).tolist()]
    ['0x1234567890000007']
    """
    found = np.unique(np.fromiter(hashes, np.uint64))
    return np.unique((found[found != 0] & _HEAD) | np.uint64(number))


class Found:
    """Hold postings that were looked up, in order."""

    def __init__(self, every: Packed) -> None:
        self._every = every

    def marked(self, hashes: Sequence[int], mark: int) -> list[int]:
        """Return those of some hashes that have a mark."""
        if not hashes or not len(self._every):
            return []
        asked = np.fromiter(hashes, np.uint64, len(hashes))
        wanted = (asked & _HEAD) | np.uint64(mark)
        at = np.minimum(np.searchsorted(self._every, wanted), len(self._every) - 1)
        return [int(one) for one in asked[self._every[at] == wanted]]

    def counted(self, hashes: Sequence[int], *, below: int) -> dict[int, int]:
        """Return how many documents with a number below one have each hash, where there are two or more."""
        if not hashes:
            return {}
        asked = np.fromiter(hashes, np.uint64, len(hashes))
        low, high = self._ranges(asked, below)
        many = high - low
        some = np.flatnonzero(many > 1)
        return dict(zip(asked[some].tolist(), many[some].tolist(), strict=True))

    def numbers(self, hash_: int) -> list[int]:
        """Return the numbers of the documents that may have a hash."""
        low, high = self._ranges(np.array([hash_], np.uint64), CROWD)
        return [int(one) for one in self._every[low[0] : high[0]] & _NUMBER]

    def sharing(self, hashes: Sequence[int]) -> dict[int, int]:
        """Return how many of some hashes each document has, by its number."""
        asked = np.unique(np.fromiter(hashes, np.uint64, len(hashes)) & _HEAD)
        low, high = self._ranges(asked, CROWD)
        sizes = high - low
        if not sizes.sum():
            return {}
        starts = np.repeat(low - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        numbers, many = np.unique(self._every[starts + np.arange(sizes.sum())] & _NUMBER, return_counts=True)
        return dict(zip(numbers.tolist(), many.tolist(), strict=True))

    def _ranges(self, asked: Packed, below: int) -> tuple[Any, Any]:
        heads = asked & _HEAD
        low = np.searchsorted(self._every, heads)
        return low, np.searchsorted(self._every, heads | np.uint64(below))


class Postings:
    """Look up and add postings, on one connection."""

    def __init__(self, connection: Connection, bits: int) -> None:
        self._connection = connection
        self._right = np.uint64(64 - bits)
        self._read: dict[int, Packed] = {}
        self._is_there: set[int] = set()

    def look_up(self, hashes: Iterable[int]) -> Found:
        """Return all postings of some hashes."""
        asked = np.unique(np.fromiter(hashes, np.uint64))
        buckets = np.unique(asked >> self._right).tolist()
        self._fetch(buckets)
        found = [self._read[bucket] for bucket in buckets]
        return Found(np.concatenate(found) if found else np.empty(0, np.uint64))

    def _fetch(self, buckets: Sequence[int]) -> None:
        missing = [bucket for bucket in buckets if bucket not in self._read]
        for at in range(0, len(missing), _BATCH):
            some = missing[at : at + _BATCH]
            self._read.update((bucket, np.empty(0, np.uint64)) for bucket in some)
            for bucket, kept in self._connection.execute(select(_TABLE).where(_TABLE.c.bucket.in_(some))):
                self._read[bucket] = np.frombuffer(kept, "<u8").astype(np.uint64)
                self._is_there.add(bucket)

    def add(self, new: Packed) -> None:
        """Keep some more postings; those whose hash too many documents have, or that is a formula, are left out."""
        found = self.look_up((new & _HEAD).tolist())
        left_out = {one >> 24 for one in found.marked((new & _HEAD).tolist(), CROWD)}
        kept = [one for one in new.tolist() if one >> 24 not in left_out]
        of: dict[int, list[int]] = {}
        for one in kept:
            of.setdefault(one >> int(self._right), []).append(one)
        changed: list[dict[str, Any]] = []
        made: list[dict[str, Any]] = []
        for bucket, more in sorted(of.items()):
            self._read[bucket] = np.union1d(self._read[bucket], np.array(more, np.uint64))
            row = {"of": bucket, "to": _bytes(self._read[bucket])}
            (changed if bucket in self._is_there else made).append(row)
        if changed:
            changing = update(_TABLE).where(_TABLE.c.bucket == bindparam("of")).values(postings=bindparam("to"))
            self._connection.execute(changing, changed)
        if made:
            self._connection.execute(insert(_TABLE), [{"bucket": r["of"], "postings": r["to"]} for r in made])
            self._is_there.update(row["of"] for row in made)

    @staticmethod
    def rebuild(connection: Connection, parts: Iterable[Packed], *, size: int) -> int:
        """Keep other postings instead of all that are there, and return in how many bits buckets are counted.

        `parts` are all postings, about `size`, in order: no part has a hash that comes before one of a part before it.
        """
        bits = max(1, (size // _IN_BUCKET).bit_length())
        right = np.uint64(64 - bits)
        connection.execute(delete(_TABLE))
        rest = np.empty(0, np.uint64)
        for part in parts:
            every = np.concatenate((rest, part))
            buckets, starts = np.unique(every >> right, return_index=True)
            _insert(connection, every, buckets[:-1], [*starts[1:]])
            rest = every[starts[-1] :] if len(starts) else every
        if len(rest):
            _insert(connection, rest, np.unique(rest >> right), [len(rest)])
        return bits


def without_crowds(every: Packed, most: int, *, first: bool) -> Packed:
    """Return postings, in order, with a mark for the hashes that more than `most` documents have.

    With `first` the earliest of these documents is kept beside the mark.
    """
    heads, starts, many = np.unique(every & _HEAD, return_index=True, return_counts=True)
    is_crowd = many > most
    keeps = np.repeat(~is_crowd, many)
    if first:
        keeps[starts[is_crowd]] = True
    return np.sort(np.concatenate((every[keeps], heads[is_crowd] | np.uint64(CROWD))))


def _insert(connection: Connection, every: Packed, buckets: Packed, ends: Sequence[int]) -> None:
    rows: list[dict[str, Any]] = []
    start = 0
    for bucket, end in zip(buckets.tolist(), ends, strict=True):
        rows.append({"bucket": bucket, "postings": _bytes(every[start:end])})
        start = end
        if len(rows) == 10_000:
            connection.execute(insert(_TABLE), rows)
            rows = []
    if rows:
        connection.execute(insert(_TABLE), rows)


def _bytes(every: Packed) -> bytes:
    return every.astype("<u8").tobytes()


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold what documents are found by of one kind: the hashes of each, by their numbers, and when that is too many.

    `marked` are hashes that find none. With `first` what more than `most` documents have finds the earliest of them.
    """

    features: Sequence[Sequence[int]]
    most: int
    first: bool = False
    marked: Collection[int] = ()


def parts_of(kinds: Iterable[Kind]) -> Iterator[Packed]:
    """Yield the postings of all kinds, in order, in parts of which each is small enough to be held."""
    for part in range(1 << _PARTS):
        yield np.unique(np.concatenate([_part(kind, part) for kind in kinds]))


def _part(kind: Kind, part: int) -> Packed:
    right = np.uint64(64 - _PARTS)
    marked = _of_part(np.fromiter(kind.marked, np.uint64, len(kind.marked)), part, right)
    pieces = [np.empty(0, np.uint64)]
    for number, own in enumerate(kind.features):
        every = np.frombuffer(own, np.uint64) if isinstance(own, array) else np.array(own, np.uint64)
        hashes = _of_part(every, part, right)
        pieces.append((hashes[hashes != 0] & _HEAD) | np.uint64(number))
    every = np.unique(np.concatenate(pieces))
    every = every[~np.isin(every & _HEAD, marked & _HEAD)]
    return np.concatenate((without_crowds(every, kind.most, first=kind.first), (marked & _HEAD) | np.uint64(STOCK)))


def _of_part(hashes: Packed, part: int, right: np.uint64) -> Packed:
    found: Packed = hashes[hashes >> right == np.uint64(part)]
    return found
