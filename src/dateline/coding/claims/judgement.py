"""What someone thinks of it: a thing or a person called good or bad, by a voice or by the article itself.

Invariant: the judging word is in the data, and what is judged is named; what is denied or only possible is no
judgement.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.claims.saying import Voices, is_stated, make, phrase_term, when_held, words_term
from dateline.coding.grammar import is_finite, is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon.claim_words import ClaimWords
from dateline.language import Token
from dateline.model import Claim, ClaimKind, Term

__all__ = ["judgement_claims"]


def judgement_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield what is judged, and the judging words."""
    sentence, forms = scene.sentence, scene.lexicon.claims
    for verb in sentence.tokens:
        if verb.pos not in ("VERB", "AUX"):
            continue
        for entry in forms.get("thing_copula", ()):
            if verb.lemma in entry.verbs and is_finite(sentence, verb):
                said = sentence.kids(verb, "acomp", "attr", "oprd")
                yield from _claims(scene, voices, verb, subjects(sentence, verb), said, entry)
        for entry in forms.get("speaker_calls_thing", ()):
            if verb.lemma in entry.verbs:
                said = [*sentence.kids(verb, "oprd", "attr"), *pobjs(sentence, verb, "as")]
                small = [k for k in sentence.kids(verb, "ccomp", "xcomp") if k.pos in ("NOUN", "ADJ")]
                for prep in sentence.kids(verb, "prep"):
                    said += sentence.kids(prep, "amod") if prep.lower == "as" else []
                judged = objects(sentence, verb)
                if small and not is_passive(sentence, verb):
                    judged = [s for k in small for s in sentence.kids(k, "nsubj")]
                yield from _claims(scene, voices, verb, judged, [*said, *small], entry)


def _claims(
    scene: Scene, voices: Voices, verb: Token, judged: list[Token], said: list[Token], entry: ClaimWords
) -> Iterator[Claim]:
    subject = next((t for s in judged if (t := phrase_term(scene, s))), None)
    if subject is None:
        return
    for word in said:
        words = _words(scene, word, entry)
        if words is not None and words.evidence != subject.evidence:
            if not is_stated(scene, verb):  # takes longest to tell, and is asked last
                return
            when = when_held(scene, verb)
            yield make(scene, ClaimKind.JUDGEMENT, voices, verb, subject=subject, object=words, when=when)
            return


def _words(scene: Scene, word: Token, entry: ClaimWords) -> Term | None:
    """Return the judging phrase: an adjective, a noun, or a noun with a judging adjective before it."""
    sentence = scene.sentence
    if any(k.lower == "the" for k in sentence.kids(word, "det")):
        return None  # "the only successful one", "our aim is the defeat of" tell which, not how
    adjectives = sentence.kids(word, "amod") if word.pos == "NOUN" else []
    is_judging = word.lemma in (entry.nouns if word.pos in ("NOUN", "PROPN") else entry.adjectives)
    if not is_judging and not any(a.lemma in entry.adjectives for a in adjectives):
        return None
    if any(k.dep == "neg" or k.lower == "no" for k in sentence.kids(word)):
        return None
    phrase = sentence.noun_phrase(word) if word.pos in ("NOUN", "PROPN") else [*sentence.kids(word, "advmod"), word]
    return words_term(scene, [t for t in sorted(phrase, key=lambda t: t.i) if t.pos != "DET"])
