"""Match the words of a verb pattern in a sentence: its head, and the others in the parse or right after it.

Invariant: each word of a pattern is a token of its own, governed by the verb or by a word matched before.
"""

from __future__ import annotations

from dateline.coding.grammar import complement, is_passive, objects, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon import Pattern
from dateline.language import Token

__all__ = ["words_of_pattern"]

# Prepositions in a pattern are looked for only among what the verb governs, not among its objects.
_PREPOSITIONS = frozenset({"on", "in", "to", "at", "of", "for"})


def words_of_pattern(scene: Scene, token: Token, pattern: Pattern) -> list[Token] | None:
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
