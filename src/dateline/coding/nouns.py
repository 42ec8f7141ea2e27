"""Match a noun with the senses of the lexicon, and find the verb that lends it tense and subject.

Invariant: a noun that only refers to an act ("most casualties of the offensive") states nothing and gives no Trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.coding.grammar import is_passive, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.coding.surroundings import circumstance_misfit, company_misfit
from dateline.coding.trigger import Miss, Trigger, is_gerund
from dateline.knowledge.lexicon import Pattern, Sense
from dateline.language import Token
from dateline.model import ZoneKind

__all__ = ["is_named_after", "noun_candidates"]


def noun_candidates(scene: Scene, token: Token) -> Iterator[Trigger | Miss]:
    """Yield what every sense with this noun makes of it here."""
    if token.pos == "PROPN" and scene.zone.kind is not ZoneKind.HEADLINE:
        return
    word = token.lemma if token.lemma in scene.lexicon.nouns and not is_gerund(token) else token.lower
    for pattern, sense, weak in scene.lexicon.nouns.get(word, ()):
        if not scene.sentence.words.issuperset(pattern.rest):
            continue
        others = _noun_rest(scene, token, pattern)
        if others is None:
            continue
        trigger = _carried(scene, Trigger(token, tuple(sorted((token, *others), key=lambda t: t.i)), sense))
        why = _misfit(scene, trigger, weak=weak)
        yield trigger if why is None else Miss(token, pattern, sense, why)


def _misfit(scene: Scene, trigger: Trigger, *, weak: bool) -> str | None:
    """Return the first reason why a noun's sense does not fit, or None where it fits."""
    token, sense = trigger.token, trigger.sense
    if token.dep in ("compound", "nmod", "npadvmod", "amod"):
        return "only describes another noun"
    if _inside_name(scene, token):
        return "is part of a name"
    return _words_misfit(scene, token, sense) or _party_misfit(scene, trigger, weak=weak)


def _words_misfit(scene: Scene, token: Token, sense: Sense) -> str | None:
    sentence = scene.sentence
    if token.lemma in sense.plural_only and token.tag not in ("NNS", "NNPS"):
        return "means this only in the plural"
    barred = [k for k in sentence.kids(token, "amod", "compound", "nmod", "poss") if k.lemma in sense.modifier_not]
    of = [scene.content(t) for t in pobjs(sentence, token, "of")]
    barred += [t for t in of if scene.fits(t, sense.object_not)]
    if barred:
        return f"is not said of {barred[0].text!r}"
    if sense.noun_object and not any(scene.fits(t, sense.noun_object) for t in of):
        return "is of nothing that the sense asks for"
    return circumstance_misfit(scene, token, sense) or company_misfit(scene, token, sense)


def _party_misfit(scene: Scene, trigger: Trigger, *, weak: bool) -> str | None:
    sentence, token, sense = scene.sentence, trigger.token, trigger.sense
    bearers = subjects(sentence, trigger.light) if trigger.light and not is_passive(sentence, trigger.light) else []
    barred = next((t for t in bearers if scene.fits(t, sense.subject_not)), None)
    if barred is not None:
        return f"is not said of {barred.text!r}"
    if sense.joint and not _is_joint(scene, trigger):
        return "needs two parties"
    if weak and not (trigger.light or trigger.happens or pobjs(sentence, token, "against", "upon")):
        return "is too weak a word without a verb or a target"
    carried = trigger.light is not None
    if sense.noun_needs_actor and not (carried or sentence.kids(token, "poss") or pobjs(sentence, token, "by", "from")):
        return "needs one who acts"
    return None if _is_statement(scene, trigger) else "refers to an act and states none"


def _is_joint(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether two parties or more do it together: "joint", "with the neighbours", "A and B"."""
    sentence, noun = scene.sentence, trigger.token
    if any(scene.lexicon.governs("joint", "adjectives", k.lower) for k in sentence.kids(noun, "amod")):
        return True
    doers = [
        t for v in (trigger.light, trigger.happens) if v for t in (*subjects(sentence, v), *pobjs(sentence, v, "by"))
    ]
    parties = [*doers, *sentence.kids(noun, "poss", "compound"), *pobjs(sentence, noun, "by", "between")]
    parties += [t for t in sentence.kids(noun, "amod") if scene.state_at(t)]
    partners = pobjs(sentence, noun, "with") + (pobjs(sentence, trigger.light, "with") if trigger.light else [])
    named = {t.i for t in (*parties, *partners) if scene.actor_at(t) or scene.state_at(t)}
    adjectives = [k for t in doers for k in sentence.kids(t, "amod") for k in (k, *sentence.kids(k, "conj"))]
    return len(named) > 1 or sum(scene.state_at(t) is not None or scene.actor_at(t) is not None for t in adjectives) > 1


def _is_statement(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a noun states its act, or only refers to one ("most casualties of the offensive").

    It states it where a verb carries it, where it has a party of its own, where it is said to exist, and in headlines.
    """
    if trigger.light or trigger.happens or trigger.sense.counted or scene.zone.kind is ZoneKind.HEADLINE:
        return True
    sentence, token = scene.sentence, trigger.token
    if sentence.kids(token, "poss") or pobjs(sentence, token, "of", "against", "on", "upon", "by", "between", "at"):
        return True
    parties = [*sentence.kids(token, "compound", "amod", "nmod"), *pobjs(sentence, token, "from")]
    if any(scene.actor_at(k) for k in parties):
        return True
    for above in (token, *sentence.ancestors(token)):
        head = sentence.head_of(above)
        if head.lemma == "be" and sentence.kids(head, "expl"):
            return True
        if above.pos in ("VERB", "AUX"):
            return False
    return False


def _noun_rest(scene: Scene, token: Token, pattern: Pattern) -> list[Token] | None:
    tokens = scene.sentence.tokens
    if pattern.head_last:
        start = token.i - len(pattern.rest)
        before = tokens[max(start, 0) : token.i]
        if start < 0 or [
            t.lemma if t.lemma == w else t.lower for t, w in zip(before, pattern.rest, strict=True)
        ] != list(pattern.rest):
            return None
        return list(before)
    after = tokens[token.i + 1 : token.i + 1 + 4 * len(pattern.rest)]
    found: list[Token] = []
    for word in pattern.rest:
        hit = next((t for t in after if word in (t.lemma, t.lower) and (not found or t.i > found[-1].i)), None)
        if hit is None:
            return None
        found.append(hit)
    return found


def _inside_name(scene: Scene, token: Token) -> bool:
    if token.text[:1].isupper() and is_named_after(scene, token):
        return True
    return any(
        n.first <= token.i < n.last
        and n.last - n.first > 1
        and n.label not in ("CARDINAL", "DATE", "TIME")
        and token.pos == "PROPN"
        and scene.zone.kind is not ZoneKind.HEADLINE
        for n in scene.sentence.names
    )


def is_named_after(scene: Scene, token: Token) -> bool:
    """Tell whether a capitalised word belongs to the name of an operation: "Operation Promise of Peace"."""
    for before in reversed(scene.sentence.tokens[max(token.i - 4, 0) : token.i]):
        if before.text[:1].isupper() and scene.lexicon.governs("naming", "nouns", before.lower):
            return True
        if not before.text[:1].isupper() and before.pos not in ("ADP", "DET", "PART", "PUNCT"):
            return False
    return False


def _carried(scene: Scene, trigger: Trigger) -> Trigger:
    """Find the verb that lends a noun its tense and subject: a light verb, or one that says that it happened."""
    sentence, token = scene.sentence, trigger.token
    while token.dep == "conj":
        token = sentence.head_of(token)
    while token.dep == "pobj" and sentence.head_of(token).lower == "of":  # "the last of his operations", "a wave of"
        above = sentence.head_of(sentence.head_of(token))
        if above.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"):
            break
        token = above
    head = sentence.head_of(token)
    if head.dep == "prep" or (token.dep == "pobj" and head.dep in ("prep", "agent")):
        above = sentence.head_of(head)
        if _governs(scene, "light", above, head):
            # "was responsible for the killings": the adjective's verb carries the tense
            return replace(trigger, light=sentence.head_of(above) if above.dep == "acomp" else above)
        return trigger
    if head.pos not in ("VERB", "AUX"):
        return trigger
    if token.dep == "nsubjpass" and _governs(scene, "witnessed", head, None):
        return replace(trigger, happens=head)
    if token.dep in ("dobj", "attr", "nsubjpass"):
        return replace(trigger, light=head) if _governs(scene, "light", head, None) else trigger
    if token.dep == "nsubj" and _governs(scene, "happening", head, None):
        return replace(trigger, happens=head)
    return trigger


def _governs(scene: Scene, effect: str, verb: Token, prep: Token | None) -> bool:
    words = scene.lexicon.governors[effect]["verbs"]
    particles = [k.lower for k in scene.sentence.kids(verb, "prt")]
    particles += [k.lower for k in scene.sentence.kids(verb, "dobj") if k.i == verb.i + 1]  # "took *place*"
    if prep is not None:
        return f"{verb.lemma} {prep.lower}" in words
    return verb.lemma in words or any(f"{verb.lemma} {p}" in words for p in particles)
