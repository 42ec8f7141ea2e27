"""Where the ways through a graph end, and what is joined in it.

Invariant: nodes that lead to each other end together; which way is walked first changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

__all__ = ["circles", "sinks"]

N = TypeVar("N", bound=tuple[str, ...])


def circles(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return what pairs join, however many steps apart, each group sorted and all in order.

    >>> circles([("b", "a"), ("c", "d"), ("b", "e")])
    [('a', 'b', 'e'), ('c', 'd')]
    """
    root: dict[str, str] = {}

    def find(item: str) -> str:
        while root.setdefault(item, item) != item:
            root[item] = item = root[root[item]]
        return item

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    groups: dict[str, list[str]] = {}
    for item in sorted(root):
        groups.setdefault(find(item), []).append(item)
    return [tuple(group) for _, group in sorted(groups.items())]


def sinks(nodes: Sequence[N], edges: Mapping[N, Collection[N]]) -> dict[N, list[tuple[N, ...]]]:
    """Return for each of `nodes` the ends that it leads to, sorted; an end is a node, or several in a circle.

    Strongly connected components after Tarjan (SIAM Journal on Computing 1, 1972), without recursion.

    >>> sinks([("a",), ("b",)], {("a",): [("b",), ("c",)], ("b",): [("a",)]})
    {('a',): [(('c',),)], ('b',): [(('c',),)]}
    >>> sinks([("a",)], {("a",): [("b",)], ("b",): [("a",)]})
    {('a',): [(('a',), ('b',))]}
    """
    ends: dict[N, tuple[tuple[N, ...], ...]] = {}
    number: dict[N, int] = {}
    lowest: dict[N, int] = {}
    path: list[N] = []
    for start in sorted(nodes):
        if start in number:
            continue
        work = [(start, iter(sorted(edges.get(start, ()))))]
        number[start] = lowest[start] = len(number)
        path.append(start)
        while work:
            node, rest = work[-1]
            for after in rest:
                if after not in number:
                    number[after] = lowest[after] = len(number)
                    path.append(after)
                    work.append((after, iter(sorted(edges.get(after, ())))))
                    break
                if after not in ends:
                    lowest[node] = min(lowest[node], number[after])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    _close(node, path, edges, ends)
    return {node: sorted(ends[node]) for node in nodes}


def _close(node: N, path: list[N], edges: Mapping[N, Collection[N]], ends: dict[N, tuple[tuple[N, ...], ...]]) -> None:
    """Take the circle that begins at `node` off the path; it is an end where nothing leads out of it."""
    circle: list[N] = []
    while not circle or circle[-1] != node:
        circle.append(path.pop())
    inside = set(circle)
    beyond = {end for one in circle for after in edges.get(one, ()) if after not in inside for end in ends[after]}
    found = tuple(sorted(beyond)) or (tuple(sorted(circle)),)
    for one in circle:
        ends[one] = found
