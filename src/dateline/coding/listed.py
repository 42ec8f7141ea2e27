"""Tell which word of a mention the rest of its sentence governs, and which mentions stand in one list with it.

Invariant: the parse alone decides; what the words mean is for those who call it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.scene import Scene
from dateline.finding.mentions import PlaceMention, TimeMention
from dateline.language import Token

__all__ = ["head_of_mention", "with_siblings"]


def head_of_mention(scene: Scene, mention: TimeMention | PlaceMention) -> Token:
    """Return the token of a mention that is governed from outside it."""
    return scene.sentence.head_within(mention.first, mention.last)


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
