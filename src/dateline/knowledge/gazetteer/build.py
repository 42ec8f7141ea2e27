"""Write the gazetteer file from the packages that carry its data: run once, while the wheel is built.

Invariant: the same packages give the same bytes. A place without a point of its own has one by a stated rule, and its
column `point` names the rule (`tables.POINTS`); none of the packages is needed at run time.
"""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dateline.knowledge.gazetteer import sources
from dateline.knowledge.gazetteer.globe import distance_km, middle, reach_km
from dateline.knowledge.gazetteer.keys import bare_key, keys_fingerprint, place_key
from dateline.knowledge.gazetteer.names import spellings, unmarked
from dateline.knowledge.gazetteer.outlines import Outline, area_outlines
from dateline.knowledge.gazetteer.sources import Area, IsoArea, Settlement
from dateline.knowledge.gazetteer.tables import SHAPE, Row, Writer, keyed, written
from dateline.model import PlaceKind

__all__ = ["build", "is_current", "stamp"]

# A point from elsewhere is believed where it lies this near the settlements' middle, in their reach and kilometres.
_FAR, _FAR_KM = 1.5, 30.0
# A district with so many known settlements reaches as far as they do; with fewer, as far as its share of the province.
_WELL_KNOWN = 3
# An English name given by ISO's keepers is a nickname ("The Cotton State") unless it is this like one of GeoNames'.
_ALIKE = 0.6
# What nobody but ISO's keepers lists is the name to show from here on ("Benghazi" for "Banghazi").
_CLOSE = 0.7


_LONG_FORM = re.compile(r"^The |^City |\bof\b|\d|\[")
_KINDS_IN_ENGLISH = (
    "Governorate",
    "Province",
    "Oblast",
    "Region",
    "Regional State",
    "State",
    "Municipality",
    "County",
    "District",
)
_KIND_OF_AREA = re.compile(rf"\s({'|'.join(_KINDS_IN_ENGLISH[:-1])})$")
_KIND_IN_RUSSIAN = re.compile(r"skaya oblast|skiy kray|skiy avtonomnyy")


class _Point(NamedTuple):
    lat: float | None
    lon: float | None
    extent: float | None
    how: str


_NOWHERE = _Point(None, None, None, "none")


def stamp(archives: Collection[str]) -> str:
    """Name what the file is made from, where `archives` are the packages of npm that are at hand."""
    made_from = [f"{name} {version}" for name, version in sources.versions(archives).items()]
    return "; ".join([f"shape {SHAPE}", *made_from, f"keys {keys_fingerprint()}"])


def is_current(path: Path, archives: Collection[str]) -> bool:
    """Tell whether the file at `path` was made from the packages and rules at hand and the named ones of npm."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            row = file.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == stamp(archives)


def build(path: Path, archives: Path | None = None) -> None:
    """Write the gazetteer to `path`, whole or not at all; without `archives` areas have no outlines and districts
    fewer points."""
    settlements = sources.settlements(archives)
    areas = sources.areas()
    outlines = _outlines(settlements, archives)
    with written(path) as writer:
        _add_countries(writer, settlements, outlines[0])
        iso = sources.iso_areas()
        names = {area.code: _plain_name(area, iso.get(area.iso or "")) for area in areas}
        keys = {s.id: keyed(spellings([s.name, *s.names]), PlaceKind.SETTLEMENT) for s in settlements}
        _add_areas(
            writer, areas, names, settlements, outlines, {n: {key for key, _ in of_it} for n, of_it in keys.items()}
        )
        for s in settlements:
            row = Row(
                f"geonames:{s.id}",
                unmarked(s.name),
                PlaceKind.SETTLEMENT,
                s.country,
                names.get(s.admin1 or ""),
                names.get(s.admin2 or ""),
                s.lat,
                s.lon,
                s.population,
                "own",
            )
            writer.add_keyed(row, keys[s.id], loosely=True)
        writer.finish({"stamp": stamp([n for n in sources.ARCHIVES if sources.archive(archives, n)])})


def _outlines(settlements: Sequence[Settlement], archives: Path | None) -> list[dict[str, Outline]]:
    polygons = sources.polygons(archives)
    if not polygons:
        return [{}, {}, {}]
    levels: list[list[str | None]] = [
        [s.country for s in settlements],
        [s.admin1 for s in settlements],
        [s.admin2 for s in settlements],
    ]
    return area_outlines(polygons, [(s.lat, s.lon) for s in settlements], levels)


def _add_countries(writer: Writer, settlements: Sequence[Settlement], outlines: dict[str, Outline]) -> None:
    by_country = defaultdict(list)
    for s in settlements:
        by_country[s.country].append(s)
    for country in sources.countries():
        code, outline = country["code"], outlines.get(country["code"])
        here = by_country[code]
        if outline is not None:
            point = _of_outline(outline)
        else:
            key = place_key(country["capital"])[0]
            capitals = [s for s in here if key in {place_key(n)[0] for n in (s.name, *s.names)}]
            capital = max(capitals, key=lambda s: s.population, default=None)
            point = _at(capital, here, "capital") if capital else _at(_largest(here), here, "largest settlement")
        row = Row(f"country:{code}", country["name"], PlaceKind.COUNTRY, code, None, None, point.lat, point.lon)
        row = _with(row, point, population=country["population"], codes=(code,))
        writer.add(row, [country["name"]], loosely=True, outline=outline.geometry if outline else None)


def _add_areas(
    writer: Writer,
    areas: Sequence[Area],
    names: dict[str, str],
    settlements: Sequence[Settlement],
    outlines: list[dict[str, Outline]],
    keys: dict[int, set[str]],
) -> None:
    within = defaultdict(list)
    named = defaultdict(list)
    for s in settlements:
        for code in filter(None, (s.admin1, s.admin2)):
            within[code].append(s)
        if s.admin1:
            for key in keys[s.id]:
                named[(s.admin1, key)].append(s)
    iso = sources.iso_areas()
    extents: dict[str, float | None] = {}
    districts: dict[str, int] = defaultdict(int)
    for area in areas:
        districts[area.code.rpartition(".")[0]] += 1
    for area in sorted(areas, key=lambda a: (not a.is_first_level, a.id)):
        upper = area.code.rpartition(".")[0]
        outline = outlines[1 if area.is_first_level else 2].get(area.code)
        said = iso.get(area.iso or "")
        if outline is not None:
            point = _of_outline(outline)
        elif area.is_first_level:
            point = _first_level_point(within[area.code], said.point if said else None)
        else:
            share = extents.get(upper)
            least = share / districts[upper] ** 0.5 if share else None
            mine = {key for key, _ in keyed([area.name, *area.names], PlaceKind.SECOND_LEVEL)}
            seats = [s for s in within[area.code] if mine & keys[s.id]]
            if not within[area.code]:
                seats = _only_seat({s.id: s for key in mine for s in named.get((upper, key), ())})
            point = _second_level_point(seats, within[area.code], said.point if said else None, least)
        extents[area.code] = point.extent
        row = Row(
            f"geonames:{area.id}",
            names[area.code],
            PlaceKind.FIRST_LEVEL if area.is_first_level else PlaceKind.SECOND_LEVEL,
            area.country,
            names[area.code] if area.is_first_level else names.get(upper),
            None if area.is_first_level else names[area.code],
        )
        row = _with(row, point, codes=tuple(filter(None, (area.code, area.iso))))
        others = [area.name, *area.names]
        names_of_it = spellings([*others, *_further_names(said.names if said else (), others)])
        writer.add(row, names_of_it, loosely=True, outline=outline.geometry if outline else None)


def _first_level_point(here: Sequence[Settlement], given: tuple[float, float] | None) -> _Point:
    if given is not None and _is_believed(given, here):
        return _Point(*given, reach_km(given, [(s.lat, s.lon) for s in here]) or None, "middle")
    return _at(_largest(here), here, "largest settlement")


def _only_seat(spots: dict[int, Settlement]) -> list[Settlement]:
    """Return the settlements of a province that have a district's name, where they are one place: its seat.

    This is for a district of which no settlement is known to lie in it.
    """
    seats = [spots[n] for n in sorted(spots)]
    return seats if len(seats) == 1 or (seats and _are_near(seats)) else []


def _second_level_point(
    seats: Sequence[Settlement],
    here: Sequence[Settlement],
    given: tuple[float, float] | None,
    least: float | None,
) -> _Point:
    if seats:
        point = _at(_largest(seats), here, "seat")
    elif given is not None and _is_believed(given, here):
        point = _Point(*given, reach_km(given, [(s.lat, s.lon) for s in here]) or None, "middle")
    elif here:
        lat, lon = middle((s.lat, s.lon, s.population or 1) for s in here)
        reach = reach_km((lat, lon), [(s.lat, s.lon) for s in here])
        point = _Point(round(lat, 4), round(lon, 4), reach or None, "middle")
    else:
        return _NOWHERE
    if len(here) >= _WELL_KNOWN:
        return point
    return point._replace(extent=max(filter(None, (point.extent, least)), default=None))


def _are_near(spots: Sequence[Settlement]) -> bool:
    return reach_km((spots[0].lat, spots[0].lon), [(s.lat, s.lon) for s in spots]) < _FAR_KM


def _is_believed(point: tuple[float, float], here: Sequence[Settlement]) -> bool:
    if not here:
        return True
    centre = middle((s.lat, s.lon, 1.0) for s in here)
    return distance_km(centre, point) <= _FAR * reach_km(centre, [(s.lat, s.lon) for s in here]) + _FAR_KM


def _largest(spots: Sequence[Settlement]) -> Settlement | None:
    return max(spots, key=lambda s: (s.population, -s.id), default=None)


def _at(spot: Settlement | None, here: Sequence[Settlement], how: str) -> _Point:
    if spot is None:
        return _NOWHERE
    reach = reach_km((spot.lat, spot.lon), [(s.lat, s.lon) for s in here])
    return _Point(spot.lat, spot.lon, reach or None, how)


def _of_outline(outline: Outline) -> _Point:
    return _Point(outline.lat, outline.lon, outline.extent_km, outline.point)


def _with(row: Row, point: _Point, *, population: int = 0, codes: tuple[str, ...] = ()) -> Row:
    where = (row.id, row.name, row.kind, row.country, row.admin1, row.admin2)
    return Row(*where, point.lat, point.lon, population, point.how, point.extent, codes)


def _further_names(given: Iterable[tuple[str, str]], known: Sequence[str]) -> list[str]:
    """Return the names that are none of the nicknames of states, which their keepers list as English."""
    return [
        name
        for name, language in given
        if language != "eng" or any(_alike(name, another) >= _ALIKE for another in known)
    ]


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, bare_key(one)[1], bare_key(other)[1]).ratio()


def _plain_name(area: Area, said: IsoArea | None) -> str:
    """Choose the name that an area is shown by: its English one where it is another, else its transliteration in plain
    letters."""
    plain = _transliterated(area)
    known = {bare_key(n)[0] for n in (area.name, *area.names)}
    is_unsure = not any(n.isascii() for n in (area.name, *area.names))
    # Long forms and nicknames are names too, but not what an area is called.
    english = [n for n, language in (said.names if said else ()) if language == "eng" and not _LONG_FORM.search(n)]
    for name in english:
        if bare_key(name)[0] in known or (is_unsure and _alike(name, plain) >= _CLOSE):
            if bare_key(name)[0] == bare_key(plain)[0]:
                break
            return unmarked(_KIND_OF_AREA.sub("", name))
    # "Homs" beside "Homs Governorate": who says that is writing English.
    beside = [a for a in area.names if a.isascii() and any(f"{a} {kind}" in area.names for kind in _KINDS_IN_ENGLISH)]
    if beside:
        often = {n: sum(f"{a} ".startswith(f"{n} ") for a in (area.name, *area.names)) for n in (plain, *beside)}
        return max(often, key=lambda n: (often[n], n == plain, n))
    if _KIND_IN_RUSSIAN.search(plain):
        return min((_KIND_OF_AREA.sub("", a) for a in area.names if _KIND_OF_AREA.search(a)), default=plain)
    return plain


def _transliterated(area: Area) -> str:
    if area.name.isascii():
        return _KIND_OF_AREA.sub("", area.name.partition(", ")[0])  # "Bashkortostan, Respublika"
    key, _ = place_key(area.name)
    bare = [_KIND_OF_AREA.sub("", a) for a in area.names if a.isascii()]
    return min((a for a in bare if place_key(a)[0] == key), key=lambda a: (len(a), a), default=unmarked(area.name))
