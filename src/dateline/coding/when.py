"""Choose when an act happened, of the times that its sentence names and what was said before.

Invariant: a time is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.carrying import Carried
from dateline.coding.grammar import bearer
from dateline.coding.nearest import nearest
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.model import Dating, How, Moment, TimePrecision, WhenMissing

__all__ = ["is_historical", "when_of"]

_FINEST_FIRST = (TimePrecision.MINUTE, TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH)
_COARSEST = 9

# An act that lies further back than this from publication is told as background.
_BACKGROUND_DAYS = 365


def when_of(scene: Scene, trigger: Trigger, carried: Carried) -> tuple[Dating | None, WhenMissing | None]:
    """Return when the act happened, or why that is not known."""
    dates = [m for m in scene.times if m.kind is TimeKind.DATE]
    resolved = [m for m in dates if m.dating is not None]
    best = nearest(scene, trigger, resolved, rank=lambda m: (0, _fineness(m)))
    if best is not None and best.dating is not None:
        return best.dating, None
    if dates:
        return None, dates[0].missing or WhenMissing.VAGUE
    if carried.when is not None:
        loose = carried.since > 0 or _is_told_in_the_present(scene, trigger)
        moment = _month_of(carried.when.moment) if loose else carried.when.moment
        return replace(carried.when, moment=moment, how=How.CARRIED), None
    return None, WhenMissing.NOT_STATED


def _month_of(moment: Moment) -> Moment:
    """Return the month that a finer time lies in, or the time itself where it is no finer or lies in two.

    What one sentence dates to a day, the next may still be about; those after it may tell of the week that followed,
    and what is told in the present ("they have called for") was never of that day alone.
    """
    first, last = moment.earliest, moment.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return moment
    return Moment(f"{first.year:04}-{first.month:02}")


def _is_told_in_the_present(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether an act stands in the present or the present perfect, which name no day of the past."""
    verb = trigger.verb or trigger.happens
    if verb is None:
        return False
    verb = bearer(scene.sentence, verb)
    tenses = [verb, *scene.sentence.kids(verb, "aux", "auxpass")]
    return any(t.tag in ("VBZ", "VBP") for t in tenses) and not any(t.tag in ("VBD", "MD") for t in tenses)


def _fineness(mention: TimeMention) -> int:
    """Of two that stand equally near, the finer one dates the act; the other only frames it."""
    precision = mention.dating.moment.precision if mention.dating else None
    return _FINEST_FIRST.index(precision) if precision in _FINEST_FIRST else _COARSEST


def is_historical(when: Dating | None, published: Moment | None) -> bool:
    """Tell whether an act lies more than a year before publication; False where either is unknown."""
    if when is None or published is None or when.moment.latest is None or published.earliest is None:
        return False
    return (published.earliest - when.moment.latest).days > _BACKGROUND_DAYS
