"""Outlets and wires by their names.

Invariant: an outlet is one thing under all its names ("Aswat al-Iraq" and "Voices of Iraq"), and an acronym names it
only as written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError
from dateline.knowledge.names import name_key
from dateline.model import Actor, VoiceKind

__all__ = ["Outlet", "Outlets", "open_outlets"]

_FIELDS = {"id", "name", "kind", "country", "aliases", "owner"}
_KINDS = {"outlet": VoiceKind.OUTLET, "wire": VoiceKind.WIRE}
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

    @property
    def actor(self) -> Actor:
        """The outlet as one who acts."""
        return Actor(f"outlet:{self.id}", self.name, "media", self.country)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Look outlets up by name, by folded spelling and by acronym; `words` are the keys of all words in their names."""

    by_id: Mapping[str, Outlet]
    keys: Mapping[str, str]
    acronyms: Mapping[str, str]
    fingerprint: str
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
            id_ = self.keys.get(name_key(words))
        return self.by_id[id_] if id_ else None


@lru_cache(maxsize=1)
def open_outlets() -> Outlets:
    """Return the outlets that ship with the package. Raises KnowledgeError naming the entry that breaks the schema."""
    text = read_data("dateline.knowledge.outlets", "outlets.toml")
    by_id: dict[str, Outlet] = {}
    keys: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    for raw in parse_toml(text, where="outlets.toml")["outlet"]:
        where = f"outlets.toml: {raw.get('id', '?')!r}"
        if not {"id", "name", "kind"} <= set(raw) <= _FIELDS or raw["kind"] not in _KINDS:
            raise KnowledgeError(
                f"{where} needs id, name and a kind (outlet or wire), and knows only {sorted(_FIELDS)}"
            )
        outlet = Outlet(
            raw["id"], raw["name"], _KINDS[raw["kind"]], raw.get("country"), tuple(raw.get("aliases", ())),
            raw.get("owner"),
        )  # fmt: skip
        if outlet.id in by_id:
            raise KnowledgeError(f"{where} is defined twice")
        by_id[outlet.id] = outlet
        for spelling in (outlet.name, *outlet.aliases):
            bare = spelling.replace(".", "")
            table = acronyms if bare.isupper() and len(bare) <= LONGEST_ACRONYM else keys
            key = bare if table is acronyms else name_key(spelling)
            if table.setdefault(key, outlet.id) != outlet.id:
                raise KnowledgeError(f"{where}: {spelling!r} is also the name of {table[key]!r}")
    return Outlets(by_id, keys, acronyms, hashlib.sha256(text.encode()).hexdigest()[:16])
