"""Read a user's own places from a CSV file: checkpoints, airfields, camps, quarters.

Invariant: a file is taken whole or not at all; what is wrong is named with its line. Columns: `id`, `name`, `kind`,
`source`, and optionally `country`, `admin1`, `lat`, `lon`, `radius_km`, `names` (more spellings, between semicolons).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer.geonames import Pace
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.knowledge.gazetteer.kept import AREA_STANDS_AS, SITE_STANDS_AS
from dateline.knowledge.gazetteer.keys import place_key
from dateline.knowledge.gazetteer.tables import Row, Writer
from dateline.model import PlaceKind

__all__ = ["COLUMNS", "NEEDED", "AreaNamed", "CountryOf", "add_own"]

NEEDED = ("id", "name", "kind", "source")
COLUMNS = (*NEEDED, "country", "admin1", "lat", "lon", "radius_km", "names")
AreaNamed = Callable[[str, str], str | None]
# The point (latitude, longitude) of a country and how far it reaches from there, in kilometres.
CountryOf = Callable[[str], tuple[float, float, float] | None]
_KINDS = ", ".join(kind.value for kind in PlaceKind)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
# Half the way around the globe: nothing reaches farther.
_FARTHEST_KM = 20_040
# Lines between two reports of progress.
_OFTEN = 1_000


def add_own(
    writer: Writer, path: Path, *, taken: Mapping[str, str], area_named: AreaNamed, country_of: CountryOf, pace: Pace
) -> int:
    """Add the places of a CSV file and return their number; raises KnowledgeError naming file and line.

    `taken` are the ids of other files, each with its file's name; `area_named` is what the gazetteer calls a province
    of a country, `country_of` its point and reach of one; `pace` is told the file, the bytes read and those to read.
    """
    lines: dict[str, int] = {}
    for number, cells in _rows(path, pace):
        where = f"{path}, line {number}"
        row, names = _place(cells, where, area_named)
        _check_country(row, where, country_of)
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
        raise KnowledgeError(f"{path} holds no places below its heading; write one place a line")
    return len(lines)


def _rows(path: Path, pace: Pace) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows below the heading, each with the number of the line that it begins in."""
    number = 1
    try:
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
            size = path.stat().st_size
            reader = csv.reader(file, strict=True)
            heading = [cell.strip().lower() for cell in next(reader, [])]
            _check_heading(heading, path)
            number = reader.line_num + 1
            for count, cells in enumerate(reader, 1):
                if count % _OFTEN == 0:
                    pace(path.name, raw.tell(), size)
                if any(cell.strip() for cell in cells):
                    if len(cells) != len(heading):
                        raise KnowledgeError(
                            f"{path}, line {number}: has {len(cells)} columns where the heading has {len(heading)}; "
                            "put quotes around what holds a comma"
                        )
                    yield number, dict(zip(heading, (cell.strip() for cell in cells), strict=True))
                number = reader.line_num + 1
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path}, line {_not_utf8(path)}: is not UTF-8; save it as CSV in UTF-8") from None
    except csv.Error as error:
        raise KnowledgeError(
            f"{path}, line {number}: from here on it is no CSV ({error}); is a quotation mark left open?"
        ) from None
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}") from None


def _check_heading(heading: list[str], path: Path) -> None:
    missing = [column for column in NEEDED if column not in heading]
    unknown = [column for column in heading if column not in COLUMNS]
    divider = next((sign for sign in ";\t|" if len(heading) == 1 and sign in heading[0]), None)
    if divider is not None:
        raise KnowledgeError(f"{path}, line 1: the columns are divided by {divider!r}; save it as CSV with commas")
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
    for column, cell in cells.items():
        if any(unicodedata.category(char) == "Cc" for char in cell):
            raise KnowledgeError(f"{where}: {column} holds a line break or control character; delete it")
    if not place_key(cells["name"])[0]:
        raise KnowledgeError(f"{where}: the name {cells['name']!r} has no letters, so that no text can name it")
    try:
        kind = PlaceKind(cells["kind"])
    except ValueError:
        raise KnowledgeError(f"{where}: {cells['kind']!r} is no kind of place; there are {_KINDS}") from None
    country = cells.get("country") or None
    if country is not None and country not in open_countries().by_code:
        named = open_countries().by_code.get(country.upper()) or open_countries().named(country)
        hint = f"; {country} is {named.code}" if named else "; leave it empty where you do not know it"
        raise KnowledgeError(f"{where}: {country!r} is no country's code (ISO 3166-1 alpha-2){hint}")
    lat, lon = (_number(cells.get(column, ""), column, where) for column in ("lat", "lon"))
    if (lat is None) != (lon is None):
        raise KnowledgeError(f"{where}: lat and lon come together or not at all")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        turned = "; are lat and lon interchanged?" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
        raise KnowledgeError(f"{where}: {lat:g}, {lon:g} is not on the globe (WGS 84 degrees){turned}")
    extent = _number(cells.get("radius_km", ""), "radius_km", where)
    if extent is not None and not 0 < extent <= _FARTHEST_KM:
        raise KnowledgeError(f"{where}: radius_km has to be more than 0 and at most {_FARTHEST_KM}")
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
    if not _NUMBER.fullmatch(text):
        wanted = "kilometres as 2.5" if column == "radius_km" else "degrees as 31.84"
        raise KnowledgeError(f"{where}: {column} is {text!r}, which is no number; write {wanted}")
    return float(text)


def _check_country(row: Row, where: str, country_of: CountryOf) -> None:
    """Refuse a point that lies out of its country's reach and would lie within it, were its numbers interchanged."""
    known = country_of(row.country) if row.country else None
    if known is None or row.lat is None or row.lon is None or abs(row.lon) > 90:
        return
    lat, lon, reach = known
    if distance_km((lat, lon), (row.lat, row.lon)) > reach >= distance_km((lat, lon), (row.lon, row.lat)):
        raise KnowledgeError(
            f"{where}: {row.lat:g}, {row.lon:g} is far from {row.country}; are lat and lon interchanged?"
        )
