"""What the words of a title and of a sentence have in common: stems, names, countries, numbers, words alike.

Invariant: every word list stands in `data/citations.toml`; two words are the same where their stem, their spelling as a
name, their country or their number is the same, and alike where a group of that file holds both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_of
from dateline.knowledge.actors import open_countries
from dateline.knowledge.names import fold, word_key

__all__ = ["Term", "WordRules", "term_of", "terms_of", "word_rules"]

_FILE = "citations.toml"
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d.,]*\d|\w+(?:['’-]\w+)*")
_LEAST_STEM = 3
_LEAST_NAME = 4


@dataclass(frozen=True, slots=True)
class WordRules:
    """Hold the word lists.

    `stop` words say nothing, `turning` ones turn what a title says; `alike` gives, by stem, the names of its groups.
    """

    stop: frozenset[str]
    turning: frozenset[str]
    particles: frozenset[str]
    endings: tuple[str, ...]
    alike: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one word that says something: `keys` by any of which it is the same as another, `groups` of words alike."""

    words: str
    keys: frozenset[str]
    groups: frozenset[str]


@lru_cache(maxsize=1)
def word_rules() -> WordRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath(f"data/{_FILE}"))
    if set(raw) != {"stop", "turning", "particles", "endings", "alike"}:
        raise KnowledgeError(f"{_FILE} needs stop, turning, particles, endings and alike, and nothing else")
    endings = tuple(words_in(raw["endings"], f"{_FILE}, endings"))
    if list(endings) != sorted(endings, key=len, reverse=True):
        raise KnowledgeError(f"{_FILE}, endings: expected the longest first")
    if not isinstance(raw["alike"], list):
        raise KnowledgeError(f"{_FILE}, alike: expected a list of groups")
    alike: dict[str, set[str]] = {}
    for n, group in enumerate(raw["alike"]):
        for word in words_in(group, f"{_FILE}, alike, group {n + 1}"):
            alike.setdefault(_stem(word, endings), set()).add(f"alike:{n}")
    return WordRules(
        frozenset(words_in(raw["stop"], f"{_FILE}, stop")),
        frozenset(words_in(raw["turning"], f"{_FILE}, turning")),
        frozenset(words_in(raw["particles"], f"{_FILE}, particles")),
        endings,
        {stem: frozenset(groups) for stem, groups in alike.items()},
    )


def terms_of(text: str) -> tuple[Term, ...]:
    """Return the words of a text that say something, in order; "cracks down" gives "crackdown" too.

    >>> [sorted(term.keys)[-1] for term in terms_of("The police cracked down")]
    ['polic', 'crack', 'crackdown']
    """
    rules = word_rules()
    found: list[Term] = []
    before: str | None = None
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", match[0])
        low = fold(word)
        if before and low in rules.particles:
            found.append(_joined(before, low))
            before = None
            continue
        before = None if low in rules.stop or "-" in word else low
        # "US" is a country, "us" a word that says nothing
        if low and (low not in rules.stop or (word.isupper() and open_countries().described(word))):
            found.append(term_of(word))
    return tuple(found)


def _joined(one: str, other: str) -> Term:
    """Return the word that two make: "crack" and "down", "cease" and "fire"."""
    stem = _stem(_stem(one, word_rules().endings) + other, word_rules().endings)
    return Term(f"{one} {other}", frozenset({stem}), word_rules().alike.get(stem, frozenset()))


@lru_cache(maxsize=16_384)
def term_of(word: str) -> Term:
    """Return what a word is the same as and alike to.

    >>> term_of("Americans").keys & term_of("U.S.").keys
    frozenset({'country:US'})
    >>> bool(term_of("exploded").groups & term_of("bombs").groups)
    True
    """
    rules = word_rules()
    if "-" in word.strip("-"):  # "cease-fire" is "ceasefire", "Iranian-backed" is about what is Iranian
        parts = [word.replace("-", ""), *word.split("-")]
        terms = [term_of(part) for part in parts if fold(part) not in rules.stop | rules.particles and len(part) > 2]
        return Term(
            word,
            frozenset(key for term in terms for key in term.keys),
            frozenset(group for term in terms for group in term.groups),
        )
    low = fold(word)
    stem = _stem(low, rules.endings)
    keys = {stem}
    number = number_of(word) if word[0].isdigit() or len(low) > 2 else None
    if number is not None:
        keys = {f"number:{number}"}
    elif word[0].isupper():
        countries = open_countries()
        country = countries.described(word) or countries.peopled(word) or countries.governed_from(word)
        if country is not None:
            keys.add(f"country:{country.code}")
        if len(low) >= _LEAST_NAME:
            keys.add(f"name:{word_key(word)}")
    return Term(word, frozenset(keys), rules.alike.get(stem, frozenset()))


def _stem(word: str, endings: tuple[str, ...]) -> str:
    """Take the endings of grammar off a word, and what they doubled or dropped."""
    word = word.replace(" ", "")
    if word.endswith("s") and not word.endswith("ss") and len(word) > _LEAST_STEM:
        word = word[:-1]  # the plural stands behind every other ending: "Sadrists"
    if word.endswith(("ie", "ied")):
        word = f"{word.removesuffix('d')[:-2]}y"
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word
