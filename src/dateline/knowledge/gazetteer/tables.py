"""The gazetteer's file: its tables, and the one way to fill them.

Invariant: the same places in the same order give the same bytes, and a file is put in place whole or not at all.
Coordinates are whole hundred-thousandths of a degree, GeoNames ids whole numbers; areas are named by their row.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import UnwritableError
from dateline.knowledge.gazetteer.keys import bare_key, place_key, skeleton
from dateline.model import PlaceKind

__all__ = [
    "AREAS",
    "KINDS",
    "POINTS",
    "SCALE",
    "SHAPE",
    "Row",
    "Writer",
    "keyed",
    "packed_id",
    "unpacked_id",
    "unfinished_files",
    "unpacked_outline",
    "written",
]

# The number of the tables' layout: a file of another one is not read.
SHAPE = "3"
SCALE = 100_000

# Whose point a place has: its own; its seat of the same name; the middle of the area, where that lies within; a point
# inside; its most populous settlement; the country's capital.
POINTS = ("none", "own", "seat", "middle", "inside", "largest settlement", "capital")
KINDS = tuple(PlaceKind)
AREAS = (PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL)

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 4096;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 TEXT,
    admin2 TEXT, lat INTEGER, lon INTEGER, population INTEGER NOT NULL, point INTEGER NOT NULL, extent INTEGER
);
CREATE UNIQUE INDEX of_id ON place (id);
CREATE TABLE name (key TEXT NOT NULL, n INTEGER NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (key, n, folded)) WITHOUT ROWID;
CREATE TABLE bones (country TEXT NOT NULL, skeleton TEXT NOT NULL, n INTEGER NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (country, skeleton, n, folded)) WITHOUT ROWID;
CREATE TABLE code (code TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (code, n)) WITHOUT ROWID;
CREATE TABLE outline (n INTEGER PRIMARY KEY, shape BLOB NOT NULL);
CREATE TEMP TABLE spelling (key TEXT, n INTEGER, folded TEXT);
CREATE TEMP TABLE loose (country TEXT, skeleton TEXT, n INTEGER, folded TEXT);
"""
_SORTED = """
INSERT OR IGNORE INTO name SELECT key, n, folded FROM spelling ORDER BY key, n, folded;
INSERT OR IGNORE INTO bones SELECT country, skeleton, n, folded FROM loose ORDER BY country, skeleton, n, folded;
DROP TABLE spelling;
DROP TABLE loose;
"""
# An unfinished file that is older than this, in seconds, and that no process holds was left behind by one that was
# killed. A young one may be between two of its locks.
_YOUNG = 60
_PLACE = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one place on its way into the file; `extent_km` is the radius of the circle around its point that holds it,
    None where nobody knows, and `codes` are those it is known by (`US-CA`, `US.CA`)."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    point: str = "none"
    extent_km: float | None = None
    codes: tuple[str, ...] = ()


class Writer:
    """Take places one by one, in constant memory; `finish` sorts their spellings into the tables."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        self._n = 0
        file.executescript(_TABLES)

    def add(self, row: Row, names: Iterable[str], *, loosely: bool, outline: Any = None) -> None:
        """Write a place under its names; `loosely` lets it be found by its consonants too; `outline` is GeoJSON."""
        self.add_keyed(row, keyed([row.name, *names], row.kind), loosely=loosely, outline=outline)

    def add_keyed(self, row: Row, keys: Iterable[tuple[str, str]], *, loosely: bool, outline: Any = None) -> None:
        """Write a place under the keys of its names, as `keyed` gives them."""
        self._n += 1
        n, keys = self._n, sorted(keys)
        lat, lon = (None if x is None else round(x * SCALE) for x in (row.lat, row.lon))
        extent = None if row.extent_km is None else max(1, round(row.extent_km))
        kind, point = KINDS.index(row.kind), POINTS.index(row.point)
        where = (row.country, row.admin1, row.admin2, lat, lon)
        self._file.execute(_PLACE, (n, packed_id(row.id), row.name, kind, *where, row.population, point, extent))
        self._file.executemany("INSERT INTO spelling VALUES (?, ?, ?)", ((key, n, f) for key, f in keys))
        if loosely and row.country:
            bones = ((skeleton(key), folded) for key, folded in keys)
            self._file.executemany(
                "INSERT INTO loose VALUES (?, ?, ?, ?)", ((row.country, b, n, folded) for b, folded in bones if b)
            )
        self._file.executemany("INSERT OR IGNORE INTO code VALUES (?, ?)", ((code, n) for code in row.codes))
        if outline is not None:
            text = json.dumps(outline, separators=(",", ":"))
            self._file.execute("INSERT INTO outline VALUES (?, ?)", (n, zlib.compress(text.encode(), 9)))

    def finish(self, meta: dict[str, str]) -> None:
        """Sort the spellings into their tables and note what the file was made from."""
        for statement in _SORTED.split(";"):  # `executescript` would end the transaction
            self._file.execute(statement)
        self._file.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))


def keyed(names: Iterable[str], kind: PlaceKind) -> set[tuple[str, str]]:
    """Return the keys of a place's names with their folded letters; an area is found without "District" too."""
    spellings = set(names)
    found = set(map(place_key, spellings))
    if kind in AREAS:
        found |= set(map(bare_key, spellings))
    return {(key, folded) for key, folded in found if key}


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """Give a Writer of a new file that takes the place of `path` when the block ends well; else `path` stays as it is.

    The file is written beside `path`, so that it can take its place in one step, and under a name that no other process
    writes to: of two at once the later takes the place, whole. Raises UnwritableError where there is no room or no
    right to write.
    """
    for left in unfinished_files(path):
        if _is_left_behind(left):
            with suppress(OSError):
                left.unlink()
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as file:
            writer = Writer(file)
            file.execute("BEGIN IMMEDIATE")
            yield writer
            file.execute("COMMIT")
            file.execute("VACUUM")
        _put_in_place(unfinished, path)
    except sqlite3.OperationalError as error:
        raise _unwritable(path, str(error)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _is_left_behind(unfinished: Path) -> bool:
    try:
        if time.time() - unfinished.stat().st_mtime < _YOUNG:
            return False
        with closing(sqlite3.connect(unfinished, timeout=0, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
    except (sqlite3.OperationalError, OSError):  # whoever writes it holds the lock
        return False
    except sqlite3.DatabaseError:
        return True
    return True


def _put_in_place(finished: Path, path: Path) -> None:
    try:
        with finished.open("rb+") as file:
            os.fsync(file.fileno())  # else a power cut could leave the new name with half of the bytes
        os.replace(finished, path)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from None


def _unwritable(path: Path, why: str) -> UnwritableError:
    return UnwritableError(
        f"{path} cannot be written ({why}); see that its folder and the one for temporary files have space and may be "
        "written to, or name another folder with --to; what was there is as it was"
    )


def unfinished_files(path: Path) -> list[Path]:
    """Return what is being written to take the place of `path`, or was left behind by a process that was killed."""
    return [p for p in sorted(path.parent.glob("*.unfinished")) if p.name.startswith(f"{path.name}.")]


def packed_id(id_: str) -> int | str:
    """Return what the file holds for an id: the number of a GeoNames id, anything else as it is."""
    head, _, number = id_.partition(":")
    return int(number) if head == "geonames" and number.isdecimal() else id_


def unpacked_id(packed: int | str) -> str:
    """Return the id that the file holds as `packed`.

    >>> unpacked_id(packed_id("geonames:99608")), unpacked_id(packed_id("country:IQ"))
    ('geonames:99608', 'country:IQ')
    """
    return f"geonames:{packed}" if isinstance(packed, int) else packed


def unpacked_outline(shape: bytes) -> dict[str, Any]:
    """Return the GeoJSON geometry that the file holds as `shape`."""
    made: dict[str, Any] = json.loads(zlib.decompress(shape))
    return made
