"""Who speaks by the layout of a line: "Mayor: we will rebuild", "Three die in blast - police", a transcript's names.

Invariant: a colon or a dash attributes a line only where what stands at it can speak: a name that is no place's, or a
noun of the data file; a place or a rubric before a colon says where or what, not who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from dateline.finding.voice_cues import voice_cues
from dateline.finding.voice_phrases import Attribution
from dateline.knowledge.actors import open_countries
from dateline.knowledge.names import fold
from dateline.language import Sentence
from dateline.model import Document, Span, ZoneKind

__all__ = ["labelled"]

_LABEL = re.compile(r"^[\s\"“”]*(?P<name>[^\s:\"“”][^:\n\"“”]{0,80}?)(?P<cue>:)\s+(?P<said>\S.*?)\s*$", re.M)
_NAME = r"(?P<name>[^\s―–—\"“”-][^―–—\"“”\n]{0,60}?)[\s.]*$"
_SIGNED = re.compile(r"^\s*(?P<said>[“”\"'].+[”\"'’])\s*(?P<cue>[―–—]|--?)\s*" + _NAME, re.M)
_TAIL = re.compile(r"^\s*(?P<said>\S.+?)\s+(?P<cue>[―–—]|--?)\s+" + _NAME, re.M)
_ENDED = re.compile(r"^\s*(?P<said>\S.+?)(?P<cue>:)\s+(?P<name>[^\s:\"“”][^:\"“”\n]{0,40}?)[\s.]*$", re.M)
_DASH = re.compile(r"[―–—]|--|\s-\s")
# A speaker's name or description has no more words than this.
LONGEST_LABEL = 6
# Labels of names that cannot speak.
_MUTE = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "CARDINAL", "MONEY", "PERCENT"})


def labelled(document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, Attribution]]:
    """Yield the attributions that stand in the layout of lines, each with the index of the sentence of its name."""
    text = document.text
    if ":" not in text and not any(dash in text for dash in "―–—-"):
        return
    heads = _headlines(document)
    script = _script(text)
    for line in _lines(text):
        words = text[line.slice]
        if ":" not in words and not _DASH.search(words):
            continue
        in_headline = any(h.overlaps(line) for h in heads)
        made = None
        label = _LABEL.match(words)
        if label is not None:
            speech = label["said"][0] in "“\"'‘«" or words[:1] in '"“'
            if label["name"] in script or ((in_headline or speech) and _can_speak(sentences, line, label)):
                made = label
        if made is None:
            signed = _SIGNED.match(words)
            if signed is not None and _is_signature(signed["name"]):
                made = signed
        if made is None and in_headline:
            for pattern in (_TAIL, _ENDED):
                tail = pattern.match(words)
                if tail is not None and _can_speak(sentences, line, tail, strict=True):
                    made = tail
                    break
        if made is not None:
            yield from _attribution(sentences, line, made)


def _lines(text: str) -> Iterator[Span]:
    ends = [m.start() for m in re.finditer(r"\n|\Z", text)]
    for before, end in pairwise([-1, *ends]):
        if end > before + 1:
            yield Span(before + 1, end)


def _headlines(document: Document) -> list[Span]:
    """Return the headlines; where none is marked, the first line is taken for one."""
    marked = [z.span for z in document.zones if z.kind is ZoneKind.HEADLINE]
    if marked:
        return marked
    return list(_lines(document.text))[:1]


def _script(text: str) -> frozenset[str]:
    """Return the names in capitals that label several lines, as in a transcript."""
    names = [m["name"] for m in _LABEL.finditer(text) if m["name"].isupper() and len(m["name"]) > 1]
    return frozenset(n for n in names if names.count(n) > 1)


def _can_speak(sentences: Sequence[Sentence], line: Span, match: re.Match[str], *, strict: bool = False) -> bool:
    cues = voice_cues()
    words = match["name"].split()
    if not words or len(words) > LONGEST_LABEL:
        return False
    lower = [w.lower().strip(".,’'") for w in words]
    if " ".join(lower) in cues.rubrics:
        return False
    if lower[-1] in cues.speakers:
        return True
    if strict or not all(w[0].isupper() or w in ("of", "the", "de", "al", "bin", "ibn") for w in words):
        return False
    if fold(" ".join(words)) in _countries():
        return False
    span = Span(line.start + match.start("name"), line.start + match.end("name"))
    labels = [
        n.label
        for s in sentences
        if s.start < span.end and span.start < s.end
        for n in s.names
        if s.tokens[n.first].start < span.end and span.start < s.tokens[n.last - 1].end
    ]
    return not any(label in _MUTE for label in labels)


def _is_signature(name: str) -> bool:
    """Tell whether what stands behind a quotation and a dash can be who signs it: a few words in capitals."""
    words = name.split()
    return len(words) <= LONGEST_LABEL and all(w[0].isupper() or not w[0].isalpha() for w in words)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(fold(name) for c in open_countries().by_code.values() for name in (c.name, *c.names, *c.capitals))


def _attribution(sentences: Sequence[Sentence], line: Span, match: re.Match[str]) -> Iterator[tuple[int, Attribution]]:
    parts = {p: Span(line.start + match.start(p), line.start + match.end(p)) for p in ("name", "cue", "said")}
    for n, sentence in enumerate(sentences):
        if sentence.start <= parts["name"].start < sentence.end:
            named = [t for t in sentence.between(parts["name"].start, parts["name"].end) if not t.text.isspace()]
            if named:
                at = named[-1].i
                yield (
                    n,
                    Attribution("report", at, parts["cue"], parts["name"], at, (parts["said"],), "line", label=True),
                )
            return
