"""Assign a sentence's numbers to what they count: killed, injured, captured, and the size of a force.

Invariant: a number is used once, for the act whose party it counts; a number that counts something else is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.roles import Cast
from dateline.coding.scene import Scene
from dateline.coding.triggers import Trigger
from dateline.language import Token
from dateline.model import Count, Evidence, Range

__all__ = ["figures_of", "sum_of"]


def figures_of(scene: Scene, trigger: Trigger, cast: Cast) -> dict[str, Count]:
    """Return the counts of one act by field: at most one, the field its sense counts into."""
    field = trigger.sense.counts
    if field is None:
        return {}
    tokens = (*cast.recipient_tokens, *cast.actor_tokens) if field == "force" else cast.recipient_tokens
    if field == "force":
        tokens = tuple(t for t in tokens if scene.fits(t, ("@armed", "@people")))
    counts = [count for token in tokens if (count := _count(scene, token)) is not None]
    if not counts:
        return {}
    return {field: sum_of(scene, counts)}


def _count(scene: Scene, token: Token) -> Count | None:
    """Return the number that counts `token`, or that stands in its place ("eleven were killed")."""
    for mention in scene.numbers:
        if mention.noun == token.i or (mention.noun is None and mention.first <= token.i < mention.last):
            return Count(mention.range, mention.evidence)
    return None


def sum_of(scene: Scene, counts: Sequence[Count]) -> Count:
    """Add coordinated counts ("two officers and three guards"); the evidence covers them all.

    Raises ValueError where they have no bound in common.
    """
    total: Range = counts[0].range
    for count in counts[1:]:
        total = total + count.range
    return Count(total, Evidence.covering(scene.document.text, [c.evidence.span for c in counts]))
