"""Tell persons who act in public from those whom the news befell, so that an export can leave the latter alone.

Invariant: a named person is private unless something says otherwise: a pack that knows them, an office, a rank or a
calling beside their name anywhere in the document, or a work that they signed. What is not known protects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold, name_key
from dateline.language import Sentence, Token
from dateline.model import Document, Mention, MentionForm, MentionType, Sensitivity, ZoneKind

__all__ = ["CareWords", "care_words", "with_sensitivity"]

# Words of a title before a name are not farther from it than this ("the former deputy governor of Basra, Maj Gen X").
_TITLES = 4


@dataclass(frozen=True, slots=True)
class CareWords:
    """Hold the word lists of `data/care.toml` under their names there."""

    roles: frozenset[str]
    of_another: frozenset[str]


@lru_cache(maxsize=1)
def care_words() -> CareWords:
    """Return the lists. Raises KnowledgeError where the file breaks its schema or a word stands in both."""
    raw = read_toml(resources.files(__package__).joinpath("data/care.toml"))
    if set(raw) != set(CareWords.__slots__):
        raise KnowledgeError(f"care.toml: missing or unknown: {sorted(set(raw) ^ set(CareWords.__slots__))}")
    words = CareWords(**{name: frozenset(words_in(listed, f"care.toml, {name}")) for name, listed in raw.items()})
    both = words.roles & words.of_another
    if both:
        raise KnowledgeError(f"care.toml: {sorted(both)} cannot be both a role in public and another's")
    return words


def with_sensitivity(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]
) -> tuple[tuple[Mention, ...], ...]:
    """Return the mentions, one tuple a sentence as they came, with the sensitivity of each person that is named.

    One person is one thing throughout a document: what one sentence says of their part holds in all.
    """
    named = [
        (sentence, mention)
        for sentence, here in zip(sentences, mentions, strict=True)
        for mention in here
        if _is_named_person(mention)
    ]
    authors = _authors(document)
    readers = {fold(z.author) for z in document.zones if z.kind is ZoneKind.COMMENT and z.author} - {
        fold(name) for name in document.authors
    }
    public: set[str] = set()
    commenters: set[str] = set()
    for sentence, mention in named:
        words = mention.evidence.words
        known = mention.actor is not None and mention.actor.known
        if fold(words) in readers:
            commenters.update(_calls(mention))
        elif known or name_key(words) in authors or _acts_in_public(sentence, mention):
            public.update(_calls(mention))
    return tuple(tuple(_marked(mention, public, commenters) for mention in here) for here in mentions)


def _marked(mention: Mention, public: set[str], commenters: set[str]) -> Mention:
    if not _is_named_person(mention):
        return mention
    who = _calls(mention)[0]
    if who in commenters:
        return replace(mention, sensitivity=Sensitivity.COMMENTER)
    return replace(mention, sensitivity=Sensitivity.PUBLIC if who in public else Sensitivity.PRIVATE)


def _calls(mention: Mention) -> tuple[str, ...]:
    """Return what a person is known by in the document: the actor, where there is one, then the words.

    Words that no actor was made of are whoever is called so elsewhere.
    """
    words = name_key(mention.evidence.words)
    return (mention.actor.id, words) if mention.actor else (words,)


def _authors(document: Document) -> set[str]:
    """Return the keys of the names that sign the document or a work that it cites, with the family name last."""
    signed = [*document.authors, *(name for work in document.references for name in work.authors)]
    return {name_key(" ".join(reversed(name.split(", ", 1)))) for name in signed}


def _is_named_person(mention: Mention) -> bool:
    return mention.type is MentionType.PERSON and mention.form is MentionForm.NAME


def _acts_in_public(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a title, an apposition or a clause with "be" gives the person a part in public."""
    inside = sentence.between(mention.evidence.start, mention.evidence.end)
    if not inside:
        return False
    head = sentence.head_within(inside[0].i, inside[-1].i + 1)
    return any(_is_role(sentence, noun) for noun in _said_of(sentence, head, inside))


def _said_of(sentence: Sentence, head: Token, inside: Sequence[Token]) -> Iterator[Token]:
    """Yield the nouns that say what a person is."""
    yield from inside[:-1]  # a title that the mention takes in
    before = sentence.tokens[max(0, inside[0].i - _TITLES) : inside[0].i]
    first, last = inside[0].i, inside[-1].i + 1
    yield from (t for t in before if t.dep in ("compound", "nmod", "amod") and first <= t.head < last)
    yield from sentence.kids(head, "appos")
    if head.dep == "appos":
        yield sentence.head_of(head)
    if head.dep in ("nsubj", "nsubjpass"):
        verb = sentence.head_of(head)
        yield from sentence.kids(verb, "attr", "oprd")
        yield from (
            noun for as_ in sentence.kids(verb, "prep") if as_.lower == "as" for noun in sentence.kids(as_, "pobj")
        )


def _is_role(sentence: Sentence, noun: Token) -> bool:
    """Tell whether a noun, or one beside it in its compound, is a role in public of the person it is said of."""
    words = care_words()
    named = [noun, *sentence.kids(noun, "compound", "nmod", "conj")]
    lemmas = {form for t in named for form in (t.lemma.lower(), t.lower.rstrip("."))}
    return not lemmas & words.of_another and bool(lemmas & words.roles)
