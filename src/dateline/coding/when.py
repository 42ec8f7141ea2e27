"""Choose when an act happened, of the times that its sentence names and what was said before.

Invariant: a time is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.coding.carrying import Carried
from dateline.coding.dating import Dated, dates_of
from dateline.coding.dating_back import dated_ahead
from dateline.coding.incidents import taken_up
from dateline.coding.running import carried_to, day_of, month_of
from dateline.coding.scene import Scene
from dateline.coding.sites import Side, is_minute, is_perfect, is_pluperfect, is_range
from dateline.coding.spacing import gap_before, gap_in, moved_by
from dateline.coding.trigger import Trigger
from dateline.language import Token
from dateline.model import Dating, Evidence, Moment, Status, TimePrecision, WhenMissing

__all__ = ["is_historical", "when_of"]

_FINEST_FIRST = (TimePrecision.MINUTE, TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH)
_COARSEST = 9

# An act that lies further back than this from publication is told as background.
_BACKGROUND_DAYS = 365
# News is this many days old at most where it says of a day that somebody told of an act.
_FRESH = 14


def when_of(
    scene: Scene, trigger: Trigger, carried: Carried, status: Status = Status.OCCURRED
) -> tuple[Dating | None, WhenMissing | None]:
    """Return when the act happened, or why that is not known."""
    near = dates_of(scene, trigger)
    resolved = [d for d in near if d.mention.dating is not None]
    if resolved:
        best = min(resolved, key=lambda d: (d.rank, _fineness(d)))
        try:
            when = _in_succession(scene, trigger, best, carried) or _seen_from(
                scene, trigger, _with_next(scene, best, resolved), status
            )
        except OverflowError:  # the first day that can be reckoned with has none before it: "before AD 1"
            return None, WhenMissing.VAGUE
        if _is_to_come(scene, when, status):
            return None, WhenMissing.NOT_STATED
        return when, None
    if near:
        return None, near[0].mention.missing or WhenMissing.VAGUE
    told_later = None if gap_before(scene, trigger) else dated_ahead(scene, trigger, carried.ahead, status)
    if told_later is not None:
        return told_later, None
    standing = carried_to(scene, trigger, carried.time, status)
    incident = None if gap_before(scene, trigger) else taken_up(scene, trigger, carried.incidents, status)
    if incident is not None and (standing is None or _lies_in(incident.moment, standing.moment)):
        return incident, None
    if standing is not None:
        return standing, None
    return None, WhenMissing.NOT_STATED


def _lies_in(one: Moment, other: Moment) -> bool:
    (first, last), (start, end) = _bounds(one), _bounds(other)
    return bool(first and last and (start is None or start <= first) and (end is None or last <= end))


def _in_succession(scene: Scene, trigger: Trigger, dated: Dated, carried: Carried) -> Dating | None:
    """Return the time of one of two acts that are told one after the other, by the other's day and what lies between.

    The later one, where nobody says how much that is, may have a time from the sentences before.
    """
    given = dated.mention.dating
    if given is None or dated.side not in (Side.EARLIER, Side.LATER):
        return None
    gap = gap_before(scene, trigger) if dated.side is Side.EARLIER else gap_in(scene, trigger)
    moment = None if gap is None else moved_by(given.moment, gap, dated.side)
    if moment is not None:
        return replace(given, moment=moment)
    if gap is None or dated.side is Side.EARLIER or not trigger.is_noun:
        return None
    first = given.moment.earliest
    standing = taken_up(scene, trigger, carried.incidents, Status.OCCURRED, despite_times=True)
    start = standing.moment.earliest if standing is not None else None
    return standing if first is not None and start is not None and start >= first else None


def _with_next(scene: Scene, best: Dated, others: Sequence[Dated]) -> Dated:
    """Return a time with the one joined to it that follows on it at once: "in January and February"."""
    first = best.mention
    for other in others:
        next_, joint = other.mention, scene.sentence.tokens[first.last : other.mention.first]
        if first.dating is None or next_.dating is None or other.side is not best.side or len(joint) != 1:
            continue
        (start, end), (resumed, last) = _bounds(first.dating.moment), _bounds(next_.dating.moment)
        if joint[0].dep != "cc" or start is None or end is None or resumed is None or last is None:
            continue
        if resumed == end + timedelta(days=1):
            evidence = Evidence.covering(scene.document.text, [first.evidence.span, next_.evidence.span])
            whole = replace(first.dating, moment=Moment.between(start, last), evidence=evidence)
            return replace(best, mention=replace(first, last=next_.last, evidence=evidence, dating=whole))
    return best


def _bounds(moment: Moment) -> tuple[date | None, date | None]:
    return moment.earliest, moment.latest


def _is_to_come(scene: Scene, when: Dating, status: Status) -> bool:
    """Tell whether a time lies after publication: what is told as done was not done then ("as the deadline nears")."""
    published = scene.document.published.latest if scene.document.published else None
    done = status in (Status.OCCURRED, Status.ONGOING)
    return done and published is not None and when.moment.earliest is not None and when.moment.earliest > published


def _seen_from(scene: Scene, trigger: Trigger, dated: Dated, status: Status) -> Dating:
    """Return the time of an act that stands on one side of a stated time."""
    assert dated.mention.dating is not None
    given, side = dated.mention.dating, dated.side
    if side is not Side.AT and is_minute(dated.mention):
        given, side = replace(given, moment=day_of(given.moment)), Side.AT  # "held out *until 2 pm*": on that day
    moment = _moment(scene, trigger, given.moment, side, status)
    if side is Side.AT and not is_range(dated.mention) and status not in (Status.PLANNED, Status.HYPOTHETICAL):
        moment = _spread(scene, trigger, moment)
    return replace(given, moment=moment)


def _moment(scene: Scene, trigger: Trigger, moment: Moment, side: Side, status: Status) -> Moment:
    first, last = moment.earliest, moment.latest
    published = scene.document.published.latest if scene.document.published else None
    verb = trigger.verb or trigger.happens
    ahead = status in (Status.PLANNED, Status.HYPOTHETICAL)
    if last is None and first is not None and side in (Side.AFTER, Side.LATER):
        return _open_from(first, None if ahead else published)
    if first is None and last is not None and ahead and published is not None and published <= last:
        return Moment.between(published, last)
    if moment.edtf.startswith("-") and side is not Side.AT:
        return _before_christ(moment, side)
    if first is None or last is None:
        return _until_told(scene, verb, moment, published, status)
    if side in (Side.TOLD, Side.WILLED) and ahead:
        return _plan_from(moment)
    if side is Side.TOLD:
        return _told_at(moment, published)
    if side in (Side.AT, Side.DUE, Side.WILLED):
        return moment
    if side is Side.BY and not ahead and not (verb is not None and _is_done_by(scene, verb)):
        return moment
    if side in (Side.BY, Side.UNTIL, Side.EARLIER, Side.BEFORE):
        end = first - timedelta(days=1) if side is Side.BEFORE else last
        coming = published if ahead and published is not None and published <= end else None
        return Moment.between(coming, end)
    start = last + timedelta(days=1) if side is Side.AFTER else first
    return _open_from(start, None if ahead else published)


def _before_christ(moment: Moment, side: Side) -> Moment:
    """Return the time on one side of a stated one before the year 1, which has no bounds in days."""
    first, _, last = moment.edtf.partition("/")
    if side in (Side.BY, Side.UNTIL, Side.EARLIER, Side.BEFORE, Side.TOLD):
        return Moment(f"../{last or first}")
    return Moment(f"{first}/") if side in (Side.AFTER, Side.LATER, Side.FROM) else moment


def _is_done_by(scene: Scene, verb: Token) -> bool:
    return is_pluperfect(scene, verb) or is_perfect(scene, verb)


def _until_told(scene: Scene, verb: Token | None, moment: Moment, published: date | None, status: Status) -> Moment:
    """Close at publication what was done since a day, unless it goes on: "have killed nine *since March*"."""
    first, ended = moment.earliest, status is Status.OCCURRED and verb is not None and is_perfect(scene, verb)
    if not ended or first is None or published is None or published < first:
        return moment
    return Moment.between(first, published)


def _told_at(moment: Moment, published: date | None) -> Moment:
    """Return when something was of which it is told at a time: no later, and in news that day or the day before.

    News tells on a day of what happened since the last; a history's reports may be of anything before them.
    """
    first, last = moment.earliest, moment.latest
    if first is None or last is None:
        return moment
    fresh = published is not None and moment.precision is TimePrecision.DAY and 0 <= (published - last).days <= _FRESH
    return Moment.between(first - timedelta(days=1) if fresh else None, last)


def _spread(scene: Scene, trigger: Trigger, moment: Moment) -> Moment:
    """Open the side on which an act that takes time goes on: a siege that began, or ended, on a day."""
    words = scene.lexicon.timing
    verb = trigger.happens
    if not trigger.is_noun or verb is None or trigger.token.lemma not in words["lasting"]["nouns"]:
        return moment
    if moment.precision not in _FINEST_FIRST or len([m for m in scene.times if m.dating is not None]) > 1:
        return moment  # "revolts broke out in late 1790" gives no first day
    if verb.lemma in words["starting"]["verbs"] | words["continuing"]["verbs"]:
        return Moment.between(moment.earliest, None)
    return Moment.between(None, moment.latest) if verb.lemma in words["ending"]["verbs"] else moment


def _open_from(first: date, published: date | None) -> Moment:
    """Return the time from a day on, up to publication where that is known and later; else its end is not known."""
    if published is not None and published >= first:
        return Moment.between(first, published)
    return Moment(f"{first.isoformat()}/")


def _plan_from(told: Moment) -> Moment:
    """Return the time from which on a plan lies ahead: the day or the month in which it was told, its end not known.

    Where that is not known to the month, it says no more than when the plan stood.
    """
    month = month_of(told)
    start = told if told.precision in (TimePrecision.DAY, TimePrecision.YEAR) else month
    if start.precision is TimePrecision.INTERVAL or start.earliest is None:
        return told
    return Moment(f"{start.earliest if '/' in start.edtf else start.edtf}/")  # a week may lie in two months


def _fineness(dated: Dated) -> int:
    """Of two that stand equally near, the finer one dates the act; the other only frames it."""
    precision = dated.mention.dating.moment.precision if dated.mention.dating else None
    return _FINEST_FIRST.index(precision) if precision in _FINEST_FIRST else _COARSEST


def is_historical(when: Dating | None, published: Moment | None) -> bool:
    """Tell whether an act lies more than a year before publication; False where either is unknown."""
    if when is None or published is None or when.moment.latest is None or published.earliest is None:
        return False
    return (published.earliest - when.moment.latest).days > _BACKGROUND_DAYS
