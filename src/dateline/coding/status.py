"""Tell whether an act happened: occurred, ongoing, planned, hypothetical or negated; and whether it is only alleged.

Invariant: the strongest governor decides (negated over hypothetical over planned over ongoing over occurred); the
words that govern are data (`governors.toml`), this module only climbs the parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.grammar import bearer, is_finite, is_passive
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.language import Token
from dateline.model import Status

__all__ = ["Standing", "standing"]

_STRENGTH = {
    Status.OCCURRED: 0,
    Status.ONGOING: 1,
    Status.PLANNED: 2,
    Status.HYPOTHETICAL: 3,
    Status.NEGATED: 4,
}


# Copulas, by which an act is told as a state.
_STATES = frozenset({"be", "remain", "stay"})


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
        verb = trigger.light or trigger.happens
        found += _of_nouns(scene, token)
        if trigger.light is not None and _is_only_meant(scene, trigger.light):
            found.append(Status.PLANNED)
        token = verb if verb is not None else token
    if token.pos in ("VERB", "AUX"):
        if trigger.sense.future:
            found.append(Status.PLANNED)  # "would not attack again" forswears what is to come
        elif not trigger.sense.negated:  # "would not cooperate" is the act itself
            found += _verb_words(scene, token, hedges, own=trigger.tokens)
        if trigger.happens is not None:
            found = [*_of_the_act(scene, trigger, found), *_said_of(scene, trigger.happens)]
    found += _above(scene, token, hedges)
    if scene.sentence.text.rstrip(" \"'”’").endswith("?"):
        found.append(Status.HYPOTHETICAL)
    status = max(found, key=_STRENGTH.__getitem__, default=Status.OCCURRED)
    return Standing(status, any(hedges))


def _of_nouns(scene: Scene, noun: Token) -> list[Status]:
    """Return what the nouns above make of an act that is theirs: "their *plan* of attack was bold"."""
    found: list[Status] = []
    while noun.dep == "pobj" and scene.sentence.head_of(noun).lower == "of":
        noun = scene.sentence.head_of(scene.sentence.head_of(noun))
        found += [s for effect, s in _EFFECTS if scene.lexicon.governs(effect, "nouns", noun.lemma)]
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
    return [s for effect, s in _EFFECTS for k in said if scene.lexicon.governs(effect, "adjectives", k.lemma)]


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
            if kid.dep == "amod" and lexicon.governs(effect, "adjectives", kid.lemma):
                found.append(status)
        hedges.append(lexicon.governs("hedged", "adjectives", kid.lemma))
    return found


def _verb_words(scene: Scene, verb: Token, hedges: list[bool], *, own: Sequence[Token] = ()) -> list[Status]:
    """Read a verb's own auxiliaries, negation, adverbs and conjunctions, or those it shares with its first conjunct.

    A word of the act itself denies nothing: to "do *nothing*" is what was done.
    """
    sentence, lexicon = scene.sentence, scene.lexicon
    shared = bearer(sentence, verb)
    found: list[Status] = []
    kids = [*sentence.kids(verb, "neg", "advmod", "mark"), *(sentence.kids(shared, "aux", "auxpass", "neg", "mark"))]
    auxiliaries = [k for k in kids if k.dep == "aux" and k not in own]
    for kid in kids:
        denies = kid.dep == "neg" or lexicon.governs("negated", "adverbs", kid.lower)
        if denies and not _is_of_part(scene, kid, verb):
            found.append(Status.NEGATED)
        if kid.dep == "mark" and lexicon.governs("hypothetical", "marks", kid.lower):
            found.append(Status.HYPOTHETICAL)
        if kid.dep == "advmod":
            hedges.append(lexicon.governs("hedged", "adverbs", kid.lower))
            if lexicon.governs("hypothetical", "marks", kid.lower):
                found.append(Status.HYPOTHETICAL)
            elif lexicon.governs("ongoing", "adverbs", kid.lower) and not _is_past(scene, shared):
                found.append(Status.ONGOING)
    for aux in auxiliaries:
        perfect = any(a.lemma == "have" for a in auxiliaries)
        if perfect and lexicon.governs("hypothetical", "guessing", aux.lower):
            hedges.append(True)
        elif lexicon.governs("hypothetical", "auxiliaries", aux.lower):
            found.append(Status.HYPOTHETICAL)
        elif lexicon.governs("planned", "auxiliaries", aux.lower):
            found.append(Status.HYPOTHETICAL if perfect and aux.lower == "would" else Status.PLANNED)
    if _has_negated_party(scene, shared, own):
        found.append(Status.NEGATED)
    if _is_progressive(scene, shared):
        found.append(Status.ONGOING)
    if _is_standing(verb, auxiliaries):
        found.append(Status.ONGOING)
    conditions = [k for k in sentence.kids(shared, "advcl") if _is_conditional(scene, k)]
    if any(lexicon.governs("hypothetical", "confirming", k.lemma) for k in conditions):
        # "If confirmed, the raid would be the third": it is told as done, and may not have been
        hedges.append(True)
        found = [s for s in found if s is not Status.PLANNED]
    elif conditions and Status.PLANNED in found:
        found.append(Status.HYPOTHETICAL)
    if _is_conditional(scene, shared) or _is_inverted(scene, shared):
        # "If they do not withdraw", "had they not attacked": neither that they did nor that they did not
        found = [Status.HYPOTHETICAL, *(s for s in found if s is not Status.NEGATED)]
    return found


def _is_of_part(scene: Scene, denial: Token, verb: Token) -> bool:
    """Tell whether a denial is of a part alone: "not *only* attacked", "not targeting *just* one militia"."""
    sentence = scene.sentence
    part = [*sentence.kids(verb, "advmod"), *(t for k in sentence.kids(verb, "dobj") for t in sentence.subtree(k))]
    return any(t.i > denial.i and scene.lexicon.governs("negated", "focus", t.lower) for t in part)


def _has_negated_party(scene: Scene, verb: Token, own: Sequence[Token]) -> bool:
    """Tell whether nobody does it, or it is done to nobody: "no shots were fired", "neither side attacked"."""
    sentence, lexicon = scene.sentence, scene.lexicon
    for party in sentence.kids(verb, "nsubj", "nsubjpass", "dobj"):
        if party not in own and lexicon.governs("negated", "pronouns", party.lower):
            return True
        if any(
            lexicon.governs("negated", "determiners", k.lower)
            for k in sentence.kids(party, "det", "preconj", "cc", "neg")
        ):
            return True
    joined = sentence.kids(verb, "cc", "preconj", "advmod")
    return any(k.i < verb.i and lexicon.governs("negated", "conjunctions", k.lower) for k in joined)


def _is_progressive(scene: Scene, verb: Token) -> bool:
    helpers = scene.sentence.kids(verb, "aux")
    if any(a.lemma == "have" and a.tag == "VBD" for a in helpers):
        return False  # "had been fighting" is over
    return verb.tag == "VBG" and any(a.lemma == "be" and a.tag in ("VBZ", "VBP", "VBN") for a in helpers)


def _is_standing(verb: Token, auxiliaries: Sequence[Token]) -> bool:
    """Tell whether a state still holds: "*is* under siege", "*has been* under siege since May"."""
    now = ("VBZ", "VBP")
    return verb.lemma in _STATES and (verb.tag in now or any(a.lemma == "have" and a.tag in now for a in auxiliaries))


def _is_conditional(scene: Scene, clause: Token) -> bool:
    return any(scene.lexicon.governs("hypothetical", "marks", k.lower) for k in scene.sentence.kids(clause, "mark"))


def _is_past(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is told in the past: "some raids *were still carried* out" go on no more."""
    helpers = scene.sentence.kids(verb, "aux", "auxpass")
    return verb.tag == "VBD" or any(a.tag == "VBD" for a in helpers)


def _is_inverted(scene: Scene, clause: Token) -> bool:
    """Tell whether a clause is a condition by the order of its words: "*had the army* left, ..."."""
    subject = scene.sentence.kids(clause, "nsubj", "nsubjpass")
    helpers = [a for a in scene.sentence.kids(clause, "aux", "auxpass") if a.lemma in ("have", "be") or a.tag == "MD"]
    marked = scene.sentence.kids(clause, "mark")
    asks = scene.sentence.text.rstrip().endswith("?")
    return (
        clause.dep == "advcl" and bool(subject and helpers) and helpers[0].i < subject[0].i and not marked and not asks
    )


def _above(scene: Scene, token: Token, hedges: list[bool]) -> list[Status]:
    """Climb from the act to the root, asking every governor what it makes of its complement."""
    sentence, lexicon = scene.sentence, scene.lexicon
    found: list[Status] = []
    while token.head != token.i:
        head = sentence.head_of(token)
        sibling = _sibling(scene, token, head)
        if sibling is not None:
            token = sibling
            continue
        if token.dep == "csubj" and _is_purpose(scene, token):
            found.append(Status.HYPOTHETICAL)  # "to attack again would be folly"
        if _is_aim(scene, token, head) or _is_predicate_aim(scene, token, head):
            found.append(Status.PLANNED)
        if token.dep == "relcl" or (token.dep in ("advcl",) and is_finite(sentence, token)):
            break
        if token.dep == "advcl" and _is_purpose(scene, token):
            found.append(Status.PLANNED)
        if _is_taken_for_done(scene, token, head):
            break
        if head.pos in ("VERB", "AUX"):
            if token.dep in ("xcomp", "ccomp", "dobj", "prep", "pcomp", "nsubjpass", "acomp", "attr", "oprd"):
                found += _by_verb(scene, head, token, hedges)
        elif head.pos in ("NOUN", "PROPN") and token.dep in ("acl", "prep", "pcomp", "ccomp", "pobj"):
            if not is_passive(sentence, token) or token.tag == "VB":
                found += [s for effect, s in _EFFECTS if lexicon.governs(effect, "nouns", head.lemma)]
                if token.tag == "VB" and lexicon.governs("negated", "infinitive_nouns", head.lemma):
                    found.append(Status.NEGATED)
                hedges.append(lexicon.governs("hedged", "nouns", head.lemma))
                if lexicon.governs("hypothetical", "nouns", head.lemma):
                    break  # to deny a risk does not deny what is risked
            if token.dep == "prep" and sentence.kids(token, "pcomp"):  # "acquitted two soldiers *of murdering* a farmer"
                hedges.append(lexicon.governs("hedged", "verbs", sentence.head_of(head).lemma))
            if token.dep == "acl" and token.tag in ("VBG", "VBN") and not found and not any(hedges):
                break  # "the lands *taken* by rebels", "staff *working* there": the participle stands for itself
            opposes = lexicon.governs("negated", "opposing_nouns", head.lemma)  # "no objection to arresting them"
            for det in sentence.kids(head, "det"):
                if (
                    token.dep in ("prep", "acl", "ccomp")
                    and not opposes
                    and lexicon.governs("negated", "determiners", det.lower)
                ):
                    found.append(Status.NEGATED)
        elif head.pos == "ADP" and lexicon.governs("negated", "determiners", head.lower):
            found.append(Status.NEGATED)  # "without shooting"
        elif head.pos == "ADJ" and _is_achieved(scene, head):
            if sentence.kids(sentence.head_of(head), "neg"):
                found.append(Status.NEGATED)
        elif head.pos == "ADJ" and token.dep in ("xcomp", "ccomp", "prep"):
            found += [s for effect, s in _EFFECTS if lexicon.governs(effect, "adjectives", head.lemma)]
        token = head
    return found


def _is_taken_for_done(scene: Scene, token: Token, head: Token) -> bool:
    """Tell whether what is said of the verb above leaves the act as it is: "failed to advance in two *battles*"."""
    lexicon = scene.lexicon
    if token.dep in ("dobj", "prep", "nsubjpass") and lexicon.governs("presupposing", "verbs", head.lemma):
        return True
    around = token.dep == "prep" and lexicon.governs("presupposing", "prepositions", token.lower)
    return around and head.pos in ("VERB", "AUX") and not lexicon.governs("resulting", "verbs", head.lemma)


def _sibling(scene: Scene, token: Token, head: Token) -> Token | None:
    """Return the infinitive that a bare verb is joined with, where the parser joined it with the verb above both.

    In "hoped to hold the town, halt the advance and regain the road" all three are hoped for.
    """
    if token.dep != "conj" or token.tag != "VB" or head.tag == "VB" or scene.sentence.kids(token, "aux", "nsubj"):
        return None
    earlier = [k for k in scene.sentence.kids(head, "xcomp") if k.tag == "VB" and k.i < token.i]
    return earlier[-1] if earlier else None


def _is_aim(scene: Scene, token: Token, head: Token) -> bool:
    """Tell whether an infinitive says what a noun is for ("an armada *to invade*"), not who did it ("the first to")."""
    if token.dep not in ("relcl", "acl") or not _is_purpose(scene, token):
        return False
    return head.pos in ("NOUN", "PROPN") and not scene.lexicon.governs("achieved", "nouns", head.lemma)


def _is_predicate_aim(scene: Scene, token: Token, head: Token) -> bool:
    """Tell whether an infinitive says what something is to be ("the goal was *to retake* the port")."""
    if head.lemma != "be" or token.dep not in ("xcomp", "ccomp", "attr", "acomp") or not _is_purpose(scene, token):
        return False
    said = scene.sentence.kids(head, "nsubj")
    return not any(scene.lexicon.governs("achieved", "nouns", t.lemma) for t in said)


def _is_only_meant(scene: Scene, verb: Token) -> bool:
    """Tell whether a light verb says that the act is still to be done ("*planned* an attack", "*ordered* a raid")."""
    return scene.lexicon.governs("planned", "verbs", verb.lemma) and _wants_noun(scene, verb)


def _is_achieved(scene: Scene, adjective: Token) -> bool:
    """Tell whether "able to" is said of what was done: in the past, and without a modal."""
    if not scene.lexicon.governs("achieved", "adjectives", adjective.lemma):
        return False
    copula = scene.sentence.head_of(adjective)
    helpers = scene.sentence.kids(copula, "aux")
    return copula.tag == "VBD" or (copula.tag == "VBN" and all(a.tag != "MD" for a in helpers))


_EFFECTS = (
    ("negated", Status.NEGATED),
    ("hypothetical", Status.HYPOTHETICAL),
    ("planned", Status.PLANNED),
    ("ongoing", Status.ONGOING),
)


def _by_verb(scene: Scene, head: Token, token: Token, hedges: list[bool]) -> list[Status]:
    sentence, lexicon = scene.sentence, scene.lexicon
    words = {head.lemma, *(f"{head.lemma} {k.lower}" for k in sentence.kids(head, "prt"))}
    clausal = token.dep in ("xcomp", "ccomp", "pcomp", "acomp", "oprd") or token.tag == "VB"
    clausal = clausal or (token.dep == "prep" and token.lower == "of")  # "accused of firing", "suspected of the raid"
    if any(lexicon.governs("hedged", "verbs", w) for w in words) and clausal:
        passive_only = lexicon.governs("hedged", "passive_only", head.lemma)
        hedges.append(not passive_only or is_passive(sentence, head))
    elif clausal and lexicon.governs("hedged", "passive_only", head.lemma) and is_passive(sentence, head):
        hedges.append(True)
    hedges.extend(lexicon.governs("hedged", "adverbs", k.lower) for k in sentence.kids(head, "advmod"))
    found: list[Status] = []
    own = list(sentence.kids(head, "neg"))
    if own and clausal and token.dep == "xcomp":
        found.append(Status.NEGATED)
    if token.tag == "VB" and any(lexicon.governs("negated", "pending", k.lower) for k in sentence.kids(head, "advmod")):
        found.append(Status.NEGATED)
    if lexicon.governs("aiming", "verbs", head.lemma) and _is_purpose(scene, token):
        found.append(Status.PLANNED)
    tensed = token.dep == "ccomp" and is_finite(sentence, token)
    for effect, status in _EFFECTS:
        if not any(lexicon.governs(effect, "verbs", w) for w in words):
            continue
        if token.dep in ("dobj", "nsubjpass", "prep") and status is Status.PLANNED and not _wants_noun(scene, head):
            continue
        if token.dep == "attr" and status is Status.ONGOING:
            continue  # "remains the only strike on a warship" tells of one that is past
        if tensed and status is Status.PLANNED:
            continue  # "they agreed that it was shelled" plans nothing; the clause has its own tense
        found.append(status)
    # What stands over the governor ("would plan to", "might stop") stands over its complement too.
    exists = token.dep == "attr" and bool(sentence.kids(head, "expl"))  # "if there are any clashes"
    if clausal or exists or token.dep in ("dobj", "nsubjpass", "prep"):
        above = [s for s in _verb_words(scene, head, hedges) if s is not Status.ONGOING]
        if not tensed:
            found += [s for s in above if s is not Status.NEGATED or token.dep in ("dobj", "nsubjpass", "attr")]
    return found


def _wants_noun(scene: Scene, verb: Token) -> bool:
    """A plan, a demand, a threat makes its object a thing to come ("called for the withdrawal"); "ordered" too."""
    return not scene.lexicon.governs("factual", "verbs", verb.lemma)


def _is_purpose(scene: Scene, clause: Token) -> bool:
    return clause.tag == "VB" and any(k.lower == "to" for k in scene.sentence.kids(clause, "aux"))
