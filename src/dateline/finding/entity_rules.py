"""What the entity finder goes by, read from `data/entities.toml`.

Invariant: every word that decides what a thing is called or what sort of thing it is stands in a data file; a table
that is missing, unknown, or speaks of a type that there is not stops the first use, by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from dateline.data_files import parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import MentionType, PlaceKind

__all__ = ["EntityRules", "entity_rules", "parse_entity_rules"]

_FILE = "finding/data/entities.toml"


@dataclass(frozen=True, slots=True)
class EntityRules:
    """Hold the tables of `data/entities.toml` under their names there; heads, tails, nouns and pronouns by word."""

    labels: Mapping[str, MentionType]
    place_kinds: Mapping[PlaceKind, MentionType]
    heads: Mapping[str, MentionType]
    starts: Mapping[str, MentionType]
    tails: Mapping[str, MentionType]
    nouns: Mapping[str, tuple[MentionType, ...]]
    pronouns: Mapping[str, MentionType]
    operation_openers: frozenset[str]
    operation_joints: frozenset[str]
    ship_openers: frozenset[str]
    not_openers: frozenset[str]
    no_times: frozenset[str]
    no_numbers: frozenset[str]
    belonging: frozenset[str]
    openers: frozenset[str]
    adherents: frozenset[str]
    titles: frozenset[str]
    never: frozenset[str]


# The lists of the table `words`, which are all the sets there are.
_WORDS = frozenset(field.name for field in fields(EntityRules) if field.type == "frozenset[str]")


@lru_cache(maxsize=1)
def entity_rules() -> EntityRules:
    """Return the shipped rules. Raises KnowledgeError where the file breaks its schema."""
    return parse_entity_rules(read_data("dateline.finding", "data/entities.toml"))


def parse_entity_rules(toml: str) -> EntityRules:
    """Read the rules from TOML; raises KnowledgeError naming the table that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    wanted = {"labels", "place_kinds", "heads", "starts", "tails", "words", "nouns", "pronouns"}
    if set(raw) != wanted:
        raise KnowledgeError(f"{_FILE}: missing or unknown: {sorted(set(raw) ^ wanted)}")
    words = table_in(raw["words"], f"{_FILE}, words")
    if set(words) != _WORDS:
        raise KnowledgeError(f"{_FILE}, words: missing or unknown: {sorted(set(words) ^ _WORDS)}")
    kinds = table_in(raw["place_kinds"], f"{_FILE}, place_kinds")
    if set(kinds) != set(PlaceKind):
        raise KnowledgeError(f"{_FILE}, place_kinds: missing or unknown: {sorted(set(kinds) ^ set(PlaceKind))}")
    labels = table_in(raw["labels"], f"{_FILE}, labels")
    nouns: dict[str, tuple[MentionType, ...]] = {}
    for type_, listed in _by_type(raw["nouns"], "nouns"):
        for noun in listed:
            nouns[noun] = (*nouns.get(noun, ()), type_)
    return EntityRules(
        {label: _type(name, "labels") for label, name in labels.items()},
        {PlaceKind(kind): _type(name, "place_kinds") for kind, name in kinds.items()},
        _one_each(raw["heads"], "heads"),
        _one_each(raw["starts"], "starts"),
        _one_each(raw["tails"], "tails"),
        nouns,
        _one_each(raw["pronouns"], "pronouns"),
        **{name: frozenset(words_in(words[name], f"{_FILE}, {name}")) for name in sorted(_WORDS)},
    )


def _by_type(value: object, table: str) -> list[tuple[MentionType, list[str]]]:
    rows = table_in(value, f"{_FILE}, {table}")
    return [(_type(name, table), words_in(listed, f"{_FILE}, {table}, {name}")) for name, listed in rows.items()]


def _one_each(value: object, table: str) -> dict[str, MentionType]:
    found: dict[str, MentionType] = {}
    for type_, listed in _by_type(value, table):
        for word in listed:
            if found.setdefault(word, type_) is not type_:
                raise KnowledgeError(f"{_FILE}, {table}: {word!r} is {found[word]} and {type_}")
    return found


def _type(name: object, table: str) -> MentionType:
    try:
        return MentionType(str(name))
    except ValueError:
        raise KnowledgeError(f"{_FILE}, {table}: there is no type {name!r}; use one of {sorted(MentionType)}") from None
