"""The small heads that turn facts into scores: one sum of weights a field, and the chance that the sum stands for.

Invariant: weights are data (`heads.json`, written by `python -m training.scores`); a fact that a head does not know
weighs nothing, so a new entry of the lexicon is scored by all else that is known of the report.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import repeat
from typing import Any

from dateline.errors import KnowledgeError

__all__ = ["FIELDS", "Head", "Heads", "head_from", "heads_from", "open_heads"]

# The fields that can be scored, in the order in which they are shown.
FIELDS = ("type", "status", "mode", "actors", "recipients")

_FILE = "heads.json"
_KEYS = {"bias", "weights"}


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what each fact says for or against a field being right, in log-odds, calibration included."""

    bias: float
    weights: Mapping[str, float]

    def score(self, facts: Iterable[str]) -> float:
        """Return the chance that the field is right, in [0.01, 0.99] with two digits.

        >>> Head(0.0, {"pos=VERB": 2.0}).score(["pos=VERB", "a fact nobody weighed"])
        0.88
        """
        odds = self.odds(facts)
        return min(max(round(1 / (1 + math.exp(-max(min(odds, 30.0), -30.0))), 2), 0.01), 0.99)

    def odds(self, facts: Iterable[str]) -> float:
        """Return the log-odds that the facts add up to."""
        # fsum: the same sum in any order of the facts, on any machine
        return math.fsum((self.bias, *map(self.weights.get, facts, repeat(0.0))))


@dataclass(frozen=True, slots=True)
class Heads:
    """Hold the heads by field, and the digest of their file."""

    by_field: Mapping[str, Head]
    fingerprint: str


@lru_cache(maxsize=1)
def open_heads() -> Heads:
    """Read the heads that come with Dateline, once."""
    return heads_from(resources.files("dateline.coding.scoring").joinpath(_FILE).read_text(encoding="utf-8"))


def heads_from(text: str, *, where: str = _FILE) -> Heads:
    """Read heads from JSON: field -> `bias` and `weights` by fact.

    Raises KnowledgeError naming the file and the entry for anything that is no such thing.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise KnowledgeError(f"{where} is not JSON: {error}; make it again with `python -m training.scores`") from None
    if not isinstance(raw, dict):
        raise KnowledgeError(f"{where}: holds no heads by field; make it again with `python -m training.scores`")
    unknown = sorted(set(raw) - set(FIELDS))
    if unknown:
        raise KnowledgeError(f"{where}: there is no field {unknown[0]!r} to score; there are {', '.join(FIELDS)}")
    heads = {field: head_from(raw[field], f"{where}: {field}") for field in FIELDS if field in raw}
    return Heads(heads, hashlib.sha256(text.encode()).hexdigest()[:16])


def head_from(raw: Any, where: str) -> Head:
    """Return one head of `bias` and `weights`; raises KnowledgeError naming `where` for anything else."""
    if not isinstance(raw, dict) or set(raw) != _KEYS or not isinstance(raw["weights"], dict):
        raise KnowledgeError(f"{where}: needs the keys bias and weights, and no others")
    return Head(
        _number(raw["bias"], f"{where}: bias"),
        {fact: _number(weight, f"{where}: {fact!r}") for fact, weight in raw["weights"].items()},
    )


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise KnowledgeError(f"{where} is a number of log-odds; got {value!r}")
    return float(value)
