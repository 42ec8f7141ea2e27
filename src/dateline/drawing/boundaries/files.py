"""Read a boundary set: the one that is built with the package, or a user's own GeoJSON or TopoJSON file.

Invariant: of a user's file all is taken or nothing; a file that is too large, no polygons or no degrees is a
KnowledgeError that names file and entry, before anything is drawn. Without the built file there are no outlines, and
`why_none` says so; nothing else stops working. Standards: RFC 7946; https://github.com/topojson/topojson-specification.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

import numpy

from dateline.drawing.boundaries.topology import Area, Boundaries
from dateline.errors import KnowledgeError
from dateline.model import PlaceKind

__all__ = ["MOST_AREAS", "MOST_BYTES", "MOST_POINTS", "PACKAGED", "load"]

# The file beside this one that is built with the package, and sent to browsers as it is: TopoJSON, gzip.
PACKAGED = "boundaries.topojson.gz"
# What a user's set may come to, unpacked. The built set has 3 MB, 4,600 areas and 170,000 points; the districts of the
# world at full detail would be some 2 GB, which no page could show.
MOST_BYTES = 64 * 1024 * 1024
MOST_AREAS = 50_000
MOST_POINTS = 2_000_000

_NO_FILE = "no outlines: Dateline was installed where npm could not be used; install it again where it can"
_GZIP = b"\x1f\x8b"
_LEVELS = {level.value: level for level in (PlaceKind.COUNTRY, PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL)}
_DEGREES = ("CRS84", "4326")
_SAVE = "save it as GeoJSON in WGS 84 (EPSG:4326)"


def load(path: Path | str | None = None) -> Boundaries:
    """Return the boundary set that is built with the package, or the one in a user's file.

    A GeoJSON file holds Polygon and MultiPolygon features in degrees (WGS 84). A feature's `id` (or its property `id`)
    joins it to places: give it the gazetteer's (`country:IQ`, `geonames:89341`); without one it is `own:N`. Of its
    properties `name`, `name_ar`, `country` (ISO 3166-1 alpha-2) and `level` (`country`, `admin1`, `admin2`; without
    it `admin1`) are read. In a TopoJSON file an object of the name of a level holds that level. The members `source`
    and `licence` of the file are what maps print; without them its name is.

    Raises KnowledgeError, saying what to do, where the file is missing, too large, or is no such set.
    """
    return _packaged() if path is None else _own(Path(path))


@lru_cache(maxsize=1)
def _packaged() -> Boundaries:
    try:
        packed = resources.files(__package__).joinpath(PACKAGED).read_bytes()
    except FileNotFoundError:
        return Boundaries(why_none=_NO_FILE)
    try:
        return _of_topology(json.loads(gzip.decompress(packed)), PACKAGED)
    except (OSError, EOFError, ValueError, KeyError, zlib.error):
        raise KnowledgeError(f"{PACKAGED} is damaged; install Dateline again") from None


def _own(path: Path) -> Boundaries:
    made = _json(path)
    kind = made.get("type") if isinstance(made, dict) else None
    try:
        if kind == "Topology":
            found = _of_topology(made, path.name)
        elif kind in ("FeatureCollection", "Feature"):
            found = _of_features(made, path.name)
        else:
            _refuse(path.name, f"expected GeoJSON (a FeatureCollection) or TopoJSON (a Topology), found {kind!r}")
        _check(found, path.name)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError):
        raise KnowledgeError(f"{path.name}: its members are not those of GeoJSON or TopoJSON; {_SAVE}") from None
    return found


def _json(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "it is damaged"
        raise KnowledgeError(f"the boundary file {path} cannot be read: {why}") from None
    if len(text) > MOST_BYTES:
        _refuse(path.name, f"it is larger than {MOST_BYTES // 1024**2} MB; simplify it first")
    try:
        return json.loads(text, parse_constant=float)
    except (ValueError, RecursionError):
        raise KnowledgeError(f"{path.name} is not JSON; {_SAVE}") from None


def _of_topology(made: Mapping[str, Any], name: str) -> Boundaries:
    areas: list[Area] = []
    for object_, geometry in made["objects"].items():
        level = _LEVELS.get(object_)
        for each in _geometries(geometry, name):
            kind = _kind(each, f"{name}, object {object_!r}")
            if kind is not None:
                arcs = each["arcs"] if kind == "MultiPolygon" else [each["arcs"]]
                areas.append(_area(each, arcs, number=len(areas) + 1, level=level))
    transform = made.get("transform")
    scale, translate = (tuple(transform[key]) for key in ("scale", "translate")) if transform else (None, (0.0, 0.0))
    return Boundaries(
        _each_once(areas, name),
        made["arcs"],
        scale=scale,
        translate=translate,
        source=str(made.get("source") or name),
        licence=str(made.get("licence") or made.get("license") or ""),
    )


def _geometries(geometry: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """Give the geometries in an object, out of collections of collections of them too."""
    waiting = [geometry]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            _refuse(name, f"expected a geometry, found {one!r:.40}")
        if one.get("type") == "GeometryCollection":
            waiting.extend(reversed(one["geometries"]))
        else:
            yield one


def _of_features(made: Mapping[str, Any], name: str) -> Boundaries:
    crs = made.get("crs")
    if crs and not str(crs).rstrip("'\"}] ").endswith(_DEGREES):
        _refuse(name, f"its coordinates are not degrees; {_SAVE}")
    areas: list[Area] = []
    rings: list[Any] = []
    for number, feature in enumerate(made["features"] if made["type"] == "FeatureCollection" else [made], 1):
        geometry = feature["geometry"]
        kind = _kind(geometry, f"{name}, feature {number}")
        if kind is None:
            continue
        polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        arcs = []
        for polygon in polygons:
            arcs.append([[len(rings) + n] for n in range(len(polygon))])
            rings.extend(polygon)
        areas.append(_area(feature, arcs, number=number, level=None))
    source, licence = made.get("source") or made.get("name") or name, made.get("licence") or made.get("license") or ""
    return Boundaries(_each_once(areas, name), rings, source=str(source), licence=str(licence))


def _kind(geometry: Mapping[str, Any] | None, where: str) -> str | None:
    """Return the kind of a geometry, None where there is none; raises KnowledgeError where it is no area."""
    kind = geometry.get("type") if geometry else None
    if kind is not None and kind not in ("Polygon", "MultiPolygon"):
        raise KnowledgeError(f"{where} is {kind!r}; boundaries are a Polygon or a MultiPolygon each")
    return kind


def _area(holder: Mapping[str, Any], arcs: Any, *, number: int, level: PlaceKind | None) -> Area:
    said = holder.get("properties") or {}
    id_ = holder.get("id", said.get("id"))
    country = said.get("country")
    return Area(
        f"own:{number}" if id_ is None else str(id_),
        level or _LEVELS.get(_text(said.get("level")), PlaceKind.FIRST_LEVEL),
        _text(said.get("name")),
        _text(said.get("name_ar")),
        country if isinstance(country, str) and len(country) == 2 else None,
        arcs,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _each_once(areas: list[Area], name: str) -> list[Area]:
    """Return the areas; raises KnowledgeError where there are none, or too many, or two with one id."""
    if not areas:
        _refuse(name, "it holds no areas; boundaries are Polygon or MultiPolygon features")
    if len(areas) > MOST_AREAS:
        _refuse(name, f"it holds {len(areas):,} areas, and {MOST_AREAS:,} are the most; take a coarser level")
    known: set[str] = set()
    for area in areas:
        if area.id in known:
            _refuse(name, f"two areas have the id {area.id!r}; give each its own")
        known.add(area.id)
    return areas


def _check(found: Boundaries, name: str) -> None:
    """Raise KnowledgeError where rings of a user's set are none or are not in degrees."""
    points = 0
    for area in found.areas.values():
        where = f"{name}, area {area.id!r}"
        for polygon in found.polygons(area.id):
            if not polygon:
                _refuse(where, "a polygon has no rings")
            for ring in polygon:
                points += len(ring)
                if points > MOST_POINTS:
                    _refuse(name, f"it has more than {MOST_POINTS:,} points; simplify it first")
                if ring.ndim != 2 or len(ring) < 4 or not numpy.allclose(ring[0], ring[-1], rtol=0, atol=1e-9):
                    _refuse(where, "a ring needs four points, and the last of them is the first")
                if not (numpy.abs(ring) <= (180.0001, 90.0001)).all():
                    _refuse(where, f"there are no such degrees; {_SAVE}")
        if not area.arcs:
            _refuse(where, "it has no outline")


def _refuse(where: str, why: str) -> NoReturn:
    raise KnowledgeError(f"{where}: {why}")
