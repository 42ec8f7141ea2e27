"""Arrays that grow at their end, lists of codes a row, and values with a code each.

Invariant: what was handed out never changes. An array grows behind the part that earlier readers see, so that a million
rows are not copied for ten new ones; a value keeps its code for as long as the index lives.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Grown", "Growing", "Ids", "Lists", "Values", "key_of", "keys_of", "rows_of"]

T = TypeVar("T", bound=Hashable)
Array = NDArray[Any]
# An array that is full gets this much more room, so that n appended rows cost n copies, not n squared.
_ROOM = 1.25


class Growing:
    """Hold an array that is added to at its end; `seen` is what is there now, and stays as it is."""

    def __init__(self, kind: Any) -> None:
        self._held: Array = np.empty(0, kind)
        self._length = 0

    @property
    def seen(self) -> Array:
        """All that was added so far."""
        return self._held[: self._length]

    def add(self, more: Any) -> None:
        """Add values behind those that are there."""
        new = np.asarray(more)
        if new.dtype.kind == "S" and new.dtype.itemsize > self._held.dtype.itemsize:
            self._held = self._held.astype(new.dtype)
        length = self._length + len(new)
        if length > len(self._held):
            room: Array = np.empty(max(length, int(length * _ROOM) if self._length else length), self._held.dtype)
            room[: self._length] = self.seen
            self._held = room
        self._held[self._length : length] = new
        self._length = length

    def keep(self, wanted: Array) -> None:
        """Keep some values only, in a new array: what was seen before stays as it is."""
        self._held = self.seen[wanted]
        self._length = len(self._held)


class Lists:
    """Hold a list of numbers for each row: `starts` has one more than there are rows, `codes` all of them in turn."""

    def __init__(self, kind: Any = np.int32) -> None:
        self._starts, self._codes = Growing(np.int64), Growing(kind)
        self._starts.add([0])

    @property
    def starts(self) -> Array:
        """Where the list of each row starts; the list of row n ends where that of row n + 1 starts."""
        return self._starts.seen

    @property
    def codes(self) -> Array:
        """All lists, one behind the other."""
        return self._codes.seen

    def add(self, lengths: Sequence[int] | Array, codes: Sequence[int] | Array) -> None:
        """Add rows by the lengths of their lists, and the lists one behind the other."""
        self._starts.add(self._starts.seen[-1] + np.cumsum(np.asarray(lengths, np.int64)))
        self._codes.add(np.asarray(codes, self.codes.dtype))

    def keep(self, wanted: Array) -> None:
        """Keep some rows only, in the order of their numbers."""
        lengths, rows = np.diff(self.starts), rows_of(self.starts)
        is_kept = np.zeros(len(lengths), bool)
        is_kept[wanted] = True
        codes = self.codes[is_kept[rows]]
        kind, lengths = codes.dtype, lengths[is_kept]
        self._starts, self._codes = Growing(np.int64), Growing(kind)
        self._starts.add([0])
        self.add(lengths, codes)


class Grown:
    """Hold an array, or several that belong together, to which the same is added for more rows."""

    def __init__(self, made: Array | tuple[Array, ...]) -> None:
        self._is_one = not isinstance(made, tuple)
        parts = made if isinstance(made, tuple) else (made,)
        self._parts = [Growing(part.dtype) for part in parts]
        self.add(made)

    @property
    def seen(self) -> Any:
        """All that was added so far, as it was given."""
        parts = tuple(part.seen for part in self._parts)
        return parts[0] if self._is_one else parts

    def add(self, made: Array | tuple[Array, ...]) -> None:
        """Add what was made for more rows."""
        for part, more in zip(self._parts, made if isinstance(made, tuple) else (made,), strict=True):
            part.add(more)


def rows_of(starts: Array) -> Array:
    """Return for each member of all lists the number of the row that has it."""
    return np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))


class Values(Generic[T]):
    """Give each value a code, from 0, in the order in which they come."""

    def __init__(self, values: Iterable[T] = ()) -> None:
        self.values: list[T] = []
        self.codes: dict[T, int] = {}
        for value in values:
            self.code(value)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, code: int) -> T:
        return self.values[code]

    def code(self, value: T) -> int:
        """Return the code of a value, a new one where it is new."""
        found = self.codes.get(value)
        if found is None:
            found = self.codes[value] = len(self.values)
            self.values.append(value)
        return found

    def find(self, value: T) -> int | None:
        """Return the code of a value, or None where there is none."""
        return self.codes.get(value)


def key_of(id_: str) -> int:
    """Return the number that stands for an id: its 16 hex digits, else a hash of it.

    >>> key_of("r00000000000000ff")
    255
    """
    try:
        if len(id_) == 17:
            return int(id_[1:], 16)
    except ValueError:
        pass
    return hash_of(id_)


def hash_of(id_: str) -> int:
    """Return 64 bits of a digest of an id that is made otherwise than most."""
    import hashlib

    return int.from_bytes(hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


# What each byte stands for as a digit of a number to the base 16; 255 for what is none.
_DIGITS = np.full(256, 255, np.uint8)
_DIGITS[list(b"0123456789abcdef")] = np.arange(16, dtype=np.uint8)
_DIGITS[list(b"ABCDEF")] = np.arange(10, 16, dtype=np.uint8)


def keys_of(ids: Sequence[str]) -> Array:
    """Return the numbers that stand for some ids."""
    joined = "".join(ids).encode("utf-8", "surrogatepass")
    if len(joined) == 17 * len(ids) and set(map(len, ids)) <= {17}:
        digits = _DIGITS[np.frombuffer(joined, np.uint8).reshape(-1, 17)[:, 1:]]
        if bool((digits < 16).all()):
            pairs = (digits[:, 0::2] << 4) | digits[:, 1::2]
            return np.ascontiguousarray(pairs).view(">u8").reshape(-1).astype(np.uint64)
    return np.fromiter(map(key_of, ids), np.uint64, len(ids))


class Ids:
    """Hold the ids of rows, as bytes and as numbers."""

    def __init__(self) -> None:
        self._ids, self._keys = Growing("S17"), Growing(np.uint64)

    @property
    def ids(self) -> Array:
        """The ids, in UTF-8."""
        return self._ids.seen

    @property
    def keys(self) -> Array:
        """The numbers that stand for the ids."""
        return self._keys.seen

    def add(self, ids: Sequence[str]) -> None:
        """Add the ids of new rows."""
        if ids:
            self._ids.add(np.array([id_.encode("utf-8", "surrogatepass") for id_ in ids], "S"))
            self._keys.add(keys_of(ids))

    def keep(self, wanted: Array) -> None:
        """Keep those of some rows only."""
        self._ids.keep(wanted)
        self._keys.keep(wanted)
