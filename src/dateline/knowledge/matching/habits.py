"""Load what is known of how names vary: letters and their sounds, words inside names, given names.

Invariant: the knowledge of this package is data (`letters.toml`, `words.toml`, `given.toml`, `substitutions.json`);
what is malformed there is a KnowledgeError that names the file and the entry; nothing is compared by half a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.data_files import number_in, parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError

__all__ = ["Letters", "Words", "letters", "matching_fingerprint", "spellings", "words"]

_PACKAGE = "dateline.knowledge.matching"
_FILES = ("letters.toml", "words.toml", "given.toml", "substitutions.json")


@dataclass(frozen=True, slots=True)
class Letters:
    """Hold how letters sound and what it costs to take one sound for another."""

    plain: dict[int, str]
    marked: dict[int, str]
    rules: tuple[tuple[re.Pattern[str], str], ...]
    vowels: frozenset[str]
    unvowelled: re.Pattern[str]
    unwritten: dict[int, None]
    swap: dict[str, dict[str, float]]
    at_end: dict[str, dict[str, float]]
    other: float
    swapped: float
    anywhere: dict[str, float]
    first: dict[str, float]
    last: dict[str, float]
    key_letters: dict[str, str]
    either: dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words inside names by what they are worth."""

    articles: frozenset[str]
    sun_articles: frozenset[str]
    joined_articles: tuple[str, ...]
    small: frozenset[str]
    between: frozenset[str]
    servant: frozenset[str]
    father: frozenset[str]
    mother: frozenset[str]
    faith: frozenset[str]
    god: frozenset[str]
    titles: frozenset[str]
    forms: dict[tuple[str, ...], int]
    synonyms: dict[str, int]
    phrases: dict[tuple[str, ...], str]
    common: frozenset[str]
    common_places: frozenset[str]
    directions: dict[str, str]
    opposites: dict[str, tuple[int, str]]
    numbers: dict[str, str]
    nations: dict[str, str]
    peoples: frozenset[str]


def matching_fingerprint() -> str:
    """Return the text of the data files, so that a digest over the knowledge covers them."""
    return "\n".join(read_data(_PACKAGE, name) for name in _FILES)


@lru_cache(maxsize=1)
def letters() -> Letters:
    """Return the letters of `letters.toml`, with the costs learned from word pairs where they are lower."""
    return read_letters(parse_toml(read_data(_PACKAGE, "letters.toml"), where="letters.toml"), _learned())


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words of `words.toml`."""
    return read_words(parse_toml(read_data(_PACKAGE, "words.toml"), where="words.toml"))


@lru_cache(maxsize=1)
def spellings() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the lines of `given.toml` by their table: names, short, places."""
    raw = parse_toml(read_data(_PACKAGE, "given.toml"), where="given.toml")
    _only(raw, {"names", "short", "places"}, "given.toml")
    return {table: tuple(map(tuple, _groups(raw, table, "given.toml"))) for table in ("names", "short", "places")}


def read_letters(raw: dict[str, Any], learned: dict[str, dict[str, float]] | None = None) -> Letters:
    """Check the tables of `letters.toml` and make them; raises KnowledgeError naming the entry.

    `learned` are costs by pairs of sounds; they hold where the file says nothing of a pair.
    """
    where = "letters.toml"
    _only(raw, {"letters", "scripts", "marked", "sounds", "costs", "keys"}, where)
    sounds, costs, keys = (table_in(raw[name], f"{where}, {name}") for name in ("sounds", "costs", "keys"))
    rules = []
    for rule in sounds["rules"]:
        if not isinstance(rule, dict) or set(rule) != {"from", "to"}:
            raise KnowledgeError(f"{where}: the rule {rule!r} needs exactly `from` and `to`")
        try:
            rules.append((re.compile(rule["from"]), str(rule["to"])))
        except re.error as error:
            raise KnowledgeError(f"{where}: {rule['from']!r} is no regular expression: {error}") from error
    swap = _swaps(costs["pairs"], f"{where}, pairs")
    for one, row in (learned or {}).items():
        for other, cost in row.items():
            swap.setdefault(one, {}).setdefault(other, cost)
    vowels = frozenset(sounds["vowels"])
    between = _cost(costs["vowels"], f"{where}, vowels")
    for one in sorted(vowels):
        for other in sorted(vowels - {one}):
            swap.setdefault(one, {}).setdefault(other, between)

    def left_out(place: str) -> dict[str, float]:
        return {sound: _cost(cost, f"{where}, {place}, {sound}") for sound, cost in costs[place].items()}

    return Letters(
        plain={ord(c): to for c, to in raw["letters"].items()},
        marked={ord(c): to for c, to in raw["marked"].items()},
        rules=tuple(rules),
        vowels=vowels,
        unvowelled=re.compile(raw["scripts"]["unvowelled"]),
        unwritten=dict.fromkeys(map(ord, raw["scripts"]["unwritten"])),
        swap=swap,
        at_end=_swaps(costs["at_end"], f"{where}, at_end"),
        other=_cost(costs["other"], f"{where}, other"),
        swapped=_cost(costs["swapped"], f"{where}, swapped"),
        anywhere=left_out("anywhere"),
        first=left_out("first"),
        last=left_out("last"),
        key_letters={sound: group.split()[0].upper() for group in keys["groups"] for sound in group.split()},
        either=dict(keys["either"]),
    )


def read_words(raw: dict[str, Any]) -> Words:
    """Check the tables of `words.toml` and make them; raises KnowledgeError naming the entry."""
    where = "words.toml"
    _only(
        raw,
        {"articles", "small", "kinship", "titles", "forms", "synonyms", "common", "distinguishing", "nations"},
        where,
    )

    def flat(title: str, key: str) -> frozenset[str]:
        return frozenset(words_in(table_in(raw[title], f"{where}, {title}").get(key), f"{where}, {title}, {key}"))

    forms: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(_groups(raw["forms"], "groups", where)):
        forms.update({tuple(phrase.split()): number for phrase in group})
    synonyms, phrases = {}, {}
    for number, group in enumerate(_groups(raw["synonyms"], "groups", where)):
        synonyms.update({word: number for word in group if " " not in word})
        phrases.update({tuple(phrase.split()): group[0] for phrase in group if " " in phrase})
    nations = _groups(raw["nations"], "groups", where)
    opposites = {}
    for number, group in enumerate(_groups(raw["distinguishing"], "opposites", where)):
        opposites.update({word: (number, word) for word in group})
    return Words(
        articles=flat("articles", "plain"),
        sun_articles=flat("articles", "sun"),
        joined_articles=tuple(sorted(flat("articles", "joined"))),
        small=flat("small", "words"),
        between=flat("kinship", "between"),
        servant=flat("kinship", "servant"),
        father=flat("kinship", "father"),
        mother=flat("kinship", "mother"),
        faith=flat("kinship", "faith"),
        god=flat("kinship", "god"),
        titles=flat("titles", "words"),
        forms=forms,
        synonyms=synonyms,
        phrases=phrases,
        common=flat("common", "organisation"),
        common_places=flat("common", "place"),
        directions=_first_of(_groups(raw["distinguishing"], "directions", where)),
        opposites=opposites,
        numbers=_first_of(_groups(raw["distinguishing"], "numbers", where)),
        nations=_first_of(nations),
        peoples=frozenset(group[0] for group in nations),
    )


def _swaps(pairs: list[Any], where: str) -> dict[str, dict[str, float]]:
    """Return the cost of each two sounds; where two lines name the same two, the lower one holds."""
    swap: dict[str, dict[str, float]] = {}
    for pair in pairs:
        if not isinstance(pair, dict) or set(pair) != {"sounds", "cost"}:
            raise KnowledgeError(f"{where}: {pair!r} needs exactly `sounds` and `cost`")
        cost = _cost(pair["cost"], f"{where}, {pair['sounds']!r}")
        group = pair["sounds"].split()
        for one in group:
            for other in group:
                if one != other:
                    row = swap.setdefault(one, {})
                    row[other] = min(cost, row.get(other, cost))
    return swap


def _learned() -> dict[str, dict[str, float]]:
    costs = json.loads(read_data(_PACKAGE, "substitutions.json"))["costs"]
    found: dict[str, dict[str, float]] = {}
    for pair, cost in costs.items():
        for one, other in (pair, pair[::-1]):
            found.setdefault(one, {})[other] = _cost(cost, f"substitutions.json, {pair!r}")
    return found


def _first_of(groups: Iterable[list[str]]) -> dict[str, str]:
    return {word: group[0] for group in groups for word in group}


def _groups(table: dict[str, Any], key: str, where: str) -> list[list[str]]:
    if not isinstance(table.get(key), list):
        raise KnowledgeError(f"{where}, {key}: expected a list of lists of words")
    return [words_in(group, f"{where}, {key}, line {n}") for n, group in enumerate(table[key], start=1)]


def _cost(value: object, where: str) -> float:
    return float(number_in(value, where, least=0, most=3))


def _only(raw: dict[str, Any], known: set[str], where: str) -> None:
    unknown, absent = set(raw) - known, known - set(raw)
    if unknown:
        raise KnowledgeError(f"{where}: unknown table {min(unknown)!r}; expected {', '.join(sorted(known))}")
    if absent:
        raise KnowledgeError(f"{where}: the table {min(absent)!r} is missing")
