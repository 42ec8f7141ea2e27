"""Numbers as they are written, in digits and in words, and the conventions of the press around them.

Invariant: every word and every bound that is read from a word stands in `data/numbers.toml`; a number that is written
two ways has one value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError

__all__ = ["NumberWords", "number_of", "number_words", "parse_number_words"]

_FILE = "finding/data/numbers.toml"
_VALUES = ("units", "tens", "scales", "collectives", "floors")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "nought": ("alone", "before", "nouns"),
    "ranges": ("opener", "joiner", "bare"),
    "wholes": ("joiner", "before"),
    "not_counts": ("after", "before", "one_after", "one_before", "names_after", "of_words"),
}
_BOUNDS = ("at_least", "up_to", "about")
# Twelve digits count everything that wars have counted; a longer row of digits is a code or an account.
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d+)?\Z")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Hold the data file: values by table, lists of words by `table.key`, and a pattern for any number."""

    values: Mapping[str, Mapping[str, int]]
    words: Mapping[str, tuple[str, ...]]
    bounds: Mapping[str, Mapping[str, tuple[str, ...]]]
    pattern: str


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Load the shipped words once."""
    return parse_number_words(read_data("dateline.finding", "data/numbers.toml"))


def parse_number_words(toml: str) -> NumberWords:
    """Read the words from TOML; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    expected = {*_VALUES, *_WORDS, "bounds"}
    if set(raw) != expected:
        raise KnowledgeError(f"{_FILE}: expected the tables {sorted(expected)}, found {sorted(raw)}")
    values = {}
    for table in _VALUES:
        for word, value in raw[table].items():
            if type(value) is not int or value < 0:
                raise KnowledgeError(f"{_FILE}, [{table}], {word}: expected a whole number from 0, found {value!r}")
        values[table] = {word.lower(): value for word, value in raw[table].items()}
    words = {f"{table}.{key}": _list(raw[table], table, key) for table, keys in _WORDS.items() for key in keys}
    bounds = {
        kind: {side: _list(raw["bounds"].get(kind, {}), f"bounds.{kind}", side) for side in ("before", "after")}
        for kind in _BOUNDS
    }
    return NumberWords(values, words, bounds, _pattern(values))


def number_of(words: str) -> int | None:
    """Return the value of a number in digits or words, or None where the words are no whole number.

    >>> [number_of(w) for w in ("2,000", "twenty-five", "1.5 million", "two hundred and six", "two dozen", "soon")]
    [2000, 25, 1500000, 206, 24, None]
    """
    values = number_words().values
    multiples = {**values["scales"], **values["collectives"]}
    total, current, seen = 0.0, 0.0, False
    for part in re.findall(r"\d[\d,.]*|[^\W\d_]+", words.lower()):
        if part in ("and", "a", "an"):
            continue
        digits = _DIGITS.match(part.rstrip(".,"))
        if digits:
            current += float(digits[1].replace(",", "") + (digits[2] or ""))
        elif part in values["units"] or part in values["tens"]:
            current += values["units"].get(part, values["tens"].get(part, 0))
        elif part in multiples:
            current = (current or 1) * multiples[part]
            if multiples[part] >= 1000:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    value = round(total + current, 6)
    return int(value) if seen and value == int(value) else None


def _list(table: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
    entries = table.get(key)
    if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e.strip() for e in entries):
        raise KnowledgeError(f"{_FILE}, {name}.{key}: expected a list of texts, none empty")
    return tuple(entry.lower() for entry in entries)


def _pattern(values: Mapping[str, Mapping[str, int]]) -> str:
    """Make the expression of any number: digits with an optional scale, or number words in a row."""

    def any_of(words: Mapping[str, int]) -> str:
        return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))

    units, tens = any_of(values["units"]), any_of(values["tens"])
    scales = any_of(values["scales"])
    collectives = any_of(values["collectives"])
    below = rf"(?:(?:{tens})(?:[- ](?:{units}))?|(?:{units}))\b"
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,3}(?=[ -](?:" + scales + r")))?(?!\d)"
    scaled = rf"(?:[- ](?:{scales}|{collectives})\b)"
    # "two hundred and six", "two thousand five hundred"; never "three, four"
    joined = rf"(?:(?: and | )(?:{below}){scaled}*)"
    return rf"(?:{digits}{scaled}*|\b{below}(?:{scaled}+{joined}*)?|\ban?{scaled}+{joined}*)"
