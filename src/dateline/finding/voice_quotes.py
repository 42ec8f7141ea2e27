"""What stands in quotation marks, and which attribution it belongs to.

Invariant: a quotation has one speaker: it belongs whole, with its marks, to the attribution whose content touches it,
or to the cue beside it, or to the speaker of the quotation before it in the same paragraph; one that no cue reaches
belongs to nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.finding.voice_phrases import Attribution
from dateline.language import Sentence
from dateline.model import Span

__all__ = ["marked", "quotations", "with_quotations"]

# Opening and closing marks; a quotation does not run over a paragraph's end, and may lack its closing mark there.
_MARKED = re.compile(
    r"“[^”“\n]+(?:”|\"(?!\w)|(?=\n|\Z))"
    r"|(?<!\w)‘[^‘’\n]+(?:’\w[^‘’\n]*)*’(?!\w)"
    r"|«[^»\n]+»|„[^“”\n]+[“”]"
    r"|(?<!\w)\"[^\"”\n]+(?:\"(?!\w)|”|(?=\n|\Z))"
    r"|(?<![\w'])''[^\n]+?''(?!\w)"
)
_MARKS = "“”‘’«»„\"'"
# Fewer words than this are a term in quotation marks rather than what somebody said.
SHORTEST_QUOTATION = 4
# Fewer characters than this in quotation marks bound nothing.
SHORTEST_SPEECH = 20
# A cue takes up the quotation before its sentence where it opens that sentence, within so many characters.
NEAR_START = 12
# A second quotation further behind the first is no longer its continuation.
FURTHEST = 200


def marked(text: str) -> list[Span]:
    """Return the spans of all that stands in quotation marks, with the marks, in order.

    >>> [s.start for s in marked('The "army" left "at dawn".')]
    [4, 16]
    """
    return [Span(*m.span()) for m in _MARKED.finditer(text)]


def quotations(text: str) -> list[Span]:
    """Return the spans inside quotation marks that are long enough to be speech, in order.

    >>> [len(s) for s in quotations('He said: "We will not leave this town." The "army" left.')]
    [28]
    """
    found = []
    for span in marked(text):
        words = text[span.slice]
        start = span.start + len(words) - len(words.lstrip(_MARKS))
        end = span.end - (len(words) - len(words.rstrip(_MARKS)))
        if len(words.split()) >= SHORTEST_QUOTATION:
            found.append(Span(start, end))
    return found


def with_quotations(
    text: str, sentences: Sequence[Sentence], found: Sequence[Sequence[Attribution]]
) -> list[list[Attribution]]:
    """Return the attributions of every sentence with their quotations whole; those that still lack a content go."""
    quotes = marked(text)
    opened = [q.start for q in quotes]
    result = [[_completed(a, quotes, opened) for a in here] for here in found]
    _announced(text, result)
    starts = [s.start for s in sentences]
    last: tuple[Span, int, int] | None = None  # the quotation before, and whose it is
    for quote in quotes:
        if not _is_speech(text[quote.slice]):
            continue
        first = max(0, bisect_right(starts, quote.start) - 1)
        final = max(0, bisect_right(starts, quote.end - 1) - 1)
        whose = _whose(text, sentences, result, quote, first, final)
        if whose is None and last is not None:
            between = text[last[0].end : quote.start]
            whose = (last[1], last[2]) if len(between) < FURTHEST and "\n" not in between else None
        if whose is None:
            last = None
            continue
        n, k = whose
        mention = result[n][k]
        if not any(part.overlaps(quote) for part in mention.content):
            result[n][k] = replace(mention, content=tuple(sorted((*mention.content, quote))))
        last = quote, n, k
    return [[a for a in here if a.content] for here in result]


def _is_speech(words: str) -> bool:
    """Tell whether what stands in quotation marks is a saying: a few words at least, or closed as a sentence is."""
    if len(words.split()) >= SHORTEST_QUOTATION:
        return True
    inside = words.strip(_MARKS)
    return inside[:1].isupper() and inside[-1:] in set(".,!?")


def _announced(text: str, found: list[list[Attribution]]) -> None:
    """Give a cue with a colon at the end of its paragraph the next one, where that has no quotation marks."""
    for here in found:
        for k, a in enumerate(here):
            if a.content or not a.speaks or text[a.cue.end - 1] != ":" or text[a.cue.end : a.cue.end + 1] != "\n":
                continue
            words = text[a.cue.end :].lstrip("\n")
            start = len(text) - len(words)
            end = text.find("\n", start)
            end = end if end >= 0 else len(text)
            if start < end and text[start] not in _MARKS:
                here[k] = replace(a, content=(Span(start, len(text[:end].rstrip())),))


def _completed(mention: Attribution, quotes: Sequence[Span], opened: Sequence[int]) -> Attribution:
    """Return an attribution whose content holds every quotation whole that it holds in part."""
    if not mention.content:
        return mention
    parts = list(mention.content)
    low, high = min(p.start for p in parts), max(p.end for p in parts)
    low, high = min(low, mention.cue.start), max(high, mention.cue.start)
    for quote in quotes[max(0, bisect_right(opened, low) - 1) : bisect_right(opened, high)]:
        if quote.contains(mention.cue):
            if quote.end - quote.start > SHORTEST_SPEECH and not mention.label:
                parts = [part for p in parts if (part := _within(p, quote)) is not None]
            continue
        for i, part in enumerate(parts):
            if part.overlaps(quote):
                parts[i] = Span(min(part.start, quote.start), max(part.end, quote.end))
    return replace(mention, content=_merged(parts))


def _within(part: Span, quote: Span) -> Span | None:
    """Return what of a content lies in the quotation that its cue stands in, without the closing mark."""
    if quote.contains(part):
        return part
    start, end = max(part.start, quote.start + 1), min(part.end, quote.end - 1)
    return Span(start, end) if start < end else None


def _merged(parts: Sequence[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for part in sorted(parts):
        if result and part.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(part.end, result[-1].end))
        else:
            result.append(part)
    return tuple(result)


def _whose(
    text: str,
    sentences: Sequence[Sentence],
    found: Sequence[Sequence[Attribution]],
    quote: Span,
    first: int,
    final: int,
) -> tuple[int, int] | None:
    """Return the attribution (sentence and place) whose content touches a quotation, or that waits beside it."""
    around = range(first, final + 1)
    for n in around:
        for k, a in enumerate(found[n]):
            if not quote.contains(a.cue) and any(p.overlaps(quote) for p in a.content):
                return n, k
    waiting = [
        (_distance(a.cue, quote), n, k)
        for n in sorted({final, first})
        for k, a in enumerate(found[n])
        if not a.content and a.speaks and not quote.overlaps(a.cue)
    ]
    if waiting:
        return min(waiting)[1:]
    if final + 1 < len(sentences) and not text[quote.end : sentences[final + 1].start].strip(" "):
        for k, a in enumerate(found[final + 1]):
            opening = min(a.cue.start, a.source.start if a.source else a.cue.start)
            if a.speaks and not a.content and opening - sentences[final + 1].start < NEAR_START:
                return final + 1, k
    if first and found[first - 1] and text[sentences[first - 1].end - 1 : quote.start].strip().endswith(":"):
        for k, a in enumerate(found[first - 1]):
            if a.speaks and not a.content:
                return first - 1, k
    return None


def _distance(cue: Span, quote: Span) -> int:
    return quote.start - cue.end if quote.start >= cue.end else cue.start - quote.end
