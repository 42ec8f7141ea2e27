"""What was promised, denied or disputed by whom: a speaker, a verb of saying so, and the words of what.

Invariant: the speaker is a named actor; what is promised, denied or disputed is a clause or a thing that can be, so
that "denied them water" is no denial.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.claims.saying import Voices, actor_term, is_stated, make, when_held, words_term
from dateline.coding.grammar import complement, is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon.claim_words import ClaimWords
from dateline.language import Token
from dateline.model import Claim, Term

__all__ = ["speech_claims"]


def speech_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield promises, denials and disputes."""
    sentence = scene.sentence
    for verb in sentence.tokens:
        if verb.pos != "VERB":
            continue
        for entry in scene.lexicon.claims.get("speaker_verb_clause", ()):
            if verb.lemma not in entry.verbs or not is_stated(scene, verb):
                continue
            said = pobjs(sentence, verb, "by") if is_passive(sentence, verb) else subjects(sentence, verb)
            speaker = next((t for s in said if (t := actor_term(scene, s) or _spokesman(scene, s))), None)
            about = _about(scene, verb, entry)
            if speaker is not None and about is not None:
                when = when_held(scene, verb)
                yield make(scene, entry.kind, voices, verb, subject=speaker, object=about, when=when)


def _spokesman(scene: Scene, token: Token) -> Term | None:
    """Return "his spokesman" or "a police spokesman" by their words, where no pack knows them."""
    if token.pos != "NOUN" or not scene.fits(token, ("@official",)):
        return None
    return words_term(scene, [t for t in scene.sentence.noun_phrase(token) if t.pos != "DET"])


def _about(scene: Scene, verb: Token, entry: ClaimWords) -> Term | None:
    """Return the clause after the verb, or its object where it is one of the things of the entry."""
    sentence = scene.sentence
    clauses = [c for c in complement(sentence, verb) if c.i > verb.i and c.dep in ("ccomp", "xcomp")]
    if clauses and not sentence.kids(verb, "dobj"):
        clause = clauses[0]
        aside = {t.i for k in sentence.kids(clause, "advcl") if k.i > clause.i for t in sentence.subtree(k)}
        end = min(aside, default=len(sentence.tokens))
        return words_term(scene, [t for t in sentence.subtree(clause) if verb.i < t.i < end])
    for thing in objects(sentence, verb):
        inner = [thing, *pobjs(sentence, thing, "of")]
        if any(t.lemma in entry.nouns for t in inner) and not sentence.kids(verb, "dative"):
            return words_term(scene, sentence.subtree(thing))
    return None
