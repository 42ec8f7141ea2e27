"""Choose when an act happened, of the times that its sentence names and what was said before.

Invariant: a time is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.coding.carrying import Carried
from dateline.coding.dating import Dated, Side, dates_of, is_perfect, is_pluperfect
from dateline.coding.grammar import bearer
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import TimeKind
from dateline.model import Dating, How, Moment, Status, TimePrecision, WhenMissing

__all__ = ["is_historical", "when_of"]

_FINEST_FIRST = (TimePrecision.MINUTE, TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH)
_COARSEST = 9

# An act that lies further back than this from publication is told as background.
_BACKGROUND_DAYS = 365


def when_of(
    scene: Scene, trigger: Trigger, carried: Carried, status: Status = Status.OCCURRED
) -> tuple[Dating | None, WhenMissing | None]:
    """Return when the act happened, or why that is not known."""
    near = dates_of(scene, trigger)
    resolved = [d for d in near if d.mention.dating is not None]
    if resolved:
        best = min(resolved, key=lambda d: (d.rank, _fineness(d)))
        return _seen_from(scene, trigger, best, status), None
    if near:
        return None, near[0].mention.missing or WhenMissing.VAGUE
    if carried.when is not None and not any(m.kind is TimeKind.DATE for m in scene.times):
        loose = carried.since > 0 or _is_told_in_the_present(scene, trigger)
        moment = _month_of(carried.when.moment) if loose else carried.when.moment
        return replace(carried.when, moment=moment, how=How.CARRIED), None
    return None, WhenMissing.NOT_STATED


def _seen_from(scene: Scene, trigger: Trigger, dated: Dated, status: Status) -> Dating:
    """Return the time of an act that stands on one side of a stated time."""
    assert dated.mention.dating is not None
    given = dated.mention.dating
    side = dated.side
    return replace(given, moment=_moment(scene, trigger, given.moment, side, status))


def _moment(scene: Scene, trigger: Trigger, moment: Moment, side: Side, status: Status) -> Moment:
    first, last = moment.earliest, moment.latest
    published = scene.document.published.latest if scene.document.published else None
    verb = trigger.verb or trigger.happens
    if side is Side.AT or first is None or last is None:
        return moment
    ahead = status in (Status.PLANNED, Status.HYPOTHETICAL)
    if side is Side.TOLD:
        return _plan_from(moment) if ahead else moment
    if side is Side.BY:
        if not ahead and verb is not None and not is_pluperfect(scene, verb) and not is_perfect(scene, verb):
            return moment
        return Moment.between(None, last)
    if side is Side.UNTIL:
        return Moment.between(None, last)
    if side is Side.BEFORE:
        return Moment.between(None, first - timedelta(days=1))
    return _open_from(last + timedelta(days=1) if side is Side.AFTER else first, published)


def _open_from(first: date, published: date | None) -> Moment:
    """Return the time from a day on, up to publication where that is known and later; else its end is not known."""
    if published is not None and published >= first:
        return Moment.between(first, published)
    return Moment(f"{first.isoformat()}/")


def _plan_from(told: Moment) -> Moment:
    """Return the time from which on a plan lies ahead: the day or the month in which it was told, its end not known.

    Where that is not known to the month, it says no more than when the plan stood.
    """
    month = _month_of(told)
    start = told if told.precision in (TimePrecision.DAY, TimePrecision.YEAR) else month
    return told if start.precision is TimePrecision.INTERVAL else Moment(f"{start.edtf}/")


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


def _fineness(dated: Dated) -> int:
    """Of two that stand equally near, the finer one dates the act; the other only frames it."""
    precision = dated.mention.dating.moment.precision if dated.mention.dating else None
    return _FINEST_FIRST.index(precision) if precision in _FINEST_FIRST else _COARSEST


def is_historical(when: Dating | None, published: Moment | None) -> bool:
    """Tell whether an act lies more than a year before publication; False where either is unknown."""
    if when is None or published is None or when.moment.latest is None or published.earliest is None:
        return False
    return (published.earliest - when.moment.latest).days > _BACKGROUND_DAYS
