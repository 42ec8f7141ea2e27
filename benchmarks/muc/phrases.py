"""Who and what stands in which role of an event's words, things as well as people.

Invariant: a Phrase is words of the text. Dateline's reports name actors, and this task asks for things that were hit
too, so the arguments of a report's trigger are read here from the same parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.muc.words import task_words
from dateline.language import Sentence, Token

__all__ = [
    "Phrase",
    "choice_of",
    "objects_of",
    "phrase",
    "phrase_at",
    "phrases_headed",
    "phrases_of_kind",
    "subjects_of",
]

_SPELT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {word: str(n) for n, word in enumerate(_SPELT, 1)}
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
_PLURAL_TAGS = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold one noun phrase: its words without article and number, the parts of a named person, number and head."""

    words: str
    head: str
    name: str = ""
    title: str = ""
    number: str = "1"
    start: int = 0
    at: int = 0
    is_name: bool = False
    label: str = ""
    within: str = ""


def phrase(sentence: Sentence, head: Token) -> Phrase:
    """Return the phrase headed by `head`: words of one stretch, a title and a name told apart."""
    tokens = [t for t in sentence.noun_phrase(head) if t.i <= head.i and not t.text.isspace()]
    tokens = _contiguous(tokens, head)
    number = _number(tokens, head)
    while len(tokens) > 1 and (
        tokens[0].pos in ("DET", "NUM", "PUNCT", "ADP", "ADV", "CCONJ") or tokens[0].tag == "PRP$"
    ):
        tokens = tokens[1:]
    if tokens[0].dep == "poss":
        tokens = tokens[next((i + 1 for i, t in enumerate(tokens) if t.tag == "POS"), 0) :] or tokens
    name, title = "", ""
    is_name = head.pos == "PROPN"
    if is_name:
        titles, cut = task_words().lists["people.titles"], len(tokens)
        while cut and _named(tokens[cut - 1]) and tokens[cut - 1].lower not in titles:
            cut -= 1
        name, title = _text(sentence, tokens[cut:]), _text(sentence, tokens[:cut])
    if head.lemma in task_words().lists["people.members"]:
        tokens = [*tokens, *_of(sentence, head)]
    label = next((n.label for n in sentence.names if n.first <= head.i < n.last), "")
    whole = [t for t in sentence.subtree(head) if t.i <= head.i + 12]
    words = _text(sentence, tokens)
    raw = sentence.text[whole[0].start - sentence.start : whole[-1].end - sentence.start]
    return Phrase(words, head.lemma, name, title, number, tokens[0].start, head.start, is_name, label, raw)


def _of(sentence: Sentence, head: Token) -> list[Token]:
    """The "of the front" of "members of the front"."""
    for prep in sentence.kids(head, "prep"):
        for noun in sentence.kids(prep, "pobj"):
            run = [t for t in sentence.tokens if head.i < t.i <= noun.i]
            if prep.lower == "of" and len(run) <= 8:
                return run
    return []


def _named(token: Token) -> bool:
    return token.pos == "PROPN" or token.text[:1].isupper()


def _contiguous(tokens: Sequence[Token], head: Token) -> list[Token]:
    run = [head]
    for token in reversed([t for t in tokens if t.i < head.i]):
        if token.i != run[-1].i - 1:
            break
        run.append(token)
    return run[::-1]


def _text(sentence: Sentence, tokens: Sequence[Token]) -> str:
    if not tokens:
        return ""
    return " ".join(sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start].split()).upper()


def _number(tokens: Sequence[Token], head: Token) -> str:
    for token in tokens:
        if token.dep == "nummod" or token.pos == "NUM":
            digits = token.lower.replace(",", "")
            if digits.isdigit():
                return digits
            if digits in _NUMBERS:
                return _NUMBERS[digits]
    return "PLURAL" if head.tag in _PLURAL_TAGS or head.lower in ("people", "police") else "1"


def choice_of(found: Phrase, table: str) -> str | None:
    """Return the choice that a table of `muc.toml` has for a phrase: by its longest ending that the table lists."""
    words = task_words().tables[table]
    parts = re.findall(r"[a-z0-9'-]+", found.words.lower())
    for size in range(min(3, len(parts)), 0, -1):
        tail = parts[-size:]
        for last in (tail[-1], found.head):
            said = " ".join([*tail[:-1], last])
            if said in words:
                return words[said]
    return None


def objects_of(sentence: Sentence, trigger: Token) -> list[Phrase]:
    """Return what the event was done to, by the syntax of its trigger."""
    heads: list[Token] = []
    for verb in _event_heads(sentence, trigger):
        if verb.pos in ("VERB", "AUX"):
            heads += sentence.kids(verb, "dobj", "nsubjpass", "dative")
            if verb.dep in ("acl", "relcl") and (
                verb.tag == "VBN" or _has_relative(sentence, verb, "nsubjpass", "dobj")
            ):
                heads.append(sentence.head_of(verb))
        heads += _through(sentence, verb, _TARGET_LINKS if verb.pos == "VERB" else _TARGET_LINKS | {"of"})
        if verb.pos == "NOUN":
            heads += [t for t in sentence.kids(verb, "poss", "compound") if t.pos in ("NOUN", "PROPN")]
    return _phrases(sentence, heads, but=trigger)


_TARGET_LINKS = frozenset({"against", "on", "at", "in", "near", "outside", "inside", "under", "into", "behind", "upon"})


def subjects_of(sentence: Sentence, trigger: Token) -> list[Phrase]:
    """Return who or what did it, by the syntax of its trigger."""
    heads: list[Token] = []
    for verb in _event_heads(sentence, trigger):
        heads += sentence.kids(verb, "nsubj")
        for agent in sentence.kids(verb, "agent", "prep"):
            if agent.lower == "by":
                heads += sentence.kids(agent, "pobj")
        if verb.dep == "conj" and not heads:
            heads += sentence.kids(sentence.head_of(verb), "nsubj")
        if verb.dep == "xcomp" and not heads:
            heads += sentence.kids(sentence.head_of(verb), "nsubj")
        if verb.dep == "relcl" and _has_relative(sentence, verb, "nsubj"):
            heads.append(sentence.head_of(verb))
    return _phrases(sentence, heads, but=trigger)


def phrases_of_kind(sentence: Sentence, table: str) -> list[tuple[Phrase, str]]:
    """Return every phrase of a sentence that a table of `muc.toml` has a choice for, with it."""
    found = []
    for token in sentence.tokens:
        if token.pos in ("NOUN", "PROPN") and token.dep not in ("compound", "amod", "nmod"):
            words = phrase(sentence, token)
            if choice := choice_of(words, table):
                found.append((words, choice))
    return found


def phrase_at(sentence: Sentence, start: int, end: int) -> Phrase | None:
    """Return the phrase headed by the topmost noun of a stretch of text, or None."""
    inside = [t for t in sentence.between(start, end) if t.pos in ("NOUN", "PROPN", "NUM", "ADJ")]
    covered = {t.i for t in inside}
    heads = [t for t in inside if t.head not in covered or t.head == t.i]
    return phrase(sentence, heads[-1]) if heads else None


def phrases_headed(sentence: Sentence, *, heads: frozenset[str], marks: frozenset[str]) -> list[Phrase]:
    """Return the phrases of a sentence with a head among `heads`, or people with a word among `marks` before it."""
    found = []
    for token in sentence.tokens:
        if token.pos in ("NOUN", "PROPN") and token.dep not in ("compound", "amod", "nmod", "poss"):
            said = phrase(sentence, token)
            if token.lemma in heads or (marks & set(said.words.lower().split()) and choice_of(said, "people.types")):
                found.append(said)
    return found


def _event_heads(sentence: Sentence, trigger: Token) -> list[Token]:
    """The trigger, and the verb that carries it ("carried out an *attack* on", "the *explosion* destroyed")."""
    heads = [trigger]
    if trigger.pos == "NOUN" and trigger.dep in ("dobj", "nsubj", "nsubjpass"):
        verb = sentence.head_of(trigger)
        if verb.pos == "VERB" and trigger.dep == "dobj":
            heads.append(verb)
    return heads


def _has_relative(sentence: Sentence, verb: Token, *deps: str) -> bool:
    return any(t.tag in ("WP", "WDT") for t in sentence.kids(verb, *deps))


def _through(sentence: Sentence, verb: Token, links: Iterable[str]) -> list[Token]:
    found = []
    for prep in sentence.kids(verb, "prep"):
        if prep.lower in links:
            for noun in sentence.kids(prep, "pobj"):
                found.append(noun)
                if noun.lower in ("front", "side", "vicinity", "entrance"):
                    found += [n for p in sentence.kids(noun, "prep") for n in sentence.kids(p, "pobj")]
    return found


def _phrases(sentence: Sentence, heads: Iterable[Token], *, but: Token) -> list[Phrase]:
    found: dict[int, Phrase] = {}
    for head in heads:
        for token in _expanded(sentence, head):
            if token.i != but.i and token.pos in _NOMINAL and token.tag not in ("PRP", "WP", "WDT", "DT", "EX"):
                found.setdefault(token.i, _described(sentence, token))
    return list(found.values())


def _described(sentence: Sentence, head: Token) -> Phrase:
    """A person's name with what stands beside it: "judge X" and "X, a judge" say the same."""
    found = phrase(sentence, head)
    for kid in sentence.kids(head, "appos"):
        beside = phrase(sentence, kid)
        if found.is_name and not beside.is_name and not found.title:
            return replace(found, title=beside.words)
        if beside.is_name and not found.is_name and " " in beside.name:
            return replace(beside, title=found.words, at=found.at)
    return found


def _expanded(sentence: Sentence, head: Token) -> Iterator[Token]:
    """A head, its conjuncts, and theirs."""
    yield head
    for kid in sentence.kids(head, "conj"):
        yield from _expanded(sentence, kid)
