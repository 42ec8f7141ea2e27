"""Which entries of two tables lie so near in place and time that they may be one event.

Invariant: exactly the pairs within both windows, whatever the order of the entries. A grid in space and time brings
them together, so that the cost grows with the pairs that are near and not with all pairs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.knowledge.gazetteer.globe import EARTH_KM, distance_km
from dateline.reconciling.tables.entry import Entry

__all__ = ["Windows", "days_apart", "near_pairs"]


@dataclass(frozen=True, slots=True)
class Windows:
    """Say how far two entries of one event may be apart: so many kilometres and days, both included."""

    km: float
    days: int

    def __post_init__(self) -> None:
        if not (0 < self.km < 20_000 and self.days >= 0):
            raise ValueError(f"windows of {self.km} km and {self.days} days are none")


def days_apart(one: Entry, other: Entry) -> int:
    """Return how many days two entries are apart: the larger of what lies between their first and their last days.

    Where one lasts a day and the other several it is what lies between the day and the episode, 0 within it.
    """
    if one.is_episode == other.is_episode:
        return max(abs((one.first - other.first).days), abs((one.last - other.last).days))
    return max(0, (one.first - other.last).days, (other.first - one.last).days)


def near_pairs(
    ours: Sequence[Entry], theirs: Sequence[Entry], within: Windows
) -> Iterator[tuple[int, int, float, int]]:
    """Yield every pair within the windows: both positions, the kilometres and the days between them, in order."""
    if not ours or not theirs:
        return
    import numpy as np
    from scipy.spatial import cKDTree

    # A chord of the globe measures straight what lies on the sphere bent; a sum of days joins the three axes of
    # space, so that a box of side 2 holds all that is near, and a little that is not.
    chord = 2 * math.sin(min(within.km / EARTH_KM, math.pi) / 2) * (1 + 1e-9)
    is_mixed = len({e.is_episode for e in (*ours, *theirs)}) > 1
    longest = max((e.last - e.first).days for e in (*ours, *theirs)) if is_mixed else 0
    reach = within.days + longest + 0.5

    def located(entries: Sequence[Entry]) -> object:
        lat, lon = (np.radians([getattr(e, side) for e in entries]) for side in ("lat", "lon"))
        days = np.array([e.first.toordinal() for e in entries], dtype=float)
        space = [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
        return np.column_stack([*(axis / chord for axis in space), days / reach])

    tree = cKDTree(located(theirs))
    for here, found in enumerate(tree.query_ball_point(located(ours), 1 + 1e-9, p=math.inf)):
        one = ours[here]
        for there in sorted(found):
            other = theirs[there]
            days = days_apart(one, other)
            if days > within.days:
                continue
            km = distance_km((one.lat, one.lon), (other.lat, other.lon))
            if km <= within.km:
                yield here, there, km, days
