"""Through whom we know it: who says what, as far as the syntax and the quotation marks tell.

Invariant: a voice vouches only for its content, a stretch of the text that the cue governs; the chain runs from the
voice nearest to the event to the one nearest to the reader, and what no cue attributes is the article's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.finding.mentions import ActorMention, VoiceMention
from dateline.finding.voice_quotes import attribute_quotations
from dateline.finding.voice_rules import voice_rules
from dateline.finding.voice_speakers import is_outlet, speaker
from dateline.knowledge.names import fold
from dateline.language import Sentence, Token
from dateline.model import Chain, Document, Evidence, Span, Voice, VoiceKind, Zone, ZoneKind

__all__ = ["commenter", "find_voices"]

# An object of fewer words than this says nothing that could be coded.
FEWEST_WORDS = 3
_SHARED = frozenset({"conj", "advcl", "xcomp", "acl", "relcl"})


def find_voices(
    document: Document, sentences: Sequence[Sentence], actors: Sequence[Sequence[ActorMention]]
) -> tuple[tuple[VoiceMention, ...], ...]:
    """Find the attributions of every sentence; `actors` are their actor mentions, as `find_actors` gives them."""
    found: list[list[VoiceMention]] = []
    waiting: list[list[VoiceMention]] = []
    for sentence, mentions in zip(sentences, actors, strict=True):
        here, empty = _in_sentence(document, sentence, mentions)
        found.append(_nested(here))
        waiting.append(empty)
    attribute_quotations(document, sentences, found, waiting)
    return tuple(tuple(sorted(ms, key=lambda m: (m.content.start, -m.content.end, m.cue.start))) for ms in found)


def commenter(document: Document, zone: Zone) -> Voice | None:
    """Return the voice of a reader's comment, with the name it is signed with as evidence; None where there is none."""
    if zone.kind is not ZoneKind.COMMENT or not zone.author:
        return None
    at = document.text.find(zone.author, zone.span.start, zone.span.end)
    if at < 0:
        return None
    evidence = Evidence.at(document.text, at, at + len(zone.author))
    return Voice(f"commenter:{fold(zone.author)}", zone.author, VoiceKind.COMMENTER, evidence)


def _in_sentence(
    document: Document, sentence: Sentence, actors: Sequence[ActorMention]
) -> tuple[list[VoiceMention], list[VoiceMention]]:
    """Return the attributions with their content, and the cues that have none in this sentence."""
    rules = voice_rules()
    found: list[VoiceMention] = []
    empty: list[VoiceMention] = []
    done: set[int] = set()
    for token in sentence.tokens:
        if token.i in done:
            continue
        made: tuple[Chain, Span | None, bool] | None = None
        if token.lower in rules.according:
            made = _according(document, sentence, token, actors)
        elif token.lemma in rules.quote and token.pos == "VERB":
            made = _quoted(document, sentence, token, actors, done)
        elif token.lemma in rules.telling and token.pos == "VERB":
            made = _said(document, sentence, token, actors)
        if made is None:
            continue
        chain, content, denies = made
        cue = Evidence.at(document.text, token.start, token.end)
        where = content or Span(sentence.start, sentence.end)
        (found if content else empty).append(VoiceMention(chain, cue, where, denies))
    return found, empty


def _said(
    document: Document, sentence: Sentence, verb: Token, actors: Sequence[ActorMention]
) -> tuple[Chain, Span | None, bool] | None:
    """Read "X said that ...", "X told Y that ...", "it was reported by X that ..."."""
    rules = voice_rules()
    if any(kid.lower in rules.not_said for kid in sentence.kids(verb, "neg")):
        return None
    passive = bool(sentence.kids(verb, "nsubjpass", "auxpass"))
    who = _agent(sentence, verb) if passive else _subject(sentence, verb)
    voice = speaker(document, sentence, who, actors) if who is not None else None
    if voice is None:
        return None
    content = _content(sentence, verb, passive=passive)
    if verb.lemma == "tell" and not sentence.kids(verb, "ccomp") and sentence.kids(verb, "xcomp"):
        return None  # "told them to leave" asks; it does not report
    chain = Chain((voice,))
    heard = _addressee(document, sentence, verb, actors)
    if heard is not None:
        chain = chain.passed_on_by(heard)
    return chain, content, verb.lemma in rules.deny


def _quoted(
    document: Document, sentence: Sentence, verb: Token, actors: Sequence[ActorMention], done: set[int]
) -> tuple[Chain, Span | None, bool] | None:
    """Read "Y quoted X as saying ..." and "X was quoted (by Y) as saying ...": X is nearest, Y passes it on."""
    passive = bool(sentence.kids(verb, "nsubjpass", "auxpass"))
    sources = sentence.kids(verb, "nsubjpass") if passive else sentence.kids(verb, "dobj")
    relay = _agent(sentence, verb) if passive else _subject(sentence, verb)
    voice = speaker(document, sentence, sources[0], actors) if sources else None
    if voice is None:
        return None
    chain = Chain((voice,))
    outer = speaker(document, sentence, relay, actors) if relay is not None else None
    if outer is not None:
        chain = chain.passed_on_by(outer)
    for prep in sentence.kids(verb, "prep", "mark", "advcl"):
        for inner in [*sentence.kids(prep, "pcomp", "pobj"), prep]:
            if inner.pos == "VERB":
                done.add(inner.i)
                return chain, _content(sentence, inner, passive=False), inner.lemma in voice_rules().deny
    if verb.dep in ("advcl", "acl", "dep", "parataxis"):  # "Reuters reported, citing police": the outer cue's content
        above = next((t for t in sentence.ancestors(verb) if t.lemma in voice_rules().report), None)
        content = _content(sentence, above, passive=False) if above is not None else None
        return (chain, content, False) if content else None
    return chain, None, False


def _according(
    document: Document, sentence: Sentence, token: Token, actors: Sequence[ActorMention]
) -> tuple[Chain, Span | None, bool] | None:
    """Read "according to X": what stands before or after it in the sentence."""
    heads = [p for prep in sentence.kids(token, "prep") for p in sentence.kids(prep, "pobj")]
    voice = speaker(document, sentence, heads[0], actors) if heads else None
    if voice is None:
        return None
    phrase = _span(sentence.subtree(token))
    before = sentence.text[: phrase.start - sentence.start].strip(' ,;-–—"“')
    after = sentence.text[phrase.end - sentence.start :].strip(' ,;.!?-–—"”')
    content = Span(sentence.start, sentence.end)
    if not before and after:
        content = Span(phrase.end, sentence.end)
    elif before and not after:
        content = Span(sentence.start, phrase.start)
    return Chain((voice,)), _trim(document.text, content), False


def _content(sentence: Sentence, verb: Token, *, passive: bool) -> Span | None:
    """Return the stretch that a cue's clause, object, or the clause around a parenthetical cue covers."""
    deps = ("ccomp",) if sentence.kids(verb, "dobj") else ("ccomp", "xcomp")  # "warned them to leave" reports nothing
    clauses = [k for k in sentence.kids(verb, *deps) if k.pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")]
    if clauses:
        return _span([t for clause in clauses for t in sentence.subtree(clause)], solid=True)
    if verb.lemma in voice_rules().takes_object and not passive:
        right = [t for k in sentence.kids(verb) if k.i > verb.i for t in sentence.subtree(k)]
        if len(right) >= FEWEST_WORDS:
            return _span(right, solid=True)
    if verb.dep in ("parataxis", "ccomp") and sentence.head_of(verb).pos in ("VERB", "AUX"):
        own = {t.i for t in sentence.subtree(verb)}
        rest = [t for t in sentence.subtree(sentence.head_of(verb)) if t.i not in own]
        left = [t for t in rest if t.i < min(own)]
        right = [t for t in rest if t.i > max(own)]
        side = max(left, right, key=len)
        return _span(side, solid=True) if verb.dep == "parataxis" and side else None
    return None


def _subject(sentence: Sentence, verb: Token) -> Token | None:
    """Return the head of the verb's subject, its own or the one it shares ("said X and added Y")."""
    for _ in range(5):
        own = sentence.kids(verb, "nsubj", "nsubjpass")
        if own:
            return own[-1]
        if verb.dep == "acl":
            return sentence.head_of(verb)
        if verb.dep not in _SHARED or verb.head == verb.i:
            return None
        verb = sentence.head_of(verb)
    return None


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    for by in sentence.kids(verb, "agent", "prep"):
        if by.lower == "by":
            return next(iter(sentence.kids(by, "pobj")), None)
    return None


def _addressee(document: Document, sentence: Sentence, verb: Token, actors: Sequence[ActorMention]) -> Voice | None:
    """Return the outlet that is told: it is how the words came to the reader."""
    told = sentence.kids(verb, "dobj", "dative") if verb.lemma in ("tell", "inform") else []
    for prep in sentence.kids(verb, "prep", "dative"):
        if prep.lower in voice_rules().told:
            told += sentence.kids(prep, "pobj")
    for token in told:
        voice = speaker(document, sentence, token, actors)
        if voice is not None and is_outlet(voice):
            return voice
    return None


def _nested(found: list[VoiceMention]) -> list[VoiceMention]:
    """Pass every chain on by those whose content its cue stands in ("Reuters reported that police said ...")."""
    result = []
    for inner in found:
        around = [o for o in found if o is not inner and o.content.contains(inner.cue.span)]
        chain = inner.chain
        for outer in sorted(around, key=lambda o: len(o.content)):
            for voice in outer.chain:
                chain = chain.passed_on_by(voice)
        result.append(replace(inner, chain=chain))
    return result


def _span(tokens: Sequence[Token], *, solid: bool = False) -> Span:
    """Return the span of tokens; `solid` leaves off punctuation and space at both ends."""
    kept = [t for t in tokens if not t.text.isspace()]
    if solid:
        while len(kept) > 1 and not kept[-1].text[-1].isalnum() and kept[-1].pos == "PUNCT":
            kept = kept[:-1]
        while len(kept) > 1 and kept[0].pos == "PUNCT":
            kept = kept[1:]
    kept = kept or list(tokens)
    return Span(min(t.start for t in kept), max(t.end for t in kept))


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)
