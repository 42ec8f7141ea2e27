"""What maps, timelines and networks are drawn from: rows counted by time, by place, by who acts against whom.

Invariant: nothing is made finer than it is. What does not lie wholly in one unit of time is counted apart; a place is
counted apart for each precision that it was given with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.indexing.places import Places
from dateline.indexing.reports import CLOSED
from dateline.indexing.table import Table
from dateline.indexing.times import ENDLESS, STARTLESS

__all__ = ["UNITS", "Histogram", "Mark", "Pair", "Spans", "histogram", "marks", "pairs", "spans"]

Array = NDArray[Any]
# UCDP has seven classes of precision; nought is none.
_CLASSES = 8
UNITS = ("day", "week", "month", "year", "decade")


@dataclass(frozen=True, slots=True)
class Spans:
    """Hold when rows were, as arrays of equal length: days since 1970-01-01, and the primary key of each row.

    An open start is `STARTLESS`, an open end `ENDLESS` (of `dateline.indexing.times`); `precision` is a place in
    `PRECISIONS`, the names of the precisions of a time.
    """

    earliest: Array
    latest: Array
    precision: Array
    row: Array

    PRECISIONS = CLOSED["when_precision"]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Count rows by units of time: the first day of each unit (days since 1970-01-01), and how many lie wholly in it.

    Units without rows between the first and the last are there with nought. `wider` counts the rows that lie in no
    single unit, `undated` those without a time. `spread` is what each unit has of the wider ones whose ends are both
    told, if each counts for the same in every unit that it may lie in; what falls outside of the units is not in it.
    """

    unit: str
    starts: Array
    counts: Array
    wider: int
    undated: int
    spread: Array = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one place to be drawn: how many rows are there, with this precision (UCDP's class) and radius in km.

    `radius_km` is the largest of the rows, None where none has one; `lat` and `lon` are None where it has no point.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: int
    radius_km: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold who acts against whom, by id and name, and in how many rows."""

    doer: str
    doer_name: str
    recipient: str
    recipient_name: str
    count: int


def spans(table: Table, mask: Array) -> Spans:
    """Return when the rows of a mask were that have a time."""
    of = table.columns
    there = np.flatnonzero(mask & (of["when_precision"] >= 0))
    return Spans(of["earliest"][there], of["latest"][there], of["when_precision"][there], of["row"][there])


def histogram(table: Table, mask: Array, unit: str) -> Histogram:
    """Count the rows of a mask by units of time; raises DatelineError for a unit that there is not."""
    if unit not in UNITS:
        raise DatelineError(f"time is counted by {', '.join(UNITS)}, not by {unit!r}")
    of = table.columns
    told = mask & (of["when_precision"] >= 0)
    dated = int(np.count_nonzero(told))
    there = np.flatnonzero(told & (of["earliest"] != STARTLESS) & (of["latest"] != ENDLESS))
    first, last = _units(of["earliest"][there], unit), _units(of["latest"][there], unit)
    inside = first[first == last]
    undated = int(np.count_nonzero(mask)) - dated
    if not len(inside):
        return Histogram(unit, np.empty(0, np.int64), np.empty(0, np.int64), dated, undated)
    least, most = int(inside.min()), int(inside.max())
    counts = np.bincount(inside - least, minlength=most - least + 1)
    spread = _spread(first, last, least, most)
    return Histogram(unit, _starts(np.arange(least, most + 1), unit), counts, dated - len(inside), undated, spread)


def _spread(first: Array, last: Array, least: int, most: int) -> Array:
    """Return how much of the rows that lie in several units falls on each of the units from `least` to `most`."""
    wide = (first != last) & (last >= least) & (first <= most)
    first, last = first[wide], last[wide]
    share = 1.0 / (last - first + 1)
    size = most - least + 2
    begun = np.bincount(np.maximum(first, least) - least, weights=share, minlength=size)
    ended = np.bincount(np.minimum(last, most) - least + 1, weights=share, minlength=size)
    summed: Array = np.maximum(np.cumsum(begun - ended)[:-1], 0.0)  # rounding may leave less than nought
    return summed


# 1970-01-01 was a Thursday: weeks begin on Mondays.
_THURSDAY = 3


def _units(days: Array, unit: str) -> Array:
    """Return the number of the unit in which each day lies."""
    if unit == "day":
        return days.astype(np.int64)
    if unit == "week":
        return (days.astype(np.int64) + _THURSDAY) // 7
    found: Array = days.astype("datetime64[D]").astype("datetime64[M]" if unit == "month" else "datetime64[Y]")
    numbers: Array = found.astype(np.int64)
    return numbers if unit != "decade" else (numbers + 1970) // 10


def _starts(units: Array, unit: str) -> Array:
    if unit == "day":
        return units
    if unit == "week":
        return units * 7 - _THURSDAY
    if unit == "decade":
        units, unit = units * 10 - 1970, "year"
    kind = "datetime64[M]" if unit == "month" else "datetime64[Y]"
    found: Array = units.astype(kind).astype("datetime64[D]").astype(np.int64)
    return found


def marks(table: Table, mask: Array, places: Places) -> list[Mark]:
    """Return the places of the rows of a mask, the commonest first; of reports with several the first counts."""
    of = table.columns
    there = np.flatnonzero(mask & (of["entry"] >= 0))
    if not len(there):
        return []
    codes = places.columns.place.seen[of["entry"][there]].astype(np.int64) * _CLASSES + of["precision"][there]
    counts = np.bincount(codes)
    has_radius = ~np.isnan(of["radius"][there])
    radius = np.full(len(counts), -1.0)
    np.maximum.at(radius, codes[has_radius], of["radius"][there][has_radius])
    found = np.flatnonzero(counts)
    made = []
    for code in found[np.argsort(-counts[found], kind="stable")].tolist():
        reach = None if radius[code] < 0 else round(float(radius[code]), 3)
        made.append(Mark(*places.first(code // _CLASSES), code % _CLASSES, reach, int(counts[code])))
    return made


def pairs(table: Table, mask: Array, most: int) -> list[Pair]:
    """Return who acts against whom in the rows of a mask, the commonest first."""
    left, right = table.lasting(("pairs", ""), _pairs, facet="doer"), table.facets["actor"]
    rows, doers, recipients = left
    is_in = mask[rows]
    both = (doers[is_in].astype(np.int64) << 32) | recipients[is_in]
    found, counts = np.unique(both, return_counts=True)
    made = []
    for n in np.argsort(-counts, kind="stable")[:most].tolist():
        doer, recipient = int(found[n] >> 32), int(found[n] & 0xFFFFFFFF)
        made.append(
            Pair(right.value(doer), right.label(doer), right.value(recipient), right.label(recipient), int(counts[n]))
        )
    return made


def _pairs(table: Table, start: int) -> tuple[Array, Array, Array]:
    """Return each row, from one on, with each of its doers and each of its recipients."""
    (rows, doers), (others, recipients) = (_from(table.codes(name), start) for name in ("doer", "recipient"))
    number = np.bincount(others - start, minlength=len(table) - start)
    starts = np.cumsum(number) - number
    times = number[rows - start]
    first = np.repeat(starts[rows - start], times)
    step = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(rows, times), np.repeat(doers, times), recipients[first + step]


def _from(pairs: tuple[Array, Array], start: int) -> tuple[Array, Array]:
    first = int(np.searchsorted(pairs[0], start))
    return pairs[0][first:], pairs[1][first:]
