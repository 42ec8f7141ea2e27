"""What tells names apart or lets them be one, read from `data/rules.toml`.

Invariant: every word and every number that decides whether two names are one stands in a data file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_kinds

__all__ = ["NamingRules", "naming_rules"]

_KEYS = {"least_land", "most_in_block", "mistaken", "kinds_alike", "courtesies", "modifiers", "titles", "apart"}


@dataclass(frozen=True, slots=True)
class NamingRules:
    """Hold the content of `data/rules.toml`; `families` leads from a title's word to what it says."""

    least_land: float
    most_in_block: int
    mistaken: float
    kinds_alike: tuple[frozenset[str], ...]
    courtesies: frozenset[str]
    modifiers: frozenset[str]
    families: Mapping[str, frozenset[str]]
    apart: frozenset[frozenset[str]]

    def said_by(self, titles: Collection[str]) -> frozenset[str]:
        """Return what titles say of who bears them.

        >>> sorted(naming_rules().said_by(["col", "mr"]))
        ['man', 'rank']
        """
        return frozenset(family for title in titles for family in self.families.get(title, ()))

    def may_be_one_kind(self, one: str | None, other: str | None) -> bool:
        """Tell whether one body may be called both kinds; None is any kind."""
        if one is None or other is None or one == other:
            return True
        return any(one in line and other in line for line in self.kinds_alike)

    def may_be_one_bearer(self, one: Collection[str], other: Collection[str]) -> bool:
        """Tell whether one person may bear titles of both sets of families."""
        return not any(frozenset((a, b)) in self.apart for a in one for b in other)


@lru_cache(maxsize=1)
def naming_rules() -> NamingRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    return _rules_from(read_toml(resources.files(__package__).joinpath("data/rules.toml")))


def _rules_from(raw: Mapping[str, Any]) -> NamingRules:
    where = "rules.toml"
    if set(raw) != _KEYS:
        raise KnowledgeError(f"{where}: missing or unknown: {sorted(set(raw) ^ _KEYS)}")
    for key in ("kinds_alike", "apart"):
        if not isinstance(raw[key], list):
            raise KnowledgeError(f"{where}, {key}: expected a list, found {raw[key]!r}")
    lines = tuple(frozenset(words_in(line, f"{where}, kinds_alike")) for line in raw["kinds_alike"])
    for kind in sorted(frozenset().union(*lines)):
        if kind not in open_kinds():
            raise KnowledgeError(f"{where}, kinds_alike: there is no kind {kind!r}; see knowledge/actors/kinds.toml")
    titles = table_in(raw["titles"], f"{where}, titles")
    families: dict[str, set[str]] = {}
    for family, words in titles.items():
        for word in words_in(words, f"{where}, titles.{family}"):
            families.setdefault(word, set()).add(family)
    apart = set()
    for pair in raw["apart"]:
        two = frozenset(words_in(table_in(pair, f"{where}, apart").get("titles"), f"{where}, apart"))
        if len(two) != 2 or not two <= set(titles):
            raise KnowledgeError(f"{where}, apart: {sorted(two)} are not two of the lines under titles")
        apart.add(two)
    return NamingRules(
        number_in(raw["least_land"], f"{where}, least_land", least=0, most=1),
        int(number_in(raw["most_in_block"], f"{where}, most_in_block", least=2, most=100_000)),
        number_in(raw["mistaken"], f"{where}, mistaken", least=0, most=0.5),
        lines,
        frozenset(words_in(raw["courtesies"], f"{where}, courtesies")),
        frozenset(words_in(raw["modifiers"], f"{where}, modifiers")),
        {word: frozenset(of) for word, of in families.items()},
        frozenset(apart),
    )
