"""How two accounts stand to each other: where on each axis.

Invariant: comparing is the same whichever of the two comes first, and depends on the two alone (and on the frozen
frequencies). What one of them does not say is neither agreement nor difference.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.knowledge.gazetteer.globe import EARTH_KM
from dateline.model import COUNTS, EventType, Level, Status
from dateline.model.means import MeansKind
from dateline.reconciling.incidents.matching.facts import NEVER, Facts, Floats, Ints
from dateline.reconciling.incidents.matching.features import OF_ACCOUNTS, features, index_of
from dateline.reconciling.incidents.matching.hashing import Hashes, hash_of
from dateline.reconciling.incidents.matching.kinds import kinds
from dateline.reconciling.incidents.matching.ties import ties_of

__all__ = [
    "Flags",
    "Rows",
    "best_places",
    "compare",
    "compare_words",
    "delay_of",
    "gap_of",
    "km_of",
    "step_of",
    "type_distances",
]

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]

_POINT = 3  # the coarsest class that is compared as a point with a radius
_PROVINCE = 4
_AREA = 5
_LEVELS = list(Level)
_STATUS = list(Status)
_FAR = 1e9


def compare(facts: Facts, left: Rows, right: Rows, *, derived: Rows | None = None, words: bool = True) -> Floats:
    """Return where pairs of rows stand on each axis: (pairs, features), 0 where it is unsaid.

    `derived` are the pairs, as `left * len(facts) + right` with left < right, sorted, of which one derives from the
    other. Without `words` the axes that compare sets, which take the longest, stay unsaid.
    """
    table = np.zeros((len(left), len(features())), np.float32)
    put = _Put(table)
    _places(facts, left, right, put)
    _times(facts, left, right, put)
    _kinds(facts, left, right, put)
    _parties(facts, left, right, put)
    _counts(facts, left, right, put)
    _others(facts, left, right, put, derived)
    if words:
        compare_words(facts, left, right, table)
    return table


def compare_words(facts: Facts, left: Rows, right: Rows, table: Floats) -> None:
    """Put where pairs of rows stand on the axes that compare sets into what `compare` gave without them; and how many
    ties there are, which words may be."""
    put = _Put(table)
    _words(facts, left, right, put)
    # Of what two documents are mainly about all that they tell speaks; what is told in passing has only its own words.
    passing = (facts.document[left] != facts.document[right]) & ~(facts.is_main[left] & facts.is_main[right])
    put.steps("ties", np.where(passing, 1 + np.minimum(ties_of(facts, left, right, table), 4), 0))


class _Put:
    """Set the positions of pairs on an axis, by its name."""

    def __init__(self, table: Floats) -> None:
        self.table = table

    def step(self, name: str, step: str, where: Flags) -> None:
        self.table[where, index_of()[name]] = step_of(name, step)

    def steps(self, name: str, positions: NDArray[Any]) -> None:
        self.table[:, index_of()[name]] = positions

    def scale(self, name: str, values: NDArray[Any], where: Flags) -> None:
        knots = features()[index_of()[name]].knots
        at = np.interp(values, knots, np.arange(1, len(knots) + 1))
        self.table[:, index_of()[name]] = np.where(where, at, 0)

    def some(self, name: str, values: NDArray[Any], rows: Rows) -> None:
        knots = features()[index_of()[name]].knots
        self.table[rows, index_of()[name]] = np.interp(values, knots, np.arange(1, len(knots) + 1))


def step_of(name: str, step: str) -> float:
    return features()[index_of()[name]].step(step)


class _Km:
    """Hold distances of pairs: `far` between the points, `radii` of both together."""

    def __init__(self, far: Floats, radii: Floats) -> None:
        self.far, self.radii = far, radii

    @property
    def gap(self) -> Floats:
        return np.asarray(np.maximum(self.far - self.radii, 0))

    @property
    def ratio(self) -> Floats:
        return np.asarray(self.far / np.maximum(self.radii, 0.5), np.float32)


def km_of(facts: Facts, left: Rows, right: Rows) -> Floats:
    """Return the kilometres between the closest places of pairs; NaN where one has no point."""
    km, _ = best_places(facts, left, right)
    return np.where(km.far >= _FAR, np.nan, km.far).astype(np.float32)


def best_places(facts: Facts, left: Rows, right: Rows) -> tuple[_Km, Floats]:
    """Return the distances and the step of `place` of the best agreeing two places of each pair, 0 without any."""
    best = np.zeros(len(left), np.float32)
    far = np.full(len(left), _FAR, np.float32)
    radii = np.zeros(len(left), np.float32)
    most = facts.place.shape[1]
    for a in range(most):
        for b in range(most):
            some = np.flatnonzero((facts.precision[left, a] > 0) & (facts.precision[right, b] > 0))
            if not len(some):
                continue
            step, km, reach = _two_places(facts, left[some], a, right[some], b)
            # Of steps that are alike the closer places count.
            better = (best[some] == 0) | (step < best[some]) | ((step == best[some]) & (km < far[some]))
            chosen = some[better]
            best[chosen], far[chosen], radii[chosen] = step[better], km[better], reach[better]
    return _Km(far, radii), best


def _two_places(facts: Facts, left: Rows, a: int, right: Rows, b: int) -> tuple[Floats, Floats, Floats]:
    pa, pb = facts.precision[left, a], facts.precision[right, b]
    coarser = np.maximum(pa, pb)
    km = _distance(facts.lat[left, a], facts.lon[left, a], facts.lat[right, b], facts.lon[right, b])
    radii = facts.radius[left, a] + facts.radius[right, b]
    has_km = ~np.isnan(km)
    same = (facts.place[left, a] == facts.place[right, b]) & (coarser <= _POINT)
    ca, cb = facts.country[left, a], facts.country[right, b]
    both, lands = (ca != 0) & (cb != 0), (ca == cb)
    aa, ab = facts.admin1[left, a], facts.admin1[right, b]
    step = np.full(len(left), step_of("place", "inside country"), np.float32)
    provinces = (aa != 0) & (ab != 0) & (coarser <= _AREA)
    step[provinces & (aa == ab)] = step_of("place", "inside province")
    other = provinces & (aa != ab) & (coarser <= _PROVINCE)
    step[other] = step_of("place", "other province")
    reach = np.nan_to_num(radii, nan=_FAR) + kinds().apart_km
    step[(coarser <= _POINT) & has_km] = step_of("place", "points")
    step[(coarser <= _AREA) & has_km & (km > reach)] = step_of("place", "far")
    # Two points may lie on both sides of a border, and so may what is near it.
    abroad = both & ~lands & ~(has_km & (coarser <= _AREA) & (km <= reach))
    step[abroad & (coarser < 7)] = step_of("place", "other country")
    step[same] = step_of("place", "same")
    return step, np.where(has_km, km, _FAR).astype(np.float32), np.nan_to_num(radii, nan=0).astype(np.float32)


def _distance(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return kilometres between points, as `globe.distance_km` does, row by row."""
    phi_a, phi_b = np.radians(lat_a.astype(np.float64)), np.radians(lat_b.astype(np.float64))
    turn = np.radians(lon_b.astype(np.float64) - lon_a.astype(np.float64))
    half = np.sin((phi_b - phi_a) / 2) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(turn / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1))), np.float32)


def _places(facts: Facts, left: Rows, right: Rows, put: _Put) -> None:
    km, step = best_places(facts, left, right)
    guessed = facts.is_guess[left] | facts.is_guess[right]
    agree = (step > 0) & (step <= step_of("place", "points")) & (km.gap <= 0)
    put.step("near", "agree", guessed & (agree | (step == step_of("place", "inside province"))))
    put.step("near", "differ", guessed & (step > 0) & ~agree & (step != step_of("place", "inside province")))
    put.steps("place", np.where(guessed, 0, step))
    put.scale("distance", km.ratio, (step == step_of("place", "points")) & ~guessed)
    rarity = np.minimum(*(facts.frequencies.rarity_of_places(facts.cell[r]) for r in (left, right)))
    put.scale("place_rarity", rarity, agree)


def gap_of(one: Ints, other: Ints) -> tuple[Ints, Flags]:
    """Return the days between two spans of days, 0 where they overlap, and whether both are said."""
    stated = ((one[:, 0] != NEVER) | (one[:, 1] != NEVER)) & ((other[:, 0] != NEVER) | (other[:, 1] != NEVER))
    gap = np.maximum(np.maximum(one[:, 0] - other[:, 1], other[:, 0] - one[:, 1]), 0)
    return np.where(stated, gap, 0), stated


def delay_of(when: Ints, told: Ints) -> tuple[Ints, Flags]:
    """Return the days from when something was to when another was published, and whether both are known.

    Negative where the other was out before it can have happened.
    """
    known = ((when[:, 0] != NEVER) | (when[:, 1] != NEVER)) & (told[:, 1] != NEVER) & (told[:, 1] != -NEVER)
    after = np.maximum(told[:, 0] - when[:, 1], 0)
    before = np.minimum(told[:, 1] - when[:, 0], 0)
    return np.where(known, after + before, 0), known


def _times(facts: Facts, left: Rows, right: Rows, put: _Put) -> None:
    when_a, when_b, told_a, told_b = facts.when[left], facts.when[right], facts.told[left], facts.told[right]
    gap, stated = gap_of(when_a, when_b)
    put.scale("gap", gap, stated)
    width = np.maximum(when_a[:, 1] - when_a[:, 0], when_b[:, 1] - when_b[:, 0]) + 1
    put.scale("width", width, stated & (gap == 0))
    one, one_known = delay_of(when_a, told_b)
    other, other_known = delay_of(when_b, told_a)
    delay = np.where(one_known, one, other)
    put.scale("delay", delay, (one_known | other_known) & ~stated)
    published, known = gap_of(told_a, told_b)
    put.scale("published", published, known & (facts.document[left] != facts.document[right]))


@lru_cache(maxsize=1)
def type_distances() -> Floats:
    types = list(EventType)
    return np.array([[kinds().distance(a, b) for b in types] for a in types], np.float32)


def _kinds(facts: Facts, left: Rows, right: Rows, put: _Put) -> None:
    put.scale("type", type_distances()[facts.type[left], facts.type[right]], np.ones(len(left), np.bool_))
    for name, column in (("mode", facts.mode), ("means", facts.means), ("target", facts.target)):
        a, b = column[left], column[right]
        said = (a != 0) & (b != 0)
        put.step(name, "differs", said & (a != b))
        if name == "means":
            put.step(name, "akin", said & _akin(a, b))
        put.step(name, "same", said & (a == b))


def _akin(one: Hashes, other: Hashes) -> Flags:
    found = np.zeros(len(one), np.bool_)
    lines: list[list[int]] = [[hash_of(k) for k in MeansKind if k.value in line] for line in kinds().means]
    for line in lines:
        members = np.array(line, np.uint64)
        found |= np.isin(one, members) & np.isin(other, members)
    return found


def _shared(one: NDArray[Any], other: NDArray[Any]) -> Flags:
    """Tell for each row whether two short lists of numbers have one in common; 0 is none."""
    found = np.zeros(len(one), np.bool_)
    for a in range(one.shape[1]):
        said = one[:, a] != 0
        for b in range(other.shape[1]):
            found |= said & (one[:, a] == other[:, b])
    return found


def _parties(facts: Facts, left: Rows, right: Rows, put: _Put) -> None:
    for name, a, b in (("actors", 0, 0), ("recipients", 1, 1), ("crossed", 0, 1)):
        ways = [(left, right)] if a == b else [(left, right), (right, left)]
        for step in ("differ", "same sort", "related", "same group", "same name"):
            if a != b and step in ("differ", "same sort"):
                continue
            for one, other in ways:
                mine, theirs = facts.parties[one, a], facts.parties[other, b]
                match step:
                    case "differ":
                        found = (mine[:, 0] != 0) & (theirs[:, 0] != 0)
                    case "same sort":
                        found = _shared(facts.sort[mine], facts.sort[theirs])
                    case "related":
                        found = _shared(facts.whole[mine], facts.whole[theirs])
                    case "same group":
                        found = _shared(mine, theirs)
                    case _:
                        found = _shared(np.where(facts.is_named[mine], mine, 0), theirs)
                put.step(name, step, found)


def _count_steps(one: Ints, other: Ints) -> tuple[Floats, Ints]:
    """Return the step on an axis of figures (equal, overlap, close, disjoint; 0 unsaid), and the number where equal."""
    said = (one[:, 1] >= 0) & (other[:, 1] >= 0)
    apart = np.maximum(one[:, 0] - other[:, 2], other[:, 0] - one[:, 2])
    close = np.maximum(2, 0.2 * np.minimum(one[:, 1], other[:, 1]))
    step = np.where(apart <= 0, 2, np.where(apart <= close, 3, 4))
    equal = one[:, 1] == other[:, 1]
    return np.where(said, np.where(equal, 1, step), 0).astype(np.float32), np.where(said & equal, one[:, 1], -1)


def _counts(facts: Facts, left: Rows, right: Rows, put: _Put) -> None:
    others = np.zeros(len(left), np.float32)
    for at, name in enumerate(COUNTS):
        step, number = _count_steps(facts.counts[left, at], facts.counts[right, at])
        if name in ("killed", "injured"):
            put.steps(name, step)
            put.scale(f"{name}_rarity", np.log2(1 + np.maximum(number, 0)), number >= 0)
        else:
            others = np.where((others == 0) | ((step > 0) & (step < others)), step, others)
    put.steps("other_counts", others)


def _words(facts: Facts, left: Rows, right: Rows, put: _Put) -> None:
    made: dict[tuple[str, bool], tuple[Rows, Floats]] = {}
    for feature in features():
        if not feature.set:
            continue
        key = feature.set, feature.measure == "cosine"
        sets, one, other = facts.sets[key], left, right
        if feature.set not in OF_ACCOUNTS:
            one, other = facts.story[left], facts.story[right]
        if key not in made:
            said = np.flatnonzero((one >= 0) & (other >= 0) & ((one != other) | (feature.set in OF_ACCOUNTS)))
            said = said[sets.said(one[said]) & sets.said(other[said])]
            made[key] = said, sets.shared(one[said], other[said])
        said, shared = made[key]
        if feature.measure == "share":
            shorter = np.minimum(sets.whole[one[said]], sets.whole[other[said]])
            shared = (shared / np.maximum(shorter, 1e-6)).astype(np.float32)
        put.some(feature.name, shared, said)


def _others(facts: Facts, left: Rows, right: Rows, put: _Put, derived: Rows | None) -> None:
    put.step("document", "same", facts.document[left] == facts.document[right])
    one, other = facts.status[left], facts.status[right]
    real = [_STATUS.index(s) for s in (Status.OCCURRED, Status.ONGOING)]
    denied = _STATUS.index(Status.NEGATED)
    put.step("status", "same", np.ones(len(left), np.bool_))
    put.step("status", "planned", np.isin(one, real) != np.isin(other, real))
    put.step("status", "denied", (one == denied) != (other == denied))
    single, lasting, counted = (_LEVELS.index(x) for x in (Level.SINGLE, Level.EPISODE, Level.AGGREGATE))
    a, b = facts.level[left], facts.level[right]
    put.step("level", "one lasting", a != b)
    for step, level in (("both single", single), ("both lasting", lasting), ("both counts", counted)):
        put.step("level", step, (a == level) & (b == level))
    if derived is not None and len(derived):
        low, high = np.minimum(left, right), np.maximum(left, right)
        code = low * len(facts) + high
        at = np.minimum(np.searchsorted(derived, code), len(derived) - 1)
        put.step("derived", "linked", derived[at] == code)
