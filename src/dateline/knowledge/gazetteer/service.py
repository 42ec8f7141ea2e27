"""Look places up by any of their spellings, in the countries that a document is about.

Invariant: a look-up never guesses between countries; it returns what fits, best first, and says how it fitted. Data:
GeoNames, CC BY 4.0 (https://www.geonames.org), and the hand-kept packs beside this file.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dateline.data_files import parse_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer.keys import place_key, skeleton
from dateline.model import Place, PlaceKind

__all__ = ["Entry", "Gazetteer", "open_gazetteer"]

_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, n.folded"
_PACK_NEEDS = {"id", "name", "kind", "source"}
_PACK_KEYS = _PACK_NEEDS | {"country", "countries", "admin1", "lat", "lon", "radius_km", "names"}

# Two spellings with the same consonants are one name only if their letters agree this well (share of letters in
# common order, 0-100); "Nassiriya" and "Nasiriyah" agree at 89, "Kut" and "Kuwait" have other consonants anyway.
LOOSE_AGREEMENT = 72

# A hand-kept place is one that the news writes about: among places of its name it stands before towns of fewer people
# than this ("Donbas" is the basin, though Donetsk is called so too); an area stands higher than a single site.
AREA_STANDS_AS = 1_000_000
SITE_STANDS_AS = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one place that fits a spelling; `fit` is 2 for the same letters, 1 for a known habit of romanisation, 0 for
    the same consonants.

    `countries` (ISO alpha-2) are those that a place without one country of its own lies in; a place with neither is
    no country's: an ocean, a continent. `extent_km` is how far from its point an area reaches, None where unknown.
    """

    place: Place
    population: int
    fit: int
    countries: tuple[str, ...] = ()
    extent_km: float | None = None

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
        self._packs, pack_text = self._read_packs(packs)
        self.fingerprint = hashlib.sha256(f"{stamp}\n{pack_text}".encode()).hexdigest()[:16]
        self._cached = lru_cache(maxsize=50_000)(self._lookup)

    def lookup(self, name: str, *, countries: Collection[str] | None = None) -> tuple[Entry, ...]:
        """Return the places that a spelling may name, best first: closer fit, then areas, then population.

        With `countries` (ISO alpha-2) only places there and in no country are returned, and spellings are compared by
        their consonants where nothing fits better.
        """
        return self._cached(name, frozenset(countries) if countries is not None else None)

    def _lookup(self, name: str, countries: frozenset[str] | None) -> tuple[Entry, ...]:
        key, folded = place_key(name)
        if not key:
            return ()
        rows = self._file.execute(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.n = n.n WHERE n.key = ?", (key,)
        ).fetchall()
        found = [Entry(_place(r), r[7], 2 if r[8] == folded else 1) for r in rows]
        found += self._packs.get(key, ())
        country = open_countries().named(name)
        if country is not None:
            found = [e for e in found if e.place.kind is not PlaceKind.COUNTRY]
            found.append(
                Entry(Place(f"country:{country.code}", country.name, PlaceKind.COUNTRY, country.code), 10**9, 2)
            )
        if countries is not None:
            found = [e for e in found if e.lies_in(countries)]
            if not found:
                found = self._by_consonants(key, folded, countries)
        best: dict[str, Entry] = {}
        for entry in found:
            known = best.get(entry.place.id)
            if known is None or entry.fit > known.fit:
                best[entry.place.id] = entry
        return tuple(sorted(best.values(), key=_rank))

    def _by_consonants(self, key: str, folded: str, countries: frozenset[str]) -> list[Entry]:
        from rapidfuzz import fuzz

        bones = skeleton(key)
        if not bones:
            return []
        found = []
        for country in sorted(countries):
            rows = self._file.execute(
                f"SELECT {_COLUMNS} FROM bones n JOIN place p ON p.n = n.n WHERE n.skeleton = ? AND n.country = ?",
                (bones, country),
            )
            found += [Entry(_place(r), r[7], 0) for r in rows if fuzz.ratio(folded, r[8]) >= LOOSE_AGREEMENT]
        return found

    def _read_packs(self, folder: Traversable) -> tuple[dict[str, list[Entry]], str]:
        """Read the hand-kept places and spellings; raises KnowledgeError naming file and entry."""
        found: dict[str, list[Entry]] = {}
        texts = []
        spelled: list[tuple[str, dict[str, Any]]] = []
        for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
            text = file.read_text(encoding="utf-8")
            texts.append(text)
            raw = parse_toml(text, where=file.name)
            for entry in raw.get("place", []):
                known = _pack_entry(entry, file.name)
                for spelling in (known.place.name, *entry.get("names", ())):
                    found.setdefault(place_key(spelling)[0], []).append(known)
            spelled += [(file.name, entry) for entry in raw.get("spelling", [])]
        known_places = self._places({str(entry.get("of")) for _, entry in spelled})
        for file_name, entry in spelled:
            named = known_places.get(str(entry.get("of")))
            if named is None:
                raise KnowledgeError(f"{file_name}: there is no place {entry.get('of')!r} to give a spelling to")
            for spelling in entry["names"]:
                found.setdefault(place_key(spelling)[0], []).append(Entry(named, 0, 2))
        return found, "\n".join(texts)

    def _places(self, ids: Collection[str]) -> dict[str, Place]:
        """Return the places of these ids by one pass over the file, which has no index of them."""
        marks = ", ".join("?" * len(ids))
        rows = self._file.execute(
            f"SELECT id, name, kind, country, admin1, lat, lon FROM place WHERE id IN ({marks})", sorted(ids)
        )
        return {row[0]: _place(row) for row in rows}


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer that was built with the package; raises KnowledgeError where it is missing."""
    here = resources.files(__package__)
    return Gazetteer(str(here.joinpath("places.sqlite")), here.joinpath("packs"))


def _place(row: Any) -> Place:
    return Place(row[0], row[1], PlaceKind(row[2]), row[3], row[4], row[5], row[6])


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
    return Entry(place, standing, 2, tuple(raw.get("countries", ())), raw.get("radius_km"))
