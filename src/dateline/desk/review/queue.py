"""The queue of the desk: which incidents are asked about, in which order, and where in it somebody is.

Invariant: the order is a function of the record, of the filters and of the seed alone, the same for all reviewers;
whoever decides changes only what is left of it for them. A random order goes by the ids, so that an incident keeps its
turn when others come or go: what was decided from its beginning on is a fair sample of all that the filters leave.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from dateline.desk.desk import Desk
from dateline.indexing import Filters, Snapshot
from dateline.model.occasion import Occasion, Order
from dateline.reconciling.incidents.deciding.urgency import Proposal

__all__ = ["Queue", "Wanted", "queue_of"]

Array = NDArray[Any]
# Queues that are kept for the snapshot that they are of: reviewers, orders and filters that are in use at once.
_KEPT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Say which queue: in which order, with which seed where that is random, narrowed by which filters."""

    order: Order = Order.URGENCY
    seed: str = "1"
    filters: Mapping[str, Sequence[str]]

    @property
    def occasion(self) -> Occasion:
        """How what is asked in this queue came up, to be kept with what is decided."""
        seed = self.seed if self.order is Order.RANDOM else None
        return Occasion.of(self.order, seed=seed, filters=self.filters)


class Queue:
    """Hold the incidents that are asked about, by their ids in order, and which are left for a reviewer."""

    def __init__(self, ids: Sequence[str], left: Sequence[bool], proposals: Mapping[str, Proposal]) -> None:
        self.ids, self.proposals = ids, proposals
        self._left = left
        self._place = {id_: n for n, id_ in enumerate(ids)}
        self.count = sum(left)

    def place(self, id_: str) -> int | None:
        """Return the place of an incident in the whole order, from 0; None where it is not asked about."""
        return self._place.get(id_)

    def is_left(self, id_: str) -> bool:
        """Tell whether the reviewer is still asked about an incident."""
        at = self._place.get(id_)
        return at is not None and self._left[at]

    def after(self, id_: str | None) -> str | None:
        """Return the next incident behind one that is left to ask about, the first without one; None at the end.

        Behind what is not in the queue comes the first.
        """
        at = -1 if id_ is None else self._place.get(id_, -1)
        return next((self.ids[n] for n in range(at + 1, len(self.ids)) if self._left[n]), None)

    def before(self, id_: str | None) -> str | None:
        """Return the incident before one, decided on or not; None at the first, the last one behind the end."""
        at = len(self.ids) if id_ is None else self._place.get(id_, 0)
        return self.ids[at - 1] if at > 0 else None

    def window(self, id_: str | None, size: int) -> list[str]:
        """Return so many incidents that are left, from one on; all of them before it come last."""
        at = 0 if id_ is None else self._place.get(id_, 0)
        shown: list[str] = []
        for n in range(at, len(self.ids)):
            if self._left[n]:
                shown.append(self.ids[n])
                if len(shown) == size:
                    break
        return shown


_QUEUES: WeakKeyDictionary[Snapshot, OrderedDict[Any, Queue]] = WeakKeyDictionary()
_LOCK = Lock()


def queue_of(desk: Desk, wanted: Wanted, reviewer: str | None) -> Queue:
    """Return a queue as a reviewer is asked (None: nobody decided anything); it is worked out once for a snapshot.

    Filters may name actors by their pseudonyms. Raises DatelineError for filters that cannot be.
    """
    now = desk.now
    wanted = replace(wanted, filters=desk.covers.meant(wanted.filters))
    filters = tuple(sorted((key, tuple(values)) for key, values in wanted.filters.items()))
    key = wanted.order, wanted.seed if wanted.order is Order.RANDOM else "", filters, reviewer
    with _LOCK:
        kept = _QUEUES.setdefault(now, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    make = _by_chance if wanted.order is Order.RANDOM else _by_urgency
    made = make(now, wanted, reviewer)
    with _LOCK:
        kept[key] = made
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return made


def _by_urgency(now: Snapshot, wanted: Wanted, reviewer: str | None) -> Queue:
    asked = now.queue(None)
    left = {one.id for one in now.queue(reviewer)}
    if wanted.filters:
        found = set(_ids(now, _mask(now, wanted)))
        asked = [one for one in asked if one.id in found]
    return Queue([one.id for one in asked], [one.id in left for one in asked], {one.id: one for one in asked})


def _by_chance(now: Snapshot, wanted: Wanted, reviewer: str | None) -> Queue:
    mask = _mask(now, wanted)
    numbers = np.flatnonzero(mask)
    keys = now.incidents.table.keys[numbers]
    numbers = numbers[np.lexsort((keys, _mixed(keys, wanted.seed)))]
    decided = now.decided(reviewer) if reviewer is not None else set()
    left = [number not in decided for number in numbers.tolist()]
    return Queue(now.incidents.table.ids(numbers), left, {one.id: one for one in now.queue(None)})


def _mask(now: Snapshot, wanted: Wanted) -> Array:
    """Tell of every incident whether the filters leave it."""
    return now.incidents.where(Filters.parse(wanted.filters, what="incidents")).mask


def _ids(now: Snapshot, mask: Array) -> list[str]:
    ids: list[str] = now.incidents.table.ids(np.flatnonzero(mask))
    return ids


def _mixed(keys: Array, seed: str) -> Array:
    """Return numbers that look random, one for each id and seed (the finaliser of splitmix64, Steele et al. 2014)."""
    start = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    mixed = keys.astype(np.uint64) + np.uint64(start)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    made: Array = mixed ^ (mixed >> np.uint64(31))
    return made
