"""Which incidents belong to another: an event in an operation, an event among those that somebody counted.

Invariant: a part is linked to its whole and never merged with it; it lies within the whole in place and time as far as
both say so, and those who fight in it fight in the whole. What they do not say makes a link less sure and never surer.
An event is a part of one thing that lasts at most; any number of counts may count it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import EventType, Level, Status
from dateline.reconciling.incidents.matching.comparing import Flags, Rows, compare, compare_words
from dateline.reconciling.incidents.matching.facts import NEVER, Facts, Floats, Ints
from dateline.reconciling.incidents.matching.features import features, index_of
from dateline.reconciling.incidents.matching.hashing import hash_of
from dateline.reconciling.incidents.matching.parties import Camp

__all__ = ["EVIDENCE", "Parting", "evidence", "levels_of", "part_scores", "parting", "spans_of", "weighed"]

# What speaks for a link, in the order of the columns of `evidence`.
EVIDENCE = ("time", "place", "sides", "kind", "document")

_FILE = "parting.toml"
_LEVELS = list(Level)
_SINGLE, _LASTING, _COUNT = (_LEVELS.index(x) for x in (Level.SINGLE, Level.EPISODE, Level.AGGREGATE))
_STATUS = list(Status)
_LITTLE = 0.25  # one camp here and the other there: they may have fought each other
_DENIED = _STATUS.index(Status.NEGATED)
_HAPPENED = [_STATUS.index(s) for s in (Status.OCCURRED, Status.ONGOING)]
_MEANT = [_STATUS.index(s) for s in (Status.PLANNED, Status.HYPOTHETICAL)]


@dataclass(frozen=True, slots=True)
class Parting:
    """Hold what each agreement adds to the log-odds of being a part (`data/parting.toml`).

    `types` are those of parts of what lasts; `alone` are modes of acts that are part of what lasts only where the same
    party is named in both.

    Below `least` no link is given. `reach` is how many days after its first day something is thought to last for as
    long as it is told of, `before` how long before a text tells of it something undated may have begun or been counted,
    `late` how many days after an undated event its text comes; `far` is the distance of two places, in units of how far
    both may be off, and `rare` the rarity of shared names, that still speak for one area.
    """

    least: float
    bias: float
    time: float
    place: float
    sides: float
    kind: float
    document: float
    alone: frozenset[str]
    types: frozenset[EventType]
    reach: int
    before: int
    late: int
    far: float
    rare: float


@lru_cache(maxsize=1)
def parting() -> Parting:
    """Return the content of the data file. Raises KnowledgeError where it breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath(f"data/{_FILE}"))
    if set(raw) != {"weights", "bounds", "alone", "types"}:
        raise KnowledgeError(f"{_FILE}: it holds weights, bounds, alone and types, not {sorted(raw)}")
    parts = table_in(raw["types"], f"{_FILE}, types").get("parts")
    types = words_in(parts, f"{_FILE}, types.parts", lower=False)
    strange = sorted(set(types) - set(EventType))
    if strange:
        raise KnowledgeError(f"{_FILE}, types.parts: {strange[0]!r} is no event type")
    alone = words_in(table_in(raw["alone"], f"{_FILE}, alone").get("modes"), f"{_FILE}, alone.modes")
    weights, bounds = (table_in(raw[name], f"{_FILE}, {name}") for name in ("weights", "bounds"))
    expected = {"weights": {"bias", "time", "place", "sides", "kind", "document"}}
    expected["bounds"] = {"least", "reach", "before", "late", "far", "rare"}
    for name, table in (("weights", weights), ("bounds", bounds)):
        if set(table) != expected[name]:
            raise KnowledgeError(f"{_FILE}, {name}: it holds {sorted(expected[name])}, not {sorted(table)}")
    w = {key: number_in(weights[key], f"{_FILE}, weights.{key}", least=-9, most=9) for key in weights}
    b = {key: number_in(bounds[key], f"{_FILE}, bounds.{key}", least=0, most=366) for key in bounds}
    return Parting(
        b["least"], w["bias"], w["time"], w["place"], w["sides"], w["kind"], w["document"], frozenset(alone),
        frozenset(map(EventType, types)),
        int(b["reach"]), int(b["before"]), int(b["late"]), b["far"], b["rare"],
    )  # fmt: skip


def levels_of(facts: Facts, cluster_of: Rows, clusters: int) -> Ints:
    """Return the level of each cluster, as an index of Level: the widest of its accounts'. What lasts is in no cluster
    with what happened on one day, and what counts in none with what does not (`excluding.excluded`)."""
    level = np.full(clusters, _SINGLE, np.int32)
    np.maximum.at(level, cluster_of, facts.level)
    return level


def spans_of(facts: Facts, cluster_of: Rows, clusters: int) -> tuple[Ints, Flags]:
    """Return first and last day of each cluster that lasts or counts, (clusters, 2), and whether any account says one.

    What lasts goes from the first to the last day that anybody gives it, and as long as it is told of as news.
    """
    rules = parting()
    first, last = facts.when[:, 0].copy(), facts.when[:, 1].copy()
    said = (first != NEVER) | (last != NEVER)
    told = (facts.told[:, 1] != NEVER) & (facts.told[:, 1] != -NEVER)
    happened = np.isin(facts.status, _HAPPENED)
    grows = (facts.level == _LASTING) & said & told & happened & (first != NEVER)
    grows &= (facts.told[:, 1] >= first) & (facts.told[:, 1] - first <= rules.reach)
    last = np.where(grows, np.maximum(last, facts.told[:, 1]), last)
    # What is told of without a day, or without a first one, goes on as it is told, or did so a while before.
    said &= first != NEVER
    first = np.where(said, first, facts.told[:, 0] - rules.before)
    last = np.where(said & (last != -NEVER), last, np.maximum(first, facts.told[:, 1]))
    dated = np.zeros(clusters, np.bool_)
    np.logical_or.at(dated, cluster_of, said)
    low = np.full(clusters, -NEVER, np.int32)
    high = np.full(clusters, NEVER, np.int32)
    counts = (said | ~dated[cluster_of]) & (said | told)
    np.minimum.at(low, cluster_of[counts], first[counts])
    np.maximum.at(high, cluster_of[counts], last[counts])
    return np.stack([low, high], axis=1), dated


def part_scores(facts: Facts, part: Rows, whole: Rows) -> NDArray[np.float64]:
    """Return in [0, 1] how sure it is that each row of `part` belongs to the one of `whole`; 0 where it cannot.

    Each account stands for itself here; of incidents `evidence` is brought together before it is weighed.
    """
    spans, dated = spans_of(facts, np.arange(len(facts)), len(facts))
    said = evidence(facts, part, whole, spans=spans[whole], dated=dated[whole])
    return weighed(said, facts.level[whole] == _COUNT)


def evidence(facts: Facts, part: Rows, whole: Rows, *, spans: Ints, dated: Flags) -> Floats:
    """Return what speaks for rows of `part` belonging to those of `whole`, (pairs, 5), each in [0, 1]: time, place,
    sides, kind, and that one text tells of both; all 0 where it cannot belong there.

    `spans` are the first and last day of the clusters of the wholes, (pairs, 2), `dated` whether these are stated.
    """
    found = np.zeros((len(part), len(EVIDENCE)), np.float32)
    fits = (facts.level[part] == _SINGLE) & (facts.level[whole] != _SINGLE) & _is_told_alike(facts, part, whole)
    types = np.array([type_ in parting().types for type_ in EventType])
    fits &= types[facts.type[part]] | (facts.level[whole] == _COUNT)
    some = np.flatnonzero(fits & (_time(facts, part, spans, dated) > 0))
    if not len(some):
        return found
    part, whole = part[some], whole[some]
    positions = compare(facts, part, whole, words=False)
    compare_words(facts, part, whole, positions)
    same = _at(positions, "document") > 0
    time, place = _time(facts, part, spans[some], dated[some]), _place(positions, same)
    sides = _sides(facts, part, whole, positions)
    # What one text tells of the day and the place of a fight is a part of it, whoever fought.
    sides = np.where((sides == 0) & same & (time == 1) & (place == 1), _LITTLE, np.maximum(sides, 0))
    kind = np.where(_others(facts, part, whole, positions), 0, _kind(facts, part, whole, positions))
    found[some] = np.stack([time, place, sides, kind, same], axis=1)
    # Two places that are far from each other speak against it, whatever else does not.
    found[some[_is_elsewhere(positions)]] = 0
    return found


def weighed(said: Floats, counted: Flags) -> NDArray[np.float64]:
    """Return in [0, 1] how sure links are by what speaks for them, (links, 5); `counted` are those into a count.

    What is counted is of the kind that is counted; who fights in a part fights in the whole.
    """
    rules = parting()
    time, place, sides, kind, same = said.T
    odds = rules.bias + rules.time * time + rules.place * place + rules.document * same
    odds = odds + np.where(counted, rules.kind * kind + rules.sides * sides / 2, rules.sides * sides)
    possible = (time > 0) & (place > 0) & np.where(counted, kind > 0, sides > 0)
    return np.where(possible, expit(odds), 0.0)


def _is_told_alike(facts: Facts, part: Rows, whole: Rows) -> Flags:
    """Tell whether both happened, or neither is said to have: what is planned may have begun when its part is told."""
    a, b = facts.status[part], facts.status[whole]
    return np.asarray((a != _DENIED) & (b != _DENIED) & ~(np.isin(a, _MEANT) & np.isin(b, _HAPPENED)))


def _time(facts: Facts, part: Rows, spans: Ints, dated: Flags) -> Floats:
    """Return 1 where the days of a part lie within its whole's, a half where one of the two is only told of then."""
    when, told = facts.when[part], facts.told[part]
    said = (when[:, 0] != NEVER) & (when[:, 1] != -NEVER)
    known = (told[:, 0] != NEVER) & (told[:, 1] != -NEVER)
    inside = said & (when[:, 0] >= spans[:, 0]) & (when[:, 1] <= spans[:, 1])
    near = ~said & known & (told[:, 1] >= spans[:, 0]) & (told[:, 0] - parting().late <= spans[:, 1])
    return np.where(inside & dated, 1.0, np.where(inside | (near & dated), 0.5, 0.0)).astype(np.float32)


def _place(positions: Floats, same: Flags) -> Floats:
    """Return 1 where the places of both fit each other, a half where only what stands around them does; 0 else."""
    rules = parting()
    place, near = _at(positions, "place"), _at(positions, "near")
    step = {name: n for n, name in enumerate(features()[index_of()["place"]].steps, start=1)}
    close = (place == step["points"]) & (_scale(positions, "distance") <= rules.far)
    within = np.isin(place, [step["same"], step["inside province"]]) | close
    coarse = place == step["inside country"]
    agree = near == features()[index_of()["near"]].step("agree")
    rarity = _scale(positions, "names")
    unsaid = (place == 0) & (agree | ((near == 0) & (same | (rarity >= rules.rare))))
    return np.where(
        within | ((place == 0) & (rarity >= 2 * rules.rare)), 1.0, np.where(coarse | unsaid, 0.5, 0.0)
    ).astype(np.float32)


def _is_elsewhere(positions: Floats) -> Flags:
    steps = features()[index_of()["place"]].steps
    others = [n for n, name in enumerate(steps, start=1) if name in ("other province", "far", "other country")]
    return np.isin(_at(positions, "place"), others)


def _sides(facts: Facts, part: Rows, whole: Rows, positions: Floats) -> Floats:
    """Return how far those of a part are those of its whole, as far as both say: 1 where a party of one is, or belongs
    to, one of the other, a half where some are of one camp, a quarter where one names one camp and one the other, 0
    where nothing is said, and -1 for what is done to civilians, and for a deed of its own kind by nobody known."""
    strong = np.zeros(len(part), np.bool_)
    for name in ("actors", "recipients", "crossed"):
        steps = features()[index_of()[name]].steps
        at = _at(positions, name)
        strong |= (at >= 1) & (at <= 1 + steps.index("related"))
    ours, theirs = (_camps(facts, rows) for rows in (part, whole))
    # Whom both hurt are people: that bombs one town of those that an army clears.
    hurt = facts.camp[facts.parties[part, 1]]
    civil = _has(hurt, Camp.CIVIL) & ~_has(hurt, *_FIGHT)
    alone = np.isin(facts.mode[part], [hash_of(mode) for mode in sorted(parting().alone)])
    opposed = ours.any(axis=1) & theirs.any(axis=1)
    side = np.where((ours & theirs).any(axis=1), 0.5, np.where(opposed, _LITTLE, 0.0))
    side = np.where(civil | alone, -1.0, side)
    return np.where(strong & ~civil, 1.0, side).astype(np.float32)


def _others(facts: Facts, part: Rows, whole: Rows, positions: Floats) -> Flags:
    """Tell which parts happened to others than those whom a count is about, or were done by others."""
    ours, theirs = (_camps(facts, rows) for rows in (part, whole))
    apart = ours.any(axis=1) & theirs.any(axis=1) & ~(ours & theirs).any(axis=1)
    whom = _at(positions, "recipients")
    return np.asarray(apart | (whom == features()[index_of()["recipients"]].step("differ")))


_FIGHT = (Camp.FORCES, Camp.ARMED)


def _camps(facts: Facts, rows: Rows) -> Flags:
    """Return which of the camps that fight take part in each row, (rows, 2)."""
    camps = facts.camp[facts.parties[rows]].reshape(len(rows), -1)
    return np.stack([_has(camps, camp) for camp in _FIGHT], axis=1)


def _has(camps: Ints, *wanted: Camp) -> Flags:
    return np.asarray(np.isin(camps, [int(camp) for camp in wanted]).any(axis=-1))


def _kind(facts: Facts, part: Rows, whole: Rows, positions: Floats) -> Floats:
    """Return 1 where a part is of the mode, means or target that a count names, a half where it names none, 0 where it
    is of another type or kind."""
    same_type = facts.type[part] == facts.type[whole]
    agree, differ = np.zeros(len(part), np.bool_), np.zeros(len(part), np.bool_)
    for name in ("mode", "means", "target"):
        steps = features()[index_of()[name]].steps
        at = _at(positions, name)
        # Two modes may be one by their means: who blows himself up is one of "six bombings".
        agree |= (at >= 1) & (at < 1 + steps.index("differs"))
        differ |= (at == 1 + steps.index("differs")) & ((name != "mode") | (_at(positions, "means") == 0))
    column = (facts.means, facts.mode)
    named = (column[0][whole] != 0) | (column[1][whole] != 0)
    silent = named & (column[0][part] == 0) & (column[1][part] == 0)
    return np.where(same_type & ~differ & ~silent, np.where(agree, 1.0, np.where(named, 0.0, 0.5)), 0.0).astype(
        np.float32
    )


def _at(positions: Floats, name: str) -> Floats:
    return positions[:, index_of()[name]]


def _scale(positions: Floats, name: str) -> NDArray[np.float64]:
    """Return the values on a scale, from where pairs stand on it; 0 where nothing is said."""
    knots = features()[index_of()[name]].knots
    at = _at(positions, name)
    return np.where(at > 0, np.interp(at, np.arange(1, len(knots) + 1), knots), 0.0)
