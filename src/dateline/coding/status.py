"""Tell whether an act happened: occurred, ongoing, planned, hypothetical or negated; and whether it is only alleged.

Invariant: the strongest governor decides (negated over hypothetical over planned over ongoing over occurred); the
words that govern are data (`governors.toml`), this module only climbs the parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.governing import EFFECTS, above_words, wants_noun
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.coding.verb_words import is_progressive, verb_words
from dateline.language import Token
from dateline.model import EventType, Status

__all__ = ["Standing", "standing"]

_STRENGTH = {
    Status.OCCURRED: 0,
    Status.ONGOING: 1,
    Status.PLANNED: 2,
    Status.HYPOTHETICAL: 3,
    Status.NEGATED: 4,
}


# Acts that consist in words.
_WORDS = frozenset(
    {EventType.ACCUSE, EventType.AGREE, EventType.CONCEDE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what the words say of an act's reality."""

    status: Status
    hedged: bool


def standing(scene: Scene, trigger: Trigger) -> Standing:
    """Return status and hedge of one trigger from its own words and everything that governs them."""
    found: list[Status] = []
    hedges: list[bool] = []
    token = trigger.token
    if trigger.is_noun:
        found += _noun_words(scene, token, hedges)
        verb = verb_of(trigger)
        found += _of_nouns(scene, token)
        if trigger.light is not None and _is_only_meant(scene, trigger.light):
            found.append(Status.PLANNED)
        token = verb if verb is not None else token
    if token.pos in ("VERB", "AUX"):
        if trigger.sense.future:
            found.append(Status.PLANNED)  # "would not attack again" forswears what is to come
        elif not trigger.sense.negated:  # "would not cooperate" is the act itself
            found += verb_words(scene, token, hedges, own=trigger.tokens)
        if trigger.happens is not None:
            found = [*_of_the_act(scene, trigger, found), *_said_of(scene, trigger.happens)]
    if trigger.is_noun and verb_of(trigger) is None:
        found += _as_subject(scene, token)
    if not _is_taken_as_made(scene, trigger):
        found += above_words(scene, token, hedges)
    if scene.sentence.text.rstrip(" \"'”’").endswith("?"):
        found.append(Status.HYPOTHETICAL)
    status = max(found, key=_STRENGTH.__getitem__, default=Status.OCCURRED)
    return Standing(status, any(hedges))


def verb_of(trigger: Trigger) -> Token | None:
    """Return the verb that carries a noun's act or says that it happened, or None."""
    return trigger.light or trigger.happens


def _as_subject(scene: Scene, noun: Token) -> list[Status]:
    """Tell what a verb makes of the act that is its subject.

    "*Capture* of the road would have cut them off" tells of none; while "the *battle* is going badly" it goes on.
    """
    verb = scene.sentence.head_of(noun)
    if noun.dep in ("nsubj", "nsubjpass") and is_progressive(scene, verb):
        return [Status.ONGOING]
    if noun.dep not in ("nsubj", "nsubjpass") or all(a.lower != "would" for a in scene.sentence.kids(verb, "aux")):
        return []
    perfect = any(a.lemma == "have" for a in scene.sentence.kids(verb, "aux"))
    bare = not scene.sentence.kids(noun, "det", "poss")
    return [Status.HYPOTHETICAL] if perfect or bare else []


def _is_taken_as_made(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether somebody's word is taken as given: "an excuse to back out of *his commitments*"."""
    given = trigger.is_noun and verb_of(trigger) is None and trigger.sense.type in _WORDS
    return given and bool(scene.sentence.kids(trigger.token, "poss"))


def _of_nouns(scene: Scene, noun: Token) -> list[Status]:
    """Return what the nouns above make of an act that is theirs: "their *plan* of attack was bold"."""
    found: list[Status] = []
    while noun.dep == "pobj" and scene.sentence.head_of(noun).lower == "of":
        noun = scene.sentence.head_of(scene.sentence.head_of(noun))
        found += [s for effect, s in EFFECTS if scene.lexicon.governs(effect, "nouns", noun.lemma)]
    return found


def _of_the_act(scene: Scene, trigger: Trigger, found: Sequence[Status]) -> list[Status]:
    """Drop a denial of what came of an act: "the raids did not *destroy* their resolve" denies no raid."""
    verb = trigger.happens
    if verb is None or scene.lexicon.governs("happening", "occurring", verb.lemma):
        return list(found)
    return [*_noun_words(scene, trigger.token, []), *(s for s in found if s is not Status.NEGATED)]


def _said_of(scene: Scene, copula: Token) -> list[Status]:
    """Return what an adjective says of its subject: "talks were *inevitable*"."""
    said = scene.sentence.kids(copula, "acomp")
    return [s for effect, s in EFFECTS for k in said if scene.lexicon.governs(effect, "adjectives", k.lemma)]


def _noun_words(scene: Scene, noun: Token, hedges: list[bool]) -> list[Status]:
    lexicon, found = scene.lexicon, []
    for kid in scene.sentence.kids(noun, "det", "amod", "neg"):
        if lexicon.governs("negated", "determiners", kid.lower):
            found.append(Status.NEGATED)
        for effect, status in (
            ("negated", Status.NEGATED),
            ("planned", Status.PLANNED),
            ("hypothetical", Status.HYPOTHETICAL),
            ("ongoing", Status.ONGOING),
        ):
            # "A *threatened* strike", "the *proposed* withdrawal": a participle says what its verb does
            said = any(lexicon.governs(effect, "adjectives", word) for word in (kid.lemma, kid.lower))
            said = said or (kid.tag == "VBN" and lexicon.governs(effect, "verbs", kid.lemma))
            if kid.dep == "amod" and said:
                found.append(status)
        hedges.append(lexicon.governs("hedged", "adjectives", kid.lemma))
    return found


def _is_only_meant(scene: Scene, verb: Token) -> bool:
    """Tell whether a light verb says that the act is still to be done ("*planned* an attack", "*ordered* a raid")."""
    return scene.lexicon.governs("planned", "verbs", verb.lemma) and wants_noun(scene, verb)
