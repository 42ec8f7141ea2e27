"""Whether two accounts cannot be of one incident, and why.

Invariant: what excludes is said by both, and depends on the two alone, whichever of them comes first; what one of them
does not say excludes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from dateline.model import Level
from dateline.reconciling.incidents.matching.comparing import (
    Flags,
    Rows,
    best_places,
    delay_of,
    gap_of,
    step_of,
    type_distances,
)
from dateline.reconciling.incidents.matching.facts import NEVER, Facts
from dateline.reconciling.incidents.matching.kinds import kinds
from dateline.reconciling.incidents.matching.lasting import happened_in_a_day, is_parted
from dateline.reconciling.incidents.matching.speaking import are_other_modes, said_by_others

__all__ = ["READ", "Excluded", "excluded", "impossible", "long_apart", "read_twice"]

_LEVELS = list(Level)
# One writer mistakes no dates and places between his own sentences: what he tells of two days that lie further apart
# than a night, or of two places that do not touch, is two things. Between writers `kinds.toml` says how far off is off.
_OWN_DAYS = 1


class Excluded(IntEnum):
    """Say why two accounts cannot be of one incident; 0 where nothing excludes it."""

    NO = 0
    DAYS = 1
    PUBLISHED = 2
    PLACES = 3
    TYPES = 4
    LEVELS = 5
    SOURCE = 6
    LASTS = 7
    SPEAKER = 8
    MODE = 9
    AGAIN = 10


# What was read of days and places may be misread; it gives way where the rest outweighs it (`grouping`).
READ = (Excluded.DAYS, Excluded.PUBLISHED, Excluded.PLACES)


def impossible(facts: Facts, left: Rows, right: Rows, *, by_days: bool = True) -> Flags:
    """Tell which pairs are excluded by days and types alone (or by types, without `by_days`), which is quick to say."""
    found = np.array(_types_apart()[facts.type[left], facts.type[right]])
    if by_days:
        # What lasts, or counts, reaches farther than what two accounts of one thing may differ.
        parted = is_parted(facts, left, right)
        for flags, _ in _days_apart(facts, left, right):
            found |= flags & ~parted
        gap, _ = gap_of(facts.when[left], facts.when[right])
        found |= parted & (gap > kinds().apart_parts)
    return found


def excluded(facts: Facts, left: Rows, right: Rows) -> NDArray[np.uint8]:
    """Return for each pair why it is none (`Excluded`), 0 where nothing speaks for certain against it.

    What is not READ goes first: it gives way to nothing.
    """
    found = np.zeros(len(left), np.uint8)

    def note(flags: Flags, why: Excluded) -> None:
        found[flags & (found == 0)] = why

    lasting, counts = _LEVELS.index(Level.EPISODE), _LEVELS.index(Level.AGGREGATE)
    note(_types_apart()[facts.type[left], facts.type[right]], Excluded.TYPES)
    counted = facts.level[left] == counts
    note(counted != (facts.level[right] == counts), Excluded.LEVELS)
    # Whoever counts attacks counts no arrests.
    note(counted & (facts.type[left] != facts.type[right]), Excluded.TYPES)
    note((facts.table[left] != 0) & (facts.table[left] == facts.table[right]), Excluded.SOURCE)
    note(said_by_others(facts, left, right), Excluded.SPEAKER)
    note(are_other_modes(facts, left, right), Excluded.MODE)
    note(happened_in_a_day(facts, left) & (facts.level[right] == lasting), Excluded.LASTS)
    note(happened_in_a_day(facts, right) & (facts.level[left] == lasting), Excluded.LASTS)
    note(_came_before(facts, left, right) | _came_before(facts, right, left), Excluded.AGAIN)
    for flags, why in _days_apart(facts, left, right):
        note(flags, why)
    _, place = best_places(facts, left, right)
    elsewhere = np.isin(place, [step_of("place", "other country"), step_of("place", "far")])
    note(elsewhere & ~facts.is_guess[left] & ~facts.is_guess[right], Excluded.PLACES)
    for flags, why in _told_apart(facts, left, right):
        note(flags, why)
    return found


def long_apart(facts: Facts, left: Rows, right: Rows, most: float) -> Flags:
    """Tell which pairs state days that lie further apart than `most`, in documents that lie as far apart.

    A weekday or an arrest that is taken for the day of the shooting is weeks off at most, and a wrong year is told
    when the other year is: what was written years apart of days that are years apart is two things.
    """
    days, stated = gap_of(facts.when[left], facts.when[right])
    written, known = gap_of(facts.told[left], facts.told[right])
    return np.asarray(stated & known & (days > most) & (written > most))


def read_twice(facts: Facts, left: Rows, right: Rows) -> Flags:
    """Tell which pairs are set apart by what was read of their days, and by what was read of their places as well."""
    days = np.zeros(len(left), np.bool_)
    for flags, _ in _days_apart(facts, left, right):
        days |= flags
    some = np.flatnonzero(days & ~facts.is_guess[left] & ~facts.is_guess[right])
    _, place = best_places(facts, left[some], right[some])
    return _only(days, some, np.isin(place, [step_of("place", "other country"), step_of("place", "far")]))


def _came_before(facts: Facts, old: Rows, new: Rows) -> Flags:
    """Tell which of `old` are what a text that tells of another ("a new strike", "struck again") means as the one
    before, by their days.

    An account without a day of its own is not set apart so: that its document came out later says nothing of it.
    """
    said = (facts.when[new, 0] != NEVER) & (facts.when[old, 1] != -NEVER) & (facts.when[old, 0] != NEVER)
    both = facts.is_another[new] & said & (facts.level[new] == facts.level[old])
    return np.asarray(both & (facts.when[new, 0] - facts.when[old, 1] > kinds().apart_again))


def _told_apart(facts: Facts, left: Rows, right: Rows) -> Iterator[tuple[Flags, Excluded]]:
    """Tell which pairs of single events of one document its writer tells apart himself, by their days or places."""
    single = _LEVELS.index(Level.SINGLE)
    own = (facts.document[left] == facts.document[right]) & (facts.level[left] == single)
    own &= facts.level[right] == single
    some = np.flatnonzero(own)
    if not len(some):
        return
    left, right = left[some], right[some]
    gap, stated = gap_of(facts.when[left], facts.when[right])
    yield _only(own, some, stated & (gap > _OWN_DAYS)), Excluded.DAYS
    km, place = best_places(facts, left, right)
    apart = (place == step_of("place", "points")) & (km.gap > 0)
    apart |= place == step_of("place", "other province")
    yield _only(own, some, apart & ~facts.is_guess[left] & ~facts.is_guess[right]), Excluded.PLACES


def _only(flags: Flags, some: Rows, chosen: Flags) -> Flags:
    found = np.zeros_like(flags)
    found[some] = chosen
    return found


def _days_apart(facts: Facts, left: Rows, right: Rows) -> Iterator[tuple[Flags, Excluded]]:
    rules = kinds()
    gap, stated = gap_of(facts.when[left], facts.when[right])
    lasting = (facts.level[left] != 0) | (facts.level[right] != 0)
    slack = np.where(lasting, rules.apart_days[Level.EPISODE], rules.apart_days[Level.SINGLE])
    yield stated & (gap > slack), Excluded.DAYS
    for one, other in ((left, right), (right, left)):
        early, known = delay_of(facts.when[one], facts.told[other])
        yield known & (early < -rules.apart_before), Excluded.PUBLISHED


def _types_apart() -> Flags:
    return np.asarray(type_distances() >= kinds().apart_type)
