"""Give areas their outlines: which polygons of Natural Earth make up which area of GeoNames.

Invariant: a polygon belongs to an area because the area's settlements lie in it, never because of a code or a name;
codes change hands and countries redraw their provinces. Where the two do not fit, the area has no outline. Needs
shapely, which is there only while the gazetteer is built.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.knowledge.gazetteer.globe import reach_km

__all__ = ["Outline", "Polygon", "area_outlines", "polygons_of_areas", "shape_of"]

# A polygon is part of an area, and an area is what its polygons hold, from this share of settlements on. Borders are
# generalised on both sides, so all of them would be too much to ask.
SHARE = 0.75
# Islands and exclaves below this share of an area's largest part do not count towards its extent: else Hawaii and the
# Aleutians would make a circle of the United States that holds half the globe.
ISLAND = 0.03
# Of a country less may be held: small islands are left out of the polygons, and what is there is still its outline.
COUNTRY_SHARE = 0.25
# Outlines are drawn to this many degrees (about a kilometre), with coordinates to three decimals.
TOLERANCE = 0.01
_DECIMALS = 0.001


@dataclass(frozen=True, slots=True)
class Polygon:
    """Hold one polygon (GeoJSON), the country (ISO alpha-2) that its makers put it in, and their code for it."""

    geometry: Mapping[str, Any]
    country: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold an area's outline (GeoJSON), a point for it, the radius around that point that holds it, and how the point
    was chosen: `middle` of the area, or `inside` it where the middle lies outside."""

    geometry: dict[str, Any]
    lat: float
    lon: float
    extent_km: float
    point: str


def area_outlines(
    polygons: Sequence[Polygon], points: Sequence[tuple[float, float]], areas: Sequence[Sequence[str | None]]
) -> list[dict[str, Outline]]:
    """Return the outlines of areas, level by level; the arguments are those of `polygons_of_areas`."""
    import shapely

    shapes = [shape_of(p.geometry) for p in polygons]
    return [
        {area: _outline(shapely.union_all([shapes[i] for i in parts])) for area, parts in level.items()}
        for level in polygons_of_areas(polygons, shapes, points, areas)
    ]


def polygons_of_areas(
    polygons: Sequence[Polygon],
    shapes: Sequence[Any],
    points: Sequence[tuple[float, float]],
    areas: Sequence[Sequence[str | None]],
) -> list[dict[str, list[int]]]:
    """Return, level by level, which polygons make up which area, by their index.

    `shapes` are the polygons as shapely has them; `points` are settlements (latitude, longitude); `areas` gives for
    each level, countries first, the area in which each of them lies. A polygon without settlements belongs to nothing
    but the country that it names.
    """
    import numpy
    import shapely

    places = shapely.points(numpy.array([(lon, lat) for lat, lon in points]))
    inside: dict[int, list[int]] = defaultdict(list)
    for at, polygon in shapely.STRtree(shapes).query(places, predicate="within").T.tolist():
        inside[polygon].append(at)
    return [dict(_fitting(polygons, inside, of, least=SHARE if i else COUNTRY_SHARE)) for i, of in enumerate(areas)]


def _fitting(
    polygons: Sequence[Polygon], inside: Mapping[int, list[int]], of: Sequence[str | None], *, least: float
) -> list[tuple[str, list[int]]]:
    total = Counter(area for area in of if area is not None)
    parts: dict[str, list[int]] = defaultdict(list)
    held = Counter[str]()
    for i, polygon in enumerate(polygons):
        counted = Counter(area for area in (of[at] for at in inside.get(i, ())) if area is not None)
        if not inside.get(i) and polygon.country in total:
            parts[polygon.country].append(i)
        if not counted:
            continue
        area, count = max(counted.items(), key=lambda item: (item[1], str(item[0])))
        if count >= SHARE * counted.total():
            parts[area].append(i)
            held[area] += count
    return sorted(
        ((area, of_it) for area, of_it in parts.items() if held[area] >= least * total[area]),
        key=lambda item: str(item[0]),
    )


def shape_of(geometry: Mapping[str, Any]) -> Any:
    """Return a GeoJSON geometry as shapely has it, valid."""
    import shapely
    from shapely.geometry import shape

    return shapely.make_valid(shape(geometry))


def _outline(whole: Any) -> Outline:
    import shapely

    plain = shapely.make_valid(shapely.set_precision(shapely.simplify(whole, TOLERANCE), _DECIMALS))
    drawn = [g for g in shapely.get_parts(plain) if g.geom_type in ("Polygon", "MultiPolygon")]
    plain = shapely.union_all(drawn) if drawn else whole
    main = max(shapely.get_parts(plain), key=lambda part: part.area)
    middle, point = main.centroid, "middle"
    if not main.contains(middle):
        middle, point = main.representative_point(), "inside"
    large = [part for part in shapely.get_parts(plain) if part.area >= ISLAND * main.area]
    around = [(lat, lon) for lon, lat in shapely.get_coordinates(large)]
    extent = reach_km((middle.y, middle.x), around)
    geometry = _rounded(shapely.geometry.mapping(plain))
    return Outline(geometry, round(middle.y, 4), round(middle.x, 4), extent, point)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(v) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(v) for v in value]
    return round(value, 3) if isinstance(value, float) else value
