"""Which words a writer holds at a distance: a few words in quotation marks that nobody is quoted for.

Invariant: a passage counts only where no attribution holds it, and where it is no name or title; the writer doubts its
words or leaves them to others, without saying to whom.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dateline.finding.mentions import VoiceMention
from dateline.finding.voice_quotes import marked
from dateline.finding.voice_rules import voice_rules
from dateline.language import Sentence
from dateline.model import Document, Span

__all__ = ["LONGEST_DISTANCED", "scare_quotes"]

# More words than this are a quotation whose speaker was not found.
LONGEST_DISTANCED = 6
_MARKS = "“”‘’«»„\"'"
_TITLES = frozenset({"WORK_OF_ART", "PERSON", "EVENT", "LAW", "PRODUCT"})


def scare_quotes(
    document: Document, sentences: Sequence[Sentence], voices: Sequence[Sequence[VoiceMention]]
) -> tuple[tuple[Span, ...], ...]:
    """Return, sentence by sentence, the spans inside quotation marks that distance the writer; `voices` as found.

    What is quoted from somebody (a content with a source), a name or a title in capitals, and a term that the text
    introduces ("known as ...") are left out.
    """
    text = document.text
    result: list[list[Span]] = [[] for _ in sentences]
    starts = [s.start for s in sentences]
    for outer in marked(text):
        words = text[outer.slice]
        left, right = len(words) - len(words.lstrip(_MARKS)), len(words) - len(words.rstrip(_MARKS))
        inner = Span(outer.start + left, max(outer.start + left, outer.end - right))
        said = text[inner.slice].split()
        n = bisect_right(starts, inner.start) - 1
        if not said or len(said) > LONGEST_DISTANCED or n < 0 or inner.end > sentences[n].end:
            continue
        quoted = any(m.source is not None and m.content.overlaps(inner) for m in voices[n])
        if not quoted and not _is_name(sentences[n], inner, said) and not _is_introduced(sentences[n], outer):
            result[n].append(inner)
    return tuple(map(tuple, result))


def _is_name(sentence: Sentence, inner: Span, said: Sequence[str]) -> bool:
    """Tell whether the words are a name: all in capitals, or what the model takes for a name or a title."""
    long_words = [w for w in said if len(w) > 3 or len(said) == 1]
    if long_words and all(w[0].isupper() for w in long_words):
        return True
    tokens = sentence.tokens
    return any(
        n.label in _TITLES and tokens[n.first].start <= inner.start and inner.end <= tokens[n.last - 1].end
        for n in sentence.names
    )


def _is_introduced(sentence: Sentence, outer: Span) -> bool:
    before = [t.lower for t in sentence.tokens if t.end <= outer.start and any(c.isalnum() for c in t.text)]
    return bool(before) and before[-1] in voice_rules().introducing
