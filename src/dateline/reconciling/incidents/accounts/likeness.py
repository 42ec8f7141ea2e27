"""How much speaks for two statements of one text meaning the same event, and what keeps them apart for good.

Invariant: what excludes is said by both: times that do not meet, places that cannot be one, other levels, other kinds
of act. All else only weighs; the weights are tried out on the half of `benchmarks/own_accounts.jsonl` marked `dev`,
and each says what it stands for.
"""

from __future__ import annotations

import math

from dateline.model import EventType, Level, Range, Status
from dateline.reconciling.incidents.account import Days
from dateline.reconciling.incidents.accounts.cues import Cues
from dateline.reconciling.incidents.accounts.words import event_words
from dateline.reconciling.incidents.fitting import fit

__all__ = ["likeness"]

# Where nothing tells, two acts of one type in one text are rather two ...
_BASE = -0.6
# ... statements in words (accusations, demands) far more so, as their words are all there is of them.
_SPOKEN = -1.6
_SIDES = -1.5  # told as another type altogether
# How they are told.
_SAME_SORT, _OUTCOME, _GENERAL, _OTHER_SORT = 0.8, 0.7, 0.6, -0.9
_OPENED = -0.9  # "a bomb", further down: new in the text
_TAKEN_UP, _TAKEN_UP_ANY = 1.8, 1.3  # "the blast", "the attack"
_DESCRIBED = 0.4  # "the murder of the judge"
_ADDED = -0.6  # "also burned"
_RECALLS = 1.0  # "the men who attacked"
_APART, _TURNED, _BACKGROUND = -2.5, -2.0, -1.6
_TWO_ACTS = -1.5  # "shelled it after", in one sentence
_LASTS = -1.8  # an offensive, and an act in it
_HEADLINE, _LEAD = 1.2, 0.3  # the lead tells what the headline tells
# Where they stand.
_SENTENCE, _NEXT, _PARAGRAPH, _FAR, _FAR_OF_LEAD = 1.1, 0.7, -0.15, -1.2, -0.6
# What they say.
_DAY, _WHILE, _LOOSE_DAYS, _DAYS_OFF = 0.9, 0.3, 0.3, -1.6
_SPOT, _AREA, _NOT_HERE = 0.8, 0.3, -1.8
_DATED = -0.7  # a day of its own, behind what has none
_ODD = -0.6  # beside "the attack" a time or a place is often another act's
_ELSEWHERE = -0.9  # the sentences name different places, where no report has one
_SET_OUT = -0.7  # and the later one begins with its own
_FIGURE, _FITS, _FIGURES_OFF = 1.2, 0.4, -1.2
_WHO, _OTHERS, _TURNED_ROUND = 0.6, -0.7, -1.2
_WHOM, _OTHER_VICTIMS, _PEOPLE = 0.9, -0.5, 0.3
_MEANS, _OTHER_MEANS = 0.3, -1.2
_SHARED, _MOST_SHARED = 0.4, 1.5  # words that only these sentences have
_FOLLOWS = 0.9  # "one person was killed": what came of what the sentence before told


def likeness(one: Cues, other: Cues) -> float | None:
    """Return how much speaks for one event, above 0 for more than speaks against; None where the two exclude it.

    `other` stands behind `one` in the text.
    """
    told = _told(one, other)
    if told is None:
        return None
    when, where = _when(one, other), _where(one, other)
    if when is None or where is None:
        return None
    return (
        told
        + when
        + where
        + _stand(one, other)
        + _counts(one, other)
        + _parties(one, other)
        + _means(one, other)
        + _words(one, other)
    )


def _told(one: Cues, other: Cues) -> float | None:
    """Weigh type, sort and status."""
    words = event_words()
    if one.voice != other.voice or _parts(one, other):
        return None
    a, b = one.report, other.report
    score = _BASE
    if a.type is not b.type:
        if not any({one.kind, other.kind} <= side for side in words.sides):
            return None
        score = _SIDES
    elif a.type.value in words.lists["types.spoken"]:
        score = _SPOKEN + (0.5 if a.sense == b.sense else -0.5)
    elif a.mode != b.mode and a.mode and b.mode and a.type.value in words.lists["types.parted"]:
        return None
    elif one.sorts & other.sorts or (a.sense == b.sense and a.sense):
        score += _SAME_SORT
    elif one.is_outcome or other.is_outcome:
        score += _OUTCOME
    elif one.is_general or other.is_general:
        score += _GENERAL
    else:
        score += _OTHER_SORT
    return score


def _parts(one: Cues, other: Cues) -> bool:
    """Tell whether level or status keeps the two apart.

    A denial of "the attack" is about that attack, and "nobody was hurt" says what did not come of one.
    """
    if (one.level is Level.AGGREGATE) != (other.level is Level.AGGREGATE):
        return True
    if one.level is Level.AGGREGATE and one.counted != other.counted:
        return True
    if one.took_place == other.took_place:
        return one.report.status is not other.report.status and not one.took_place
    denied = other if one.took_place else one
    if denied.report.status is not Status.NEGATED:
        return True
    near = denied.is_outcome and (bool(denied.taken_up) or 0 <= other.sentence - one.sentence <= 1)
    return not (denied.is_anaphor or near)


def _stand(one: Cues, other: Cues) -> float:
    """Weigh where the two stand, and what points from one to the other."""
    score = 0.0
    if one.sentence == other.sentence:
        two = not (one.is_outcome or other.is_outcome) and one.said.parts(one.start, other.start)
        score += _TWO_ACTS if two else _SENTENCE
    elif one.is_headline and other.is_lead:
        score += _HEADLINE
    elif one.is_lead and other.is_lead:
        score += _LEAD
    else:
        near = _NEXT if other.sentence - one.sentence == 1 else 0.0
        score += near + max(_FAR_OF_LEAD if one.is_lead else _FAR, _PARAGRAPH * (other.paragraph - one.paragraph))
    if one.sentence != other.sentence:
        if other.taken_up:
            score += _taken_up(one, other)
        elif other.opens and not one.is_headline:
            score += _OPENED
        if one.turns != other.turns:
            score += _TURNED
        if other.recalls and not other.taken_up:
            score += _RECALLS
        if other.is_added and not other.is_outcome:
            score += _ADDED
        if other.is_apart:
            score += _APART
        if (
            other.is_outcome
            and not (other.has_act or other.actors or other.opens)
            and other.sentence - one.sentence == 1
        ):
            score += _FOLLOWS
    if one.is_background != other.is_background:
        score += _BACKGROUND
    # "The offensive" takes up no bomb of the sentence before; "the attack" may take up an offensive.
    is_own = not other.is_anaphor or other.level is Level.EPISODE
    if is_own and (one.level is Level.EPISODE) != (other.level is Level.EPISODE):
        score += _LASTS
    return score


def _taken_up(one: Cues, other: Cues) -> float:
    if other.report.type is not EventType.ASSAULT:
        return _TAKEN_UP if other.is_anaphor and other.taken_up else 0.0
    if other.is_described:
        return _DESCRIBED
    if "lasting" in other.taken_up and one.level is Level.EPISODE:
        return _TAKEN_UP
    if other.taken_up & one.sorts:
        return _TAKEN_UP
    return _TAKEN_UP_ANY if other.taken_up & {"any", "harm"} or one.is_general or one.is_outcome else 0.0


def _when(one: Cues, other: Cues) -> float | None:
    if one.days is None or other.days is None:
        dated = one.days is None and other.days is not None and not other.days_loose
        return _DATED if dated and one.sentence != other.sentence and not one.is_headline else 0.0
    gap = _gap(one.days, other.days)
    loose = one.days_loose or other.days_loose
    if gap > 0:
        if other.is_anaphor and loose:
            return _ODD
        return _DAYS_OFF if loose or gap == 1 else None
    if loose:
        return _LOOSE_DAYS
    short = all(_length(c.days) <= 2 for c in (one, other))  # type: ignore[arg-type]
    return _DAY if short else _WHILE


def _gap(one: Days, other: Days) -> int:
    """Return how many days lie between two times, 0 where they meet."""
    (a, b), (c, d) = one, other
    after = c - b if b is not None and c is not None else 0
    before = a - d if a is not None and d is not None else 0
    return max(after, before, 0)


def _length(days: Days) -> int:
    return 10**6 if days[0] is None or days[1] is None else days[1] - days[0] + 1


def _where(one: Cues, other: Cues) -> float | None:
    if not one.places or not other.places:
        strange = one.sentence != other.sentence and one.spots and other.spots and not one.spots & other.spots
        return 0.0 if not strange else _ELSEWHERE + (_SET_OUT if other.begins_there else 0.0)
    best = max(fit(p, q) for p in one.places for q in other.places)
    if best >= 0:
        return (_SPOT if best == 1 else _AREA) * (0.5 if best == 0 else 1)
    if other.is_anaphor and one.sentence != other.sentence:
        return _ODD
    stated = all(any(p.how == "explicit" for p in c.places) for c in (one, other))
    return None if stated and best < -1 else _NOT_HERE


def _counts(one: Cues, other: Cues) -> float:
    score = 0.0
    for name in sorted(one.counts.keys() & other.counts.keys()):
        a, b = one.counts[name], other.counts[name]
        if _best(a) == _best(b):
            score += _FIGURE if (_best(a) or 0) > 1 else _FITS
        elif not a.is_disjoint(b):
            score += _FITS
        elif one.updates or other.updates or one.sentence == other.sentence:
            continue
        else:
            score += _FIGURES_OFF
    return score


def _best(of: Range) -> int | None:
    return of.best if of.best is not None else of.low


def _parties(one: Cues, other: Cues) -> float:
    score = 0.0
    if one.actors and other.actors:
        score += _WHO if one.actors & other.actors else 0.0 if one.is_mutual or other.is_mutual else _OTHERS
    if one.recipients and other.recipients:
        score += _WHOM if one.recipients & other.recipients else _OTHER_VICTIMS
    elif one.crowd & other.crowd:
        score += _PEOPLE
    if not (one.is_mutual or other.is_mutual) and ((one.doers & other.sufferers) or (one.sufferers & other.doers)):
        score += _TURNED_ROUND
    return score


def _means(one: Cues, other: Cues) -> float:
    if one.means is None or other.means is None:
        return 0.0
    if one.means == other.means:
        return _MEANS
    return 0.0 if any({one.means, other.means} <= alike for alike in event_words().means) else _OTHER_MEANS


def _words(one: Cues, other: Cues) -> float:
    """Weigh the words that the two sentences share with few others."""
    if one.sentence == other.sentence:
        return 0.0
    shared = one.terms.keys() & other.terms.keys()
    return min(_MOST_SHARED, _SHARED * math.fsum(one.terms[t] for t in shared)) if shared else 0.0
