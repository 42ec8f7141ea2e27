"""The reports of a record as columns: read once, and after that only what is new.

Invariant: a row that was read is never read again. A report of an older coding is no more alive; its row stays until
so many are dead that keeping them costs more than to leave them out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from dateline.indexing.arrays import Growing, Ids, Lists, Values, key_of
from dateline.indexing.namings import Namings
from dateline.indexing.places import Entry, Places
from dateline.indexing.streaming import loads_all, streamed
from dateline.indexing.times import ENDLESS, STARTLESS, number_of
from dateline.model import COUNTS, EventType, PlaceMissing, Status, ZoneKind
from dateline.model.moment import TimePrecision, WhenMissing
from dateline.record import tables

__all__ = ["CLOSED", "HAS", "PLACE", "ReportColumns", "Reports"]

Array = NDArray[Any]
_REPORTS = tables.reports.c
_AT_ONCE = 20_000
# Rows of older codings are left out once there are this many, and more than a quarter of all.
_DEAD = 10_000

# The values of the columns that have a closed list; the code of a value is its place there, -1 where there is none.
CLOSED: dict[str, tuple[str, ...]] = {
    "type": tuple(EventType),
    "status": tuple(Status),
    "zone": tuple(ZoneKind),
    "when_precision": tuple(TimePrecision),
    "when_missing": tuple(WhenMissing),
    "place_missing": tuple(PlaceMissing),
}
PLACE = ("id", "name", "kind", "country", "admin1", "lat", "lon")
_TOLD = (
    "row", "coding", "id", "start", "end", "type", "mode", "status", "zone", "hedged", "historical",
    *(f"place_{name}" for name in PLACE), "place_precision", "place_radius_km", "places", "place_missing",
    "when_earliest", "when_latest", "when_precision", "when_missing",
    "actors", "recipients", "voices", "scores", "means_kind", "target_kind",
)  # fmt: skip
# The best number of each count, else the highest, else the lowest; -1 where there is none.
_COUNTED = [
    func.coalesce(*(_REPORTS[f"{name}_{bound}"] for bound in ("best", "high", "low")), -1).label(name)
    for name in COUNTS
]
_READ = (*_TOLD, *COUNTS)
# What a report can have: one bit each.
HAS = (*COUNTS, "means", "target", "actor", "recipient", "voice", "place", "point", "when")
_KINDS: dict[str, Any] = {
    "row": "i8", "coding": "i4", "length": "i4", "document": "i4",
    "type": "i1", "mode": "i2", "status": "i1", "zone": "i1",
    "hedged": "?", "historical": "?", "entry": "i4", "precision": "i1", "radius": "f4", "place_missing": "i1",
    "earliest": "i4", "latest": "i4", "when_precision": "i1", "when_missing": "i1", "score": "f8", "has": "u2",
    "killed": "i8", "injured": "i8", "captured": "i8",
}  # fmt: skip


@dataclass(frozen=True)
class ReportColumns:
    """Hold all columns of the reports as one reading left them; a row is alive where it is shown."""

    alive: Array
    ids: Array
    keys: Array
    columns: dict[str, Array]
    lists: dict[str, tuple[Array, Array]]

    def __len__(self) -> int:
        return len(self.alive)

    @cached_property
    def _sorted(self) -> tuple[Array, Array]:
        """The keys of the rows that are alive in ascending order, and where each stands."""
        shown = np.flatnonzero(self.alive)
        order = np.argsort(self.keys[shown], kind="stable")
        return self.keys[shown][order], shown[order]

    def warm(self) -> None:
        """Sort what reports are found by, which the first who asks would else wait for."""
        self.find(0)
        self.at(np.zeros(0, np.int64))

    def find(self, key: int) -> int | None:
        """Return where a report stands that is shown, by its key; None where there is none."""
        keys, at = self._sorted
        here = int(np.searchsorted(keys, np.uint64(key)))
        return int(at[here]) if here < len(keys) and int(keys[here]) == key else None

    @cached_property
    def _by_row(self) -> Array:
        """Where the report of each primary key stands, -1 where none was read."""
        rows = self.columns["row"]
        found = np.full(int(rows.max()) + 1 if len(rows) else 0, -1, np.int32)
        found[rows] = np.arange(len(rows), dtype=np.int32)
        return found

    def at(self, rows: Array) -> Array:
        """Return where the reports of some primary keys stand, -1 for those that were not read."""
        found = np.full(len(rows), -1, np.int32)
        places = self._by_row
        known = rows < len(places)
        found[known] = places[rows[known]]
        return found

    def find_id(self, id_: str) -> int | None:
        """Return where a report stands that is shown, by its id."""
        return self.find(key_of(id_))

    def find_each(self, wanted: Array) -> Array:
        """Return where the report of each key stands that is shown, -1 where there is none."""
        keys, at = self._sorted
        if not len(keys):
            return np.full(len(wanted), -1, np.int64)
        here = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Array = np.where(keys[here] == wanted, at[here], -1)
        return found

    def find_all(self, wanted: Array) -> Array:
        """Return where all rows stand that are shown and have one of some keys."""
        keys, at = self._sorted
        first, last = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        if bool((last - first <= 1).all()):
            return at[first[last > first]]
        return np.concatenate([at[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])


class Reports:
    """Read reports from a record, and what comes to them."""

    def __init__(self, namings: Namings, places: Places) -> None:
        self._namings, self._places = namings, places
        self.documents: Values[str] = Values()
        self.modes: Values[str] = Values()
        self._document_of: dict[int, int] = {}
        self._newest: dict[int, int] = {}
        self._coding = 0
        # Whether the last reading coded a document anew that was there.
        self.has_dropped = False
        self._ids = Ids()
        self._columns = {name: Growing(kind) for name, kind in _KINDS.items()}
        self._lists = {name: Lists() for name in ("doers", "recipients", "voices", "places")}
        self._scores: dict[str, float] = {}
        self._alive: Array = np.zeros(0, bool)

    def read(self, connection: Connection, tell: Callable[[int, int], None]) -> tuple[set[int], bool]:
        """Read what is new; return the codes of the documents that were coded anew, and whether rows were left out.

        `tell` is called with how many reports were read and how many there are to read.
        """
        codings = tables.codings.c
        since = self._coding
        recoded, dropped = set[int](), set[int]()
        asked = select(codings.id, codings.document).where(codings.id > since).order_by(codings.id)
        for id_, document in connection.execute(asked):
            code = self._document_of[id_] = self.documents.code(document)
            if (old := self._newest.get(code)) is not None:
                dropped.add(old)
                self._document_of.pop(old, None)
            self._newest[code] = id_
            recoded.add(code)
            self._coding = id_
        self.has_dropped = bool(dropped)
        if not recoded:
            return recoded, False
        number = select(func.count()).select_from(tables.reports)
        asked_rows = select(*(_REPORTS[name] for name in _TOLD), *_COUNTED)
        if since:
            asked_rows, number = asked_rows.where(_REPORTS.coding > since), number.where(_REPORTS.coding > since)
        whole, done = connection.execute(number).scalar_one(), 0
        tell(0, whole)
        # In the order of an index: asked for in the order of rows, SQLite goes through all there are.
        asked_rows = asked_rows.order_by(*((_REPORTS.coding,) if since else ()), _REPORTS.row)
        for rows in streamed(connection, asked_rows, at_once=_AT_ONCE):
            self._add(rows)
            done += len(rows)
            tell(done, whole)
        return recoded, self._settle(dropped)

    def _settle(self, dropped: set[int]) -> bool:
        """Tell which rows are alive; leave the others out where they are too many."""
        seen = self._columns["coding"].seen
        alive = np.ones(len(seen), bool)
        alive[: len(self._alive)] = self._alive
        if dropped:
            alive &= ~np.isin(seen, sorted(dropped))
        self._alive = alive
        dead = len(alive) - int(alive.sum())
        if dead < _DEAD or dead * 4 < len(alive):
            return False
        wanted = np.flatnonzero(alive)
        kept: list[Growing | Lists | Ids] = [*self._columns.values(), *self._lists.values(), self._ids]
        for column in kept:
            column.keep(wanted)
        self._alive = np.ones(len(wanted), bool)
        return True

    def columns(self) -> ReportColumns:
        """Return all columns as they are now."""
        return ReportColumns(
            self._alive,
            self._ids.ids,
            self._ids.keys,
            {name: column.seen for name, column in self._columns.items()},
            {name: (lists.starts, lists.codes) for name, lists in self._lists.items()},
        )

    def _add(self, rows: Sequence[Any]) -> None:
        rows = [row for row in rows if row[1] in self._document_of]
        if not rows:
            return
        self._namings.begin()
        told = dict(zip(_READ, zip(*rows, strict=True), strict=True))
        self._ids.add(told["id"])
        document = [self._document_of[coding] for coding in told["coding"]]
        entries = self._places.codes_of(zip(*(told[f"place_{name}"] for name in PLACE), strict=True))
        has = np.zeros(len(rows), np.uint16)
        for bit, name in enumerate(HAS):
            if name in COUNTS:
                numbers = np.array(told[name], np.int64)
                has |= (numbers >= 0).astype(np.uint16) << bit
                if name in self._columns:
                    self._columns[name].add(numbers)
        made: dict[str, Any] = {
            "row": told["row"], "coding": told["coding"], "document": document,
            "length": np.array(told["end"], np.int64) - np.array(told["start"], np.int64),
            "mode": [-1 if mode is None else self.modes.code(mode) for mode in told["mode"]],
            "hedged": told["hedged"], "historical": told["historical"],
            "entry": entries, "precision": [value or 0 for value in told["place_precision"]],
            "radius": [np.nan if value is None else value for value in told["place_radius_km"]],
            "earliest": [STARTLESS if day is None else number_of(day) for day in told["when_earliest"]],
            "latest": [ENDLESS if day is None else number_of(day) for day in told["when_latest"]],
            "score": [self._score(scores) for scores in told["scores"]],
        }  # fmt: skip
        for name, values in CLOSED.items():
            code_of = {value: code for code, value in enumerate(values)}
            made[name] = [code_of.get(value, -1) for value in told[name]]
        for name, column in made.items():
            self._columns[name].add(column)
        for name, key in (("doers", "actors"), ("recipients", "recipients"), ("voices", "voices")):
            self._lists[name].add(*self._named(document, told[key]))
        self._lists["places"].add(*self._placed(entries, told["places"]))
        said = {
            "means": told["means_kind"], "target": told["target_kind"], "when": told["when_precision"],
            "point": told["place_lat"], "place": told["place_id"],
        }  # fmt: skip
        for bit, name in enumerate(HAS):
            if name in said:
                has |= np.array([value is not None for value in said[name]], bool).astype(np.uint16) << bit
            elif name in ("actor", "recipient", "voice"):
                key = {"actor": "actors"}.get(name, f"{name}s")
                has |= np.array([value != "[]" for value in told[key]], bool).astype(np.uint16) << bit
        self._columns["has"].add(has)

    def _score(self, scores: str) -> float:
        found = self._scores.get(scores)
        if found is None:
            if len(self._scores) > 100_000:
                self._scores.clear()
            said = json.loads(scores).get("type")
            found = self._scores[scores] = float("nan") if said is None else float(said)
        return found

    def _named(self, documents: Sequence[int], told: Sequence[str]) -> tuple[list[int], list[int]]:
        listed, code = loads_all(told), self._namings.code
        codes = [
            code(document, party["id"], party["name"])
            for document, parties in zip(documents, listed, strict=True)
            for party in parties
        ]
        return list(map(len, listed)), codes

    def _placed(self, entries: Sequence[int], told: Sequence[str]) -> tuple[list[int], list[int]]:
        lengths, codes = [], []
        for entry, said in zip(entries, told, strict=True):
            several = self._several(said)
            if several:
                places = list(dict.fromkeys(map(self._places.place_of, several)))
            else:
                places = [] if entry < 0 else [self._places.place_of(entry)]
            lengths.append(len(places))
            codes += places
        return lengths, codes

    def _several(self, said: str) -> tuple[int, ...]:
        """Return the entries of the places, where there are several; most rows have one, which is known already."""
        if said.count('"id"') < 2:
            return ()
        return tuple(self._places.code(Entry(*(place[name] for name in PLACE))) for place in json.loads(said))
