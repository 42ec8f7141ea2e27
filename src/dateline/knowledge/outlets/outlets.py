"""Outlets, wires and monitors by their names.

Invariant: an outlet is one thing under all its names ("Aswat al-Iraq" and "Voices of Iraq"), no name is two outlets',
and an acronym names one only as written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import name_key
from dateline.model import Actor, VoiceKind

__all__ = ["Outlet", "Outlets", "open_outlets", "parse_outlets"]

_FILE = "outlets.toml"
_FIELDS = {"id", "name", "kind", "country", "aliases", "owner"}
# What kind of voice and what kind of actor each kind of the file is.
_KINDS = {
    "outlet": (VoiceKind.OUTLET, "media"),
    "wire": (VoiceKind.WIRE, "media"),
    "monitor": (VoiceKind.ANALYST, "ngo"),
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PARTS = re.compile(r"\w[\s\-]\w")
_ENTRY = re.compile(r"\s*\[\[\s*outlet\s*\]\]")
_COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Outlet:
    """Describe one outlet; `owner` names who runs it where that is a state, a party or an armed group."""

    id: str
    name: str
    kind: VoiceKind
    country: str | None
    aliases: tuple[str, ...]
    owner: str | None = None
    actor_kind: str = "media"

    @property
    def actor(self) -> Actor:
        """The outlet as one who acts."""
        return Actor(f"outlet:{self.id}", self.name, self.actor_kind, self.country)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Look outlets up by name, by folded spelling and by acronym; `words` are the keys of all words in their names.

    `articled` are the keys of names of an article and one word: without the article the word is no name ("Arabia").
    """

    by_id: Mapping[str, Outlet]
    keys: Mapping[str, str]
    acronyms: Mapping[str, str]
    fingerprint: str
    articled: frozenset[str] = frozenset()
    words: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        spelt = (*self.keys, *map(name_key, self.acronyms))
        object.__setattr__(self, "words", frozenset(word for key in spelt for word in key.split()))

    def match(self, words: str) -> Outlet | None:
        """Return the outlet that `words` name, or None.

        >>> open_outlets().match("Aswat al-Iraq").name
        'Voices of Iraq'
        """
        bare = words.replace(".", "").strip()
        id_ = self.acronyms.get(bare)
        if id_ is None and not words.islower():
            key = name_key(words)
            if key not in self.articled or _PARTS.search(words):
                id_ = self.keys.get(key)
        return self.by_id[id_] if id_ else None


@lru_cache(maxsize=1)
def open_outlets() -> Outlets:
    """Return the outlets that ship with the package. Raises KnowledgeError naming the entry that breaks the schema."""
    return parse_outlets(read_data(__package__, _FILE))


def parse_outlets(text: str) -> Outlets:
    """Return the outlets of a TOML text; raises KnowledgeError naming file, line, entry and what is wrong with it."""
    by_id: dict[str, Outlet] = {}
    keys: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    single: set[str] = set()
    articled: set[str] = set()
    lines = [n for n, line in enumerate(text.splitlines(), 1) if _ENTRY.match(line)]
    for line, raw in zip(lines, parse_toml(text, where=_FILE).get("outlet", ()), strict=True):
        where = f"{_FILE}, line {line}: {raw.get('id', '?')!r}"
        outlet = _outlet(raw, where)
        if outlet.id in by_id:
            raise KnowledgeError(f"{where} is defined twice")
        by_id[outlet.id] = outlet
        for spelling in (outlet.name, *outlet.aliases):
            bare = spelling.replace(".", "")
            table = acronyms if bare.isupper() and len(bare) <= LONGEST_ACRONYM else keys
            key = bare if table is acronyms else name_key(spelling)
            if table.setdefault(key, outlet.id) != outlet.id:
                raise KnowledgeError(f"{where}: {spelling!r} is also the name of {table[key]!r}")
            if table is keys and " " not in key:
                (articled if _PARTS.search(spelling) else single).add(key)
    return Outlets(by_id, keys, acronyms, hashlib.sha256(text.encode()).hexdigest()[:16], frozenset(articled - single))


def _outlet(raw: dict[str, Any], where: str) -> Outlet:
    if not {"id", "name", "kind"} <= set(raw) <= _FIELDS:
        raise KnowledgeError(f"{where}: needs id, name and kind, and knows only {sorted(_FIELDS)}; found {sorted(raw)}")
    if raw["kind"] not in _KINDS:
        raise KnowledgeError(f"{where}: the kind must be one of {sorted(_KINDS)}, found {raw['kind']!r}")
    for key in ("id", "name", "country", "owner"):
        if key in raw and (not isinstance(raw[key], str) or not raw[key] or raw[key] != raw[key].strip()):
            raise KnowledgeError(f"{where}: {key} must be words, found {raw[key]!r}")
    if not _ID.fullmatch(raw["id"]):
        raise KnowledgeError(f"{where}: an id is small letters, digits and hyphens")
    if "country" in raw and not _COUNTRY.fullmatch(raw["country"]):
        raise KnowledgeError(f"{where}: a country is two capitals (ISO 3166), found {raw['country']!r}")
    aliases = tuple(words_in(raw.get("aliases", []), f"{where}: aliases", lower=False))
    if raw["name"] in aliases:
        raise KnowledgeError(f"{where}: its name {raw['name']!r} stands among its aliases too")
    voice, actor = _KINDS[raw["kind"]]
    return Outlet(raw["id"], raw["name"], voice, raw.get("country"), aliases, raw.get("owner"), actor)
