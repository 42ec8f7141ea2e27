"""How a phrase for an actor is put together: openings, appositions, compounds, possessors and prepositions.

Invariant: a part is made of the phrase's own words in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge.actors import open_groups
from dateline.knowledge.actors.generic import LONGEST_NOUN
from dateline.knowledge.describing.words import phrase_words

__all__ = [
    "Compound",
    "apposed",
    "compounds_of",
    "lemmas_of",
    "may_be_named",
    "possessor_of",
    "split_at_preposition",
    "tokens_of",
    "without_former",
    "without_openings",
]

_TOKEN = re.compile(r"[^\s,;()]+|,")
_EDGES = "\"'“”‘’«».:!?"
_ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th)?$")
_POSSESSIVE = re.compile(r"(?<=s)['’]$|['’]s$", re.IGNORECASE)
# Openings have at most so many words.
_LONGEST_OPENING = 4


@dataclass(frozen=True, slots=True)
class Compound:
    """Hold the first part of a compound ("Turkish" of "Turkish-backed") and how the actor stands to it."""

    words: str
    backs: bool
    stance: bool = False


def tokens_of(words: str) -> list[str]:
    """Return the words of a phrase, commas by themselves, without quotes and stops at their edges.

    >>> tokens_of("FSB, Russia’s security service.")
    ['FSB', ',', 'Russia’s', 'security', 'service']
    """
    found = []
    for token in _TOKEN.findall(words):
        bare = token if _POSSESSIVE.search(token) else token.strip(_EDGES)
        if token == "," or any(map(str.isalnum, bare)):
            found.append(bare if token.count(".") < 2 else token)
    while found and found[-1] == ",":
        found.pop()
    return found


def without_openings(tokens: Sequence[str]) -> list[str]:
    """Return a phrase without its article, its numbers and what else opens it and tells nothing."""
    left = list(tokens)
    words = phrase_words()
    openings = words.openings | words.epithets
    while len(left) > 1:
        size = next(
            (n for n in range(min(_LONGEST_OPENING, len(left) - 1), 0, -1) if _plain(left[:n]) in openings), 0
        ) or int(_ORDINAL.match(left[0]) is not None)
        if not size:
            break
        left = left[size:]
    return left


def may_be_named(tokens: Sequence[str]) -> bool:
    """Tell whether a phrase begins with an adjective that may be part of a name: both are in capitals."""
    return (
        len(tokens) > 1
        and tokens[0].lower() in phrase_words().epithets
        and tokens[0][:1].isupper()
        and (tokens[1][:1].isupper())
    )


def _plain(tokens: Sequence[str]) -> str:
    return " ".join(tokens).lower().replace(".", "")


def without_former(tokens: Sequence[str]) -> list[str] | None:
    """Return a phrase without the word that says an office is over, None where it has none."""
    former = phrase_words().former
    for at, token in enumerate(tokens):
        first, hyphen, rest = token.partition("-")
        if token.lower() in former and at + 1 < len(tokens):
            return [*tokens[:at], *tokens[at + 1 :]]
        if hyphen and rest and first.lower() in former:
            return [*tokens[:at], rest, *tokens[at + 1 :]]
        if token == "," or token.lower() in phrase_words().of or token.lower() in phrase_words().other:
            return None
    return None


def apposed(tokens: Sequence[str]) -> list[str]:
    """Return the parts of a phrase between its commas."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [" ".join(part) for part in parts if part]


def compounds_of(tokens: Sequence[str]) -> tuple[list[Compound], list[str]]:
    """Return the compounds that tell who is behind an actor or where it is of, and the other words."""
    words = phrase_words()
    found, rest = [], []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        first, hyphen, second = token.rpartition("-")
        following = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        stance = token.partition("-")
        if hyphen and second.lower() in words.backing | words.origin and len(tokens) > 1:
            found.append(Compound(first, second.lower() in words.backing))
        elif stance[1] and stance[0].lower() in words.stance and len(tokens) > 1 and stance[2][:1].isupper():
            found.append(Compound(stance[2], True, stance=True))
        elif token[:1].isupper() and following in words.backing | words.origin and at + 2 < len(tokens):
            # "US backed forces": the hyphen is often left out.
            found.append(Compound(token, following in words.backing))
            at += 1
        else:
            rest.append(token)
        at += 1
    return (found, rest) if rest else ([], list(tokens))


def possessor_of(tokens: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return whose it is and what it is ("Chile's | defence ministry"), None where nothing is possessed."""
    for at in range(len(tokens) - 2, -1, -1):
        owner = _POSSESSIVE.sub("", tokens[at])
        if owner != tokens[at] and owner and not any(t.lower() in phrase_words().of for t in tokens[: at + 1]):
            return [*tokens[:at], owner], list(tokens[at + 1 :])
    return None


def split_at_preposition(tokens: Sequence[str]) -> tuple[list[str], str, list[str]] | None:
    """Return head, preposition and complement at the first preposition, None where there is none."""
    words = phrase_words()
    lemmas = [t.lower() for t in tokens]
    for at in range(1, len(tokens) - 1):
        if lemmas[at] in words.of | words.other and not _is_within_noun(lemmas, at):
            return list(tokens[:at]), tokens[at].lower(), list(tokens[at + 1 :])
    return None


def _is_within_noun(lemmas: Sequence[str], at: int) -> bool:
    """Tell whether a preposition is part of a noun for actors ("chief of army staff")."""
    nouns = open_groups().by_noun
    return any(
        " ".join(lemmas[start:end]) in nouns
        for start in range(max(0, at - LONGEST_NOUN + 1), at)
        for end in range(at + 2, min(len(lemmas), start + LONGEST_NOUN) + 1)
    )


def lemmas_of(tokens: Sequence[str]) -> list[str]:
    """Return the words in small letters, the last in the singular and shortened titles in full.

    >>> lemmas_of(["Lt.", "Gen"]), lemmas_of(["armed", "women"])
    (['lieutenant', 'general'], ['armed', 'woman'])
    """
    return list(_lemmas(tuple(tokens)))


@lru_cache(maxsize=8192)
def _lemmas(tokens: tuple[str, ...]) -> tuple[str, ...]:
    short = phrase_words().abbreviations
    plain = [t.lower().replace(".", "").replace("’", "'") for t in tokens]
    found: list[str] = []
    at = 0
    while at < len(plain):
        size = 2 if " ".join(plain[at : at + 2]) in short and at + 1 < len(plain) else 1
        said = " ".join(plain[at : at + size])
        found.extend(short.get(said, said).split())
        at += size
    if found:
        found[-1] = _singular(found[-1])
    return tuple(found)


def _singular(word: str) -> str:
    """Undo the regular plural and the one in -men; nouns of other plurals are listed by both."""
    nouns = open_groups().by_noun
    if word[-1:] == "s" and word[:-1] in nouns:
        return word[:-1]
    if len(word) < 4 or word in nouns:
        return word
    if word == "men" or word.endswith("men"):
        return word[:-2] + "an"
    for end, to in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x")):
        if word.endswith(end):
            return word[: -len(end)] + to
    if word.endswith("children"):
        return word[:-3]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "sis")) else word
