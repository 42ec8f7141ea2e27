"""The keys under which a place's spellings meet: exact letters, habits of romanisation, consonants alone.

Invariant: words that only say what sort of place it is ("province", "city") are not part of the name; they are data,
and so are the words and letters that vary in names of places alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold, key_of_words, names_fingerprint
from dateline.model import PlaceKind

__all__ = [
    "area_words",
    "bare_key",
    "generic_words",
    "keys_fingerprint",
    "place_key",
    "spellings_of_another",
    "says_area",
    "skeleton",
    "stated_kind",
]

_VOWELS = re.compile(r"[aeiouyhw%]")
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=a)h\b")
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
# Raised whenever the code below makes another key of some name.
_RULES = "2"
# With fewer consonants than this too many places of one country look alike.
_ENOUGH = 3
_ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "the"))


@dataclass(frozen=True, slots=True)
class _Words:
    """Hold the words of the data files: `generic` are those of kinds, all with their kind; `areas` say no level;
    `always` are dropped wherever they stand; `phrase` finds all that areas' names are rid of, joints included."""

    generic: dict[str, str]
    areas: frozenset[str]
    always: frozenset[str]
    phrase: re.Pattern[str]
    letters: dict[int, str]
    variants: dict[str, str]
    of_another: dict[int, frozenset[str]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    here = resources.files(__package__)
    raw = read_toml(here.joinpath("generic.toml"))
    _check("generic.toml", raw, {"kinds", "area_kinds", "unclear", "joints"})
    kinds = {k.value for k in PlaceKind}
    generic: dict[str, str] = {}
    always: set[str] = set()
    for table in ("kinds", "area_kinds"):
        for kind, words in table_in(raw[table], f"generic.toml, [{table}]").items():
            if kind not in kinds:
                raise KnowledgeError(f"generic.toml: [{table}] {kind!r} is no kind; there are {sorted(kinds)}")
            folded = [fold(word) for word in words_in(words, f"generic.toml, [{table}], {kind}")]
            generic.update(dict.fromkeys(folded, kind))
            always.update(folded if table == "kinds" else ())
    unclear = _lists("generic.toml, [unclear]", raw["unclear"], {"areas", "words"})
    joints = _lists("generic.toml, [joints]", raw["joints"], {"words"})["words"]
    phrases = sorted({*generic, *unclear["areas"], *unclear["words"]}, key=lambda p: (-len(p), p))
    either, joint = "|".join(map(re.escape, phrases)), "|".join(sorted(map(re.escape, joints)))
    spelling = read_toml(here.joinpath("spelling.toml"))
    _check("spelling.toml", spelling, {"letters", "of_another", "words"})
    letters = table_in(spelling["letters"], "spelling.toml, [letters]")
    for letter, to in letters.items():
        if len(letter) != 1 or not isinstance(to, str):
            raise KnowledgeError(
                f"spelling.toml, [letters], {letter!r}: expected one letter and what is written for it"
            )
    translated = table_in(spelling["words"], "spelling.toml, [words]")
    of_another = table_in(spelling["of_another"], "spelling.toml, [of_another]")
    if not all(number.isdecimal() for number in of_another):
        raise KnowledgeError(f"spelling.toml, [of_another]: expected GeoNames' ids, not {sorted(of_another)}")
    return _Words(
        generic,
        frozenset(unclear["areas"]),
        frozenset(always),
        re.compile(rf"\b(?:{either})\b(?: (?:{joint})\b)*"),
        # the capital of "ß" is two letters, which stand for themselves
        str.maketrans({x: to for letter, to in letters.items() for x in letter + letter.upper() if x not in "Ss"}),
        {v: word for word, given in translated.items() for v in words_in(given, f"spelling.toml, [words], {word}")},
        {int(n): frozenset(words_in(given, f"spelling.toml, [of_another], {n}")) for n, given in of_another.items()},
    )


def _check(file: str, raw: dict[str, Any], tables: set[str]) -> None:
    if set(raw) != tables:
        raise KnowledgeError(f"{file}: needs the tables {sorted(tables)} and no others; has {sorted(raw)}")


def _lists(where: str, raw: object, names: set[str]) -> dict[str, list[str]]:
    """Return the lists of a table, their words folded."""
    table = table_in(raw, where)
    if set(table) != names:
        raise KnowledgeError(f"{where}: needs the lists {sorted(names)} and no others; has {sorted(table)}")
    return {name: [fold(word) for word in words_in(words, f"{where}, {name}")] for name, words in table.items()}


def generic_words() -> dict[str, str]:
    """Return the words that say what sort of place a name is of, with the kind each one means."""
    return _words().generic


def spellings_of_another() -> dict[int, frozenset[str]]:
    """Return the spellings that a settlement of GeoNames is listed with and not called by, in lower case, by its id."""
    return _words().of_another


def area_words() -> frozenset[str]:
    """Return the words that say that a name is an area's and not of which level: "region"."""
    return _words().areas


def place_key(name: str) -> tuple[str, str]:
    """Return the key of a name and its folded letters, both without generic words and a leading article.

    >>> place_key("Al ‘Amārah")[0] == place_key("Amara")[0], place_key("Maysan Governorate")[1]
    (True, 'maysan')
    >>> place_key("Nord Kivu")[0] == place_key("North Kivu")[0], place_key("Đakovica")[1]
    (True, 'dakovica')
    """
    known = _words()
    words = fold(name if name.isascii() else name.translate(known.letters)).split()
    kept = [w for w in words if w not in known.always] or words
    return _key(kept, known)


def bare_key(name: str) -> tuple[str, str]:
    """Return the key of a name and its letters without anything that says what sort of place it is, as areas are named.

    >>> bare_key("Qada Balad")[1], bare_key("Kukawa LGA")[1], bare_key("Commune of Kabezi (Bujumbura)")[1]
    ('balad', 'kukawa', 'kabezi')
    """
    known = _words()
    folded = fold(_IN_BRACKETS.sub("", name).translate(known.letters))
    kept = " ".join(known.phrase.sub(" ", folded).split())
    return _key((kept or folded).split(), known)


def stated_kind(name: str) -> PlaceKind | None:
    """Return the kind of place that a word of the name itself says, None where none does.

    >>> stated_kind("Homs governorate"), stated_kind("Homs")
    (<PlaceKind.FIRST_LEVEL: 'admin1'>, None)
    """
    generic = _words().generic
    kinds = [PlaceKind(generic[w]) for w in fold(name).split() if w in generic]
    return kinds[-1] if kinds else None


def says_area(name: str) -> bool:
    """Tell whether a word of the name itself says that it is an area within a country.

    >>> says_area("Kharkov region"), says_area("city of Kharkov")
    (True, False)
    """
    known = _words()
    return any(w in known.areas or known.generic.get(w, "").startswith("admin") for w in fold(name).split())


def _key(words: list[str], known: _Words) -> tuple[str, str]:
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    folded = " ".join(words)
    if len(words) > 1:
        words = [known.variants.get(w, w) for w in words]
    return _FINAL_H.sub("", key_of_words(words)), folded


def skeleton(key: str) -> str:
    """Return the consonants of a key, doubled ones once, or nothing where too few are left to tell places apart."""
    bones = _DOUBLED.sub(r"\1", _VOWELS.sub("", key.replace(" ", "")))
    return bones if len(bones) >= _ENOUGH else ""


@lru_cache(maxsize=1)
def keys_fingerprint() -> str:
    """Digest the rules that make keys: a file made under others has to be made again."""
    files = [resources.files(__package__).joinpath(name) for name in ("generic.toml", "spelling.toml")]
    text = "\n".join([_RULES, names_fingerprint(), *(file.read_text(encoding="utf-8") for file in files)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]
