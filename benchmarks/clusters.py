"""How well a grouping of items agrees with a gold one: B-cubed, MUC, CEAF, pairwise, BLANC.

Invariant: a score depends on who is with whom, never on what a cluster is called. Both groupings lead from an item to
the label of its cluster. The items may differ, as where an incident was missed or made up: then each metric does what
the reference scorer of CoNLL does since version 8 (Pradhan et al. 2014), which changes neither side. Precision runs
over the found items and recall over the gold ones; an item that only one side has agrees with nothing, and to MUC it is
a cluster of its own on the other side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

__all__ = [
    "METRICS",
    "Score",
    "b_cubed",
    "blanc",
    "ceaf_entity",
    "ceaf_mention",
    "conll",
    "labelled",
    "muc",
    "pairwise",
]

Item = TypeVar("Item", bound=Hashable)
# From an item to the label of its cluster.
Grouping = Mapping[Item, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Hold precision, recall and F1, each in [0, 1]."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, precision: float, recall: float) -> Score:
        """Make a score of precision and recall.

        >>> Score.of(1.0, 0.5).f1
        0.6666666666666666
        """
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


def labelled(clusters: Iterable[Iterable[Item]]) -> dict[Item, int]:
    """Number clusters, and lead from each item to its cluster's number.

    Raises:
        ValueError: an item is in two clusters.

    >>> labelled(["ab", "c"])
    {'a': 0, 'b': 0, 'c': 1}
    """
    labels: dict[Item, int] = {}
    for number, cluster in enumerate(clusters):
        for item in cluster:
            if labels.setdefault(item, number) != number:
                raise ValueError(f"{item!r} is in two clusters; each item may be in one")
    return labels


def pairwise(gold: Grouping[Item], found: Grouping[Item]) -> Score:
    """Score the pairs that are in one cluster: right where gold and found both have them together.

    >>> pairwise(labelled(["abc"]), labelled(["ab", "c"]))
    Score(precision=1.0, recall=0.3333333333333333, f1=0.5)
    """
    pairs = _Pairs.of(gold, found)
    return Score.of(_share(pairs.both, pairs.found), _share(pairs.both, pairs.gold))


def b_cubed(gold: Grouping[Item], found: Grouping[Item]) -> Score:
    """Score by item: which share of its found cluster belongs with it, and of its gold cluster is with it.

    Bagga and Baldwin 1998.

    >>> round(b_cubed(labelled(["abc"]), labelled(["ab", "c"])).recall, 3)
    0.556
    """
    common = _common(gold, found)
    golds, founds = Counter(gold.values()), Counter(found.values())
    precision = sum(n * n / founds[theirs] for (_, theirs), n in common.items())
    recall = sum(n * n / golds[ours] for (ours, _), n in common.items())
    return Score.of(_share(precision, len(found)), _share(recall, len(gold)))


def muc(gold: Grouping[Item], found: Grouping[Item]) -> Score:
    """Score by links: how many of those that hold a gold cluster together are found, and the other way round.

    Vilain et al. 1995. Clusters of one item count for nothing.

    >>> muc(labelled(["abcd"]), labelled(["ab", "cd"])).recall
    0.6666666666666666
    """
    return Score.of(_links(gold, found), _links(found, gold))


def ceaf_mention(gold: Grouping[Item], found: Grouping[Item]) -> Score:
    """Score the items in common under the best one-to-one pairing of gold and found clusters (CEAF, phi 3).

    Luo 2005.

    >>> ceaf_mention(labelled(["abc"]), labelled(["ab", "c"])).precision
    0.6666666666666666
    """
    best = _assigned(gold, found, lambda common, *_: common)
    return Score.of(_share(best, len(found)), _share(best, len(gold)))


def ceaf_entity(gold: Grouping[Item], found: Grouping[Item]) -> Score:
    """Score the clusters by their overlap under the best one-to-one pairing of gold and found ones (CEAF, phi 4).

    Luo 2005.

    >>> ceaf_entity(labelled(["abc"]), labelled(["ab", "c"]))
    Score(precision=0.4, recall=0.8, f1=0.5333333333333333)
    """
    best = _assigned(gold, found, lambda common, ours, theirs: 2 * common / (ours + theirs))
    return Score.of(_share(best, len(set(found.values()))), _share(best, len(set(gold.values()))))


def blanc(gold: Grouping[Item], found: Grouping[Item]) -> Score:
    """Score the pairs that are together and the pairs that are apart, and take the mean of both.

    Recasens and Hovy 2011, for differing items as Luo et al. 2014 and the reference scorer: where gold has no pair
    together (or none apart), the other half stands alone. The F1 is the mean of two F1.

    >>> blanc(labelled(["ab", "c"]), labelled(["ab", "c"])).f1
    1.0
    """
    pairs = _Pairs.of(gold, found)
    apart_gold = _choose(len(gold)) - pairs.gold
    apart_found = _choose(len(found)) - pairs.found
    together = Score.of(_share(pairs.both, pairs.found), _share(pairs.both, pairs.gold))
    apart = Score.of(_share(pairs.apart, apart_found), _share(pairs.apart, apart_gold))
    if not pairs.gold and not apart_gold:
        same = float(gold.keys() == found.keys())
        return Score(same, same, same)
    if not apart_gold:
        return together
    if not pairs.gold:
        return apart
    return Score(
        (together.precision + apart.precision) / 2, (together.recall + apart.recall) / 2, (together.f1 + apart.f1) / 2
    )


def conll(gold: Grouping[Item], found: Grouping[Item]) -> float:
    """Return the mean F1 of MUC, B-cubed and CEAF by clusters, which the CoNLL tasks of 2011 and 2012 ranked by.

    >>> round(conll(labelled(["abc"]), labelled(["ab", "c"])), 3)
    0.638
    """
    return (muc(gold, found).f1 + b_cubed(gold, found).f1 + ceaf_entity(gold, found).f1) / 3


METRICS: Mapping[str, Callable[[Grouping[Hashable], Grouping[Hashable]], Score]] = {
    "b-cubed": b_cubed,
    "pairwise": pairwise,
    "muc": muc,
    "ceaf entity": ceaf_entity,
    "ceaf mention": ceaf_mention,
    "blanc": blanc,
}


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Count pairs of items: together in gold, in found, in both, and apart in both."""

    gold: int
    found: int
    both: int
    apart: int

    @classmethod
    def of(cls, gold: Grouping[Item], found: Grouping[Item]) -> _Pairs:
        # Counted by the sizes of clusters: the pairs themselves would be quadratic.
        common = _common(gold, found)
        ours: Counter[Hashable] = Counter()
        theirs: Counter[Hashable] = Counter()
        for (one, other), n in common.items():
            ours[one] += n
            theirs[other] += n
        both = sum(map(_choose, common.values()))
        apart = _choose(ours.total()) - sum(map(_choose, ours.values())) - sum(map(_choose, theirs.values())) + both
        together = [sum(map(_choose, Counter(grouping.values()).values())) for grouping in (gold, found)]
        return cls(together[0], together[1], both, apart)


def _common(gold: Grouping[Item], found: Grouping[Item]) -> Counter[tuple[Hashable, Hashable]]:
    """Count the items that each gold and each found cluster share."""
    return Counter((label, found[item]) for item, label in gold.items() if item in found)


def _links(parting: Grouping[Item], whole: Grouping[Item]) -> float:
    """Return which share of the links within the clusters of one grouping is left where another parts them."""
    size = Counter(whole.values())
    parts: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    alone: Counter[Hashable] = Counter()
    for item, label in whole.items():
        if item in parting:
            parts[label].add(parting[item])
        else:
            alone[label] += 1
    kept = sum(n - len(parts[label]) - alone[label] for label, n in size.items())
    return _share(kept, sum(n - 1 for n in size.values()))


def _assigned(gold: Grouping[Item], found: Grouping[Item], worth: Callable[[int, int, int], float]) -> float:
    """Return what the best one-to-one pairing of clusters is worth.

    Only clusters with an item in common are worth anything, so each connected group of clusters is solved by itself:
    one matrix over all would grow with the square of the set.
    """
    golds, founds = Counter(gold.values()), Counter(found.values())
    common = _common(gold, found)
    best = 0.0
    for pairs in _connected(common):
        rows = {label: n for n, label in enumerate(dict.fromkeys(ours for ours, _ in pairs))}
        columns = {label: n for n, label in enumerate(dict.fromkeys(theirs for _, theirs in pairs))}
        matrix = np.zeros((len(rows), len(columns)))
        for ours, theirs in pairs:
            matrix[rows[ours], columns[theirs]] = worth(common[ours, theirs], golds[ours], founds[theirs])
        chosen = linear_sum_assignment(matrix, maximize=True)
        best += float(matrix[chosen].sum())
    return best


def _connected(pairs: Iterable[tuple[Hashable, Hashable]]) -> list[list[tuple[Hashable, Hashable]]]:
    """Part pairs of a gold and a found label into groups that share no label."""
    of_gold: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    of_found: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for ours, theirs in pairs:
        of_gold[ours].append(theirs)
        of_found[theirs].append(ours)
    groups, seen = [], set()
    for start in of_gold:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            ours = waiting.pop()
            for theirs in of_gold[ours]:
                group.append((ours, theirs))
                new = [other for other in of_found[theirs] if other not in seen]
                seen.update(new)
                waiting += new
        groups.append(group)
    return groups


def _choose(n: int) -> int:
    """Count the pairs among n."""
    return n * (n - 1) // 2


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
