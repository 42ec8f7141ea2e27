"""Look places up by any of their spellings, in the countries that a document is about.

Invariant: a look-up never guesses between countries; it returns what fits, best first, and says how it fitted. Data:
GeoNames, CC BY 4.0 (https://www.geonames.org), and the hand-kept packs beside this file.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dateline.data_files import parse_toml, read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer.keys import place_key, skeleton
from dateline.knowledge.gazetteer.tables import KINDS, POINTS, SCALE, SHAPE, packed_id, unpacked_id, unpacked_outline
from dateline.model import Place, PlaceKind

__all__ = ["Entry", "Gazetteer", "open_gazetteer"]

_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, p.admin2, p.extent, p.point"
_PACK_NEEDS = {"id", "name", "kind", "source"}
_PACK_KEYS = _PACK_NEEDS | {"country", "countries", "admin1", "lat", "lon", "radius_km", "names"}

# Two spellings with the same consonants are one name only if their letters agree this well (share of letters in
# common order, 0-100); "Nassiriya" and "Nasiriyah" agree at 89, "Kut" and "Kuwait" have other consonants anyway.
LOOSE_AGREEMENT = 72

# A hand-kept place is one that the news writes about: among places of its name it stands before towns of fewer people
# than this ("Luzon" is the island, not a village of Davao); an area stands higher than a single site.
AREA_STANDS_AS = 200_000
SITE_STANDS_AS = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one place that fits a spelling; `fit` is 2 for the same letters, 1 for a known habit of romanisation, 0 for
    the same consonants.

    `extent_km` is the radius of the circle around the place's point that holds an area, None for a place that is a
    point itself or where nobody knows; `point` says whose point it is (`tables.POINTS`); `admin2` is the name of the
    second-level area. `countries` (ISO alpha-2) are those that a place without one country of its own lies in; a place
    with neither is no country's: an ocean, a continent.
    """

    place: Place
    population: int
    fit: int
    extent_km: float | None = None
    admin2: str | None = None
    point: str = "none"
    countries: tuple[str, ...] = ()

    def lies_in(self, countries: Collection[str]) -> bool:
        """Tell whether the place is in one of the countries, or in no country at all."""
        if self.place.country is not None:
            return self.place.country in countries
        return not self.countries or any(country in countries for country in self.countries)


class Gazetteer:
    """Answer look-ups from the gazetteer file and the packs; made once a process by `open_gazetteer`."""

    def __init__(self, path: str, packs: Traversable) -> None:
        try:
            self._file = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            stamp = self._file.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()[0]
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"the gazetteer cannot be read ({error}); it is built when Dateline is installed: reinstall it, or run "
                "`python hatch_build.py` in a checkout"
            ) from None
        if not stamp.startswith(f"shape {SHAPE};"):
            raise KnowledgeError(
                "the gazetteer was built by another version of Dateline; reinstall it, or run `python hatch_build.py` "
                "in a checkout"
            )
        self.stamp: str = stamp
        self._packs, pack_text = self._read_packs(packs)
        self.fingerprint = hashlib.sha256(f"{stamp}\n{pack_text}".encode()).hexdigest()[:16]
        self._cached = lru_cache(maxsize=50_000)(self._lookup)

    def lookup(
        self, name: str, *, countries: Collection[str] | None = None, within: str | None = None
    ) -> tuple[Entry, ...]:
        """Return the places that a spelling may name, best first: closer fit, then population, then areas.

        With `countries` (ISO alpha-2) only places there and in no country are returned, and spellings are compared by
        their consonants where nothing fits better. With `within` (the name of a first- or second-level area) only
        places that lie in an area of that name, and the area itself.
        """
        return self._cached(name, frozenset(countries) if countries is not None else None, within)

    def area_by_code(self, country: str, code: str) -> Entry | None:
        """Return the area that has a code in a country (ISO alpha-2): ISO 3166-2's, which in many countries is the
        post's, or GeoNames'.

        >>> open_gazetteer().area_by_code("US", "CA").place.name
        'California'
        """
        for full in (f"{country}-{code}", f"{country}.{code}"):
            row = self._file.execute(
                f"SELECT {_COLUMNS} FROM code c JOIN place p ON p.n = c.n WHERE c.code = ? ORDER BY p.kind, p.n",
                (full.upper(),),
            ).fetchone()
            if row is not None:
                return _entry(row, 2)
        return None

    def of_id(self, id_: str) -> Entry | None:
        """Return the place of an id, None where there is none."""
        row = self._file.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (packed_id(id_),)).fetchone()
        return _entry(row, 2) if row is not None else None

    def outline(self, id_: str) -> dict[str, Any] | None:
        """Return the outline of a place (GeoJSON geometry, about a kilometre precise), None where there is none.

        Source: Natural Earth, public domain.
        """
        row = self._file.execute(
            "SELECT o.shape FROM outline o JOIN place p ON p.n = o.n WHERE p.id = ? ORDER BY p.n", (packed_id(id_),)
        ).fetchone()
        return unpacked_outline(row[0]) if row is not None else None

    def _lookup(self, name: str, countries: frozenset[str] | None, within: str | None) -> tuple[Entry, ...]:
        key, folded = place_key(name)
        if not key:
            return ()
        rows = self._file.execute(
            f"SELECT {_COLUMNS}, n.folded FROM name n JOIN place p ON p.n = n.n WHERE n.key = ?", (key,)
        ).fetchall()
        found = [_entry(r, 2 if r[-1] == folded else 1) for r in rows]
        found += self._packs.get(key, ())
        country = open_countries().named(name)
        if country is not None:
            found = [e for e in found if e.place.kind is not PlaceKind.COUNTRY]
            found.append(self._country(country.code, country.name))
        if countries is not None:
            found = [e for e in found if e.lies_in(countries)]
        if within is not None:
            area = place_key(within)[0]
            found = [e for e in found if _is_in(e, area)]
        if not found and countries is not None:
            found = self._by_consonants(key, folded, countries)
            if within is not None:
                found = [e for e in found if _is_in(e, area)]
        best: dict[str, Entry] = {}
        for entry in found:
            known = best.get(entry.place.id)
            if known is None or entry.fit > known.fit:
                best[entry.place.id] = entry
        return tuple(sorted(best.values(), key=_rank))

    def _country(self, code: str, name: str) -> Entry:
        row = self._file.execute(
            f"SELECT {_COLUMNS} FROM code c JOIN place p ON p.n = c.n WHERE c.code = ?", (code,)
        ).fetchone()
        place = Place(f"country:{code}", name, PlaceKind.COUNTRY, code)
        if row is None:
            return Entry(place, 10**9, 2)
        known = _entry(row, 2)
        lat, lon = country_points().get(code, (known.place.lat, known.place.lon))
        return replace(known, place=replace(known.place, name=name, lat=lat, lon=lon), population=10**9)

    def _by_consonants(self, key: str, folded: str, countries: frozenset[str]) -> list[Entry]:
        from rapidfuzz import fuzz

        bones = skeleton(key)
        if not bones:
            return []
        found = []
        for country in sorted(countries):
            rows = self._file.execute(
                f"SELECT {_COLUMNS}, n.folded FROM bones n JOIN place p ON p.n = n.n"
                " WHERE n.country = ? AND n.skeleton = ?",
                (country, bones),
            )
            found += [_entry(r, 0) for r in rows if fuzz.ratio(folded, r[-1]) >= LOOSE_AGREEMENT]
        return found

    def _read_packs(self, folder: Traversable) -> tuple[dict[str, list[Entry]], str]:
        """Read the hand-kept places and spellings; raises KnowledgeError naming file and entry."""
        found: dict[str, list[Entry]] = {}
        texts = []
        for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
            text = file.read_text(encoding="utf-8")
            texts.append(text)
            raw = parse_toml(text, where=file.name)
            for entry in raw.get("place", []):
                known = _pack_entry(entry, file.name)
                for spelling in (known.place.name, *entry.get("names", ())):
                    found.setdefault(place_key(spelling)[0], []).append(known)
            for entry in raw.get("spelling", []):
                meant = self.of_id(str(entry.get("of")))
                if meant is None:
                    raise KnowledgeError(f"{file.name}: there is no place {entry.get('of')!r} to give a spelling to")
                for spelling in entry["names"]:
                    found.setdefault(place_key(spelling)[0], []).append(meant)
        return found, "\n".join(texts)


@lru_cache(maxsize=1)
def country_points() -> dict[str, tuple[float, float]]:
    """Return the point by which each country goes on maps; raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("country_points.toml"))
    found = {}
    for code, point in raw.items():
        if code not in open_countries().by_code or not isinstance(point, list) or len(point) != 2:
            raise KnowledgeError(f"country_points.toml: {code} needs an ISO code, a latitude and a longitude")
        found[code] = (float(point[0]), float(point[1]))
    return found


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer that was built with the package; raises KnowledgeError where it is missing."""
    here = resources.files(__package__)
    return Gazetteer(str(here.joinpath("places.sqlite")), here.joinpath("packs"))


def _entry(row: Any, fit: int) -> Entry:
    lat, lon = (None if x is None else x / SCALE for x in row[5:7])
    place = Place(unpacked_id(row[0]), row[1], KINDS[row[2]], row[3], row[4], lat, lon)
    return Entry(place, row[7], fit, row[9], row[8], POINTS[row[10]])


def _is_in(entry: Entry, area: str) -> bool:
    return any(name is not None and place_key(name)[0] == area for name in (entry.place.admin1, entry.admin2))


_ORDER = {PlaceKind.COUNTRY: 0, PlaceKind.FIRST_LEVEL: 1, PlaceKind.SETTLEMENT: 2}


def _rank(entry: Entry) -> tuple[int, int, int, str]:
    return -entry.fit, -entry.population, _ORDER.get(entry.place.kind, 3), entry.place.id


def _pack_entry(raw: dict[str, Any], file: str) -> Entry:
    where = f"{file}, place {raw.get('id', 'without an id')!r}"
    if not _PACK_NEEDS <= set(raw) <= _PACK_KEYS or {"country", "countries"} <= set(raw):
        raise KnowledgeError(
            f"{where}: needs {sorted(_PACK_NEEDS)}; may have {sorted(_PACK_KEYS - _PACK_NEEDS)}, and of country and "
            "countries only one"
        )
    try:
        kind = PlaceKind(raw["kind"])
        place = Place(
            f"pack:{raw['id']}",
            raw["name"],
            kind,
            raw.get("country"),
            raw.get("admin1"),
            raw.get("lat"),
            raw.get("lon"),
        )
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from None
    standing = AREA_STANDS_AS if kind in (PlaceKind.REGION, PlaceKind.WATER) else SITE_STANDS_AS
    point = "own" if place.lat is not None else "none"
    return Entry(place, standing, 2, raw.get("radius_km"), None, point, tuple(raw.get("countries", ())))
