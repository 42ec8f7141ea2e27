"""States as other data sets number them (`data/states.toml`).

Invariant: a number belongs to one state; a country that a data set does not number has none there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_countries

__all__ = ["State", "state_of", "states_from"]


@dataclass(frozen=True, slots=True)
class State:
    """Hold a state's numbers (ISO 3166-1, Gleditsch and Ward, Correlates of War) and UCDP's region of it."""

    iso: int | None = None
    gw: int | None = None
    cow: int | None = None
    region: str | None = None


@lru_cache(maxsize=1)
def _states() -> Mapping[str, State]:
    return states_from(read_toml(resources.files(__package__).joinpath("data/states.toml")))


def state_of(code: str | None) -> State:
    """Return the numbers of a country by its ISO 3166-1 alpha-2 code; all empty where there are none.

    >>> state_of("IQ")
    State(iso=368, gw=645, cow=645, region='Middle East')
    >>> state_of(None)
    State(iso=None, gw=None, cow=None, region=None)
    """
    return _states().get(code or "", State())


def states_from(raw: Mapping[str, Any]) -> Mapping[str, State]:
    """Check the content of the file and return it; raises KnowledgeError naming the entry that breaks it."""
    steps = [(step["to"], step["name"]) for step in raw["region"]]
    if steps != sorted(steps):
        raise KnowledgeError("states.toml: [[region]] has to go from low numbers to high")
    for key in ("iso", "gw"):
        seen = Counter(table[key] for table in raw["states"].values() if key in table)
        twice = [number for number, times in seen.items() if times > 1]
        if twice:
            raise KnowledgeError(f"states.toml: {key} {twice[0]} is given to two states")
    found = {}
    for code, table in raw["states"].items():
        if code not in open_countries().by_code or not set(table) <= {"iso", "gw", "cow"}:
            raise KnowledgeError(
                f"states.toml: {code} is no country of countries.toml, or has other keys than iso, gw, cow"
            )
        gw = table.get("gw")
        region = next((name for to, name in steps if gw is not None and gw <= to), None)
        found[code] = State(table.get("iso"), gw, table.get("cow", gw), region)
    return found
