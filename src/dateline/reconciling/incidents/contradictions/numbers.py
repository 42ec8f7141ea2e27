"""How many: two figures for the same people, given at the same time, that no one number fits.

Invariant: only what documents give for a whole is compared, of one event and between two who tell it; a text that gives
both figures knows of both. A toll that is higher in a later report has risen: that is an update, and no contradiction,
unless both were given when it had long been settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from dateline.model import (
    COUNTS,
    Contradiction,
    Count,
    Disputed,
    Report,
    Status,
    ZoneKind,
)
from dateline.reconciling.incidents.contradictions.counting import (
    Figure,
    bounds,
    counted_by,
    figures_apart,
    in_words,
    kind_read,
)
from dateline.reconciling.incidents.contradictions.figures import figures_in
from dateline.reconciling.incidents.contradictions.sameness import sameness_of
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import Remarked, Said, Statement
from dateline.reconciling.incidents.contradictions.tellings import tellings_of
from dateline.reconciling.incidents.contradictions.wording import has_words
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["numbers"]

# The bounds of the figures that a document gives.
_Given: TypeAlias = defaultdict[str, set[tuple[float, float]]]
# A sentence with the figures that it gives, by field.
_Read: TypeAlias = tuple[Remarked, Sequence[tuple[str, Count]]]
# A toll is settled a week after the day: what is said later than that has not risen since.
_SETTLED = 7
# Days after the day itself in which a toll rises by the hour, whoever tells it.
_EARLY = 0
# Days within which no toll rises many times over.
_SOON = 5
_TOLD = (Status.OCCURRED, Status.ONGOING)
# Letters between a report and a sentence that gives a figure for it.
_NEAR = 500
# So far apart are two figures at least of which one is read without a parse.
_PLAIN = 0.3
# A toll that is told so many times as high by somebody else has not risen, unless the words say so.
_RISES = 1.75
# Letters around a figure in which it is said to have risen.
_BESIDE = 60


def numbers(
    statements: Sequence[Statement],
    remarks: Sequence[Remarked] = (),
    beside: Sequence[Statement] = (),
    *,
    incident: str | None = None,
) -> Iterator[Contradiction]:
    """Yield a contradiction for each field of COUNTS for which two speakers give figures that exclude each other.

    Where no report of a document gives the figure, that of a remark near one of its reports is taken, unless it is the
    figure of something else: of a report in `beside`.
    """
    same = sameness_of(statements)
    days = [s.report.when.moment.latest for s in statements if s.report.when]
    happened = max((day.toordinal() for day in days if day is not None), default=None)

    by_id = {s.report.id: s.report for s in statements}

    def is_other_hour(one: Said[Figure], other: Said[Figure]) -> bool:
        """Tell whether the figures are of different times of a day, or one of them of a further such event."""
        reports = by_id.get(one.report or ""), by_id.get(other.report or "")
        if any(r is not None and has_words(r.sentence.words, "repeated") for r in reports):
            days = [r.when.moment for r in reports if r is not None and r.when is not None]
            if len(days) == len(reports) and not days[0].overlaps(days[1]):
                return True
        hours = [_hours(r.sentence.words) for r in reports if r is not None]
        return len(hours) == len(reports) and bool(all(hours) and not hours[0] & hours[1])

    def apart(one: Said[Figure], other: Said[Figure]) -> float | None:
        if not same.may_hold(one, other) or not _are_both_told(one, other):
            return None
        gap = figures_apart(one.value, other.value)
        if gap and (is_other_hour(one, other)):
            return None
        if gap and gap < _PLAIN and not (one.report and other.report):
            return 0.0
        if gap and (_is_update(one, other, happened) or _has_risen(max(one, other, key=lambda s: s.value.least))):
            return 0.0
        return gap

    told_of = list(tellings_of(statements, remarks))
    read = [(r, figures) for r in remarks if (figures := _read(r))]
    sentences = {(s.report.document, s.report.sentence.start) for s in statements}
    given_at_all = {field for s in statements for field, _ in s.report.counts()}
    given_at_all |= {field for _, figures in read for field, _ in figures}
    for name in (name for name in COUNTS if name in given_at_all):
        told = [s for s in statements if not _is_superseded(s.report)]
        said = [
            counted_by(s, name, count)
            for s in told
            for field, count in s.report.counts()
            if field == name and (s.report.status in _TOLD or _is_none(s.report, count))
        ]
        others = {
            (s.report.document, at)
            for s in beside
            for field, count in s.report.counts()
            for at in (count.evidence.start, count.evidence.end)
            if field == name and (s.report.document, s.report.sentence.start) not in sentences
        }
        said += [
            one
            for one in _beside(name, statements, read, told_of)
            if not others & {(one.telling.document, at) for at in (one.evidence.start, one.evidence.end)}
        ]
        given = _given(name, (*statements, *beside), read)

        def apart_from(one: Said[Figure], other: Said[Figure], given: _Given = given) -> float | None:
            if one.telling.document != other.telling.document and (
                _is_given(one, given[other.telling.document]) or _is_given(other, given[one.telling.document])
            ):
                return None  # a text that gives both figures knows of both
            return apart(one, other)

        sides, gap = sides_of(_wholes(said), apart_from)
        if sides:
            yield contradiction(
                Disputed.NUMBER, name, sides, gap, incident=incident, tell=partial(_tell, name, _of_one(sides))
            )  # fmt: skip


def _read(remarked: Remarked) -> tuple[tuple[str, Count], ...]:
    """Return the figures of any field that a sentence gives; most give none."""
    text = remarked.telling.text
    return () if text is None else tuple(figures_in(remarked.remark, text=text))


def _given(name: str, statements: Iterable[Statement], read: Iterable[_Read]) -> _Given:
    """Return what every document gives as figures of a field, of whatever it tells."""
    given: _Given = defaultdict(set)
    for s in statements:
        given[s.report.document] |= {bounds(count.range) for field, count in s.report.counts() if field == name}
    for r, found in read:
        given[r.remark.document] |= {bounds(count.range) for field, count in found if field == name}
    return given


def _is_given(said: Said[Figure], given: Iterable[tuple[float, float]]) -> bool:
    return (said.value.least, said.value.most) in given


def _are_both_told(one: Said[Figure], other: Said[Figure]) -> bool:
    """Tell whether two figures of one document are both told of the incident itself: it may quote two who differ."""
    return one.telling.document != other.telling.document or bool(one.report and other.report)


def _wholes(said: Sequence[Said[Figure]]) -> list[Said[Figure]]:
    """Leave out what a voice says of a part: less than it gives of the same people elsewhere in the document."""
    return [one for one in said if not any(_is_whole_of(other, one) for other in said)]


def _is_whole_of(whole: Said[Figure], part: Said[Figure]) -> bool:
    a, b = whole.value, part.value
    if whole.telling.document != part.telling.document or a.least <= b.most or a.kind not in (None, b.kind):
        return False
    return whole.telling.speaker == part.telling.speaker or not (whole.report and part.report)


@lru_cache(maxsize=1 << 14)
def _hours(sentence: str) -> frozenset[str]:
    return frozenset(name for name, pattern in words().hours.items() if pattern.search(sentence))


def _of_one(sides: Iterable[Iterable[Said[Figure]]]) -> frozenset[str]:
    """Return the words of the figures that are one: of them a verb is told in the singular ("a colleague was")."""
    return frozenset(one.words for side in sides for one in side if one.value.least == one.value.most == 1)


def _tell(name: str, of_one: Collection[str], value: str, is_one: bool) -> str:
    verb = (words().counted_one if value in of_one or value.lower() in words().single else words().counted)[name]
    return f"{'says' if is_one else 'say'} {value} {verb}"


def _beside(
    name: str,
    statements: Sequence[Statement],
    read: Sequence[_Read],
    told_of: Sequence[tuple[str, list[Remarked]]],
) -> Iterator[Said[Figure]]:
    """Yield the figures of a field in the sentences around the reports of documents whose reports do not give it."""
    counted = {s.report.document for s in statements if any(field == name for field, _ in s.report.counts())}
    told: defaultdict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        if s.report.zone is not ZoneKind.HEADLINE and s.report.status in _TOLD:
            told[s.report.document].append(s)
    companions = {
        (document, r.remark.sentence.start) for document, tellings in told_of if document not in told for r in tellings
    }
    for r, figures in read:
        document, sentence = r.remark.document, r.remark.sentence
        counts = [count for field, count in figures if field == name]
        if not counts or words().superseded.search(sentence.words):
            continue
        if (document, sentence.start) in companions:
            for count in counts:
                kind = kind_read(name, count, sentence)
                yield Said.by(r, Figure(*bounds(count.range), kind), in_words(count.evidence.words), count.evidence)
        near = [s for s in told[document] if abs(s.report.sentence.start - sentence.start) <= _NEAR]
        if document in counted or not near or r.remark.zone is ZoneKind.HEADLINE:
            continue
        for count in counts:
            kind = kind_read(name, count, sentence)
            when = near[0].report.when
            figure = Figure(*bounds(count.range), kind, None, when.moment.days if when else None)
            yield Said.by(r, figure, in_words(count.evidence.words), count.evidence)


def _is_update(one: Said[Figure], other: Said[Figure], happened: int | None) -> bool:
    """Tell whether the higher figure is the later one, of a toll that may still have been rising.

    A figure that another named voice gives so much higher was not reached by rising: who gives it differs."""
    if one.value.least > other.value.least:
        one, other = other, one
    earlier, later = one.telling, other.telling
    is_early = _is_early(one, happened) and _is_early(other, happened)
    if is_early and (one.value.least <= 0 or other.value.least < _RISES * one.value.most):
        return True  # "up to three", on the first day
    if earlier.publisher is not None and earlier.publisher == later.publisher:
        return earlier.document != later.document  # an outlet's later text replaces its earlier one
    if earlier.told is None or later.told is None or later.told[0] <= earlier.told[1]:
        return False
    if happened is not None and earlier.told[0] > happened + _SETTLED:
        return False
    by_others = earlier.speaker[1] != later.speaker[1] and later.told[0] - earlier.told[1] < _SOON
    return not (by_others and other.value.least >= _RISES * one.value.most)


def _is_early(said: Said[Figure], happened: int | None) -> bool:
    """Tell whether a figure was told on the day itself, when hours count."""
    told = said.telling.told
    return happened is not None and told is not None and told[0] <= told[1] <= happened + _EARLY


def _has_risen(said: Said[Figure]) -> bool:
    """Tell whether the sentence itself says that the figure has risen: the other may be the earlier one."""
    text = said.telling.text
    if text is None:
        return False
    start, end = said.evidence.start, said.evidence.end
    return bool(words().rising.search(text[max(0, start - _BESIDE) : end + _BESIDE]))


def _is_none(report: Report, count: Count) -> bool:
    """Tell whether a report says that there were none: "nobody was killed" counts the killed."""
    return report.status is Status.NEGATED and bounds(count.range) == (0, 0)


def _is_superseded(report: Report) -> bool:
    """Tell whether the sentence itself says that the figure is an earlier one."""
    return bool(words().superseded.search(report.sentence.words))
