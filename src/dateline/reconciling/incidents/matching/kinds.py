"""How near kinds of act stand to each other, and how far two accounts of one incident may lie apart.

Invariant: every number that sets two accounts apart for good stands in `data/kinds.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import EventType, Level
from dateline.model.means import MeansKind

__all__ = ["Kinds", "kinds"]

_TABLES = {"types", "modes", "means", "apart", "radius", "crowd"}
_APART = frozenset({"type", "days", "again", "before", "parts", "km", "outweighed", "read", "news"})
_CLASSES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Kinds:
    """Hold the content of `data/kinds.toml`; `types` has both orders of each pair, `radii` one a precision class."""

    types: Mapping[tuple[EventType, EventType], float]
    modes: tuple[frozenset[str], ...]
    means: tuple[frozenset[str], ...]
    apart_type: float
    apart_days: Mapping[Level, float]
    apart_again: float
    apart_before: float
    apart_parts: float
    apart_km: float
    outweighed: float
    apart_read: float
    apart_news: float
    radii: tuple[float, ...]
    crowd: int
    crowd_of_words: int

    def distance(self, one: EventType, other: EventType) -> float:
        """Return how far two types of act stand apart, in [0, 1].

        >>> kinds().distance(EventType.ASSAULT, EventType.ASSAULT), kinds().distance(EventType.AID, EventType.ASSAULT)
        (0.0, 1.0)
        """
        return 0.0 if one is other else self.types.get((one, other), 1.0)


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Return the distances. Raises KnowledgeError where the file breaks its schema."""
    return _kinds_from(read_toml(resources.files(__package__).joinpath("data/kinds.toml")))


def _kinds_from(raw: Mapping[str, Any]) -> Kinds:
    where = "kinds.toml"
    if set(raw) != _TABLES:
        raise KnowledgeError(f"{where}: missing or unknown: {sorted(set(raw) ^ _TABLES)}")
    tables = {name: table_in(raw[name], f"{where}, {name}") for name in sorted(_TABLES)}
    types: dict[tuple[EventType, EventType], float] = {}
    for pair, distance in tables["types"].items():
        names = pair.split(" ")
        if len(names) != 2 or names[0] == names[1] or not set(names) <= {t.value for t in EventType}:
            raise KnowledgeError(f"{where}, types: {pair!r} are not two of PLOVER's types")
        one, other = EventType(names[0]), EventType(names[1])
        if (one, other) in types:
            raise KnowledgeError(f"{where}, types: {pair!r} stands there twice")
        types[one, other] = types[other, one] = number_in(distance, f"{where}, types, {pair}", least=0, most=1)
    lines = tuple(frozenset(words_in(line, f"{where}, means.{name}")) for name, line in tables["means"].items())
    for kind in sorted(frozenset().union(*lines)):
        if kind not in {k.value for k in MeansKind}:
            raise KnowledgeError(f"{where}, means: there is no means {kind!r}; see knowledge/lexicon/means.toml")
    apart = tables["apart"]
    if set(apart) != _APART:
        raise KnowledgeError(f"{where}, apart: it holds {', '.join(sorted(_APART))}, not {sorted(apart)}")
    days = table_in(apart["days"], f"{where}, apart.days")
    levels = (Level.SINGLE, Level.EPISODE)
    if set(days) != {level.value for level in levels}:
        raise KnowledgeError(f"{where}, apart.days: it holds single and episode, not {sorted(days)}")
    if set(tables["radius"]) != set(_CLASSES):
        raise KnowledgeError(f"{where}, radius: it holds the classes 1 to 5, not {sorted(tables['radius'])}")
    if set(tables["crowd"]) != {"pairs", "words"}:
        raise KnowledgeError(f"{where}, crowd: it holds pairs and words, not {sorted(tables['crowd'])}")
    modes = tuple(frozenset(words_in(line, f"{where}, modes.{name}")) for name, line in tables["modes"].items())
    return Kinds(
        types,
        modes,
        lines,
        number_in(apart["type"], f"{where}, apart.type", least=0, most=1),
        {x: number_in(days[x.value], f"{where}, apart.days.{x.value}", least=0, most=366) for x in levels},
        number_in(apart["again"], f"{where}, apart.again", least=0, most=31),
        number_in(apart["before"], f"{where}, apart.before", least=0, most=31),
        number_in(apart["parts"], f"{where}, apart.parts", least=0, most=366),
        number_in(apart["km"], f"{where}, apart.km", least=0, most=20_000),
        number_in(apart["outweighed"], f"{where}, apart.outweighed", least=0, most=1),
        number_in(apart["read"], f"{where}, apart.read", least=0, most=3_660),
        number_in(apart["news"], f"{where}, apart.news", least=0, most=3_660),
        tuple(number_in(tables["radius"][c], f"{where}, radius.{c}", least=0, most=5_000) for c in _CLASSES),
        *(int(number_in(tables["crowd"][k], f"{where}, crowd.{k}", least=1, most=1e7)) for k in ("pairs", "words")),
    )
