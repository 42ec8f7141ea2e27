"""Choose which of a sentence's times and places belong to an act: by the parse, then by what was said before.

Invariant: a time or a place is never taken from nowhere. What is carried over from an earlier sentence says so and
quotes that sentence; what cannot be attached leaves a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.coding.grammar import CLAUSES, bearer
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import PlaceMention, PlaceUse, TimeKind, TimeMention
from dateline.language import Token
from dateline.model import Dating, How, Moment, PlaceMissing, PlacePrecision, Placing, TimePrecision, WhenMissing

__all__ = ["Carried", "carry", "is_historical", "when_of", "where_of"]

# Going down into a clause that the act is not part of costs as much as four steps of the tree.
_INTO_CLAUSE = 4
# Going up out of one's own clause is how reported acts get their day; it costs a little.
_OUT_OF_CLAUSE = 1

_M = TypeVar("_M", TimeMention, PlaceMention)
_FINEST_FIRST = (TimePrecision.MINUTE, TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH)
_COARSEST = 9
# A country or region has to stand this much nearer than a town to be where the act was.
_FRAME = 3

# A year or an open stretch frames its own sentence and says little of the next; a quarter or less is carried on.
_CARRIED_DAYS = 92
_NEVER = 10**6

# An act that lies further back than this from publication is told as background.
_BACKGROUND_DAYS = 365


@dataclass(frozen=True, slots=True)
class Carried:
    """Hold the time and the place that the sentences before left standing, in one zone and paragraph.

    `since` is how many sentences passed after the one that told the time.
    """

    when: Dating | None = None
    places: tuple[Placing, ...] = ()
    since: int = 0


def when_of(scene: Scene, trigger: Trigger, carried: Carried) -> tuple[Dating | None, WhenMissing | None]:
    """Return when the act happened, or why that is not known."""
    dates = [m for m in scene.times if m.kind is TimeKind.DATE]
    resolved = [m for m in dates if m.dating is not None]
    best = _nearest(scene, trigger, resolved)
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


def where_of(scene: Scene, trigger: Trigger, carried: Carried) -> tuple[tuple[Placing, ...], PlaceMissing | None]:
    """Return where the act happened (several places where several are named alike), or why that is not known."""
    named = [m for m in scene.places if m.use is PlaceUse.PLACE and not _is_origin(scene, m, trigger)]
    resolved = [m for m in named if m.placing is not None]
    best = _nearest(scene, trigger, resolved)
    if best is not None:
        return _with_siblings(scene, best, resolved), None
    if named:
        return (), named[0].missing or PlaceMissing.AMBIGUOUS
    if carried.places:
        return tuple(replace(p, how="carried") for p in carried.places), None
    return (), PlaceMissing.NOT_STATED


def _is_origin(scene: Scene, mention: PlaceMention, trigger: Trigger) -> bool:
    """Tell whether a place is where somebody comes from ("units from Basra") rather than where the act is."""
    prep = scene.sentence.head_of(_head(scene, mention.first, mention.last))
    if prep.dep != "prep" or prep.lower != "from":
        return False
    above = scene.sentence.head_of(prep)
    return above.pos in ("NOUN", "PROPN") and above.i != trigger.token.i


def carry(scene: Scene, before: Carried, places_of_acts: tuple[Placing, ...] = ()) -> Carried:
    """Return what this sentence leaves standing for the next: its own first time and places, or what it was given.

    Where an act of the sentence has a place of its own, that is carried rather than one that is merely named.
    """
    dates = [
        m.dating
        for m in scene.times
        if m.kind is TimeKind.DATE and m.dating is not None and (m.dating.moment.days or _NEVER) <= _CARRIED_DAYS
    ]
    named = [m for m in scene.places if m.use is PlaceUse.PLACE and m.placing is not None]
    places = places_of_acts or (_with_siblings(scene, named[0], named) if named else before.places)
    return Carried(dates[0] if dates else before.when, places, 0 if dates else before.since + 1)


def is_historical(when: Dating | None, published: Moment | None) -> bool:
    """Tell whether an act lies more than a year before publication; False where either is unknown."""
    if when is None or published is None or when.moment.latest is None or published.earliest is None:
        return False
    return (published.earliest - when.moment.latest).days > _BACKGROUND_DAYS


def _nearest(scene: Scene, trigger: Trigger, mentions: Sequence[_M]) -> _M | None:
    verb = trigger.verb or trigger.happens or trigger.token
    starts = {trigger.token.i, verb.i}
    ranked: list[tuple[int, int, int, int, _M]] = []
    for mention in mentions:
        head = _head(scene, mention.first, mention.last)
        cost = min(_cost(scene, scene.sentence.tokens[i], head) for i in starts)
        cost += _FRAME if isinstance(mention, PlaceMention) and _frames(mention) else 0
        ranked.append((cost, _fineness(mention), abs(mention.first - trigger.token.i), mention.first, mention))
    return min(ranked, key=lambda r: r[:4])[4] if ranked else None


def _frames(mention: PlaceMention) -> bool:
    """Tell whether a place is so wide that it only frames a closer one beside it ("Kharkiv in northeast Ukraine")."""
    return mention.placing is not None and mention.placing.precision >= PlacePrecision.AREA


def _fineness(mention: TimeMention | PlaceMention) -> int:
    """Of two that stand equally near, the finer one places the act; the other only frames it."""
    if isinstance(mention, PlaceMention):
        return int(mention.placing.precision) if mention.placing else _COARSEST
    precision = mention.dating.moment.precision if mention.dating else None
    return _FINEST_FIRST.index(precision) if precision in _FINEST_FIRST else _COARSEST


def _head(scene: Scene, first: int, last: int) -> Token:
    """Return the token of the stretch that is governed from outside it."""
    tokens = scene.sentence.tokens
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


def _with_siblings(scene: Scene, best: PlaceMention, resolved: Sequence[PlaceMention]) -> tuple[Placing, ...]:
    """Add the places coordinated with the chosen one; a container named beside it ("Amarah, Maysan") is not another."""
    head = _head(scene, best.first, best.last)
    chain = {head.i}
    for mention in resolved:
        other = _head(scene, mention.first, mention.last)
        if other.dep == "conj" and (other.head in chain or any(a.i in chain for a in _conj_chain(scene, other))):
            chain.add(other.i)
    found = [m.placing for m in resolved if m is best or _head(scene, m.first, m.last).i in chain]
    return tuple(dict.fromkeys(p for p in found if p is not None))


def _conj_chain(scene: Scene, token: Token) -> list[Token]:
    chain = []
    while token.dep == "conj":
        token = scene.sentence.head_of(token)
        chain.append(token)
    return chain
