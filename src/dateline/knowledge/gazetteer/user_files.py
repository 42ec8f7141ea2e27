"""The gazetteer files of a user's own, beside the one that comes with the package.

Invariant: what is added is written whole or not at all, and a file that was there stays byte for byte as it was until
the new one is complete. Every process finds the same files: they lie in one folder, that of the environment variable
DATELINE_GAZETTEER where it is set (empty: none), else the user's folder for data.
"""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import KnowledgeError, UnwritableError
from dateline.knowledge.gazetteer.geonames import Files, Pace, add_geonames, digest
from dateline.knowledge.gazetteer.keys import keys_fingerprint
from dateline.knowledge.gazetteer.own import AreaNamed, CountryOf, add_own
from dateline.knowledge.gazetteer.tables import SHAPE, unfinished_files, written

__all__ = ["VARIABLE", "Files", "UserFile", "add_places", "build_geonames", "remove", "user_files", "user_folder"]

VARIABLE = "DATELINE_GAZETTEER"
# The file of all of GeoNames; every other one holds a user's own places.
GEONAMES = "geonames"
# Bytes of a file's name that leave room for its endings.
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class UserFile:
    """Hold one gazetteer file of the user's own: where it lies, what it was made from, how many places it holds, and
    whether this version of Dateline can use it."""

    path: Path
    made_from: str
    places: int
    is_current: bool

    @property
    def name(self) -> str:
        """The name it is removed by."""
        return self.path.stem


def user_folder() -> Path | None:
    """Return the folder of the user's gazetteer files, None where they are switched off."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return Path(given) if given else None
    import platformdirs

    return Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "gazetteer"


def user_files(folder: Path | None) -> list[UserFile]:
    """Return the gazetteer files in a folder by name; raises KnowledgeError where one is damaged."""
    if folder is None or not folder.is_dir():
        return []
    return [_described(path) for path in sorted(folder.glob("*.sqlite"))]


def build_geonames(
    files: Files, folder: Path | None, known_areas: Mapping[str, str], *, pace: Pace = lambda *_: None
) -> UserFile:
    """Write all of GeoNames into the folder; raises KnowledgeError naming file and line, and leaves what was there."""
    target = _target(folder, GEONAMES)
    with written(target) as writer:
        places = add_geonames(writer, files, known_areas, pace=pace)
        stamps = [f"{path.name} {digest(path)}" for path in files if path is not None]
        writer.finish(_meta("; ".join(["GeoNames", *stamps]), places))
    return _described(target)


def add_places(
    path: Path,
    folder: Path | None,
    *,
    area_named: AreaNamed = lambda *_: None,
    country_of: CountryOf = lambda _: None,
    pace: Pace = lambda *_: None,
) -> UserFile:
    """Write the places of a CSV file into the folder, in place of those that a file of its name held before.

    `area_named` is what the gazetteer calls a province of a country, None where it does not know it; `country_of` its
    point and reach of a country; `pace` is told how far it has come.
    """
    # Letters of every script stay: two files named in Arabic are two.
    name = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", path.stem).casefold()).strip("-") or "places"
    if len(name.encode()) > _LONGEST_NAME:
        raise KnowledgeError(f"{path}: this name is too long; give the file a shorter one")
    if name == GEONAMES:
        raise KnowledgeError(f"{path}: this name is kept for all of GeoNames; give the file another one")
    target = _target(folder, name)
    with written(target) as writer:
        taken = _ids_elsewhere(target)
        places = add_own(writer, path, taken=taken, area_named=area_named, country_of=country_of, pace=pace)
        writer.finish(_meta(f"{path.name} {digest(path)}", places))
    return _described(target)


def remove(name: str, folder: Path | None) -> Path:
    """Delete a gazetteer file of the user's own; raises KnowledgeError where there is none of that name."""
    known = {file.stem: file for file in sorted(folder.glob("*.sqlite"))} if folder is not None else {}
    if name not in known:
        there = f"there are {', '.join(sorted(known))}" if known else "there are none"
        raise KnowledgeError(f"there is no gazetteer file {name!r} of your own; {there}")
    try:
        for file in (known[name], *unfinished_files(known[name])):
            file.unlink()
    except OSError as error:
        raise UnwritableError(
            f"{known[name]} cannot be deleted ({error.strerror}); see that its folder may be written to"
        ) from None
    return known[name]


def _target(folder: Path | None, name: str) -> Path:
    if folder is None:
        raise KnowledgeError(
            f"gazetteer files of your own are switched off: {VARIABLE} is empty; unset it or name a folder"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"{folder} cannot be made: {error.strerror}; name another folder with --to") from None
    return folder / f"{name}.sqlite"


def _meta(made_from: str, places: int) -> dict[str, str]:
    return {"stamp": f"shape {SHAPE}; {made_from}; keys {keys_fingerprint()}", "places": str(places)}


def _ids_elsewhere(target: Path) -> dict[str, str]:
    """Return the ids of the user's other places, each with its file: which of two a report means could not be told."""
    found = {}
    for other in sorted(target.parent.glob("*.sqlite")):
        if other.stem not in (target.stem, GEONAMES):
            try:
                with closing(sqlite3.connect(f"{other.resolve().as_uri()}?mode=ro", uri=True)) as file:
                    found.update({id_: other.stem for (id_,) in file.execute("SELECT id FROM place")})
            except sqlite3.Error as error:
                raise _damaged(other, error) from None
    return found


def _damaged(path: Path, error: Exception) -> KnowledgeError:
    return KnowledgeError(
        f"{path} is no gazetteer file ({error}); `dateline gazetteer remove {path.stem}` deletes it, then add it again"
    )


def _described(path: Path) -> UserFile:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            meta = dict(file.execute("SELECT key, value FROM meta"))
        parts = meta["stamp"].split("; ")
    except (sqlite3.Error, KeyError) as error:
        raise _damaged(path, error) from None
    is_current = parts[0] == f"shape {SHAPE}" and parts[-1] == f"keys {keys_fingerprint()}"
    return UserFile(path, "; ".join(parts[1:-1]), int(meta.get("places", 0)), is_current)
