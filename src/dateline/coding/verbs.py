"""Match a verb with the senses of the lexicon: its own words, then what the sense asks of its surroundings.

Invariant: every sense whose words are there gives a Trigger, or a Miss with the first reason against it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import subjects
from dateline.coding.patterns import words_of_pattern
from dateline.coding.scene import Scene
from dateline.coding.surroundings import is_denied, verb_misfit
from dateline.coding.trigger import Miss, Trigger
from dateline.language import Token

__all__ = ["demanded", "verb_candidates"]


def verb_candidates(scene: Scene, token: Token) -> Iterator[Trigger | Miss]:
    """Yield what every sense with this verb makes of it here."""
    for pattern, sense in scene.lexicon.verbs.get(token.lemma, ()):
        if not scene.sentence.words.issuperset(pattern.rest):
            continue
        others = words_of_pattern(scene, token, pattern)
        if others is None:
            continue
        why = verb_misfit(scene, token, pattern, sense, others)
        if sense.negated and not is_denied(scene, token):
            continue  # what only a denial means is not near where nothing is denied
        if why is None:
            yield Trigger(token, tuple(sorted((token, *others), key=lambda t: t.i)), sense)
        else:
            yield Miss(token, pattern, sense, why)


def demanded(scene: Scene, token: Token) -> Trigger | None:
    """Read a modal of duty as a demand of whoever is quoted ("the envoy said that both sides must hold their fire")."""
    sentence = scene.sentence
    modal = next((k for k in sentence.kids(token, "aux") if k.lower in scene.lexicon.modals), None)
    if modal is None or token.dep not in ("ccomp", "parataxis", "ROOT"):
        return None
    told = token if token.dep == "ccomp" else next(iter(sentence.kids(token, "parataxis", "ccomp")), None)
    if told is None or not sentence.kids(sentence.head_of(told) if told is token else told, "nsubj"):
        return None
    sense = scene.lexicon.modals[modal.lower]
    speaker = sentence.head_of(token) if told is token else told
    obliged = subjects(sentence, token)
    if not any(scene.actor_at(t) for t in subjects(sentence, speaker)) or not any(scene.actor_at(t) for t in obliged):
        return None
    return Trigger(token, tuple(sorted((modal, token), key=lambda t: t.i)), sense, speaker=speaker)
