"""Who holds a place: said by a verb, by who is in control, by what a place is under, or by whom it fell to.

Invariant: both the holder and the place are named and resolved; "might take", "lost" and "does not control" are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.coding.claims.saying import Voices, actor_term, is_stated, make, place_term, when_held, words_term
from dateline.coding.grammar import is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon.claim_words import ClaimWords
from dateline.language import Token
from dateline.model import Claim, ClaimKind, Term

__all__ = ["control_claims"]

_STATED = (
    "holder_verb_place",
    "holder_verb_noun_place",
    "holder_in_noun_place",
    "place_under_noun",
    "place_verb_to_holder",
)


def control_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield who holds which place."""
    forms = scene.lexicon.claims
    sentence = scene.sentence
    for verb in sentence.tokens:
        if verb.pos not in ("VERB", "AUX"):
            continue
        for entry in forms.get("place_participle", ()):
            if verb.lemma in entry.verbs and verb.dep == "amod":
                before = sentence.kids(verb, "npadvmod", "compound", "nmod", "nsubj", "amod")
                yield from _claims(scene, voices, verb, before, [sentence.head_of(verb)], entry)
        if verb.dep != "amod" and _may_tell(scene, verb):
            # Whether it is stated takes longest to tell, and is asked last.
            found = list(_said(scene, voices, verb))
            if found and is_stated(scene, verb):
                yield from found


def _said(scene: Scene, voices: Voices, verb: Token) -> Iterator[Claim]:
    """Yield who holds what by one verb, stated or not."""
    forms = scene.lexicon.claims
    sentence = scene.sentence
    passive = is_passive(sentence, verb)
    doers = pobjs(sentence, verb, "by") if passive else subjects(sentence, verb)
    for entry in forms.get("holder_verb_place", ()):
        if verb.lemma in entry.verbs:
            yield from _claims(scene, voices, verb, doers, _held(scene, verb), entry)
    for entry in forms.get("holder_verb_noun_place", ()):
        if verb.lemma in entry.verbs:
            held = [t for t in objects(sentence, verb) if t.lemma in entry.nouns]
            places = [p for t in held for p in pobjs(sentence, t, *entry.prepositions)]
            yield from _claims(scene, voices, verb, doers, places, entry)
    if passive:
        return
    for entry in forms.get("holder_in_noun_place", ()):
        if verb.lemma in entry.verbs:
            held = [t for t in pobjs(sentence, verb, *entry.prepositions) if t.lemma in entry.nouns]
            places = [p for t in held for p in pobjs(sentence, t, "of")]
            yield from _claims(scene, voices, verb, doers, places, entry)
    for entry in forms.get("place_under_noun", ()):
        if verb.lemma in entry.verbs:
            held = [t for t in pobjs(sentence, verb, *entry.prepositions) if t.lemma in entry.nouns]
            holders = [h for t in held for h in _holders(scene, t)]
            yield from _claims(scene, voices, verb, holders, doers, entry)
    for entry in forms.get("place_verb_to_holder", ()):
        if verb.lemma in entry.verbs:
            yield from _claims(scene, voices, verb, pobjs(sentence, verb, *entry.prepositions), doers, entry)


def _may_tell(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is one of any form of this claim: few are."""
    forms = scene.lexicon.claims
    return any(verb.lemma in entry.verbs for form in _STATED for entry in forms.get(form, ()))


def _held(scene: Scene, verb: Token) -> list[Token]:
    """Return what a verb of holding holds, as long as nothing stands with it that is done there ("hold a vote in")."""
    return [t for t in objects(scene.sentence, verb) if scene.place_at(t) is not None]


def _holders(scene: Scene, noun: Token) -> list[Token]:
    """Return whose control it is: "rebel control", "the militia's control", "control of the rebels"."""
    sentence = scene.sentence
    return [*sentence.kids(noun, "poss", "compound", "amod", "nmod"), *pobjs(sentence, noun, "of", "by")]


def _described(scene: Scene, token: Token, entry: ClaimWords) -> Term | None:
    """Return who a word before "control" names: a state ("Ethiopian control") or fighters ("rebel-held")."""
    state = scene.state_at(token)
    if state is None and token.pos == "NOUN" and token.dep != "pobj" and scene.fits(token, ("@armed",)):
        return words_term(scene, [token])
    if state is None or (entry.kinds and state.actor.kind not in entry.kinds):
        return None
    return Term(state.actor.name, state.evidence, state.actor.id)


def _claims(
    scene: Scene, voices: Voices, verb: Token, holders: Sequence[Token], places: Sequence[Token], entry: ClaimWords
) -> Iterator[Claim]:
    """Yield one claim a place; several holders at once are a coalition, of which the first is named."""
    holder = next((t for h in holders if (t := actor_term(scene, h, entry.kinds) or _described(scene, h, entry))), None)
    if holder is None:
        return
    for token in places:
        place = place_term(scene, token)
        if place is not None and place.evidence != holder.evidence:
            when = when_held(scene, verb)
            yield make(scene, ClaimKind.CONTROL, voices, verb, subject=holder, object=place, when=when)
