"""Places and what is known of each, as codes.

Invariant: a place is its id; the entry that a row gives of it (name, country, first-level area, point) is kept as that
row has it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dateline.indexing.arrays import Growing, Values
from dateline.indexing.namings import Named
from dateline.knowledge.actors import open_actors

__all__ = ["Entry", "Places", "country_name", "known_country", "nearest_country"]


class Entry(NamedTuple):
    """Hold what a row gives of a place: id, name, kind, ISO country, first-level area, WGS 84 point."""

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class _Columns:
    place: Growing
    country: Growing
    admin1: Growing
    lat: Growing
    lon: Growing


class Places:
    """Give each entry a code, and each place; `columns` say of each entry which place, country, area and point."""

    def __init__(self) -> None:
        self.entries: Values[Entry] = Values()
        self.ids: Values[str] = Values()
        self.names = Named()
        self.countries, self.areas = Values[str](), Values[str]()
        self._called: dict[int, set[int]] = {}
        self._first: list[Entry] = []
        self.columns = _Columns(Growing("i4"), Growing("i2"), Growing("i4"), Growing("f8"), Growing("f8"))

    def code(self, entry: Entry) -> int:
        """Return the code of an entry, a new one where it is new."""
        before = len(self.entries)
        code = self.entries.code(entry)
        if code == before:
            known = len(self.ids)
            place = self.ids.code(entry.id)
            if place == known:
                self._first.append(entry)
            self._called.setdefault(self.names.code(entry.name), set()).add(place)
            columns = self.columns
            columns.place.add([place])
            columns.country.add([-1 if entry.country is None else self.countries.code(entry.country)])
            columns.admin1.add([-1 if entry.admin1 is None else self.areas.code(entry.admin1)])
            columns.lat.add([float("nan") if entry.lat is None else entry.lat])
            columns.lon.add([float("nan") if entry.lon is None else entry.lon])
        return code

    def codes_of(self, places: Iterable[tuple[Any, ...]]) -> list[int]:
        """Return the codes of entries given as tuples, -1 where one has no id."""
        known, found = self.entries.codes, []
        for place in places:
            code = known.get(place)  # type: ignore[call-overload] # an entry is a tuple, and equal to one
            if code is None:
                code = -1 if place[0] is None else self.code(Entry(*place))
            found.append(code)
        return found

    def place_of(self, entry: int) -> int:
        """Return the code of the place of an entry."""
        return int(self.columns.place.seen[entry])

    def first(self, place: int) -> Entry:
        """Return the entry that a place was first given with."""
        return self._first[place]

    def wanted(self, words: str) -> list[int]:
        """Return the codes of the places that have an id or a name, in any case."""
        found = {place for name in self.names.like(words) for place in self._called.get(name, ())}
        for id_ in {words, words.lower()}:
            code = self.ids.find(id_)
            if code is not None:
                found.add(code)
        return sorted(found)

    def label(self, place: int) -> str:
        """Return the name of a place with that of its country."""
        entry = self._first[place]
        country = country_name(entry.country) if entry.country else None
        return entry.name if country in (None, entry.name) else f"{entry.name}, {country}"


@lru_cache(maxsize=1024)
def country_name(code: str) -> str:
    """Return what a country is called in English, or its code where that is all that is known.

    >>> country_name("IQ"), country_name("QQ")
    ('Iraq', 'QQ')
    """
    country = open_actors().countries.by_code.get(code)
    return country.name if country is not None else code


def known_country(words: str) -> str | None:
    """Return the ISO code of a country by its code in any case, or by a name; None where there is none.

    >>> known_country("iq"), known_country("iraq"), known_country("Ruritania")
    ('IQ', 'IQ', None)
    """
    countries = open_actors().countries
    for code in (words, words.upper()):
        if code in countries.by_code:
            return code
    found = countries.named(words) or countries.named(words.title())
    return found.code if found is not None else None


def nearest_country(words: str) -> str | None:
    """Return the name of a country that is written nearly so, or None.

    >>> nearest_country("Irak")
    'Iraq'
    """
    names = {country.name.casefold(): country.name for country in open_actors().countries.by_code.values()}
    near = difflib.get_close_matches(words.casefold(), names, 1)
    return names[near[0]] if near else None
