"""What cannot be true of all actors together: rings, rivals for one office, and names that two claim.

Invariant: entries that contradict each other are refused with the place of both; what two actors are called at one time
is said to be shared by both or refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations
from typing import Protocol

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.entry import ActorEntry, Alias
from dateline.knowledge.actors.lines import Problem, Spot
from dateline.knowledge.actors.relations import ANCESTRAL, Office, Relation, cycles
from dateline.knowledge.actors.spelling import by_key

__all__ = ["Entries", "problems_of"]


class _SpotOf(Protocol):
    def __call__(self, *words: str) -> Spot: ...


class Entries:
    """Hold entries by id, in the order in which they were read, and the lines in which they stand."""

    def __init__(self) -> None:
        self.by_id: dict[str, ActorEntry] = {}
        self._spots: dict[str, _SpotOf] = {}

    def put(self, entry: ActorEntry, spot: _SpotOf) -> None:
        """Take an entry in, in place of one with its id, which it comes after."""
        self.by_id.pop(entry.actor.id, None)
        self.by_id[entry.actor.id], self._spots[entry.actor.id] = entry, spot

    def spot(self, id_: str, *words: str) -> Spot:
        """Return where the last of `words`, each looked for from the one before, stands in an entry."""
        return self._spots[id_](*words)


@lru_cache(maxsize=1)
def _single_offices() -> frozenset[str]:
    """Return the offices that one person holds at a time; raises KnowledgeError where their file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("offices.toml"))
    if set(raw) != {"single"}:
        raise KnowledgeError(f"offices.toml: it holds `single` and nothing else, not {sorted(raw)}")
    return frozenset(words_in(raw["single"], "offices.toml, single"))


def problems_of(entries: Entries, *, broken: Collection[str] = ()) -> list[Problem]:
    """Return everything that contradicts itself, told where it was read last.

    `broken` are the ids of entries that were refused: who names one of them is not to blame.
    """
    return [*_unknown_ids(entries, {*entries.by_id, *broken}), *_rings(entries), *_rivals(entries), *_claims(entries)]


def _unknown_ids(entries: Entries, ids: Collection[str]) -> Iterator[Problem]:
    for id_, entry in entries.by_id.items():
        for r in entry.relations:
            if r.id not in ids:
                spot = entries.spot(id_, r.kind, r.id)
                yield Problem(spot, f"actor {id_!r}: {r.kind} names {r.id!r}, which no pack defines")
        for office in entry.offices:
            if office.of is not None and office.of not in ids:
                spot = entries.spot(id_, "office", office.of)
                yield Problem(
                    spot, f"actor {id_!r}: the office {office.office} is of {office.of!r}, which no pack defines"
                )


def _rings(entries: Entries) -> Iterator[Problem]:
    def above(id_: str) -> list[Relation]:
        return [r for r in entries.by_id[id_].relations if r.kind in ANCESTRAL and r.id in entries.by_id]

    order = {id_: n for n, id_ in enumerate(entries.by_id)}
    for ring in cycles(list(entries.by_id), above):
        last = max(ring, key=lambda r: order[r.subject])
        way = " -> ".join([*(r.subject for r in ring), ring[-1].id])
        others = ", ".join(str(entries.spot(r.subject, r.kind, r.id)) for r in ring if r is not last)
        spot = entries.spot(last.subject, last.kind, last.id)
        also = f"; see {others}" if others else ""
        yield Problem(spot, f"actor {last.subject!r} is part of itself: {way}{also}")


def _rivals(entries: Entries) -> Iterator[Problem]:
    held: dict[tuple[str, tuple[str, str]], list[tuple[str, Office]]] = defaultdict(list)
    for id_, entry in entries.by_id.items():
        for office in entry.offices:
            if office.office in _single_offices() and not office.disputed:
                held[office.office, office.seat].append((id_, office))
    for holders in held.values():
        for (one, first), (other, second) in combinations(holders, 2):
            if one != other and first.interval.surely_overlaps(second.interval):
                spot = entries.spot(other, "office", second.office, *([second.since] if second.since else []))
                yield Problem(
                    spot,
                    f"actor {other!r} holds the office {second} ({second.interval}) at the same time as {one!r}"
                    f" ({first.interval}; {entries.spot(one, 'office')}); one person holds it at a time, unless both"
                    " say disputed = true",
                )


def _claims(entries: Entries) -> Iterator[Problem]:
    for by_id in by_key(entries.by_id).values():
        for (one, mine), (other, theirs) in combinations(by_id.items(), 2):
            apart = entries.by_id[one].actor.country != entries.by_id[other].actor.country
            clash = _clash(mine, theirs, apart=apart)
            if clash is not None:
                first, second = clash
                also = "" if first.name == second.name else f" (as {first.name!r}, which is written like it)"
                yield Problem(
                    entries.spot(other, second.name),
                    f"actor {other!r} claims {second.name!r} at the same time as {one!r}{also}"
                    f" ({entries.spot(one, first.name)}); give one of them another name or dates, mark it as local, or"
                    " both as shared",
                )


def _clash(mine: Sequence[Alias], theirs: Sequence[Alias], *, apart: bool) -> tuple[Alias, Alias] | None:
    """Return two aliases that nothing tells apart; `apart`: a local one does, as the countries are two."""
    for a in mine:
        for b in theirs:
            told = (a.shared and b.shared) or (apart and (a.local or b.local))
            if not told and a.interval.surely_overlaps(b.interval):
                return a, b
    return None
