"""When: two times for one thing that do not overlap.

Invariant: only what the words of a report's own sentence say is compared, and of what lasts, beginning with beginning
and end with end. A night belongs to both of its days, and a weekday without a date excludes every date that falls on
another weekday.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.knowledge.lexicon import open_lexicon
from dateline.model import (
    Contradiction,
    Dating,
    Disputed,
    Document,
    Evidence,
    How,
    Level,
    Moment,
    Report,
    Status,
    TimePrecision,
    WhenMissing,
    ZoneKind,
)
from dateline.model.days import told_words
from dateline.reconciling.incidents.contradictions.sameness import are_elsewhere, are_of_one
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import Remarked, Said, Statement
from dateline.reconciling.incidents.contradictions.tellings import around, tellings_of
from dateline.reconciling.incidents.contradictions.timing import day_told, days_told, is_dateline, is_of_saying
from dateline.reconciling.incidents.contradictions.wording import counted_by_sense, has_words, lemmas_of
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["Days", "dates"]

_EVENING = "evening"
# Days at which two times are half as far apart as they can be.
_HALF = 3.0
# What a day makes.
_NEXT = 1 / (1 + _HALF)
# Days from one time to another of which both may be meant for the same thing.
_FAR = 366
# A time over as many days or more tells no day.
_DAYS = 3
# Days after a thing in which it is news.
_FRESH = 2
# A time that is only said to be about right ("around 14 June") holds for as many days before and after.
_ABOUT = {TimePrecision.DAY: 2, TimePrecision.WEEK: 4, TimePrecision.MONTH: 16, TimePrecision.YEAR: 183}


@dataclass(frozen=True, slots=True)
class Days:
    """Hold first and last day as ordinals, or the weekday alone (0 is Monday), which phase it is the time of,
    whether it was at night, or is the time of a death rather than of the act, and the times of
    the day that its sentence names, none where they leave the day open."""

    first: float = -math.inf
    last: float = math.inf
    weekday: int | None = None
    phase: str | None = None
    is_night: bool = False
    is_of_death: bool = False
    hours: frozenset[str] = frozenset()


def dates(
    statements: Sequence[Statement],
    remarks: Sequence[Remarked] = (),
    beside: Sequence[Statement] = (),
    *,
    documents: Mapping[str, Document] | None = None,
    level: Level = Level.SINGLE,
    incident: str | None = None,
) -> Iterator[Contradiction]:
    """Yield at most one contradiction: speakers whose times for the same thing exclude each other.

    Where no report of a document is dated in its own sentence, the day is read from that or from a sentence near it.
    Who tells in `beside` of such an act on the other's day, too, knows of both.
    """
    said = [one for s in statements if s.report.zone is not ZoneKind.HEADLINE and (one := _said(s)) is not None]
    said += _beside(statements, remarks, {one.telling.document for one in said}, documents or {})
    if level is Level.SINGLE:
        dated = {one.telling.document for one in said}
        said += _around(statements, remarks, beside, dated=dated, documents=documents or {})
    lasts = level is not Level.SINGLE or any(one.value.phase for one in said)

    def apart(one: Said[Days], other: Said[Days]) -> float | None:
        if one.value.phase != other.value.phase and lasts:
            return None
        if _names_one_weekday(one, other) or (is_again(one) or is_again(other)):
            return None
        if one.value.is_of_death != other.value.is_of_death:
            return None  # who was shot on Tuesday may have died on Thursday
        ours, theirs = by_id.get(one.report or ""), by_id.get(other.report or "")
        if ours is not None and theirs is not None and not (are_of_one(ours, theirs) and _are_alike(ours, theirs)):
            return None
        if ours is not None and theirs is not None and are_elsewhere(ours, theirs):
            return None
        if _are_each_news(one, other) or _are_each_news(other, one):
            return None
        if tells_both(one, other) or tells_both(other, one):
            return None
        gap = _apart(one.value, other.value)
        if (
            gap is not None
            and 0 < gap <= _NEXT
            and any(words().reckoned.search(o.evidence.words) for o in (one, other))
        ):
            return 0.0  # "the day before" may be the day before another one
        return gap

    by_id = {s.report.id: s.report for s in statements}
    types = {s.report.type for s in statements}
    aside = [told for s in beside if s.report.type in types and (told := _said(s)) is not None]

    def is_again(one: Said[Days]) -> bool:
        """Tell whether a sentence says that there was another such event before."""
        report = by_id.get(one.report or "")
        return not lasts and report is not None and has_words(report.sentence.words, "repeated")

    def tells_both(one: Said[Days], other: Said[Days]) -> bool:
        """Tell whether a text puts something on the other's day, too: what it tells of lasted, or was repeated."""
        days = [o.value for o in (*said, *aside) if o.telling.document == one.telling.document and o is not one]
        return any(v.last - v.first < _DAYS and _apart(v, other.value) == 0.0 for v in days)

    sides, gap = sides_of(_closest(said), apart)
    if sides:
        phase = next((one.value.phase for side in sides for one in side if one.value.phase), None)
        verb = words().phases[phase].told if phase else "it was"
        yield contradiction(
            Disputed.DATE, "when", sides, gap, incident=incident,
            tell=lambda value, is_one: f"{'says' if is_one else 'say'} {verb} {value}",
        )  # fmt: skip


def _are_alike(one: Report, other: Report) -> bool:
    """Tell whether two reports may tell of one act by what they count: who was taken one day may be shot the next."""
    taken = [counted_by_sense(report.sense) == "captured" for report in (one, other)]
    counted = [counted_by_sense(report.sense) is not None for report in (one, other)]
    return taken[0] == taken[1] or not all(counted)


def _beside(
    statements: Sequence[Statement],
    remarks: Sequence[Remarked],
    dated: set[str],
    documents: Mapping[str, Document],
) -> Iterator[Said[Days]]:
    """Yield the day that the sentences of a report, or those near it, give where no report has one."""
    if len(dated | {s.report.document for s in statements}) < 2:
        return
    carried = {s.report.document for s in statements if s.report.when and s.report.when.how is How.CARRIED}
    carried -= {s.report.document for s in statements if s.report.when is None}
    own = _own_sentences(statements)
    for document, told in tellings_of(statements, remarks):
        if document in dated | carried or document not in documents or any(_phase(s) for s in statements):
            continue
        found: dict[Moment, tuple[Remarked, Dating]] = {}
        for r in (r for r in told if (document, r.remark.sentence.start) not in own):
            dating = day_told(r.remark, documents[document])
            if dating is not None:
                found.setdefault(dating.moment, (r, dating))
        if len(found) == 1:
            ((r, dating),) = found.values()
            if (days := _days_of(dating.moment)) is not None:
                days = _at_hours(days, r.remark.sentence.words)
                yield Said.by(r, days, told_words(dating.moment.edtf), dating.evidence)


def _around(
    statements: Sequence[Statement],
    remarks: Sequence[Remarked],
    beside: Sequence[Statement],
    *,
    dated: set[str],
    documents: Mapping[str, Document],
) -> Iterator[Said[Days]]:
    """Yield the only day that the sentences around the reports of a document name, where nothing else gives one."""
    if len(dated | {s.report.document for s in statements}) < 2 or any(_phase(s) for s in statements):
        return
    own = _own_sentences(statements)
    for document, told in around(statements, remarks, beside):
        if document in dated or document not in documents:
            continue
        if any(words().counted_on.search(r.remark.sentence.words) for r in told):
            continue  # which day it was nobody has reckoned
        left = [r for r in told if (document, r.remark.sentence.start) not in own]
        found = [(r, dating) for r in left for dating in days_told(r.remark, documents[document])]
        if len({dating.moment for _, dating in found}) == 1:
            (r, dating) = found[0]
            if (days := _days_of(dating.moment)) is not None and days.last <= _last_told(r):
                days = _at_hours(days, r.remark.sentence.words)
                yield Said.by(r, days, told_words(dating.moment.edtf), dating.evidence)


def _own_sentences(statements: Sequence[Statement]) -> set[tuple[str, int]]:
    """Return where the sentences of reports stand: a day in one that was not given to the report, which was read with
    a parse, is that of something else ("searched on Friday for the four who were taken")."""
    return {(s.report.document, s.report.sentence.start) for s in statements}


def _days_of(moment: Moment) -> Days | None:
    if moment.earliest is None or moment.latest is None:
        return None
    return Days(moment.earliest.toordinal(), moment.latest.toordinal())


def _last_told(remarked: Remarked) -> float:
    """Return the day on which a text was told, beyond which nothing in it can have happened."""
    return remarked.telling.told[1] if remarked.telling.told is not None else math.inf


def _names_one_weekday(one: Said[Days], other: Said[Days]) -> bool:
    """Tell whether both name the same weekday and were published within days: one of the dates was reckoned wrongly."""
    ours, theirs = (words().weekday.search(o.evidence.words) for o in (one, other))
    if ours is None or theirs is None or ours["weekday"].lower() != theirs["weekday"].lower():
        return False
    a, b = one.telling.told, other.telling.told
    return a is not None and b is not None and abs(a[0] - b[0]) <= _HALF


def _are_each_news(one: Said[Days], other: Said[Days]) -> bool:
    """Tell whether one was published before the other's day, and each tells of a day right before it was: news of two
    days."""
    told, again = one.telling.told, other.telling.told
    if told is None or again is None or told[1] >= other.value.first:
        return False
    return all(0 <= at - of.last <= _FRESH for at, of in ((told[0], one.value), (again[0], other.value)))


def _closest(said: Sequence[Said[Days]]) -> list[Said[Days]]:
    """Leave out what the same speaker dates more closely elsewhere in the text."""
    return [one for one in said if not any(_is_closer(other, one) for other in said)]


def _is_closer(one: Said[Days], other: Said[Days]) -> bool:
    a, b = one.value, other.value
    if one.telling.speaker != other.telling.speaker or a.weekday is not None or b.weekday is not None:
        return False
    return a.phase == b.phase and b.first <= a.first and a.last <= b.last and (a.first, a.last) != (b.first, b.last)


def _said(statement: Statement) -> Said[Days] | None:
    report = statement.report
    if report.status not in (Status.OCCURRED, Status.ONGOING):
        return None
    phase = _phase(statement)
    if report.when is None:
        weekday = _weekday(statement)
        if weekday is None:
            return None
        number, evidence = weekday
        said = f"on {words().weekdays[number].capitalize()}"
        return Said.by(statement, Days(weekday=number, phase=phase), said, evidence)
    if report.when.how is How.CARRIED or not report.sentence.span.contains(report.when.evidence.span):
        return None
    moment, evidence = report.when.moment, report.when.evidence
    if is_of_saying(report.sentence, evidence) or is_dateline(report.sentence, evidence):
        return None
    slack = _ABOUT.get(moment.precision, 0) if moment.is_approximate else 0
    first = moment.earliest.toordinal() - slack if moment.earliest else -math.inf
    last = moment.latest.toordinal() + slack if moment.latest else math.inf
    if phase and report.status is Status.ONGOING:
        return None  # "has been going on since" tells the beginning as an interval
    edtf = moment.edtf
    if phase and math.isinf(last):  # it began on a day and went on: the day is the beginning's
        last, edtf = first, edtf.partition("/")[0]
    sentence = report.sentence.words
    is_of_death = report.sense in words().of_death or words().of_wounds.search(sentence) is not None
    days = _at_hours(Days(first, last, None, phase, is_of_death=is_of_death), sentence)
    return Said.by(statement, days, told_words(edtf), evidence)


def _at_hours(days: Days, sentence: str) -> Days:
    """Add what time of the day a sentence tells."""
    named = frozenset(name for name, pattern in words().hours.items() if pattern.search(sentence))
    hours = frozenset() if words().over_midnight.search(sentence) else named
    return replace(days, is_night=bool(words().night.search(sentence)), hours=hours)


def _phase(statement: Statement) -> str | None:
    """Return which phase of a lasting thing the sentence tells: the one whose word stands nearest to the trigger."""
    report = statement.report
    sentence, at = report.sentence, report.trigger
    if not lemmas_of(sentence.words) & open_lexicon().timing["lasting"]["nouns"]:
        return None  # an attack that is launched is over the same day
    found = []
    for name, phase in words().phases.items():
        for match in phase.pattern.finditer(sentence.words):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            found.append((max(start - at.end, at.start - end, 0), name))
    near = min(found, default=None)
    return near[1] if near and near[0] <= words().phase_reach else None


def _weekday(statement: Statement) -> tuple[int, Evidence] | None:
    """Return the only weekday that a sentence without a dated time names."""
    report = statement.report
    if report.when_missing is not WhenMissing.NO_ANCHOR or statement.telling.text is None:
        return None
    found = list(words().weekday.finditer(report.sentence.words))
    if len(found) != 1:
        return None
    start = report.sentence.start + found[0].start()
    evidence = Evidence.at(statement.telling.text, start, report.sentence.start + found[0].end())
    return words().weekdays.index(found[0]["weekday"].lower()), evidence


def _apart(one: Days, other: Days) -> float | None:
    if one.weekday is not None or other.weekday is not None:
        if one.weekday is not None and other.weekday is not None:
            return None  # two weekdays of nobody knows which weeks
        weekday, dated = (one, other) if one.weekday is not None else (other, one)
        if math.isinf(dated.first) or dated.last - dated.first > 1:
            return None
        if not (one.phase and one.phase == other.phase):
            return None  # of which week nobody knows, and things of any week are told
        days = range(int(dated.first), int(dated.last) + 1)
        if any(date.fromordinal(day).weekday() == weekday.weekday for day in days):
            return 0.0
        off = min(abs(date.fromordinal(day).weekday() - (weekday.weekday or 0)) for day in days)
        return min(off, 7 - off) / (min(off, 7 - off) + _HALF)
    gap = max(one.first - other.last, other.first - one.last)
    if gap > _FAR:
        return None
    if gap <= 1 and (one.is_night or other.is_night) and not one.hours == other.hours == {_EVENING}:
        return 0.0  # "Saturday night" may be told as Sunday, but not "Saturday night" as "Sunday evening"
    return gap / (gap + _HALF) if gap > 0 else 0.0
