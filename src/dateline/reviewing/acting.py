"""What a reviewer does, and takes back.

Invariant: what was decided together is taken back together: of decisions that were made in bulk, the last one leads to
all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.model import Act, Decision, Subject
from dateline.model.decision import subject_of
from dateline.model.occasion import occasion_of
from dateline.reconciling.actors.deciding import live

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["check_targets", "decide", "incidents_about", "last_of", "made_with"]


def decide(record: Record, act: Act, targets: Sequence[str], **options: Any) -> Decision:
    """Decide on incidents, reports and claims, or take decisions back; raises DatelineError where it cannot be."""
    check_targets(targets)
    return record.decide(act, targets, **options)


def check_targets(targets: Iterable[str]) -> None:
    """Raise DatelineError where something is no id of what is reviewed."""
    wrong = [target for target in targets if subject_of(target) is Subject.ACTOR]
    if wrong:
        raise DatelineError(
            f"{wrong[0]!r} is no id of an incident (i...), report (r...), claim (c...) or decision (k...); "
            "actors are decided on with `dateline actors`"
        )


def last_of(decisions: Iterable[Decision], reviewer: str) -> tuple[Decision, ...]:
    """Return the last decision of a reviewer about incidents, reports or claims that nobody took back.

    Those that were made with it in bulk come with it, the first first; it is empty where there is none.
    """
    own = [one for one in live(decisions) if one.reviewer == reviewer and one.about is not Subject.ACTOR]
    return made_with(own[-1], own) if own else ()


def made_with(one: Decision, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return a decision with those of some decisions that were made in bulk with it, the first first."""
    bulk = occasion_of(one.proposal).bulk
    if bulk is None:
        return (one,)
    return tuple(
        other for other in decisions if bulk[0] <= other.number <= bulk[1] and occasion_of(other.proposal).bulk == bulk
    )


def incidents_about(record: Record, reports: Mapping[str, Iterable[str]], one: Decision) -> list[str]:
    """Return the incidents of now that a decision, or the one that it takes back, is about.

    `reports` leads from decisions to the reports of now that they are about (`Outcomes.reports`).
    """
    about = {report for id_ in (one.id, *one.targets) for report in reports.get(id_, ())}
    return sorted(set(record.incidents_of(sorted(about)).values()))
