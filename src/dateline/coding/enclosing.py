"""Find who acts where the one who acts is named for another word: in the noun that names the act, or in the act around.

Invariant: what is lent is lent by an act of the lexicon that encloses the one without an agent, and by its own parties.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import is_passive, pobjs, slot, subjects
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.coding.verbs import verb_candidates
from dateline.language import Token
from dateline.model import EventType

__all__ = ["enclosing_doers", "is_act", "noun_parties", "suffers"]


def enclosing_doers(scene: Scene, verb: Token) -> list[Token]:
    """Return who acts in the act that something was done in, or [] where no party is named there.

    "Killed in *police* firing", "died fighting *them*", "wounded when *soldiers* opened fire", "the *army's* raid, in
    which two were killed". Only for what nobody else is named for: a passive without an agent, and those who die.
    """
    for found in _around(scene, verb):
        if any(scene.actor_at(t) or scene.state_at(t) for t in found):
            return found
    return []


def noun_parties(scene: Scene, noun: Token) -> list[Token]:
    """Return who a noun says acts: "the army's raid", "a raid by the army", "an army raid", "the Iraqi offensive"."""
    sentence = scene.sentence
    owners = [] if suffers(scene, noun) else slot(sentence, noun, "poss")
    for found in (owners, pobjs(sentence, noun, "by")):
        if any(scene.actor_at(t) for t in found):
            return found
    led = [t for k in sentence.kids(noun, "acl") for t in pobjs(sentence, k, "by")]  # "an ambush led by rebels"
    if any(scene.actor_at(t) for t in led):
        return led
    sides = pobjs(sentence, noun, "between")
    if any(scene.actor_at(t) for t in sides[:1]):
        return sides[:1]
    before = [k for k in sentence.kids(noun, "compound", "amod", "nmod") if k.i < noun.i]
    return [k for k in before if scene.actor_at(k) is not None or scene.state_at(k) is not None]


def suffers(scene: Scene, noun: Token) -> bool:
    """Tell whether an act's possessor is who it is done to: "the *mayor's* arrest", but "*his* arrest of a rival"."""
    return scene.lexicon.governs("suffered", "nouns", noun.lemma) and not pobjs(scene.sentence, noun, "of")


def _around(scene: Scene, verb: Token) -> Iterator[list[Token]]:
    """Yield the parties of every act around a verb, nearest first."""
    sentence = scene.sentence
    for thing in pobjs(sentence, verb, "in", "during"):
        if is_act(scene, thing):
            yield noun_parties(scene, thing) or pobjs(sentence, thing, "with")
        elif any(is_act(scene, k) for k in sentence.kids(thing, "acl")):
            yield [thing]  # "police firing", read as police who fire
    for clause in _clauses(scene, verb):
        if any(_is_violence(c) for c in verb_candidates(scene, clause)):
            yield pobjs(sentence, clause, "by") if is_passive(sentence, clause) else subjects(sentence, clause)
    if verb.dep == "relcl" and any(t.tag == "WDT" for t in pobjs(sentence, verb, "in", "during")):
        yield from _antecedents(scene, verb)


def _clauses(scene: Scene, verb: Token) -> list[Token]:
    """Return the clauses that say when it happened, of the verb and those joined with it ("killed and hurt when")."""
    sentence = scene.sentence
    group = [verb, *sentence.kids(verb, "conj")]
    if verb.dep == "conj":
        group.append(sentence.head_of(verb))
    return [
        clause
        for member in group
        for clause in sentence.kids(member, "advcl")
        if any(scene.lexicon.governs("occasion", "marks", k.lower) for k in sentence.kids(clause, "mark", "advmod"))
    ]


def _antecedents(scene: Scene, verb: Token) -> Iterator[list[Token]]:
    """Yield the parties of the act that "in which" refers to; a parser may hang the clause on a word below that act."""
    sentence = scene.sentence
    for above in sentence.ancestors(verb):
        if above.pos in ("NOUN", "PROPN") or above.tag == "VBG":
            if is_act(scene, above):
                yield noun_parties(scene, above) or subjects(sentence, above)
                return
        elif above.pos != "ADP":
            return


def _is_violence(candidate: object) -> bool:
    return isinstance(candidate, Trigger) and candidate.sense.type is EventType.ASSAULT


def is_act(scene: Scene, token: Token) -> bool:
    """Tell whether a word is a noun of the lexicon and heads no actor, whatever it means here."""
    if any(m.head == token.i for m in scene.actors):
        return False  # "security *forces*", though a "joint force" is formed
    return token.lemma in scene.lexicon.nouns or token.lower in scene.lexicon.nouns
