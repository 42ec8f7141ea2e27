"""Count how near a time or a place stands to an act in the parse of its sentence.

Invariant: the measure is the parse alone; what the words mean is for those who call it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from dateline.coding.grammar import CLAUSES
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import PlaceMention, TimeMention
from dateline.language import Token

__all__ = ["head_of_mention", "nearest", "with_siblings"]

# Going down into a clause that the act is not part of costs as much as four steps of the tree.
_INTO_CLAUSE = 4
# Going up out of one's own clause is how reported acts get their day; it costs a little.
_OUT_OF_CLAUSE = 1

_M = TypeVar("_M", TimeMention, PlaceMention)


def nearest(
    scene: Scene, trigger: Trigger, mentions: Sequence[_M], *, rank: Callable[[_M], tuple[int, int]]
) -> _M | None:
    """Return the mention that stands nearest to an act, or None where there is none.

    `rank` gives what a mention costs beside its steps, and its place among those that stand equally near.
    """
    verb = trigger.verb or trigger.happens or trigger.token
    starts = {trigger.token.i, verb.i}
    ranked: list[tuple[int, int, int, int, _M]] = []
    for mention in mentions:
        head = head_of_mention(scene, mention)
        dearer, then = rank(mention)
        cost = dearer + min(_cost(scene, scene.sentence.tokens[i], head) for i in starts)
        ranked.append((cost, then, abs(mention.first - trigger.token.i), mention.first, mention))
    return min(ranked, key=lambda r: r[:4])[4] if ranked else None


def head_of_mention(scene: Scene, mention: TimeMention | PlaceMention) -> Token:
    """Return the token of a mention that is governed from outside it."""
    tokens, first, last = scene.sentence.tokens, mention.first, mention.last
    return next((t for t in tokens[first:last] if not first <= t.head < last or t.head == t.i), tokens[first])


def _cost(scene: Scene, start: Token, goal: Token) -> int:
    """Count the steps between two tokens of the tree, dear where they enter a clause."""
    sentence = scene.sentence
    up = [start, *sentence.ancestors(start)]
    down = [goal, *sentence.ancestors(goal)]
    shared = next(t for t in down if t in up)
    climb = up[: up.index(shared)]
    descend = down[: down.index(shared)]
    cost = len(climb) + len(descend)
    cost += sum(_OUT_OF_CLAUSE for t in climb if t.dep in CLAUSES)
    # A participle that describes ("bombs placed along the road") tells of the same scene.
    return cost + sum(_INTO_CLAUSE for t in descend if t.dep in CLAUSES and not (t.dep == "acl" and t.tag == "VBN"))


def with_siblings(scene: Scene, best: PlaceMention, mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the chosen place with those coordinated with it; a container beside it ("Amarah, Maysan") is no other."""
    first = _first_of_list(scene, best)
    return tuple(m for m in mentions if m is best or _first_of_list(scene, m) == first)


def _first_of_list(scene: Scene, mention: PlaceMention) -> int:
    """Return the head that the coordination which a mention stands in begins with."""
    token = head_of_mention(scene, mention)
    while token.dep == "conj":
        token = scene.sentence.head_of(token)
    return token.i
