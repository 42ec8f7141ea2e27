"""Keep each act once, where several words of a sentence name it.

Invariant: what is dropped is named again by what is kept: inside a threat, a request or a protest, or as a word of its
verb ("imposed *sanctions*"), or as the same act in noun and verb ("the *attack* killed four").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.coding.grammar import complement, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.coding.sites import has_modal
from dateline.coding.trigger import Trigger
from dateline.language import Token

__all__ = ["settle"]

# Prepositions by which a verb's act is told within another of the same type.
_WITHIN = frozenset({"in", "by", "during"})


def settle(scene: Scene, triggers: Mapping[int, Trigger]) -> tuple[list[Trigger], dict[int, str]]:
    """Return the acts of one sentence, in order, and why each other trigger was dropped, by its token."""
    found, gone = dict(triggers), dict[int, str]()
    for i, trigger in list(found.items()):
        if trigger.sense.absorbs_types and i not in gone:
            _take_in_types(scene, trigger, found, gone)
        if trigger.sense.absorbs:
            _take_in_complement(scene, i, found, gone)
    _take_in_words(scene, found, gone)
    _take_in_nouns(scene, found, gone)
    return [found[i] for i in sorted(found) if i not in gone], gone


def _take_in_types(scene: Scene, trigger: Trigger, found: Mapping[int, Trigger], gone: dict[int, str]) -> None:
    """A rally's demands and complaints are part of it."""
    above = trigger.verb or trigger.happens or trigger.token
    below = {t.i for head in (above, trigger.token) for t in scene.sentence.subtree(head)} - {trigger.token.i}
    for j in below & found.keys():
        if found[j].sense.type.value in trigger.sense.absorbs_types:
            gone[j] = f"is part of {trigger.token.text!r}"


def _take_in_complement(scene: Scene, i: int, found: dict[int, Trigger], gone: dict[int, str]) -> None:
    """What is asked, refused or threatened is no act of its own."""
    sentence, trigger = scene.sentence, found[i]
    below = set() if trigger.is_noun else {t.i for t in sentence.subtree(trigger.token)}
    heads = complement(sentence, trigger.token) + objects(sentence, trigger.token)
    heads += pobjs(sentence, trigger.token, "for", "on", "upon", "of", "to")
    region = {t.i for head in heads for t in sentence.subtree(head)}
    # "Pressed for an end to the war, *which has killed thousands*": a relative clause tells, and is not asked for.
    region -= {t.i for k in sentence.tokens if k.i in region and k.dep == "relcl" for t in sentence.subtree(k)}
    region -= _denied(scene, trigger) | _quoted(scene, trigger)
    inner = [found[j] for j in sorted(region & below if below else region) if j in found and j != i]
    if inner:
        found[i] = replace(trigger, inner=inner[0])
        gone.update((t.token.i, f"is inside {trigger.token.text!r}") for t in inner)


def _quoted(scene: Scene, trigger: Trigger) -> set[int]:
    """Return the tokens of a clause that is told first, and the verb after it only says who told it.

    "*Rebels took the pass on Friday*, the army conceded": what was done. What is to be done ("*leave*, they warned") is
    still asked or threatened.
    """
    sentence, verb = scene.sentence, trigger.token
    if trigger.is_noun:
        return set()
    told = [
        k
        for k in sentence.kids(verb, "ccomp")
        if k.i < verb.i and any(t.tag in ("VBD", "VBZ", "VBP") for t in (k, *sentence.kids(k, "aux", "auxpass")))
    ]
    told = [k for k in told if not has_modal(scene, k) and any(t.i > k.i for t in subjects(sentence, verb))]
    return {t.i for head in told for t in sentence.subtree(head)}


def _denied(scene: Scene, trigger: Trigger) -> set[int]:
    """Return the tokens of an act that is denied in so many words, or of one that somebody denies to have shared in.

    "Denied *that soldiers had fired*", "denied *having met him*", "denied a role *in the raid*".
    """
    sentence, verb = scene.sentence, trigger.token
    if trigger.is_noun or not scene.lexicon.governs("denying", "verbs", verb.lemma):
        return set()
    told = [k for k in sentence.kids(verb, "ccomp", "xcomp") if k.pos in ("VERB", "AUX") and k.tag != "VB"]
    shares = [t for t in objects(sentence, verb) if scene.lexicon.governs("denying", "nouns", t.lemma)]
    told += [prep for share in shares for prep in sentence.kids(share, "prep")]
    return {t.i for head in told for t in sentence.subtree(head)}


def _take_in_words(scene: Scene, found: Mapping[int, Trigger], gone: dict[int, str]) -> None:
    """A noun in a verb's own pattern, or among the objects that its sense asks for, is a word of that verb."""
    for i, trigger in found.items():
        if i in gone:
            continue
        words = [t.i for t in trigger.tokens if t.i != i]
        if not trigger.is_noun and trigger.sense.object:
            words += [t.i for t in objects(scene.sentence, trigger.token) if t.lemma in trigger.sense.object]
        gone.update((j, f"is a word of {trigger.token.text!r}") for j in words if j in found)


def _take_in_nouns(scene: Scene, found: dict[int, Trigger], gone: dict[int, str]) -> None:
    """A noun and the verb that carries it, of one type, are one act."""
    for i, trigger in list(found.items()):
        if not trigger.is_noun or i in gone or trigger.sense.counted:
            continue
        above = trigger.happens or trigger.light or _told_in(scene, trigger)
        verb = found.get(above.i)
        if verb is None or above.i in gone or verb.sense.type is not trigger.sense.type:
            continue
        if trigger.light is not None:
            gone[above.i] = f"only carries {trigger.token.text!r}"  # "launched a raid": the more telling of the two
        else:
            gone[i] = f"is told by {verb.token.text!r}"
            if trigger.sense.mode and verb.sense.mode in (None, "destroy"):
                found[above.i] = replace(verb, means=trigger.sense)


def _told_in(scene: Scene, trigger: Trigger) -> Token:
    """Return the word above a noun; past "in" and "by", since "killed in an air raid" is one act."""
    head = scene.sentence.head_of(trigger.token)
    if trigger.token.dep == "pobj" and head.lower in _WITHIN:
        return scene.sentence.head_of(head)
    return head
