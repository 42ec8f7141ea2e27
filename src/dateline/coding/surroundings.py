"""Tell why a sense does not fit a verb: its form, what it asks of its surroundings, and what it refuses there.

Invariant: the first reason found is given in words that a user of `dateline lexicon explain` understands; what is asked
and refused is data of the sense.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.grammar import complement, infinitives, is_finite, is_passive, objects, pobjs, subjects
from dateline.coding.patterns import words_of_pattern
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon import Pattern, Sense
from dateline.language import Token

__all__ = ["circumstance_misfit", "company_misfit", "is_denied", "verb_misfit"]


@dataclass(frozen=True, slots=True)
class _Slots:
    """Hold what a verb acts on, who does it, by whom a passive says it is done, and the tokens of its own words."""

    things: tuple[Token, ...]
    doers: tuple[Token, ...]
    by_whom: tuple[Token, ...]
    passive: bool
    others: tuple[Token, ...]


def verb_misfit(scene: Scene, token: Token, pattern: Pattern, sense: Sense, others: Sequence[Token]) -> str | None:
    """Return the first reason why a sense does not fit a verb, or None where it fits."""
    why = _stands_otherwise(scene, token, sense)
    if why is not None:
        return why
    slots = _slots(scene, token, others)
    return (
        _lacking(scene, token, pattern, sense, slots)
        or _barred(scene, token, sense, slots)
        or circumstance_misfit(scene, token, sense)
        or _misshapen(scene, token, sense, slots)
        or company_misfit(scene, token, sense)
        or _describes(scene, token, slots)
    )


def _slots(scene: Scene, token: Token, others: Sequence[Token]) -> _Slots:
    sentence = scene.sentence
    passive = is_passive(sentence, token)
    # By a Friday nobody is seized.
    by_whom = tuple(t for t in pobjs(sentence, token, "by") if not scene.is_time(t))
    doers = by_whom if passive else subjects(sentence, token)
    things = _things(scene, token, others)
    return _Slots(tuple(map(scene.content, things)), tuple(map(scene.content, doers)), by_whom, passive, tuple(others))


def _lacking(scene: Scene, token: Token, pattern: Pattern, sense: Sense, slots: _Slots) -> str | None:
    """Return what a sense asks of its object and subject and does not find."""
    things, doers = slots.things, slots.doers
    needed = sense.needs.get(pattern.words, ())
    if needed and not _list_fits(scene, token, things, needed):
        return _lacks("object", needed, things)
    if sense.either:
        wanted = (*sense.object, *sense.subject)
        fits = any(scene.fits(t, wanted) for t in (*things, *doers))
        return None if fits else _lacks("object or subject", wanted, (*things, *doers))
    has_own_object = any(o.dep in ("dobj", "nsubjpass", "nsubj", "pobj") for o in slots.others)
    asked = () if has_own_object else sense.object
    if asked and not _list_fits(scene, token, things, asked):
        return _lacks("object", asked, things)
    asked_subject = sense.subject_needs.get(pattern.words, sense.subject)
    unsaid = slots.passive and not doers
    if asked_subject and not unsaid and not any(scene.fits(t, asked_subject) for t in doers):
        return _lacks("subject", asked_subject, doers)
    return None


def _barred(scene: Scene, token: Token, sense: Sense, slots: _Slots) -> str | None:
    """Return what a sense is not said of: "declined to *comment*", "met with *success*" are refused as objects are."""
    sentence = scene.sentence
    asked_for = (*slots.things, *complement(sentence, token), *pobjs(sentence, token, "with"))
    barred = next((t for t in asked_for if scene.fits(t, sense.object_not)), None)
    # A passive's agent may be the means ("hit by mortar *fire*").
    barred = barred or next((t for t in slots.doers if not slots.passive and scene.fits(t, sense.subject_not)), None)
    return f"is not said of {barred.text!r}" if barred is not None else None


def _misshapen(scene: Scene, token: Token, sense: Sense, slots: _Slots) -> str | None:
    """Return what is wrong with the verb's voice, form or clause."""
    reduced = token.dep == "acl" and token.tag in ("VBG", "VBN")
    if token.lemma in sense.finite_only and reduced and not slots.by_whom:
        return "only describes a noun"
    if sense.needs_agent and slots.passive and not slots.by_whom:
        return "does not say by whom"
    if token.lemma in sense.active_only and slots.passive:
        return "means this only in the active"
    if token.lemma in sense.looks_ahead and not _looks_ahead(scene, token):
        return "is about what is or was, not about what is to come"
    if sense.complement and not _complement_fits(scene, token, sense):
        return f"needs a clause of {', '.join(sense.complement)}"
    return None


def _describes(scene: Scene, token: Token, slots: _Slots) -> str | None:
    """A bare participle after a noun, with no party at all, is description, not an act."""
    bare = token.dep == "acl" and token.tag == "VBG" and not slots.things and not scene.sentence.kids(token)
    return "only describes a noun" if bare else None


def _stands_otherwise(scene: Scene, token: Token, sense: Sense) -> str | None:
    sentence = scene.sentence
    before_noun = token.dep == "amod" and token.tag == "VBN" and token.lemma in sense.attributive
    if not before_noun and token.dep in (
        "amod",
        "compound",
        "prep",
        "mark",
    ):  # "as opposed to", "provided that" are no acts
        return f"stands as a {token.dep}, not as a verb"
    if sense.negated and not is_denied(scene, token):
        return "means this only under negation"
    future = sense.future and not any(
        scene.lexicon.governs("planned", "auxiliaries", k.lower) for k in sentence.kids(token, "aux")
    )
    if future:
        return "means this only of what is to come"
    particle = next((k for k in sentence.kids(token, "prt") if k.lower in sense.particle_not), None)
    if particle is not None:
        return f"means something else with {particle.text!r}"
    if not sense.negated and token.dep == "aux":
        return "is an auxiliary here"
    return None


def circumstance_misfit(scene: Scene, token: Token, sense: Sense) -> str | None:
    """Return what an act cannot be done in, by or of, or be the outcome of ("the bus *overturned*, killing nine")."""
    around = pobjs(scene.sentence, token, "in", "by", "of", "from")
    if token.dep == "advcl" and token.tag == "VBG":
        around = [*around, scene.sentence.head_of(token)]
    hit = next((t for t in around if scene.fits(t, sense.circumstance_not)), None)
    return f"is not done by or in {hit.text!r}" if hit is not None else None


def company_misfit(scene: Scene, token: Token, sense: Sense) -> str | None:
    """Return what a sense asks for or refuses elsewhere in the sentence, where that speaks against it, or None."""
    others = [t for t in scene.sentence.tokens if t.i != token.i]
    if sense.requires_near and not any(scene.fits(t, sense.requires_near) for t in others):
        return f"needs {_shown(sense.requires_near)} in the sentence"
    strange = next((t for t in others if scene.fits(t, sense.not_near)), None)
    return f"is not said beside {strange.text!r}" if strange is not None else None


def is_denied(scene: Scene, token: Token) -> bool:
    """Tell whether a verb is denied, by itself or by who or what it is of ("*no* action was taken")."""
    sentence = scene.sentence
    if sentence.kids(token, "neg"):
        return True
    parties = sentence.kids(token, "nsubj", "nsubjpass", "dobj")
    return any(
        scene.lexicon.governs("negated", "determiners", k.lower) for p in parties for k in sentence.kids(p, "det")
    )


def _lacks(slot: str, wanted: Sequence[str], found: Sequence[Token]) -> str:
    has = ", ".join(repr(t.text) for t in found) or "nothing"
    return f"needs as {slot} {_shown(wanted)}; has {has}"


def _shown(words: Sequence[str], most: int = 6) -> str:
    return "one of " + ", ".join(words[:most]) + (" ..." if len(words) > most else "") if len(words) > 1 else words[0]


def _things(scene: Scene, token: Token, others: Sequence[Token]) -> list[Token]:
    """Return what the verb acts on; for a verb with a preposition in its pattern, what that preposition governs."""
    things = [t for t in objects(scene.sentence, token) if t not in others]
    for other in others:
        if other.dep in ("prep", "prt", "agent", "dative"):
            things.extend(k for k in scene.sentence.kids(other, "pobj"))
        elif other.dep in ("ccomp", "xcomp"):
            things.extend(objects(scene.sentence, other))
    return things or [k for k in pobjs(scene.sentence, token, "for", "from", "into") if k not in others]


def _list_fits(scene: Scene, token: Token, things: Sequence[Token], wanted: Sequence[str]) -> bool:
    clauses, aims = complement(scene.sentence, token), infinitives(scene.sentence, token)
    if "comp" in wanted and clauses:
        return True
    if "inf" in wanted and aims:
        return True
    if "dobj" in wanted and objects(scene.sentence, token) and not aims:
        return True
    if "any" in wanted and things:
        return True
    if "none" in wanted and not objects(scene.sentence, token) and not set(clauses) - set(aims):
        return True
    return any(scene.fits(t, wanted) for t in things)


def _looks_ahead(scene: Scene, token: Token) -> bool:
    """Tell whether no finite clause below a verb is in the present or past: "agreed that talks *would* resume"."""
    sentence = scene.sentence
    told = [c for c in sentence.kids(token, "ccomp") if is_finite(sentence, c) and c.i > token.i]
    return all(c.tag == "VB" or any(a.tag == "MD" for a in sentence.kids(c, "aux")) for c in told)


def _complement_fits(scene: Scene, token: Token, sense: Sense) -> bool:
    given = scene.sentence.kids(token, "dative")  # "promised them patrols" is no threat, "pledged more attacks" is
    if not given and any(_names_type(scene, thing, sense) for thing in objects(scene.sentence, token)):
        return True
    for clause in complement(scene.sentence, token):
        for pattern, inner in scene.lexicon.verbs.get(clause.lemma, ()):
            if inner.type.value in sense.complement and words_of_pattern(scene, clause, pattern) is not None:
                return True
        # Only a verb that lends itself to its object: "vowed to launch an attack", but "vowed to resist the attack"
        carried = objects(scene.sentence, clause) if scene.lexicon.governs("light", "verbs", clause.lemma) else []
        if any(_names_type(scene, thing, sense) for thing in carried):
            return True
    return False


def _names_type(scene: Scene, noun: Token, sense: Sense) -> bool:
    return any(inner.type.value in sense.complement for _, inner, _ in scene.lexicon.nouns.get(noun.lemma, ()))
