"""What the actor finder goes by, read from `data/actors.toml`.

Invariant: every word that decides anything about an actor stands in a data file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_kinds
from dateline.language import Token
from dateline.model import Actor

__all__ = ["ActorRules", "Candidate", "Nominal", "actor_rules", "is_one_body"]

_LISTS = (
    "titles", "not_actor_heads", "not_actor_starts", "not_acronyms", "locative", "place_nouns", "country_deps",
    "country_prepositions", "land_verbs", "capital_subject", "capital_object", "capital_links", "act_nouns",
    "opposing", "apart", "of_others", "no_more", "people_verbs", "none", "risen", "some_of", "once", "bodies", "units",
    "backed", "armed", "onto", "organs", "one_body", "only_nouns", "afar",
    "plurals", "rulers", "act_means",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold one mention in the making: tokens `[first, last)`, its head, its actor, and what pronouns may take it up.

    `person`: one named or described person; `plural`: several; `named`: by a name rather than a noun.
    """

    first: int
    last: int
    head: int
    actor: Actor
    person: bool = False
    plural: bool = False
    named: bool = False
    antecedent: bool = False


@dataclass(frozen=True, slots=True)
class Nominal:
    """Say which kinds of actor a definite noun may take up, whether a person, and by which office."""

    kinds: tuple[str, ...]
    person: bool = False
    singular: bool = False
    office: str | None = None


@dataclass(frozen=True, slots=True)
class ActorRules:
    """Hold the word lists of `data/actors.toml` under their names there."""

    titles: frozenset[str]
    not_actor_heads: frozenset[str]
    not_actor_starts: frozenset[str]
    not_acronyms: frozenset[str]
    locative: frozenset[str]
    onto: frozenset[str]
    organs: frozenset[str]
    one_body: frozenset[str]
    only_nouns: frozenset[str]
    afar: frozenset[str]
    plurals: frozenset[str]
    rulers: frozenset[str]
    place_nouns: frozenset[str]
    country_deps: frozenset[str]
    country_prepositions: frozenset[str]
    land_verbs: frozenset[str]
    capital_subject: frozenset[str]
    capital_object: frozenset[str]
    capital_links: frozenset[str]
    act_nouns: frozenset[str]
    act_means: frozenset[str]
    opposing: frozenset[str]
    apart: frozenset[str]
    of_others: frozenset[str]
    no_more: frozenset[str]
    people_verbs: frozenset[str]
    none: frozenset[str]
    some_of: frozenset[str]
    once: frozenset[str]
    bodies: frozenset[str]
    units: frozenset[str]
    backed: frozenset[str]
    armed: frozenset[str]
    risen: frozenset[str]
    kinds_by_head: Mapping[str, str]
    nominals: Mapping[str, Nominal]
    pronouns: Mapping[str, str]
    genders: Mapping[str, str]
    ordered: Mapping[str, int]
    empty: frozenset[str]


@lru_cache(maxsize=1)
def actor_rules() -> ActorRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    return _rules_from(read_toml(resources.files(__package__).joinpath("data/actors.toml")))


def _rules_from(raw: Mapping[str, Any]) -> ActorRules:
    wanted = {*_LISTS, "kinds_by_head", "nominals", "pronouns", "genders", "ordered"}
    if set(raw) != wanted:
        raise KnowledgeError(f"actors.toml: missing or unknown: {sorted(set(raw) ^ wanted)}")
    used = [*raw["kinds_by_head"].values(), *(k for n in raw["nominals"].values() for k in n["kinds"])]
    for kind in used:
        if kind not in open_kinds():
            raise KnowledgeError(f"actors.toml: there is no kind {kind!r}; see knowledge/actors/kinds.toml")
    nominals = {w: Nominal(**{**n, "kinds": tuple(n["kinds"])}) for w, n in raw["nominals"].items()}
    pronouns = {w: cls for cls, words in raw["pronouns"].items() if cls != "empty" for w in words}
    lists = {name: frozenset(raw[name]) for name in _LISTS}
    return ActorRules(
        **lists,
        kinds_by_head=dict(raw["kinds_by_head"]),
        nominals=nominals,
        pronouns=pronouns,
        genders={w: gender for gender, words in raw["genders"].items() for w in words},
        ordered=dict(raw["ordered"]),
        empty=frozenset(raw["pronouns"]["empty"]),
    )


def is_one_body(token: Token) -> bool:
    """Tell whether a plural in capitals ends the name of one body ("the Kilo Defence *Forces*")."""
    return token.text[:1].isupper() and token.lower in actor_rules().one_body
