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

__all__ = ["by_verb", "citing_in", "quoted_in"]

_PARTING = frozenset({",", "”", '"', "''", "—", "-", "–"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
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
    if "seeming" in frame:
        return _seeming(sentence, verb, frame)
    passive = is_passive(sentence, verb)
    shape, content, preposition = _content(sentence, verb, frame, passive=passive)
    if shape is None and (passive or "clause" not in frame):
        return None
    quoting = quoted_in(sentence, verb)
    who = _who(sentence, verb, frame, quoting, passive=passive)
    if who is None and not (passive and content and verb.lemma in voice_cues().unnamed):
        return None
    if verb.lemma in voice_rules().quote and _quotes_saying(sentence, verb):
        return None  # read at what is said
    cue = _cue(sentence, verb, quoting, preposition, sentence.head_of(who) if passive and who is not None else None)
    source = source_tokens(sentence, who, without=verb) if who is not None else []
    taken = {t.i for t in (*cue, *source)}
    shape = shape or "clause"
    if shape == "clause" and content:
        content = _from_start(sentence, content, taken)
        citing = citing_in(sentence, verb)
        if citing is not None:
            taken.update(t.i for t in sentence.subtree(citing))
    taken |= _asides(sentence, content)
    parts = _to_colon(sentence, segments(t for t in content if t.i not in taken))
    if shape in ("swayed", "small", "object") and len(parts) > 1 and not passive:
        parts = [Span(parts[0].start, parts[-1].end)]
    return made_of(frame.takes[shape], verb, cue, source, who, parts, shape, speaks="clause" in frame)


def _who(sentence: Sentence, verb: Token, frame: Frame, quoting: Token | None, *, passive: bool) -> Token | None:
    """Return the head word of the source."""
    if quoting is not None:
        quoted = sentence.kids(quoting, "nsubjpass" if is_passive(sentence, quoting) else "dobj")
        if quoted:
            return quoted[0]
    if passive:
        return agent_of(sentence, verb)
    return subject_of(sentence, verb) or _before(sentence, verb, frame)


def _cue(
    sentence: Sentence, verb: Token, quoting: Token | None, preposition: Token | None, by: Token | None
) -> list[Token]:
    """Return the verb group with the preposition that joins its content or its agent, or with a colon."""
    tokens = sentence.tokens
    cue = cue_tokens(sentence, verb)
    if quoting is not None and is_passive(sentence, quoting):
        cue = list(tokens[cue_tokens(sentence, quoting)[0].i : cue[-1].i + 1])
    for joined in (preposition, by):
        if joined is not None and 0 < joined.i - cue[-1].i <= NEAR:
            cue = list(tokens[cue[0].i : joined.i + 1])
    after = cue[-1].i + 1
    return [*cue, tokens[after]] if after < len(tokens) and tokens[after].text == ":" else cue


def _to_colon(sentence: Sentence, parts: list[Span]) -> list[Span]:
    """Return contents of which the last runs on where a colon follows it in the sentence."""
    if parts:
        after = [t for t in sentence.tokens if t.start >= parts[-1].end]
        if len(after) > 1 and after[0].text == ":":
            rest = segments(after)
            return [*parts[:-1], Span(parts[-1].start, rest[-1].end)] if rest else parts
    return parts


def _from_start(sentence: Sentence, content: list[Token], taken: set[int]) -> list[Token]:
    """Return a content that stands before its cue from the beginning of the sentence on.

    What a speaker says before being named is the whole of it, though the parse may hang only its last clause below the
    cue; another who speaks in it keeps their own.
    """
    first, last = min(t.i for t in content), max(t.i for t in content)
    opening = min(taken)
    if not 0 < first <= last < opening or sentence.tokens[opening - 1].text not in _PARTING:
        return content
    before = sentence.tokens[:first]
    if any(t.tag in _FINITE and t.lemma in voice_rules().telling for t in before):
        return content
    return [*before, *content]


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


def _quotes_saying(sentence: Sentence, verb: Token) -> bool:
    return any(t.tag == "VBG" and quoted_in(sentence, t) is verb for t in sentence.tokens[verb.i + 1 :])


def citing_in(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb that names whom the speaker of `verb` cites ("Reuters reported, citing police, that ...")."""
    if voice_rules().quote.isdisjoint(sentence.words):
        return None
    for token in sentence.tokens:
        if token.tag == "VBG" and token.lemma in voice_rules().quote and token.i:
            low, high = sorted((token.i, verb.i))
            between = sentence.tokens[low + 1 : high]
            beside = sentence.tokens[token.i - 1].text == "," and not any(t.tag in _FINITE for t in between)
            if beside or token.head == verb.i:
                return token
    return None


def _asides(sentence: Sentence, content: Sequence[Token]) -> set[int]:
    """Return the last relative clause of a content where a comma sets it off: the writer adds that."""
    last = max(t.i for t in content if t.pos != "PUNCT") if any(t.pos != "PUNCT" for t in content) else -1
    for token in content:
        if token.dep == "relcl":
            below = [t for t in sentence.subtree(token) if t.pos != "PUNCT"]
            if not below or below[-1].i != last or not below[0].i or below[0].tag not in _RELATIVE:
                continue
            if sentence.tokens[below[0].i - 1].text == ",":
                return {t.i for t in below}
    return set()


def _before(sentence: Sentence, verb: Token, frame: Frame) -> Token | None:
    """Return the head of the phrase right before a verb of saying that the parse left without a subject."""
    tokens = sentence.tokens
    last = cue_tokens(sentence, verb)[0].i - 1
    if "clause" not in frame or verb.tag not in _FINITE or last < 0:
        return None
    comma = tokens[last].text == ","
    last -= comma
    found = None
    token = tokens[last] if last >= 0 else None
    while (
        token is not None
        and token.pos not in ("VERB", "AUX", "PUNCT", "SPACE")
        or (token is not None and token.dep in ("acl", "relcl"))
    ):
        span = [t for t in sentence.subtree(token) if t.pos != "PUNCT"]
        if span[-1].i > last:
            break
        if span[-1].i == last and token.pos in ("PROPN", "NOUN", "PRON"):
            found = token
        token = sentence.head_of(token) if token.head != token.i else None
    if found is None or (comma and found.i == last):
        return None  # "on Monday, said": a comma parts what is no subject from its verb
    return found


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
    if "open" in frame:
        if passive or not sentence.kids(verb, "ccomp"):
            return None, [], None
        that = [k for k in sentence.kids(verb, "ccomp") if any(m.lower in _THAT for m in sentence.kids(k, "mark"))]
        that = [k for k in that if k.i > verb.i]
        return ("open", sentence.subtree(that[0]), None) if that else (None, [], None)
    if "clause" in frame:
        found = _clause(sentence, verb)
        if found:
            return "clause", found, None
    if passive:
        below = sentence.kids(verb, "nsubjpass")
        rest = [t for k in sentence.kids(verb, "xcomp", "oprd", "ccomp") for t in sentence.subtree(k)]
        preps = [p for p in sentence.kids(verb, "prep") if p.lower in frame]
        rest += [t for p in preps for t in sentence.subtree(p) if t.i != p.i]
        said = [t for k in below for t in sentence.subtree(k)] or _participles_subject(sentence, verb)
        if (said or verb.dep == "advcl") and ("object" in frame or rest) and (said or rest):
            shape = "object" if "object" in frame else preps[0].lower if preps else next(iter(frame.takes))
            return shape, said + rest, preps[0] if preps else None
        return None, [], None
    gerunds = [k for k in sentence.kids(verb, "xcomp") if k.i > verb.i and _is_gerund(sentence, k)]
    objects = [k for k in sentence.kids(verb, "dobj") if k.i > verb.i]
    if "object" in frame and gerunds and not objects:
        return "object", [t for k in gerunds for t in sentence.subtree(k)], None
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
            named = [p for p in sentence.kids(verb, "prep") if p.i > prep.i and p.lower == "as"]
            return prep.lower, [t for k in (prep, *named) for t in sentence.subtree(k) if t.i != prep.i], prep
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


def _participles_subject(sentence: Sentence, verb: Token) -> list[Token]:
    """Return what a participle with an agent is said of ("a plan backed by France")."""
    if agent_of(sentence, verb) is None:
        return []
    above = sentence.head_of(verb)
    if verb.dep == "acl":
        return sentence.noun_phrase(above)
    subjects = sentence.kids(above, "nsubj", "nsubjpass") if verb.dep == "advcl" else []
    return sentence.subtree(subjects[0]) if subjects else []


def _is_gerund(sentence: Sentence, clause: Token) -> bool:
    return sentence.subtree(clause)[0].tag == "VBG"


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
        if span[0].i == verb.i + 1 and span[0].lower in voice_cues().asking:
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
        if kid.i > first.i and kid.lower not in voice_cues().adjuncts:
            found += sentence.subtree(kid)
    return found


def _clause(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the clause that a verb of saying governs, on either side of it."""
    clauses = [k for k in sentence.kids(verb, "xcomp") if k.i > verb.i and _is_gerund(sentence, k)]
    clauses += [k for k in sentence.kids(verb, "ccomp") if k.pos in _CLAUSAL]
    behind = [k for k in clauses if k.i > verb.i]  # what stands before it then is the writer's, or an earlier cue's
    return [t for k in behind or clauses for t in sentence.subtree(k)]


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
