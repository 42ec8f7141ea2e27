"""Find the words that name events: verbs and nouns of the lexicon whose surroundings fit one of their senses.

Invariant: one act, one trigger. A light verb and its noun ("carried out an attack") are one trigger; the same act named
by a noun and by the verb it depends on ("the attack killed four") is kept once, as the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.coding.nouns import is_named_after, noun_candidates
from dateline.coding.scene import Scene
from dateline.coding.settling import settle
from dateline.coding.trigger import Miss, Trigger, is_gerund
from dateline.coding.verbs import demanded, verb_candidates
from dateline.knowledge.lexicon import Pattern
from dateline.language import Token

__all__ = ["Weighing", "find_triggers", "weigh"]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Hold the triggers of one sentence, in order, and everything that nearly was one, with the reason."""

    triggers: tuple[Trigger, ...]
    misses: tuple[Miss, ...]


def find_triggers(scene: Scene) -> list[Trigger]:
    """Return the triggers of one sentence, in order."""
    return list(weigh(scene).triggers)


def weigh(scene: Scene) -> Weighing:
    """Weigh every sense whose words stand in the sentence, and keep the best of each word, once an act."""
    found: dict[int, Trigger] = {}
    misses: list[Miss] = []
    may_demand = not scene.sentence.words.isdisjoint(scene.lexicon.modals)
    for token in scene.sentence.tokens:
        is_known = _is_known(scene, token)
        if not (is_known or may_demand) or (token.text[:1].isupper() and is_named_after(scene, token)):
            continue
        trigger = None
        for candidate in _candidates(scene, token) if is_known else ():
            if isinstance(candidate, Miss):
                misses.append(candidate)
            elif trigger is None or _rank(candidate) > _rank(trigger):
                trigger, loser = candidate, trigger
                misses += [_beaten(loser, candidate)] if loser else []
            else:
                misses.append(_beaten(candidate, trigger))
        demand = demanded(scene, token) if may_demand else None
        trigger = replace(demand, inner=trigger) if demand is not None else trigger
        if trigger is not None:
            found[token.i] = trigger
    kept, gone = settle(scene, found)
    for i, why in gone.items():
        misses.append(_missed(found[i], why))
    return Weighing(tuple(kept), tuple(sorted(misses, key=lambda m: (m.token.i, m.sense.id))))


def _is_known(scene: Scene, token: Token) -> bool:
    """Tell whether any sense begins with a word: most words begin none."""
    lexicon = scene.lexicon
    return token.lemma in lexicon.verbs or token.lemma in lexicon.nouns or token.lower in lexicon.nouns


def _candidates(scene: Scene, token: Token) -> Iterator[Trigger | Miss]:
    """Yield what noun and verb senses make of a token; a word taken as a noun is not taken as a verb."""
    as_noun = False
    if token.pos in ("NOUN", "PROPN") or is_gerund(token):
        for candidate in noun_candidates(scene, token):
            as_noun = as_noun or isinstance(candidate, Trigger)
            yield candidate
    if not as_noun and not is_gerund(token) and (token.pos in ("VERB", "AUX") or token.tag in ("VBN", "VBG")):
        yield from verb_candidates(scene, token)


def _rank(trigger: Trigger) -> tuple[int, int]:
    """Of two senses the longer words are meant, then the one that asks more of its surroundings."""
    words = len(trigger.tokens) - 1
    return words, trigger.sense.constraints


def _beaten(loser: Trigger, winner: Trigger) -> Miss:
    return _missed(loser, f"{winner.sense.id} fits more closely")


def _missed(trigger: Trigger, why: str) -> Miss:
    """Make a Miss of a trigger that was not kept."""
    known = (*trigger.sense.verbs, *trigger.sense.nouns, *trigger.sense.weak_nouns)
    words = (trigger.token.lemma, trigger.token.lower)
    pattern = next((p for p in known if p.head in words), Pattern(trigger.token.lemma))
    return Miss(trigger.token, pattern, trigger.sense, why)
