"""Find when: the expressions of time in a document, each with the days it gives or the reason why it gives none.

Invariant: no day comes from anywhere but the words, the date of publication, and what the text said before. The words
of a mention are those of the expression alone, without the preposition before it: "by mid-July" dates mid-July, and
what `by` means for an act is for the coder to say. "Since", "until", "before" and "after" open an end of the days.

The method is that of rule-based taggers (a pattern finds, a rule resolves; Stroetgen and Gertz 2013), on rules of our
own in `data/times.toml`; `benchmarks/wikiwars.py` measures it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.errors import MomentError
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_context import Context
from dateline.finding.time_filter import expressions
from dateline.finding.time_grammar import Hit, grammar
from dateline.finding.time_joins import Found, clocked, ends_with, joined, opened, stepped
from dateline.finding.time_reading import Reading, read
from dateline.finding.time_values import Period
from dateline.finding.time_words import VAGUE, Words
from dateline.language import Sentence, Token
from dateline.model import Dating, Document, Evidence, How, TimePrecision, WhenMissing

__all__ = ["find_times"]

# Readings that go a number of units on or back from the time last spoken of.
_STEPS = frozenset({"shifted", "shifted_month", "month_of_shift", "offset", "season"})
# How far up the tree a word may stand that puts a time after the telling: the verb, its auxiliary, the verb above.
_REACH = 3


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
        found = _read_all(document, sentence, context)
        try:
            found = _composed(document.text, sentence, found, bare=bare)
        except (
            OverflowError
        ):  # a day beside the first or the last that can be reckoned with: "the eve of 1 January AD 1"
            found = [replace(f, reading=VAGUE) if f.reading.period is not None else f for f in found]
        rows.append(tuple(m for f in found if (m := _mention(document.text, sentence, f)) is not None))
    return tuple(rows)


def _composed(text: str, sentence: Sentence, found: list[Found], *, bare: bool) -> list[Found]:
    found = clocked(text, found, bare=bare)
    if bare:
        return found
    return [opened(text, sentence, f) for f in joined(text, stepped(text, found))]


def _read_all(document: Document, sentence: Sentence, context: Context) -> list[Found]:
    text = document.text[sentence.start : sentence.end]
    hits = expressions(text, sentence)
    years = _shared_years(text, hits)
    if context.now is None and context.year is None:
        years = [year or _year_ahead(hits, i) for i, year in enumerate(years)]
    found = []
    for i, hit in enumerate(hits):
        start, end = sentence.start + hit.start, sentence.start + hit.end
        context.future, context.unsure = _outlook(sentence, start, end)
        reading = read(hit, context, year=years[i] or context.sentence_year)
        told = reading.period if reading.kind is TimeKind.DATE else None
        if told is not None and not _is_open(told) and not _looks_back(hit, reading, context):
            context.remember(told, stated_year=reading.stated_year)
        found.append(Found(start, end, reading, hit, context.now if context.future else None))
    return found


def _year_ahead(hits: Sequence[Hit], i: int) -> int | None:
    """Return the year that a later date of the sentence gives, for a month that lies no later in it.

    "Those who shelled it in *June* were tried in August 2012": where nothing else is known, June of that year.
    """
    words = Words(hits[i], grammar())
    month = words.value("month")
    if month is None or words.number("year") is not None:
        return None
    for later in (Words(hit, grammar()) for hit in hits[i + 1 :]):
        year, other = later.number("year"), later.value("month")
        if year is not None and other is not None:
            return year if month <= other else None
    return None


def _looks_back(hit: Hit, reading: Reading, context: Context) -> bool:
    """Tell an aside: "the previous year" or "two months earlier" leaves the text at the time it stood at."""
    period, then = reading.period, context.then
    if hit.reads not in _STEPS or period is None or period.last is None or then is None or then.first is None:
        return False
    return reading.how is How.RELATIVE_TO_TEXT and period.last < then.first and not _is_of_days(period)


def _is_of_days(period: Period) -> bool:
    return period.precision in (TimePrecision.DAY, TimePrecision.MINUTE, TimePrecision.WEEK)


def _is_open(period: Period) -> bool:
    return period.first is None or period.last is None


def _shared_years(text: str, hits: Sequence[Hit]) -> list[int | None]:
    """Give a date without a year the year of the one it is joined to ("in March and May 2011"), from right to left.

    A range that would run backwards began the year before: "from November to February 2012".
    """
    joiners = grammar().cues["range_joiners"] | {",", ", and", "and", "or"}
    years: list[int | None] = [None] * len(hits)
    following: int | None = None
    for i in range(len(hits) - 1, -1, -1):
        hit = hits[i]
        own = hit.groups.get("year")
        gap = text[hit.end : hits[i + 1].start].strip().lower() if i + 1 < len(hits) else None
        if own is None and hit.reads in ("calendar", "day_range") and gap in joiners:
            years[i] = following - _turns_the_year(text, hit, hits[i + 1]) if following is not None else None
        following = int(own) if own is not None and "month" in hit.groups else years[i]
    return years


def _turns_the_year(text: str, left: Hit, right: Hit) -> bool:
    cues, gap = grammar().cues, text[left.end : right.start].strip().lower()
    opened_by = gap in cues["range_joiners"] and ends_with(text, left.start, "range_openers") is not None
    first, last = (Words(hit, grammar()).value("month") for hit in (left, right))
    return (opened_by or gap in cues["bare_joiners"]) and first is not None and last is not None and first > last


def _outlook(sentence: Sentence, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether the words around a time put it after the telling, and whether they leave that unsure."""
    inside = sentence.between(start, end)
    if not inside:
        return False, False
    head = sentence.head_within(inside[0].i, inside[-1].i + 1)
    around: list[Token] = []
    for above in list(sentence.ancestors(head))[:_REACH]:
        around.append(above)
        around.extend(sentence.kids(above, "aux", "auxpass"))
        if above.pos in ("VERB", "AUX") and above.dep not in ("xcomp", "ccomp", "auxpass", "aux"):
            break
    words = {w for t in around for w in (t.lower, t.lemma)}
    cues = grammar().cues
    due = any(t.lemma in cues["future_with"] and _leads_on(sentence, t) for t in around)
    return due or bool(words & cues["future"]), bool(words & cues["unsure"])


def _leads_on(sentence: Sentence, token: Token) -> bool:
    """Tell whether a word is followed by what it is for: "set *for* Friday", but "set *on* fire"."""
    after = sentence.tokens[token.i + 1 : token.i + 2]
    return any(t.lower in grammar().cues["leads_on"] for t in after)


def _mention(text: str, sentence: Sentence, found: Found) -> TimeMention | None:
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
