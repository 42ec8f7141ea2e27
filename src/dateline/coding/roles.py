"""Put the parties in their roles: who acts, who is acted upon, and why a role is empty where it is.

Invariant: a party is only what a finder named, with its words; a slot that is filled by something else gives a reason,
never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.doers import doers_of
from dateline.coding.enclosing import is_act, noun_parties, suffers
from dateline.coding.grammar import conjuncts, infinitives, is_passive, objects, pobjs, slot, subjects
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import ActorMention
from dateline.language import Token
from dateline.model import EventType, Party, PartyMissing

__all__ = ["Cast", "cast_roles"]

_AGAINST = ("against", "on", "upon", "at", "toward", "towards", "into")
_TOWARDS = ("to", "with", "toward", "towards", "against", "on")


@dataclass(frozen=True, slots=True)
class Cast:
    """Hold the parties of one act, the tokens they were looked for at, and the reasons where there are none."""

    actors: tuple[Party, ...]
    actors_missing: PartyMissing | None
    recipients: tuple[Party, ...]
    recipients_missing: PartyMissing | None
    recipient_tokens: tuple[Token, ...] = ()
    actor_tokens: tuple[Token, ...] = ()


def cast_roles(scene: Scene, trigger: Trigger) -> Cast:
    """Return who acts and who is acted upon in one act."""
    doers, passive_without = doers_of(scene, trigger)
    things = _things(scene, trigger, doers)
    actors = _parties(scene, doers)
    taken = {p.evidence for p in actors}
    recipients = tuple(p for p in _parties(scene, things, states=True) if p.evidence not in taken)
    recipients = tuple(p for p in recipients if p.actor.id not in {a.actor.id for a in actors})
    return Cast(
        actors,
        None if actors else PartyMissing.PASSIVE_WITHOUT_AGENT if passive_without else _why(doers),
        recipients,
        None if recipients else _why(things),
        tuple(things),
        tuple(doers),
    )


def _things(scene: Scene, trigger: Trigger, doers: Sequence[Token]) -> list[Token]:
    """Return the heads that may be acted upon: the first slot of the sense that an actor fills, else anything."""
    sentence, sense = scene.sentence, trigger.sense
    filled: list[list[Token]] = []
    if trigger.is_noun:
        filled = [pobjs(sentence, trigger.token, p) for p in _AGAINST]
        own = [s for s in sense.recipient or () if s.startswith("prep:")]
        filled = [slot(sentence, trigger.token, s) for s in own] + filled
        if suffers(scene, trigger.token):
            filled.insert(0, slot(sentence, trigger.token, "poss"))
        if "prep:of" not in sense.actor and sense.actor != ("prep:between", "prep:by"):
            filled.append(pobjs(sentence, trigger.token, "of"))
        filled.append(_sides(scene, trigger))
        if trigger.light is not None:
            if scene.lexicon.governs("light_suffering", "verbs", trigger.light.lemma):
                filled.append(subjects(sentence, trigger.light))
            filled.extend(pobjs(sentence, trigger.light, p) for p in ("against", "on", "upon", "with"))
        if trigger.happens is not None:
            filled.extend(pobjs(sentence, trigger.happens, p) for p in ("against", "on", "upon"))
    else:
        verb = trigger.token
        if sense.roles in ("subject_is_recipient", "speaker_is_actor"):
            filled = [subjects(sentence, verb)]
        elif sense.recipient is not None:
            filled = [slot(sentence, verb, s) for s in sense.recipient]
            preps = [name.removeprefix("prep:") for name in sense.recipient if name.startswith("prep:")]
            filled.extend(pobjs(sentence, thing, *preps) for thing in _held(scene, trigger) if preps)
        else:
            filled = [objects(sentence, verb), pobjs(sentence, verb, *_AGAINST)]
        pattern_slots = [t for other in trigger.tokens if other.i != verb.i for t in _governed(scene, other)]
        filled.insert(0 if len(trigger.tokens) > 1 else len(filled), pattern_slots)
        # What is acted upon may stand with the object: "firing rockets at the base", "turned in guns to the army".
        filled.extend(pobjs(sentence, o, *_AGAINST) for o in sentence.kids(verb, "dobj"))
    filled = [[t for t in tokens if _may_be_thing(scene, trigger, doers, t)] for tokens in filled]
    if trigger.inner is not None and sense.recipient != ():
        # "Told *agencies* not to work with the rebels": who was told is known, though it is no actor
        told = sense.type is EventType.REQUEST and any(not is_act(scene, t) for tokens in filled for t in tokens)
        # "Called for members of the party *to be banned*" is not addressed to them; a threat is meant for them.
        if sense.type is not EventType.THREATEN and not trigger.inner.is_noun:
            told = told or is_passive(sentence, trigger.inner.token)
        filled_inside = [] if told else [_things(scene, trigger.inner, doers)]
    else:
        filled_inside = [] if sense.recipient == () else _loosely(scene, trigger, doers)
    with_actor = next(
        (tokens for tokens in (*filled, *filled_inside) if any(_mention(scene, t, states=True) for t in tokens)), None
    )
    return with_actor or next((tokens for tokens in filled if tokens), [])


def _may_be_thing(scene: Scene, trigger: Trigger, doers: Sequence[Token], token: Token) -> bool:
    """Tell whether a head may be acted upon; a word of the trigger may where it names an actor ("took *hostages*")."""
    if token in doers or scene.is_time(token) or _is_audience(scene, token):
        return False
    return token not in trigger.tokens or (token.i != trigger.token.i and scene.actor_at(token) is not None)


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
    loose = [pobjs(sentence, holder, *_TOWARDS) for holder in dict.fromkeys(holders)]
    if trigger.light is not None or not trigger.is_noun:
        # "mounted an operation to free the *hostages*", "offered to work with the *tribunal*"
        for aim in infinitives(sentence, verb):
            loose += [objects(sentence, aim), pobjs(sentence, aim, *_TOWARDS)]
    return [[t for t in tokens if _may_be_thing(scene, trigger, doers, t)] for tokens in loose]


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


def _mention(scene: Scene, token: Token, *, states: bool = False) -> ActorMention | None:
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
    owners = sentence.kids(token, "poss", "compound", "amod", "nmod") + pobjs(sentence, token, "of", "by", "from")
    return next((owner for kid in owners if (owner := scene.actor_at(kid)) is not None), None)


def _parties(scene: Scene, tokens: Sequence[Token], *, states: bool = False) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for token in tokens:
        mention = _mention(scene, token, states=states)
        if mention is not None and mention.actor.id not in found:
            found[mention.actor.id] = Party(mention.actor, mention.evidence)
    return tuple(found.values())


def _why(tokens: Sequence[Token]) -> PartyMissing:
    if not tokens:
        return PartyMissing.NOT_STATED
    if all(t.pos == "PRON" for t in tokens):
        return PartyMissing.UNRESOLVED_PRONOUN
    return PartyMissing.NOT_AN_ACTOR
