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

__all__ = ["parse_toml", "read_data", "read_toml"]


def read_data(package: str, path: str) -> str:
    """Return the text of the file at `path` in `package`; raises KnowledgeError where it cannot be read."""
    return _text(resources.files(package).joinpath(path))


def read_toml(file: Traversable) -> dict[str, Any]:
    """Return the tables of a TOML file; raises KnowledgeError naming the file where it is missing or no TOML."""
    return parse_toml(_text(file), where=file.name)


def parse_toml(text: str, *, where: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises KnowledgeError naming `where` and the line where it is no TOML.

    >>> parse_toml("[kinds]\\ncity = 'settlement'", where="places.toml")
    {'kinds': {'city': 'settlement'}}
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{where} is not TOML: {error}") from None


def _text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise KnowledgeError(f"the data file {file.name} is missing; install Dateline again") from None
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{file.name}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
