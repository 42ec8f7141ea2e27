"""Find who acts: subjects, agents, possessors, and whoever stands behind an act or a statement that acts.

Invariant: a doer is a token of the same sentence that the grammar puts there; nobody is added because nobody is named.
"""

from __future__ import annotations

from dateline.coding.enclosing import enclosing_doers, is_act, noun_parties
from dateline.coding.grammar import is_passive, objects, pobjs, slot, subjects
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.language import Token

__all__ = ["doers_of"]

# Persons and bodies that a clause's subject pronoun takes up from the verb of saying above it.
_TAKES_UP = frozenset({"it", "they", "he", "she"})


def doers_of(scene: Scene, trigger: Trigger) -> tuple[list[Token], bool]:
    """Return the heads that may act, best first, and whether a passive leaves its agent out."""
    found, passive_without = _found(scene, trigger)
    return [_taken_up(scene, t) for t in found], passive_without


def _found(scene: Scene, trigger: Trigger) -> tuple[list[Token], bool]:
    sentence, sense = scene.sentence, trigger.sense
    if trigger.is_noun:
        own = _noun_doers(scene, trigger)
        if own:
            return own, False
        light = trigger.light
        if light is None or scene.lexicon.governs("light_suffering", "verbs", light.lemma):
            return _outer_doers(scene, trigger), False
        if is_passive(sentence, light):
            agents = pobjs(sentence, light, "by") or _deciders(scene, light)
            return agents, not agents
        return subjects(sentence, light), False
    verb = trigger.token
    if trigger.speaker is not None:
        return subjects(sentence, trigger.speaker), False
    if is_passive(sentence, verb):
        agents = _lent(scene, verb, pobjs(sentence, verb, "by")) or enclosing_doers(scene, verb)
        agents = agents or _deciders(scene, verb)
        return agents, not agents
    if sense.roles in ("subject_is_recipient", "subject_is_means"):
        return _lent(scene, verb, pobjs(sentence, verb, "by")) or enclosing_doers(scene, verb), False
    return ([] if _is_witnessed(scene, verb) else _lent(scene, verb, subjects(sentence, verb))), False


def _is_witnessed(scene: Scene, verb: Token) -> bool:
    """Tell whether the subject above only tells of an act: "residents reported *shelling*"."""
    above = scene.sentence.head_of(verb)
    bare = verb.tag == "VBG" and verb.dep in ("xcomp", "ccomp") and not scene.sentence.kids(verb, "nsubj")
    return bare and scene.lexicon.governs("witnessed", "verbs", above.lemma)


def _lent(scene: Scene, verb: Token, found: list[Token]) -> list[Token]:
    """Return who stands behind what is no actor and acts all the same, or what stands there.

    The doers of an act ("the *attack* killed four"), who claims one, and who makes a statement: in "the council issued
    a statement calling on him to go" the council calls.
    """
    lent = [d for t in found if is_act(scene, t) for d in noun_parties(scene, t) or _claimants(scene, t)]
    if lent or not found or any(scene.actor_at(t) or t.pos == "PRON" for t in found):
        return lent or found
    sentence, thing = scene.sentence, found[0]
    above = sentence.head_of(thing)
    if verb.dep in ("acl", "relcl") and verb.head == thing.i and thing.dep == "dobj" and above.pos == "VERB":
        makers = subjects(sentence, above)
        if scene.lexicon.governs("telling", "nouns", thing.lemma) and not is_passive(sentence, above):
            return makers or found
    return found


def _claimants(scene: Scene, act: Token) -> list[Token]:
    """Return who answers for an act: "claimed responsibility for the *bombing*", "is behind the *attacks*"."""
    sentence = scene.sentence
    while act.dep == "conj":
        act = sentence.head_of(act)
    prep = sentence.head_of(act)
    owning = sentence.head_of(prep)
    if act.dep != "pobj":
        return []
    if scene.lexicon.governs("owning", "prepositions", prep.lower) and owning.lemma == "be":
        return subjects(sentence, owning)
    if not scene.lexicon.governs("owning", "nouns", owning.lemma):
        return []
    verb = sentence.head_of(owning)
    owns = owning.dep == "dobj" and scene.lexicon.governs("owning", "verbs", verb.lemma)
    return subjects(sentence, verb) if owns or (owning.dep == "acomp" and verb.lemma == "be") else []


def _authors(scene: Scene, act: Token) -> list[Token]:
    """Return whose an act is said to be: "the attack was the *work* of rebels"."""
    sentence = scene.sentence
    verb = sentence.head_of(act)
    if act.dep != "nsubj" or verb.lemma != "be" or sentence.kids(verb, "neg"):
        return []
    called = [t for t in sentence.kids(verb, "attr") if scene.lexicon.governs("authored", "nouns", t.lemma)]
    return [t for noun in called for t in pobjs(sentence, noun, "of")]


def _noun_doers(scene: Scene, trigger: Trigger) -> list[Token]:
    sense, noun = trigger.sense, trigger.token
    found: list[Token] = []
    for name in sense.actor:
        found.extend(slot(scene.sentence, noun, name))
    return found or noun_parties(scene, noun)


def _outer_doers(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return who is behind an act that only its noun names: accused of it, answering for it, or deciding on it."""
    sentence, act = scene.sentence, trigger.token
    claimants = _claimants(scene, act) or _authors(scene, act)
    if claimants:
        return claimants
    for above in sentence.ancestors(act):
        if above.pos in ("VERB", "AUX"):
            if scene.lexicon.governs("hedged", "verbs", above.lemma) and objects(sentence, above):
                return objects(sentence, above)
            decided = act in objects(sentence, above) and scene.lexicon.governs("deciding", "verbs", above.lemma)
            return subjects(sentence, above) if decided and not is_passive(sentence, above) else []
    return []


def _deciders(scene: Scene, verb: Token) -> list[Token]:
    """Return who announces or orders what is to be done by nobody named: "*she* announced that it would be closed".

    Only of what is to come: who announces what was done need not have done it.
    """
    sentence = scene.sentence
    while verb.dep == "conj":
        verb = sentence.head_of(verb)
    above = sentence.head_of(verb)
    to_come = any(scene.lexicon.governs("planned", "auxiliaries", k.lower) for k in sentence.kids(verb, "aux"))
    if verb.dep != "ccomp" or not to_come or not scene.lexicon.governs("deciding", "verbs", above.lemma):
        return []
    return [t for t in subjects(sentence, above) if scene.actor_at(t) is not None]


def _taken_up(scene: Scene, token: Token) -> Token:
    """Return the subject that says of itself what it does ("the union said *it* would strike"), or the token.

    Only for a pronoun that the finders could not resolve, where the subject of the verb of saying agrees in number.
    """
    sentence = scene.sentence
    if token.lower not in _TAKES_UP or token.dep not in ("nsubj", "nsubjpass") or scene.actor_at(token):
        return token
    clause = sentence.head_of(token)
    saying = sentence.head_of(clause)
    if clause.dep != "ccomp" or saying.pos != "VERB":
        return token
    above = sentence.kids(saying, "nsubj")
    if len(above) != 1 or above[0].pos == "PRON" or above[0].i > token.i:
        return token  # "they fired first, *residents* said" is no saying of theirs
    several = above[0].tag in ("NNS", "NNPS") or bool(sentence.kids(above[0], "conj"))
    return above[0] if several == (token.lower == "they") or above[0].pos == "PROPN" else token
