"""What a document's names turn out to be: which are places, which persons, and what its acronyms stand for.

Invariant: a name is one thing throughout a document; what one sentence makes a place is one in all of them, and a
surname or an acronym is whoever the text introduced by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.finding.actor_rules import actor_rules
from dateline.knowledge.actors import ActorIndex
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.names import fold, name_key
from dateline.language import NamedSpan, Sentence, Token
from dateline.model import Actor

__all__ = ["Names", "head_of", "is_ordinal", "learn_names", "unknown_group", "words_at"]


@dataclass(slots=True)
class Names:
    """Remember the names that one document uses: persons by surname, groups by acronym, and what turned out a place."""

    persons: dict[str, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    acronyms: dict[str, Actor] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def person(self, words: str) -> Actor | None:
        """Return the person last introduced whose surname or given name `words` is, or None."""
        known = self.persons.get(name_key(words))
        return known[-1] if known else None

    def learn_person(self, words: str, actor: Actor) -> None:
        """Remember a full name by its key, its last and its first word."""
        parts = name_key(words).split()
        for key in dict.fromkeys([" ".join(parts), parts[-1], parts[0]]):
            if actor in self.persons[key]:
                self.persons[key].remove(actor)
            self.persons[key].append(actor)


def learn_names(sentences: Sequence[Sentence], index: ActorIndex, near: str | None) -> Names:
    """Read all names of a document once: what is a place somewhere is one everywhere, and acronyms in brackets."""
    names = Names()
    for sentence in sentences:
        for span in sentence.names:
            words = words_at(sentence, span.first, span.last)
            if span.label in ("GPE", "LOC", "FAC") or _is_placed(sentence, span) or _is_near(sentence, span, near):
                names.places.add(name_key(words))
            _learn_acronym(sentence, span, words, index, names, near)
    return names


def _learn_acronym(
    sentence: Sentence, span: NamedSpan, words: str, index: ActorIndex, names: Names, near: str | None
) -> None:
    after = sentence.tokens[span.last : span.last + 3]
    if len(after) < 3 or after[0].text != "(" or after[2].text != ")" or not after[1].text.isupper():
        return
    letters = "".join(t.text[0] for t in sentence.tokens[span.first : span.last] if t.text[0].isupper())
    if len(after[1].text) >= 2 and after[1].text[0] in letters:
        actor = index.alias(words, near=near) or unknown_group(sentence, span.first, span.last)
        names.acronyms.setdefault(after[1].text, actor)


def _is_placed(sentence: Sentence, span: NamedSpan) -> bool:
    """Tell whether the words around a name make it a place."""
    rules = actor_rules()
    head = sentence.tokens[head_of(sentence, span.first, span.last)]
    if span.label == "DATE" or span.label == "CARDINAL":
        return False
    after = sentence.tokens[span.last] if span.last < len(sentence.tokens) else None
    if after is not None and after.lower in rules.place_nouns:
        return True
    while head.dep == "conj":
        head = sentence.head_of(head)
    prep = sentence.head_of(head)
    if head.dep != "pobj" or prep.i > head.i:
        return False
    return prep.lower in rules.locative or (prep.lower == "of" and sentence.head_of(prep).lemma in rules.place_nouns)


def _is_near(sentence: Sentence, span: NamedSpan, near: str | None) -> bool:
    """Tell whether what an act is on is a town of the country that the text is about.

    The parser takes many a town for a person or a body ("an attack on El Kilo").
    """
    head = sentence.tokens[head_of(sentence, span.first, span.last)]
    if near is None or span.label not in ("PERSON", "ORG", "NORP") or head.dep != "pobj":
        return False
    if sentence.head_of(head).lower not in actor_rules().onto:
        return False
    if span.first and sentence.tokens[span.first - 1].lower.replace(".", "") in actor_rules().titles:
        return False
    found = open_gazetteer().lookup(words_at(sentence, span.first, span.last))
    return any(entry.place.country == near for entry in found)


def unknown_group(sentence: Sentence, first: int, last: int) -> Actor:
    if last - first > 1 and sentence.tokens[first].pos == "DET":
        first += 1
    words, kinds = words_at(sentence, first, last), actor_rules().kinds_by_head
    word = sentence.tokens[last - 1].lower
    is_numbered = is_ordinal(sentence.tokens[first]) and word in actor_rules().units
    kind = "military" if is_numbered else kinds.get(word)
    return Actor(f"text:{fold(words)}", words, kind, None, known=False)


def is_ordinal(token: Token) -> bool:
    return token.text[0].isdigit() and token.text[-1].isalpha()


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of `[first, last)` that hangs outside it; the last such one, for names in apposition."""
    outside = [t for t in sentence.tokens[first:last] if not first <= t.head < last or t.head == t.i]
    proper = [t for t in outside if t.pos in ("PROPN", "NOUN", "ADJ")]
    return (proper or outside)[-1].i


def words_at(sentence: Sentence, first: int, last: int) -> str:
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return sentence.text[start - sentence.start : end - sentence.start]
