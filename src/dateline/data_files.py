"""Read the data files that hold what Dateline knows.

Invariant: a file that is missing, is not UTF-8 or is not TOML is a KnowledgeError that names it, in the same words
wherever the file lies; whoever reads the tables checks their schema.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dateline.errors import KnowledgeError

__all__ = ["number_in", "parse_toml", "read_data", "read_text", "read_toml", "table_in", "words_in"]


def read_data(package: str, path: str) -> str:
    """Return the text of the file at `path` in `package`; raises KnowledgeError where it cannot be read."""
    return read_text(resources.files(package).joinpath(path))


def read_toml(file: Traversable) -> dict[str, Any]:
    """Return the tables of a TOML file; raises KnowledgeError naming the file where it is missing or no TOML."""
    return parse_toml(read_text(file), where=file.name)


def parse_toml(text: str, *, where: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises KnowledgeError naming `where` and the line where it is no TOML.

    >>> parse_toml("[kinds]\\ncity = 'settlement'", where="places.toml")
    {'kinds': {'city': 'settlement'}}
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{where} is not TOML: {error}") from None


def table_in(value: object, where: str) -> dict[str, Any]:
    """Return what has to be a table; raises KnowledgeError naming `where`, the file and the entry."""
    if not isinstance(value, dict):
        raise KnowledgeError(f"{where}: expected a table, found {value!r}")
    return value


def words_in(value: object, where: str, *, lower: bool = True) -> list[str]:
    """Return what has to be a list of words, each once, in lower case unless it may be otherwise.

    Raises KnowledgeError naming `where`, the file and the entry.

    >>> words_in(["near", "beside"], "places.toml, before")
    ['near', 'beside']
    """
    kind = "words in lower case" if lower else "words"
    if not isinstance(value, list) or not all(isinstance(w, str) and w and w == w.strip() for w in value):
        raise KnowledgeError(f"{where}: expected a list of {kind}, found {value!r}")
    for word in value:
        if lower and word != word.lower():
            raise KnowledgeError(f"{where}: expected a list of {kind}, found {word!r}")
        if value.count(word) > 1:
            raise KnowledgeError(f"{where}: {word!r} stands there twice")
    return value


def number_in(value: object, where: str, *, least: float, most: float) -> float:
    """Return what has to be a number from `least` to `most`; raises KnowledgeError naming `where`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise KnowledgeError(f"{where}: expected a number from {least:g} to {most:g}, found {value!r}")
    return value


def read_text(file: Traversable) -> str:
    """Return the text of a file; raises KnowledgeError naming it where it is missing or not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise KnowledgeError(f"the data file {file.name} is missing; install Dateline again") from None
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{file.name}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
