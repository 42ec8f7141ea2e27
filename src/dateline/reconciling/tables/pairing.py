"""Weigh our incidents against the rows of a table with the matcher that makes incidents, and link what is one.

Invariant: only events of different sides are paired; what the matcher holds impossible is no pair, and what it joins
only as a part of a whole is told as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from dateline.model import Level, PartHow
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.blocking import candidates
from dateline.reconciling.incidents.matching.comparing import Rows, compare
from dateline.reconciling.incidents.matching.excluding import Excluded, excluded
from dateline.reconciling.incidents.matching.explaining import told_together
from dateline.reconciling.incidents.matching.facts import Floats, facts_of
from dateline.reconciling.incidents.matching.features import index_of
from dateline.reconciling.incidents.matching.parting import part_scores, parting
from dateline.reconciling.incidents.matching.weighing import Weights, probability
from dateline.reconciling.incidents.matching.weighing import weights as shipped
from dateline.reconciling.tables.linking import FLOOR, Linked, Weighed, link_weighed

__all__ = ["link"]

_CHUNK = 1 << 16  # pairs compared at a time
_OURS, _THEIRS = "0:", "1:"  # ours sort before theirs, so that the left of a pair is ours
_LEVELS = list(Level)
# What sets two events apart that may all the same be a part and its whole.
_PARTED = (Excluded.LEVELS, Excluded.LASTS)


def link(
    ours: Sequence[Account], theirs: Sequence[Account], *, weights: Weights | None = None, duplicate_free: bool = True
) -> Linked:
    """Link our incidents with the events of a table; `weights` and their review band are those that ship, else.

    With `duplicate_free` both sides hold each event once, and pairs are assigned one to one. Raises ValueError where
    a side has two accounts of one id.
    """
    pairing = _Pairing(ours, theirs, weights or shipped())
    return link_weighed(
        ours,
        theirs,
        pairing.weighed(),
        why=pairing.whys,
        review=pairing.weights.review,
        duplicate_free=duplicate_free,
    )


class _Pairing:
    def __init__(self, ours: Sequence[Account], theirs: Sequence[Account], weights: Weights) -> None:
        self.weights = weights
        self.facts = facts_of(
            replace(account, id=mark + account.id)
            for mark, side in ((_OURS, ours), (_THEIRS, theirs))
            for account in side
        )
        facts = self.facts
        self.row_of = {id_: row for row, id_ in enumerate(facts.ids)}
        # Where a side tells of two parties and not who of them acts, nothing is told the other way round.
        self.either = (facts.actors == facts.recipients).all(axis=1) & (facts.actors[:, 0] != 0)

    def weighed(self) -> Iterator[Weighed]:
        """Yield the pairs of an incident and a row that may be one, or one a part of the other."""
        facts = self.facts
        is_ours = np.array([id_.startswith(_OURS) for id_ in facts.ids], np.bool_)
        found, _ = candidates(facts, frozen=False)
        cross = is_ours[found.left] != is_ours[found.right]
        left, right = found.left[cross], found.right[cross]
        for at in range(0, len(left), _CHUNK):
            a, b = left[at : at + _CHUNK], right[at : at + _CHUNK]
            why = excluded(facts, a, b)
            some = np.flatnonzero(np.isin(why, (Excluded.NO, *_PARTED)))
            a, b, why = a[some], b[some], why[some]
            positions = self._compared(a, b)
            likely = np.where(why == Excluded.NO, probability(positions, self.weights), 0.0)
            is_wider = facts.level[a] > facts.level[b]
            inner, outer = np.where(is_wider, b, a), np.where(is_wider, a, b)
            parts = np.where(likely < self.weights.review[0], part_scores(facts, inner, outer), 0.0)
            for n in np.flatnonzero((likely >= FLOOR) | (parts >= parting().least)):
                is_part = parts[n] >= parting().least
                yield Weighed(
                    facts.ids[a[n]].removeprefix(_OURS),
                    facts.ids[b[n]].removeprefix(_THEIRS),
                    float(parts[n] if is_part else likely[n]),
                    _how(int(facts.level[outer[n]])) if is_part else None,
                )

    def whys(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """Return what pairs have in common, in words."""
        left = np.array([self.row_of[_OURS + a] for a, _ in pairs], np.int64)
        right = np.array([self.row_of[_THEIRS + b] for _, b in pairs], np.int64)
        said = []
        for at in range(0, len(pairs), _CHUNK):
            a, b = left[at : at + _CHUNK], right[at : at + _CHUNK]
            positions = self._compared(a, b)
            said += [told_together(self.facts, int(a[n]), int(b[n]), positions[n], self.weights) for n in range(len(a))]
        return said

    def _compared(self, left: Rows, right: Rows) -> Floats:
        positions = compare(self.facts, left, right)
        positions[self.either[left] | self.either[right], index_of()["crossed"]] = 0
        return positions


def _how(whole: int) -> PartHow:
    return PartHow.COUNTED if _LEVELS[whole] is Level.AGGREGATE else PartHow.PART
