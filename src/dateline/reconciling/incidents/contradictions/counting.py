"""Whom a figure counts, and between what bounds: what two figures must have in common before they can differ.

Invariant: a rounded figure is no exact one, a part never contradicts a whole that is larger, and people of different
groups are different people.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dateline.knowledge.actors import open_actors
from dateline.model import Count, Evidence, How, Party, PlacePrecision, Range, Report
from dateline.reconciling.incidents.contradictions.stating import Said, Statement
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["Figure", "bounds", "counted_by", "figures_apart", "in_words", "kind_read"]

# An approximate figure ("some 20") holds for what is within a quarter of it: "some 20" are 15 to 25.
_APPROXIMATE = 0.25
# An exact figure that is a round one may have been rounded: by a tenth, from 20 upwards.
_ROUNDED = 0.1
_LEAST_ROUNDED = 20
# What is only believed or feared holds for what is within a half of it.
_GUESSED = 0.5
_BOMBERS = 2
# So many times a part of a crowd is no part any more: three demonstrators are not the two hundred people.
_MANY = 4
# Letters that a noun for people has at least, and what marks a group that is known by such a noun alone.
_SHORT = 3
_NOUN = "noun:"
# The kind of those who are a part of others.
_PART = "part"
# The kind of those who are counted by the house.
_HOUSE = f"{_NOUN}house"
# Letters around a figure in which it is said who counted.
_BESIDE = 60
# What follows such a mark is not what the figure counts: "wounded ninety-one, hospital staff said".
_CLOSED = re.compile(r"[,;:]")
# Over more days than this, the losses of a time are summed up; over fewer they are those of one event.
_LONG = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold least and most that the words allow, whom they count (a group's kind and country, or anybody), and over how
    many days, None where that is not known, and whether only over a country."""

    least: float
    most: float
    kind: str | None = None
    country: str | None = None
    days: int | None = None
    is_of_country: bool = False


def bounds(range_: Range) -> tuple[float, float]:
    """Return the least and the most that a figure's words allow.

    >>> bounds(Range(None, 20, None)), bounds(Range.exactly(9)), bounds(Range.exactly(40))
    ((15.0, 25.0), (9, 9), (36.0, 44.0))
    >>> bounds(Range.at_least(5)), bounds(Range.up_to(40))
    ((5, inf), (0, 40))
    """
    low, best, high = range_.low, range_.best, range_.high
    if low is None and high is None and best is not None:
        return best * (1 - _APPROXIMATE), best * (1 + _APPROXIMATE)
    if low is not None and low >= _LEAST_ROUNDED and low % 10 == 0:
        return low * (1 - _ROUNDED), low * (1 + _ROUNDED) if low == high else high if high is not None else math.inf
    return (low if low is not None else 0), (high if high is not None else math.inf)


def kind_read(name: str, count: Count, sentence: Evidence) -> str | None:
    """Say who is counted by a figure that was read without a parse."""
    following = sentence.words[count.evidence.end - sentence.start :]
    is_part = _is_part(count.evidence.words, following) or _is_counted_there(sentence, count.evidence)
    whose = words().costing.search(sentence.words[: count.evidence.start - sentence.start])
    kind = _PART if is_part else _named(whose["whom"]) if whose is not None else _named(following)
    return None if _is_anybody(name, kind) else kind


def _is_anybody(name: str, kind: str | None) -> bool:
    """Tell whether those of a kind are all whom a field counts: who is displaced is hardly ever a soldier, and who is
    taken is called a prisoner."""
    if kind is None:
        return False
    return (name in words().anybody_in and kind in words().civil | words().settled) or (
        name == "captured" and kind.removeprefix(_NOUN) in words().taken
    )


def counted_by(statement: Statement, name: str, count: Count) -> Said[Figure]:
    least, most = bounds(count.range)
    if words().loose.search(count.evidence.words):  # "a dozen"
        least, most = least * (1 - _APPROXIMATE), most * (1 + _APPROXIMATE)
    following = statement.report.sentence.words[count.evidence.end - statement.report.sentence.start :]
    if words().and_more.match(following):  # "a farmer" of "a farmer and his wife"
        most = math.inf
    if words().bomber.search(statement.report.sentence.words):  # who died by his own bomb is counted by some
        least, most = least - _BOMBERS, most + _BOMBERS
    if statement.report.hedged:  # "is feared to have killed 30"
        least, most = least * (1 - _GUESSED), most * (1 + _GUESSED)
    kind, country = _counted(statement.report, count)
    if _is_anybody(name, kind):
        kind = None
    when = statement.report.when
    days = when.moment.days if when and when.how is not How.CARRIED else None
    return Said.by(
        statement,
        Figure(least, most, kind, country, days, _is_wide(statement.report)),
        in_words(count.evidence.words),
        count.evidence,
    )


def _is_wide(report: Report) -> bool:
    """Tell whether a report's only place is a country or more: what it counts may be of several places."""
    return bool(report.places) and all(p.precision >= PlacePrecision.COUNTRY for p in report.places)


def in_words(words_: str) -> str:
    """Write a figure as it stands within a sentence: "Nine" as "nine"."""
    return words_[0].lower() + words_[1:]


def _counted(report: Report, count: Count) -> tuple[str | None, str | None]:
    """Say who is counted: those whose words hold the figure or stand next after it, else the only ones there are."""
    if words().and_more.search(count.evidence.words):
        return None, None  # "a father and his three sons" are not sons
    following = report.sentence.words[count.evidence.end - report.sentence.start :]
    if _is_part(count.evidence.words, following) or _is_counted_there(report.sentence, count.evidence):
        return _PART, None
    if words().households.match(following):
        return _HOUSE, None
    beside = [p for p in report.recipients if p.evidence.span.overlaps(count.evidence.span)]
    after = [p for p in report.recipients if 0 <= p.evidence.start - count.evidence.end <= 1]
    named = _named(report.sentence.words[count.evidence.end - report.sentence.start :])
    only = report.recipients if len(report.recipients) == 1 else ()
    if only and named is not None and not _is_noun(named) and named != _kind(only[0]):
        only = ()
    for party in beside or after or only:
        return _kind(party), party.actor.country
    return named, None


def _is_part(figure: str, following: str) -> bool:
    """Tell whether the words of a figure, or those right after it, say that others of them are counted elsewhere."""
    return bool(words().others.search(figure) or words().partial.match(following) or words().besides.match(following))


def _is_counted_there(sentence: Evidence, figure: Evidence) -> bool:
    """Tell whether a figure counts those whom one house received, of whom others may be elsewhere."""
    start, end = figure.start - sentence.start, figure.end - sentence.start
    return bool(words().received.search(sentence.words[max(0, start - _BESIDE) : end + _BESIDE]))


def _named(following: str) -> str | None:
    """Return the group that the words after a figure name, where the report names nobody ("16 troops")."""
    if words().partial.match(following):
        return _PART
    if words().households.match(following):
        return _HOUSE
    following = words().of_theirs.sub(" ", _CLOSED.split(following, maxsplit=1)[0], count=1)
    after = [word.rstrip(",.;") for word in following.split()[:3]]
    for number in range(min(len(after), 3), 0, -1):
        actor = open_actors().match(" ".join(after[:number]))
        if actor is not None:
            return None if actor.id.partition(":")[2] in words().anybody else actor.kind
    noun = next((word.lower() for word in after[:2] if word.endswith(("s", "men")) and len(word) > _SHORT), None)
    return None if noun is None or noun in words().people or noun in words().small else f"{_NOUN}{noun}"


def _is_noun(kind: str) -> bool:
    """Tell whether a group is known by a word alone, of which nothing says what sort of people it is for."""
    return kind.startswith(_NOUN)


def _kind(party: Party) -> str | None:
    """Return the narrowest group that a party's words name, None where they name anybody."""
    slug = party.actor.id.partition(":")[2].partition("/")[0] or party.actor.id
    last = party.evidence.words.lower().partition(" of ")[0].split()[-1]  # "two girls of nine and eleven"
    if last in words().apart:
        return last
    if slug in words().anybody and last not in words().people:
        return last  # brothers, teenagers
    if slug in words().anybody or last in words().people:
        return None
    return party.actor.kind


def figures_apart(one: Figure, other: Figure) -> float | None:
    if one.country and other.country and one.country != other.country:
        return None
    if _PART == one.kind == other.kind:
        return None  # each of a part of its own
    if one.days and other.days and max(one.days, other.days) >= _LONG and min(one.days, other.days) < _LONG:
        return None  # the figure of a month is none of one of its days
    if one.is_of_country is not other.is_of_country:
        part, whole = (one, other) if other.is_of_country else (other, one)
        return _distance(whole.most, part.least)
    if one.kind != other.kind:
        if one.kind is not None and other.kind is not None:
            nouns = [figure.kind for figure in (one, other) if _is_noun(figure.kind or "")]
            armed = [f.kind for f in (one, other) if words().sides.get(f.kind or "") in ("state", "armed")]
            if nouns and armed:  # crusaders may be soldiers
                low, high = sorted((one, other), key=lambda figure: figure.least)
                return _distance(low.most, high.least) if high.least >= _MANY * low.most else None
            return None  # policemen and farmers
        part, whole = (one, other) if other.kind is None else (other, one)
        if part.kind in words().crowd and whole.least >= _MANY * part.most:
            return _distance(part.most, whole.least)
        return _distance(whole.most, part.least)
    return max(_distance(one.most, other.least), _distance(other.most, one.least))


def _distance(most: float, least: float) -> float:
    return 0.0 if most >= least else 1 - most / least
