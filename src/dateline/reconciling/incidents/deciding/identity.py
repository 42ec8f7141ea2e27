"""Give incidents their ids: minted once, kept through re-runs, and leading on after merges and splits.

Invariant: an id is never given to another thing. Of several incidents that became one, the one of which most reports
are there keeps its id and the others lead to it; of one that became several, the larger part keeps it. Parted again,
what was merged gets back the id that it had. The order in which clusters or incidents are given changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.model import Anchor
from dateline.reconciling.incidents.deciding.anchors import BY_PLACE, Finder

__all__ = ["Identities", "assign", "follow", "mint", "overlaps_of"]


@dataclass(frozen=True, slots=True)
class Identities:
    """Hold the ids of clusters, in the clusters' order, and what became of all earlier ids.

    `redirects` lead from ids that are no incident's any more to the incidents that hold most of their reports.
    `retired` are ids of whose reports none is among these clusters, `revived` those that led elsewhere before and are
    an incident's again: where they lead is to be forgotten. `parts` tells of earlier incidents whose reports stand in
    several incidents now in which, and how many of them in each, the most first.
    """

    ids: tuple[str, ...]
    redirects: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    parts: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


def assign(
    clusters: Sequence[Collection[Anchor]],
    earlier: Mapping[str, Collection[Anchor]],
    *,
    gone: Mapping[str, Collection[Anchor]] | None = None,
    redirects: Mapping[str, str] | None = None,
    used: Container[str] = (),
) -> Identities:
    """Give every cluster of reports its id.

    `earlier` are the incidents that are there, by id, as the anchors of their reports; `gone` those that led elsewhere
    before, as they were last; `redirects` where ids lead so far; `used` are all ids ever given. Overlaps are counted in
    reports; the assignment with the largest sum of overlaps is taken in every connected group (Hungarian method).
    """
    gone, led = gone or {}, redirects or {}
    if not all(clusters):
        raise ValueError("a cluster without reports has no id")
    firsts = [min(map(BY_PLACE, members)) for members in clusters]
    order = sorted(range(len(clusters)), key=firsts.__getitem__)
    overlaps = overlaps_of(clusters, {**gone, **earlier})
    known = {id_: found if id_ in earlier else _whole(found, gone[id_]) for id_, found in overlaps.items()}
    given = _assigned(order, clusters, earlier, gone, known)
    taken = {*earlier, *gone, *led, *led.values()}
    for n in order:
        if n not in given:
            given[n] = mint(clusters[n], taken, used=used)
            taken.add(given[n])
    return _told(given, overlaps, led)


def mint(members: Iterable[Anchor], taken: Container[str], *, used: Container[str] = ()) -> str:
    """Return a new id: of where the first of its reports stands; numbered where that id was given before (`taken` or
    `used`).

    >>> mint([Anchor("d1", 10, 16, "ASSAULT", 0, 61, "", "r1", "r1")], ())
    'i0685fd09dd37a41f'
    """
    first = min(members, key=BY_PLACE)
    said = [first.document, str(first.start), str(first.end), first.type]
    count = 0
    while True:
        tried = "\n".join([*said, *([str(count)] if count else [])])
        id_ = "i" + hashlib.sha256(tried.encode()).hexdigest()[:16]
        if id_ not in taken and id_ not in used:
            return id_
        count += 1


def follow(id_: str, redirects: Mapping[str, str]) -> str:
    """Return where an id leads in the end; a circle, which no run makes, ends where it began.

    >>> follow("i1", {"i1": "i2", "i2": "i3"})
    'i3'
    """
    seen = {id_}
    now = id_
    while (to := redirects.get(now)) is not None:
        if to in seen:
            return id_
        seen.add(to)
        now = to
    return now


def overlaps_of(
    clusters: Sequence[Collection[Anchor]], known: Mapping[str, Collection[Anchor]]
) -> dict[str, Counter[int]]:
    """Count how many reports of each known incident stand in each cluster; what could be in several counts in none."""
    cluster_of = {one.id: n for n, members in enumerate(clusters) for one in members}
    finder = Finder(one for members in clusters for one in members)
    found: dict[str, Counter[int]] = {}
    for id_, members in known.items():
        counted: Counter[int] = Counter()
        for anchor in members:
            there = {cluster_of[report] for report in finder.find(anchor)}
            if len(there) == 1:
                counted[there.pop()] += 1
        found[id_] = counted
    return found


def _whole(found: Counter[int], members: Collection[Anchor]) -> Counter[int]:
    """Keep the cluster where most of what was merged away stands: a remnant does not get the id back."""
    return Counter({n: count for n, count in found.items() if 2 * count > len(members)})


def _assigned(
    order: Sequence[int],
    clusters: Sequence[Collection[Anchor]],
    earlier: Mapping[str, Collection[Anchor]],
    gone: Mapping[str, Collection[Anchor]],
    overlaps: Mapping[str, Counter[int]],
) -> dict[int, str]:
    """Match ids and clusters in each group that overlaps connect."""
    members = {id_: earlier[id_] if id_ in earlier else gone[id_] for id_, counted in overlaps.items() if counted}
    first = {id_: min(map(BY_PLACE, anchors)) for id_, anchors in members.items()}
    rows = _Ranked(sorted(first, key=lambda id_: (first[id_], id_)))
    columns = _Ranked(order)
    holder = {one.id: n for n, members in enumerate(clusters) for one in members}
    given: dict[int, str] = {}
    for ids, places in _connected(rows, overlaps):
        places.sort(key=columns.rank.__getitem__)
        if len(ids) == len(places) == 1:
            given[places[0]] = ids[0]
            continue
        bonus = {
            (id_, n): 2 * (len(ids) + 1) * (id_ in earlier) + (len(ids) + 1) * (holder.get(first[id_][-1]) == n)
            for id_ in ids
            for n in overlaps[id_]
        }
        given.update(_matched(ids, places, overlaps, bonus))
    return given


class _Ranked:
    """Hold things in their order, and the place of each."""

    def __init__(self, things: Iterable[Any]) -> None:
        self.things = list(things)
        self.rank = {thing: place for place, thing in enumerate(self.things)}


def _connected(rows: _Ranked, overlaps: Mapping[str, Counter[int]]) -> Iterator[tuple[list[str], list[int]]]:
    """Yield the groups of ids and clusters that share reports, the ids in their order."""
    at: dict[int, list[str]] = defaultdict(list)
    for id_ in rows.things:
        for n in overlaps[id_]:
            at[n].append(id_)
    seen: set[str] = set()
    for id_ in rows.things:
        if id_ in seen:
            continue
        seen.add(id_)
        group, places, waiting = list[str](), set[int](), [id_]
        while waiting:
            one = waiting.pop()
            group.append(one)
            for n in sorted(set(overlaps[one]) - places):
                places.add(n)
                new = [other for other in at[n] if other not in seen]
                seen.update(new)
                waiting += new
        yield sorted(group, key=rows.rank.__getitem__), list(places)


def _matched(
    ids: Sequence[str],
    places: Sequence[int],
    overlaps: Mapping[str, Counter[int]],
    bonus: Mapping[tuple[str, int], int],
) -> dict[int, str]:
    """Match with the largest sum of overlaps; of equal sums the one with the larger bonus, then the earlier ids."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    column = {n: place for place, n in enumerate(places)}
    weights = np.zeros((len(ids), len(places)))
    scale = 4 * (len(ids) + 1) * (min(len(ids), len(places)) + 1)  # above any sum of bonuses
    for row, id_ in enumerate(ids):
        for n, count in overlaps[id_].items():
            weights[row, column[n]] = count * scale + bonus[id_, n] + len(ids) - row
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return {places[place]: ids[row] for row, place in chosen if weights[row, place]}


def _told(
    given: Mapping[int, str],
    overlaps: Mapping[str, Counter[int]],
    led: Mapping[str, str],
) -> Identities:
    """Say where every id that is no incident's leads, and where the reports of those that were parted are."""
    alive = set(given.values())
    redirects: dict[str, str] = {}
    parts: dict[str, tuple[tuple[str, int], ...]] = {}
    for id_ in sorted(overlaps):
        where = Counter({given[n]: count for n, count in overlaps[id_].items()})
        ranked = sorted(where.items(), key=lambda one: (-one[1], one[0]))
        if len(ranked) > 1:
            parts[id_] = tuple(ranked)
        if id_ not in alive and ranked:
            redirects[id_] = ranked[0][0]
    chain = {old: new for old, new in {**led, **redirects}.items() if old not in alive}
    for id_ in sorted(set(led) - alive - set(redirects)):
        end = follow(id_, chain)
        if end in alive:
            redirects[id_] = end
    revived = sorted(id_ for id_ in alive & led.keys() if led[id_] != id_)
    retired = sorted({*overlaps, *led} - alive - set(redirects))
    return Identities(tuple(given[n] for n in sorted(given)), redirects, tuple(retired), tuple(revived), parts)
