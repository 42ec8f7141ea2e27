"""What two accounts of different documents have in common that few others have: a day, a place, a party, a toll, words.

Invariant: only what both accounts say themselves is a tie; that two documents came out on one day, or tell of one
country and of people, ties nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.reconciling.incidents.matching.facts import Facts, Floats
from dateline.reconciling.incidents.matching.features import features, index_of

__all__ = ["ties_of"]

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]

_DAYS = 4  # a wider time, "in May", is no day
_NEAR = 1.0  # distance in units of both uncertainty radii up to which two points are one place
_FEW = 3  # so many dead or injured are told of so many events that they tie none
_LIKE = 0.3  # cosine of the words of two sentences from which on both tell the same in like words


def ties_of(facts: Facts, left: Rows, right: Rows, positions: Floats) -> NDArray[np.int32]:
    """Return how many ties each pair has, 0 to 5; `positions` are those of `compare`, (pairs, features)."""
    day = (positions[:, index_of()["gap"]] == 1) & (_value(positions, "width") <= _DAYS)
    place = _is_one(positions, "place", "same", "inside province")
    place |= _is_one(positions, "place", "points") & (_value(positions, "distance") <= _NEAR)
    toll = np.zeros(len(left), np.bool_)
    for name in ("killed", "injured"):
        rare = _value(positions, f"{name}_rarity") >= np.log2(1 + _FEW)
        toll |= _is_one(positions, name, "equal") & rare
    words = _value(positions, "terms") >= _LIKE
    found = [day, place, _one_party(facts, left, right), toll, words]
    return np.asarray(np.sum(found, axis=0), np.int32)


def _one_party(facts: Facts, left: Rows, right: Rows) -> Flags:
    """Tell which pairs have an actor or recipient in common that is known, and not just any gunmen."""
    both = facts.parties.reshape(len(facts), facts.parties.shape[1] * facts.parties.shape[2])
    ours, theirs = both[left], both[right]
    ours = np.where(facts.is_known[ours], ours, 0)
    found = np.zeros(len(left), np.bool_)
    for a in range(ours.shape[1]):
        found |= (ours[:, a, None] == theirs).any(axis=1) & (ours[:, a] != 0)
    return found


def _is_one(positions: Floats, name: str, *steps: str) -> Flags:
    feature = features()[index_of()[name]]
    return np.isin(positions[:, index_of()[name]], [feature.step(step) for step in steps])


def _value(positions: Floats, name: str) -> NDArray[np.float64]:
    """Return values on a scale, from where pairs stand on it; NaN, which nothing reaches, where nothing is said."""
    knots = features()[index_of()[name]].knots
    at = positions[:, index_of()[name]]
    return np.where(at > 0, np.interp(at, np.arange(1, len(knots) + 1), knots), np.nan)
