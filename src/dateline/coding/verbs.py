"""Match a verb with the senses of the lexicon: its own words, then what the sense asks of its surroundings.

Invariant: every sense whose words are there gives a Trigger, or a Miss with the first reason against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.coding.grammar import complement, infinitives, is_finite, is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.coding.trigger import Miss, Trigger
from dateline.knowledge.lexicon import Pattern, Sense
from dateline.language import Token

__all__ = ["circumstance_misfit", "company_misfit", "demanded", "verb_candidates"]

# Prepositions in a pattern are looked for only among what the verb governs, not among its objects.
_PREPOSITIONS = frozenset({"on", "in", "to", "at", "of", "for"})


def verb_candidates(scene: Scene, token: Token) -> Iterator[Trigger | Miss]:
    """Yield what every sense with this verb makes of it here."""
    for pattern, sense in scene.lexicon.verbs.get(token.lemma, ()):
        if not scene.sentence.words.issuperset(pattern.rest):
            continue
        others = _rest(scene, token, pattern)
        if others is None:
            continue
        why = _misfit(scene, token, pattern, sense, others)
        if sense.negated and not _is_negated(scene, token):
            continue  # what only a denial means is not near where nothing is denied
        if why is None:
            yield Trigger(token, tuple(sorted((token, *others), key=lambda t: t.i)), sense)
        else:
            yield Miss(token, pattern, sense, why)


def demanded(scene: Scene, token: Token) -> Trigger | None:
    """Read a modal of duty as a demand of whoever is quoted ("the envoy said that both sides must hold their fire")."""
    sentence = scene.sentence
    modal = next((k for k in sentence.kids(token, "aux") if k.lower in scene.lexicon.modals), None)
    if modal is None or token.dep not in ("ccomp", "parataxis", "ROOT"):
        return None
    told = token if token.dep == "ccomp" else next(iter(sentence.kids(token, "parataxis", "ccomp")), None)
    if told is None or not sentence.kids(sentence.head_of(told) if told is token else told, "nsubj"):
        return None
    sense = scene.lexicon.modals[modal.lower]
    speaker = sentence.head_of(token) if told is token else told
    obliged = subjects(sentence, token)
    if not any(scene.actor_at(t) for t in subjects(sentence, speaker)) or not any(scene.actor_at(t) for t in obliged):
        return None
    return Trigger(token, tuple(sorted((modal, token), key=lambda t: t.i)), sense, speaker=speaker)


def _rest(scene: Scene, token: Token, pattern: Pattern) -> list[Token] | None:
    """Match the words of a verb pattern after its head, each governed by the verb or by the word matched before."""
    found: list[Token] = []
    governors = [token]
    for word in pattern.rest:
        hit = next(
            (
                kid
                for governor in reversed(governors)
                for kid in _within_reach(scene, governor)
                if word in (kid.lemma, kid.lower) and kid not in found and not _dates(scene, kid)
            ),
            None,
        )
        if hit is None and is_passive(scene.sentence, token):
            hit = next((t for t in subjects(scene.sentence, token) if word in (t.lemma, t.lower)), None)
        if hit is None and word not in _PREPOSITIONS:
            hit = next((t for t in objects(scene.sentence, token) if word in (t.lemma, t.lower)), None)
        hit = hit or _next_word(scene, governors[-1], word)
        if hit is None:
            return None
        found.append(hit)
        governors.append(hit)
    return found


def _next_word(scene: Scene, last: Token, word: str) -> Token | None:
    """Return the word right after, past a determiner, whatever the parser made of it ("shot *dead* two men")."""
    after = scene.sentence.tokens[last.i + 1 : last.i + 3]
    if after and after[0].pos == "DET" and word not in (after[0].lemma, after[0].lower):
        after = after[1:]
    hit = after[0] if after else None
    fits = hit is not None and word in (hit.lemma, hit.lower) and not _dates(scene, hit)
    return hit if fits and word not in _PREPOSITIONS else None


def _dates(scene: Scene, preposition: Token) -> bool:
    """Tell whether a preposition opens an expression of time, and so is no word of the verb ("called *on* Monday")."""
    return any(scene.is_time(k) for k in scene.sentence.kids(preposition, "pobj"))


def _within_reach(scene: Scene, governor: Token) -> list[Token]:
    """Return what a word governs, and the mark of its clause: in "called for them to go" the clause owns the "for".

    The "to" of an infinitive is its own verb's; in "failed to act" it is a word between the two.
    """
    sentence = scene.sentence
    clauses = complement(sentence, governor) if governor.pos in ("VERB", "AUX") else []
    marks = [m for c in clauses for m in sentence.kids(c, "mark", "aux") if m.dep == "mark" or m.lower == "to"]
    own = [sentence.head_of(governor)] if governor.lower == "to" and governor.dep == "aux" else []
    # What stands before a verb is no word of it: "to restore" is no "restore to", "in May they gave" no "give in".
    kids = [k for k in sentence.kids(governor) if k.dep != "aux" and (k.i > governor.i or governor.pos != "VERB")]
    return [*kids, *marks, *own]


def _misfit(scene: Scene, token: Token, pattern: Pattern, sense: Sense, others: Sequence[Token]) -> str | None:
    """Return the first reason why a sense does not fit a verb, or None where it fits."""
    return _form_misfit(scene, token, sense) or _slots_misfit(scene, token, pattern, sense, others)


def _form_misfit(scene: Scene, token: Token, sense: Sense) -> str | None:
    sentence = scene.sentence
    before_noun = token.dep == "amod" and token.tag == "VBN" and token.lemma in sense.attributive
    if not before_noun and token.dep in (
        "amod",
        "compound",
        "prep",
        "mark",
    ):  # "as opposed to", "provided that" are no acts
        return f"stands as a {token.dep}, not as a verb"
    if sense.negated and not _is_negated(scene, token):
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


def _is_negated(scene: Scene, token: Token) -> bool:
    """Tell whether a verb is denied, by itself or by who or what it is of ("*no* action was taken")."""
    sentence = scene.sentence
    if sentence.kids(token, "neg"):
        return True
    parties = sentence.kids(token, "nsubj", "nsubjpass", "dobj")
    return any(
        scene.lexicon.governs("negated", "determiners", k.lower) for p in parties for k in sentence.kids(p, "det")
    )


def _slots_misfit(scene: Scene, token: Token, pattern: Pattern, sense: Sense, others: Sequence[Token]) -> str | None:
    sentence = scene.sentence
    passive = is_passive(sentence, token)
    things = [scene.content(t) for t in _things(scene, token, others)]
    # By a Friday nobody is seized.
    by_whom = [t for t in pobjs(sentence, token, "by") if not scene.is_time(t)]
    doers = [scene.content(t) for t in (by_whom if passive else subjects(sentence, token))]
    needed = sense.needs.get(pattern.words, ())
    has_own_object = any(o.dep in ("dobj", "nsubjpass", "nsubj", "pobj") for o in others)
    asked = sense.object if not has_own_object or sense.either else ()
    asked_subject = sense.subject_needs.get(pattern.words, sense.subject)
    if needed and not _list_fits(scene, token, things, needed):
        return _lacks("object", needed, things)
    if sense.either:
        wanted = (*sense.object, *sense.subject)
        if not any(scene.fits(t, wanted) for t in (*things, *doers)):
            return _lacks("object or subject", wanted, (*things, *doers))
    else:
        if asked and not _list_fits(scene, token, things, asked):
            return _lacks("object", asked, things)
        if asked_subject and not (passive and not doers) and not any(scene.fits(t, asked_subject) for t in doers):
            return _lacks("subject", asked_subject, doers)
    # "Declined to *comment*", "met with *success*": what is refused as an object is refused there too.
    asked_for = (*things, *complement(sentence, token), *pobjs(sentence, token, "with"))
    barred = next((t for t in asked_for if scene.fits(t, sense.object_not)), None)
    # A passive's agent may be the means ("hit by mortar *fire*").
    barred = barred or next((t for t in doers if not passive and scene.fits(t, sense.subject_not)), None)
    if barred is not None:
        return f"is not said of {barred.text!r}"
    around = circumstance_misfit(scene, token, sense)
    if around is not None:
        return around
    if token.lemma in sense.finite_only and token.dep == "acl" and token.tag in ("VBG", "VBN") and not by_whom:
        return "only describes a noun"
    if sense.needs_agent and passive and not by_whom:
        return "does not say by whom"
    if token.lemma in sense.active_only and passive:
        return "means this only in the active"
    if token.lemma in sense.looks_ahead and not _looks_ahead(scene, token):
        return "is about what is or was, not about what is to come"
    if sense.complement and not _complement_fits(scene, token, sense):
        return f"needs a clause of {', '.join(sense.complement)}"
    company = company_misfit(scene, token, sense)
    if company is not None:
        return company
    # A bare participle before a noun or with no party at all is description, not an act.
    if token.dep == "acl" and token.tag == "VBG" and not things and not sentence.kids(token):
        return "only describes a noun"
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
    if any(_names_type(scene, thing, sense) for thing in objects(scene.sentence, token)):
        return True  # "pledged more attacks"
    for clause in complement(scene.sentence, token):
        for pattern, inner in scene.lexicon.verbs.get(clause.lemma, ()):
            if inner.type.value in sense.complement and _rest(scene, clause, pattern) is not None:
                return True
        # Only a verb that lends itself to its object: "vowed to launch an attack", but "vowed to resist the attack"
        carried = objects(scene.sentence, clause) if scene.lexicon.governs("light", "verbs", clause.lemma) else []
        if any(_names_type(scene, thing, sense) for thing in carried):
            return True
    return False


def _names_type(scene: Scene, noun: Token, sense: Sense) -> bool:
    return any(inner.type.value in sense.complement for _, inner, _ in scene.lexicon.nouns.get(noun.lemma, ()))
