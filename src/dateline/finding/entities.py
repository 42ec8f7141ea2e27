"""Everything that a document names: people, bodies, places, operations, arms, times and amounts.

Invariant: a name is one mention of one type, without article or title; what is described ("the two battalions") is a
mention with its article, and may hold names. What the other finders made of the same words (an actor, a place) is kept
beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.finding.entity_names import propose
from dateline.finding.entity_nominals import Described, describe
from dateline.finding.entity_proposals import Proposal
from dateline.finding.entity_rules import entity_rules
from dateline.finding.entity_typing import settle
from dateline.finding.mentions import ActorMention, NumberMention, PlaceMention, TimeMention
from dateline.language import Sentence
from dateline.model import Actor, Document, Evidence, Mention, MentionForm, MentionType

__all__ = ["find_entities"]


def find_entities(
    document: Document,
    sentences: Sequence[Sentence],
    *,
    times: Sequence[Sequence[TimeMention]],
    places: Sequence[Sequence[PlaceMention]],
    actors: Sequence[Sequence[ActorMention]],
    numbers: Sequence[Sequence[NumberMention]],
) -> tuple[tuple[Mention, ...], ...]:
    """Return the mentions of each sentence, in order of their start, the longer first.

    The other finders' mentions are one sequence a sentence, as those finders give them; what they found in a sentence
    that was not parsed counts for nothing.
    """
    proposed = [propose(s, places=p, actors=a) for s, p, a in zip(sentences, places, actors, strict=True)]
    names = settle(sentences, proposed)
    found = []
    for i, sentence in enumerate(sentences):
        told = {n for t in times[i] for n in range(t.first, t.last)}
        mentions = [
            _named(document, sentence, p, actors[i]) for p in names[i] if not told.issuperset(range(p.first, p.last))
        ]
        described = describe(sentence, names[i], actors=actors[i])
        mentions += [_described(document, sentence, d) for d in described]
        mentions += [_timed(t) for t in times[i] if t.evidence.words.lower() not in entity_rules().no_times]
        mentions += [Mention(MentionType.QUANTITY, MentionForm.NOMINAL, n.evidence) for n in numbers[i] if _counts(n)]
        found.append(tuple(sorted(mentions, key=_order)))
    return tuple(found)


def _order(mention: Mention) -> tuple[int, int, str, str]:
    return mention.evidence.start, -mention.evidence.end, mention.type.value, mention.form.value


def _named(document: Document, sentence: Sentence, p: Proposal, actors: Sequence[ActorMention]) -> Mention:
    if p.letters is None:
        evidence = _evidence(document, sentence, p.first, p.last)
    else:
        start = sentence.tokens[p.first].start
        evidence = Evidence.at(document.text, start, start + p.letters)
    return Mention(p.type, MentionForm.NAME, evidence, _actor_at(p, actors) or p.actor, p.place)


def _actor_at(p: Proposal, actors: Sequence[ActorMention]) -> Actor | None:
    """Return the actor that the actor finder read in the same words, titles aside."""
    for mention in actors:
        if mention.first <= p.first and mention.last == p.last and p.type is MentionType.PERSON:
            return mention.actor
        if (mention.first, mention.last) == (p.first, p.last):
            return mention.actor
    return None


def _described(document: Document, sentence: Sentence, d: Described) -> Mention:
    return Mention(d.type, d.form, _evidence(document, sentence, d.first, d.last), d.actor)


def _timed(time: TimeMention) -> Mention:
    is_name = any(c.isupper() or c.isdigit() for c in time.evidence.words)
    return Mention(MentionType.TEMPORAL, MentionForm.NAME if is_name else MentionForm.NOMINAL, time.evidence)


def _counts(number: NumberMention) -> bool:
    """Tell whether a number counts something, rather than stands in a list, a name or an address."""
    words = number.evidence.words
    return words.lower() not in entity_rules().no_numbers and (number.noun is not None or len(words.split()) > 1)


def _evidence(document: Document, sentence: Sentence, first: int, last: int) -> Evidence:
    return Evidence.at(document.text, sentence.tokens[first].start, sentence.tokens[last - 1].end)
