"""Readers who contradict: the article, its author, or one another.

Invariant: only a reader's comment can hold one of these, and only words that contradict make one; whom it answers is
filled only where the comment names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.claims.saying import Voices, make, words_term
from dateline.coding.grammar import pobjs, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.lexicon.claim_words import ClaimWords
from dateline.language import Token
from dateline.model import Claim, ClaimKind, Evidence, Term, ZoneKind

__all__ = ["dispute_claims"]

# A first name or surname of fewer letters than this may as well be a word.
_SHORTEST_NAME = 3


def dispute_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield at most one contradiction a sentence of a reader's comment."""
    if scene.zone.kind is not ZoneKind.COMMENT:
        return
    forms = scene.lexicon.claims
    for verb in scene.sentence.tokens:
        if verb.pos not in ("VERB", "AUX"):
            continue
        negated = bool(scene.sentence.kids(verb, "neg"))
        for form, wanted in (("reader_copula", False), ("reader_negated_copula", True)):
            for entry in forms.get(form, ()):
                if verb.lemma in entry.verbs and negated is wanted and _contradicts(scene, verb, entry):
                    yield _claim(scene, voices, verb)
                    return
        for entry in forms.get("reader_verb", ()):
            if verb.lemma in entry.verbs and not negated and _is_own(scene, verb):
                yield _claim(scene, voices, verb)
                return


def _contradicts(scene: Scene, verb: Token, entry: ClaimWords) -> bool:
    sentence = scene.sentence
    said = [t for t in sentence.kids(verb, "acomp", "attr") if t.lemma in entry.adjectives | entry.nouns]
    about = [t for t in subjects(sentence, verb) if t.lower in entry.subjects or t.lemma in entry.subjects]
    is_conditional = any(k.lower in ("if", "whether", "unless") for k in sentence.kids(verb, "mark"))
    return bool(said and about) and not is_conditional


def _is_own(scene: Scene, verb: Token) -> bool:
    """Tell whether it is the reader who disagrees."""
    return any(t.lower in ("i", "we") for t in subjects(scene.sentence, verb))


def _claim(scene: Scene, voices: Voices, verb: Token) -> Claim:
    sentence = scene.sentence
    answered = _answered(scene)
    if answered is None:
        answered = next(
            (_named(scene, t) for t in pobjs(sentence, verb, "with") if t.pos == "PROPN"),
            None,
        )
    clause = [t for t in sentence.subtree(verb) if t.pos != "SPACE"]
    return make(scene, ClaimKind.DISPUTE, voices, verb, subject=answered, object=words_term(scene, clause))


def _named(scene: Scene, token: Token) -> Term | None:
    return words_term(scene, scene.sentence.noun_phrase(token))


def _answered(scene: Scene) -> Term | None:
    """Return the author of the piece or of another comment whose name, or a part of it, the comment gives."""
    document, zone = scene.document, scene.zone
    others = [z.author for z in document.zones if z.kind is ZoneKind.COMMENT and z.author and z.author != zone.author]
    begins = scene.sentence.start
    opening = document.text.rfind("\n\n", zone.span.start, begins)
    for start, end in ((begins, scene.sentence.end), (max(opening, zone.span.start), begins)):
        for name in dict.fromkeys((*document.authors, *others)):
            for part in (name, *name.split()):
                at = document.text.find(part, start, end) if len(part) >= _SHORTEST_NAME else -1
                if at >= 0 and not document.text[at + len(part) : at + len(part) + 1].isalnum():
                    return Term(name, Evidence.at(document.text, at, at + len(part)))
    return None
