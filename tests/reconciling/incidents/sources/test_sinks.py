"""Where the ways through a graph end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.reconciling.incidents.sources.sinks import circles, sinks

NODES = [(name,) for name in "abcdef"]
EDGES = st.dictionaries(st.sampled_from(NODES), st.sets(st.sampled_from(NODES)))


def reached(start: tuple[str, ...], edges: dict[tuple[str, ...], set[tuple[str, ...]]]) -> set[tuple[str, ...]]:
    found, left = {start}, [start]
    while left:
        for after in edges.get(left.pop(), set()) - found:
            found.add(after)
            left.append(after)
    return found


@given(EDGES)
def test_ends_are_what_leads_nowhere_else(edges: dict[tuple[str, ...], set[tuple[str, ...]]]) -> None:
    for node, ends in sinks(NODES, edges).items():
        onward = reached(node, edges)
        closed = {n for n in onward if all(n in reached(m, edges) for m in reached(n, edges))}
        assert {n for end in ends for n in end} == closed
        assert all(set(end) == reached(end[0], edges) for end in ends)


def test_a_long_way_ends_without_recursion() -> None:
    many = [(f"{n:05}",) for n in range(5000)]
    edges = {one: [other] for one, other in pairwise(many)}
    assert sinks(many[:1], edges) == {many[0]: [(many[-1],)]}


def test_circles_join_over_several_steps() -> None:
    assert circles([("a", "b"), ("c", "d"), ("d", "b"), ("x", "y")]) == [("a", "b", "c", "d"), ("x", "y")]
    assert circles([]) == []
