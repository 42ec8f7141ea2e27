"""Which accounts are worth comparing: those that share a place, a time and a kind of act, or something rare.

Invariant: two accounts are candidates exactly where they share a key (`keying`) that is not crowded, so that a new
account changes candidates only in the blocks that it is in. Keys of place and time exist at every level of precision; a
pair counts at the level of the vaguer of the two in each respect. A record that keeps (key, account) for each account
(`key_table`) finds whom new ones may touch by their `sought_keys`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.excluding import impossible
from dateline.reconciling.incidents.matching.facts import Facts, facts_of
from dateline.reconciling.incidents.matching.frequencies import Frequencies
from dateline.reconciling.incidents.matching.hashing import Hashes, distinct, mixed
from dateline.reconciling.incidents.matching.keying import Keys, Reason, Rows, all_keys
from dateline.reconciling.incidents.matching.kinds import kinds

__all__ = ["Candidates", "candidates", "key_table", "keys_of", "sought_keys"]

_BOTH = np.uint64(3)  # of a pair one is vague enough in place, and one in time
_AT_A_TIME = 1 << 18  # pairs that are laid out at a time, to bound the memory


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Hold pairs of rows, left < right, in order, each once; `reasons` has the bit `1 << Reason` for each that fits."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    reasons: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.left)


def keys_of(account: Account, *, frequencies: Frequencies) -> tuple[int, ...]:
    """Return the keys that one account is found by, sorted, without crowded ones: 64-bit, the same in every process.

    `frequencies` are those of the record's last full pass; they tell which of its words are rare.
    """
    _, keys = key_table(facts_of([account], frequencies=frequencies))
    return tuple(sorted(int(key) for key in keys))


def key_table(facts: Facts) -> tuple[Rows, Hashes]:
    """Return the keys that all accounts are found by, without those that are crowded: rows and keys side by side, each
    pair once, in order; of one account they are those of `keys_of`."""
    rows, keys, vague = _flagged(facts)
    keys = mixed(keys, vague)
    order = np.lexsort((keys, rows))
    rows, keys = rows[order], keys[order]
    first = np.ones(len(rows), np.bool_)
    first[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
    return rows[first], keys[first]


def sought_keys(facts: Facts) -> Hashes:
    """Return the keys by which accounts find all that they may be candidates with: those of `key_table` that these
    have. Of a block that both are in though it is too coarse for either, they find only who is vague enough for it."""
    _, keys, vague = _flagged(facts)
    found = [
        mixed(keys[vague | other == _BOTH], np.array([other], np.uint64)) for other in np.arange(4, dtype=np.uint64)
    ]
    return distinct(np.concatenate(found))


def _flagged(facts: Facts) -> tuple[Rows, Hashes, Hashes]:
    """Return rows, blocking keys and whether the account is vague enough for the block, in place (1) and time (2)."""
    rows, keys, vague = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)]
    for sort in all_keys(facts):
        free = np.flatnonzero(~_is_in(facts.frequencies.crowded, sort.keys))
        place, time = _flag(sort.is_vague_place, free), _flag(sort.is_vague_time, free)
        rows.append(sort.rows[free])
        keys.append(sort.keys[free])
        vague.append(place.astype(np.uint64) | time.astype(np.uint64) << np.uint64(1))
    return np.concatenate(rows), np.concatenate(keys), np.concatenate(vague)


def candidates(
    facts: Facts,
    *,
    derived: Sequence[tuple[int, int]] = (),
    frozen: bool = True,
    between: NDArray[np.bool_] | None = None,
) -> tuple[Candidates, Hashes]:
    """Return the pairs that share a key and are not impossible by days and type, and the keys that are crowded.

    Who is named in both is not kept from being compared by days, which may be misread.

    With `frozen` the crowded keys are those of the facts' frequencies; else those that bring more pairs here than
    `kinds.toml` allows. `derived` are pairs of rows that are compared in any case.
    With `between`, a flag for each row, only pairs of one that has it and one that has not are returned, and `derived`.
    """
    n = max(len(facts), 1)
    gathered = _Gathered()
    crowded = [np.zeros(0, np.uint64)]
    for keys in all_keys(facts):
        too_many, found = _pairs(keys, facts.frequencies.crowded if frozen else None)
        crowded.append(too_many)
        for left, right in found:
            if between is not None:
                some = between[left] != between[right]
                left, right = left[some], right[some]
            possible = ~impossible(facts, left, right, by_days=keys.reason is not Reason.MARK)
            gathered.add(left[possible], right[possible], n, keys.reason)
    if len(derived):
        pairs = np.array([p for p in derived if p[0] != p[1]], np.int64).reshape(-1, 2)
        gathered.add(pairs[:, 0], pairs[:, 1], n, Reason.DERIVED)
    codes, bits = gathered.all()
    one, other = np.divmod(codes, n)
    every = facts.frequencies.crowded if frozen else distinct(np.concatenate(crowded))
    return Candidates(one.astype(np.int32), other.astype(np.int32), bits), every


class _Gathered:
    """Gather pairs, each once, with all reasons; what is held is sorted whenever it has doubled."""

    def __init__(self) -> None:
        self.codes: list[Rows] = [np.zeros(0, np.int64)]
        self.bits: list[NDArray[np.uint16]] = [np.zeros(0, np.uint16)]
        self.waiting, self.settled = 0, 1 << 20

    def add(self, left: Rows, right: Rows, n: int, reason: Reason) -> None:
        new = distinct(np.minimum(left, right) * n + np.maximum(left, right))
        self.codes.append(new)
        self.bits.append(np.full(len(new), 1 << reason, np.uint16))
        self.waiting += len(new)
        if self.waiting > self.settled:
            self.all()
            self.settled = max(1 << 20, len(self.codes[0]))

    def all(self) -> tuple[Rows, NDArray[np.uint16]]:
        codes, bits = np.concatenate(self.codes), np.concatenate(self.bits)
        order = np.argsort(codes, kind="stable")
        codes, bits = codes[order], bits[order]
        starts = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1]))) if len(codes) else order
        if len(starts):
            codes, bits = codes[starts], np.bitwise_or.reduceat(bits, starts)
        self.codes, self.bits, self.waiting = [codes], [bits], 0
        return codes, bits


def _is_in(sorted_: Hashes, values: Hashes) -> NDArray[np.bool_]:
    if not len(sorted_):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(sorted_, values), len(sorted_) - 1)
    return np.asarray(sorted_[at] == values)


def _pairs(keys: Keys, crowded: Hashes | None) -> tuple[Hashes, Iterator[tuple[Rows, Rows]]]:
    """Return which keys of one sort are crowded, and the pairs that the others bring."""
    order = np.lexsort((keys.rows, keys.keys))
    sorted_keys, rows = keys.keys[order], keys.rows[order]
    if len(rows):
        once = np.concatenate(([True], (sorted_keys[1:] != sorted_keys[:-1]) | (rows[1:] != rows[:-1])))
        order, sorted_keys, rows = order[once], sorted_keys[once], rows[once]
    starts = np.flatnonzero(np.concatenate(([True], sorted_keys[1:] != sorted_keys[:-1]))) if len(rows) else order
    sizes = np.diff(np.append(starts, len(rows)))
    # In a block of vague ones each is paired with all; where none is vague, the block belongs to a finer level.
    vague_place = _flag(keys.is_vague_place, order)
    vague_time = _flag(keys.is_vague_time, order)
    needed = vague_place if keys.is_vague_place is not None else vague_time
    seeds = np.add.reduceat(needed.astype(np.int64), starts) if len(starts) else sizes
    usable = (sizes > 1) & (seeds > 0)
    if keys.is_vague_place is not None and keys.is_vague_time is not None and len(starts):
        usable &= np.add.reduceat(vague_time.astype(np.int64), starts) > 0
    most = kinds().crowd_of_words if keys.reason is Reason.WORD else kinds().crowd
    too_many = usable & (seeds * sizes > 2 * most)
    if crowded is None:
        found = sorted_keys[starts[too_many]]
        usable &= ~too_many
    else:
        found = np.zeros(0, np.uint64)
        usable &= ~_is_in(crowded, sorted_keys[starts])
    block = np.repeat(np.arange(len(starts)), sizes)
    seeds_at = np.flatnonzero(needed & usable[block]) if len(rows) else order
    lengths = sizes[block[seeds_at]]
    return found, _expanded(rows, needed, vague_time, seeds_at, starts[block[seeds_at]], lengths)


def _expanded(
    rows: Rows, needed: NDArray[np.bool_], vague_time: NDArray[np.bool_], seeds: Rows, starts: Rows, lengths: Rows
) -> Iterator[tuple[Rows, Rows]]:
    """Yield the pairs of each seed with its block, a bounded number at a time; `seeds` are positions in `rows`."""
    ends = np.cumsum(lengths)
    cuts: Any = np.searchsorted(ends, np.arange(_AT_A_TIME, ends[-1] + _AT_A_TIME, _AT_A_TIME)) if len(ends) else []
    last = 0
    for cut in dict.fromkeys(min(int(cut) + 1, len(seeds)) for cut in cuts):
        some = slice(last, cut)
        last = cut
        many = lengths[some]
        left = np.repeat(seeds[some], many)
        right = np.arange(len(left)) + np.repeat(starts[some] - (np.cumsum(many) - many), many)
        fits = (rows[left] != rows[right]) & (vague_time[left] | vague_time[right])
        # A pair of two seeds is met twice.
        fits &= (left < right) | ~needed[right]
        yield rows[left[fits]], rows[right[fits]]


def _flag(flags: NDArray[np.bool_] | None, order: Rows) -> NDArray[np.bool_]:
    return np.ones(len(order), np.bool_) if flags is None else flags[order]
