"""Which attribution stands in the content of which, and where one ends because its source takes the word again.

Invariant: what follows a new cue of the same speaker beside the first ("..., adding that ...", "..., though she noted
...") belongs to the new cue alone; an attribution that stands in the content of another is marked as nested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.finding.voice_cues import voice_cues
from dateline.finding.voice_phrases import Attribution
from dateline.language import Sentence, Token
from dateline.model import Span

__all__ = ["told_apart"]


def told_apart(
    text: str, sentences: Sequence[Sentence], found: Sequence[Sequence[Attribution]]
) -> list[list[Attribution]]:
    """Return the attributions, their contents cut where a new one begins beside them, the nested ones marked."""
    result = [list(here) for here in found]
    for sentence, here in zip(sentences, result, strict=True):
        if len(here) > 1:
            _cut(text, sentence, here)
    return _marked(result)


def _cut(text: str, sentence: Sentence, here: list[Attribution]) -> None:
    vouching = voice_cues().vouching
    for k, inner in enumerate(here):
        if inner.label:
            continue
        verb = sentence.tokens[inner.at]
        begins = _resumes(sentence, verb)
        if begins is None and inner.klass in vouching:
            begins = _begins(sentence, verb, here)
        if begins is None:
            continue
        for j, outer in enumerate(here):
            if j == k or outer.cue.start > inner.cue.start or outer.label:
                continue
            if outer.klass not in vouching and verb.dep != "pcomp":
                continue
            holding = [p for p in outer.content if p.contains(inner.cue) and p.start < begins]
            if not holding or _in_quotation(text, outer, inner.cue):
                continue
            kept = [p for p in outer.content if p.end <= begins]
            kept += [Span(p.start, _trimmed(text, p.start, begins)) for p in holding]
            here[j] = replace(outer, content=tuple(sorted(kept)))
            if verb.tag == "VBG" or not sentence.kids(verb, "nsubj"):
                here[k] = inner = replace(inner, source=outer.source, who=outer.who)


def _resumes(sentence: Sentence, verb: Token) -> int | None:
    """Return where a clause begins in which the speaker takes the word again ("..., though he added ...")."""
    first = sentence.subtree(verb)[0]
    if verb.dep != "advcl" or not first.i or sentence.tokens[first.i - 1].text != ",":
        return None
    marks = {k.lower for k in sentence.kids(verb, "mark")}
    return (
        sentence.tokens[first.i - 1].start if marks & voice_cues().resuming and sentence.kids(verb, "nsubj") else None
    )


def _begins(sentence: Sentence, verb: Token, here: Sequence[Attribution]) -> int | None:
    """Return where a clause begins that takes the word again after another cue, or None where it does not."""
    span = sentence.subtree(verb)
    first = span[0]
    if not first.i:
        return None
    if verb.tag == "VBG" and verb.dep in ("advcl", "acl", "conj", "dep"):
        group = [t for t in sentence.tokens[max(0, verb.i - 2) : verb.i] if t.text == ","]
        return group[-1].start if group else None
    if verb.dep == "pcomp" and verb.tag == "VBG":
        joint = sentence.head_of(verb)
        return sentence.tokens[joint.i - 1].start if joint.i and joint.dep == "pcomp" else joint.start
    if verb.dep == "conj" and sentence.kids(verb, "nsubj"):
        joins = [t for t in sentence.tokens[: verb.i] if t.dep == "cc" and t.head == verb.head]
        subject = sentence.subtree(sentence.kids(verb, "nsubj")[0])[0]
        if joins and joins[-1].i < subject.i:
            return joins[-1].start
    if verb.dep == "conj" and sentence.tokens[verb.head].dep == "ccomp":
        above = sentence.tokens[sentence.tokens[verb.head].head]
        joins = [t for t in sentence.tokens[: verb.i] if t.dep == "cc" and t.head == verb.head]
        if joins and above.tag == verb.tag and any(a.at == above.i for a in here):
            return joins[-1].start
    return None


def _in_quotation(text: str, outer: Attribution, cue: Span) -> bool:
    for part in outer.content:
        if part.contains(cue):
            before = text[part.start : cue.start]
            return before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return False


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,;:–—-":
        end -= 1
    return max(end, start + 1)


def _marked(found: list[list[Attribution]]) -> list[list[Attribution]]:
    everything = sorted(
        (p.start, p.end, n, k) for n, here in enumerate(found) for k, a in enumerate(here) for p in a.content
    )
    order = sorted((a.cue.start, a.cue.end, n, k) for n, here in enumerate(found) for k, a in enumerate(here))
    result = [list(here) for here in found]
    around: list[tuple[int, int, int, int]] = []
    at = 0
    for start, end, n, k in order:
        while at < len(everything) and everything[at][0] <= start:
            around.append(everything[at])
            at += 1
        around = [c for c in around if c[1] > start]
        outer = []
        for begin, until, m, j in around:
            other = found[m][j]
            if (m, j) != (n, k) and until >= end and not any(p.contains(other.cue) for p in found[n][k].content):
                outer.append((until - begin, (m, j)))
        if outer:
            result[n][k] = replace(found[n][k], within=tuple(place for _, place in sorted(outer)))
    return result
