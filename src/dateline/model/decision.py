"""What a reviewer did, when and why. Decisions are only ever appended; an undo is a decision too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.moment import Moment

__all__ = ["Act", "Decision"]


class Act(StrEnum):
    """The closed list of what a reviewer can do."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    DIFFERENT = "different"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one act on one or more targets (ids of reports, claims, incidents or decisions)."""

    id: str
    act: Act
    targets: tuple[str, ...]
    reviewer: str
    made: Moment
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.targets:
            raise ValueError("a decision is about something: give at least one target")
        if self.act in (Act.MERGE, Act.DIFFERENT) and len(self.targets) < 2:
            raise ValueError(f"{self.act.value} takes at least two targets")
