"""Load what is known of how names vary: letters and their sounds, words inside names, given names.

Invariant: the knowledge of this package is data (`letters.toml`, `words.toml`, `given.toml`, `substitutions.json`);
what is malformed there is a KnowledgeError that names the file and the entry; nothing is compared by half a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import methodcaller
from typing import Any

from dateline.data_files import number_in, parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError

__all__ = ["Letters", "Words", "letters", "spellings", "words"]

_PACKAGE = "dateline.knowledge.matching"


@dataclass(frozen=True, slots=True)
class Letters:
    """Hold how letters sound and what it costs to take one sound for another."""

    plain: dict[int, str]
    marked: dict[int, str]
    rules: tuple[Callable[[str], str], ...]
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
    form_starts: frozenset[str]
    meanings: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    phrase_starts: frozenset[str]
    common: frozenset[str]
    common_places: frozenset[str]
    sites: frozenset[str]
    directions: dict[str, str]
    opposites: dict[str, tuple[int, str]]
    numbers: dict[str, str]
    nations: dict[str, str]
    peoples: frozenset[str]
    listed: frozenset[str]
    unspelt: frozenset[str]


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
    return read_spellings(parse_toml(read_data(_PACKAGE, "given.toml"), where="given.toml"))


def read_spellings(raw: dict[str, Any]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Check the lists of `given.toml` and make them; raises KnowledgeError naming the entry."""
    known = ("names", "short", "places")
    _only(raw, known, "given.toml")
    return {table: tuple(map(tuple, _groups(raw, table, "given.toml"))) for table in known}


def read_letters(raw: dict[str, Any], learned: dict[str, dict[str, float]] | None = None) -> Letters:
    """Check the tables of `letters.toml` and make them; raises KnowledgeError naming the entry.

    `learned` are costs by pairs of sounds; they hold where the file says nothing of a pair.
    """
    where = "letters.toml"
    tables = _tables(raw, ("letters", "scripts", "marked", "sounds", "costs", "keys"), where)
    sounds, costs, keys, scripts = (tables[name] for name in ("sounds", "costs", "keys", "scripts"))
    rules: list[Callable[[str], str]] = []
    for rule in _list(sounds, "rules", f"{where}, sounds"):
        if not isinstance(rule, dict) or set(rule) != {"from", "to"}:
            raise KnowledgeError(f"{where}: the rule {rule!r} needs exactly `from` and `to`")
        rules += _applied(_text(rule, "from", where), _text(rule, "to", where), where)
    swap = _swaps(costs, "pairs", where)
    for one, row in (learned or {}).items():
        for other, cost in row.items():
            swap.setdefault(one, {}).setdefault(other, cost)
    vowels = frozenset(_text(sounds, "vowels", f"{where}, sounds"))
    between = _cost(costs.get("vowels"), f"{where}, costs, vowels")
    for one in sorted(vowels):
        for other in sorted(vowels - {one}):
            swap.setdefault(one, {}).setdefault(other, between)
    either = table_in(keys.get("either"), f"{where}, keys, either")
    return Letters(
        plain=_letters(tables["letters"], f"{where}, letters"),
        marked=_letters(tables["marked"], f"{where}, marked"),
        rules=tuple(rules),
        vowels=vowels,
        unvowelled=_expression(_text(scripts, "unvowelled", f"{where}, scripts"), where),
        unwritten=dict.fromkeys(map(ord, _text(scripts, "unwritten", f"{where}, scripts"))),
        swap=swap,
        at_end=_swaps(costs, "at_end", where),
        other=_cost(costs.get("other"), f"{where}, costs, other"),
        swapped=_cost(costs.get("swapped"), f"{where}, costs, swapped"),
        anywhere=_left_out(costs, "anywhere", where),
        first=_left_out(costs, "first", where),
        last=_left_out(costs, "last", where),
        key_letters=_key_letters(keys, where),
        either={sound: _text(either, sound, f"{where}, keys, either") for sound in either},
    )


def read_words(raw: dict[str, Any]) -> Words:
    """Check the tables of `words.toml` and make them; raises KnowledgeError naming the entry."""
    where = "words.toml"
    titles_ = ("articles", "small", "kinship", "titles", "forms", "synonyms", "common", "distinguishing", "nations")
    tables = _tables(raw, titles_, where)

    def flat(title: str, key: str) -> frozenset[str]:
        return frozenset(words_in(tables[title].get(key), f"{where}, {title}, {key}"))

    def groups(title: str, key: str = "groups") -> list[list[str]]:
        return _groups(tables[title], key, f"{where}, {title}")

    forms = {tuple(phrase.split()): number for number, group in enumerate(groups("forms")) for phrase in group}
    nations = groups("nations")
    meanings, phrases = _first_of(nations), {}
    for group in groups("synonyms"):
        meanings.update({word: meanings.get(group[0], group[0]) for word in group if " " not in word})
        phrases.update({tuple(phrase.split()): group[0] for phrase in group if " " in phrase})
    phrases = {phrase: phrases[phrase] for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))}
    opposites = {
        word: (number, word) for number, group in enumerate(groups("distinguishing", "opposites")) for word in group
    }
    common, common_places, sites = (flat("common", key) for key in ("organisation", "place", "site"))
    titles = flat("titles", "words")
    directions = _first_of(groups("distinguishing", "directions"))
    starts = frozenset(phrase[0] for phrase in forms)
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
        titles=titles,
        forms=forms,
        form_starts=starts,
        meanings=meanings,
        phrases=phrases,
        phrase_starts=frozenset(phrase[0] for phrase in phrases),
        common=common,
        common_places=common_places,
        sites=sites,
        directions=directions,
        opposites=opposites,
        numbers=_first_of(groups("distinguishing", "numbers")),
        nations=_first_of(nations),
        peoples=frozenset(group[0] for group in nations),
        listed=frozenset().union(common, common_places, sites, titles, starts, directions, opposites, *nations),
        unspelt=flat("small", "words") | flat("articles", "plain"),
    )


def _applied(given: str, to: str, where: str) -> list[Callable[[str], str]]:
    """Return what applies a rule to a word; bare letters are replaced without the cost of an expression."""
    if all(part.isalpha() for part in given.split("|")):
        return [methodcaller("replace", part, to) for part in given.split("|")]
    apply = partial(_expression(given, where).sub, to)
    try:
        apply("")
    except (re.error, IndexError) as error:
        raise KnowledgeError(f"{where}: {to!r} cannot stand for {given!r}: {error}") from error
    return [apply]


def _expression(given: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(given)
    except re.error as error:
        raise KnowledgeError(f"{where}: {given!r} is no regular expression: {error}") from error


def _swaps(costs: dict[str, Any], key: str, where: str) -> dict[str, dict[str, float]]:
    """Return the cost of each two sounds; where two lines name the same two, the lower one holds."""
    swap: dict[str, dict[str, float]] = {}
    for pair in _list(costs, key, f"{where}, costs"):
        if not isinstance(pair, dict) or set(pair) != {"sounds", "cost"}:
            raise KnowledgeError(f"{where}, {key}: {pair!r} needs exactly `sounds` and `cost`")
        group = _text(pair, "sounds", f"{where}, {key}").split()
        cost = _cost(pair["cost"], f"{where}, {key}, {pair['sounds']!r}")
        for one in group:
            for other in group:
                if one != other:
                    row = swap.setdefault(one, {})
                    row[other] = min(cost, row.get(other, cost))
    return swap


def _left_out(costs: dict[str, Any], place: str, where: str) -> dict[str, float]:
    table = table_in(costs.get(place), f"{where}, costs, {place}")
    if "default" not in table:
        raise KnowledgeError(f"{where}, costs, {place}: `default` is missing, which every other sound costs")
    return {sound: _cost(cost, f"{where}, costs, {place}, {sound}") for sound, cost in table.items()}


def _letters(table: dict[str, Any], where: str) -> dict[int, str]:
    for letter in table:
        if len(letter) != 1:
            raise KnowledgeError(f"{where}: expected single letters, found {letter!r}")
    return {ord(letter): _text(table, letter, where) for letter in table}


def _key_letters(keys: dict[str, Any], where: str) -> dict[str, str]:
    found = {}
    for group in words_in(keys.get("groups"), f"{where}, keys, groups", lower=False):
        found.update({sound: group.split()[0].upper() for sound in group.split()})
    return found


def _learned() -> dict[str, dict[str, float]]:
    where = "substitutions.json"
    try:
        raw = json.loads(read_data(_PACKAGE, where))
    except json.JSONDecodeError as error:
        raise KnowledgeError(f"{where} is not JSON: {error}; make it again by training/names.py") from error
    found: dict[str, dict[str, float]] = {}
    for pair, value in table_in(table_in(raw, where).get("costs"), f"{where}, costs").items():
        cost = _cost(value, f"{where}, {pair!r}")
        if len(pair) != 2:
            raise KnowledgeError(f"{where}: expected two sounds, found {pair!r}")
        found.setdefault(pair[0], {})[pair[1]] = found.setdefault(pair[1], {})[pair[0]] = cost
    return found


def _first_of(groups: Iterable[list[str]]) -> dict[str, str]:
    return {word: group[0] for group in groups for word in group}


def _groups(table: dict[str, Any], key: str, where: str) -> list[list[str]]:
    found = [words_in(group, f"{where}, {key}, line {n}") for n, group in enumerate(_list(table, key, where), start=1)]
    if not all(found):
        raise KnowledgeError(f"{where}, {key}: a line has no words; leave it out")
    return found


def _list(table: dict[str, Any], key: str, where: str) -> list[Any]:
    if not isinstance(table.get(key), list):
        raise KnowledgeError(f"{where}, {key}: expected a list, found {table.get(key)!r}")
    return list(table[key])


def _text(table: dict[str, Any], key: str, where: str) -> str:
    if not isinstance(table.get(key), str):
        raise KnowledgeError(f"{where}, {key}: expected letters, found {table.get(key)!r}")
    return str(table[key])


def _cost(value: object, where: str) -> float:
    return float(number_in(value, where, least=0, most=3))


def _tables(raw: dict[str, Any], known: Iterable[str], where: str) -> dict[str, dict[str, Any]]:
    _only(raw, known, where)
    return {name: table_in(raw[name], f"{where}, {name}") for name in known}


def _only(raw: dict[str, Any], known: Iterable[str], where: str) -> None:
    unknown, absent = set(raw) - set(known), set(known) - set(raw)
    if unknown:
        raise KnowledgeError(f"{where}: unknown table {min(unknown)!r}; expected {', '.join(sorted(known))}")
    if absent:
        raise KnowledgeError(f"{where}: the table {min(absent)!r} is missing")
