"""By what two accounts are compared: the axes of `data/features.toml`.

Invariant: a pair stands somewhere on each axis, or nowhere where the two do not both say it; what is unsaid is never
taken for agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in
from dateline.errors import KnowledgeError

__all__ = ["MARKS", "MEASURES", "OF_ACCOUNTS", "SETS", "UNSAID", "Feature", "features", "index_of"]

# Sets of the two accounts, then of their documents.
OF_ACCOUNTS = ("names", "terms")
MARKS = ("people", "wholes", "names of documents", "pairs", "ages", "figures")
SETS = (*OF_ACCOUNTS, "story", "title", *MARKS)
MEASURES = ("shared", "share", "cosine")
_ORDERS = ("falls", "rises")
UNSAID = 0.0  # the position on every axis of what is not said; steps stand at 1, 2, ...


@dataclass(frozen=True, slots=True)
class Feature:
    """Hold one axis: names of steps, or knots of a scale, and the words for each.

    `order` is what no weight may break, if any; `set` and `measure` say which sets it compares, and how.
    """

    name: str
    steps: tuple[str, ...]
    knots: tuple[float, ...]
    words: tuple[str, ...]
    order: str | None = None
    set: str | None = None
    measure: str | None = None

    @property
    def size(self) -> int:
        """How many weights the axis has: one for "unsaid", one a step or knot."""
        return 1 + len(self.words)

    def step(self, name: str) -> float:
        """Return the position of a step; raises ValueError where the axis has none of this name."""
        return 1.0 + self.steps.index(name)


@lru_cache(maxsize=1)
def features() -> tuple[Feature, ...]:
    """Return all axes in order. Raises KnowledgeError where their file breaks its schema."""
    return _features_from(read_toml(resources.files(__package__).joinpath("data/features.toml")))


@lru_cache(maxsize=1)
def index_of() -> dict[str, int]:
    """Return the column of each axis by its name."""
    return {feature.name: n for n, feature in enumerate(features())}


def _features_from(raw: dict[str, Any]) -> tuple[Feature, ...]:
    where = "features.toml"
    if not raw:
        raise KnowledgeError(f"{where}: there is no feature")
    found = []
    for name, table in raw.items():
        axis = table_in(table, f"{where}, {name}")
        if set(axis) - {"order", "set", "measure"} not in ({"steps", "words"}, {"knots", "words"}):
            raise KnowledgeError(f"{where}, {name}: it holds words, and either steps or knots, not {sorted(axis)}")
        for key, values in (("order", _ORDERS), ("measure", MEASURES), ("set", SETS)):
            if key in axis and axis[key] not in values:
                raise KnowledgeError(f"{where}, {name}.{key}: expected one of {', '.join(values)}, found {axis[key]!r}")
        if ("set" in axis) != ("measure" in axis) or ("set" in axis and "steps" in axis):
            raise KnowledgeError(f"{where}, {name}: a set is compared by a measure, on a scale with knots")
        steps, knots, words = axis.get("steps", []), axis.get("knots", []), axis["words"]
        for key, list_ in (("steps", steps), ("words", words)):
            if not isinstance(list_, list) or not all(isinstance(w, str) and w == w.strip() for w in list_):
                raise KnowledgeError(f"{where}, {name}.{key}: expected a list of words, found {list_!r}")
        if not isinstance(knots, list):
            raise KnowledgeError(f"{where}, {name}.knots: expected a list of numbers, found {knots!r}")
        for knot in knots:
            number_in(knot, f"{where}, {name}.knots", least=-1e6, most=1e6)
        if sorted(set(knots)) != knots or len(set(steps)) != len(steps):
            raise KnowledgeError(f"{where}, {name}: knots rise, and no step stands there twice")
        if not words or len(words) != len(steps) + len(knots):
            raise KnowledgeError(f"{where}, {name}: {len(words)} words for {len(steps) + len(knots)} steps")
        optional = (axis.get(key) for key in ("order", "set", "measure"))
        found.append(Feature(name, tuple(steps), tuple(float(k) for k in knots), tuple(words), *optional))
    return tuple(found)
