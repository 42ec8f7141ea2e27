"""Which accounts tell of the same thing: all documents' accounts in, clusters out.

Invariant: two accounts in one cluster do not exclude each other, and what people decided stands. A cluster depends on
the accounts that it hangs together with and on nothing else: with the frequencies of an earlier pass, a new document
changes only the components that it has a likely pair with, so that a record need only group those anew. It finds them
so: the accounts that have one of the `sought_keys` of new ones; of these the ones that `touched` names; and all
accounts of their components (`Grouping.components`), which it groups together with the new ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from dateline.model import Level, PartHow
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.blocking import Candidates, candidates
from dateline.reconciling.incidents.matching.clustering import Clustered, agglomerate, assigned
from dateline.reconciling.incidents.matching.comparing import Rows, compare, compare_words
from dateline.reconciling.incidents.matching.components import components, depth_of, name_of, united
from dateline.reconciling.incidents.matching.excluding import READ, Excluded, excluded, long_apart, read_twice
from dateline.reconciling.incidents.matching.explaining import told_apart, told_together
from dateline.reconciling.incidents.matching.facts import Facts, Floats, Ints, StoryTerms, facts_of
from dateline.reconciling.incidents.matching.features import features, index_of
from dateline.reconciling.incidents.matching.frequencies import Frequencies
from dateline.reconciling.incidents.matching.grouped import Cluster, Grouping, Nearly, PartLink
from dateline.reconciling.incidents.matching.kinds import kinds
from dateline.reconciling.incidents.matching.parting import EVIDENCE, evidence, levels_of, parting, spans_of, weighed
from dateline.reconciling.incidents.matching.weighing import Weights, log_odds, probability, weights

__all__ = ["explain", "group", "touched"]

_CHUNK = 1 << 16  # pairs compared at a time
_RUNNERS_UP = 2
# By so much (log-odds) a pair that was not assigned falls short of being joined by itself: on
# benchmarks.dense_simulation 1 loses up to .006 of F1, and barring such pairs .014.
_UNASSIGNED = 0.01
_LEVELS = list(Level)
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def group(
    accounts: Iterable[Account],
    *,
    stories: Mapping[str, StoryTerms] | None = None,
    weights: Weights | None = None,
    frequencies: Frequencies | None = None,
    together: Iterable[Collection[str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    derived: Iterable[tuple[str, str]] = (),
    duplicate_free: Mapping[str, str] | None = None,
    components: Mapping[str, str] = _NO_NAMES,
) -> Grouping:
    """Group accounts by what they tell of.

    `stories` leads from documents to their terms; `frequencies` are those of an earlier pass, else they are counted
    here. `together` are sets of accounts that people said are one, `apart` pairs that they said are two, which goes
    first; what does not occur is left out. `derived` are pairs of accounts of which one derives from the other.
    `duplicate_free` leads from an account to the name of a source that tells each thing once at most. `components` are
    those of an earlier pass over these accounts and more: what was too large to be compared all with all is parted as
    it was. Raises ValueError where two accounts have one id.
    """
    facts = facts_of(accounts, stories=stories, frequencies=frequencies, duplicate_free=duplicate_free)
    grouper = _Grouper(facts, weights, together, apart, derived)
    return grouper.grouping(frozen=frequencies is not None, earlier=components)


def touched(
    new: Collection[str],
    accounts: Iterable[Account],
    *,
    frequencies: Frequencies,
    stories: Mapping[str, StoryTerms] | None = None,
    weights: Weights | None = None,
    derived: Iterable[tuple[str, str]] = (),
) -> tuple[str, ...]:
    """Return the ids of the accounts that one of the `new` has a likely pair with, sorted.

    `accounts` are the new ones and all that share a key with one of them. What is not likely is not returned, so that
    only the components of what is have to be grouped anew.
    """
    facts = facts_of(accounts, stories=stories, frequencies=frequencies)
    grouper = _Grouper(facts, weights, (), (), derived)
    is_new = np.array([id_ in new for id_ in facts.ids], np.bool_)
    found, _ = candidates(facts, derived=grouper.derived_rows, between=is_new)
    some = is_new[found.left] != is_new[found.right]
    left, right, _ = grouper.likely_pairs(found.left[some], found.right[some])
    rows = np.unique(np.concatenate([left, right]))
    links = np.unique(np.concatenate(grouper.part_candidates(found.left[some], found.right[some])))
    return tuple(facts.ids[row] for row in np.union1d(rows, links).astype(np.int64) if not is_new[row])


def explain(
    one: Account,
    other: Account,
    *,
    frequencies: Frequencies | None = None,
    stories: Mapping[str, StoryTerms] | None = None,
    weights: Weights | None = None,
) -> tuple[float, str]:
    """Return the match probability of two accounts, in [0, 1], and why, in words; 0 where they exclude each other."""
    facts = facts_of([one, other], frequencies=frequencies, stories=stories)
    grouper = _Grouper(facts, weights, (), (), ())
    pair = np.array([0]), np.array([1])
    positions = compare(facts, *pair)
    why = Excluded(int(grouper.barred(*pair, log_odds(positions, grouper.weights), positions)[0]))
    said = told_together(facts, 0, 1, positions[0], grouper.weights)
    if why is not Excluded.NO:
        return 0.0, f"{said}; but {told_apart(facts, 0, 1, why)}"
    return float(probability(positions, grouper.weights)[0]), said


class _Grouper:
    def __init__(
        self,
        facts: Facts,
        own_weights: Weights | None,
        together: Iterable[Collection[str]],
        apart: Iterable[tuple[str, str]],
        derived: Iterable[tuple[str, str]],
    ) -> None:
        self.facts, self.weights = facts, own_weights or weights()
        self.rows = {id_: row for row, id_ in enumerate(facts.ids)}
        pairs = self._pairs_of(derived)
        self.derived_rows = pairs
        self.derived = np.array(sorted(a * len(facts) + b for a, b in pairs), np.int64)
        self.apart = np.array(sorted(a * len(facts) + b for a, b in self._pairs_of(apart)), np.int64)
        self.together = united([[self.rows[i] for i in sorted(set(s)) if i in self.rows] for s in together])

    def _pairs_of(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
        known = ((self.rows[a], self.rows[b]) for a, b in pairs if a in self.rows and b in self.rows and a != b)
        return sorted({(min(p), max(p)) for p in known})

    def grouping(self, *, frozen: bool, earlier: Mapping[str, str] = _NO_NAMES) -> Grouping:
        found, crowded = candidates(self.facts, derived=self.derived_rows, frozen=frozen)
        left, right, likely = self.likely_pairs(found.left, found.right)
        cluster_of = np.full(len(self.facts), -1, np.int64)
        made: list[tuple[Rows, float]] = []
        near: list[tuple[int, int, float, bool]] = []
        depths = [depth_of(earlier.get(id_, "")) for id_ in self.facts.ids]
        groups, depths = components(len(self.facts), left, right, likely, together=self.together, depths=depths)
        for rows, clustered in self._clustered(groups):
            base = len(made)
            for joined in clustered.clusters:
                members = rows[list(joined.members)]
                cluster_of[members] = len(made)
                made.append((members, joined.score))
            near += [(base + a, base + b, score, barred) for a, b, score, barred in clustered.between]
        for row in np.flatnonzero(cluster_of < 0):
            made.append((np.array([row]), 1.0))
        order = sorted(range(len(made)), key=lambda n: int(made[n][0][0]))
        place = {n: at for at, n in enumerate(order)}
        near = [(min(place[a], place[b]), max(place[a], place[b]), score, barred) for a, b, score, barred in near]
        ordered = [made[n] for n in order]
        for at, (members, _) in enumerate(ordered):
            cluster_of[members] = at
        runners = self._runners_up(ordered, near)
        ids = self.facts.ids
        levels = levels_of(self.facts, cluster_of, len(ordered))
        clusters = tuple(
            Cluster(tuple(ids[m] for m in members), score, runners.get(at, ()), _LEVELS[levels[at]])
            for at, (members, score) in enumerate(ordered)
        )
        low, high = self.weights.review
        review = sorted(
            ((a, b, score) for a, b, score, barred in near if low <= score <= high and not barred),
            key=lambda pair: (abs(pair[2] - self.weights.join), pair),
        )
        names = {id_: name_of(id_, depth) for id_, depth in zip(ids, depths, strict=True) if depth}
        names |= {ids[row]: name_of(ids[rows[0]], depths[row]) for rows in groups for row in rows}
        frequencies = replace(self.facts.frequencies, crowded=crowded)
        return Grouping(clusters, tuple(review), self._parts(found, cluster_of, levels), names, frequencies)

    def likely_pairs(self, left: NDArray[Any], right: NDArray[Any]) -> tuple[Rows, Rows, NDArray[np.float64]]:
        """Return those pairs that do not exclude each other and are at least as likely as `low`, and how likely."""
        kept: list[tuple[Rows, Rows, NDArray[np.float64]]] = []
        slow = tuple(n for n, feature in enumerate(features()) if feature.set or feature.name == "ties")
        held = {name for (name, _), sets in self.facts.sets.items() if sets.weighted.nnz}
        lines = [(features()[at].set is None or features()[at].set in held, self.weights.steps[at]) for at in slow]
        most = sum(max(0.0, *line) if is_held else line[0] for is_held, line in lines)
        floor = float(np.log(self.weights.low / (1 - self.weights.low)))
        for at in range(0, len(left), _CHUNK):
            a, b = left[at : at + _CHUNK].astype(np.int64), right[at : at + _CHUNK].astype(np.int64)
            free = self.barred(a, b, np.full(len(a), np.inf)) == 0
            a, b = a[free], b[free]
            positions = compare(self.facts, a, b, derived=self.derived, words=False)
            odds = log_odds(positions, self.weights)
            # What no words could make likely needs none compared.
            hopeful = np.flatnonzero(odds - log_odds(positions, self.weights, columns=slow) + most >= floor)
            a, b, positions = a[hopeful], b[hopeful], positions[hopeful]
            compare_words(self.facts, a, b, positions)
            odds = log_odds(positions, self.weights)
            good = odds >= floor
            kept.append((a[good], b[good], expit(odds[good])))
        none = np.zeros(0, np.int64)
        return (
            np.concatenate([none, *(k[0] for k in kept)]),
            np.concatenate([none, *(k[1] for k in kept)]),
            np.concatenate([np.zeros(0), *(k[2] for k in kept)]),
        )

    def barred(
        self, left: Rows, right: Rows, odds: NDArray[np.float64], positions: Floats | None = None
    ) -> NDArray[np.uint8]:
        """Return why pairs with these log-odds cannot be one (`Excluded`), 0 where they can.

        What was read of days or places bars no pair of two documents that is likely enough all the same, by who and
        what is named in their stories. Both are misread at once in no two but those that name the same people or ages,
        and neither are the days of news that came weeks apart: two attacks on hotels of one town have much in common.
        `positions` are where the pairs stand, without which that is hoped for.
        """
        facts = self.facts
        why = excluded(facts, left, right)
        told = (facts.story[left] >= 0) & (facts.story[right] >= 0) & (facts.document[left] != facts.document[right])
        gives_way = told & np.isin(why, READ) & (odds >= logit(kinds().outweighed))
        gives_way[gives_way] = ~long_apart(facts, left[gives_way], right[gives_way], kinds().apart_read)
        if positions is not None and gives_way.any():
            named = (positions[:, index_of()["people"]] > 1) | (positions[:, index_of()["ages"]] > 1)
            some = np.flatnonzero(gives_way & ~named)
            twice = read_twice(facts, left[some], right[some])
            gives_way[some] = ~twice & ~long_apart(facts, left[some], right[some], kinds().apart_news)
        return np.where(gives_way, 0, why).astype(np.uint8)

    def _is_apart(self, left: Rows, right: Rows) -> NDArray[np.bool_]:
        return np.isin(np.minimum(left, right) * len(self.facts) + np.maximum(left, right), self.apart)

    def _clustered(self, groups: Sequence[Rows]) -> Iterator[tuple[Rows, Clustered]]:
        """Yield each component with its clusters; all pairs within it are compared, many components at a time."""
        unit_of = {row: n for n, rows in enumerate(self.together) for row in rows}
        at = 0
        while at < len(groups):
            batch: list[Rows] = []
            pairs = 0
            while at < len(groups) and (not batch or pairs + len(groups[at]) ** 2 // 2 <= _CHUNK):
                batch.append(groups[at])
                pairs += len(groups[at]) ** 2 // 2
                at += 1
            corners = [np.triu_indices(len(rows), 1) for rows in batch]
            left = np.concatenate([rows[c[0]] for rows, c in zip(batch, corners, strict=True)])
            right = np.concatenate([rows[c[1]] for rows, c in zip(batch, corners, strict=True)])
            positions = compare(self.facts, left, right, derived=self.derived)
            odds = log_odds(positions, self.weights)
            barred = (self.barred(left, right, odds, positions) != 0) | self._is_apart(left, right)
            start = 0
            for rows, (one, other) in zip(batch, corners, strict=True):
                m, end = len(rows), start + len(one)
                chance, apart = np.zeros((m, m)), np.zeros((m, m), np.bool_)
                copied = np.zeros((m, m), np.bool_)
                chance[one, other] = chance[other, one] = odds[start:end]
                apart[one, other] = apart[other, one] = barred[start:end]
                copied[one, other] = copied[other, one] = positions[start:end, index_of()["derived"]] > 0
                start = end
                yield rows, self._cluster(rows, chance, apart, copied, unit_of)

    def _cluster(
        self,
        rows: Rows,
        chance: NDArray[np.float64],
        apart: NDArray[np.bool_],
        copied: NDArray[np.bool_],
        unit_of: Mapping[int, int],
    ) -> Clustered:
        tables = self.facts.table[rows]
        if (tables != 0).any():
            known = {table: n for n, table in enumerate(sorted(set(tables.tolist()) - {0}), start=1)}
            keep = assigned(chance, apart, [known.get(t, 0) for t in tables.tolist()], join=self.weights.join)
            chance = np.where(keep, chance, np.minimum(chance, logit(self.weights.join) - _UNASSIGNED))
        units = None
        if any(row in unit_of for row in rows.tolist()):
            units = [unit_of.get(row, -1 - row) for row in rows.tolist()]
        main = self.facts.is_main[rows]
        return agglomerate(
            chance, apart, join=self.weights.join, low=self.weights.low, units=units, main=main, copied=copied
        )

    def _runners_up(
        self, made: Sequence[tuple[Rows, float]], near: Sequence[tuple[int, int, float, bool]]
    ) -> dict[int, tuple[Nearly, ...]]:
        by_cluster: dict[int, list[tuple[float, int]]] = {}
        for a, b, score, _ in near:
            by_cluster.setdefault(a, []).append((-score, b))
            by_cluster.setdefault(b, []).append((-score, a))
        best = {a: sorted(others)[:_RUNNERS_UP] for a, others in by_cluster.items()}
        pairs = sorted({(min(a, b), max(a, b)) for a, others in best.items() for _, b in others})
        why = dict(zip(pairs, self._whys(made, pairs), strict=True))
        return {
            a: tuple(Nearly(b, -score, why[min(a, b), max(a, b)]) for score, b in others) for a, others in best.items()
        }

    def _whys(self, made: Sequence[tuple[Rows, float]], pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
        """Yield why two clusters are nearly one, by their closest two accounts, and what excludes it, if anything."""
        for at in range(0, len(pairs), 256):
            some = pairs[at : at + 256]
            grids = [np.meshgrid(made[a][0], made[b][0], indexing="ij") for a, b in some]
            left = np.concatenate([g[0].reshape(-1) for g in grids])
            right = np.concatenate([g[1].reshape(-1) for g in grids])
            positions = compare(self.facts, left, right, derived=self.derived)
            odds = log_odds(positions, self.weights)
            barred = self.barred(left, right, odds, positions)
            start = 0
            for grid in grids:
                end = start + grid[0].size
                best = start + int(np.argmax(odds[start:end]))
                said = told_together(self.facts, int(left[best]), int(right[best]), positions[best], self.weights)
                bars = np.flatnonzero(barred[start:end])
                if len(bars):
                    bar = start + int(bars[0])
                    why = told_apart(self.facts, int(left[bar]), int(right[bar]), Excluded(int(barred[bar])))
                    said = f"{said}; but {why}"
                elif self._is_apart(left[start:end], right[start:end]).any():
                    said = f"{said}; but somebody decided that they are two"
                yield said
                start = end

    def part_candidates(self, left: NDArray[Any], right: NDArray[Any]) -> tuple[Rows, Rows]:
        """Return parts and wholes among candidate pairs."""
        single = self.facts.level == _LEVELS.index(Level.SINGLE)
        parts, wholes = [], []
        for one, other in ((left, right), (right, left)):
            fits = single[one] & ~single[other]
            parts.append(one[fits])
            wholes.append(other[fits])
        return np.concatenate(parts).astype(np.int64), np.concatenate(wholes).astype(np.int64)

    def _parts(self, found: Candidates, cluster_of: Rows, levels: Ints) -> tuple[PartLink, ...]:
        part, whole = self.part_candidates(found.left, found.right)
        spans, dated = spans_of(self.facts, cluster_of, len(levels))
        single, counted = _LEVELS.index(Level.SINGLE), _LEVELS.index(Level.AGGREGATE)
        # What the accounts of an incident say is brought together: one names the place, another who fought.
        said: dict[tuple[int, int], NDArray[np.float32]] = {}
        for at in range(0, len(part), _CHUNK):
            a, b = part[at : at + _CHUNK], whole[at : at + _CHUNK]
            of_part, of_whole = cluster_of[a], cluster_of[b]
            fits = (of_part != of_whole) & (levels[of_part] == single) & (levels[of_whole] != single)
            a, b, of_part, of_whole = a[fits], b[fits], of_part[fits], of_whole[fits]
            found_here = evidence(self.facts, a, b, spans=spans[of_whole], dated=dated[of_whole])
            for n in np.flatnonzero(found_here.any(axis=1)):
                key = (int(of_part[n]), int(of_whole[n]))
                said[key] = np.maximum(said[key], found_here[n]) if key in said else found_here[n]
        keys = sorted(said)
        into_count = np.array([levels[whole_] == counted for _, whole_ in keys], np.bool_)
        scores = weighed(np.array([said[key] for key in keys]).reshape(len(keys), len(EVIDENCE)), into_count)
        best = {key: float(score) for key, score in zip(keys, scores, strict=True) if score >= parting().least}
        counts = [link for link in best if levels[link[1]] == counted]
        # Of what lasts an event is a part of one, the surest.
        lasting: dict[int, tuple[int, int]] = {}
        for link in sorted(best.keys() - set(counts), key=lambda link: (-best[link], link)):
            lasting.setdefault(link[0], link)
        of = dict.fromkeys(counts, PartHow.COUNTED) | dict.fromkeys(lasting.values(), PartHow.PART)
        return tuple(PartLink(*link, of[link], best[link]) for link in sorted(of))
