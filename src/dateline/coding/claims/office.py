"""Who holds an office: beside a name, before it, or by being made or becoming it.

Invariant: the holder is a person's name; the office keeps its words ("former police chief"), so that what is over is
not passed off as held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.coding.claims.saying import Voices, actor_term, is_person, is_stated, make, when_held, words_term
from dateline.coding.grammar import is_passive, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.language import Token
from dateline.model import Claim, ClaimKind, Dating, Term

__all__ = ["office_claims"]

# The longest title in the data is of four words ("minister of foreign affairs" before a name does not occur).
_TITLE = 4


def office_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield who holds, held or was given which office."""
    for token in scene.sentence.tokens:
        if token.pos in ("NOUN", "PROPN"):
            yield from _beside(scene, voices, token)
            yield from _before(scene, voices, token)
        elif token.pos in ("VERB", "AUX"):
            yield from _made(scene, voices, token)


def _person(scene: Scene, token: Token) -> Term | None:
    """Return the person that a token names: a known actor, or the name itself."""
    if token.pos != "PROPN" or not is_person(scene, token):
        return None
    known = actor_term(scene, token)
    if known is not None and known.id is not None and not known.id.startswith("text:"):
        return known
    name = next(n for n in scene.sentence.names if n.label == "PERSON" and n.first <= token.i < n.last)
    return words_term(scene, [t for t in scene.sentence.tokens[name.first : name.last] if t.tag != "POS"])


def _claim(
    scene: Scene, voices: Voices, at: Token, holder: Term | None, title: Term | None, when: Dating | None
) -> Iterator[Claim]:
    if holder is None or title is None:
        return
    if holder.evidence.start < title.evidence.end and title.evidence.start < holder.evidence.end:
        # "Prime Minister X" may be one name: then the name alone is the holder's evidence, and it has to stand apart
        return
    yield make(scene, ClaimKind.OFFICE, voices, at, subject=holder, object=title, when=when)


def _beside(scene: Scene, voices: Voices, token: Token) -> Iterator[Claim]:
    """Read "X, governor of Y" and "the former governor, X": a name and a title, one in apposition to the other."""
    sentence = scene.sentence
    for entry in scene.lexicon.claims.get("name_and_title", ()):
        for other in sentence.kids(token, "appos"):
            for name, title in ((token, other), (other, token)):
                if _names(title, entry.nouns) and _is_held(scene, name, title):
                    yield from _claim(scene, voices, title, _person(scene, name), _title(scene, title), None)


def _is_held(scene: Scene, name: Token, title: Token) -> bool:
    """Tell whether the title is the name's own: not "the *future* president", nor a new thought behind a colon."""
    between = scene.sentence.tokens[min(name.i, title.i) : max(name.i, title.i)]
    planned = [k for k in scene.sentence.kids(title, "amod") if scene.lexicon.governs("planned", "adjectives", k.lemma)]
    return not planned and all(t.text != ":" for t in between)


def _title(scene: Scene, noun: Token) -> Term | None:
    """Return the words of an office from its first modifier to the end of what it is of, without the article."""
    sentence = scene.sentence
    own = [t for t in sentence.noun_phrase(noun) if t.pos not in ("DET", "PUNCT")]
    for prep in sentence.kids(noun, "prep"):
        if prep.lower in ("of", "for") and prep.i == noun.i + 1:
            for pobj in sentence.kids(prep, "pobj"):
                own += [prep, *sentence.noun_phrase(pobj)]
    own.sort(key=lambda t: t.i)
    following = sentence.tokens[own[-1].i + 1 :] if own else ()
    for token in following:  # "commander-in-chief" is parsed as several words
        if token.start != own[-1].end or "-" not in (token.text, own[-1].text):
            break
        own.append(token)
    return words_term(scene, own)


def _before(scene: Scene, voices: Voices, token: Token) -> Iterator[Claim]:
    """Read "Prime Minister X": a title right before the first word of a person's name."""
    if token.pos != "PROPN":
        return
    sentence = scene.sentence
    name = next((n for n in sentence.names if n.label == "PERSON" and n.first <= token.i < n.last), None)
    if name is None or token.i != name.last - 1:
        return
    first = name.first
    for entry in scene.lexicon.claims.get("title_before_name", ()):
        for size in range(_TITLE, 0, -1):
            for start in (first - size, first):  # the model may take the title into the name, or leave it out
                title = sentence.tokens[max(start, 0) : start + size]
                rest = sentence.tokens[start + size : name.last]
                words = " ".join(t.lower for t in title)
                if start < 0 or words not in entry.nouns or not rest or not title[0].text[:1].isupper():
                    continue
                holder = words_term(scene, [t for t in rest if t.tag != "POS"])
                known = actor_term(scene, token)
                if holder is not None and known is not None and known.id and not known.id.startswith("text:"):
                    holder = Term(known.name, holder.evidence, known.id)
                yield from _claim(scene, voices, title[0], holder, words_term(scene, list(title)), None)
                return


def _made(scene: Scene, voices: Voices, verb: Token) -> Iterator[Claim]:
    """Read "was elected mayor", "named X governor", "became president"."""
    sentence, forms = scene.sentence, scene.lexicon.claims
    for entry in forms.get("made_into", ()):
        if verb.lemma in entry.verbs and is_stated(scene, verb):
            passive = is_passive(sentence, verb)
            named: Sequence[Token] = subjects(sentence, verb) if passive else sentence.kids(verb, "dobj")
            small = [k for k in sentence.kids(verb, "ccomp", "oprd") if k.pos in ("NOUN", "PROPN")]
            if not passive and not named:
                named = [s for k in small for s in sentence.kids(k, "nsubj")]
            titles = [*sentence.kids(verb, "oprd", "attr"), *small, *pobjs(sentence, verb, "as")]
            yield from _given(scene, voices, verb, named, [t for t in titles if _names(t, entry.nouns)])
    for entry in forms.get("becomes", ()):
        if verb.lemma in entry.verbs and is_stated(scene, verb):
            titles = [t for t in sentence.kids(verb, "attr", "dobj", "oprd") if _names(t, entry.nouns)]
            yield from _given(scene, voices, verb, subjects(sentence, verb), titles)


def _names(token: Token, titles: frozenset[str]) -> bool:
    return token.lemma.lower() in titles and token.tag in ("NN", "NNP")


def _given(
    scene: Scene, voices: Voices, verb: Token, named: Sequence[Token], titles: Sequence[Token]
) -> Iterator[Claim]:
    holder = next((t for token in named if (t := _person(scene, token))), None)
    for title in titles[:1]:
        yield from _claim(scene, voices, verb, holder, _title(scene, title), when_held(scene, verb))
