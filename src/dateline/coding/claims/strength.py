"""How strong a group is, and how many seats it won: a number of fighters, weapons or seats that an actor has.

Invariant: the holder is named, and the number counts what the data calls strength or seats; a vague number ("dozens of
tanks") keeps its words and leaves the value empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.claims.saying import (
    Voices,
    actor_term,
    is_person,
    is_stated,
    make,
    phrase_term,
    place_term,
    when_held,
)
from dateline.coding.grammar import is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.finding.mentions import NumberMention
from dateline.knowledge.lexicon.claim_words import ClaimWords
from dateline.language import Token
from dateline.model import Claim, ClaimKind, Term

__all__ = ["strength_claims"]


def strength_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield how many fighters, weapons or seats who has."""
    if not scene.numbers:
        return
    forms, sentence = scene.lexicon.claims, scene.sentence
    for token in sentence.tokens:
        if token.pos in ("VERB", "AUX") and _may_tell(scene, token) and is_stated(scene, token):
            for entry in forms.get("holder_verb_number", ()):
                if token.lemma in entry.verbs and not is_passive(sentence, token):
                    yield from _has(scene, voices, token, entry)
            for entry in forms.get("there_are_number", ()):
                if token.lemma == "be" and sentence.kids(token, "expl"):
                    yield from _there_are(scene, voices, token, entry)
            for entry in forms.get("holder_number_strong", ()):
                for strong in sentence.kids(token, "acomp", "attr"):
                    if strong.lemma in entry.adjectives:
                        yield from _strong(scene, voices, token, strong)
        for entry in forms.get("holders_number", ()):
            if token.lemma in entry.nouns:
                holder = next((t for k in sentence.kids(token, "poss") if (t := actor_term(scene, k))), None)
                number = _number(scene, token)
                if holder is not None and number is not None and not _is_place(scene, sentence.kids(token, "poss")):
                    unit = token.lemma
                    yield make(scene, ClaimKind.STRENGTH, voices, token, subject=holder, number=number, unit=unit)


def _may_tell(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is in any of the forms: cheaper to know than whether what it says is stated."""
    forms, sentence = scene.lexicon.claims, scene.sentence
    if verb.lemma == "be" or any(verb.lemma in entry.verbs for entry in forms.get("holder_verb_number", ())):
        return True
    return bool(sentence.kids(verb, "acomp", "attr"))


def _has(scene: Scene, voices: Voices, verb: Token, entry: ClaimWords) -> Iterator[Claim]:
    sentence = scene.sentence
    holder = next((t for s in subjects(sentence, verb) if (t := _holder(scene, s, entry))), None)
    if holder is None:
        return
    things = objects(sentence, verb) or sentence.kids(verb, "attr", "npadvmod")
    for thing in things:
        found = _counted(scene, thing, entry.nouns)
        if found is None and verb.lemma == "number" and entry.kind is ClaimKind.STRENGTH:
            found = next(((m, None) for m in scene.numbers if m.noun is None and m.first <= thing.i < m.last), None)
        if found is not None:
            number, unit = found
            when = when_held(scene, verb)
            yield make(scene, entry.kind, voices, verb, subject=holder, number=number, unit=unit, when=when)


def _holder(scene: Scene, token: Token, entry: ClaimWords) -> Term | None:
    """Return who has it: a named actor; seats are also won by lists and parties that no pack knows."""
    if entry.kind is ClaimKind.SEATS:
        return phrase_term(scene, token) if token.pos == "PROPN" else actor_term(scene, token)
    if is_person(scene, token) or scene.place_at(token) is not None:
        return None
    return actor_term(scene, token, entry.kinds)


def _counted(scene: Scene, thing: Token, nouns: frozenset[str]) -> tuple[NumberMention, str | None] | None:
    """Return the number of a thing of the list: "14 tanks", "21 of 51 seats", "seven out of 27 seats"."""
    if thing.lemma in nouns:
        number = _number(scene, thing)
        return (number, thing.lemma) if number is not None else None
    number = next((m for m in scene.numbers if m.first <= thing.i < m.last), None)
    if number is None:
        return None
    whole = next((t for t in pobjs(scene.sentence, thing, "of", "out") if t.lemma in nouns), None)
    return (number, whole.lemma) if whole is not None else None


def _number(scene: Scene, noun: Token) -> NumberMention | None:
    """Return the first number that counts the noun: of "21 of 51 seats" that is what was won."""
    return next((m for m in scene.numbers if m.noun == noun.i or m.first <= noun.i < m.last), None)


def _there_are(scene: Scene, voices: Voices, verb: Token, entry: ClaimWords) -> Iterator[Claim]:
    sentence = scene.sentence
    for noun in sentence.kids(verb, "attr", "nsubj"):
        number = _number(scene, noun)
        holder = actor_term(scene, noun)
        if noun.lemma not in entry.nouns or number is None or number.range.high == 0 or holder is None:
            continue
        places = [*pobjs(sentence, noun, "in", "at"), *pobjs(sentence, verb, "in", "at")]
        where = next((p for t in places if (p := place_term(scene, t))), None)
        when = when_held(scene, verb)
        unit = noun.lemma
        yield make(
            scene, ClaimKind.STRENGTH, voices, verb, subject=holder, object=where, number=number, unit=unit, when=when
        )


def _strong(scene: Scene, voices: Voices, verb: Token, strong: Token) -> Iterator[Claim]:
    number = next((m for m in scene.numbers if m.last == strong.i), None)
    holder = next((t for s in subjects(scene.sentence, verb) if (t := actor_term(scene, s))), None)
    if number is not None and holder is not None:
        when = when_held(scene, verb)
        yield make(scene, ClaimKind.STRENGTH, voices, verb, subject=holder, number=number, when=when)


def _is_place(scene: Scene, tokens: list[Token]) -> bool:
    return any(scene.place_at(t) is not None for t in tokens)
