"""Read a table of events, row by row, as accounts: what each row tells, in the terms in which our incidents are told.

Invariant: a bad row never stops a run: it is told with its line and the reason. A value that cannot be read is left
empty and told; a row without an id, a type or cells for all columns is left out. The order of rows changes nothing,
but for which of two rows of one id is kept.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from dateline.knowledge.names import fold
from dateline.model import EventType, Level, PlacePrecision
from dateline.reconciling.incidents.account import Account, Area, Days, Figures
from dateline.reconciling.tables.mapping import SHAPES, CountColumns, Meaning, TableMapping, open_mapping
from dateline.reconciling.tables.parties import country_code, party_id, party_names
from dateline.reconciling.tables.placing import located, located_by_name

__all__ = ["Fault", "ForeignTable", "TableRow", "read_rows", "shape_of"]

# The longest cell that is read: full texts stand in some tables; beyond a million letters a quote is never closed.
_LONGEST = 1_000_000
_DELIMITERS = (",", ";", "\t", "|")
# Of the columns that a shape is read from, how many a table of that shape has at least: people drop some.
_ENOUGH = 2 / 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Say what is wrong with a row: its line, counted from 1, its id if it has one, and whether it is left out."""

    line: int
    row: str
    reason: str
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """Hold a row as it stands there: its line, its id, its cells by the header; `reason` says why it is left out.

    A row with too few cells has empty ones at its end, one with too many has lost them.
    """

    line: int
    id: str
    cells: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class ForeignTable:
    """Hold what was read: the header, all rows, the accounts of those that are not left out, and what was wrong.

    An account's id is the table's name, `#` and the row's id.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    accounts: tuple[Account, ...]
    faults: tuple[Fault, ...]

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many rows are left out on purpose, by the reason that the mapping gives."""
        faulty = {fault.line for fault in self.faults if fault.is_left_out}
        return Counter(row.reason for row in self.rows if row.reason and row.line not in faulty)


class _LeftOut(ValueError):
    """A row that the mapping leaves out; the message says why."""


class _Unreadable(_LeftOut):
    """A row that cannot be an account; the message says why."""


def read_rows(lines: Iterable[str], mapping: TableMapping, *, name: str, whole: bool = False) -> ForeignTable:
    """Read the lines of a CSV with a header (`,`, `;`, tab or `|` between cells); `name` stands before rows' ids.

    Raises ValueError where the header lacks a column that the mapping needs, or with `whole` any that it names: who
    writes a mapping for one table means its columns, while tables of a known shape leave some out.
    """
    file = iter(lines)
    blank, first = _first(file)
    delimiter, header = _header(first, mapping)
    missing = [column for column in (mapping.columns if whole else mapping.needed) if column not in header]
    if not missing and mapping.type_columns and mapping.type_all is None:
        missing = [] if set(mapping.type_columns) & set(header) else list(mapping.type_columns)
    if missing:
        raise ValueError(
            f"{name} has no column {', '.join(map(repr, missing))}; its columns are {', '.join(header) or 'none'}"
        )
    made = _Reading(name, header, mapping)
    before = csv.field_size_limit(_LONGEST)
    try:
        made.take_all(csv.reader(file, delimiter=delimiter), blank + 2)
    finally:
        csv.field_size_limit(before)
    return ForeignTable(name, header, tuple(made.rows), tuple(made.accounts), tuple(made.faults))


class _Reading:
    def __init__(self, name: str, header: tuple[str, ...], mapping: TableMapping) -> None:
        self.name, self.header, self.mapping = name, header, mapping
        self.rows: list[TableRow] = []
        self.accounts: list[Account] = []
        self.faults: list[Fault] = []
        self.line_of: dict[str, int] = {}
        # Kept for one table, as the packs of another run may know other actors.
        self.actor = lru_cache(maxsize=65_536)(partial(party_id, mapping=mapping))

    def take_all(self, reader: Any, start: int) -> None:
        """Take in all rows of a `csv.reader` whose first line is line `start` of the file."""
        while True:
            line = reader.line_num + start
            try:
                values: list[str] = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._fail(line, "", [], f"it cannot be read as CSV: {error}")
                continue
            if any(value.strip() for value in values):
                self._take(line, values)

    def _take(self, line: int, values: list[str]) -> None:
        is_utf8 = _is_utf8(values)
        if not is_utf8:
            values = [value.encode("utf-8", "replace").decode() for value in values]
        row = dict(zip(self.header, (value.strip() for value in values), strict=False))
        row_id = _said(row, self.mapping.id, self.mapping)
        told: list[str] = []
        try:
            if not is_utf8:
                raise _Unreadable("it is not UTF-8; save the file as UTF-8")
            self._check(row_id, values)
            meaning = _meaning(row, self.mapping)
            account = _account(row, meaning, self.mapping, self.actor, f"{self.name}#{row_id}", told)
        except _Unreadable as error:
            self._fail(line, row_id, values, str(error))
        except _LeftOut as error:
            self.rows.append(TableRow(line, row_id, self._cells(values), str(error)))
        else:
            self.line_of[row_id] = line
            self.accounts.append(account)
            self.rows.append(TableRow(line, row_id, self._cells(values)))
            self.faults.extend(Fault(line, row_id, reason, is_left_out=False) for reason in told)

    def _check(self, row_id: str, values: list[str]) -> None:
        if len(values) != len(self.header):
            raise _Unreadable(
                f"it has {len(values)} cells and the header has {len(self.header)}; is a quote not closed?"
            )
        if not row_id:
            raise _Unreadable(f"it has no id: the column {self.mapping.id!r} is empty")
        if row_id in self.line_of:
            raise _Unreadable(f"its id stands in line {self.line_of[row_id]} already; every row needs its own")

    def _fail(self, line: int, row_id: str, values: list[str], reason: str) -> None:
        self.rows.append(TableRow(line, row_id, self._cells(values), reason))
        self.faults.append(Fault(line, row_id, reason, is_left_out=True))

    def _cells(self, values: list[str]) -> tuple[str, ...]:
        return tuple((values + [""] * len(self.header))[: len(self.header)])


def _is_utf8(values: list[str]) -> bool:
    """Tell whether the file was UTF-8 here: bytes that could not be decoded were kept as surrogates."""
    try:
        "".join(values).encode()
    except UnicodeEncodeError:
        return False
    return True


def shape_of(lines: Iterable[str]) -> str | None:
    """Return the shape that Dateline knows of which the header has most columns, its id and day among them; None where
    it has less than two thirds of any, as people drop columns that they do not use.

    Raises ValueError where there is no header at all, or one in two bytes a letter.
    """
    _, first = _first(iter(lines))
    if not first.strip():
        raise ValueError("is empty: a table has a line with the names of its columns first")
    if "\0" in first:
        raise ValueError("is not UTF-8, but looks like UTF-16; save the file as CSV in UTF-8")
    shares: dict[str, float] = {}
    for shape in SHAPES:
        mapping = open_mapping(shape)
        header = set(_header(first, mapping)[1])
        if header.issuperset(mapping.needed):
            shares[shape] = len(header.intersection(mapping.columns)) / len(set(mapping.columns))
    best = max(shares, key=lambda shape: shares[shape], default=None)
    return best if best is not None and shares[best] >= _ENOUGH else None


def _first(lines: Iterator[str]) -> tuple[int, str]:
    """Return the first line that says something, and how many blank ones stand before it."""
    for blank, line in enumerate(lines):
        if line.strip("\ufeff \t\r\n"):
            return blank, line.removeprefix("\ufeff")
    return 0, ""


def _header(line: str, mapping: TableMapping) -> tuple[str, tuple[str, ...]]:
    """Return what stands between the cells, and the header: what gives most of the columns that the mapping reads."""
    headers = {d: tuple(cell.strip() for cell in next(csv.reader([line], delimiter=d), [])) for d in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda d: len(set(headers[d]) & set(mapping.columns)))
    return delimiter, headers[delimiter]


def _said(row: Mapping[str, str], column: str, mapping: TableMapping) -> str:
    """Return a cell, empty where the table has no such column or says that it knows nothing."""
    value = row.get(column, "") if column else ""
    return "" if value in mapping.missing else value


def _meaning(row: Mapping[str, str], mapping: TableMapping) -> Meaning:
    """Return what the first column of the type means of which the mapping knows the word."""
    said = [value for column in mapping.type_columns if (value := _said(row, column, mapping))]
    for value in said:
        meaning = mapping.meanings.get(value.casefold())
        if meaning is not None:
            if meaning.left_out:
                raise _LeftOut(meaning.left_out)
            return meaning
    if mapping.type_all is not None:
        return Meaning(mapping.type_all)
    if not said:
        raise _Unreadable(f"it says no type: {', '.join(mapping.type_columns)} is empty")
    raise _Unreadable(f"the mapping does not say what {said[0]!r} means; give it a type under [type.values]")


def _account(
    row: Mapping[str, str],
    meaning: Meaning,
    mapping: TableMapping,
    actor: Callable[..., str],
    id_: str,
    told: list[str],
) -> Account:
    country_words = _said(row, mapping.country, mapping)
    country = country_code(country_words) if country_words else None
    if country_words and country is None:
        told.append(f"{country_words!r} in {mapping.country} is no country that is known; it is left empty")
    when = _when(row, mapping, told)
    area = _area(row, mapping, country, told)
    on = date.fromordinal(when[0]).isoformat() if when and when[0] else None
    sides: list[tuple[str, ...]] = []
    for columns in (mapping.actors, mapping.recipients):
        listed = [n for column in columns for n in party_names(_said(row, column, mapping), mapping)]
        sides.append(tuple(dict.fromkeys(actor(n, near=country, on=on) for n in listed)))
    # Who acts is compared by id, and where by place: a name would count the same a second time. What is left is the
    # name of a place that nobody knows.
    is_found = area is not None and area.precision < PlacePrecision.FIRST_LEVEL
    places = () if is_found else (fold(value) for column in mapping.place if (value := _said(row, column, mapping)))
    if meaning.either:
        # Who of the two acts is not told, so that both may be either.
        both = tuple(dict.fromkeys((*sides[0], *sides[1])))
        sides = [both, both]
    level = mapping.levels.get(_said(row, mapping.level_column, mapping), meaning.level)
    assert meaning.type is not None
    return Account(
        id=id_,
        document=id_,
        reports=(),
        type=EventType(meaning.type),
        status=meaning.status,
        level=Level(level),
        mode=meaning.mode or _said(row, mapping.mode_column, mapping).casefold() or None,
        places=(area,) if area is not None else (),
        when=when,
        actors=sides[0],
        recipients=sides[1],
        names=tuple(sorted(set(filter(None, places)))),
        counts={
            field: figures
            for field, columns in mapping.counts.items()
            if (figures := _figures(row, columns, mapping, told)) is not None
        },
        means=meaning.means,
        target=meaning.target,
    )


def _when(row: Mapping[str, str], mapping: TableMapping, told: list[str]) -> Days | None:
    days = []
    for column in (mapping.start, mapping.end):
        value = _said(row, column, mapping)
        day = _day(value, mapping.formats) if value else None
        if value and day is None:
            told.append(
                f"{value!r} in {column} is no day in the formats {', '.join(mapping.formats)}; it is left empty"
            )
        days.append(day)
    first, last = days[0], days[1] if mapping.end else days[0]
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        told.append(f"{mapping.end} is before {mapping.start}; both are left empty")
        return None
    around = 0
    precision = _said(row, mapping.date_precision, mapping)
    if precision and precision not in mapping.around:
        told.append(f"the mapping does not say how close a date of {mapping.date_precision} {precision!r} is")
    elif precision:
        around = mapping.around[precision]
    return (first - around if first is not None else None, last + around if last is not None else None)


@lru_cache(maxsize=65_536)
def _day(value: str, formats: tuple[str, ...]) -> int | None:
    for form in formats:
        try:
            return datetime.strptime(value, form).toordinal()
        except ValueError:
            continue
    return None


def _area(row: Mapping[str, str], mapping: TableMapping, country: str | None, told: list[str]) -> Area | None:
    precision: int | None = None
    said = _said(row, mapping.place_precision, mapping)
    if said:
        precision = mapping.classes.get(said)
        if precision is None:
            told.append(f"the mapping does not say what class {said!r} of {mapping.place_precision} is")
    names = [value for column in mapping.place if (value := _said(row, column, mapping))]
    admin1 = _said(row, mapping.admin1, mapping) or None
    point = _point(row, mapping, told)
    if point is None:
        return located_by_name(names, admin1=admin1, country=country, precision=precision)
    # A point of a table that does not say how close its points are is taken for near the place, not for the place.
    closeness = precision or 2
    return located(point, closeness, names, admin1=admin1, country=country, radius_km=mapping.radii.get(closeness))


def _point(row: Mapping[str, str], mapping: TableMapping, told: list[str]) -> tuple[float, float] | None:
    said = [_said(row, column, mapping) for column in (mapping.lat, mapping.lon)]
    if not all(said):
        return None
    try:
        lat, lon = (float(value.replace(",", ".")) for value in said)
    except ValueError:
        told.append(f"{' '.join(said)!r} is no point in degrees; it is left empty")
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        told.append(f"{lat:g}, {lon:g} is not on the globe; it is left empty")
        return None
    return lat, lon


def _figures(row: Mapping[str, str], columns: CountColumns, mapping: TableMapping, told: list[str]) -> Figures | None:
    low, best, high = (_number(row, column, mapping, told) for column in (columns.low, columns.best, columns.high))
    if best is None and columns.add:
        parts = [n for column in columns.add if (n := _number(row, column, mapping, told)) is not None]
        best = sum(parts) if parts else None
    if columns.zero_unknown and best == 0 and not low and not high:
        return None
    if not columns.low:
        low = best
    if not columns.high:
        high = best
    known = [n for n in (low, best, high) if n is not None]
    if known != sorted(known):
        told.append(f"low, best and high are {low}, {best}, {high}; low and high are widened to hold all of them")
        low, high = min(known), max(known)
    return (low, best, high) if known else None


def _number(row: Mapping[str, str], column: str, mapping: TableMapping, told: list[str]) -> int | None:
    value = _said(row, column, mapping)
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if number < 0 or number != int(number if abs(number) < 1e15 else 0):
        told.append(f"{value!r} in {column} is no number of people or things; it is left empty")
        return None
    return int(number)
