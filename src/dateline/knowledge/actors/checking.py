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
from dateline.knowledge.names import name_key

__all__ = ["Known", "problems_of", "seat_of", "single_offices"]


class _SpotOf(Protocol):
    def __call__(self, *words: str) -> Spot: ...


class Known:
    """Hold entries by id, in the order in which they were read, and the lines in which they stand."""

    def __init__(self) -> None:
        self.entries: dict[str, ActorEntry] = {}
        self._spots: dict[str, _SpotOf] = {}

    def put(self, entry: ActorEntry, spot: _SpotOf) -> None:
        """Take an entry in, in place of one with its id, which it comes after."""
        self.entries.pop(entry.actor.id, None)
        self.entries[entry.actor.id], self._spots[entry.actor.id] = entry, spot

    def spot(self, id_: str, *words: str) -> Spot:
        """Return where the last of `words`, each looked for from the one before, stands in an entry."""
        return self._spots[id_](*words)


@lru_cache(maxsize=1)
def single_offices() -> frozenset[str]:
    """Return the offices that one person holds at a time; raises KnowledgeError where their file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("offices.toml"))
    if set(raw) != {"single"}:
        raise KnowledgeError(f"offices.toml: it holds `single` and nothing else, not {sorted(raw)}")
    return frozenset(words_in(raw["single"], "offices.toml, single"))


def seat_of(office: Office) -> tuple[str, str]:
    """Return what an office is of: an actor, an area of a country by its name's key, or a country."""
    if office.of:
        return "actor", office.of
    if office.area:
        return office.country or "", name_key(office.area)
    return "country", office.country or ""


def problems_of(known: Known, *, broken: Collection[str] = ()) -> list[Problem]:
    """Return everything that contradicts itself, told where it was read last.

    `broken` are the ids of entries that were refused: who names one of them is not to blame.
    """
    return [*_unknown_ids(known, {*known.entries, *broken}), *_rings(known), *_rivals(known), *_claims(known)]


def _unknown_ids(known: Known, ids: Collection[str]) -> Iterator[Problem]:
    for id_, entry in known.entries.items():
        for r in entry.relations:
            if r.id not in ids:
                spot = known.spot(id_, r.kind, r.id)
                yield Problem(spot, f"actor {id_!r}: {r.kind} names {r.id!r}, which no pack defines")
        for office in entry.offices:
            if office.of is not None and office.of not in ids:
                spot = known.spot(id_, "office", office.of)
                yield Problem(
                    spot, f"actor {id_!r}: the office {office.office} is of {office.of!r}, which no pack defines"
                )


def _rings(known: Known) -> Iterator[Problem]:
    def above(id_: str) -> list[Relation]:
        return [r for r in known.entries[id_].relations if r.kind in ANCESTRAL and r.id in known.entries]

    order = {id_: n for n, id_ in enumerate(known.entries)}
    for ring in cycles(list(known.entries), above):
        last = max(ring, key=lambda r: order[r.subject])
        way = " -> ".join([*(r.subject for r in ring), ring[-1].id])
        others = ", ".join(str(known.spot(r.subject, r.kind, r.id)) for r in ring if r is not last)
        spot = known.spot(last.subject, last.kind, last.id)
        also = f"; see {others}" if others else ""
        yield Problem(spot, f"actor {last.subject!r} is part of itself: {way}{also}")


def _rivals(known: Known) -> Iterator[Problem]:
    held: dict[tuple[str, tuple[str, str]], list[tuple[str, Office]]] = defaultdict(list)
    for id_, entry in known.entries.items():
        for office in entry.offices:
            if office.office in single_offices() and not office.disputed:
                held[office.office, seat_of(office)].append((id_, office))
    for holders in held.values():
        for (one, first), (other, second) in combinations(holders, 2):
            if one != other and first.interval.surely_overlaps(second.interval):
                spot = known.spot(other, "office", second.office, *([second.since] if second.since else []))
                yield Problem(
                    spot,
                    f"actor {other!r} holds the office {second} ({second.interval}) at the same time as {one!r}"
                    f" ({first.interval}; {known.spot(one, 'office')}); one person holds it at a time, unless both say"
                    " disputed = true",
                )


def _claims(known: Known) -> Iterator[Problem]:
    for by_id in by_key(known.entries).values():
        for (one, mine), (other, theirs) in combinations(by_id.items(), 2):
            apart = known.entries[one].actor.country != known.entries[other].actor.country
            clash = _clash(mine, theirs, apart=apart)
            if clash is not None:
                first, second = clash
                also = "" if first.name == second.name else f" (as {first.name!r}, which is written like it)"
                yield Problem(
                    known.spot(other, second.name),
                    f"actor {other!r} claims {second.name!r} at the same time as {one!r}{also}"
                    f" ({known.spot(one, first.name)}); give one of them another name or dates, mark it as local, or"
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
