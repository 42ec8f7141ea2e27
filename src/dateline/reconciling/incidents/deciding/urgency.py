"""Which incidents a person should look at first, and why.

Invariant: the order depends on what is shown of the incidents alone, so that two reviewers are asked in the same order;
a question about two incidents is asked once, at the one on which more hangs.

An incident is asked about where it is in doubt, and the sooner the more people it is about:

    urgency = (1 - product of (1 - doubt)) * (1 + log10(1 + harmed))

over all doubts of it, each in [0, 1], with `harmed` the killed, injured and captured. The doubts are listed in
`_doubts`; those about joins are probabilities that the matcher is calibrated to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model import Grade, Reviewed

__all__ = ["Proposal", "queue"]

Row = Mapping[str, Any]

# A join that is less sure than this is asked about: of ten such, one is wrong at least.
SURE = 0.9
# From so many harmed on, one origin is too few to go by unseen. What hangs on it grows with the number itself.
MANY = 10
_SINGLE_ORIGIN = 0.3
_CONTESTED = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """Name an incident that somebody should look at, how urgent that is (0 or more), and why, in words.

    `near` is the incident that it may be one with, where that is a question.
    """

    id: str
    urgency: float
    why: tuple[str, ...]
    near: str | None = None


def queue(rows: Iterable[Row], *, near: float | None = None) -> list[Proposal]:
    """Return the incidents that are in doubt, the most urgent first; `rows` are all incidents of a record.

    Two incidents that are one with a probability of `near` or more are asked about; without it that is the foot of the
    matcher's review band. Incidents that are retracted, or of which all reports were rejected, are not asked about.
    """
    if near is None:
        from dateline.reconciling.incidents.matching.weighing import weights  # imports numpy and scipy

        near = weights().review[0]
    kept = {row["id"]: row for row in rows}
    scale = _Scale(near, {id_: _harmed(row) for id_, row in kept.items()})
    found = []
    for id_, row in kept.items():
        if row["corroboration"]["grade"] == Grade.RETRACTED:
            continue
        doubts = list(_doubts(row, scale))
        if doubts:
            doubt = 1 - math.prod(1 - one for one, _ in doubts)
            why = tuple(words for _, words in sorted(doubts, key=lambda one: -one[0]))
            match = next((other["id"] for other in row["runners_up"] if scale.asks(row, other)), None)
            found.append(Proposal(id_, round(doubt * (1 + math.log10(1 + scale.harmed[id_])), 4), why, match))
    return sorted(found, key=lambda one: (-one.urgency, one.id))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Know from which probability on two incidents are asked about, and how many each has harmed."""

    near: float
    harmed: Mapping[str, int]

    def asks(self, row: Row, other: Row) -> bool:
        """Tell whether a likely match is asked about here: where more hangs on it, of equals at the first id."""
        here, there = self.harmed[row["id"]], self.harmed.get(other["id"], -1)
        return bool(other["score"] >= self.near) and (-here, row["id"]) < (-there, other["id"])


def _doubts(row: Row, scale: _Scale) -> Iterator[tuple[float, str]]:
    """Yield how much each thing puts an incident in doubt, in [0, 1], and why, in words."""
    if row["reviewed"] == Reviewed.DISPUTED:
        yield 1.0, "reviewers differ"
    if row["score"] < SURE:
        yield 1 - row["score"], f"it is only {row['score']:.0%} sure that all its reports tell of one thing"
    for other in row["runners_up"]:
        if scale.asks(row, other):
            yield other["score"], f"it may be the same as {other['id']} ({other['score']:.0%} likely)"
    weight = max((one["weight"] for one in row["contradictions"]), default=0.0)
    if row["corroboration"]["grade"] == Grade.CONTESTED:
        yield max(weight, _CONTESTED), "its sources contradict each other"
    elif weight:
        on = ", ".join(dict.fromkeys(one["disputed"] for one in row["contradictions"]))
        yield weight, f"its sources differ on {on}"
    if row["corroboration"]["grade"] == Grade.SINGLE_ORIGIN and scale.harmed[row["id"]] >= MANY:
        yield (
            _SINGLE_ORIGIN,
            f"{scale.harmed[row['id']]:,} killed, injured or captured, and only one origin tells of it",
        )


def _harmed(row: Row) -> int:
    """Count who was killed, injured or captured.

    >>> _harmed({"killed": {"low": 9, "best": None, "high": None}, "injured": None, "captured": {"best": 2}})
    11
    """
    told = (row[name] for name in ("killed", "injured", "captured"))
    return sum(next((n for n in (one.get("best"), one.get("high"), one.get("low")) if n), 0) for one in told if one)
