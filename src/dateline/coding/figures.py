"""Assign a sentence's numbers to what they count: killed, injured, captured, displaced, a force, weapons.

Invariant: a number is used for the act whose party it counts; a number that counts something else is left out. What is
told as a part of a number ("twelve, including three children") is never added to it, and a number that several fates
share ("40 killed or wounded") is only a ceiling for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dateline.coding.counting import count_of, is_kind, number_at, total_of
from dateline.coding.grammar import objects, pobjs, slot, subjects
from dateline.coding.roles import Cast
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.language import Token
from dateline.model import Count, EventType, Range, Report

__all__ = ["figures_of", "without_repeats"]

# Acts whose actor's number is the strength of a force.
_BY_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT})
# The relations by which a number hangs on what it counts.
_NUMBERING = frozenset({"nummod", "quantmod"})
_FATES = frozenset({"killed", "injured"})


def figures_of(scene: Scene, trigger: Trigger, cast: Cast) -> dict[str, Count]:
    """Return the counts of one act by field: those that its sense counts into, and the strength of who acts."""
    found: dict[str, Count] = {}
    for field in trigger.sense.counts:
        count = next(
            (c for tokens in _candidates(scene, trigger, cast, field) if (c := total_of(scene, tokens, field))), None
        )
        count = count or _beside(scene, trigger, field)
        count = _part(scene, trigger, count) if count is not None else None
        if count is not None and _is_mixed(scene, trigger, count):
            count = None
        if count is not None and any(_is_shared(scene, token, field) for token in _tellers(scene, trigger)):
            count = Count(Range.up_to(count.range.high), count.evidence) if count.range.high is not None else None
        if count is not None:
            found[field] = count
    if "force" not in found and trigger.sense.type in _BY_FORCE and not trigger.sense.counted:
        strength = _strength(scene, trigger, cast)
        if strength is not None:
            found["force"] = strength
    return found


def without_repeats(report: Report, counted: set[tuple[str, int]]) -> Report:
    """Return the report without the counts that an earlier one of its sentence gave from the same words.

    `counted` holds those, as (field, where the words start), and takes up what this report gives.
    """
    own = {(name, count.evidence.start) for name, count in report.counts()}
    again = {name for name, start in own if (name, start) in counted}
    counted |= own
    nothing: dict[str, Any] = dict.fromkeys(again)
    return replace(report, **nothing) if again else report


def _candidates(scene: Scene, trigger: Trigger, cast: Cast, field: str) -> Iterator[Sequence[Token]]:
    """Yield the coordinated phrases that may say how many, the likeliest first."""
    sentence, sense = scene.sentence, trigger.sense
    if field == "killed" and trigger.token.lemma in scene.lexicon.counting["survivable"]["verbs"]:
        return
    if sense.counted:
        for name in sense.counted:
            for tokens in _counted_in(scene, trigger, name):
                yield [
                    t for t in tokens if {_fate(scene, f) for f in (t, *_after_numbers(scene, [t]))} <= {None, field}
                ]
        return
    if field == "displaced":
        if trigger.token.lemma in scene.lexicon.counting["displacing"]["verbs"]:
            yield cast.recipient_tokens
            yield [t for t in cast.actor_tokens if number_at(scene, t) is None or t.pos == "NOUN"]
        return
    if field == "force":
        yield [t for t in cast.recipient_tokens if scene.fits(t, ("@armed", "@people")) or number_at(scene, t)]
        return
    yield cast.recipient_tokens
    if not trigger.is_noun:
        yield objects(sentence, trigger.token)
    for other in trigger.tokens:
        if other.i != trigger.token.i and other.pos == "NOUN":  # "took 40 prisoners", "claimed the lives of 18"
            yield [other]
            yield pobjs(sentence, other, "of")
            yield sentence.kids(other, "compound", "nmod")  # "took 24 sailors hostage", read as one phrase
    if trigger.is_noun and trigger.token.lemma in scene.lexicon.counting["acts"]["nouns"]:
        yield from _counted_in(scene, trigger, "self")


def _counted_in(scene: Scene, trigger: Trigger, name: str) -> Iterator[Sequence[Token]]:
    """Yield the phrases of one of the slots in which a sense's number may stand."""
    sentence, token = scene.sentence, trigger.token
    if name == "self":
        yield [token]
    elif name == "nsubj":
        yield subjects(sentence, token)
    elif name == "verb":
        verb = next((a for a in sentence.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        if verb is not None:
            said = [*pobjs(sentence, verb, "to", "at"), *sentence.kids(verb, "dobj", "attr", "acomp", "oprd")]
            yield [
                t
                for t in said
                if t.i > token.i and any(m.first <= t.i < m.last or m.noun == t.i for m in scene.numbers)
            ][-1:]
    else:
        yield slot(sentence, token, name)


def _beside(scene: Scene, trigger: Trigger, field: str) -> Count | None:
    """Return the number right before the words of the act: "left four dead", "1,500 people dead", "9 wounded"."""
    for word in trigger.tokens:
        if word.pos not in ("ADJ", "VERB", "NOUN") or trigger.sense.counted:
            continue
        for mention in scene.numbers:
            noun = scene.sentence.tokens[mention.noun] if mention.noun is not None else None
            if (
                word.i == mention.last
                and field != "weapons"
                and (noun is None or noun.i == word.i or is_kind(scene, noun, field))
            ):
                return Count(mention.range, mention.evidence)
            if noun is not None and noun.i + 1 == word.i and is_kind(scene, noun, field) and word.tag == "JJ":
                return count_of(scene, noun, field)
    return None


def _part(scene: Scene, trigger: Trigger, count: Count) -> Count:
    """Return how many of a whole an act is told of: in "six out of 40 people hurt *died*" six died, and 40 were hurt.

    An act is told of all where its words belong to the phrase that names the whole.
    """
    tokens = scene.sentence.tokens
    for part, whole in pairwise(scene.numbers):
        if whole.whole and count.evidence in (part.evidence, whole.evidence):
            phrase = {*range(part.first, whole.last), *(n for n in (part.noun, whole.noun) if n is not None)}
            phrase |= {tokens[i].head for i in phrase if tokens[i].dep in _NUMBERING}
            above = {t.i for t in scene.sentence.ancestors(trigger.token)}
            is_told = any(tokens[i].dep == "ROOT" for i in phrase)  # a line without a verb of its own
            of_all = trigger.token.i in phrase or (above & phrase and not is_told)
            return Count(whole.range, whole.evidence) if of_all else Count(part.range, part.evidence)
    return count


def _is_mixed(scene: Scene, trigger: Trigger, count: Count) -> bool:
    """Tell whether a number counts the dead and the wounded together, which says how many only when it is nought."""
    return trigger.token.lemma in scene.lexicon.counting["mixed"]["nouns"] and count.range != Range.exactly(0)


def _tellers(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return the words that name a fate for an act: its own, or the object of "lost 3,000 *dead* and wounded"."""
    tokens = [trigger.token]
    if trigger.sense.counted and not trigger.is_noun:
        tokens += _after_numbers(scene, objects(scene.sentence, trigger.token))
    return [t for t in tokens if _fate(scene, t)]


def _after_numbers(scene: Scene, tokens: Sequence[Token]) -> list[Token]:
    """Return the words right behind the numbers that stand in place of phrases, where the parse may lose them."""
    ends = [m.last for t in tokens for m in scene.numbers if m.first <= t.i < m.last]
    return [scene.sentence.tokens[end] for end in ends if end < len(scene.sentence.tokens)]


def _fate(scene: Scene, token: Token) -> str | None:
    """Return which fate a word names, or None."""
    fates = scene.lexicon.counting["outcomes"]
    return next((fate for fate in sorted(fates) if {token.lemma, token.lower} & fates[fate]), None)


def _is_shared(scene: Scene, token: Token, field: str) -> bool:
    """Tell whether other fates share the number: "40 were killed or wounded", "killed, captured or missing"."""
    chain = _coordinated(scene, token)
    others = [t for t in chain if t.i != token.i and not _own(scene, t) - _own(scene, token)]
    fates = {_fate(scene, t) for t in others} - {None, field}
    if not fates:
        return False
    is_either = any(k.lower in ("or", "and/or") for t in chain for k in scene.sentence.kids(t, "cc"))
    return is_either or (field in _FATES and bool(fates & _FATES))


def _coordinated(scene: Scene, token: Token) -> list[Token]:
    """Return the whole chain of coordination that a token stands in."""
    while token.dep == "conj":
        token = scene.sentence.head_of(token)
    found, todo = [], [token]
    while todo:
        here = todo.pop()
        found.append(here)
        todo.extend(scene.sentence.kids(here, "conj"))
    return sorted(found, key=lambda t: t.i)


def _own(scene: Scene, verb: Token) -> set[int]:
    """Return where the numbers and persons stand that a verb of a chain has to itself, or shares with the chain."""
    things = {t.i for t in objects(scene.sentence, verb)}
    before = {m.first for m in scene.numbers if m.first <= verb.i <= m.last}
    return things | before


def _strength(scene: Scene, trigger: Trigger, cast: Cast) -> Count | None:
    """Return how many acted: "12 gunmen attacked", "attacked with 3,000 men", "a force of 900 seized"."""
    if {"killed", "injured", "captured"} & {*trigger.sense.counts} and not cast.recipient_tokens:
        return None  # "the battle saw 120 soldiers killed": whoever is counted there did not act
    # "Eleven were killed when bombers attacked": who is acted upon elsewhere is not counted as who acts here
    own = [t for t in cast.actor_tokens if t.dep != "nsubjpass"]
    doers = [t for t in own if is_kind(scene, t, "force") or _is_force(scene, t)]
    withs = [t for t in pobjs(scene.sentence, trigger.verb or trigger.token, "with") if is_kind(scene, t, "force")]
    return total_of(scene, doers, "force") or total_of(scene, withs, "force")


def _is_force(scene: Scene, token: Token) -> bool:
    return token.lemma in scene.lexicon.counting["groups"]["nouns"] and scene.fits(token, ("@armed",))
