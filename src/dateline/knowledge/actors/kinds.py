"""The closed list of actor kinds: PLOVER's sectors in lower case, with our definitions.

Invariant: every kind used in any data file is on this list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError

__all__ = ["Kind", "open_kinds"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Name one kind, with PLOVER's code and what we mean by it."""

    name: str
    code: str
    means: str


@lru_cache(maxsize=1)
def open_kinds() -> Mapping[str, Kind]:
    """Return all kinds by name. Raises KnowledgeError where an entry lacks its code or its meaning."""
    raw = read_toml(resources.files(__package__).joinpath("kinds.toml"))
    for name, fields in raw.items():
        if set(fields) != {"code", "means"}:
            raise KnowledgeError(f"kinds.toml: {name} needs exactly `code` and `means`, it has {sorted(fields)}")
    return {name: Kind(name, **fields) for name, fields in raw.items()}
