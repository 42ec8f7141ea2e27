"""What a noun, an adjective or an adverb attributes: "X's claim that", "is sure that", "according to X", "reportedly".

Invariant: a noun attributes only with what the data file says that it takes behind it; without a source of its own only
nouns of the classes do that the file names.
"""

from __future__ import annotations

from dateline.finding.voice_cues import Frame, voice_cues
from dateline.finding.voice_phrases import (
    NEAR,
    Attribution,
    cue_tokens,
    is_passive,
    made_of,
    segments,
    source_tokens,
    subject_of,
)
from dateline.language import Sentence, Token

__all__ = ["according", "at_head", "by_adjective", "by_adverb", "by_noun", "plainly", "supported"]

_CLAUSES = ("ccomp", "advcl")
_JOINING = frozenset({"be", "feel", "remain", "become"})


def by_noun(sentence: Sentence, noun: Token, frame: Frame) -> Attribution | None:
    """Read "X's claim that ...", "criticism of ... by X", "fears that ..."."""
    owners = sentence.kids(noun, "poss")
    if noun.dep == "dobj" and sentence.head_of(noun).lemma in voice_cues().support and not owners:
        return None  # read with its verb
    shape, content, preposition = _after(sentence, noun, frame)
    if shape is None:
        return None
    end = preposition or noun
    if end.i - noun.i > NEAR:
        end = noun
    if owners:
        source = sentence.subtree(owners[0])
        cue = list(sentence.tokens[source[-1].i + 1 : end.i + 1]) or [noun]
        return made_of(frame.takes[shape], noun, cue, source, owners[0], segments(content), shape)
    cue = [t for t in sentence.tokens[: end.i + 1] if t.i >= noun.i or (t.head == noun.i and t.dep in ("amod", "det"))]
    for prep in sentence.kids(noun, "prep"):
        if prep.lower in ("by", "from") and sentence.kids(prep, "pobj"):
            who = sentence.kids(prep, "pobj")[0]
            return made_of(frame.takes[shape], noun, cue, sentence.subtree(who), who, segments(content), shape)
    if frame.takes[shape] not in voice_cues().sourceless:
        return None
    return made_of(frame.takes[shape], noun, cue, [], None, segments(content), shape)


def supported(sentence: Sentence, verb: Token) -> Attribution | None:
    """Read "X raised doubts about ...", "X issued a warning that ...", "X sent a letter"."""
    passive = is_passive(sentence, verb)
    things = [t for t in sentence.kids(verb, "dobj") if t.i > verb.i]
    who = subject_of(sentence, verb)
    plain = [k for k in sentence.kids(verb, "ccomp", "acomp", "oprd") if k.i > verb.i and k.lower in voice_cues().plain]
    if plain and who is not None and not passive:
        return _made_plain(sentence, verb, plain[0], who)
    if passive or not things or who is None:
        return None
    thing = things[0]
    source = source_tokens(sentence, who, without=verb)
    frame = voice_cues().nouns.get(thing.lemma)
    cue = cue_tokens(sentence, verb)
    if frame is not None:
        shape, content, preposition = _after(sentence, thing, frame)
        if shape is None:
            for prep in sentence.kids(verb, "prep"):
                if prep.lower in frame and prep.i == thing.i + 1:
                    shape, content, preposition = prep.lower, [t for t in sentence.subtree(prep) if t.i != prep.i], prep
        if shape is not None:
            last = preposition or thing
            if last.i - thing.i <= NEAR:
                cue = list(sentence.tokens[cue[0].i : last.i + 1])
            return made_of(frame.takes[shape], verb, cue, source, who, segments(content), shape)
    if thing.lemma in voice_cues().things:
        return made_of("report", verb, cue, source, who, segments(sentence.subtree(thing)), "object")
    return None


def _made_plain(sentence: Sentence, verb: Token, adjective: Token, who: Token) -> Attribution | None:
    """Read "X made it clear that ...", "X made clear that ..."."""
    clauses = [k for k in (*sentence.kids(adjective, *_CLAUSES), *sentence.kids(verb, *_CLAUSES)) if k.i > adjective.i]
    if not clauses or adjective.i - verb.i > NEAR:
        return None
    cue = sentence.tokens[cue_tokens(sentence, verb)[0].i : adjective.i + 1]
    source = source_tokens(sentence, who, without=verb)
    said = [t for t in sentence.subtree(clauses[0]) if t.i > adjective.i]
    return made_of("report", verb, cue, source, who, segments(said), "clause")


def by_adjective(sentence: Sentence, adjective: Token, frame: Frame) -> Attribution | None:
    """Read "X is confident that ...", "X, wary of ...,"."""
    shape, content, preposition = _after(sentence, adjective, frame)
    if shape is None:
        return None
    verb = sentence.head_of(adjective)
    cue = [adjective]
    if adjective.pos == "VERB":
        who = next(iter(sentence.kids(adjective, "nsubjpass", "nsubj")), None)
        cue = cue_tokens(sentence, adjective)
    elif adjective.dep in ("acomp", "ccomp", "attr") and verb.lemma in _JOINING:
        who = subject_of(sentence, verb)
        cue = list(sentence.tokens[cue_tokens(sentence, verb)[0].i : adjective.i + 1])
    else:
        return None
    if who is None or not cue or any(t.i == who.i for t in cue):
        return None  # "sure is he who ...": what stands the other way round is not read
    if preposition is not None and preposition.i - adjective.i <= NEAR:
        cue = list(sentence.tokens[cue[0].i : preposition.i + 1])
    source = source_tokens(sentence, who, without=verb)
    return made_of(frame.takes[shape], adjective, cue, source, who, segments(content), shape)


def plainly(sentence: Sentence, adjective: Token) -> Attribution | None:
    """Read "it is clear that ...", which nobody named says."""
    verb = sentence.head_of(adjective)
    clauses = [*sentence.kids(verb, "ccomp", "csubj"), *sentence.kids(adjective, "ccomp")]
    clauses = [k for k in clauses if k.i > adjective.i]
    empty = [k for k in sentence.kids(verb, "nsubj", "expl") if k.lower == "it"]
    if adjective.dep != "acomp" or not clauses or not empty:
        return None
    first = min(empty[0].i, cue_tokens(sentence, verb)[0].i)
    if first > adjective.i:
        return None
    cue = sentence.tokens[first : adjective.i + 1]
    return made_of("seem", adjective, cue, [], None, segments(sentence.subtree(clauses[0])), "clause")


def at_head(sentence: Sentence, preposition: Token) -> Attribution | None:
    """Read "in the survey, most ...": the thing that shows is the source, unless somebody says what the rest is."""
    cues = voice_cues()
    named = [t for t in sentence.kids(preposition, "pobj") if t.lemma in cues.showing]
    verb = sentence.head_of(preposition)
    if not named or verb.pos not in ("VERB", "AUX") or verb.lemma in cues.verbs:
        return None
    source = sentence.subtree(named[0])
    end = source[-1].i + 1
    if end >= len(sentence.tokens) or sentence.tokens[end].text != ",":
        return None
    rest = [t for t in sentence.tokens if t.i > end]
    return made_of("report", preposition, [preposition], source, named[0], segments(rest), "according")


def by_adverb(sentence: Sentence, adverb: Token) -> Attribution | None:
    """Read "reportedly": somebody says so, and nobody says who."""
    verb = sentence.head_of(adverb)
    if adverb.dep != "advmod" or verb.pos not in ("VERB", "AUX"):
        return None
    own = {t.i for k in sentence.kids(verb, "advcl", "parataxis") for t in sentence.subtree(k)} | {adverb.i}
    rest = segments(t for t in sentence.subtree(verb) if t.i not in own)
    return made_of("report", adverb, [adverb], [], None, rest, "adverb")


def according(sentence: Sentence, token: Token) -> Attribution | None:
    """Read "according to X": what stands before or after it in its clause."""
    # A parser may hang what stands before it, "at 6 a.m.", on it as well.
    preps = [prep for prep in sentence.kids(token, "prep") if prep.i > token.i]
    heads = [p for prep in preps for p in sentence.kids(prep, "pobj", "pcomp")]
    if not heads:
        return None
    who = heads[0]
    source = source_tokens(sentence, who, without=token)
    phrase = {t.i for t in sentence.subtree(token)}
    rest = [t for t in sentence.tokens if t.i not in phrase]
    return made_of("report", token, [token, preps[0]], source, who, segments(rest), "according") if source else None


def _after(sentence: Sentence, head: Token, frame: Frame) -> tuple[str | None, list[Token], Token | None]:
    """Return the shape and the tokens of the content behind a noun or an adjective, and its preposition."""
    for kid in sentence.kids(head):
        if kid.i < head.i:
            continue
        if kid.dep in ("prep", "agent") and kid.lower in frame:
            below = [t for t in sentence.subtree(kid) if t.i != kid.i]
            if below:
                return kid.lower, below, kid
        if kid.dep in ("ccomp", "acl", "xcomp"):
            marks = {k.lower for k in sentence.kids(kid, "mark")}
            if "clause" in frame and ("that" in marks or "whether" in marks or kid.dep == "ccomp"):
                return "clause", sentence.subtree(kid), None
            if "infinitive" in frame and sentence.kids(kid, "aux") and sentence.kids(kid, "aux")[0].lower == "to":
                return "infinitive", sentence.subtree(kid), None
    return None, [], None
