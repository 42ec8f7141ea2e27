"""Find the heads that may be acted upon: slot by slot, in the order that the sense of the act asks for them.

Invariant: only the parse and the sense decide where to look; whether a head is a party is asked of the finders, and the
first slot that one fills is taken, so that a party is never guessed past a nearer one.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.enclosing import is_act, noun_parties, suffers
from dateline.coding.grammar import conjuncts, infinitives, is_passive, objects, pobjs, slot, subjects
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import ActorMention
from dateline.language import Token
from dateline.model import EventType

__all__ = ["party_at", "things_of"]

_AGAINST = ("against", "on", "upon", "at", "toward", "towards", "into")
_HELPING = frozenset({EventType.AGREE, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
_TOWARDS = ("to", "toward", "towards", "against", "on")


def things_of(scene: Scene, trigger: Trigger, doers: Sequence[Token]) -> list[Token]:
    """Return the heads that may be acted upon: the first slot of the sense that an actor fills, else anything."""
    slots = _noun_slots(scene, trigger) if trigger.is_noun else _verb_slots(scene, trigger)
    filled = [[t for t in tokens if _may_be_thing(scene, trigger, doers, t)] for tokens in slots]
    beyond = _inside(scene, trigger, doers, filled) if trigger.inner is not None else _loosely(scene, trigger, doers)
    if trigger.sense.recipient == ():
        beyond = []
    for tokens in (*filled, *beyond):
        if any(party_at(scene, t, states=True) for t in tokens):
            return tokens
    return next((tokens for tokens in filled if tokens), [])


def _noun_slots(scene: Scene, trigger: Trigger) -> list[list[Token]]:
    """Return the slots of a noun: its own, then those of the verb that carries it or says that it happened."""
    sentence, sense = scene.sentence, trigger.sense
    slots = [slot(sentence, trigger.token, s) for s in sense.recipient or () if s.startswith("prep:")]
    slots += [pobjs(sentence, trigger.token, p) for p in _AGAINST]
    if suffers(scene, trigger.token):
        slots.insert(0, slot(sentence, trigger.token, "poss"))
    # What a noun is "of" is acted upon, unless the sense says who acts or names other slots ("deployment of troops").
    named = sense.recipient is not None and "prep:of" not in sense.recipient
    if not named and "prep:of" not in sense.actor and sense.actor != ("prep:between", "prep:by"):
        slots.append(pobjs(sentence, trigger.token, "of"))
    slots.append(_sides(scene, trigger))
    if trigger.light is not None:
        if scene.lexicon.governs("light_suffering", "verbs", trigger.light.lemma):
            slots.append(subjects(sentence, trigger.light))
        slots += [pobjs(sentence, trigger.light, p) for p in ("against", "on", "upon", *_with(trigger))]
    if trigger.happens is not None:
        slots += [pobjs(sentence, trigger.happens, p) for p in ("against", "on", "upon")]
    return slots


def _verb_slots(scene: Scene, trigger: Trigger) -> list[list[Token]]:
    """Return the slots of a verb: those its sense names, or its object and what it is done against."""
    sentence, sense, verb = scene.sentence, trigger.sense, trigger.token
    if sense.roles in ("subject_is_recipient", "speaker_is_actor"):
        slots = [subjects(sentence, verb)]
    elif sense.recipient is not None:
        slots = [slot(sentence, verb, s) for s in sense.recipient]
        preps = [name.removeprefix("prep:") for name in sense.recipient if name.startswith("prep:")]
        slots += [pobjs(sentence, thing, *preps) for thing in _held(scene, trigger) if preps]
    else:
        slots = [objects(sentence, verb), pobjs(sentence, verb, *_AGAINST)]
    of_pattern = [t for other in trigger.tokens if other.i != verb.i for t in _governed(scene, other)]
    slots.insert(0 if len(trigger.tokens) > 1 else len(slots), of_pattern)
    # "Clashes between herders and *farmers* left nine dead": the second side of the act that is the subject.
    slots += [pobjs(sentence, t, "between")[1:] for t in subjects(sentence, verb) if is_act(scene, t)]
    # What is acted upon may stand with the object: "firing rockets at the base", "turned in guns to the army".
    return [*slots, *(pobjs(sentence, o, *_AGAINST) for o in sentence.kids(verb, "dobj"))]


def _inside(
    scene: Scene, trigger: Trigger, doers: Sequence[Token], filled: Sequence[Sequence[Token]]
) -> list[list[Token]]:
    """Return whom the act inside a complement is done to, where the outer act is meant for them too."""
    inner = trigger.inner
    if inner is None:
        return []
    # "Told *agencies* not to work with the rebels": who was told is known, though it is no actor
    asks = trigger.sense.type is EventType.REQUEST
    if asks and any(not is_act(scene, t) for tokens in filled for t in tokens):
        return []
    if trigger.sense.type is EventType.THREATEN and inner.sense.type in _HELPING:
        return []  # "threatened to help the rebels" is not meant for the rebels
    # "Called for members of the party *to be banned*" is not addressed to them; a threat is meant for them.
    if trigger.sense.type is not EventType.THREATEN and not inner.is_noun and is_passive(scene.sentence, inner.token):
        return []
    return [things_of(scene, inner, doers)]


def _may_be_thing(scene: Scene, trigger: Trigger, doers: Sequence[Token], token: Token) -> bool:
    """Tell whether a head may be acted upon; a word of the trigger may where it names an actor ("took *hostages*")."""
    if token in doers or scene.is_time(token) or _is_audience(scene, token):
        return False
    if trigger.sense.reciprocal and trigger.sense.type is not EventType.ASSAULT and is_act(scene, token):
        return False  # who talks about a withdrawal does not talk to those who withdraw
    bare = token.tag == "NN" and not scene.sentence.kids(token)  # "taken *prisoner*" names nobody, "took hostages" does
    return token not in trigger.tokens or (
        not bare and token.i != trigger.token.i and scene.actor_at(token) is not None
    )


def _is_audience(scene: Scene, token: Token) -> bool:
    """Tell whether an outlet is only told of it ("complained to the *newspaper*")."""
    mention = scene.actor_at(token)
    is_told = token.dep == "pobj" and scene.sentence.head_of(token).lower == "to"
    return is_told and mention is not None and mention.actor.kind == "media"


def _held(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return what a slot may hang on for the verb: "suspended *aid* to Mali", "lifted sanctions *imposed* on Chad"."""
    sentence, verb = scene.sentence, trigger.token
    held = [*sentence.kids(verb, "dobj", "nsubjpass"), *(t for t in trigger.tokens if t.i != verb.i)]
    return [*held, *(k for thing in held for k in sentence.kids(thing, "acl") if k.tag == "VBN")]


def _loosely(scene: Scene, trigger: Trigger, doers: Sequence[Token]) -> list[list[Token]]:
    """Return what stands with the act in no slot of its sense, for actors only: "condolences to the *family*"."""
    sentence, verb = scene.sentence, trigger.light or trigger.token
    holders = [verb, *(_held(scene, trigger) if not trigger.is_noun else [trigger.token])]
    towards = [*_TOWARDS, *_with(trigger)]
    loose = [pobjs(sentence, holder, *towards) for holder in dict.fromkeys(holders)]
    aims = not trigger.sense.reciprocal and trigger.sense.type is not EventType.RETREAT
    if aims and (trigger.light is not None or not trigger.is_noun):
        # "mounted an operation to free the *hostages*", "offered to work with the *tribunal*"
        for aim in infinitives(sentence, verb):
            loose += [objects(sentence, aim), pobjs(sentence, aim, *towards)]
    return [[t for t in tokens if _may_be_thing(scene, trigger, doers, t)] for tokens in loose]


def _with(trigger: Trigger) -> tuple[str, ...]:
    """Return "with" where it names the other side; of one-sided violence it tells the means, or what came with it."""
    one_sided = trigger.sense.type in (EventType.ASSAULT, EventType.COERCE) and not trigger.sense.reciprocal
    return () if one_sided else ("with",)


def _governed(scene: Scene, other: Token) -> list[Token]:
    """Return what a preposition of the pattern governs, but for what is only asked for."""
    if other.lower == "for":
        return []
    return [c for k in scene.sentence.kids(other, "pobj") for c in conjuncts(scene.sentence, k)]


def _sides(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return the second side of "clashes between A and B"; the first one acts. An assault "with tanks" has no side."""
    is_mutual = trigger.sense.reciprocal or trigger.sense.type is not EventType.ASSAULT
    both = pobjs(scene.sentence, trigger.token, "between", *(("with",) if is_mutual else ()))
    return both[1:] if len(both) > 1 else both


def party_at(scene: Scene, token: Token, *, states: bool = False) -> ActorMention | None:
    """Return the actor that a slot's head is, or whose it is; with `states`, a country's name is its state."""
    found = scene.actor_at(scene.content(token)) or scene.actor_at(token) or scene.state_at(token)
    if found is None and states:
        found = scene.country_at(token)
    if found is not None:
        return found
    # "U.S. military bases", "a camp of the rebels", "demands from the union": no actor, but it says whose it is.
    # Of an act only who does it: whoever condemns a killing speaks to the killers.
    sentence = scene.sentence
    if is_act(scene, token):
        return next((doer for t in noun_parties(scene, token) if (doer := scene.actor_at(t)) is not None), None)
    if scene.lexicon.governs("apart", "nouns", token.lemma):
        return None
    owners = sentence.kids(token, "poss", "compound", "amod", "nmod") + pobjs(sentence, token, "of", "by", "from")
    return next((owner for kid in owners if (owner := scene.actor_at(kid)) is not None), None)
