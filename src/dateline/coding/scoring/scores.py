"""The scores of one report.

Invariant: a score is the measured chance that a field is right, never a wish: a field that nothing was measured for has
no score, and a field that is empty has none either.
"""

from __future__ import annotations

from dateline.coding.scene import Scene
from dateline.coding.scoring.facts import facts_by_field
from dateline.coding.scoring.heads import open_heads
from dateline.coding.trigger import Trigger
from dateline.model import Report

__all__ = ["scores_of"]


def scores_of(scene: Scene, trigger: Trigger, report: Report, *, rivals: int) -> dict[str, float]:
    """Return the scores of a report by field, each in [0.01, 0.99] with two digits.

    `type` is the chance that the words state this act; `status`, `mode`, `actors` and `recipients` are the chances that
    those are right where the type is. `rivals` counts the acts of the sentence beside this one. How the chances were
    measured is told in `docs/scores.md`.
    """
    heads = open_heads().by_field
    facts = facts_by_field(scene, trigger, report, rivals=rivals)
    return {field: heads[field].score(known) for field, known in facts.items() if field in heads}
