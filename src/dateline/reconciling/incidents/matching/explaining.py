"""Why two accounts are taken for one incident, or are not: in words.

Invariant: what is said is where the two stand on the axes of `data/features.toml`, in their order, with the values of
both; nothing else goes into a match, and nothing of it is left out but what weighs little.
"""

from __future__ import annotations

import numpy as np

from dateline.model import COUNTS, EventType, Level
from dateline.model.wording import said
from dateline.reconciling.incidents.matching.comparing import gap_of, km_of
from dateline.reconciling.incidents.matching.excluding import Excluded
from dateline.reconciling.incidents.matching.facts import Facts, Floats, Ints
from dateline.reconciling.incidents.matching.features import Feature, features
from dateline.reconciling.incidents.matching.weighing import Weights

__all__ = ["told_apart", "told_together"]

_MOST = 12  # things that are said at most
_TYPES = list(EventType)
_LEVELS = list(Level)


def told_together(facts: Facts, left: int, right: int, positions: Floats, weights: Weights) -> str:
    """Return how the accounts of two rows stand to each other: what weighs most, in the order of the axes."""
    said = []
    for at, feature in enumerate(features()):
        where = float(positions[at])
        words = _words(facts, left, right, feature, where)
        if words:
            weight = float(np.interp(where, range(feature.size), weights.steps[at])) - weights.steps[at][0]
            said.append((-abs(weight), at, words))
    chosen = sorted((at, words) for _, at, words in sorted(said)[:_MOST])
    return ", ".join(dict.fromkeys(words for _, words in chosen)) or "nothing that both say"


def told_apart(facts: Facts, left: int, right: int, why: Excluded) -> str:
    """Return what excludes that the accounts of two rows are of one incident."""
    rows = np.array([left]), np.array([right])
    match why:
        case Excluded.DAYS:
            gap, _ = gap_of(facts.when[rows[0]], facts.when[rows[1]])
            return f"their days lie {int(gap[0])} days apart"
        case Excluded.PUBLISHED:
            return "one was published before the other's day"
        case Excluded.PLACES:
            km = float(km_of(facts, *rows)[0])
            return "their countries differ" if np.isnan(km) else f"their places lie {_km(km)} apart"
        case Excluded.TYPES:
            one, other = (said("kind", _TYPES[facts.type[row]].value) for row in (left, right))
            return f"one tells of {one} and the other of {other}"
        case Excluded.LEVELS:
            return "one counts several events"
        case Excluded.LASTS:
            return "one happened on a day and the other lasted"
        case Excluded.SPEAKER:
            return "they were said by different speakers"
        case Excluded.MODE:
            return "their modes are those of different acts"
        case Excluded.AGAIN:
            return "one says that it came after another"
        case Excluded.SOURCE:
            return "one source tells both, and each thing once"
        case _:
            return ""


def _words(facts: Facts, left: int, right: int, feature: Feature, where: float) -> str:
    if where < 1:
        return ""
    words = feature.words[round(where) - 1]
    return words.replace("{}", _value(facts, left, right, feature.name)) if words else ""


def _value(facts: Facts, left: int, right: int, name: str) -> str:
    rows = np.array([left]), np.array([right])
    match name:
        case "place" | "distance":
            return _km(float(km_of(facts, *rows)[0]))
        case "gap":
            return str(int(gap_of(facts.when[rows[0]], facts.when[rows[1]])[0][0]))
        case "published":
            return str(int(gap_of(facts.told[rows[0]], facts.told[rows[1]])[0][0]))
        case "delay":
            gaps = [gap_of(facts.when[a], facts.told[b]) for a, b in (rows, rows[::-1])]
            return str(max(int(gap[0]) for gap, known in gaps if known[0]))
        case "type":
            return " and ".join(dict.fromkeys(said("kind", _TYPES[facts.type[row]].value) for row in (left, right)))
        case "killed" | "injured":
            at = COUNTS.index(name)
            one, other = (_figures(facts.counts[row, at]) for row in (left, right))
            return f"{one} and {other}"
        case _:
            return ""


def _km(km: float) -> str:
    return "some way" if np.isnan(km) else f"{km:.0f} km" if km >= 1 else "less than 1 km"


def _figures(counts: Ints) -> str:
    low, best, high = (int(x) for x in counts)
    if low == high:
        return str(best)
    if high >= 2**30:
        return f"{low} or more"
    return f"{low} to {high}"
