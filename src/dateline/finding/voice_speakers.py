"""Who a speaker is: an outlet, an actor, the maker of a document, or somebody who is only described.

Invariant: an anonymous speaker keeps the description as the name ("security source"), and two who are described alike
in one document are not told apart; in two documents they are not known to be one, so the document is part of the id.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from dateline.finding.mentions import ActorMention
from dateline.finding.voice_rules import voice_rules
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets
from dateline.language import Sentence, Token
from dateline.model import Actor, Document, Evidence, Span, Voice, VoiceKind

__all__ = ["DESCRIBED", "is_outlet", "speaker"]

# What the ids of speakers who are only described begin with.
DESCRIBED = "described:"

_OUTLET = "outlet:"


def speaker(
    document: Document,
    sentence: Sentence,
    token: Token,
    actors: Sequence[ActorMention],
    *,
    within: Span | None = None,
) -> Voice | None:
    """Return the voice that the phrase headed by `token` names, or None where it names nobody who could speak.

    `within` bounds the phrase where the layout says more than the parse.
    """
    rules = voice_rules()
    if token.lower in rules.nobody:
        return None
    if token.lemma in rules.documents:
        maker = _maker(document, sentence, token, actors)
        if maker is not None:
            return maker if is_outlet(maker) or token.lemma not in rules.papers else _on_paper(document, maker, token)
    mention = next((m for m in actors if m.head == token.i), None)
    mention = mention or next((m for m in actors if m.first <= token.i < m.last), None)
    if mention is not None and (within is None or within.contains(mention.evidence.span)):
        return _named_outlet(document, sentence, token, mention) or _of_actor(document, sentence, mention)
    if token.pos not in ("NOUN", "PROPN"):
        return None
    phrase = [t for t in sentence.noun_phrase(token) if t.dep not in ("det", "poss", "case") and t.i <= token.i]
    phrase = [t for t in phrase if t.text[0].isalnum() and (within is None or within.contains(t.span))] or [token]
    evidence = Evidence.at(document.text, phrase[0].start, token.end)
    name = " ".join(evidence.words.split())
    if token.lemma in rules.documents:
        return Voice(_anonymous_id(document, name), name, VoiceKind.DOCUMENT, evidence)
    kind = rules.described_by(phrase, token)
    for other in sentence.kids(token, "appos") if kind is None else ():
        beside = [t for t in sentence.noun_phrase(other) if t.i <= other.i]
        kind = kind or rules.described_by(beside, other)
    if kind is None and token.pos != "PROPN":
        return None
    return Voice(_anonymous_id(document, name), name, kind or VoiceKind.UNKNOWN, evidence)


def is_outlet(voice: Voice) -> bool:
    """Tell whether a voice is an outlet or a wire, through which others speak."""
    return voice.kind in (VoiceKind.OUTLET, VoiceKind.WIRE)


def _of_actor(document: Document, sentence: Sentence, mention: ActorMention) -> Voice:
    actor, evidence = mention.actor, mention.evidence
    # A group of an outlet's people ("the channel's sources") is no outlet, though its name begins with one.
    outlet = open_outlets().by_id.get(actor.id.removeprefix(_OUTLET)) if actor.id.startswith(_OUTLET) else None
    if outlet is not None:
        return Voice(outlet.id, outlet.name, outlet.kind, evidence)
    phrase, head = sentence.tokens[mention.first : mention.last], sentence.tokens[mention.head]
    by_noun = voice_rules().described_by(phrase, head) if not mention.antecedent else None
    kind = voice_rules().kinds.get(actor.kind or "") or by_noun or VoiceKind.UNKNOWN
    if _is_anonymous(actor, sentence.tokens[mention.head]) and not mention.antecedent:
        name = " ".join(evidence.words.split())
        return Voice(_anonymous_id(document, name), name, by_noun or kind, evidence)
    return Voice(actor.id, actor.name, kind, evidence)


def _named_outlet(document: Document, sentence: Sentence, token: Token, mention: ActorMention) -> Voice | None:
    """Return the outlet that a description names ("the Kilo news agency", "the news agency Kilo"), or None."""
    if mention.actor.kind not in ("media", "journalist") or not mention.actor.id.startswith("any:"):
        return None
    outlets = open_outlets()
    beside = [t for other in sentence.kids(token, "appos") for t in sentence.noun_phrase(other)]
    # The name right behind the noun is its, whatever the parser hangs it on.
    after = list(takewhile(lambda t: t.text[0].isupper(), sentence.tokens[mention.last :]))
    for words in (sentence.tokens[mention.first : mention.last], beside, after):
        for size in range(len(words), 0, -1):
            for i in range(len(words) - size + 1):
                first, last = words[i], words[i + size - 1]
                outlet = outlets.match(document.text[first.start : last.end]) if first.text[0].isupper() else None
                if outlet is not None:
                    at = Evidence.at(document.text, first.start, last.end)
                    return Voice(outlet.id, outlet.name, outlet.kind, at)
    return None


def _anonymous_id(document: Document, name: str) -> str:
    return f"{DESCRIBED}{document.id}:{fold(name)}"


def _on_paper(document: Document, maker: Voice, token: Token) -> Voice:
    """Return the voice of a paper that is known by its maker ("a UN report"): the maker's identity, and a paper."""
    start, end = min(maker.evidence.start, token.start), max(maker.evidence.end, token.end)
    return Voice(maker.id, maker.name, VoiceKind.DOCUMENT, Evidence.at(document.text, start, end))


def _is_anonymous(actor: Actor, head: Token) -> bool:
    return actor.id.startswith("any:") or (not actor.known and head.pos == "NOUN")


def _maker(document: Document, sentence: Sentence, token: Token, actors: Sequence[ActorMention]) -> Voice | None:
    """Return who made a statement or a report: its possessor, a name before it, or who it is by or from."""
    owners = sentence.kids(token, "poss", "compound", "nmod")
    for prep in sentence.kids(token, "prep", "agent"):
        if prep.lower in voice_rules().makers:
            owners += sentence.kids(prep, "pobj")
    for owner in [*owners, *(k for o in owners for k in sentence.kids(o, "poss", "compound", "nmod"))]:
        if any(m.first <= owner.i < m.last for m in actors):
            return speaker(document, sentence, owner, actors)
    return None
