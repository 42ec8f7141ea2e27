"""Climb from an act to the root of its sentence, asking every governor what it makes of what it governs.

Invariant: each governor speaks for its complement alone, and the climb ends where a clause stands for itself; which
words govern, and how, is data (`governors.toml`).
"""

from __future__ import annotations

from dateline.coding.grammar import is_finite, is_passive
from dateline.coding.scene import Scene
from dateline.coding.verb_words import is_joined_by_nor, verb_words
from dateline.language import Token
from dateline.model import Status

__all__ = ["EFFECTS", "above_words", "is_shared_in", "wants_noun"]

EFFECTS = (
    ("negated", Status.NEGATED),
    ("hypothetical", Status.HYPOTHETICAL),
    ("planned", Status.PLANNED),
    ("ongoing", Status.ONGOING),
)


def above_words(scene: Scene, token: Token, hedges: list[bool]) -> list[Status]:
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
        if _is_untrue(scene, token, head):
            found.append(Status.NEGATED)
        if _is_aim(scene, token, head) or _is_predicate_aim(scene, token, head):
            found.append(Status.PLANNED)
        if token.dep == "relcl" or (token.dep in ("advcl",) and is_finite(sentence, token)):
            break
        if token.dep == "advcl" and _is_purpose(scene, token):
            found.append(Status.PLANNED)
        if _is_taken_for_done(scene, token, head) or _is_share_denied(scene, token, head):
            break
        if head.pos in ("VERB", "AUX"):
            if token.dep in ("xcomp", "ccomp", "dobj", "prep", "pcomp", "nsubjpass", "acomp", "attr", "oprd"):
                found += _by_verb(scene, head, token, hedges)
        elif head.pos in ("NOUN", "PROPN") and token.dep in ("acl", "prep", "pcomp", "ccomp", "pobj"):
            said, ends = _by_noun(scene, head, token, hedges)
            found += said
            if ends:
                break
        elif head.pos == "ADP" and lexicon.governs("negated", "determiners", head.lower):
            found.append(Status.NEGATED)  # "without shooting"
        elif head.pos == "ADJ" and _is_achieved(scene, head):
            if sentence.kids(sentence.head_of(head), "neg"):
                found.append(Status.NEGATED)
        elif head.pos == "ADJ" and token.tag == "VB" and _is_of_degree(scene, head):
            found.append(Status.HYPOTHETICAL)
        elif head.pos == "ADJ" and token.dep in ("xcomp", "ccomp", "prep"):
            found += [s for effect, s in EFFECTS if lexicon.governs(effect, "adjectives", head.lemma)]
        token = head
    return found


def _by_verb(scene: Scene, head: Token, token: Token, hedges: list[bool]) -> list[Status]:
    sentence, lexicon = scene.sentence, scene.lexicon
    words = {head.lemma, *(f"{head.lemma} {k.lower}" for k in sentence.kids(head, "prt", "prep"))}
    clausal = token.dep in ("xcomp", "ccomp", "pcomp", "acomp", "oprd") or token.tag == "VB"
    clausal = clausal or (token.dep == "prep" and token.lower == "of")  # "accused of firing", "suspected of the raid"
    if any(lexicon.governs("hedged", "verbs", w) for w in words) and clausal:
        passive_only = lexicon.governs("hedged", "passive_only", head.lemma)
        hedges.append(not passive_only or is_passive(sentence, head))
    elif clausal and lexicon.governs("hedged", "passive_only", head.lemma) and is_passive(sentence, head):
        hedges.append(True)
    hedges.extend(lexicon.governs("hedged", "adverbs", k.lower) for k in sentence.kids(head, "advmod"))
    found: list[Status] = []
    denied = sentence.kids(head, "neg") or is_joined_by_nor(scene, head)
    if denied and clausal and token.dep == "xcomp":
        found.append(Status.NEGATED)
    if token.tag == "VB" and any(lexicon.governs("negated", "pending", k.lower) for k in sentence.kids(head, "advmod")):
        found.append(Status.NEGATED)
    if lexicon.governs("aiming", "verbs", head.lemma) and _is_purpose(scene, token):
        found.append(Status.PLANNED)
    tensed = token.dep == "ccomp" and is_finite(sentence, token)
    for effect, status in EFFECTS:
        if not any(lexicon.governs(effect, "verbs", w) for w in words):
            continue
        if token.dep in ("dobj", "nsubjpass", "prep") and status is Status.PLANNED and not wants_noun(scene, head):
            continue
        if token.dep == "attr" and status is Status.ONGOING:
            continue  # "remains the only strike on a warship" tells of one that is past
        if tensed and status in (Status.PLANNED, Status.ONGOING):
            continue  # "they agreed that it was shelled" plans nothing; the clause has its own tense
        found.append(status)
    # What stands over the governor ("would plan to", "might stop") stands over its complement too.
    exists = token.dep == "attr" and bool(sentence.kids(head, "expl"))  # "if there are any clashes"
    if clausal or exists or token.dep in ("dobj", "nsubjpass", "prep"):
        above = [s for s in verb_words(scene, head, hedges) if s is not Status.ONGOING]
        if lexicon.governs("negated", "opposing_nouns", token.lemma):
            above = [s for s in above if s is not Status.NEGATED]
        if not tensed:
            found += [s for s in above if s is not Status.NEGATED or token.dep in ("dobj", "nsubjpass", "attr")]
    return found


def _by_noun(scene: Scene, head: Token, token: Token, hedges: list[bool]) -> tuple[list[Status], bool]:
    """Return what a noun makes of the act below it, and whether the climb ends there."""
    sentence, lexicon = scene.sentence, scene.lexicon
    found: list[Status] = []
    # "A demand that the city *be torn down*" has a clause, "a demand made by" a participle
    clause = token.tag == "VB" or bool(sentence.kids(token, "mark", "aux", "auxpass"))
    if clause or not is_passive(sentence, token):
        found += [s for effect, s in EFFECTS if lexicon.governs(effect, "nouns", head.lemma)]
        if token.tag == "VB" and lexicon.governs("negated", "infinitive_nouns", head.lemma):
            found.append(Status.NEGATED)
        hedges.append(lexicon.governs("hedged", "nouns", head.lemma))
        if lexicon.governs("hypothetical", "nouns", head.lemma):
            return found, True  # to deny a risk does not deny what is risked
    if token.dep == "prep" and sentence.kids(token, "pcomp"):  # "acquitted two soldiers *of murdering* a farmer"
        hedges.append(lexicon.governs("hedged", "verbs", sentence.head_of(head).lemma))
    if token.dep == "acl" and token.tag in ("VBG", "VBN") and not found and not any(hedges):
        return found, True  # "the lands *taken* by rebels", "staff *working* there": the participle stands for itself
    opposes = lexicon.governs("negated", "opposing_nouns", head.lemma)  # "no objection to arresting them"
    if token.dep in ("prep", "acl", "ccomp"):
        denied = [d for d in sentence.kids(head, "det") if lexicon.governs("negated", "determiners", d.lower)]
        found += [Status.HYPOTHETICAL if opposes else Status.NEGATED for _ in denied]
    return found, False


def _is_taken_for_done(scene: Scene, token: Token, head: Token) -> bool:
    """Tell whether what is said of the verb above leaves the act as it is: "failed to advance in two *battles*"."""
    lexicon = scene.lexicon
    if token.dep in ("dobj", "prep", "nsubjpass") and lexicon.governs("presupposing", "verbs", head.lemma):
        return True
    around = token.dep == "prep" and lexicon.governs("presupposing", "prepositions", token.lower)
    return around and head.pos in ("VERB", "AUX") and not lexicon.governs("resulting", "verbs", head.lemma)


def is_shared_in(scene: Scene, act: Token) -> bool:
    """Tell whether an act is one in which somebody only denies a share: "denied responsibility for the *bombing*"."""
    while act.dep == "conj":
        act = scene.sentence.head_of(act)
    prep = scene.sentence.head_of(act)
    return act.dep in ("pobj", "pcomp") and _is_share_denied(scene, prep, scene.sentence.head_of(prep))


def _is_share_denied(scene: Scene, token: Token, head: Token) -> bool:
    """Tell whether a share in an act is denied, and not the act: "had *no part* in the raid", "denied a role in it"."""
    lexicon, sentence = scene.lexicon, scene.sentence
    if token.dep != "prep" or not lexicon.governs("denying", "nouns", head.lemma):
        return False
    verb = sentence.head_of(head)
    denied = bool(sentence.kids(verb, "neg")) or lexicon.governs("negated", "verbs", verb.lemma)
    return denied or any(lexicon.governs("negated", "determiners", d.lower) for d in sentence.kids(head, "det"))


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
    return not any(scene.lexicon.governs("achieved", "outcomes", t.lemma) for t in said)


def _is_of_degree(scene: Scene, adjective: Token) -> bool:
    """Tell whether an adjective says how much it takes: "strong *enough* to invade", "*too* weak to resist"."""
    degrees = scene.sentence.kids(adjective, "advmod")
    return any(scene.lexicon.governs("hypothetical", "degrees", k.lower) for k in degrees)


def _is_untrue(scene: Scene, token: Token, head: Token) -> bool:
    """Tell whether a clause is said not to be true ("it is *not true* that the truce holds")."""
    copula = head if head.lemma == "be" else scene.sentence.head_of(head)
    said = [k for k in scene.sentence.kids(copula, "acomp") if scene.lexicon.governs("factual", "adjectives", k.lemma)]
    return token.dep in ("ccomp", "csubj") and bool(said and scene.sentence.kids(copula, "neg"))


def _is_achieved(scene: Scene, adjective: Token) -> bool:
    """Tell whether "able to" is said of what was done: in the past, and without a modal."""
    if not scene.lexicon.governs("achieved", "adjectives", adjective.lemma):
        return False
    copula = scene.sentence.head_of(adjective)
    helpers = scene.sentence.kids(copula, "aux")
    return copula.tag == "VBD" or (copula.tag == "VBN" and all(a.tag != "MD" for a in helpers))


def wants_noun(scene: Scene, verb: Token) -> bool:
    """A plan, a demand, a threat makes its object a thing to come ("called for the withdrawal"); "ordered" too."""
    return not scene.lexicon.governs("factual", "verbs", verb.lemma)


def _is_purpose(scene: Scene, clause: Token) -> bool:
    helpers = scene.sentence.kids(clause, "aux", "auxpass")
    bare = clause.tag == "VB" or any(k.tag == "VB" for k in helpers)  # "to treat", "to be treated"
    return bare and any(k.lower == "to" for k in helpers)
