"""Names as the press romanises them: one key for the spellings of one name.

Invariant: two words share a key only where they differ by a known habit of romanisation (q and k, o and u, e and i,
doubled letters, an article before the name); a different consonant or a missing syllable is a different name. The
habits are data (`names.toml`); a name that varies more widely has its spellings listed as aliases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import methodcaller
from typing import Any

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError

__all__ = [
    "family_name",
    "fold",
    "has_article",
    "key_of_words",
    "name_key",
    "names_fingerprint",
    "same_name",
    "small_words",
    "word_key",
]

_NOT_WORD = re.compile(r"[^\w]+")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`ʿʾ"))
_VOWELS = re.compile(r"[aiu%]")
# Fewer shared consonants than this leave too many names alike (Hassan and Hussein share three).
ENOUGH_CONSONANTS = 4


@dataclass(frozen=True, slots=True)
class _Habits:
    articles: frozenset[str]
    fillers: frozenset[str]
    variants: dict[str, str]
    rules: tuple[Callable[[str], str], ...]


@lru_cache(maxsize=1)
def _habits() -> _Habits:
    return _check(parse_toml(_source(), where="names.toml"))


def _source() -> str:
    return read_data("dateline.knowledge", "names.toml")


def _check(raw: dict[str, Any]) -> _Habits:
    unknown = set(raw) - {"articles", "fillers", "variants", "rules"}
    if unknown:
        raise KnowledgeError(f"names.toml: unknown key {sorted(unknown)[0]!r}; see the comments at its top")
    rules = []
    for rule in raw["rules"]:
        if set(rule) != {"from", "to"}:
            raise KnowledgeError(f"names.toml: the rule {rule!r} needs exactly `from` and `to`")
        try:
            rules.append(_applied(rule["from"], str(rule["to"])))
        except re.error as error:
            raise KnowledgeError(f"names.toml: {rule['from']!r} is no regular expression: {error}") from error
    variants = {word: group[0] for group in raw["variants"] for word in group}
    return _Habits(frozenset(raw["articles"]), frozenset(raw["fillers"]), variants, tuple(rules))


def _applied(given: str, to: str) -> Callable[[str], str]:
    """Return what applies a rule to a word; bare letters are replaced without the cost of an expression."""
    return methodcaller("replace", given, to) if given.isalpha() else partial(re.compile(given).sub, to)


def names_fingerprint() -> str:
    """Return the text of the rules, so that a digest over the knowledge covers them."""
    return _source()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Fold to lower-case words in plain letters, one space apart; apostrophes and the dots of initials vanish.

    >>> fold("Kata’ib Hizballah"), fold("the U.S. Army"), fold("Al-Rayy")
    ('kataib hizballah', 'the us army', 'al rayy')
    """
    plain = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
        plain = plain.replace("ı", "i").replace("ł", "l").replace("ø", "o")
    plain = plain.replace("'s ", " s ").replace("’s ", " s ").translate(_APOSTROPHES)
    return _NOT_WORD.sub(" ", _INITIALS.sub("", plain)).strip()


def family_name(author: str) -> str:
    """Return the family name of an author as a byline or a bibliography writes the name.

    >>> family_name("Arango, Tim"), family_name("Joel Wing"), family_name(" ")
    ('Arango', 'Wing', '')
    """
    family, comma, _ = author.partition(",")
    return family.strip() if comma else (author.split() or [""])[-1]


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Return the key of one folded word.

    >>> word_key("muqtada") == word_key("moktada"), word_key("basra") == word_key("busra")
    (True, False)
    """
    habits = _habits()
    key = habits.variants.get(word, word)
    for apply in habits.rules:
        key = apply(key)
    return key


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """Return the key of a name: the keys of its words, without articles (unless nothing else is there).

    >>> name_key("Moqtada Al Sadder") == name_key("Muqtada al-Sadr")
    True
    """
    return key_of_words(fold(text).split())


def key_of_words(words: Sequence[str]) -> str:
    """Return the key of a name that is given as its folded words.

    >>> key_of_words(["al", "sadr"]) == name_key("Sadr")
    True
    """
    habits = _habits()
    kept = [w for w in words if w not in habits.articles and w not in habits.fillers] or words
    return " ".join(word_key(w) for w in kept)


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Return the keys of the articles and fillers, which a name may have beside the words of its own key."""
    habits = _habits()
    return frozenset(map(word_key, habits.articles | habits.fillers))


def has_article(text: str) -> bool:
    """Tell whether a name is hyphened to the article of its language, by which it is a name in lower case too.

    >>> has_article("al-shabab"), has_article("shabab"), has_article("as usual")
    (True, False, False)
    """
    first, hyphen, rest = text.partition("-")
    return bool(hyphen and rest) and fold(first) in _habits().articles


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings are one name; with several words, one of them may differ in its vowels alone.

    >>> same_name("Adel al-Muhoudir", "Adil al-Mahudar"), same_name("Mahdi Hussein", "Mehdi Hassan")
    (True, False)
    """
    a, b = name_key(one).split(), name_key(other).split()
    if a == b:
        return bool(a)
    if len(a) != len(b) or len(a) < 2:
        return False
    unequal = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(unequal) == len(a):
        return False
    for x, y in unequal:
        bare = _VOWELS.sub("", x)
        if bare != _VOWELS.sub("", y) or len(bare) < ENOUGH_CONSONANTS:
            return False
    return True
