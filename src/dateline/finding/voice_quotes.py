"""Who speaks in quotation marks, where the quotation is longer than the sentence that names the speaker.

Invariant: a quotation has one speaker; all its sentences get that speaker's chain, and one that no cue reaches gets
none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.finding.mentions import VoiceMention
from dateline.language import Sentence
from dateline.model import Document, Span

__all__ = ["attribute_quotations", "quotations"]

# Opening and closing marks; a quotation does not run over a paragraph's end.
_QUOTED = re.compile(r"“([^”“\n]+)”|«([^»\n]+)»|(?<!\w)\"([^\"\n]+)\"(?!\w)|(?<!\w)''([^'\n]+)''")
# Fewer words than this are a term in quotation marks rather than what somebody said.
SHORTEST_QUOTATION = 4


def quotations(text: str) -> list[Span]:
    """Return the spans inside quotation marks that are long enough to be speech, in order.

    >>> [len(s) for s in quotations('He said: "We will not leave this town." The "army" left.')]
    [28]
    """
    spans = [Span(*m.span(m.lastindex or 0)) for m in _QUOTED.finditer(text)]
    return [s for s in spans if len(text[s.slice].split()) >= SHORTEST_QUOTATION]


def attribute_quotations(
    document: Document,
    sentences: Sequence[Sentence],
    found: Sequence[list[VoiceMention]],
    waiting: Sequence[Sequence[VoiceMention]],
) -> None:
    """Add to `found`, sentence by sentence, who speaks in each quotation; `waiting` are cues without a content."""
    last: tuple[Span, VoiceMention] | None = None
    for quote in quotations(document.text):
        inside = [n for n, s in enumerate(sentences) if s.span.overlaps(quote)]
        if not inside:
            continue
        mention = _speaking(document.text, sentences, found, waiting, quote, inside, last)
        if mention is None:
            continue
        last = quote, mention
        for n in inside:
            part = Span(max(quote.start, sentences[n].start), min(quote.end, sentences[n].end))
            if part.start < part.end and not any(m.cue == mention.cue and m.content.overlaps(part) for m in found[n]):
                found[n].append(VoiceMention(mention.chain, mention.cue, part, mention.denies))


def _speaking(
    text: str,
    sentences: Sequence[Sentence],
    found: Sequence[list[VoiceMention]],
    waiting: Sequence[Sequence[VoiceMention]],
    quote: Span,
    inside: Sequence[int],
    last: tuple[Span, VoiceMention] | None,
) -> VoiceMention | None:
    """Return the attribution that a quotation belongs to: in its own sentences, beside it, or of the one before it."""
    for n in (inside[-1], inside[0]):
        for mention in [*waiting[n], *found[n]]:
            outside = not quote.contains(mention.cue.span)
            if outside and (mention in waiting[n] or mention.content.overlaps(quote)):
                return mention
    for n in (inside[-1] + 1, inside[0] - 1):
        if 0 <= n < len(sentences) and "\n" not in _between(text, sentences[n].span, quote) and waiting[n]:
            return waiting[n][0]
    if last is not None and "\n" not in _between(text, last[0], quote) and quote.start - last[1].cue.end < 200:
        return last[1]
    return None


def _between(text: str, one: Span, other: Span) -> str:
    first, second = sorted((one, other))
    return text[first.end : second.start]
