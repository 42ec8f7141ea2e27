"""What a verb attributes: its subject or agent is the source, its complement the content.

Invariant: a verb attributes only what the data file says that it takes; one that no list knows needs a clause with
"that" behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.finding.voice_cues import Frame, voice_cues
from dateline.finding.voice_phrases import (
    NEAR,
    Attribution,
    agent_of,
    cue_tokens,
    is_passive,
    made_of,
    segments,
    source_tokens,
    subject_of,
)
from dateline.finding.voice_rules import voice_rules
from dateline.language import Sentence, Token
from dateline.model import Span

__all__ = ["by_verb", "quoted_in"]

_OPENING = frozenset('‘“"')
_THAT = frozenset({"that", "whether"})
_RELATIVE = frozenset({"WP", "WDT", "WRB", "WP$"})
# An object of no more words than this is no clause that the parse took for an object.
_LOOSE = 6
_NOMINAL = frozenset({"NOUN", "PROPN"})
_CLAUSAL = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV", "NUM", "PRON", "INTJ"})
_ASIDE = frozenset({"parataxis", "ccomp", "advcl", "dep"})


def by_verb(sentence: Sentence, verb: Token, frame: Frame) -> Attribution | None:
    """Return what a verb attributes that takes what `frame` says; None where it attributes nothing here."""
    passive = is_passive(sentence, verb)
    quoting = quoted_in(sentence, verb)
    who = agent_of(sentence, verb) if passive else subject_of(sentence, verb) or _before(sentence, verb, frame)
    if quoting is not None:
        who = next(iter(sentence.kids(quoting, "nsubjpass" if is_passive(sentence, quoting) else "dobj")), who)
    if who is None and not passive:
        return None
    if "seeming" in frame:
        return _seeming(sentence, verb, frame)
    if passive and who is None and verb.lemma not in voice_cues().unnamed:
        return None
    shape, content, preposition = _content(sentence, verb, frame, passive=passive)
    waits = shape is None and "clause" in frame and not passive
    if shape is None and not waits:
        return None
    cue = cue_tokens(sentence, verb)
    if quoting is not None and is_passive(sentence, quoting):
        cue = list(sentence.tokens[cue_tokens(sentence, quoting)[0].i : cue[-1].i + 1])
    by = sentence.head_of(who) if passive and who is not None else None
    for joined in (preposition, by):
        if joined is not None and 0 < joined.i - cue[-1].i <= NEAR:
            cue = list(sentence.tokens[cue[0].i : joined.i + 1])
    after = sentence.tokens[cue[-1].i + 1 : cue[-1].i + 2]
    if after and after[0].text == ":":
        cue = [*cue, after[0]]
    source = source_tokens(sentence, who, without=verb) if who is not None else []
    taken = {t.i for t in (*cue, *source)}
    asides = _asides(sentence, content) if content else frozenset()
    parts = segments(t for t in content if t.i not in taken and t.i not in asides)
    if shape in ("swayed", "small", "object") and len(parts) > 1 and not passive:
        parts = [Span(parts[0].start, parts[-1].end)]
    if passive and who is None and not parts:
        return None
    shape = shape or "clause"
    return made_of(frame.takes[shape], verb, cue, source, who, parts, shape, speaks="clause" in frame)


def quoted_in(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb that quotes somebody as saying what `verb` says ("was quoted by AFP as saying that ...")."""
    if verb.tag != "VBG":
        return None
    for above in sentence.ancestors(verb):
        if above.lemma in voice_rules().quote:
            joined = {t.lower for t in sentence.tokens[above.i : verb.i]}
            return above if "as" in joined and verb.i > above.i else None
        if above.pos not in ("ADP", "SCONJ", "VERB"):
            return None
    return None


def _asides(sentence: Sentence, content: Sequence[Token]) -> frozenset[int]:
    """Return the last relative clause of a content where a comma sets it off: the writer adds that."""
    last = max(t.i for t in content if t.pos != "PUNCT") if any(t.pos != "PUNCT" for t in content) else -1
    for token in content:
        if token.dep == "relcl":
            below = [t for t in sentence.subtree(token) if t.pos != "PUNCT"]
            if not below or below[-1].i != last or not below[0].i or below[0].tag not in _RELATIVE:
                continue
            if sentence.tokens[below[0].i - 1].text == ",":
                return frozenset(t.i for t in below)
    return frozenset()


def _before(sentence: Sentence, verb: Token, frame: Frame) -> Token | None:
    """Return the name right before a verb of saying that the parse left without a subject."""
    first = cue_tokens(sentence, verb)[0].i
    if "clause" not in frame or verb.tag not in ("VBD", "VBZ", "VBP") or not first:
        return None
    token = sentence.tokens[first - 1]
    return token if token.pos == "PROPN" else None


def _seeming(sentence: Sentence, verb: Token, frame: Frame) -> Attribution | None:
    """Read "X seems to ...", which nobody vouches for."""
    subjects = sentence.kids(verb, "nsubj", "nsubjpass")
    rest = [k for k in sentence.kids(verb, "xcomp", "oprd", "acomp", "ccomp") if k.i > verb.i]
    if not subjects or not rest:
        return None
    content = segments(t for k in (*subjects, *rest) for t in sentence.subtree(k))
    return made_of(frame.takes["seeming"], verb, cue_tokens(sentence, verb), [], None, content, "seeming")


def _content(
    sentence: Sentence, verb: Token, frame: Frame, *, passive: bool
) -> tuple[str | None, list[Token], Token | None]:
    """Return the shape of what the verb takes, the tokens of the content, and the preposition that joins the cue."""
    if "clause" in frame:
        found = _clause(sentence, verb)
        if found:
            return "clause", found, None
    if "open" in frame:
        if passive:
            return None, [], None
        that = [k for k in sentence.kids(verb, "ccomp") if any(m.lower in _THAT for m in sentence.kids(k, "mark"))]
        that = [k for k in that if k.i > verb.i]
        return ("open", sentence.subtree(that[0]), None) if that else (None, [], None)
    if passive:
        below = sentence.kids(verb, "nsubjpass")
        rest = [t for k in sentence.kids(verb, "xcomp", "oprd", "ccomp") for t in sentence.subtree(k)]
        preps = [p for p in sentence.kids(verb, "prep") if p.lower in frame]
        rest += [t for p in preps for t in sentence.subtree(p) if t.i != p.i]
        said = [t for k in below for t in sentence.subtree(k)]
        if said and ("object" in frame or rest):
            shape = "object" if "object" in frame else preps[0].lower if preps else next(iter(frame.takes))
            return shape, said + rest, preps[0] if preps else None
        return None, [], None
    objects = [k for k in sentence.kids(verb, "dobj") if k.i > verb.i]
    small = [k for k in sentence.kids(verb, "oprd", "xcomp", "ccomp") if k.i > verb.i]
    if "swayed" in frame and small and (objects or sentence.kids(small[0], "nsubj")):
        told = [] if verb.lemma in voice_cues().addressed else objects
        return "swayed", [t for k in (*told, *small) for t in sentence.subtree(k)], None
    if "small" in frame and small:
        return "small", [t for k in (*objects, *small) for t in sentence.subtree(k)], None
    for prep in sentence.kids(verb, "prep", "agent"):
        if prep.i > verb.i and prep.lower in frame:
            if prep.lower == "on" and sentence.kids(prep, "pobj") and small:
                return "swayed", [t for k in (*sentence.kids(prep), *small) for t in sentence.subtree(k)], prep
            if prep.lower in ("as", "of", "for") and objects:
                return prep.lower, [t for k in (*objects, prep) for t in sentence.subtree(k)], None
            return prep.lower, [t for t in sentence.subtree(prep) if t.i != prep.i], prep
    if "infinitive" in frame and not objects:
        found = [t for k in sentence.kids(verb, "xcomp") if k.i > verb.i for t in sentence.subtree(k)]
        if found:
            return "infinitive", found, None
    if "showing" in frame and objects:
        subject = subject_of(sentence, verb)
        if subject is not None and subject.lemma in voice_cues().showing:
            return "showing", _right(sentence, verb, objects[0]), None
    named = [k for k in sentence.kids(verb, "ccomp") if k.i > verb.i and _is_what(sentence, k)]
    if "object" in frame and named and not objects:
        return "object", sentence.subtree(named[0]), None
    if "small" in frame and objects and any(t.text in _OPENING for t in sentence.subtree(objects[0])):
        return "small", sentence.subtree(objects[0]), None
    if "object" in frame and objects:
        return "object", _right(sentence, verb, objects[0]), None
    misread = [
        k for k in sentence.kids(verb, "npadvmod", "attr", "oprd") if k.i > verb.i and k.pos in ("NOUN", "PROPN")
    ]
    misread = [k for k in misread if len(sentence.subtree(k)) > _LOOSE]
    if "object" in frame and misread:
        return "object", sentence.subtree(misread[0]), None
    if "clause" in frame:
        found = _loose(sentence, verb) or ([] if small else _aside(sentence, verb))
        if found:
            return "clause", found, None
    return None, [], None


def _is_what(sentence: Sentence, clause: Token) -> bool:
    return sentence.subtree(clause)[0].lower in ("what", "whatever", "whoever")


def _loose(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the clause right of a verb that the parse did not take for its complement."""
    tokens = sentence.tokens
    below = [t for t in sentence.subtree(verb) if t.i > verb.i]
    for token in below:
        if token.lower == "that" and token.dep == "mark":
            clause = sentence.head_of(token)
            return [t for t in sentence.subtree(clause) if t.i >= token.i]
    for kid in sentence.kids(verb, "advcl"):
        if kid.i < verb.i:
            continue
        own = sentence.kids(kid, "nsubj", "nsubjpass")
        span = sentence.subtree(kid)
        if span[0].i == verb.i + 1 and span[0].tag in ("WRB", "WP", "IN"):
            return span
        if own and own[0].i > verb.i and not sentence.kids(kid, "mark", "advmod"):
            first = sentence.subtree(own[0])[0].i
            return [t for t in span if t.i >= first]
    for kid in sentence.kids(verb, "dobj", "attr", "acomp"):
        if kid.i > verb.i and len(sentence.subtree(kid)) > _LOOSE and tokens[verb.i + 1].lower != "to":
            return [t for t in below if t.i >= sentence.subtree(kid)[0].i]
    return []


def _right(sentence: Sentence, verb: Token, first: Token) -> list[Token]:
    """Return an object and what follows it in the verb's phrase."""
    found = sentence.subtree(first)
    for kid in sentence.kids(verb, "prep", "xcomp", "dative"):
        if kid.i > first.i:
            found += sentence.subtree(kid)
    return found


def _clause(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the clause that a verb of saying governs, on either side of it."""
    clauses = [k for k in sentence.kids(verb, "xcomp") if k.tag == "VBG" and k.i > verb.i]
    clauses += [k for k in sentence.kids(verb, "ccomp") if k.pos in _CLAUSAL]
    if clauses:
        return [t for k in clauses for t in sentence.subtree(k)]
    return []


def _aside(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the clause around a cue that stands in it as an aside ("the road, he said, was shut")."""
    head = sentence.head_of(verb)
    if verb.dep not in _ASIDE or verb.head == verb.i:
        return []
    own = {t.i for t in sentence.subtree(verb)}
    if head.i in own:
        return []
    marks = {k.lower for k in sentence.kids(verb, "mark")}
    if verb.dep in ("advcl", "ccomp") and (marks - {"as"} or verb.tag == "VBG"):
        return []
    return [t for t in sentence.subtree(head) if t.i not in own]
