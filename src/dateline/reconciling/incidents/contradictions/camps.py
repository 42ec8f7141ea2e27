"""Which people, faith or political camp the words for a doer name, where those who acted have no other name.

Invariant: two doers are of different camps only where both bear a name of one sort, and by no row of `data/camps.toml`
the one may be the other, or a part of it; who bears such a name and is no organ of a state is no soldier of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import Actor
from dateline.reconciling.incidents.contradictions.words import check_keys, words

__all__ = ["Camps", "are_of_other_camps", "camps_from", "open_camps"]

_FILE = "camps.toml"
_SORTS = ("peoples", "faiths", "politics", "arms")
# Before the id of an actor in a row.
_ACTOR = "@"
# Endings with which a name is said of several.
_ENDINGS = ("", "s", "es", "'s", "s'")
_STATE = "state"


@dataclass(frozen=True, slots=True)
class Camps:
    """Hold the rows of one sort by name: in which row a name stands, and as which of it; the first is the whole."""

    rows: Mapping[str, frozenset[tuple[int, int]]]
    longest: int

    def rows_of(self, actor: Actor, told: str) -> frozenset[tuple[int, int]]:
        """Return the rows that an actor stands in, or else a name in the words for it."""
        keys = [_ACTOR + actor.id.partition("/")[0]]
        if actor.known and ":" not in actor.id:
            keys.append(f"{_ACTOR}{actor.kind}")
        named = next((self.rows[key] for key in keys if key in self.rows), None)
        if named is not None:
            return named
        parts = told.lower().replace("’", "'").split()
        phrases = (
            " ".join(parts[start : start + size])
            for size in range(self.longest, 0, -1)
            for start in range(len(parts) - size + 1)
        )
        return frozenset(row for phrase in phrases for row in self._of(phrase))

    def _of(self, phrase: str) -> frozenset[tuple[int, int]]:
        for ending in _ENDINGS:
            found = self.rows.get(phrase.removesuffix(ending)) if phrase.endswith(ending) else None
            if found is not None:
                return found
        return self.rows.get(f"{phrase.removesuffix('ies')}y", frozenset()) if phrase.endswith("ies") else frozenset()


@lru_cache(maxsize=1)
def open_camps() -> Mapping[str, Camps]:
    """Read the shipped camps once; raises KnowledgeError where the file breaks its schema."""
    return camps_from(read_toml(resources.files(__package__).joinpath(f"data/{_FILE}")))


def camps_from(raw: Mapping[str, Any]) -> Mapping[str, Camps]:
    """Check a file of camps, and return those of each sort; raises KnowledgeError naming the table that is wrong."""
    check_keys(raw, set(_SORTS), _FILE)
    return {sort: _camps(table_in(raw[sort], f"{_FILE}, {sort}"), f"{_FILE}, {sort}") for sort in _SORTS}


def _camps(table: Mapping[str, Any], where: str) -> Camps:
    check_keys(table, {"rows"}, where)
    rows: dict[str, frozenset[tuple[int, int]]] = {}
    if not isinstance(table["rows"], list):
        raise KnowledgeError(f"{where}: rows is a list of rows")
    for number, row in enumerate(table["rows"]):
        for place, names in enumerate(words_in(row, f"{where}, row {number + 1}")):
            if names != names.lower():
                raise KnowledgeError(f"{where}: {names!r} is not in lower case")
            for name in names.split("|"):
                rows[name] = rows.get(name, frozenset()) | {(number, place)}
    return Camps(rows, max((len(name.split()) for name in rows), default=0))


def are_of_other_camps(one: Actor, told: str, other: Actor, told_again: str) -> bool:
    """Tell whether the words for two doers make them people of different camps, or those of a camp and of a state.

    >>> gunmen, soldiers = Actor("any:gunmen", "gunmen", "militia"), Actor("any:soldiers", "soldiers", "military")
    >>> are_of_other_camps(gunmen, "Dinka gunmen", gunmen, "Nuer gunmen")
    True
    >>> are_of_other_camps(gunmen, "Sunni gunmen", gunmen, "Nuer gunmen")
    False
    >>> are_of_other_camps(gunmen, "Nuer gunmen", soldiers, "government troops")
    True
    """
    is_of_state = _is_of_state(one), _is_of_state(other)
    if all(is_of_state):
        return False
    for camps in open_camps().values():
        ours, theirs = camps.rows_of(one, told), camps.rows_of(other, told_again)
        if ours and theirs:
            return not any(_may_be_one(a, b) for a in ours for b in theirs)
        if (ours and is_of_state[1] and not is_of_state[0]) or (theirs and is_of_state[0] and not is_of_state[1]):
            return True
    return False


def _may_be_one(one: tuple[int, int], other: tuple[int, int]) -> bool:
    (row, place), (again, as_well) = one, other
    return row == again and (place == as_well or 0 in (place, as_well))


def _is_of_state(actor: Actor) -> bool:
    return words().sides.get(actor.kind or "") == _STATE
