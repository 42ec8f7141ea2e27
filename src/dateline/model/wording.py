"""What codes are called where people read them, read once from `data/words.toml`.

Invariant: every value of a closed list has its words there; what has none is said as it is written, with blanks for its
underscores, and never left out. A file that breaks its schema is a KnowledgeError that names the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, table_in
from dateline.errors import KnowledgeError

__all__ = ["said", "words_from", "words_of"]

_FILE = "words.toml"


def said(of: str, code: object) -> str:
    """Return what a code of one table is called; raises KeyError where there is no such table.

    >>> said("status", "hypothetical"), said("precision", 4), said("language", "xx"), said("zone", "no_zone")
    ('possible', 'province', 'xx', 'no zone')
    """
    return words_of(of).get(str(code), str(code).replace("_", " "))


def words_of(table: str) -> Mapping[str, str]:
    """Return the codes of one table with what they are called; raises KeyError where there is no such table."""
    return _tables()[table]


def words_from(raw: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """Check the tables of a words file; raises KnowledgeError naming the entry that is no words.

    >>> words_from({"level": {"single": "one event"}})
    {'level': {'single': 'one event'}}
    """
    return {name: _words_in(table, f"{_FILE}, {name}") for name, table in raw.items()}


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    return words_from(read_toml(resources.files(__package__).joinpath(f"data/{_FILE}")))


def _words_in(raw: object, where: str) -> dict[str, str]:
    table = table_in(raw, where)
    for code, words in table.items():
        if not isinstance(words, str) or not words or words != " ".join(words.split()) or "_" in words:
            raise KnowledgeError(f"{where}, {code}: expected words for people, found {words!r}")
    return {str(code): str(words) for code, words in table.items()}
