"""Take a name apart: its words and what each is worth, without articles, titles and legal forms.

Invariant: every letter of the name is in a word, or was dropped by a list in `words.toml`; nothing is dropped that
would leave no word. The order of the words is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from dateline.errors import KnowledgeError
from dateline.knowledge.matching.habits import Words, letters, spellings, words
from dateline.knowledge.matching.sounds import plain_forms, skeletons, sounds_of

__all__ = ["Name", "NameKind", "Word", "WordKind", "as_one", "joined", "keys_of", "name_of", "word_keys"]

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`ʿʾʻ´\u0640\u200c\u200d\u200e\u200f"))
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIALS = re.compile(r"\b(?:\w\.){2,}\w?")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|d)?$")
_SERVANT = re.compile(r"abd(?:[aeou]{1,2}(?:l(?=l?[^l]{2})|([rsnzdt])(?=\1))|(?=[^aeiou]))(.{3,})$")
_FAITH = re.compile(r"(.{3,}?)[aeiou]{1,2}(?:dd?|tt)(?:i|ee|e)ne?$")
_PATRONYMIC = re.compile(r".{3,}(?:[oe]vi[ct]h?|[oe]vitch|[oeyi]vna|ichna|ivna)$")


# How the part of a compound word is written that was taken off it.
_BEFORE = {"abd": "abdul", "abu": "bu", "umm": "um"}
_AFTER = {"din": "uddin"}


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
    TITLE = "title"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a name: its letters, its sounds, what it is, and the line of `given.toml` that it stands on.

    `compound` names the part that was taken off and told apart: abd (Abdul Aziz), abu, umm, din (Jalal al-Din).
    """

    plain: str
    sounds: tuple[str, ...]
    kind: WordKind = WordKind.OWN
    compound: str = ""
    given: int | None = None
    meaning: int | None = None
    short_for: frozenset[int] = frozenset()
    article: bool = False
    child: bool = False
    unvowelled: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name taken apart; `numbers`, `directions`, `opposites` and `nations` are what forbids a match."""

    words: tuple[Word, ...]
    comma: bool
    forms: frozenset[int]
    numbers: frozenset[str]
    directions: frozenset[str]
    opposites: frozenset[tuple[int, str]]
    nations: frozenset[str]
    acronym: str
    initials: str
    organised: bool
    placed: bool


@lru_cache(maxsize=65_536)
def name_of(text: str, kind: NameKind) -> Name:
    """Take a name of this kind apart.

    >>> [w.plain for w in name_of("General Abd al-Karim Qasim", NameKind.PERSON).words]
    ['karim', 'qasim']
    """
    known = words()
    folded = _POSSESSIVE.sub("", text.casefold().replace("&", " and ")).translate(_APOSTROPHES)
    folded = _INITIALS.sub(lambda match: match.group().replace(".", ""), folded)
    raw = _as_phrases([_without_article(word, known) for word in _WORD.findall(folded)], known)
    forms_of = [plain_forms(word) for word in raw]
    plain = [forms[-1] for forms in forms_of]
    kept = list(range(len(plain)))
    organised = any(word in known.common for word in plain)
    placed = any(word in known.common_places or word in known.directions for word in plain)
    forms: frozenset[int] = frozenset()
    if kind is not NameKind.PERSON and kind is not NameKind.PLACE:
        kept, forms = _without_forms(plain, kept, known)
        organised = organised or bool(forms)
    titled: frozenset[int] = frozenset()
    if kind is NameKind.PERSON or (kind is NameKind.ANY and not organised and not placed):
        kept, titled = _without_titles(plain, kept, known)
    numbers, kept = _numbers(plain, kept, known, person=kind is NameKind.PERSON)
    directions = frozenset[str]()
    opposites = frozenset[tuple[int, str]]()
    nations = frozenset[str]()
    if kind is not NameKind.PERSON:
        directions = frozenset(known.directions[plain[n]] for n in kept if plain[n] in known.directions)
    if kind in (NameKind.ORGANISATION, NameKind.ANY):
        opposites = frozenset(known.opposites[plain[n]] for n in kept if plain[n] in known.opposites)
        nations = frozenset(known.nations[plain[n]] for n in kept if plain[n] in known.nations)
    found = _words([(plain[n], forms_of[n], n in titled, _unvowelled(raw[n])) for n in kept], known, kind)
    acronym = text if 2 < len(text) < 8 and text.isupper() and text.isalpha() else ""
    initials = "".join(plain[n][0] for n in kept if plain[n] not in known.small and plain[n] not in known.articles)
    return Name(
        found,
        "," in text,
        forms,
        numbers,
        directions,
        opposites,
        nations,
        acronym.casefold(),
        initials,
        organised,
        placed,
    )


def _words(parts: Sequence[tuple[str, tuple[str, ...], bool, bool]], known: Words, kind: NameKind) -> tuple[Word, ...]:
    """Make the words of a name, with what belongs together joined and articles left out."""
    found: list[Word] = []
    article = child = False
    prefix = ""
    last = len(parts) - 1
    for n, (plain, forms, title, unvowelled) in enumerate(parts):
        following = parts[n + 1][0] if n < last else ""
        if following and (plain in known.articles or _sun(plain, following, known)):
            article = True
            continue
        if found and plain in known.faith and article and not found[-1].compound:
            found[-1] = _word(found[-1].plain, (found[-1].plain,), "din", kind, known)
            article = False
            continue
        if found and plain in known.god:
            joined_ = found[-1].plain + "allah"
            found[-1] = _word(joined_, (joined_,), found[-1].compound, kind, known)
            article = False
            continue
        if following and plain in known.servant:
            prefix = "abd"
            continue
        if following and plain in known.father:
            prefix = "abu"
            continue
        if following and plain in known.mother:
            prefix = "umm"
            continue
        if following and found and plain in known.between:
            child = True
            continue
        if (
            following
            and (plain in known.small or plain in known.between)
            and not (len(plain) == 1 and (kind is NameKind.PERSON or not found))
        ):
            continue
        word = _word(plain, forms, prefix, kind, known, article=article, child=child, title=title)
        found.append(replace(word, unvowelled=True) if unvowelled else word)
        article = child = False
        prefix = ""
    return tuple(found)


def _sun(plain: str, following: str, known: Words) -> bool:
    """Tell whether a word is the article with the consonant of the next word: as-Sadr, ash-Sham."""
    return plain in known.sun_articles and plain[1:2] == following[0]


def _word(
    plain: str,
    forms: tuple[str, ...],
    compound: str,
    kind: NameKind,
    known: Words,
    *,
    article: bool = False,
    child: bool = False,
    title: bool = False,
) -> Word:
    by_sound, shorts = _given(kind)
    if not compound and plain.startswith("abd") and len(plain) > 7 and sounds_of(plain) not in by_sound:
        match = _SERVANT.match(plain)
        if match:
            plain, compound = match.group(2), "abd"
            forms = (plain,)
    if not compound and len(plain) > 6:
        match = _FAITH.match(plain)
        if match:
            plain, compound = match.group(1), "din"
            forms = (plain,)
    sounds = tuple(dict.fromkeys(sounds_of(form) for form in forms))
    given = next((by_sound[s] for s in sounds if s in by_sound), None)
    meaning = None if kind is NameKind.PERSON else known.synonyms.get(plain)
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
    elif plain in known.common:
        word_kind = WordKind.COMMON
    elif plain in known.nations:
        word_kind = WordKind.PEOPLE if plain in known.peoples else WordKind.COUNTRY
    return Word(plain, sounds, word_kind, compound, given, meaning, shorts.get(plain, frozenset()), article, child)


def joined(one: Word, other: Word) -> Word:
    """Join two words that another name may write as one (Tal Afar, Tallafar)."""
    plain = as_one(one) + other.plain
    return Word(plain, (sounds_of(plain),), one.kind)


def as_one(word: Word) -> str:
    """Return a compound word as it is written without a space."""
    return _BEFORE.get(word.compound, "") + word.plain + _AFTER.get(word.compound, "")


def _unvowelled(word: str) -> bool:
    return not word.isascii() and letters().unvowelled.search(word) is not None


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


def _without_article(word: str, known: Words) -> str:
    """Take off an article that its script writes joined to the word."""
    if word.isascii():
        return word
    return next((word[len(a) :] for a in known.joined_articles if word.startswith(a) and len(word) > len(a) + 2), word)


def _as_phrases(raw: list[str], known: Words) -> list[str]:
    """Put the one word that stands for a phrase in its place (United States: us)."""
    for phrase, word in known.phrases.items():
        if phrase[0] in raw:
            for at in range(len(raw) - len(phrase), -1, -1):
                if tuple(raw[at : at + len(phrase)]) == phrase:
                    raw[at : at + len(phrase)] = [word]
    return raw


def _without_forms(plain: list[str], kept: list[int], known: Words) -> tuple[list[int], frozenset[int]]:
    """Leave out the legal forms, the longest phrase first; a name that is nothing else is kept whole."""
    forms: set[int] = set()
    gone: set[int] = set()
    at = 0
    while at < len(plain):
        for length in range(min(5, len(plain) - at), 0, -1):
            number = known.forms.get(tuple(plain[at : at + length]))
            if number is not None:
                forms.add(number)
                gone.update(range(at, at + length))
                at += length - 1
                break
        at += 1
    left = [n for n in kept if n not in gone]
    return (left, frozenset(forms)) if left else (kept, frozenset())


def _without_titles(plain: list[str], kept: list[int], known: Words) -> tuple[list[int], frozenset[int]]:
    """Leave out the titles before a name; say which words further on are titles too."""
    start = 0
    while start < len(kept) - 1 and plain[kept[start]] in known.titles and plain[kept[start + 1]] not in known.between:
        start += 1
    left = kept[start:]
    return left, frozenset(n for n in left[1:] if plain[n] in known.titles)


def _numbers(plain: list[str], kept: list[int], known: Words, *, person: bool) -> tuple[frozenset[str], list[int]]:
    """Take out the numbers of a name, as digits; tens and units told in words are one number."""
    found: list[str] = []
    left: list[int] = []
    tens = ""
    for n in kept:
        match = _NUMBER.match(plain[n])
        value = match.group(1).lstrip("0") or "0" if match else "" if person else known.numbers.get(plain[n], "")
        if not match and len(plain[n]) == 1 and n == kept[0]:
            value = ""
        if not value:
            left.append(n)
            tens = ""
        elif tens and len(value) == 1:
            found[-1] = tens[0] + value
            tens = ""
        else:
            found.append(value)
            tens = value if len(value) == 2 and value[1] == "0" and value != "10" else ""
    if not left:
        return frozenset(), kept
    return frozenset(found), left


@lru_cache(maxsize=65_536)
def keys_of(name: Name) -> frozenset[str]:
    """Return the phonetic keys of a name's words, of neighbours joined, and of its given names' lines."""
    found = name.words
    own = [w for w in found if w.kind in (WordKind.OWN, WordKind.PATRONYMIC)] or list(found)
    keys: set[str] = set()
    for word in own:
        keys |= word_keys(word)
    for one, other in pairwise(found):
        for sounds in joined(one, other).sounds:
            keys |= skeletons(sounds)
    return frozenset(keys)


def word_keys(word: Word) -> frozenset[str]:
    """Return the phonetic keys of one word."""
    keys: set[str] = set()
    for sounds in word.sounds:
        keys |= skeletons(sounds)
    if word.given is not None:
        keys.add(f"={word.given}")
    return frozenset(keys)
