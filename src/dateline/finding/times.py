"""Find when: the expressions of time in a document, each with the days it gives or the reason why it gives none.

Invariant: no day comes from anywhere but the words, the date of publication, and what the text said before. The words
of a mention are those of the expression alone, without the preposition before it: "by mid-July" dates mid-July, and
what `by` means for an act is for the coder to say. Only "since" opens an end, because its words have none.

The method is that of rule-based taggers (a pattern finds, a rule resolves; Stroetgen and Gertz 2013), on rules of our
own in `data/times.toml`; `benchmarks/wikiwars.py` measures it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.errors import MomentError
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_context import Context
from dateline.finding.time_filter import expressions
from dateline.finding.time_grammar import Hit, grammar
from dateline.finding.time_reading import Reading, read
from dateline.finding.time_values import Period
from dateline.language import Sentence, Token
from dateline.model import Dating, Document, Evidence, How, TimePrecision, WhenMissing

__all__ = ["find_times"]

# How far up the tree a word may stand that puts a time after the telling: the verb, its auxiliary, the verb above.
_REACH = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression with its reading, before it becomes a mention."""

    start: int
    end: int
    reading: Reading
    reads: str


def find_times(
    document: Document, sentences: Sequence[Sentence], *, bare: bool = False
) -> tuple[tuple[TimeMention, ...], ...]:
    """Return the times of each sentence, in order.

    Weekdays and dates without a year are told from the document's publication, the comment's date, or the running
    time of the text. `bare` keeps each expression to its own words, as annotations in TIMEX2 do: "from March to May"
    stays two mentions, and "since March" gives the month of March.
    """
    context = Context.open(document, sentences)
    rows: list[tuple[TimeMention, ...]] = []
    end = 0
    for sentence in sentences:
        context.enter(sentence, new_paragraph="\n" in document.text[end : sentence.start] or end == 0)
        end = sentence.end
        found = _read_all(document, sentence, context, bare=bare)
        if not bare:
            found = _joined(document.text, found)
        rows.append(tuple(m for f in found if (m := _mention(document.text, sentence, f)) is not None))
    return tuple(rows)


def _read_all(document: Document, sentence: Sentence, context: Context, *, bare: bool) -> list[_Found]:
    text = document.text[sentence.start : sentence.end]
    hits = expressions(text, sentence)
    years = _shared_years(text, hits)
    found = []
    for i, hit in enumerate(hits):
        start, end = sentence.start + hit.start, sentence.start + hit.end
        context.future, context.unsure = _outlook(sentence, start, end)
        reading = read(hit, context, year=years[i] or context.sentence_year)
        if reading.period is not None:
            if reading.kind is TimeKind.DATE and not _is_open(reading.period):
                context.remember(reading.period, stated_year=reading.stated_year)
            if (
                not bare
                and _before(document.text, start) in grammar().cues["open_ended"]
                and reading.period.first is not None
            ):
                reading = replace(reading, period=Period(reading.period.first, None))
        found.append(_Found(start, end, reading, hit.reads))
    return found


def _is_open(period: Period) -> bool:
    return period.first is None or period.last is None


def _before(text: str, start: int) -> str:
    words = text[max(0, start - 20) : start].split()
    return words[-1].lower() if words else ""


def _shared_years(text: str, hits: Sequence[Hit]) -> list[int | None]:
    """Give a date without a year the year of the one it is joined to ("in March and May 2011"), from right to left."""
    joiners = grammar().cues["range_joiners"] | {",", ", and", "and", "or"}
    years: list[int | None] = [None] * len(hits)
    following: int | None = None
    for i in range(len(hits) - 1, -1, -1):
        hit = hits[i]
        own = hit.groups.get("year")
        gap = text[hit.end : hits[i + 1].start].strip().lower() if i + 1 < len(hits) else None
        if own is None and hit.reads in ("calendar", "day_range") and gap in joiners:
            years[i] = following
        following = int(own) if own is not None and "month" in hit.groups else years[i]
    return years


def _outlook(sentence: Sentence, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether the words around a time put it after the telling, and whether they leave that unsure."""
    inside = sentence.between(start, end)
    if not inside:
        return False, False
    indices = {t.i for t in inside}
    head = next((t for t in inside if t.head not in indices or t.head == t.i), inside[0])
    around: list[Token] = []
    for above in list(sentence.ancestors(head))[:_REACH]:
        around.append(above)
        around.extend(sentence.kids(above, "aux", "auxpass"))
        if above.pos in ("VERB", "AUX") and above.dep not in ("xcomp", "ccomp", "auxpass", "aux"):
            break
    words = {w for t in around for w in (t.lower, t.lemma)}
    return bool(words & grammar().cues["future"]), bool(words & grammar().cues["unsure"])


def _joined(text: str, found: Sequence[_Found]) -> list[_Found]:
    """Make one of two dates that a range joins: "from 14 May to 2 June"; a dash or "through" needs no opener."""
    cues, joined = grammar().cues, list(found[:1])
    for right in found[1:]:
        left = joined[-1]
        gap = " ".join(text[left.end : right.start].lower().split())
        opened = _before(text, left.start) in cues["range_openers"] and gap in cues["range_joiners"]
        run = None
        if (opened or gap in cues["bare_joiners"]) and left.reading.period and right.reading.period:
            run = _run(left.reading, right.reading)
        if run is None:
            joined.append(right)
        else:
            joined[-1] = _Found(left.start, right.end, run, "range")
    return joined


def _run(left: Reading, right: Reading) -> Reading | None:
    if left.kind is not TimeKind.DATE or right.kind is not TimeKind.DATE or not left.period or not right.period:
        return None
    run = left.period.until(right.period)
    if run is None:
        return None
    how = left.how if left.how is right.how else next(h for h in (left.how, right.how) if h is not How.EXPLICIT)
    return Reading(period=replace(run, precision=TimePrecision.INTERVAL), how=how, stated_year=right.stated_year)


def _mention(text: str, sentence: Sentence, found: _Found) -> TimeMention | None:
    inside = sentence.between(found.start, found.end)
    if not inside:
        return None
    evidence = Evidence.at(text, found.start, found.end)
    reading = found.reading
    first, last = inside[0].i, inside[-1].i + 1
    if reading.kind is not TimeKind.DATE:
        return TimeMention(first, last, evidence, reading.kind)
    if reading.period is None:
        return TimeMention(first, last, evidence, reading.kind, missing=reading.missing)
    try:
        dating = Dating(reading.period.moment(), evidence, reading.how)
    except MomentError:  # a range that runs backwards is no time
        return TimeMention(first, last, evidence, reading.kind, missing=WhenMissing.VAGUE)
    return TimeMention(first, last, evidence, reading.kind, dating)
