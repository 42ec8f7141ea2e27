"""Make the words that names are of: their sounds, what they are in a name, and which given name or town they spell.

Invariant: a word is made once for all names that have it, and depends on its letters and its place among its
neighbours alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge.matching.habits import spellings, words
from dateline.knowledge.matching.sounds import plain_forms, skeletons, sounds_of

__all__ = ["NameKind", "Word", "WordKind", "as_one", "joined", "word_keys", "word_of"]

_SERVANT = re.compile(r"abd(?:[aeou]{1,2}(?:l(?=l?[^l]{2})|([rsnzdt])(?=\1))|(?=[^aeiou]))(.{3,})$")
_FAITH = re.compile(r"(.{3,}?)[aeiou]{1,2}(?:dd?|tt)(?:i|ee|e)ne?$")
_PATRONYMIC = re.compile(r".{3,}(?:[oe]vi[ct]h?|[oe]vitch|[oeyi]vna|ichna|ivna)$")

# How the part of a compound word is written that was taken off it.
_BEFORE = {"abd": "abdul", "abu": "bu", "umm": "um"}
_AFTER = {"din": "uddin"}


_NONE: frozenset[Any] = frozenset()


class NameKind(Enum):
    """Say what a name names, by which its words weigh differently."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    ANY = "any"


class WordKind(Enum):
    """Say what a word is in its name."""

    OWN = "own"
    COMMON = "common"
    PEOPLE = "people"
    COUNTRY = "country"
    SITE = "site"
    TITLE = "title"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Hold one word of a name: its letters, its sounds, what it is, and the line of `given.toml` that it stands on.

    `compound` names the part that was taken off and told apart: abd (Abdul Aziz), abu, umm, din (Jalal al-Din).
    A word is itself only: what is cached by words is looked up without comparing their letters.
    """

    plain: str
    sounds: tuple[str, ...]
    kind: WordKind = WordKind.OWN
    compound: str = ""
    given: int | None = None
    meaning: str | None = None
    short_for: frozenset[int] = _NONE
    article: bool = False
    child: bool = False
    unvowelled: bool = False


@lru_cache(maxsize=16_384)
def word_of(
    plain: str,
    forms: tuple[str, ...],
    compound: str,
    kind: NameKind,
    article: bool = False,
    child: bool = False,
    title: bool = False,
    unvowelled: bool = False,
) -> Word:
    """Make a word, once for all names that have it."""
    known = words()
    by_sound, shorts = _given(kind)
    if not compound and plain.startswith("abd") and len(plain) > 7 and sounds_of(plain) not in by_sound:
        match = _SERVANT.match(plain)
        if match:
            plain, compound = match.group(2), "abd"
            forms = (plain,)
    if not compound and len(plain) > 6 and (kind is NameKind.PERSON or kind is NameKind.ANY):
        match = _FAITH.match(plain)
        if match:
            plain, compound = match.group(1), "din"
            forms = (plain,)
    sounds = (sounds_of(plain),) if len(forms) == 1 else tuple(dict.fromkeys(map(sounds_of, forms)))
    given = next((by_sound[s] for s in sounds if s in by_sound), None)
    meaning = None if kind is NameKind.PERSON else known.meanings.get(plain)
    word_kind = WordKind.OWN
    if title:
        word_kind = WordKind.TITLE
    elif kind in (NameKind.PERSON, NameKind.ANY) and len(plain) == 1 and plain.isalpha():
        word_kind = WordKind.INITIAL
    elif kind is NameKind.PERSON:
        if _PATRONYMIC.match(plain):
            word_kind = WordKind.PATRONYMIC
    elif kind is NameKind.PLACE:
        if plain in known.common_places:
            word_kind = WordKind.COMMON
    elif plain in known.sites:
        word_kind = WordKind.SITE
    elif plain in known.common or plain in known.common_places:
        word_kind = WordKind.COMMON
    elif plain in known.nations:
        word_kind = WordKind.PEOPLE if plain in known.peoples else WordKind.COUNTRY
    return Word(
        plain, sounds, word_kind, compound, given, meaning, shorts.get(plain, _NONE), article, child, unvowelled
    )


@lru_cache(maxsize=16_384)
def joined(one: Word, other: Word) -> Word:
    """Join two words that another name may write as one (Tal Afar, Tallafar)."""
    plain = as_one(one) + other.plain
    return Word(plain, (sounds_of(plain),), one.kind)


def as_one(word: Word) -> str:
    """Return a compound word as it is written without a space."""
    return _BEFORE.get(word.compound, "") + word.plain + _AFTER.get(word.compound, "")


@lru_cache(maxsize=4)
def _given(kind: NameKind) -> tuple[dict[str, int], dict[str, frozenset[int]]]:
    """Return the line of each given name and town by its sounds, and the lines that a short form stands for.

    Towns have negative numbers, so that none of them conflicts with a given name.
    """
    lines = spellings()
    by_sound: dict[str, int] = {}
    for table, wanted in (("names", kind is not NameKind.PLACE), ("places", kind is not NameKind.PERSON)):
        seen: dict[str, int] = {}
        for number, line in enumerate(lines[table] if wanted else ()):
            for spelling in line:
                for sound in map(sounds_of, plain_forms(spelling)):
                    if seen.setdefault(sound, number) != number:
                        raise KnowledgeError(f"given.toml: {spelling!r} sounds like another line's name; join the two")
                    by_sound.setdefault(sound, number if table == "names" else -1 - number)
    shorts: dict[str, set[int]] = {}
    if kind is not NameKind.PLACE:
        for number, (full, *short) in enumerate(lines["short"]):
            for spelling in (full, *short):
                shorts.setdefault(spelling, set()).add(number)
    return by_sound, {spelling: frozenset(numbers) for spelling, numbers in shorts.items()}


def word_keys(word: Word) -> frozenset[str]:
    """Return the phonetic keys of one word."""
    keys: set[str] = set()
    for sounds in word.sounds:
        keys |= skeletons(sounds)
    if word.compound:
        keys |= skeletons(sounds_of(as_one(word)))
    if word.given is not None:
        keys.add(f"={word.given}")
    return frozenset(keys)
