"""Tell how far apart two acts are told to be: "came *a day after* four were wounded", "*follows* the raid in May".

Invariant: of two acts that are told as one after the other, neither has the other's day; only a stated number of days
between them leads from one to the other, and any other length ("weeks after", "roughly a year after") leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from dateline.coding.scene import Scene
from dateline.coding.sites import Side, says
from dateline.coding.trigger import Trigger
from dateline.finding.number_words import number_of
from dateline.finding.time_grammar import grammar
from dateline.language import Token
from dateline.model import Moment, TimePrecision

__all__ = ["Gap", "gap_before", "gap_in", "moved_by"]

_FARTHEST = 8
_LONGEST = 31


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold what lies between an act and a later one: at least and at most so many days, None where nobody says."""

    least: int | None = None
    most: int | None = None


def gap_before(scene: Scene, trigger: Trigger) -> Gap | None:
    """Return what lies between an act and the later one that it is told beside; None where it is told beside none.

    Beside "after" alone only a verb that says no more than that the later act came ("the raid *came* after").
    """
    token = trigger.verb or trigger.happens or trigger.token
    for _ in range(_FARTHEST):
        above = scene.sentence.head_of(token)
        if above.i == token.i:
            return None
        opener = _opener(scene, token, above)
        if opener is not None:
            later = above if opener.i != above.i else scene.sentence.head_of(opener)
            gap = _gap_at(scene, opener)
            return gap or (Gap() if says(scene, "succession", "coming", later) else None)
        if token.dep == "dobj" and says(scene, "succession", "following", above):
            return Gap()
        token = above
    return None


def gap_in(scene: Scene, trigger: Trigger) -> Gap | None:
    """Return what lies between an act that came after another, and that other one; None where it came after none."""
    verb = trigger.verb or trigger.happens
    if verb is None:
        return None
    for kid in scene.sentence.kids(verb, "advcl", "prep"):
        opener = kid if kid.dep == "prep" else _opener(scene, kid, verb)
        if opener is not None and says(scene, "clauses", "later", opener):
            gap = _gap_at(scene, opener)
            if gap is not None or says(scene, "succession", "coming", verb):
                return gap or Gap()
    return Gap() if trigger.happens is not None and says(scene, "succession", "following", verb) else None


def moved_by(moment: Moment, gap: Gap, side: Side) -> Moment | None:
    """Return the time that lies a gap before a day (`earlier`) or after it (`later`), None where that is not known.

    >>> moved_by(Moment("2014-09-10"), Gap(2, 2), Side.EARLIER).edtf
    '2014-09-08'
    >>> moved_by(Moment("2014-09-10"), Gap(0, 1), Side.LATER).edtf, moved_by(Moment("2014-09"), Gap(1, 1), Side.LATER)
    ('2014-09-10/2014-09-11', None)
    """
    if gap.least is None or gap.most is None or moment.precision is not TimePrecision.DAY or moment.earliest is None:
        return None
    sign = -1 if side is Side.EARLIER else 1
    first, last = sorted(moment.earliest + timedelta(days=sign * days) for days in (gap.least, gap.most))
    return Moment(first.isoformat()) if first == last else Moment.between(first, last)


def _opener(scene: Scene, token: Token, above: Token) -> Token | None:
    """Return the word that puts a clause or noun before what stands above it: "*after* gunmen killed", "*after* it"."""
    if token.dep in ("pobj", "pcomp") and says(scene, "clauses", "later", above):
        return above
    if token.dep != "advcl":
        return None
    marks = scene.sentence.kids(token, "mark", "advmod", "prep")
    if not any(k.i < token.i and k.dep == "mark" for k in marks):  # the parser may hang "after" on the verb above
        marks += [k for k in scene.sentence.kids(above, "prep") if above.i < k.i]
    return next((k for k in marks if k.i < token.i and says(scene, "clauses", "later", k)), None)


def _gap_at(scene: Scene, opener: Token) -> Gap | None:
    """Return the length that stands right before "after", None where none does."""
    tokens = scene.sentence.tokens
    unit = grammar().value("unit", tokens[opener.i - 1].lower) if opener.i else None
    if unit is None:
        return None
    count = _count(tokens[opener.i - 2]) if opener.i > 1 else None
    loosely = opener.i > 2 and says(scene, "succession", "loosely", tokens[opener.i - 3])
    if unit in ("hour", "minute"):
        return Gap(0, 1) if count is None or count <= 24 else Gap()
    if unit != "day" or count is None or count > _LONGEST or loosely:
        return Gap()
    return Gap(count, count)


def _count(token: Token) -> int | None:
    return 1 if token.lower in ("a", "an") else number_of(token.lower)
