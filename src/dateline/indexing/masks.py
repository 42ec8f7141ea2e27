"""Which rows a filter leaves: one true or false for each row.

Invariant: a filter says of every row, shown or not, whether it holds; that only shown rows count is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.indexing.filters import NONE
from dateline.indexing.incident_table import lifted
from dateline.indexing.incidents import HAS_INCIDENT
from dateline.indexing.reports import CLOSED, HAS
from dateline.indexing.state import State
from dateline.indexing.table import Table
from dateline.indexing.times import number_of
from dateline.model import Moment

__all__ = ["Masks"]

Array = NDArray[Any]
_ROLES = {"actor": ("doers", "recipients"), "doer": ("doers",), "recipient": ("recipients",), "voice": ("voices",)}
_HAS = {"reports": HAS, "incidents": HAS_INCIDENT}
_KM = 6371.0088


class Masks:
    """Answer filters for one table of a state of the record."""

    def __init__(self, state: State, table: Table) -> None:
        self._state, self._table = state, table

    def mask(self, key: str, values: tuple[str, ...]) -> Array:
        """Return which rows have one of the values of a filter."""
        asked = self._table.what, key, tuple(sorted(values))
        return self._state.masks.get(asked, lambda: self._make(key, values))

    def _make(self, key: str, values: tuple[str, ...]) -> Array:
        if key in _ROLES and self._table.what == "reports":
            return self._named(key, values)
        made = _MADE.get(key)
        if made is None:
            return self._table.mask_of_values(key, values)
        mask = made(self, values[0])
        for value in values[1:]:
            mask = mask | made(self, value)
        return mask

    def _named(self, key: str, values: tuple[str, ...]) -> Array:
        actors = self._state.actors
        mask = np.zeros(len(self._table), bool)
        words = [value for value in values if value != NONE]
        wanted = np.zeros(len(actors.meant), bool)
        for one in words:
            wanted |= actors.wanted(one)
        if words:
            for role in _ROLES[key]:
                rows, codes = self._table.listed(role)
                mask[rows[wanted[codes]]] = True
        if NONE in values:
            rows, _ = self._table.codes(key)
            empty = np.ones(len(self._table), bool)
            empty[rows] = False
            mask |= empty
        return mask

    @property
    def _columns(self) -> Mapping[str, Array]:
        return self._table.columns

    def _after(self, value: str) -> Array:
        day = Moment(value).earliest
        return self._dated & (self._columns["latest"] >= _number(day))

    def _before(self, value: str) -> Array:
        day = Moment(value).latest
        return self._dated & (self._columns["earliest"] <= _number(day))

    @property
    def _dated(self) -> Array:
        mask: Array = self._columns["when_precision"] >= 0
        return mask

    def _sure(self, value: str) -> Array:
        least = float(value)
        if least == 0:
            return np.ones(len(self._table), bool)
        mask: Array = self._columns["score"] >= least
        return mask

    def _has(self, value: str) -> Array:
        bit = _HAS[self._table.what].index(value)
        mask: Array = (self._columns["has"] >> bit) & 1 == 1
        return mask

    def _doubt(self, value: str) -> Array:
        field, _, why = value.partition(":")
        if not why:
            lacks: Array = self._columns["entry"] < 0 if field == "place" else ~self._dated
            return lacks
        missing: Array = self._columns[f"{field}_missing"] == CLOSED[f"{field}_missing"].index(why)
        return missing

    def _points(self) -> tuple[Array, Array]:
        entries, of = self._columns["entry"], self._state.places.columns
        if not len(of.lat.seen):
            return np.full(len(entries), np.nan), np.full(len(entries), np.nan)
        lat, lon = of.lat.seen[entries], of.lon.seen[entries]
        return np.where(entries >= 0, lat, np.nan), np.where(entries >= 0, lon, np.nan)

    def _near(self, value: str) -> Array:
        lat, lon, km = map(float, value.split(","))
        lats, lons = map(np.radians, self._table.kept(("points", ""), self._points))
        a, b = np.radians(lat), np.radians(lon)
        half = np.sin((lats - a) / 2) ** 2 + np.cos(lats) * np.cos(a) * np.sin((lons - b) / 2) ** 2
        mask: Array = 2 * _KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))) <= km  # nan compares as false
        return mask

    def _within(self, value: str) -> Array:
        west, south, east, north = map(float, value.split(","))
        lats, lons = self._table.kept(("points", ""), self._points)
        across = (lons >= west) & (lons <= east) if west <= east else (lons >= west) | (lons <= east)
        mask: Array = across & (lats >= south) & (lats <= north)
        return mask

    def _incident(self, value: str) -> Array:
        if self._table.what == "incidents":
            mask = np.zeros(len(self._table), bool)
            number = self._state.led_to(value)
            if number is not None:
                mask[number] = True
            return mask
        number = -1 if value == NONE else self._state.led_to(value)
        if number is None:
            return np.zeros(len(self._table), bool)
        same: Array = self._columns["incident"] == number
        return same

    def _search(self, value: str) -> Array:
        hits = self._state.search(value)
        if self._table.what == "reports":
            return hits.mask
        reports = self._state.tables["reports"]
        return lifted(hits.mask & reports.alive, reports.columns["incident"], len(self._table))


def _number(day: date | None) -> int:
    assert day is not None  # `Filters.parse` refuses what has no day on that side
    return number_of(day.isoformat())


_MADE: Mapping[str, Callable[[Masks, str], Array]] = {
    "after": Masks._after,
    "before": Masks._before,
    "min_score": Masks._sure,
    "has": Masks._has,
    "doubt": Masks._doubt,
    "near": Masks._near,
    "within": Masks._within,
    "incident": Masks._incident,
    "search": Masks._search,
}
