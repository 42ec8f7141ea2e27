"""What happened in a day, and what lasts or counts: accounts that may belong to each other and are never one.

Invariant: an account of a single event that happened within a day is no account of what lasts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.model import Level, Status
from dateline.reconciling.incidents.matching.facts import NEVER, Facts

__all__ = ["happened_in_a_day", "is_parted"]

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
_SINGLE = list(Level).index(Level.SINGLE)
_HAPPENED = [list(Status).index(s) for s in (Status.OCCURRED, Status.ONGOING)]


def is_parted(facts: Facts, left: Rows, right: Rows) -> Flags:
    """Tell which pairs are of a single event and of something that lasts or counts, which it may be a part of."""
    return np.asarray((facts.level[left] == _SINGLE) != (facts.level[right] == _SINGLE))


def happened_in_a_day(facts: Facts, rows: Rows) -> Flags:
    """Tell which rows are of a single event that happened within a day, or over a night."""
    happened = np.isin(facts.status[rows], _HAPPENED)
    first, last = facts.when[rows, 0], facts.when[rows, 1]
    dated = (first != NEVER) & (last - first <= 1)
    return np.asarray((facts.level[rows] == _SINGLE) & happened & dated)
