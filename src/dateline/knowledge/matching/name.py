"""Take a name apart: its words and what each is worth, without articles, titles and legal forms.

Invariant: every letter of the name is in a word, or was dropped by a list in `words.toml`; nothing is dropped that
would leave no word. The order of the words is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from dateline.knowledge.matching.habits import Words, letters, words
from dateline.knowledge.matching.sounds import plain_forms
from dateline.knowledge.matching.word import NameKind, Word, word_of

__all__ = ["Name", "name_of", "take_apart"]

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`ʿʾʻ´\u0640\u200c\u200d\u200e\u200f"))
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIALS = re.compile(r"\b(?:\w\.){2,}\w?")
# Letters, with the signs that some scripts write beside them.
_WORD = re.compile(r"[\w\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_NUMERAL = re.compile(r"(?<![\w.])[IVX](?![\w.])")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|d)?$")
# Longer words in capitals are a headline's.
LONGEST_ACRONYM = 6
# What is longer is no name; the rest of it is not looked at.
MOST_WORDS, LONGEST_WORD = 24, 40

_NONE: frozenset[Any] = frozenset()
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name taken apart; `numbers`, `directions`, `opposites` and `nations` are what forbids a match."""

    words: tuple[Word, ...]
    letters: str
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


@lru_cache(maxsize=8_192)
def name_of(text: str, kind: NameKind) -> Name:
    """Take a name of this kind apart, and remember it."""
    return take_apart(text, kind)


def take_apart(text: str, kind: NameKind) -> Name:
    """Take a name of this kind apart.

    >>> [w.plain for w in take_apart("General Abd al-Karim Qasim", NameKind.PERSON).words]
    ['karim', 'qasim']
    """
    known = words()
    folded = _POSSESSIVE.sub("", text.casefold().replace("&", " and ")).translate(_APOSTROPHES)
    if "." in folded:
        apart = " " if kind is NameKind.PERSON else ""
        folded = _INITIALS.sub(lambda match: match.group().replace(".", apart), folded)
    raw = [word[:LONGEST_WORD] for word in _WORD.findall(folded)[:MOST_WORDS]]
    if not text.isascii():
        raw = [_without_article(word, known) for word in raw]
    if not known.phrase_starts.isdisjoint(raw):
        raw = _as_phrases(raw, known)
    forms_of = [plain_forms(word) for word in raw]
    plain = [forms[-1] for forms in forms_of]
    listed = known.listed.intersection(plain)
    kept = list(range(len(plain)))
    organised = not listed.isdisjoint(known.common)
    placed = not all(map(listed.isdisjoint, (known.common_places, known.sites, known.directions)))
    forms: frozenset[int] = _NONE
    if kind is not NameKind.PERSON and kind is not NameKind.PLACE and not listed.isdisjoint(known.form_starts):
        kept, forms = _without_forms(plain, kept, known, kind)
        organised = organised or bool(forms)
    titled: frozenset[int] = _NONE
    person = kind is NameKind.PERSON or (kind is NameKind.ANY and not organised and not placed)
    if person and not listed.isdisjoint(known.titles):
        kept, titled = _without_titles(plain, kept, known)
    numbers: frozenset[str] = _NONE
    if not folded.isalpha():
        numbers, kept = _numbers(plain, kept, known, kind, numerals=_NUMERAL.search(text) is not None)
    left = listed.intersection(plain[n] for n in kept) if listed else _NONE
    institution = kind is NameKind.ORGANISATION or kind is NameKind.ANY
    parts = [(plain[n], forms_of[n], n in titled, _unvowelled(raw[n])) for n in kept]
    return Name(
        words=_words(parts, known, kind),
        letters="".join(plain[n] for n in kept),
        comma="," in text,
        forms=forms,
        numbers=numbers,
        directions=_NONE if kind is NameKind.PERSON else _of(known.directions, left),
        opposites=_of(known.opposites, left) if institution else _NONE,
        nations=_of(known.nations, left) if institution else _NONE,
        acronym=_acronym(text),
        initials="".join(plain[n][0] for n in kept if plain[n] not in known.unspelt) if len(kept) > 2 else "",
        organised=organised,
        placed=placed,
    )


def _acronym(text: str) -> str:
    """Return the letters of a name that is nothing but capitals (ISIS, IRGC-QF), or nothing."""
    letters_ = text.replace("-", "")
    short = 1 < len(letters_) <= LONGEST_ACRONYM
    return letters_.casefold() if short and letters_.isupper() and letters_.isalpha() else ""


def _of(table: Mapping[str, _T], listed: Iterable[str]) -> frozenset[_T]:
    return frozenset(table[word] for word in listed if word in table)


def _words(parts: Sequence[tuple[str, tuple[str, ...], bool, bool]], known: Words, kind: NameKind) -> tuple[Word, ...]:
    """Make the words of a name, with what belongs together joined and articles left out."""
    found: list[Word] = []
    article = child = False
    prefix = ""
    faithful = kind is NameKind.PERSON or kind is NameKind.ANY
    last = len(parts) - 1
    for n, (plain, forms, title, unvowelled) in enumerate(parts):
        following = parts[n + 1][0] if n < last else ""
        if following and (plain in known.articles or _sun(plain, following, known)):
            article = True
            continue
        if found and plain in known.faith and article and not found[-1].compound and faithful:
            found[-1] = word_of(found[-1].plain, (found[-1].plain,), "din", kind)
            article = False
            continue
        if found and plain in known.god:
            joined_ = found[-1].plain + "allah"
            found[-1] = word_of(joined_, (joined_,), found[-1].compound, kind)
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
        if following and plain in known.between:
            child = True
            continue
        if (
            following
            and (plain in known.small or plain in known.between)
            and not (len(plain) == 1 and (kind is NameKind.PERSON or not found))
        ):
            continue
        found.append(word_of(plain, forms, prefix, kind, article, child, title, unvowelled))
        article = child = False
        prefix = ""
    return tuple(found)


def _sun(plain: str, following: str, known: Words) -> bool:
    """Tell whether a word is the article with the consonant of the next word: as-Sadr, ash-Sham."""
    return plain in known.sun_articles and plain[1:2] == following[0]


def _unvowelled(word: str) -> bool:
    return not word.isascii() and letters().unvowelled.search(word) is not None


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


def _without_forms(plain: list[str], kept: list[int], known: Words, kind: NameKind) -> tuple[list[int], frozenset[int]]:
    """Leave out the legal forms, the longest phrase first; a name that is nothing else is kept whole."""
    forms: set[int] = set()
    gone: set[int] = set()
    at = 0
    while at < len(plain):
        for length in range(min(5, len(plain) - at), 0, -1):
            number = known.forms.get(tuple(plain[at : at + length]))
            if number is not None and (length > 1 or _is_form(plain, at, known, kind)):
                forms.add(number)
                gone.update(range(at, at + length))
                at += length - 1
                break
        at += 1
    left = [n for n in kept if n not in gone]
    return (left, frozenset(forms)) if left else (kept, frozenset())


def _is_form(plain: list[str], at: int, known: Words, kind: NameKind) -> bool:
    """Tell whether a word that may be a legal form is one here: one of two letters only at an end of the name."""
    if len(plain[at]) > 2 or at == len(plain) - 1 or (plain[at + 1],) in known.forms:
        return True
    return at == 0 and kind is NameKind.ORGANISATION and plain[at] not in known.sun_articles


def _without_titles(plain: list[str], kept: list[int], known: Words) -> tuple[list[int], frozenset[int]]:
    """Leave out the titles before a name; say which words further on are titles too."""
    if known.titles.issuperset(plain[n] for n in kept):
        return kept, _NONE
    start = 0
    while start < len(kept) - 1 and plain[kept[start]] in known.titles and plain[kept[start + 1]] not in known.between:
        start += 1
    left = kept[start:]
    return left, frozenset(n for n in left[1:] if plain[n] in known.titles)


def _numbers(
    plain: list[str], kept: list[int], known: Words, kind: NameKind, *, numerals: bool
) -> tuple[frozenset[str], list[int]]:
    """Take out the numbers of a name, as digits; tens and units told in words are one number."""
    series = numerals and kind is NameKind.ORGANISATION  # where a lone capital is a Roman numeral, and no initial
    found: list[str] = []
    left: list[int] = []
    tens = ""
    for n in kept:
        match = _NUMBER.match(plain[n])
        value = match.group(1).lstrip("0") or "0" if match else ""
        if not match and kind is not NameKind.PERSON and (len(plain[n]) > 1 or (n > kept[0] and series)):
            value = known.numbers.get(plain[n], "")
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
