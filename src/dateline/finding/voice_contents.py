"""What a verb takes for its content: a clause, a thing, somebody with what they are to do, a preposition's object.

Invariant: a content is made of whole phrases that the verb governs, or of the clause in which the verb stands as an
aside; of several shapes that a verb may take, the one that says most is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.finding.voice_cues import Frame, voice_cues
from dateline.finding.voice_phrases import agent_of, subject_of
from dateline.language import Sentence, Token

__all__ = ["Taken", "taken_by"]

_OPENING = frozenset('‘“"')
_THAT = frozenset({"that", "whether"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_CLAUSAL = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV", "NUM", "PRON", "INTJ"})
_ASIDE = frozenset({"parataxis", "ccomp", "advcl", "dep"})
_PREDICATES = frozenset({"oprd", "xcomp", "ccomp"})
_JOINTS = frozenset({"prep", "agent"})
_MISREAD = frozenset({"npadvmod", "attr", "oprd"})
# An object of no more words than this is no clause that the parse took for an object.
_LOOSE = 6


class Taken(NamedTuple):
    """Hold the shape of what a verb takes, its words, and the preposition that joins it to the cue."""

    shape: str
    words: list[Token]
    preposition: Token | None = None


def taken_by(sentence: Sentence, verb: Token, frame: Frame, *, passive: bool) -> Taken | None:
    """Return what a verb takes of what its frame allows, or None."""
    right = [k for k in sentence.kids(verb) if k.i > verb.i]
    if "open" in frame:
        return None if passive else _that_clause(sentence, right)
    if "clause" in frame:
        found = _clause(sentence, verb, right)
        if found:
            return Taken("clause", found)
    if passive:
        return _passive(sentence, verb, frame, right)
    objects = [k for k in right if k.dep == "dobj"]
    objects = objects or [k for p in right if p.dep == "prt" for k in sentence.kids(p, "pobj")]
    predicates = [k for k in right if k.dep in _PREDICATES]
    taken = _with_object(sentence, verb, frame, right, objects, predicates)
    if taken is None and "clause" in frame:
        found = _loose(sentence, verb, right) or ([] if predicates else _aside(sentence, verb))
        return Taken("clause", found) if found else None
    return taken


def _with_object(
    sentence: Sentence,
    verb: Token,
    frame: Frame,
    right: Sequence[Token],
    objects: Sequence[Token],
    predicates: Sequence[Token],
) -> Taken | None:
    gerunds = [k for k in predicates if k.dep == "xcomp" and _is_gerund(sentence, k)]
    if "object" in frame and gerunds and not objects:
        return Taken("object", _below(sentence, gerunds))
    if "swayed" in frame and predicates and (objects or sentence.kids(predicates[0], "nsubj")):
        told = () if verb.lemma in voice_cues().addressed else objects
        return Taken("swayed", _below(sentence, (*told, *predicates)))
    joints = [
        p for p in right if p.lower in frame and (p.dep in _JOINTS or (p.dep == "prt" and sentence.kids(p, "pobj")))
    ]
    if "small" in frame and predicates and not any(p.i == verb.i + 1 for p in joints):
        return Taken("small", _below(sentence, (*objects, *predicates)))
    if joints:
        return _with_preposition(sentence, joints[0], right, objects, predicates)
    hung = [p for k in objects[:1] for p in sentence.kids(k, "prep") if p.lower == "of" and sentence.kids(p, "pcomp")]
    if hung and "of" in frame:  # "accused them of lying", where the parse hangs the preposition on its object
        return Taken("of", _below(sentence, objects[:1]))
    if "infinitive" in frame and not objects:
        found = _below(sentence, (k for k in predicates if k.dep == "xcomp"))
        if found:
            return Taken("infinitive", found)
    if objects:
        return _thing(sentence, verb, frame, right, objects[0])
    if "object" in frame:
        named = [k for k in predicates if k.dep == "ccomp" and sentence.subtree(k)[0].tag == "WP"]
        misread = [k for k in right if k.dep in _MISREAD and k.pos in _NOMINAL and len(sentence.subtree(k)) > _LOOSE]
        if named or misread:
            return Taken("object", sentence.subtree((named or misread)[0]))
    return None


def _with_preposition(
    sentence: Sentence, joint: Token, right: Sequence[Token], objects: Sequence[Token], predicates: Sequence[Token]
) -> Taken:
    """Read "spoke of the war", "called on them to leave", "accused them of it", "focused on it as a danger"."""
    if joint.lower == "on" and predicates:
        return Taken(joint.lower, _below(sentence, (*sentence.kids(joint), *predicates)), joint)
    if joint.lower in ("as", "of", "for") and objects:
        return Taken(joint.lower, _below(sentence, (*objects, joint)))
    also = [p for p in right if p.dep == "prep" and p.i > joint.i and p.lower == "as"]
    return Taken(joint.lower, [t for t in _below(sentence, (joint, *also)) if t.i != joint.i], joint)


def _thing(sentence: Sentence, verb: Token, frame: Frame, right: Sequence[Token], thing: Token) -> Taken | None:
    if "showing" in frame:
        subject = subject_of(sentence, verb)
        if subject is not None and subject.lemma in voice_cues().showing:
            return Taken("showing", _with_what_follows(sentence, right, thing))
    if "small" in frame and any(t.text in _OPENING for t in sentence.subtree(thing)):
        return Taken("small", sentence.subtree(thing))
    return Taken("object", _with_what_follows(sentence, right, thing)) if "object" in frame else None


def _passive(sentence: Sentence, verb: Token, frame: Frame, right: Sequence[Token]) -> Taken | None:
    """Read "he is expected to resign", "the plan was backed by France", "asked about the raid, ..."."""
    joints = [p for p in right if p.dep == "prep" and p.lower in frame]
    rest = _below(sentence, (k for k in right if k.dep in _PREDICATES))
    rest += [t for p in joints for t in sentence.subtree(p) if t.i != p.i]
    said = _below(sentence, sentence.kids(verb, "nsubjpass")) or _participles_subject(sentence, verb)
    if not (said or (verb.dep == "advcl" and rest)) or not ("object" in frame or rest):
        return None
    shape = "object" if "object" in frame else joints[0].lower if joints else next(iter(frame.takes))
    return Taken(shape, said + rest, joints[0] if joints else None)


def _that_clause(sentence: Sentence, right: Iterable[Token]) -> Taken | None:
    for kid in right:
        if kid.dep == "ccomp" and any(m.lower in _THAT for m in sentence.kids(kid, "mark")):
            return Taken("open", sentence.subtree(kid))
    return None


def _clause(sentence: Sentence, verb: Token, right: Sequence[Token]) -> list[Token]:
    """Return the clause that a verb of saying governs, behind it or else before it."""
    behind = [k for k in right if k.dep == "xcomp" and _is_gerund(sentence, k)]
    behind += [k for k in right if k.dep == "ccomp" and k.pos in _CLAUSAL]
    before = [k for k in sentence.kids(verb, "ccomp") if k.i < verb.i and k.pos in _CLAUSAL]
    if behind and not (before and sentence.tokens[0].text in _OPENING):
        return _below(sentence, behind)
    return _below(sentence, [*before, *behind])


def _loose(sentence: Sentence, verb: Token, right: Sequence[Token]) -> list[Token]:
    """Return the clause right of a verb that the parse did not take for its complement."""
    if not right:
        return []
    below = [t for t in sentence.subtree(verb) if t.i > verb.i]
    for token in below:
        if token.lower == "that" and token.dep == "mark":
            return [t for t in sentence.subtree(sentence.head_of(token)) if t.i >= token.i]
    for kid in right:
        if kid.dep != "advcl":
            continue
        span = sentence.subtree(kid)
        if span[0].i == verb.i + 1 and span[0].lower in voice_cues().asking:
            return span
        own = sentence.kids(kid, "nsubj", "nsubjpass")
        if own and own[0].i > verb.i and not sentence.kids(kid, "mark", "advmod"):
            first = sentence.subtree(own[0])[0].i
            return [t for t in span if t.i >= first]
    for kid in right:
        if kid.dep in ("dobj", "attr", "acomp") and verb.lemma in voice_cues().saying:
            span = sentence.subtree(kid)
            if len(span) > _LOOSE:
                return [t for t in below if t.i >= span[0].i]
    return []


def _aside(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the clause around a cue that stands in it as an aside ("the road, he said, was shut")."""
    if verb.dep not in _ASIDE or verb.head == verb.i:
        return []
    marks = {k.lower for k in sentence.kids(verb, "mark")}
    if verb.dep in ("advcl", "ccomp") and (marks - {"as"} or verb.tag == "VBG"):
        return []
    own = {t.i for t in sentence.subtree(verb)}
    return [t for t in sentence.subtree(sentence.head_of(verb)) if t.i not in own]


def _with_what_follows(sentence: Sentence, right: Iterable[Token], thing: Token) -> list[Token]:
    """Return an object and what follows it in the verb's phrase, but not when and where it was said."""
    found = sentence.subtree(thing)
    for kid in right:
        if kid.dep in ("prep", "xcomp", "dative") and kid.i > thing.i and kid.lower not in voice_cues().adjuncts:
            found += sentence.subtree(kid)
    return found


def _participles_subject(sentence: Sentence, verb: Token) -> list[Token]:
    """Return what a participle with an agent is said of ("a plan backed by France", "was signed and backed by it")."""
    if verb.dep == "conj" and agent_of(sentence, verb) is not None:
        shared = subject_of(sentence, verb)
        return sentence.subtree(shared) if shared is not None else []
    if verb.dep not in ("acl", "advcl") or agent_of(sentence, verb) is None:
        return []
    above = sentence.head_of(verb)
    if verb.dep == "acl":
        return sentence.noun_phrase(above)
    subjects = sentence.kids(above, "nsubj", "nsubjpass")
    return sentence.subtree(subjects[0]) if subjects else []


def _is_gerund(sentence: Sentence, clause: Token) -> bool:
    return sentence.subtree(clause)[0].tag == "VBG"


def _below(sentence: Sentence, heads: Iterable[Token]) -> list[Token]:
    return [t for head in heads for t in sentence.subtree(head)]
