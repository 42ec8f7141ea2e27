"""Who belongs to what: as a member, by joining, by belonging, or by the group that stands before a name's title.

Invariant: the group is a named actor, not a country; a person is named, not meant by a pronoun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.coding.claims.saying import Voices, actor_term, is_person, is_stated, make, when_held, words_term
from dateline.coding.grammar import is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.knowledge.actors import open_actors
from dateline.language import Token
from dateline.model import Claim, ClaimKind, Dating, Evidence, Term

__all__ = ["membership_claims"]

_BY_VERB = ("person_verb_group", "person_verb_to_group")

# Kinds of actors that have members.
_GROUPS = frozenset(
    {
        "party",
        "rebel",
        "militia",
        "criminal",
        "opposition",
        "ngo",
        "religious",
        "tribal",
        "legislature",
        "military",
        "igo",
    }
)


def membership_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield who belongs to which group."""
    sentence, forms = scene.sentence, scene.lexicon.claims
    for token in sentence.tokens:
        for entry in forms.get("noun_of_group", ()):
            if token.lemma in entry.nouns:
                groups = pobjs(sentence, token, *entry.prepositions)
                yield from _of(scene, voices, token, _called(scene, token), groups, None)
        for entry in forms.get("group_title_name", ()):
            if token.lemma.lower() in entry.nouns:
                yield from _before_name(scene, voices, token)
        if token.pos != "VERB" or not _may_tell(scene, token) or is_passive(sentence, token):
            continue
        for entry in forms.get("person_verb_group", ()):
            if token.lemma in entry.verbs and is_stated(scene, token):
                things = objects(sentence, token)
                yield from _of(scene, voices, token, subjects(sentence, token), things, when_held(scene, token))
        for entry in forms.get("person_verb_to_group", ()):
            if (
                token.lemma in entry.heads
                and is_stated(scene, token)
                and (
                    token.lemma in entry.verbs
                    or {f"{token.lemma} {t.lemma}" for t in objects(sentence, token)} & entry.verbs
                )
            ):
                things = pobjs(sentence, token, *entry.prepositions)
                yield from _of(scene, voices, token, subjects(sentence, token), things, when_held(scene, token))


def _may_tell(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb begins any form of this claim: few do."""
    forms = scene.lexicon.claims
    return any(verb.lemma in entry.heads for form in _BY_VERB for entry in forms.get(form, ()))


def _before_name(scene: Scene, voices: Voices, title: Token) -> Iterator[Claim]:
    """Read "the Sadrist lawmaker X": a group's name, a title and a person's name, side by side."""
    tokens = scene.sentence.tokens
    name = next((n for n in scene.sentence.names if n.label == "PERSON" and n.first == title.i + 1), None)
    if name is None or title.i == 0:
        return
    word = tokens[title.i - 1]
    group = open_actors().match(word.text)
    member = _member(scene, tokens[name.last - 1])
    if (
        not word.text[:1].isupper()
        or group is None
        or group.kind not in _GROUPS
        or not group.known
        or member is None
        or member.id == group.id
    ):
        return
    quoted = Evidence.at(scene.document.text, word.start, word.end)
    if quoted.end <= member.evidence.start:
        belongs = Term(group.name, quoted, group.id)
        yield make(scene, ClaimKind.MEMBERSHIP, voices, title, subject=member, object=belongs)


def _called(scene: Scene, noun: Token) -> list[Token]:
    """Return who is called a member: the subject of "is", or the name in apposition."""
    sentence = scene.sentence
    head = sentence.head_of(noun)
    if noun.dep == "attr" and head.lemma in ("be", "become", "remain") and is_stated(scene, head):
        return subjects(sentence, head)
    if noun.dep == "appos":
        return [head]
    return sentence.kids(noun, "appos")


def _of(
    scene: Scene,
    voices: Voices,
    at: Token,
    members: Sequence[Token],
    groups: Sequence[Token],
    when: Dating | None,
) -> Iterator[Claim]:
    member = next((t for token in members if (t := _member(scene, token))), None)
    group = next((t for token in groups if (t := _group(scene, token))), None)
    if member is None or group is None or member.id == group.id:
        return
    if member.evidence.start < group.evidence.end and group.evidence.start < member.evidence.end:
        return
    yield make(scene, ClaimKind.MEMBERSHIP, voices, at, subject=member, object=group, when=when)


def _member(scene: Scene, token: Token) -> Term | None:
    if token.pos == "PROPN" and is_person(scene, token):
        name = next(n for n in scene.sentence.names if n.label == "PERSON" and n.first <= token.i < n.last)
        known = actor_term(scene, token)
        own = words_term(scene, [t for t in scene.sentence.tokens[name.first : name.last] if t.tag != "POS"])
        return known if known is not None and known.id and not known.id.startswith("text:") else own
    return actor_term(scene, token)


def _group(scene: Scene, token: Token) -> Term | None:
    if token.pos != "PROPN" or scene.place_at(token) is not None or is_person(scene, token):
        return None  # "his army", "coalition forces" name no group that one is a member of
    term = actor_term(scene, token, _GROUPS)
    if term is None or term.id is None or term.id.startswith("text:"):
        return None
    is_against = scene.document.text[: term.evidence.start].endswith("-")  # "anti-Taliban fighters"
    return None if is_against else term
