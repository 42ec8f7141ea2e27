"""Read what a verb's own words say of its act: auxiliaries, negation, adverbs, conditions, tense and aspect.

Invariant: only words that belong to the verb, or that it shares with its first conjunct, are read; which words deny,
plan or guess is data (`governors.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.grammar import bearer
from dateline.coding.scene import Scene
from dateline.language import Token
from dateline.model import Status

__all__ = ["is_joined_by_nor", "is_progressive", "verb_words"]

# Copulas, by which an act is told as a state.
_STATES = frozenset({"be", "remain", "stay"})


def verb_words(scene: Scene, verb: Token, hedges: list[bool], *, own: Sequence[Token] = ()) -> list[Status]:
    """Read a verb's own auxiliaries, negation, adverbs and conjunctions, or those it shares with its first conjunct.

    A word of the act itself denies nothing: to "do *nothing*" is what was done.
    """
    sentence, lexicon = scene.sentence, scene.lexicon
    shared = bearer(sentence, verb)
    found: list[Status] = []
    kids = [*sentence.kids(verb, "neg", "advmod", "mark"), *(sentence.kids(shared, "aux", "auxpass", "neg", "mark"))]
    auxiliaries = [k for k in kids if k.dep == "aux" and k not in own]
    before = " ".join(t.lower for t in sentence.tokens[max(0, verb.i - 2) : verb.i])
    if lexicon.governs("negated", "alternatives", before):
        found.append(Status.NEGATED)
    if _is_awaited(scene, shared):
        found.append(Status.PLANNED)
    for kid in kids:
        denies = kid.dep == "neg" or lexicon.governs("negated", "adverbs", kid.lower)
        if denies and not _is_of_part(scene, kid, verb):
            found.append(Status.NEGATED)
        if kid.dep == "mark" and lexicon.governs("hypothetical", "marks", kid.lower):
            found.append(Status.HYPOTHETICAL)
        if kid.dep == "mark" and lexicon.governs("planned", "marks", kid.lower) and _is_present(scene, shared):
            found.append(Status.PLANNED)
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
    if is_progressive(scene, shared):
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
    if _is_conditional(scene, _first_of(scene, shared)) or _is_inverted(scene, shared):
        # "If they do not withdraw", "had they not attacked": neither that they did nor that they did not
        found = [Status.HYPOTHETICAL, *(s for s in found if s is not Status.NEGATED)]
    return found


def _is_awaited(scene: Scene, verb: Token) -> bool:
    """Tell whether a clause of time in the present says when something is to come ("clear *when he agrees*")."""
    sentence, lexicon = scene.sentence, scene.lexicon
    opens = [k for k in sentence.kids(verb, "mark", "advmod") if lexicon.governs("planned", "occasions", k.lower)]
    if verb.dep != "advcl" or not opens or not _is_present(scene, verb):
        return False
    helpers = sentence.kids(sentence.head_of(verb), "aux")
    return any(lexicon.governs("planned", "auxiliaries", a.lower) for a in helpers)


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
    return any(k.i < verb.i and lexicon.governs("negated", "conjunctions", k.lower) for k in joined) or (
        is_joined_by_nor(scene, verb)
    )


def is_joined_by_nor(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is denied by what joins it: "it did not help, *nor* did it convince them"."""
    if verb.dep != "conj":
        return False
    first = scene.sentence.head_of(verb)
    joins = [k for k in scene.sentence.kids(first, "cc") if first.i < k.i < verb.i]
    return any(scene.lexicon.governs("negated", "conjunctions", k.lower) for k in joins[-1:])


def is_progressive(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb says that something goes on: "is shelling", "are being shelled", "have been fighting"."""
    helpers = scene.sentence.kids(verb, "aux")
    if any(a.lemma == "have" and a.tag == "VBD" for a in helpers):
        return False  # "had been fighting" is over
    goes_on = verb.tag == "VBG" or any(
        a.tag == "VBG" for a in scene.sentence.kids(verb, "auxpass")
    )  # "is being shelled"
    return goes_on and any(a.lemma == "be" and a.tag in ("VBZ", "VBP", "VBN") for a in helpers)


def _is_standing(verb: Token, auxiliaries: Sequence[Token]) -> bool:
    """Tell whether a state still holds: "*is* under siege", "*has been* under siege since May"."""
    now = ("VBZ", "VBP")
    return verb.lemma in _STATES and (verb.tag in now or any(a.lemma == "have" and a.tag in now for a in auxiliaries))


def _is_conditional(scene: Scene, clause: Token) -> bool:
    return any(scene.lexicon.governs("hypothetical", "marks", k.lower) for k in scene.sentence.kids(clause, "mark"))


def _first_of(scene: Scene, verb: Token) -> Token:
    """Return the verb whose clause opens for all that are joined with it: "*whether* they fled or were captured"."""
    sentence = scene.sentence
    while verb.dep == "conj" and sentence.head_of(verb).pos in ("VERB", "AUX") and not sentence.kids(verb, "mark"):
        verb = sentence.head_of(verb)
    return verb


def _is_present(scene: Scene, verb: Token) -> bool:
    helpers = scene.sentence.kids(verb, "aux", "auxpass")
    return any(t.tag in ("VBZ", "VBP") and t.lemma != "have" for t in (verb, *helpers))


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
