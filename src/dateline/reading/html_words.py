"""The names that publishers give to the parts of their pages, read from `data/markup.toml`.

Invariant: which class, id or property means what is a line in that file; the code only asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError

__all__ = ["MarkupWords", "markup_words", "parse_markup_words"]

_FILE = "reading/data/markup.toml"
_LAYOUT: Mapping[str, tuple[str, ...]] = {
    "comment": ("single", "not", "list", "control", "author", "posted"),
    "role": ("caption", "furniture", "neutral", "byline", "dated", "headline"),
    "facts": ("types", "published", "author", "publisher", "title"),
}


@dataclass(frozen=True, slots=True)
class MarkupWords:
    """Hold the patterns of `markup.toml`, compiled, by `section.key`; and the plain lists of `facts`."""

    patterns: Mapping[str, re.Pattern[str]]
    ranked: Mapping[str, tuple[re.Pattern[str], ...]]
    lists: Mapping[str, tuple[str, ...]]

    def matches(self, key: str, tokens: Iterable[str]) -> bool:
        """Tell whether any of `tokens` is one of the names under `key` (`comment.single`, `role.caption`, ...)."""
        pattern = self.patterns[key]
        return any(pattern.fullmatch(token) for token in tokens)

    def matched(self, key: str, tokens: Iterable[str]) -> tuple[str, ...]:
        """Return those of `tokens` that are names under `key`."""
        pattern = self.patterns[key]
        return tuple(token for token in tokens if pattern.fullmatch(token))

    def rank(self, key: str, tokens: Iterable[str]) -> int | None:
        """Return the place of the first name under `key` that matches; smaller is more trusted."""
        tokens = tuple(tokens)
        for place, pattern in enumerate(self.ranked[key]):
            if any(pattern.fullmatch(token) for token in tokens):
                return place
        return None


@lru_cache(maxsize=1)
def markup_words() -> MarkupWords:
    """Load the shipped file once."""
    return parse_markup_words(read_data("dateline.reading", "data/markup.toml"))


def parse_markup_words(toml: str) -> MarkupWords:
    """Read the names from TOML; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != set(_LAYOUT):
        raise KnowledgeError(f"{_FILE}: expected the tables {sorted(_LAYOUT)}, found {sorted(raw)}")
    patterns: dict[str, re.Pattern[str]] = {}
    ranked: dict[str, tuple[re.Pattern[str], ...]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for section, keys in _LAYOUT.items():
        if set(raw[section]) != set(keys):
            raise KnowledgeError(f"{_FILE}, [{section}]: expected {sorted(keys)}, found {sorted(raw[section])}")
        for key in keys:
            entries = raw[section][key]
            if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e for e in entries):
                raise KnowledgeError(f"{_FILE}, {section}.{key}: expected a list of texts, none empty")
            name = f"{section}.{key}"
            if section == "facts":
                lists[name] = tuple(entries)
                continue
            try:
                ranked[name] = tuple(re.compile(entry) for entry in entries)
                patterns[name] = re.compile("|".join(f"(?:{entry})" for entry in entries))
            except re.error as error:
                raise KnowledgeError(f"{_FILE}, {name}: not a regular expression: {error}") from None
    return MarkupWords(patterns, ranked, lists)
