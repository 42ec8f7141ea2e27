"""The words that tell whether two statements of one text mean the same event: senses, nouns, and small words.

Invariant: which word does what stands in `data/accounts.toml` alone; a file that breaks its schema is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import EventType, MeansKind

__all__ = ["EventWords", "any_of", "event_words"]

_FILE = "accounts.toml"
_TABLES = {"senses", "types", "means", "nouns", "nouns_of_types", "things", "around"}
_LISTS = {
    "senses": ("outcomes", "general", "mutual", "updating"),
    "types": ("spoken", "parted"),
    "things": ("nouns",),
    "around": (
        "pointing",
        "opening",
        "apart",
        "renewing",
        "again",
        "since",
        "stops",
        "placing",
        "aside",
        "background",
        "describing",
        "adding",
        "behind",
        "updating",
    ),
}
_BESIDE = {"senses": {"sorts"}, "types": {"sides"}, "around": set[str](), "things": set[str]()}


@dataclass(frozen=True)
class EventWords:
    """Hold the data file: lists by `table.key`, the sorts of senses and of nouns, and what is alike.

    `sorts` leads from a sense to the sorts of act it tells of, `nouns` from a noun as written to those it may mean
    (`any` for all violence, `harm` for what came of it, a type's name for what is no violence). `sides` are sets of
    `TYPE` or `TYPE/mode`. `phrases` leads from a list of phrases, by `table.key`, to a pattern that finds any of them
    in lower case.
    """

    lists: Mapping[str, frozenset[str]]
    sorts: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    sides: tuple[frozenset[str], ...]
    means: tuple[frozenset[str], ...]
    phrases: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def event_words() -> EventWords:
    """Return the content of the data file. Raises KnowledgeError where it breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath(f"data/{_FILE}"))
    if set(raw) != _TABLES:
        raise KnowledgeError(f"{_FILE} needs the tables {', '.join(sorted(_TABLES))}, and has {sorted(raw)}")
    tables = {name: table_in(raw[name], f"{_FILE}, {name}") for name in raw}
    for name, keys in _LISTS.items():
        if set(tables[name]) != {*keys, *_BESIDE[name]}:
            raise KnowledgeError(f"{_FILE}, {name}: expected {', '.join(sorted({*keys, *_BESIDE[name]}))}")
    if set(tables["means"]) != {"alike"}:
        raise KnowledgeError(f"{_FILE}, means: expected the list alike and nothing else")
    lists = {
        f"{table}.{key}": frozenset(_words(tables[table][key], f"{table}.{key}"))
        for table, keys in _LISTS.items()
        for key in keys
    }
    for key in _LISTS["types"]:
        for name in sorted(lists[f"types.{key}"]):
            _check_type(name, f"types.{key}")
    sides = _sets(tables["types"]["sides"], "types.sides")
    for name in sorted({n for side in sides for n in side}):
        _check_type(name.partition("/")[0], "types.sides")
    means = _sets(tables["means"]["alike"], "means.alike")
    strange = sorted({m for alike in means for m in alike} - set(MeansKind))
    if strange:
        raise KnowledgeError(f"{_FILE}, means.alike: {strange[0]!r} is no means")
    for name in sorted(tables["nouns_of_types"]):
        _check_type(name, "nouns_of_types")
    nouns, others = _turned(tables["nouns"], "nouns"), _turned(tables["nouns_of_types"], "nouns_of_types")
    strange = sorted(lists["things.nouns"] - nouns.keys())
    if strange:
        raise KnowledgeError(f"{_FILE}, things.nouns: {strange[0]!r} stands under no list of nouns")
    return EventWords(
        lists,
        _turned(tables["senses"]["sorts"], "senses.sorts"),
        {word: nouns.get(word, frozenset()) | others.get(word, frozenset()) for word in nouns | others},
        sides,
        means,
        {f"around.{key}": any_of(lists[f"around.{key}"]) for key in ("aside", "background", "updating")},
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words or phrases, whole.

    >>> bool(any_of(["in a week"]).search("nine attacks in a week")), bool(any_of(["in a"]).search("in april"))
    (True, False)
    """
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])")


def _words(value: object, where: str) -> list[str]:
    return words_in(value, f"{_FILE}, {where}", lower=not where.startswith(("senses", "types")))


def _check_type(name: str, where: str) -> None:
    if name not in set(EventType):
        raise KnowledgeError(f"{_FILE}, {where}: {name!r} is no event type")


def _sets(value: object, where: str) -> tuple[frozenset[str], ...]:
    if not isinstance(value, list):
        raise KnowledgeError(f"{_FILE}, {where}: expected a list of lists, found {value!r}")
    return tuple(frozenset(words_in(v, f"{_FILE}, {where}", lower=False)) for v in value)


def _turned(value: Any, where: str) -> dict[str, frozenset[str]]:
    """Return the names of the lists that each word stands in, by the word."""
    found: dict[str, set[str]] = {}
    for name, words in table_in(value, f"{_FILE}, {where}").items():
        for word in _words(words, f"{where}.{name}"):
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
