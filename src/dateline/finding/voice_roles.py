"""What part a person who speaks has in the news, as any sentence of the document tells it.

Invariant: a part is told by words at the person's name: a title before it, an apposition beside it; whoever speaks for
a body is a voice of the body's kind, whatever rank stands before the name. What nothing tells stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.finding.mentions import ActorMention
from dateline.finding.voice_rules import voice_rules
from dateline.knowledge.actors import open_groups
from dateline.language import Sentence, Token
from dateline.model import Voice, VoiceKind

__all__ = ["Roles", "roles_of"]

_BESIDE = ("compound", "nmod", "poss", "amod")


@dataclass(frozen=True, slots=True)
class Roles:
    """Hold the kinds of persons by their ids: those who speak for a body, and those who are described."""

    speaking_for: Mapping[str, VoiceKind]
    described: Mapping[str, VoiceKind]

    def kind_of(self, voice: Voice) -> VoiceKind:
        """Return a voice's kind: the body's it speaks for, its own, or else what it is described as."""
        kind = self.speaking_for.get(voice.id, voice.kind)
        return self.described.get(voice.id, kind) if kind is VoiceKind.UNKNOWN else kind


def roles_of(sentences: Sequence[Sentence], actors: Sequence[Sequence[ActorMention]]) -> Roles:
    """Read what the document says of the persons that no pack knows; the first that says anything counts."""
    speaking_for: dict[str, VoiceKind] = {}
    described: dict[str, VoiceKind] = {}
    kinds, mouthpieces = voice_rules().kinds, open_groups().mouthpieces
    for sentence, here in zip(sentences, actors, strict=True):
        for mention in here:
            id_ = mention.actor.id
            if mention.actor.known or mention.antecedent or not id_.startswith("text:"):
                continue
            for noun in _said_of(sentence, mention):
                if noun.lemma.lower() in mouthpieces and id_ not in speaking_for:
                    body = _body(sentence, mention, noun, here)
                    kind = kinds.get(body.actor.kind or "") if body is not None else None
                    if kind is not None:
                        speaking_for[id_] = kind
                phrase = [t for t in sentence.noun_phrase(noun) if t.i <= noun.i] or [noun]
                kind = voice_rules().described_by(phrase, noun)
                if kind not in (None, VoiceKind.UNKNOWN, VoiceKind.OUTLET):
                    described.setdefault(id_, kind)
    return Roles(speaking_for, described)


def _said_of(sentence: Sentence, mention: ActorMention) -> Iterator[Token]:
    """Yield the nouns that say what the person of a mention is."""
    head = sentence.tokens[mention.head]
    yield from (t for t in sentence.tokens[mention.first : mention.last] if t.i != head.i)
    yield from (t for t in sentence.kids(head, *_BESIDE) if not mention.first <= t.i < mention.last)
    yield from sentence.kids(head, "appos")
    if head.dep == "appos":
        yield sentence.head_of(head)


def _body(
    sentence: Sentence, mention: ActorMention, noun: Token, actors: Sequence[ActorMention]
) -> ActorMention | None:
    """Return the body that a mouthpiece's noun names: before it or the name, or after "for" and "of"."""
    heads = {k.i for at in (noun, sentence.tokens[mention.head]) for k in sentence.kids(at, *_BESIDE)}
    for prep in sentence.kids(noun, "prep"):
        if prep.lower in ("for", "of"):
            heads |= {k.i for k in sentence.kids(prep, "pobj")}
    return next((a for a in actors if a.head in heads and a.actor.id != mention.actor.id), None)
