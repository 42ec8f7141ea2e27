"""Find the words that name events: verbs and nouns of the lexicon whose surroundings fit one of their senses.

Invariant: one act, one trigger. A light verb and its noun ("carried out an attack") are one trigger; the same act named
by a noun and by the verb it depends on ("the attack killed four") is kept once, as the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.grammar import complement, infinitives, is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon import Pattern, Sense
from dateline.language import Token
from dateline.model import ZoneKind

__all__ = ["Trigger", "find_triggers"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Name one act: its head token, all tokens of the words that name it, its sense, and a light verb if it has one.

    `inner` is the trigger inside the complement of one that absorbs it ("refused to *meet*"); `means` is the sense of a
    noun that was merged into its verb.
    """

    token: Token
    tokens: tuple[Token, ...]
    sense: Sense
    light: Token | None = None
    happens: Token | None = None
    inner: Trigger | None = None
    means: Sense | None = None

    @property
    def mode(self) -> str | None:
        """Return the sense's mode, or that of a noun merged into it ("a drone strike destroyed")."""
        return self.means.mode if self.means is not None else self.sense.mode

    @property
    def is_noun(self) -> bool:
        return self.token.pos in ("NOUN", "PROPN") or _is_gerund(self.token)

    @property
    def verb(self) -> Token | None:
        """Return the verb that carries tense and subject for the act, or None for a bare noun."""
        return self.light or (None if self.is_noun else self.token)


def _is_gerund(token: Token) -> bool:
    """Tell whether a verb form stands where a noun does ("the *shelling* of the port killed two")."""
    return token.tag == "VBG" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj")


def find_triggers(scene: Scene) -> list[Trigger]:
    """Return the triggers of one sentence, in order."""
    found: dict[int, Trigger] = {}
    for token in scene.sentence.tokens:
        if token.text[:1].isupper() and _named_after(scene, token):
            continue
        trigger = None
        if token.pos in ("NOUN", "PROPN") or _is_gerund(token):
            trigger = _noun(scene, token)
        if trigger is None and not _is_gerund(token) and (token.pos in ("VERB", "AUX") or token.tag in ("VBN", "VBG")):
            trigger = _verb(scene, token)
        if trigger is not None:
            found[token.i] = trigger
    return _settle(scene, found)


def _verb(scene: Scene, token: Token) -> Trigger | None:
    best: tuple[int, int, Trigger] | None = None
    for pattern, sense in scene.lexicon.verbs.get(token.lemma, ()):
        others = _rest(scene, token, pattern)
        if others is None or not _verb_fits(scene, token, pattern, sense, others):
            continue
        rank = (len(pattern.rest), sense.constraints)
        if best is None or rank > best[:2]:
            tokens = tuple(sorted((token, *others), key=lambda t: t.i))
            best = (*rank, Trigger(token, tokens, sense))
    return best[2] if best else None


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
                if word in (kid.lemma, kid.lower) and kid not in found
            ),
            None,
        )
        if hit is None and is_passive(scene.sentence, token):
            hit = next((t for t in subjects(scene.sentence, token) if word in (t.lemma, t.lower)), None)
        if hit is None and word not in ("on", "in", "to", "at", "of", "for"):
            hit = next((t for t in objects(scene.sentence, token) if word in (t.lemma, t.lower)), None)
        if hit is None:
            return None
        found.append(hit)
        governors.append(hit)
    return found


def _within_reach(scene: Scene, governor: Token) -> list[Token]:
    """Return what a word governs, and the mark of its clause: in "called for them to go" the clause owns the "for"."""
    clauses = complement(scene.sentence, governor) if governor.pos in ("VERB", "AUX") else []
    return [*scene.sentence.kids(governor), *(m for c in clauses for m in scene.sentence.kids(c, "mark"))]


def _verb_fits(scene: Scene, token: Token, pattern: Pattern, sense: Sense, others: Sequence[Token]) -> bool:
    sentence = scene.sentence
    if token.dep in ("amod", "compound", "prep", "mark"):  # "as opposed to", "provided that" are no acts
        return False
    if sense.negated and not _is_negated(scene, token):
        return False
    if sense.future and not any(
        scene.lexicon.governs("planned", "auxiliaries", k.lower) for k in sentence.kids(token, "aux")
    ):
        return False
    if not sense.negated and token.dep == "aux":
        return False
    things = [scene.content(t) for t in _things(scene, token, others)]
    doers = [] if is_passive(sentence, token) else [scene.content(t) for t in subjects(sentence, token)]
    needed = sense.needs.get(pattern.words, ())
    has_own_object = any(o.dep in ("dobj", "nsubjpass", "nsubj", "pobj") for o in others)
    asked = sense.object if not has_own_object or sense.either else ()
    asked_subject = sense.subject_needs.get(pattern.words, sense.subject)
    if needed and not _list_fits(scene, token, things, needed):
        return False
    if sense.either:
        both = [*things, *doers]
        if not any(scene.fits(t, (*sense.object, *sense.subject)) for t in both):
            return False
    else:
        if asked and not _list_fits(scene, token, things, asked):
            return False
        if asked_subject and not any(scene.fits(t, asked_subject) for t in doers) and not is_passive(sentence, token):
            return False
    if any(scene.fits(t, sense.object_not) for t in things):
        return False
    if any(scene.fits(t, sense.subject_not) for t in doers):
        return False
    if sense.complement and not _complement_fits(scene, token, sense):
        return False
    if not _company_fits(scene, token, sense):
        return False
    # A bare participle before a noun or with no party at all is description, not an act.
    return not (token.dep == "acl" and token.tag == "VBG" and not things and not sentence.kids(token))


def _company_fits(scene: Scene, token: Token, sense: Sense) -> bool:
    """Tell whether the sentence holds the words that a sense asks for, and none that it refuses."""
    others = [t for t in scene.sentence.tokens if t.i != token.i]
    if sense.requires_near and not any(scene.fits(t, sense.requires_near) for t in others):
        return False
    return not any(scene.fits(t, sense.not_near) for t in others)


def _things(scene: Scene, token: Token, others: Sequence[Token]) -> list[Token]:
    """Return what the verb acts on; for a verb with a preposition in its pattern, what that preposition governs."""
    things = [t for t in objects(scene.sentence, token) if t not in others]
    for other in others:
        if other.dep in ("prep", "prt", "agent", "dative"):
            things.extend(k for k in scene.sentence.kids(other, "pobj"))
    return things or [k for k in pobjs(scene.sentence, token, "for", "from", "into") if k not in others]


def _list_fits(scene: Scene, token: Token, things: Sequence[Token], wanted: Sequence[str]) -> bool:
    clauses = complement(scene.sentence, token)
    if "comp" in wanted and clauses:
        return True
    if "inf" in wanted and infinitives(scene.sentence, token):
        return True
    if "any" in wanted and things:
        return True
    if "none" in wanted and not objects(scene.sentence, token) and not clauses:
        return True
    return any(scene.fits(t, wanted) for t in things)


def _complement_fits(scene: Scene, token: Token, sense: Sense) -> bool:
    for clause in complement(scene.sentence, token):
        for pattern, inner in scene.lexicon.verbs.get(clause.lemma, ()):
            if inner.type.value in sense.complement and _rest(scene, clause, pattern) is not None:
                return True
        for thing in objects(scene.sentence, clause):
            if any(inner.type.value in sense.complement for _, inner, _ in scene.lexicon.nouns.get(thing.lemma, ())):
                return True
    return False


def _is_negated(scene: Scene, token: Token) -> bool:
    return bool(scene.sentence.kids(token, "neg"))


def _noun(scene: Scene, token: Token) -> Trigger | None:
    sentence = scene.sentence
    if token.pos == "PROPN" and scene.zone.kind is not ZoneKind.HEADLINE:
        return None
    if token.dep in ("compound", "nmod", "npadvmod", "amod") or _inside_name(scene, token):
        return None
    best: tuple[int, int, Trigger] | None = None
    word = token.lemma if token.lemma in scene.lexicon.nouns and not _is_gerund(token) else token.lower
    for pattern, sense, weak in scene.lexicon.nouns.get(word, ()):
        others = _noun_rest(scene, token, pattern)
        if others is None or (token.lemma in sense.plural_only and token.tag not in ("NNS", "NNPS")):
            continue
        if any(k.lemma in sense.modifier_not for k in sentence.kids(token, "amod", "compound", "nmod", "poss")):
            continue
        if any(scene.fits(t, sense.object_not) for t in pobjs(sentence, token, "of")):
            continue
        if not _company_fits(scene, token, sense):
            continue
        trigger = _carried(scene, Trigger(token, tuple(sorted((token, *others), key=lambda t: t.i)), sense))
        if weak and not (trigger.light or trigger.happens or pobjs(sentence, token, "against", "upon")):
            continue
        if sense.noun_needs_actor and not (
            (trigger.light and trigger.verb) or sentence.kids(token, "poss") or pobjs(sentence, token, "by", "from")
        ):
            continue
        if not _is_statement(scene, trigger):
            continue
        rank = (len(pattern.rest), sense.constraints)
        if best is None or rank > best[:2]:
            best = (*rank, trigger)
    return best[2] if best else None


def _is_statement(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a noun states its act, or only refers to one ("most casualties of the offensive").

    It states it where a verb carries it, where it has a party of its own, where it is said to exist, and in headlines.
    """
    if trigger.light or trigger.happens or trigger.sense.counted or scene.zone.kind is ZoneKind.HEADLINE:
        return True
    sentence, token = scene.sentence, trigger.token
    if sentence.kids(token, "poss") or pobjs(sentence, token, "of", "against", "on", "upon", "by", "between", "at"):
        return True
    if any(scene.actor_at(k) for k in sentence.kids(token, "compound", "amod", "nmod")):
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
    if token.text[:1].isupper() and _named_after(scene, token):
        return True
    return any(
        n.first <= token.i < n.last
        and n.last - n.first > 1
        and n.label not in ("CARDINAL", "DATE", "TIME")
        and token.pos == "PROPN"
        and scene.zone.kind is not ZoneKind.HEADLINE
        for n in scene.sentence.names
    )


def _named_after(scene: Scene, token: Token) -> bool:
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
            return replace(trigger, light=above)
        return trigger
    if head.pos not in ("VERB", "AUX"):
        return trigger
    if token.dep in ("dobj", "attr") or (token.dep == "nsubjpass"):
        return replace(trigger, light=head) if _governs(scene, "light", head, None) else trigger
    if token.dep == "nsubj" and _governs(scene, "happening", head, None):
        return replace(trigger, happens=head)
    return trigger


def _governs(scene: Scene, effect: str, verb: Token, prep: Token | None) -> bool:
    words = scene.lexicon.governors[effect]["verbs"]
    particles = [k.lower for k in scene.sentence.kids(verb, "prt")]
    if prep is not None:
        return f"{verb.lemma} {prep.lower}" in words
    return verb.lemma in words or any(f"{verb.lemma} {p}" in words for p in particles)


def _settle(scene: Scene, found: dict[int, Trigger]) -> list[Trigger]:
    """Keep each act once: absorb what stands inside a threat or a request, and nouns that their verb repeats."""
    sentence = scene.sentence
    gone: set[int] = set()
    for i, trigger in list(found.items()):
        if not trigger.sense.absorbs:
            continue
        below = [t.i for t in sentence.subtree(trigger.token)] if not trigger.is_noun else []
        clauses = list(complement(sentence, trigger.token))
        heads = (
            clauses + objects(sentence, trigger.token) + pobjs(sentence, trigger.token, "for", "on", "upon", "of", "to")
        )
        region = {t.i for head in heads for t in sentence.subtree(head)} & (
            set(below) or {t.i for t in sentence.tokens}
        )
        inner = [found[j] for j in sorted(region) if j in found and j != i]
        if inner:
            found[i] = replace(trigger, inner=inner[0])
            gone.update(t.token.i for t in inner)
    spoken = {t.i: i for i, trigger in found.items() if i not in gone for t in trigger.tokens if t.i != i}
    gone.update(i for i in found if i in spoken)  # "imposed sanctions": the noun is part of the verb's own words
    for i, trigger in list(found.items()):
        if not trigger.is_noun or i in gone or trigger.sense.counted:
            continue
        above = trigger.happens or trigger.light or sentence.head_of(trigger.token)
        verb = found.get(above.i)
        if verb is None or above.i in gone or verb.sense.type is not trigger.sense.type:
            continue
        if trigger.light is not None:
            gone.add(above.i)  # "launched a raid" is one act, named by the more telling of the two
        else:
            gone.add(i)
            if trigger.sense.mode and verb.sense.mode in (None, "destroy"):
                found[above.i] = replace(verb, means=trigger.sense)
    return [found[i] for i in sorted(found) if i not in gone]
