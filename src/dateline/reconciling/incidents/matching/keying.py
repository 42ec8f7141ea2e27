"""Which blocking keys an account has: of place, time and kind of act on every level of precision, and of what is rare.

Invariant: a key is made of one account alone (and of frozen frequencies), and is the same in every process. What nobody
dates is looked for around its publication, what nobody places at places told of nearby.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from dateline.model import COUNTS, EventType
from dateline.reconciling.incidents.matching.facts import NEVER, Facts, Ints
from dateline.reconciling.incidents.matching.features import SETS
from dateline.reconciling.incidents.matching.frequencies import Table
from dateline.reconciling.incidents.matching.hashing import Hashes, mixed

__all__ = ["Keys", "Reason", "Rows", "all_keys"]

Rows = NDArray[np.int64]


class Reason(IntEnum):
    """Say which sort of key brought a pair."""

    PLACE = 1
    DETAIL = 2
    NUMBER = 3
    NAME = 4
    WORD = 5
    DOCUMENT = 6
    MARK = 7
    DERIVED = 8


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Hold keys of one sort: `rows` and `keys` side by side; `is_vague_*`: a pair needs one such on either side."""

    reason: Reason
    rows: Rows
    keys: Hashes
    is_vague_place: NDArray[np.bool_] | None = None
    is_vague_time: NDArray[np.bool_] | None = None


# Degrees of latitude of the cells of the place levels; each is laid four times, half a cell on, so that what lies
# within half a cell of each other shares one. Coarser levels are the province and the country.
_CELLS = (0.25, 1.0)
_PROVINCE, _COUNTRY, _NOWHERE = 2, 3, 4
# Days of the windows of the time levels, each laid twice, half a window on; the coarsest level is any time.
_WINDOWS = (8, 64)
_ANY_TIME = 2
_MONTH = 1
# How long after something happened a document that gives no day is thought to tell of it.
_LATE = 2
_ROWS, _PARTS = 1 << 16, 8  # rows whose words are ranked at a time, and parts of all words, to bound the memory
# Terms of an account that find candidates: its rarest.
_TERMS = 8
# Marks of documents of which the rarest find candidates, so many of each kind, whenever the two were published: a
# trial comes a year after. What more documents have than _SELDOM tells of a town, or of an office, more than of an
# event. On the articles of `benchmarks.incident_grouping` 8 marks bring 89 % of the pairs that are one, 16 bring 96 %;
# without a bound to how many have it, 32 bring no more and compare twice as many pairs.
_MARKS = ("people", "wholes", "pairs")
_MARKS_EACH = 16
_SELDOM = 25
# The least figure that tells more than that somebody was hurt.
_TELLING = 3
_QUADS = {
    t: quad
    for quad, types in enumerate((
        (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID),
        (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN),
        (EventType.CONCEDE, EventType.RETREAT),
        (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.SANCTION),
    ))
    for t in types
}  # fmt: skip


def all_keys(facts: Facts) -> Iterator[Keys]:
    spans, own_time = _times(facts)
    quads = np.array([_QUADS[t] for t in EventType], np.uint64)[facts.type]
    yield from _ladder(facts, spans, own_time, quads)
    yield from _details(facts, spans, own_time, quads)
    yield from _numbers(facts, spans, own_time, quads)
    yield from _rare(facts, "names", Reason.NAME, spans, own_time)
    yield from _rare(facts, "terms", Reason.WORD, spans, own_time)
    for kind in _MARKS:
        yield from _marked(facts, kind, quads)
    yield Keys(Reason.DOCUMENT, np.arange(len(facts)), mixed(Reason.DOCUMENT, facts.document))


def _times(facts: Facts) -> tuple[Ints, Ints]:
    """Return the days that each account may mean, and the finest time level that these allow."""
    said = (facts.when[:, 0] != NEVER) | (facts.when[:, 1] != NEVER)
    told = (facts.told[:, 0] != NEVER) & (np.abs(facts.told[:, 1]) != -NEVER)
    guessed = np.stack([facts.told[:, 0] - _LATE, facts.told[:, 1]], axis=1)
    spans = np.where(said[:, None], facts.when, guessed)
    length = spans[:, 1] - spans[:, 0]
    level = np.where(length < _WINDOWS[0], 0, np.where(length < _WINDOWS[1], _MONTH, _ANY_TIME))
    return spans, np.where(said | told, level, _ANY_TIME).astype(np.int32)


def _windows(spans: Ints, rows: Rows, level: int) -> Iterator[tuple[Rows, Hashes]]:
    """Yield the windows of a time level that spans touch, one laying after the other: positions in `rows` and hashes.

    A span is no longer than a window of its level, so that it touches two at most.
    """
    if level == _ANY_TIME:
        yield np.arange(len(rows)), np.zeros(len(rows), np.uint64)
        return
    width = _WINDOWS[level]
    for shift in (0, 1):
        first, last = ((spans[rows, at].astype(np.int64) + shift * width // 2) // width for at in (0, 1))
        longer = np.flatnonzero(last > first)
        which = np.concatenate([np.arange(len(rows)), longer])
        yield which, mixed(level, shift, np.concatenate([first, last[longer]]).astype(np.uint64))


@dataclass(frozen=True, slots=True, eq=False)
class _Spots:
    """Hold one laying of a place level: rows and a hash of where each is."""

    level: int
    rows: Rows
    hashes: Hashes


def _spots(facts: Facts) -> tuple[Ints, list[_Spots]]:
    """Return the finest place level of each account, and where each is on every level that it has or is finer than."""
    own = np.full(len(facts), _NOWHERE, np.int32)
    laid: dict[tuple[int, int], list[tuple[Rows, Hashes]]] = {}
    for at in range(facts.place.shape[1]):
        precision = facts.precision[:, at]
        radius = np.nan_to_num(facts.radius[:, at], nan=1e6)
        has_point = ~np.isnan(facts.lat[:, at])
        # Half a cell is what a level bridges for certain.
        mine = np.where(has_point & (precision <= 2) & (radius <= 27), 0, _COUNTRY)
        mine = np.where((mine > 0) & has_point & (precision <= 3) & (radius <= 80), 1, mine)
        mine = np.where((mine > 1) & (precision <= 5) & (facts.admin1[:, at] != 0), _PROVINCE, mine)
        mine = np.where((precision == 0) | ((mine == _COUNTRY) & (facts.country[:, at] == 0)), _NOWHERE, mine)
        own = np.minimum(own, mine).astype(np.int32)
        for level, size in enumerate(_CELLS):
            rows = np.flatnonzero(mine <= level)
            lat, lon = facts.lat[rows, at].astype(np.float64), facts.lon[rows, at].astype(np.float64)
            for shift in range(4):
                laid.setdefault((level, shift), []).append((rows, _cell(lat, lon, size, level, shift)))
        for level, areas in ((_PROVINCE, facts.admin1[:, at]), (_COUNTRY, facts.country[:, at])):
            rows = np.flatnonzero((mine <= level) & (areas != 0))
            laid.setdefault((level, 0), []).append((rows, mixed(level, areas[rows])))
    found = []
    for (level, _), parts in sorted(laid.items(), key=lambda x: x[0]):
        found.append(_Spots(level, np.concatenate([r for r, _ in parts]), np.concatenate([h for _, h in parts])))
    return own, found


def _cell(lat: NDArray[np.float64], lon: NDArray[np.float64], size: float, level: int, shift: int) -> Hashes:
    """Return the cell of points in one of four layings; there are as many around the globe as its latitude has room."""
    band = np.floor(lat / size + (shift & 1) / 2)
    around = np.maximum(1, np.floor(360 / size * np.cos(np.radians(np.minimum(np.abs(band * size), 89.9)))))
    column = np.floor((lon + 180) / 360 * around + (shift >> 1) / 2) % around
    return mixed(level, shift, band.astype(np.int64).astype(np.uint64), column.astype(np.uint64))


def _ladder(facts: Facts, spans: Ints, own_time: Ints, quads: Hashes) -> Iterator[Keys]:
    """Yield keys of place, time and kind of act on every level of both."""
    own_place, spots = _spots(facts)
    for spot in spots:
        for time in range(_ANY_TIME + 1):
            fits = own_time[spot.rows] <= time
            rows, where = spot.rows[fits], spot.hashes[fits]
            for which, windows in _windows(spans, rows, time):
                some = rows[which]
                keys = mixed(Reason.PLACE, spot.level, time, where[which], windows, quads[some])
                yield Keys(Reason.PLACE, some, keys, own_place[some] == spot.level, own_time[some] == time)


def _details(facts: Facts, spans: Ints, own_time: Ints, quads: Hashes) -> Iterator[Keys]:
    """Yield keys that hold a further trait beside the place, the days and the type: for blocks that are crowded."""
    killed = facts.counts[:, COUNTS.index("killed"), 1]
    number = np.where(killed >= _TELLING, mixed(Reason.NUMBER, (killed + 1).astype(np.uint64)), 0)
    means = np.where(facts.means != 0, facts.means, facts.mode)
    actors, recipients = (list(facts.party[facts.parties[:, side, :2]].T) for side in (0, 1))
    traits = [[number], [means], actors, recipients]
    _, spots = _spots(facts)
    for spot in spots:
        if spot.level not in (0, _PROVINCE):
            continue
        dated = own_time[spot.rows] == 0
        at, where = spot.rows[dated], spot.hashes[dated]
        for which, windows in _windows(spans, at, 0):
            some = at[which]
            base = mixed(Reason.DETAIL, spot.level, where[which], windows, quads[some])
            for sort, columns in enumerate(traits):
                rows, keys = [], []
                for column in columns:
                    said = column[some] != 0
                    rows.append(some[said])
                    keys.append(mixed(sort, base[said], column[some[said]]))
                yield Keys(Reason.DETAIL, np.concatenate(rows), np.concatenate(keys))


def _numbers(facts: Facts, spans: Ints, own_time: Ints, quads: Hashes) -> Iterator[Keys]:
    """Yield keys of figures that are rare enough to tell an incident without its place."""
    for at in range(len(COUNTS)):
        number = facts.counts[:, at, 1]
        rows = np.flatnonzero((own_time == 0) & (number >= _TELLING))
        for which, windows in _windows(spans, rows, 0):
            some = rows[which]
            keys = mixed(Reason.NUMBER, at, windows, quads[some], number[some].astype(np.uint64))
            yield Keys(Reason.NUMBER, some, keys)


def _rare(facts: Facts, name: str, reason: Reason, spans: Ints, own_time: Ints) -> Iterator[Keys]:
    """Yield keys of the rarest of a set of each account in the months that it may mean, or at any time where one of
    the two has none."""
    rows, terms = _rarest(facts, name, _TERMS)
    # What has different words shares no key: the words are taken a part at a time, to bound the memory.
    for part in range(_PARTS):
        mine = terms % np.uint64(_PARTS) == part
        for time in (_MONTH, _ANY_TIME):
            fits = mine & (own_time[rows] <= time)
            at, said = rows[fits], terms[fits]
            vague = None if time == _MONTH else own_time == time
            for which, windows in _windows(spans, at, time):
                some = at[which]
                keys = mixed(reason, SETS.index(name), time, said[which], windows)
                yield Keys(reason, some, keys, None, None if vague is None else vague[some])


def _marked(facts: Facts, name: str, quads: Hashes) -> Iterator[Keys]:
    """Yield keys of the rarest marks of the document of each account, which few documents have, and the kind of act."""
    rows, marks = _rarest(facts, name, _MARKS_EACH)
    some = facts.frequencies.sets.get(name, Table()).count(marks) <= _SELDOM
    rows, marks = _spread(facts, rows[some], marks[some])
    yield Keys(Reason.MARK, rows, mixed(Reason.MARK, SETS.index(name), marks, quads[rows]))


def _rarest(facts: Facts, name: str, most: int) -> tuple[Rows, Hashes]:
    """Return the rarest of a set of each row, `most` at most: rows, sorted, and hashes."""
    sets = next((sets for key, sets in facts.sets.items() if key[0] == name), None)
    if sets is None or not sets.weighted.nnz:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    held = sets.weighted
    rows, terms = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for first in range(0, held.shape[0], _ROWS):
        last = min(first + _ROWS, held.shape[0])
        start, end = held.indptr[first], held.indptr[last]
        columns = held.indices[start:end]
        owner = np.repeat(np.arange(first, last), np.diff(held.indptr[first : last + 1]))
        order = np.lexsort((sets.hashes[columns], -sets.rarity[columns], owner))
        chosen = order[np.arange(len(order)) + start - held.indptr[owner] < most]
        rows.append(owner[chosen])
        terms.append(sets.hashes[columns[chosen]])
    return np.concatenate(rows), np.concatenate(terms)


def _spread(facts: Facts, rows: Rows, terms: Hashes) -> tuple[Rows, Hashes]:
    """Give each account the terms of its document: from rows of documents, sorted, to rows of accounts."""
    own = np.flatnonzero(facts.story >= 0)
    first = np.searchsorted(rows, facts.story[own])
    many = np.searchsorted(rows, facts.story[own], side="right") - first
    start = np.repeat(first - (np.cumsum(many) - many), many)
    return np.repeat(own, many), terms[np.arange(len(start)) + start]
