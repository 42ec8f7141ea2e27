"""Make one time of several expressions: two ends of a range, a clock and its day, a step and the date it is told from.

Invariant: what is joined stands side by side, with nothing but a joining word of the data between; the words of the
whole are its evidence. A preposition that opens an end ("since", "until", "before", "after") moves the bounds and stays
outside the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateline.finding.mentions import TimeKind
from dateline.finding.time_clock import on_day
from dateline.finding.time_grammar import Hit, grammar
from dateline.finding.time_reading import Reading
from dateline.finding.time_values import Period, shift
from dateline.finding.time_words import Words
from dateline.language import Sentence
from dateline.model import How, TimePrecision

__all__ = ["Found", "clocked", "ends_with", "joined", "opened", "stepped"]

# How far from a time its preposition may begin.
_REACH = 24
# A clock takes its day from a date of its sentence that lies no further off than this.
_SAME_BREATH = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One expression with its reading; `ahead` is the day of telling where the words around it put it after that."""

    start: int
    end: int
    reading: Reading
    hit: Hit
    ahead: date | None = None

    @property
    def is_clock(self) -> bool:
        """Whether it is a time of day."""
        return self.hit.reads in ("clock", "overnight")

    @property
    def is_day(self) -> bool:
        """Whether it gives one day."""
        return self.reading.period is not None and self.reading.period.precision is TimePrecision.DAY


def _gap(text: str, left: Found, right: Found) -> str:
    return " ".join(text[left.end : right.start].lower().split())


def ends_with(text: str, at: int, cue: str) -> str | None:
    """Return the entry of a cue that the words before `at` end with, or None."""
    before = " " + " ".join(text[max(0, at - _REACH) : at].lower().split())
    return next((c for c in _longest_first(cue) if before.endswith(f" {c}")), None)


@lru_cache(maxsize=16)
def _longest_first(cue: str) -> tuple[str, ...]:
    return tuple(sorted(grammar().cues[cue], key=lambda c: (-len(c), c)))


def clocked(text: str, found: Sequence[Found], *, bare: bool) -> list[Found]:
    """Give each time of day the day beside it, and make one of the two; one without any day is left out."""
    joiners = grammar().cues["clock_joiners"] | {""}
    done: list[Found] = []
    rest = list(found)
    while rest:
        one = rest.pop(0)
        other = rest[0] if rest else None
        if other is not None and _gap(text, one, other) in joiners and one.is_clock != other.is_clock:
            clock, day = (one, other) if one.is_clock else (other, one)
            if day.is_day:
                reading = on_day(Words(clock.hit, grammar()), day.reading)
                if bare and _gap(text, one, other):
                    done.append(replace(one, reading=reading if one is clock else day.reading))
                    rest[0] = replace(other, reading=reading if other is clock else day.reading)
                    done.append(rest.pop(0))
                else:
                    done.append(Found(one.start, other.end, reading, day.hit))
                    rest.pop(0)
                continue
        if one.hit.reads == "clock":
            beside = [f for f in found if f.is_day and not f.is_clock and _breath(one, f) <= _SAME_BREATH]
            if beside:
                day = min(beside, key=lambda f: (_breath(one, f), f.start))
                one = replace(one, reading=on_day(Words(one.hit, grammar()), day.reading))
        if one.is_clock and one.reading.period is None and not bare:
            continue
        done.append(one)
    return done


def _breath(one: Found, other: Found) -> int:
    return max(one.start - other.end, other.start - one.end)


def stepped(text: str, found: Sequence[Found]) -> list[Found]:
    """Make one of a length, "before" or "after", and a date: "two days after 8 March", "the eve of 5 May"."""
    cues = grammar().cues
    done: list[Found] = []
    for one in found:
        left = done[-1] if done else None
        reading = None
        if left is not None and one.reading.period is not None and one.reading.kind is TimeKind.DATE:
            gap = _gap(text, left, one).removesuffix(" the")
            if left.reading.kind is TimeKind.DURATION and "unit" in left.hit.groups:
                way = -1 if gap in cues["steps_back"] else 1 if gap in cues["steps_on"] else 0
                way = 0 if _is_possessive(text, one.end) else way  # "two days after Monday's raid": the raid was then
                reading = _step(Words(left.hit, grammar()), one.reading, way)
            elif left.hit.reads == "word" and gap in ("", "the"):
                reading = _day_beside(left, one.reading)
        if reading is None or left is None:
            done.append(_eve(text, one))
        else:
            done[-1] = Found(left.start, one.end, reading, one.hit)
    return done


def _eve(text: str, found: Found) -> Found:
    cue, period = ends_with(text, found.start, "eves"), found.reading.period
    if cue is None or period is None or period.first is None or not found.is_day:
        return found
    before = period.first - timedelta(days=1)
    reading = replace(found.reading, period=Period(before, before, TimePrecision.DAY))
    near = max(0, found.start - _REACH)
    start = near + text[near : found.start].lower().rindex(cue.split()[0])
    return replace(found, start=start, reading=reading)


def _step(words: Words, told: Reading, way: int) -> Reading | None:
    count, unit, period = words.count(), words.unit(), told.period
    if not way or not count or unit in ("hour", "minute"):
        return None
    if period is None or period.first is None or period.last is None:
        return None
    edge = period.first if way < 0 else period.last
    try:
        moved = Period.of(unit, shift(edge, unit, way * count))
    except (ValueError, OverflowError):
        return None
    return replace(told, period=moved)


def _day_beside(left: Found, told: Reading) -> Reading | None:
    """Read "the day before 8 March": the words that are told from a day told of are told from the day beside them."""
    period = told.period
    last = left.hit.groups.get("word", "").split()[-1:]
    if period is None or period.first is None or period.last is None or last not in (["before"], ["after"]):
        return None
    day = period.first - timedelta(days=1) if last == ["before"] else period.last + timedelta(days=1)
    return replace(told, period=Period(day, day, TimePrecision.DAY))


def opened(text: str, sentence: Sentence, found: Found) -> Found:
    """Open the end that the preposition leaves open: "since March" ends nowhere, "before 1999" ends with 1998.

    What the preposition governs has to be the time itself: "after the 2010 vote" dates the vote, not what followed.
    """
    reading, period = found.reading, found.reading.period
    if reading.kind is not TimeKind.DATE or period is None or period.first is None or period.last is None:
        return found
    bounds: tuple[date | None, date | None] | None = None
    try:
        since = ends_with(text, found.start, "open_ended") is not None and not _is_possessive(text, found.end)
        if since or (_leads(text, found, "from") and _is_onward(text, found.end)):
            bounds = period.first, None
        elif not _governs_a_noun(sentence, found):
            if ends_with(text, found.start, "closing"):
                bounds = _not_over(found.ahead, period.last), period.last
            elif period.first == period.last and _opens_with_an_hour(text, found):
                pass  # "before dawn on Monday" is on Monday
            elif ends_with(text, found.start, "before_it"):
                eve = period.first - timedelta(days=1)
                bounds = _not_over(found.ahead, eve), eve
            elif ends_with(text, found.start, "after_it"):
                bounds = period.last + timedelta(days=1), None
    except OverflowError:
        return found
    if bounds is None:
        return found
    first, last = bounds
    return replace(found, reading=replace(reading, period=Period(first, last)))


def _opens_with_an_hour(text: str, found: Found) -> bool:
    """Tell whether the words of a day begin with a point of it: "*dawn* on Monday", "*noon* yesterday"."""
    word, _, day = text[found.start : found.end].lower().partition(" ")
    return bool(day) and word in grammar().cues["points_of_day"]


def _not_over(ahead: date | None, end: date) -> date | None:
    return ahead if ahead is not None and ahead <= end else None


def _leads(text: str, found: Found, word: str) -> bool:
    return f" {text[max(0, found.start - _REACH) : found.start].lower()}".rstrip().endswith(f" {word}")


def _is_onward(text: str, at: int) -> bool:
    word = re.match(r"\s+(\w+)(?P<end>\W*)", text[at : at + _REACH].lower())
    # "from March on," but not "from March on foot"
    return word is not None and word[1] in grammar().cues["onward"] and (word[1] != "on" or word["end"].strip() != "")


def _is_possessive(text: str, at: int) -> bool:
    """Tell whether a time ends in a possessive, so that it is the noun's: "since *Monday's* raid"."""
    return re.match(r"['’]s\b", text[at:]) is not None


def _governs_a_noun(sentence: Sentence, found: Found) -> bool:
    """Tell whether the time only stands before a noun that the preposition governs: "after Friday prayers"."""
    inside = sentence.between(found.start, found.end)
    if not inside:
        return False
    head = sentence.head_within(inside[0].i, inside[-1].i + 1)
    above = sentence.head_of(head)
    return above.i > inside[-1].i and above.pos in ("NOUN", "PROPN")


def joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Make one of two dates that a range joins: "from 14 May to 2 June"; a dash or "through" needs no opener."""
    cues, done = grammar().cues, list(found[:1])
    for right in found[1:]:
        left = done[-1]
        gap = _gap(text, left, right)
        opener = ends_with(text, left.start, "range_openers") is not None and gap in cues["range_joiners"]
        run = None
        if (opener or gap in cues["bare_joiners"]) and left.reading.period and right.reading.period:
            run = _run(left.reading, right.reading)
        if run is None:
            done.append(right)
        else:
            done[-1] = Found(left.start, right.end, run, replace(right.hit, rule="range", reads="range"))
    return done


def _run(left: Reading, right: Reading) -> Reading | None:
    if left.kind is not TimeKind.DATE or right.kind is not TimeKind.DATE or not left.period or not right.period:
        return None
    run = left.period.until(right.period)
    if run is None:
        return None
    how = left.how if left.how is right.how else next(h for h in (left.how, right.how) if h is not How.EXPLICIT)
    return Reading(period=replace(run, precision=TimePrecision.INTERVAL), how=how, stated_year=right.stated_year)
