"""Read a user's own places from a CSV file: checkpoints, airfields, camps, quarters.

Invariant: a file is taken whole or not at all; what is wrong is named with its line. Columns: `id`, `name`, `kind`,
`source`, and optionally `country`, `admin1`, `lat`, `lon`, `radius_km`, `names` (more spellings, between semicolons).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer.kept import AREA_STANDS_AS, SITE_STANDS_AS
from dateline.knowledge.gazetteer.tables import Row, Writer
from dateline.model import PlaceKind

__all__ = ["COLUMNS", "NEEDED", "AreaNamed", "add_own"]

NEEDED = ("id", "name", "kind", "source")
COLUMNS = (*NEEDED, "country", "admin1", "lat", "lon", "radius_km", "names")
AreaNamed = Callable[[str, str], str | None]
_KINDS = ", ".join(kind.value for kind in PlaceKind)


def add_own(writer: Writer, path: Path, *, taken: Mapping[str, str], area_named: AreaNamed) -> int:
    """Add the places of a CSV file and return their number; raises KnowledgeError naming file and line.

    `taken` are the ids of other files, each with its file's name; `area_named` is what the gazetteer calls a province
    of a country.
    """
    lines: dict[str, int] = {}
    for number, cells in _rows(path):
        where = f"{path}, line {number}"
        row, names = _place(cells, where, area_named)
        if row.id in lines:
            raise KnowledgeError(f"{where}: the id {cells['id']!r} stands in line {lines[row.id]} too; give it another")
        if row.id in taken:
            raise KnowledgeError(
                f"{where}: the id {cells['id']!r} stands in {taken[row.id]} too; give it another, or "
                f"`dateline gazetteer remove {taken[row.id]}` first"
            )
        lines[row.id] = number
        writer.add(row, names, loosely=True)
    if not lines:
        raise KnowledgeError(f"{path} holds no places below its heading")
    return len(lines)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            heading = [cell.strip().lower() for cell in next(reader, [])]
            _check_heading(heading, path)
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(heading):
                    raise KnowledgeError(
                        f"{path}, line {reader.line_num}: has {len(cells)} columns where the heading has "
                        f"{len(heading)}; put quotes around what holds a comma"
                    )
                yield reader.line_num, dict(zip(heading, (cell.strip() for cell in cells), strict=True))
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path}, line {_not_utf8(path)}: is not UTF-8; save the file as UTF-8") from None
    except csv.Error as error:
        raise KnowledgeError(f"{path} is no CSV: {error}") from None
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}") from None


def _check_heading(heading: list[str], path: Path) -> None:
    missing = [column for column in NEEDED if column not in heading]
    unknown = [column for column in heading if column not in COLUMNS]
    if missing or unknown or len(set(heading)) != len(heading):
        wrong = f"lacks {missing[0]!r}" if missing else f"has {unknown[0]!r}" if unknown else "names a column twice"
        raise KnowledgeError(f"{path}, line 1: the heading {wrong}; the columns are {', '.join(COLUMNS)}")


def _not_utf8(path: Path) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1


def _place(cells: dict[str, str], where: str, area_named: AreaNamed) -> tuple[Row, list[str]]:
    for column in NEEDED:
        if not cells[column]:
            raise KnowledgeError(f"{where}: the column {column!r} is empty; every place needs one")
    try:
        kind = PlaceKind(cells["kind"])
    except ValueError:
        raise KnowledgeError(f"{where}: {cells['kind']!r} is no kind of place; there are {_KINDS}") from None
    country = cells.get("country") or None
    if country is not None and country not in open_countries().by_code:
        named = open_countries().named(country)
        hint = f"; {country} is {named.code}" if named else ""
        raise KnowledgeError(f"{where}: {country!r} is no country's code (ISO 3166-1 alpha-2){hint}")
    lat, lon = (_number(cells.get(column, ""), column, where) for column in ("lat", "lon"))
    if (lat is None) != (lon is None):
        raise KnowledgeError(f"{where}: lat and lon come together or not at all")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        turned = "; are lat and lon interchanged?" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
        raise KnowledgeError(f"{where}: {lat:g}, {lon:g} is not on the globe (WGS 84 degrees){turned}")
    extent = _number(cells.get("radius_km", ""), "radius_km", where)
    if extent is not None and extent <= 0:
        raise KnowledgeError(f"{where}: radius_km has to be more than 0")
    admin1 = cells.get("admin1") or None
    if country and admin1:
        admin1 = area_named(country, admin1) or admin1
    standing = AREA_STANDS_AS if kind in (PlaceKind.REGION, PlaceKind.WATER) else SITE_STANDS_AS
    row = Row(
        f"own:{cells['id']}",
        cells["name"],
        kind,
        country,
        admin1,
        None,
        lat,
        lon,
        standing,
        "none" if lat is None else "own",
        extent,
    )
    return row, [name.strip() for name in cells.get("names", "").split(";") if name.strip()]


def _number(text: str, column: str, where: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise KnowledgeError(f"{where}: {column} is {text!r}, which is no number; write degrees as 31.84")
    return number
