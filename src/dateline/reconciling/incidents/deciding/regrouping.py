"""Unite and part clusters of reports, as people decided.

Invariant: every report stays in exactly one cluster. What nobody spoke of stays with the larger part of what it was
with. What is said later goes before what was said earlier, but for what a lead keeps apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from dateline.model import Decision, Role
from dateline.reconciling.incidents.deciding.conflicts import Statement

__all__ = ["Grouping"]


class Grouping:
    """Hold which reports are together while one decision after the other is applied."""

    def __init__(self, clusters: Iterable[Collection[str]]) -> None:
        ordered = sorted((sorted(members) for members in clusters if members), key=lambda members: members[0])
        self._members: dict[int, set[str]] = {n: set(members) for n, members in enumerate(ordered)}
        self._cluster = {report: n for n, members in enumerate(ordered) for report in members}
        self._next = len(ordered)
        self._apart: dict[str, list[Statement]] = defaultdict(list)
        self._together: dict[str, list[Statement]] = defaultdict(list)
        if sum(map(len, ordered)) != len(self._cluster):
            raise ValueError("a report stands in two clusters; clusters do not overlap")

    def __contains__(self, report: object) -> bool:
        return report in self._cluster

    def clusters(self) -> tuple[frozenset[str], ...]:
        """Return the clusters, in the order of their first reports."""
        return tuple(sorted((frozenset(members) for members in self._members.values()), key=min))

    def cluster(self, report: str) -> frozenset[str]:
        """Return the cluster that a report stands in."""
        return frozenset(self._members[self._cluster[report]])

    def home(self, reports: Sequence[str]) -> int | None:
        """Return the cluster that holds most of the reports, or None where none holds half of them.

        Of equal ones it is that of the report that is named first.
        """
        counted = Counter(self._cluster[report] for report in reports)
        if not counted:
            return None
        label = max(counted, key=counted.__getitem__)  # counted in the order of the reports: the first of equals
        return label if 2 * counted[label] >= len(reports) else None

    def members(self, label: int) -> frozenset[str]:
        """Return the reports of a cluster."""
        return frozenset(self._members[label])

    def apply(self, one: Statement) -> tuple[str, ...]:
        """Hold to a statement; return the decisions that keep apart what it would bring together, if any.

        What stands with the reports that come together comes along, unless it is kept apart from the others; a report
        that was moved comes alone. Of a split or move the left side leaves, of two things that are different the
        smaller part.
        """
        if one.is_together:
            return self._unite(one)
        self._part(one)
        return ()

    def _unite(self, one: Statement) -> tuple[str, ...]:
        whole = self._homes(one)
        said = one.left | (one.right & self._members[whole[0]] if one.leaves else one.right)
        united, behind = set(said), set[str]()
        for label in whole:
            along = self._members[label] - united
            for apart in self._kept_apart(united | along):
                along -= apart.reports
            united |= along
            behind |= self._members[label] - united
        # What people brought together with these reports is not left behind for a word that is not a lead's.
        held = set(said).union(*(t.reports & behind for report in said for t in self._together.get(report, ())))
        denied = [apart for apart in self._kept_apart(held) if _is_denied(one.decision, apart.decision)]
        if denied:
            return tuple(sorted({apart.decision.id for apart in denied}))
        self._gather(united)
        for report in one.reports:
            self._together[report].append(one)
        return ()

    def _part(self, one: Statement) -> None:
        for label in sorted({self._cluster[report] for report in one.left}):
            left, right = self._members[label] & one.left, self._members[label] & one.right
            if left and right:
                is_left = one.leaves or len(left) <= len(right)
                self._gather(left | (self._members[label] & one.along) if is_left else right)
        for report in one.reports:
            self._apart[report].append(one)

    def _homes(self, one: Statement) -> list[int]:
        """Return the clusters that come along as a whole, the largest first."""
        homes = {self._most(group) for group in ((one.right,) if one.leaves else (one.left, one.right))}
        if not one.leaves:
            counted = Counter(self._cluster[report] for report in one.reports)
            homes |= {label for label, count in counted.items() if 2 * count >= len(self._members[label])}
        return sorted(homes, key=lambda label: (-len(self._members[label]), min(self._members[label])))

    def _most(self, reports: Iterable[str]) -> int:
        counted = Counter(self._cluster[report] for report in sorted(reports))
        return max(counted, key=counted.__getitem__)

    def _kept_apart(self, reports: Collection[str]) -> list[Statement]:
        """Return the statements that keep some of the reports apart from others of them."""
        found = {id(apart): apart for report in sorted(reports) for apart in self._apart.get(report, ())}
        return [s for s in found.values() if not s.left.isdisjoint(reports) and not s.right.isdisjoint(reports)]

    def _gather(self, reports: Collection[str]) -> None:
        """Make one new cluster of the reports."""
        label, self._next = self._next, self._next + 1
        self._members[label] = set(reports)
        for report in reports:
            before = self._cluster[report]
            self._members[before].discard(report)
            if not self._members[before]:
                del self._members[before]
            self._cluster[report] = label


def _is_denied(one: Decision, apart: Decision) -> bool:
    """Tell whether an earlier word that keeps things apart holds against a later one that unites them."""
    return apart.role is Role.LEAD and one.role is not Role.LEAD
