"""Integrate several tables of events: which rows are one event, and what is left when each is there once.

Invariant: a group holds at most one row of each table, events (one day) with events and episodes (several days) with
episodes; an event that may be part of an episode is only flagged. Tables come in one after the other: a group is
known by its row of the earliest table, and what is later is compared with that one. After meltt (Donnay et al. 2019),
with the assignment that is best over all rows in place of the first that is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.reconciling.tables.assigning import assigned, first_come
from dateline.reconciling.tables.entry import Entry, Key
from dateline.reconciling.tables.nearness import Windows, near_pairs
from dateline.reconciling.tables.taxonomy import Taxonomy, disagreement

__all__ = ["Choice", "Flag", "Group", "Integrated", "integrate"]

# Nearness decides only between pairs that agree as well: the smallest step between two disagreements is far larger
# (one level of a deep taxonomy among ten), and the sum over a part of some hundred pairs stays below it.
_NEARNESS = 1e-4


class Choice(StrEnum):
    """Say how rows are assigned: the best over all, or for each in turn the first that is free (as meltt does)."""

    BEST = "best"
    FIRST_COME = "first come"


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the rows that are one event, that of the earliest table first; `is_episode` where they last for days."""

    rows: tuple[Key, ...]
    is_episode: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Name an event that may be part of an episode of another table: someone has to look."""

    event: Key
    episode: Key


@dataclass(frozen=True, slots=True)
class Integrated:
    """Hold what integrating gave: what is left, each event once; the groups; the flags.

    `unique` are the entries without their duplicates, by day, table and id; `duplicates` the rows that are left out.
    """

    unique: tuple[Entry, ...]
    groups: tuple[Group, ...]
    flags: tuple[Flag, ...]

    @property
    def duplicates(self) -> tuple[Key, ...]:
        return tuple(key for group in self.groups for key in group.rows[1:])


def integrate(
    tables: Sequence[Sequence[Entry]],
    taxonomies: Sequence[Taxonomy],
    within: Windows,
    *,
    choice: Choice = Choice.BEST,
    may_differ: int = 0,
) -> Integrated:
    """Integrate tables in their order; with `Choice.BEST` the order of rows inside a table changes nothing.

    Two rows may be one event if they lie within the windows and agree, at some level, in all taxonomies but
    `may_differ`. Among such rows the finest agreement decides, then what is nearer. Raises ValueError where a table
    has two rows of one id.
    """
    for table in tables:
        if len({entry.key for entry in table}) != len(table):
            raise ValueError("a table has two rows of one id; give every row its own")
    ranked = {entry.key: (n, m) for n, table in enumerate(tables) for m, entry in enumerate(table)}
    partners: dict[Key, list[Key]] = {}
    flags: set[tuple[Key, Key]] = set()
    left: list[Entry] = []
    for table in tables:
        added: list[Entry] = []
        joined: set[Key] = set()
        for is_episode in (False, True):
            ours = _ordered((e for e in left if e.is_episode is is_episode), ranked, choice)
            theirs = _ordered((e for e in table if e.is_episode is is_episode), ranked, choice)
            for one, other in _chosen(ours, theirs, taxonomies, within, choice, may_differ):
                partners.setdefault(one.key, [one.key]).append(other.key)
                joined.add(other.key)
            added.extend(e for e in theirs if e.key not in joined)
        for ours, theirs in ((left, added), (added, left)):
            events = [e for e in ours if not e.is_episode]
            episodes = [e for e in theirs if e.is_episode]
            for a, b, _, _ in near_pairs(events, episodes, within):
                if disagreement(taxonomies, events[a], episodes[b], may_differ=may_differ) is not None:
                    flags.add((events[a].key, episodes[b].key))
        left.extend(added)
    lasting = {entry.key: entry.is_episode for entry in left}
    return Integrated(
        unique=tuple(sorted(left, key=lambda e: (e.first, ranked[e.key][0], e.id))),
        groups=tuple(
            Group(tuple(rows), is_episode=lasting[key])
            for key, rows in sorted(partners.items(), key=lambda item: (lasting[item[0]], item[0]))
        ),
        flags=tuple(Flag(*each) for each in sorted(flags)),
    )


def _ordered(entries: Iterable[Entry], ranked: dict[Key, tuple[int, int]], choice: Choice) -> list[Entry]:
    """Sort entries by what they say; as meltt does, by the order in which they stand, where that is to count."""

    if choice is Choice.FIRST_COME:
        return sorted(entries, key=lambda e: (ranked[e.key][0], ranked[e.key][1]))
    return sorted(entries, key=lambda e: (e.first, e.last, e.lat, e.lon, e.key))


def _chosen(
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    taxonomies: Sequence[Taxonomy],
    within: Windows,
    choice: Choice,
    may_differ: int,
) -> list[tuple[Entry, Entry]]:
    gains: dict[tuple[int, int], float] = {}
    for a, b, km, days in near_pairs(ours, theirs, within):
        apart = disagreement(taxonomies, ours[a], theirs[b], may_differ=may_differ)
        if apart is not None:
            near = (km / within.km + days / max(1, within.days)) / 2
            gains[a, b] = 2 - apart - _NEARNESS * near
    pairs = first_come(gains) if choice is Choice.FIRST_COME else assigned(gains)
    return [(ours[a], theirs[b]) for a, b in pairs]
