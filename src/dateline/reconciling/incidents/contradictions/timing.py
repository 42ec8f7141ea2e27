"""When the sentences of a document put what they tell, where no report was dated by them.

Invariant: the times are those of the words, reckoned from the day of publication as every time is; a sentence that
names several days, or only the day on which something was said, gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dateline.finding.times import find_times
from dateline.language import Sentence, Token
from dateline.model import Dating, Document, Evidence, Moment
from dateline.reconciling.incidents.contradictions.remarks import Remark
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["day_told", "days_told", "is_dateline", "is_of_saying", "unparsed"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
# "GOMA, Oct 21 - ": the day of telling.
_DATELINE = re.compile(r"\s*(?:\([^)]{1,30}\)\s*)?(?:[-–—]|--)\s*(?=\S)")
# Before a day that opens a sentence.
_OPENS = re.compile(r"\W*(?:(?:earlier|later|early|late|also)\s+)?(?:on\s+)?", re.IGNORECASE)
# A time over more days than these tells no day.
_DAYS = 3


def day_told(remark: Remark, document: Document) -> Dating | None:
    """Return the only day that a sentence names for what it tells, None where there is none or several."""
    told = days_told(remark, document)
    return told[0] if len({dating.moment for dating in told}) == 1 else None


def days_told(remark: Remark, document: Document) -> list[Dating]:
    """Return the days that a sentence names for what it tells, but not for what is to come."""
    if words().will.search(remark.sentence.words):
        return []
    times = _times(document.id, document.text, document.published, remark.sentence.start, remark.sentence.end)
    return [
        dating
        for dating in times
        if not is_of_saying(remark.sentence, dating.evidence)
        and not is_dateline(remark.sentence, dating.evidence)
        and not words().up_to.search(remark.sentence.words[: dating.evidence.start - remark.sentence.start])
    ]


def is_dateline(sentence: Evidence, evidence: Evidence) -> bool:
    """Tell whether a day stands before the dash that opens a text: it is the day on which that was written."""
    return _DATELINE.match(sentence.words, evidence.end - sentence.start) is not None


def is_of_saying(sentence: Evidence, evidence: Evidence) -> bool:
    """Tell whether a day stands right behind a word for saying, or opens a sentence of which the first clause says
    that somebody said so: it is the day on which it was said."""
    at, end = evidence.start - sentence.start, evidence.end - sentence.start
    if _OPENS.fullmatch(sentence.words[:at]) and _saying_first().match(sentence.words, end):
        return True
    before = words().on_day.sub("", sentence.words[: evidence.start - sentence.start])
    matches: Sequence[re.Match[str]] = list(words().saying_on.finditer(before))
    return bool(matches) and not before[matches[-1].end() :].strip()


@lru_cache(maxsize=1)
def _saying_first() -> re.Pattern[str]:
    return re.compile(r",?\s+[A-Z\w][^,;:.]{1,70}?" + words().saying_on.pattern + r"(?!\s+by\b)", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def _times(id_: str, text: str, published: Moment | None, start: int, end: int) -> tuple[Dating, ...]:
    sentence = unparsed(text, start, end)
    if not sentence.tokens:
        return ()
    (found,) = find_times(Document(id_, "", text, published=published), [sentence])
    datings = [mention.dating for mention in found if mention.dating is not None]
    return tuple(d for d in datings if d.moment.days is not None and d.moment.days <= _DAYS)


def unparsed(text: str, start: int, end: int) -> Sentence:
    """Return a sentence of words of which nothing is known but where they stand: all hang on the first."""
    tokens = tuple(
        Token(i, start + match.start(), start + match.end(), match[0], match[0].lower(), "X", "", "dep", 0)
        for i, match in enumerate(_WORD.finditer(text[start:end]))
    )
    children = (tuple(range(1, len(tokens))), *(() for _ in tokens[1:])) if tokens else ()
    return Sentence(start, end, text[start:end], tokens, children)
