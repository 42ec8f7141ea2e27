"""Read the whole of GeoNames from the files that it publishes, for a gazetteer of the user's own.

Invariant: a file is read line by line in constant memory, and a line that is not in GeoNames' format is named and ends
the reading. Format: https://download.geonames.org/export/dump/readme.txt (19 columns, tabs, UTF-8); CC BY 4.0.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from dateline.data_files import read_toml, table_in
from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer.names import spellings, unmarked
from dateline.knowledge.gazetteer.tables import Row, Writer
from dateline.model import PlaceKind

__all__ = ["Files", "add_geonames", "area_names", "digest", "feature_kinds"]

_COLUMNS = 19
_ALTERNATE_COLUMNS = 4  # of at least eight; the rest may be left out at a line's end
_CODE_COLUMNS = 4
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)?|")
# Lines between two reports of progress.
_OFTEN = 20_000
# GeoNames' longest line has some ten thousand characters; a file without line breaks must not fill the memory.
_LONGEST_LINE = 1 << 20
# What SQLite holds as one whole number.
_MOST_DIGITS = 18

Pace = Callable[[str, int, int], None]


class Files(NamedTuple):
    """Name the files of GeoNames: all places, and if given all their names and the names of areas."""

    places: Path
    alternate_names: Path | None = None
    admin1: Path | None = None
    admin2: Path | None = None


@lru_cache(maxsize=1)
def feature_kinds() -> dict[str, dict[str, PlaceKind | None]]:
    """Return the kind of each feature code by class, None for one that is left out; `*` is the rest of its class."""
    raw = read_toml(resources.files(__package__).joinpath("features.toml"))
    found: dict[str, dict[str, PlaceKind | None]] = {}
    for letter, codes in raw.items():
        found[letter] = {}
        for code, kind in table_in(codes, f"features.toml, [{letter}]").items():
            try:
                found[letter][code] = None if kind == "" else PlaceKind(kind)
            except ValueError as error:
                raise KnowledgeError(f"features.toml, [{letter}], {code}: {error}") from None
    return found


def add_geonames(writer: Writer, files: Files, known_areas: Mapping[str, str], *, pace: Pace) -> int:
    """Add all places of GeoNames that `features.toml` wants and return their number.

    `known_areas` are the names of areas by GeoNames' code; the files of areas add those that it lacks. `pace` is told
    the file at hand, the bytes read and those to read. Raises KnowledgeError naming file and line.
    """
    areas = dict(known_areas)
    for path in (files.admin1, files.admin2):
        if path is not None:
            areas = {**area_names(path), **areas}
    with _alternates(files.alternate_names, pace) as further:
        seen = 0
        for number, line in _lines(files.places, pace):
            row, names = _place(line, f"{files.places}, line {number}", areas)
            if row is not None:
                try:
                    writer.add(row, spellings([*names, *further(row.id)]), loosely=True)
                except sqlite3.IntegrityError:
                    raise KnowledgeError(
                        f"{files.places}, line {number}: {row.id} stands in the file twice; download the file again"
                    ) from None
                seen += 1
    if not seen:
        raise KnowledgeError(f"{files.places} holds no places; allCountries.zip of GeoNames is what is wanted")
    return seen


def area_names(path: Path) -> dict[str, str]:
    """Return the names of areas by code from admin1CodesASCII.txt or admin2Codes.txt."""
    found = {}
    for number, line in _lines(path, lambda *_: None):
        columns = line.split("\t")
        if len(columns) != _CODE_COLUMNS or "." not in columns[0]:
            raise KnowledgeError(
                f"{path}, line {number}: needs a code, two names and an id between tabs, as in admin1CodesASCII.txt"
            )
        found[columns[0]] = columns[2] or columns[1]
    return found


def digest(path: Path) -> str:
    """Return a short digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _place(line: str, where: str, areas: Mapping[str, str]) -> tuple[Row | None, list[str]]:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise KnowledgeError(
            f"{where}: has {len(columns)} columns where GeoNames has {_COLUMNS}; give allCountries.zip or the file of "
            "one country as it was downloaded"
        )
    id_, name, _, alternates, lat, lon, letter, code, country = columns[:9]
    kinds = feature_kinds().get(letter, {})
    kind = kinds[code] if code in kinds else kinds.get("*")
    if kind is None:
        return None, []
    try:
        at = (float(lat), float(lon))
        number, population = _whole(id_), _whole(columns[14] or "0")
    except ValueError:
        raise KnowledgeError(
            f"{where}: id, coordinates and population have to be numbers; give the file as it was downloaded"
        ) from None
    if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        raise KnowledgeError(f"{where}: {lat}, {lon} is not on the globe (WGS 84 degrees)")
    if not name.strip():
        raise KnowledgeError(f"{where}: the place has no name; give the file as it was downloaded")
    upper = f"{country}.{columns[10]}"
    admin1, admin2 = areas.get(upper), areas.get(f"{upper}.{columns[11]}")
    point = "own" if kind not in (PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL) else "middle"
    plain = unmarked(name)
    row = Row(f"geonames:{number}", plain, kind, country or None, admin1, admin2, *at, population, point)
    return row, [name, *alternates.split(",")]


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ValueError(text)
    return int(text)


@contextmanager
def _alternates(path: Path | None, pace: Pace) -> Iterator[Callable[[str], list[str]]]:
    """Give a function from an id to its further names; they wait in a file of their own, not in memory."""
    if path is None:
        yield lambda _: []
        return
    with closing(sqlite3.connect("")) as file:  # a temporary file that goes with the connection
        file.execute("CREATE TABLE alternate (id INTEGER, name TEXT)")
        file.executemany("INSERT INTO alternate VALUES (?, ?)", _alternate_rows(path, pace))
        file.execute("CREATE INDEX of_id ON alternate (id)")

        def further(id_: str) -> list[str]:
            rows = file.execute("SELECT name FROM alternate WHERE id = ?", (int(id_.partition(":")[2]),))
            return [name for (name,) in rows]

        yield further


def _alternate_rows(path: Path, pace: Pace) -> Iterator[tuple[int, str]]:
    for number, line in _lines(path, pace):
        columns = line.split("\t")
        try:
            id_ = _whole(columns[1] if len(columns) >= _ALTERNATE_COLUMNS else "")
        except ValueError:
            raise KnowledgeError(
                f"{path}, line {number}: is not as in GeoNames' alternateNamesV2.txt; give that one as downloaded"
            ) from None
        # Links, post codes and the like stand where a language would.
        if _LANGUAGE.fullmatch(columns[2]) and spellings([columns[3]]):
            yield id_, columns[3]


def _lines(path: Path, pace: Pace) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file, or of the text file of its name in a zip archive, with their numbers."""
    number = 0
    try:
        with _opened(path) as (file, total):
            done = 0
            for number, raw in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), 1):
                if len(raw) == _LONGEST_LINE:
                    raise KnowledgeError(f"{path}, line {number}: is endless; give the file as it was downloaded")
                done += len(raw)
                if number % _OFTEN == 1:
                    pace(path.name, done, total)
                line = (raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw).decode("utf-8").rstrip("\r\n")
                if line and not line.startswith("#"):
                    yield number, line
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path}, line {number}: is not UTF-8; download the file again") from None
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise KnowledgeError(f"{path} is a broken zip archive ({error}); download it again") from None
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror or error}") from None


@contextmanager
def _opened(path: Path) -> Iterator[tuple[io.BufferedIOBase, int]]:
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    with zipfile.ZipFile(path) as archive:
        inside = [i for i in archive.infolist() if i.filename.endswith(".txt")]
        wanted = [i for i in inside if Path(i.filename).stem == path.stem] or [
            i for i in inside if "readme" not in i.filename.lower()
        ]
        if len(wanted) != 1:
            raise KnowledgeError(f"{path} holds no {path.stem}.txt; give the archive as GeoNames publishes it")
        try:
            member = archive.open(wanted[0])
        except RuntimeError as error:  # under a password, or packed in a way that Python does not know
            raise KnowledgeError(f"{path} cannot be unpacked ({error}); unpack it and give the .txt file") from None
        with io.BufferedReader(member) as file:  # type: ignore[type-var]
            yield file, wanted[0].file_size
