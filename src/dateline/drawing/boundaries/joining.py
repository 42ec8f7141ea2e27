"""Tell which polygons are which country, province or district of the gazetteer's.

Invariant: a name alone joins nothing. Settlements do, as in the gazetteer; where generalised borders leave some on the
wrong side, they and the name do, if all but a few are within a stated distance of the side they belong on: a province
that was since divided is not joined to the polygon that it had. Needs shapely, which is there only during the build.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy

from dateline.knowledge.gazetteer.keys import bare_key
from dateline.knowledge.gazetteer.outlines import Polygon, polygons_of_areas
from dateline.knowledge.gazetteer.sources import Area, Settlement

__all__ = ["joined"]

# Of 477 pairs of one name that the gazetteer leaves apart, those that were divided since (North Kordofan, South Darfur,
# Kasai) have settlements 30 km and more on the wrong side; those that were not, hardly one beyond 10 km.
MARGIN_KM = 10.0
# The share of settlements, of the province's and of those in the polygon, that may lie farther off.
ASTRAY = 0.1
_KM_A_DEGREE = 111.2


def joined(
    polygons: Sequence[Polygon],
    shapes: Sequence[Any],
    names: Sequence[str],
    areas: Collection[Area],
    settlements: Sequence[Settlement],
) -> list[dict[str, list[int]]]:
    """Return the numbers of the polygons that make up each country, province and district, by its code, level by level.

    `shapes` are the polygons as shapely has them, `names` what their makers call them in English.
    """
    levels: list[list[str | None]] = [
        [s.country for s in settlements],
        [s.admin1 for s in settlements],
        [s.admin2 for s in settlements],
    ]
    countries, provinces, districts = polygons_of_areas(polygons, shapes, [(s.lat, s.lon) for s in settlements], levels)
    inside = _inside(shapes, settlements)
    _complete(countries, polygons, shapes, settlements, inside)
    named = defaultdict(set)
    for area in areas:
        for name in (area.name, *area.names):
            named[area.country, bare_key(name)[0]].add(area.code)
    alike = {i: named.get((p.country, bare_key(names[i])[0]), set()) for i, p in enumerate(polygons) if names[i]}
    taken = {part for parts in provinces.values() for part in parts}
    free = {area.code for area in areas if area.is_first_level} - set(provinces)
    candidates = {i: codes & free for i, codes in alike.items() if i not in taken and codes & free}
    provinces |= _by_name(candidates, shapes, settlements, inside)
    # Few settlements are known to lie in which district, so that theirs alone would make a district of a province.
    districts = {
        code: parts
        for code, parts in districts.items()
        if parts not in provinces.values() and any(code in alike.get(part, ()) for part in parts)
    }
    return [countries, provinces, districts]


class _Inside(NamedTuple):
    """Hold the settlements as points (longitude, latitude), and the numbers of those in each polygon."""

    points: Any
    of_polygon: Mapping[int, set[int]]


def _inside(shapes: Sequence[Any], settlements: Sequence[Settlement]) -> _Inside:
    import shapely

    points = shapely.points(numpy.array([(s.lon, s.lat) for s in settlements]).reshape(-1, 2))
    found = defaultdict(set)
    for at, polygon in shapely.STRtree(shapes).query(points, predicate="within").T.tolist():
        found[polygon].add(at)
    return _Inside(points, found)


def _complete(
    countries: dict[str, list[int]],
    polygons: Sequence[Polygon],
    shapes: Sequence[Any],
    settlements: Sequence[Settlement],
    inside: _Inside,
) -> None:
    """Give countries the polygons that no country has, where their makers put them in it and no settlement of another
    country lies in more than their border: Kayes is drawn with a town across the river, Greenland without its coast."""
    taken = {part for parts in countries.values() for part in parts}
    known = {s.country for s in settlements}
    for number, polygon in enumerate(polygons):
        if number not in taken and polygon.country in known:
            here = inside.of_polygon.get(number, set())
            others = [at for at in here if settlements[at].country != polygon.country]
            if _astray(shapes[number].boundary, inside.points[others]) <= ASTRAY * len(here):
                countries.setdefault(polygon.country, []).append(number)


def _by_name(
    candidates: Mapping[int, set[str]], shapes: Sequence[Any], settlements: Sequence[Settlement], inside: _Inside
) -> dict[str, list[int]]:
    """Return the polygon of each area that has one of its name where its settlements are; of two it has neither."""
    of_area = defaultdict(set)
    for at, settlement in enumerate(settlements):
        of_area[settlement.admin1].add(at)
    fitting = defaultdict(list)
    for number, codes in candidates.items():
        shape, here = shapes[number], inside.of_polygon.get(number, set())
        for code in sorted(codes):
            mine = of_area[code]
            others = [at for at in here - mine if settlements[at].admin1 is not None]
            if (
                mine & here
                and _astray(shape, inside.points[sorted(mine - here)]) <= ASTRAY * len(mine)
                and _astray(shape.boundary, inside.points[others]) <= ASTRAY * len(here)
            ):
                fitting[code].append(number)
    claims = Counter(number for numbers in fitting.values() for number in numbers)
    return {code: numbers for code, numbers in fitting.items() if len(numbers) == 1 and claims[numbers[0]] == 1}


def _astray(shape: Any, points: Any) -> int:
    """Count the points that are farther from the shape than generalised borders explain."""
    import shapely

    if not len(points):
        return 0
    flat = (math.cos(math.radians(shape.centroid.y)) * _KM_A_DEGREE, _KM_A_DEGREE)
    there, those = (shapely.transform(it, lambda corners: corners * flat) for it in (shape, points))
    return int((shapely.distance(there, those) > MARGIN_KM).sum())
