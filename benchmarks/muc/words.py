"""The words of the MUC task, from `muc.toml`: what is scored as what, and what the templates' choices are called.

Invariant: no rule of this package names a word of the language itself; every list is read here, once, and checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

__all__ = ["TaskWords", "task_words"]

FILE = "muc.toml"
_LISTS = {
    "incidents": ("weak",),
    "effects": ("unhurt",),
    "scoring": ("empty", "links"),
    "case": (
        "acronyms",
        "common",
        "compass",
        "given",
        "names",
        "place_links",
        "place_starts",
        "proper",
        "small",
        "tags",
        "titles",
    ),
    "people": (
        "armed",
        "bystanders",
        "groups",
        "members",
        "military",
        "not_targets",
        "organizations",
        "titles",
        "unknown",
    ),
    "relevance": ("countries",),
}
_TABLES = {
    "scoring": ("broader",),
    "incidents": ("types", "modes", "triggers", "unnamed", "outcomes"),
    "people": ("types",),
    "things": ("types",),
    "instruments": ("types",),
    "effects": ("things", "people"),
    "perpetrators": ("confidence",),
}


@dataclass(frozen=True, slots=True)
class TaskWords:
    """Hold the file's lists as sets, and its tables from word to choice."""

    empty: frozenset[str]
    links: frozenset[str]
    broader: Mapping[str, str]
    acronyms: frozenset[str]
    common: frozenset[str]
    compass: frozenset[str]
    given: frozenset[str]
    names: frozenset[str]
    place_links: frozenset[str]
    place_starts: frozenset[str]
    proper: frozenset[str]
    small: frozenset[str]
    tags: frozenset[str]
    titles: frozenset[str]
    tables: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def task_words() -> TaskWords:
    """Return the words of the task. Raises ValueError, naming the entry, where the file breaks its schema."""
    raw = tomllib.loads(resources.files(__package__ or "benchmarks.muc").joinpath(FILE).read_text(encoding="utf-8"))
    return read_words(raw)


def read_words(raw: Mapping[str, Any]) -> TaskWords:
    """Check the parsed file and turn it into look-ups; a table lists the words of each choice."""
    known = {section: {*_LISTS.get(section, ()), *_TABLES.get(section, ())} for section in {*_LISTS, *_TABLES}}
    for section, names in known.items():
        if strange := set(raw.get(section, {})) ^ names:
            raise ValueError(f"{FILE}, [{section}]: missing or unknown: {', '.join(sorted(strange))}")
    lists = {f"{s}.{n}": _list(raw, s, n) for s, names in _LISTS.items() for n in names}
    tables = {f"{s}.{n}": _table(raw, s, n) for s, names in _TABLES.items() for n in names}
    case = {name: lists[f"case.{name}"] for name in _LISTS["case"]}
    return TaskWords(
        empty=lists["scoring.empty"],
        links=lists["scoring.links"],
        broader=tables["scoring.broader"],
        tables=tables,
        lists=lists,
        **case,
    )


def _list(raw: Mapping[str, Any], section: str, name: str) -> frozenset[str]:
    found = raw[section][name]
    if not isinstance(found, list) or not all(isinstance(w, str) and w for w in found):
        raise ValueError(f"{FILE}, [{section}] {name}: expected a list of words")
    return frozenset(found)


def _table(raw: Mapping[str, Any], section: str, name: str) -> dict[str, str]:
    """Turn `choice = [words]` into word -> choice; raises ValueError for a word of two choices."""
    found: dict[str, str] = {}
    for choice, words in raw[section][name].items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise ValueError(f"{FILE}, [{section}.{name}] {choice}: expected a list of words")
        for word in words:
            if found.setdefault(word, choice) != choice:
                raise ValueError(f"{FILE}, [{section}.{name}]: {word!r} is both {found[word]!r} and {choice!r}")
    return found
