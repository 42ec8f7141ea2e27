"""Areas and their outlines, as arcs that neighbours share.

Invariant: an area's rings are closed and are made of its arcs alone, so what two areas share is the same line, point by
point; nothing is decoded before it is asked for. Where there are no areas, everything answers with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy
from numpy.typing import NDArray

from dateline.model import PlaceKind

__all__ = ["UNJOINED", "Arcs", "Area", "Boundaries", "Line", "View"]

# What ids of areas begin with that are drawn, but are no province of the gazetteer's, be their name what it may: one
# that was since divided has the name of a part of it.
UNJOINED = "naturalearth:"

# West, south, east, north in degrees; west is greater than east where the view crosses the 180th meridian.
View: TypeAlias = tuple[float, float, float, float]
# Points of a line: an array (points, 2) of longitudes and latitudes in degrees.
Line: TypeAlias = NDArray[numpy.float64]
# Of each polygon the rings, the outer one first, of each ring the numbers of its arcs; `~n` is arc `n` backwards.
Arcs: TypeAlias = Sequence[Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Area:
    """Hold one area by its id: that of the gazetteer (`country:IQ`, `geonames:89341`) where the gazetteer knows it.

    `level` is `country`, `admin1` or `admin2`; `name` is the one that reports show, `name_ar` the Arabic one, each
    empty where nobody gives it; `country` is ISO 3166-1 alpha-2 or None.
    """

    id: str
    level: PlaceKind
    name: str = ""
    name_ar: str = ""
    country: str | None = None
    arcs: Arcs = field(default=(), repr=False, compare=False)


class Boundaries:
    """Answer which areas there are, which of them a view shows, and what their outlines are.

    `source` and `licence` say whose they are, for a map to print; both are empty where there are none, and
    `why_none` is a sentence for people.
    """

    def __init__(
        self,
        areas: Iterable[Area] = (),
        arcs: Sequence[Any] = (),
        *,
        scale: tuple[float, float] | None = None,
        translate: tuple[float, float] = (0.0, 0.0),
        source: str = "",
        licence: str = "",
        why_none: str = "",
    ) -> None:
        """Take areas and the arcs they are made of: points, or differences of points on a grid where `scale` (degrees
        a step) is given."""
        self.areas: Mapping[str, Area] = {area.id: area for area in areas}
        self.source = source
        self.licence = licence
        self.why_none = why_none
        self._arcs = arcs
        self._scale, self._translate = scale, translate
        self._decoded: dict[int, Line] = {}

    def __bool__(self) -> bool:
        return bool(self.areas)

    def __len__(self) -> int:
        return len(self.areas)

    def levels(self) -> tuple[PlaceKind, ...]:
        """Return the levels that have areas, countries first."""
        there = {area.level for area in self.areas.values()}
        return tuple(level for level in PlaceKind if level in there)

    def area_of(self, place: str | None, *, country: str | None = None, admin1: str | None = None) -> Area | None:
        """Return the area that a place is, else the province or the country that is named, None where there is none.

        `place` is an id of the gazetteer, `country` and `admin1` are those of a report's place.
        """
        if place is not None and place in self.areas:
            return self.areas[place]
        if admin1 is not None:
            return self._provinces.get((country, admin1))
        return self.areas.get(f"country:{country}") if place is None else None

    def areas_in(self, view: View, *, level: PlaceKind | None = None) -> list[Area]:
        """Return the areas that have a polygon whose extent meets the view, in the order of the set; of one level where
        it is given."""
        areas = list(self.areas.values())
        rows = numpy.unique(self._polygon_rows[_meeting(self._boxes, view)]).tolist()
        return [areas[row] for row in rows if level is None or areas[row].level == level]

    def box(self, area: str) -> View:
        """Return the extent of an area: west, south, east, north; raises KeyError for an id that is not in the set."""
        boxes = self._boxes[self._polygon_rows == self._rows[area]]
        west, south = boxes[:, :2].min(axis=0).tolist()
        east, north = boxes[:, 2:].max(axis=0).tolist()
        return west, south, east, north

    def polygons(self, area: str, *, view: View | None = None) -> list[list[Line]]:
        """Return an area's polygons, each as its rings, the outer one first; the last point of a ring is its first.

        With a view, those that its extent meets. Raises KeyError for an id that is not in the set.
        """
        polygons = self.areas[area].arcs
        if view is not None:
            boxes = self._boxes[self._polygon_rows == self._rows[area]]
            polygons = [polygons[n] for n in _meeting(boxes, view).tolist()]
        return [[self._ring(ring) for ring in polygon] for polygon in polygons]

    def lines_in(self, view: View, *, level: PlaceKind) -> list[Line]:
        """Return the borders of a level's areas that the view may show, each line once, however many areas share it."""
        used = {n if n >= 0 else ~n for area in self.areas_in(view, level=level) for n in _numbers(area)}
        lines = [self._arc(n) for n in sorted(used)]
        boxes = numpy.array([_box(line) for line in lines]).reshape(-1, 4)
        return [lines[n] for n in _meeting(boxes, view).tolist()]

    def _ring(self, numbers: Sequence[int]) -> Line:
        parts = [self._arc(n) if n >= 0 else self._arc(~n)[::-1] for n in numbers]
        return numpy.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def _arc(self, number: int) -> Line:
        known = self._decoded.get(number)
        if known is None:
            known = numpy.array([point[:2] for point in self._arcs[number]], dtype=float)
            if self._scale is not None:
                known = numpy.cumsum(known, axis=0) * self._scale + self._translate
            self._decoded[number] = known
        return known

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {id_: n for n, id_ in enumerate(self.areas)}

    @cached_property
    def _provinces(self) -> dict[tuple[str | None, str], Area]:
        # Of two provinces of one name ("Kyiv", the city and the region) neither is meant for sure.
        found: dict[tuple[str | None, str], Area | None] = {}
        for area in self.areas.values():
            if area.level is PlaceKind.FIRST_LEVEL and area.name and not area.id.startswith(UNJOINED):
                key = (area.country, area.name)
                found[key] = None if key in found else area
        return {key: area for key, area in found.items() if area is not None}

    @cached_property
    def _polygon_rows(self) -> NDArray[numpy.int64]:
        """Of each polygon of the set the row of its area."""
        return numpy.repeat(numpy.arange(len(self.areas)), [len(area.arcs) for area in self.areas.values()])

    @cached_property
    def _boxes(self) -> NDArray[numpy.float64]:
        """Of each polygon of the set its extent, which is that of its outer ring."""
        arcs = numpy.array([_box(self._arc(n)) for n in range(len(self._arcs))]).reshape(-1, 4)
        rings = [[n if n >= 0 else ~n for n in polygon[0]] for area in self.areas.values() for polygon in area.arcs]
        if not rings:
            return arcs[:0]
        starts = numpy.cumsum([0, *map(len, rings[:-1])])
        each = arcs[numpy.concatenate(rings)]
        least, most = numpy.minimum.reduceat(each[:, :2], starts), numpy.maximum.reduceat(each[:, 2:], starts)
        return numpy.concatenate([least, most], axis=1)


def _numbers(area: Area) -> list[int]:
    return [n for polygon in area.arcs for ring in polygon for n in ring]


def _box(line: Line) -> tuple[float, ...]:
    return (*line.min(axis=0), *line.max(axis=0))


def _meeting(boxes: NDArray[numpy.float64], view: View) -> NDArray[numpy.int64]:
    west, south, east, north = view
    from_west, to_east = boxes[:, 2] >= west, boxes[:, 0] <= east
    across = (from_west & to_east) if west <= east else (from_west | to_east)
    return numpy.flatnonzero(across & (boxes[:, 3] >= south) & (boxes[:, 1] <= north))
