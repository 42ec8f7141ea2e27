"""Statements of one text, gathered by the event they mean: those most alike first, never past what excludes.

Invariant: no two of a group exclude each other; the groups are a function of the set of statements, whatever their
order. Two groups join while, on average over their pairs, more speaks for one event than against it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

from dateline.reconciling.incidents.accounts.cues import Cues
from dateline.reconciling.incidents.accounts.likeness import likeness
from dateline.reconciling.incidents.accounts.words import event_words

__all__ = ["gathered"]

# Statements further from each other in a text are compared only with the first ones (the news of it), not with all:
# a text with 500 reports would need 125,000 comparisons.
_WINDOW = 40
_FIRST = 12


def gathered(cues: Sequence[Cues]) -> list[list[Cues]]:
    """Return groups in text order, each in text order."""
    parts: defaultdict[tuple[int, str], list[Cues]] = defaultdict(list)
    for one in cues:
        parts[one.voice, _family(one.report.type.value)].append(one)
    groups = [group for part in parts.values() for group in _Gathering(part).groups()]
    return sorted(groups, key=lambda group: group[0].number)


def _family(type_: str) -> str:
    """Return the first of the types that may tell of one event with this one."""
    families = ({kind.partition("/")[0] for kind in side} for side in event_words().sides)
    return min((min(family) for family in families if type_ in family), default=type_)


class _Gathering:
    """Hold, for groups known by the place of their first statement, what speaks for joining each two.

    `sums` has the sum of the likeness over the pairs of two groups, and how many; `barred` whom a group may not join.
    """

    def __init__(self, cues: Sequence[Cues]) -> None:
        self.cues = cues
        self.members = [[n] for n in range(len(cues))]
        self.sums: list[dict[int, tuple[float, int]]] = [{} for _ in cues]
        self.barred: list[set[int]] = [set() for _ in cues]
        self.versions = [0] * len(cues)
        self.heap: list[tuple[float, int, int, int, int]] = []

    def groups(self) -> list[list[Cues]]:
        """Join until nothing more speaks for a join."""
        self._compare()
        while self.heap:
            _, i, j, version_i, version_j = heapq.heappop(self.heap)
            if self.versions[i] == version_i and self.versions[j] == version_j:
                self._join(i, j)
        return [[self.cues[n] for n in sorted(group)] for group in self.members if group]

    def _compare(self) -> None:
        for j, other in enumerate(self.cues):
            for i in (*range(min(_FIRST, j)), *range(max(_FIRST, j - _WINDOW), j)):
                score = likeness(self.cues[i], other)
                if score is None:
                    self.barred[i].add(j)
                    self.barred[j].add(i)
                else:
                    self.sums[i][j] = self.sums[j][i] = (score, 1)
                    self._offer(i, j)

    def _offer(self, i: int, j: int) -> None:
        total, pairs = self.sums[i][j]
        if total > 0 and j not in self.barred[i]:
            i, j = min(i, j), max(i, j)
            heapq.heappush(self.heap, (-total / pairs, i, j, self.versions[i], self.versions[j]))

    def _join(self, i: int, j: int) -> None:
        """Let group `i` take over `j`, and what was known of it."""
        for k, (total, pairs) in self.sums[j].items():
            del self.sums[k][j]
            if k != i:
                mine, many = self.sums[i].get(k, (0.0, 0))
                self.sums[i][k] = self.sums[k][i] = (mine + total, many + pairs)
        for k in self.barred[j]:
            self.barred[k].discard(j)
            self.barred[k].add(i)
        self.barred[i] |= self.barred[j]
        self.sums[j], self.barred[j] = {}, set()
        self.members[i] += self.members[j]
        self.members[j] = []
        self.versions[i] += 1
        self.versions[j] = -1
        for k in self.sums[i]:
            self._offer(i, k)
