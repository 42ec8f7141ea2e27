"""What sets two accounts apart by their kind alone: what is said by another, and what is done in another way.

Invariant: a statement is an event of its own for each who makes it; that two condemn one attack makes two statements.
Of types that are parted by their modes (an arrest is no curfew) another mode is another event, wherever it is told.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.model import EventType
from dateline.reconciling.incidents.accounts.words import event_words
from dateline.reconciling.incidents.matching.facts import Facts
from dateline.reconciling.incidents.matching.hashing import hash_of
from dateline.reconciling.incidents.matching.kinds import kinds

__all__ = ["are_other_modes", "said_by_others"]

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
_TYPES = list(EventType)


def said_by_others(facts: Facts, left: Rows, right: Rows) -> Flags:
    """Tell which pairs are of statements by two who are known, and of whom none belongs to the other."""
    spoken = _types("types.spoken")
    found = spoken[facts.type[left]] & spoken[facts.type[right]]
    some = np.flatnonzero(found)
    ours, theirs = (facts.parties[rows[some], 0] for rows in (left, right))
    # One who is known by words alone ("a spokesman, Adan Warsame") may speak for a body of another name.
    known = [np.where(facts.is_known[p] & (facts.sort[p] != 0), facts.whole[p], 0) for p in (ours, theirs)]
    named = [
        ((p != 0) == (k != 0)).all(axis=1) & (k != 0).any(axis=1) for p, k in zip((ours, theirs), known, strict=True)
    ]
    shared = np.zeros(len(some), np.bool_)
    for a in range(known[0].shape[1]):
        shared |= (known[0][:, a, None] == known[1]).any(axis=1) & (known[0][:, a] != 0)
    found[some] = named[0] & named[1] & ~shared
    return found


def are_other_modes(facts: Facts, left: Rows, right: Rows) -> Flags:
    """Tell which pairs are of one type of which different modes are different acts, and of two such modes."""
    a, b = facts.mode[left], facts.mode[right]
    parted = _types("types.parted")[facts.type[left]]
    found = (facts.type[left] == facts.type[right]) & parted & (a != 0) & (b != 0) & (a != b)
    for line in kinds().modes:
        members = np.array(sorted(hash_of(mode) for mode in line), np.uint64)
        found &= ~(np.isin(a, members) & np.isin(b, members))
    return np.asarray(found)


@lru_cache(maxsize=2)
def _types(name: str) -> Flags:
    """Return for each type whether it stands in a list of `accounts.toml`."""
    wanted = event_words().lists[name]
    return np.array([type_.value in wanted for type_ in _TYPES])
