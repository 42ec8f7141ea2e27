"""Link the events of two sources: which are in both, only in one, doubtful, or a part of what the other counts.

Invariant: every event of either side is told: linked, doubtful, a part, or only there. Where a source holds each event
once, no event is linked twice: pairs are assigned so that their log-odds are most together, and what else fits an
event makes its link less sure. The order of events changes nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import PartHow, Status
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.tables.assigning import assigned

__all__ = ["FLOOR", "Link", "Linked", "Part", "Weighed", "Why", "link_weighed"]

# Pairs that are less likely than this are no rivals to others, and never linked.
FLOOR = 0.02

_HAPPENED = (Status.OCCURRED, Status.ONGOING)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Say how likely an event of ours is one of theirs, by what the two tell alone, in [0, 1].

    With `part` the two cannot be one: one of them may be a part of the other, or counted by it.
    """

    ours: str
    theirs: str
    probability: float
    part: PartHow | None = None


# Says of pairs (ours, theirs) what they have in common, in words.
Why = Callable[[Sequence[Pair]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Link:
    """Link an event of ours to one of theirs. `instead` is what else of ours fits theirs best, with its probability."""

    ours: str
    theirs: str
    probability: float
    why: str
    instead: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Say that one event belongs to what the other side tells of as a whole: `whole` is `ours` or `theirs`."""

    ours: str
    theirs: str
    how: PartHow
    whole: str
    probability: float
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Hold how two sources link; `only_*` are ids of what is in neither `both` nor `doubtful` nor `parts`.

    `outside` are those of `only_theirs` that lie in a country or a time of which ours tell nothing: that ours lack them
    says nothing.
    """

    both: tuple[Link, ...]
    doubtful: tuple[Link, ...]
    parts: tuple[Part, ...]
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]
    outside: tuple[str, ...] = ()


def link_weighed(
    ours: Sequence[Account],
    theirs: Sequence[Account],
    weighed: Iterable[Weighed],
    *,
    why: Why,
    review: tuple[float, float] = (0.3, 0.7),
    duplicate_free: bool = True,
) -> Linked:
    """Link two sources by pairs that were weighed: sure from `review[1]` on, doubtful from `review[0]` on.

    What does not say when or where, or that it happened, is doubtful at most.

    With `duplicate_free` both hold each event once, and the probability of a link is that against all others that
    either event fits; without it several of theirs may be one of ours. Raises ValueError where a side has two
    accounts of one id.
    """
    for side in (ours, theirs):
        if len({account.id for account in side}) != len(side):
            raise ValueError("two events of one side have the same id; give each its own")
    low, high = review
    pairs = sorted((w for w in weighed if w.probability >= FLOOR), key=lambda w: (w.ours, w.theirs))
    odds = {(w.ours, w.theirs): _odds(w.probability) for w in pairs if w.part is None}
    likely = _against_rivals(odds, duplicate_free=duplicate_free)
    chosen = _assigned(odds) if duplicate_free else _best(likely)
    chosen = sorted(pair for pair in chosen if likely[pair] >= low)
    told = ({a for a, _ in chosen}, {b for _, b in chosen})
    rivals = _left_over(likely, told, low)
    told[0].update(a for a, _ in rivals)
    told[1].update(b for _, b in rivals)
    parts = _parts([w for w in pairs if w.part is not None and w.probability >= low], ours, theirs, told)
    told[0].update(part.ours for part in parts)
    told[1].update(part.theirs for part in parts)
    instead = _instead(likely)
    words = dict(zip(found, why(found), strict=True)) if (found := [*chosen, *rivals, *_pairs_of(parts)]) else {}
    links = [Link(*pair, likely[pair], words[pair], instead(pair)) for pair in chosen]
    taken = "; but another fits as well or better, and each source tells an event once"
    links += [Link(*pair, likely[pair], words[pair] + taken, instead(pair)) for pair in rivals]
    sides = ({account.id: account for account in ours}, {account.id: account for account in theirs})
    is_sure = {(a, b) for a, b in chosen if likely[a, b] >= high and _is_firm(sides[0][a], sides[1][b])}
    only_theirs = sorted(account.id for account in theirs if account.id not in told[1])
    return Linked(
        tuple(link for link in links if (link.ours, link.theirs) in is_sure),
        tuple(
            sorted(
                (link for link in links if (link.ours, link.theirs) not in is_sure), key=lambda x: (x.ours, x.theirs)
            )
        ),
        tuple(Part(p.ours, p.theirs, p.how, p.whole, p.probability, words[p.ours, p.theirs]) for p in parts),
        tuple(sorted(account.id for account in ours if account.id not in told[0])),
        tuple(only_theirs),
        _outside(ours, theirs, set(only_theirs)),
    )


def _is_firm(*both: Account) -> bool:
    """Tell whether both say when and where, and that it happened: without that no link is sure, however likely.

    Actors of one country do the same things many times over; what is planned or denied may be another occasion.
    """
    return all(account.when and account.places and account.status in _HAPPENED for account in both)


def _odds(probability: float) -> float:
    kept = min(probability, 1 - 1e-9)
    return kept / (1 - kept)


def _against_rivals(odds: Mapping[Pair, float], *, duplicate_free: bool) -> dict[Pair, float]:
    """Return the probability of each pair, against all others that one of its two events may be.

    Where each event is told once the pairs of a row and of a column exclude each other, so that the odds of one stand
    against one (that neither event is in both) and the odds of all of these. On simulated tables of four densities, of
    the links given 0.5 to 0.6, 0.7 to 0.8 and 0.9 and more this way .83, .88 and .99 are right; without it .14, .39 and
    .92. An upper bound on what rivals take away, as these have rivals themselves.
    """
    of_ours: dict[str, float] = defaultdict(float)
    of_theirs: dict[str, float] = defaultdict(float)
    for (a, b), value in odds.items():
        of_ours[a] += value
        of_theirs[b] += value
    rivals = {
        (a, b): (of_ours[a] - value if duplicate_free else 0.0) + (of_theirs[b] - value)
        for (a, b), value in odds.items()
    }
    return {pair: value / (1 + value + max(0.0, rivals[pair])) for pair, value in odds.items()}


def _assigned(odds: Mapping[Pair, float]) -> list[Pair]:
    """Assign one to one: the gain of a pair is by how much its log-odds are above those of the floor."""
    ours = sorted({a for a, _ in odds})
    theirs = sorted({b for _, b in odds})
    at = [{id_: n for n, id_ in enumerate(side)} for side in (ours, theirs)]
    floor = math.log(_odds(FLOOR)) - 0.1  # what lies on the edge still gains something
    gains = {(at[0][a], at[1][b]): math.log(value) - floor for (a, b), value in odds.items()}
    return [(ours[a], theirs[b]) for a, b in assigned(gains)]


def _left_over(likely: Mapping[Pair, float], told: tuple[set[str], set[str]], low: float) -> list[Pair]:
    """Return the best pair of each event that was not assigned, where it is not unlikely all the same."""
    best: dict[tuple[int, str], Pair] = {}
    for pair, value in likely.items():
        for side in (0, 1):
            if value < low or pair[side] in told[side]:
                continue
            held = best.get((side, pair[side]))
            if held is None or (-value, pair) < (-likely[held], held):
                best[side, pair[side]] = pair
    return sorted(set(best.values()))


def _instead(likely: Mapping[Pair, float]) -> Callable[[Pair], tuple[str, float] | None]:
    """Return what tells the best other event of ours for the event of theirs in a pair."""
    two: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (a, b), value in likely.items():
        two[b] = sorted([*two[b], (-value, a)])[:2]

    def next_best(pair: Pair) -> tuple[str, float] | None:
        other = next(((a, -value) for value, a in two[pair[1]] if a != pair[0]), None)
        return other if other is not None and other[1] >= FLOOR else None

    return next_best


def _pairs_of(parts: Sequence[Part]) -> list[Pair]:
    return [(part.ours, part.theirs) for part in parts]


def _best(likely: Mapping[Pair, float]) -> list[Pair]:
    """Give each of theirs the best of ours."""
    best: dict[str, Pair] = {}
    for pair, value in likely.items():
        held = best.get(pair[1])
        if held is None or (-value, pair) < (-likely[held], held):
            best[pair[1]] = pair
    return list(best.values())


def _outside(ours: Sequence[Account], theirs: Sequence[Account], among: set[str]) -> tuple[str, ...]:
    """Return which of theirs lie in no country of ours, or before the first or after the last day of ours."""
    countries = {area.country for account in ours for area in account.places if area.country}
    days = sorted(day for account in ours if account.when for day in account.when if day is not None)
    found = []
    for account in theirs:
        lands = {area.country for area in account.places if area.country}
        first, last = account.when or (None, None)
        is_elsewhere = bool(lands) and not lands & countries
        is_before = bool(days) and last is not None and last < days[0]
        is_after = bool(days) and first is not None and first > days[-1]
        if account.id in among and (is_elsewhere or is_before or is_after):
            found.append(account.id)
    return tuple(sorted(found))


def _parts(
    pairs: Sequence[Weighed], ours: Sequence[Account], theirs: Sequence[Account], told: tuple[set[str], set[str]]
) -> list[Part]:
    """Return the parts: each event in the whole that fits it best, unless it is linked as itself already."""
    breadth = {account.id: _breadth(account) for account in (*ours, *theirs)}
    best: dict[str, Part] = {}
    for w in pairs:
        assert w.part is not None
        whole = "ours" if breadth[w.ours] >= breadth[w.theirs] else "theirs"
        part_id, side = (w.theirs, 1) if whole == "ours" else (w.ours, 0)
        held = best.get(part_id)
        if part_id not in told[side] and (held is None or w.probability > held.probability):
            best[part_id] = Part(w.ours, w.theirs, w.part, whole, w.probability, "")
    return sorted(best.values(), key=lambda part: (part.ours, part.theirs))


def _breadth(account: Account) -> int:
    """Rank levels: what counts several events is wider than an episode, and that than a single event."""
    return list(type(account.level)).index(account.level)
