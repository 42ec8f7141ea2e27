"""What is described and not named: "the rebel group", "two frigates", "a hospital", and the pronouns for such.

Invariant: a description is a noun's phrase with its article and its owner, up to its last noun, and its type is told by
that noun: by the groups that are known, or by the nouns of each type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.finding.actor_rules import actor_rules
from dateline.finding.entity_proposals import Proposal
from dateline.finding.entity_rules import entity_rules
from dateline.finding.mentions import ActorMention
from dateline.knowledge.actors import open_actors, open_groups
from dateline.language import Sentence, Token
from dateline.model import Actor, MentionForm, MentionType

__all__ = ["Described", "describe"]

_PREMODIFIERS = frozenset({"compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class Described:
    """Hold the tokens `[first, last)` that describe something, or a pronoun, and the actor they stand for."""

    first: int
    last: int
    type: MentionType
    form: MentionForm
    actor: Actor | None = None


def describe(sentence: Sentence, names: Sequence[Proposal], *, actors: Sequence[ActorMention]) -> list[Described]:
    """Return what one sentence describes, and its personal pronouns, in order; `names` are its names."""
    found = [*_nominals(sentence, names, actors), *_pronouns(sentence, actors)]
    return sorted(found, key=lambda d: (d.first, -d.last))


def _nominals(sentence: Sentence, names: Sequence[Proposal], actors: Sequence[ActorMention]) -> Iterator[Described]:
    inside = {i for n in names for i in range(n.first, n.last)}
    by_head = {a.head: a.actor for a in actors}
    for token in sentence.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.i in inside or token.dep in _PREMODIFIERS:
            continue
        after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else token
        if after.pos == "NOUN" and after.i != token.i and after.start == token.end + 1 and token.tag == "NN":
            continue  # the first part of a longer noun, whatever the parser made of it
        type_ = _type_of(sentence, token)
        if type_ is None:
            continue
        first = _first_of(sentence, token)
        yield Described(first, _last_of(sentence, token, names), type_, MentionForm.NOMINAL, by_head.get(token.i))


def _type_of(sentence: Sentence, token: Token) -> MentionType | None:
    rules, groups = entity_rules(), open_groups()
    plural = token.tag in ("NNS", "NNPS")
    types = rules.nouns.get(token.lemma.lower(), ())
    before = [t.lemma for t in sentence.tokens[max(0, token.i - 3) : token.i]]
    found = groups.find([*before, token.lemma]) if token.lemma in groups.ends else None
    if found is not None and not types:
        return MentionType.PERSON if found[0].person and not plural else MentionType.ORGANISATION
    if not types:
        return None
    if MentionType.PERSON in types:
        if not plural:
            return MentionType.PERSON
        return MentionType.ORGANISATION
    return types[0]


def _first_of(sentence: Sentence, token: Token) -> int:
    """Return where the phrase before a noun begins, with its article and its owner."""
    phrase = [t.i for t in sentence.noun_phrase(token) if t.i <= token.i]
    first = token.i
    inside = set(phrase)
    while first - 1 in inside or (first >= 2 and sentence.tokens[first - 1].pos == "PUNCT" and first - 2 in inside):
        first -= 1
    while first < token.i and _is_no_part(sentence.tokens[first], sentence.tokens[first + 1]):
        first += 1
    return first


def _is_no_part(token: Token, after: Token) -> bool:
    """Tell whether a word before a noun is no part of its phrase: a mark, an adverb, a number, a verb."""
    if token.pos == "ADV" and after.tag == "VBN":
        return False  # "remotely piloted aircraft"
    return token.pos in ("PUNCT", "SPACE", "ADV", "NUM", "VERB", "SCONJ", "CCONJ") and token.tag not in ("VBN", "JJ")


def _last_of(sentence: Sentence, token: Token, names: Sequence[Proposal]) -> int:
    """Return where a description ends: with its noun, or with the name that it is of ("the mayor of Kilo")."""
    after = sentence.tokens[token.i + 1 : token.i + 3]
    if len(after) == 2 and after[0].lower in entity_rules().belonging and after[0].head == token.i:
        for name in names:
            is_next = name.first == token.i + 2 or (name.first == token.i + 3 and after[1].pos == "DET")
            if is_next and name.letters is None:
                return name.last
    return token.i + 1


def _pronouns(sentence: Sentence, actors: Sequence[ActorMention]) -> Iterator[Described]:
    index, rules = open_actors(), entity_rules()
    by_first = {a.first: a for a in actors if a.last - a.first == 1}
    relative = {w for w, cls in actor_rules().pronouns.items() if cls == "who"}
    for token in sentence.tokens:
        if token.pos not in ("PRON", "DET") or token.lower in relative:
            continue
        mention = by_first.get(token.i)
        actor = mention.actor if mention else None
        entry = index.entry(actor) if actor else None
        type_ = rules.pronouns.get(token.lower)
        if actor is not None and type_ is None:
            type_ = MentionType.PERSON if entry and entry.person else MentionType.ORGANISATION
        if type_ is not None and (actor is not None or token.tag != "PRP$"):
            yield Described(token.i, token.i + 1, type_, MentionForm.PRONOUN, actor)
