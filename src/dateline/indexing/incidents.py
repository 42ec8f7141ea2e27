"""The incidents of a record as columns, which reports each has, and what puts each in doubt.

Invariant: an incident keeps its number for as long as the index lives; where it changed, its values are replaced in a
copy of the columns, so that what earlier readers see stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from dateline.indexing.arrays import Values, key_of
from dateline.indexing.namings import Namings
from dateline.indexing.places import Places
from dateline.indexing.reports import CLOSED, PLACE
from dateline.indexing.streaming import loads_all, streamed
from dateline.indexing.times import ENDLESS, STARTLESS, number_of
from dateline.model import COUNTS, Grade, Level, Reviewed
from dateline.model.moment import TimePrecision
from dateline.reconciling.incidents.deciding.urgency import Proposal
from dateline.record import tables

__all__ = ["GRADES", "HAS_INCIDENT", "LEVELS", "REVIEWED", "Changed", "IncidentColumns", "Incidents"]

Array = NDArray[Any]
_INCIDENTS = tables.incidents.c
_AT_ONCE = 5_000
GRADES, LEVELS, REVIEWED = tuple(Grade), tuple(Level), tuple(Reviewed)
_TOLD = (
    "row", "holds", "id", "level", "type", "mode", "status", "actors", "recipients",
    *(f"place_{name}" for name in PLACE), "place_precision", "place_radius_km",
    "when_earliest", "when_latest", "when_precision", "means", "target",
    "reports", "sources_voices", "sources_independent", "corroboration_grade", "part_of", "runners_up", "score",
    "reviewed", "edited",
)  # fmt: skip
_BOUNDS = {name: [_INCIDENTS[f"{name}_{bound}"] for bound in ("best", "high", "low")] for name in COUNTS}
# The best number of each count, else the highest, else the lowest; -1 where there is none.
_COUNTED = [func.coalesce(*bounds, -1).label(name) for name, bounds in _BOUNDS.items()]
_HARMED_BY = ("killed", "injured", "captured")
# Who was harmed, as `urgency` counts them: the first number that is not nought.
_HARMED = [func.coalesce(*(func.nullif(one, 0) for one in _BOUNDS[name]), 0) for name in _HARMED_BY]
_READ = (*_TOLD, *COUNTS, "harmed")
HAS_INCIDENT = (
    *COUNTS, "means", "target", "actor", "recipient", "place", "point", "when",
    "contradictions", "parts", "runners_up", "edits", "several",
)  # fmt: skip
_KINDS: dict[str, Any] = {
    "row": "i8", "key": "u8", "level": "i1", "type": "i1", "mode": "i2", "status": "i1", "entry": "i4",
    "precision": "i1", "radius": "f4", "earliest": "i4", "latest": "i4", "when_precision": "i1", "has": "u4",
    "killed": "i8", "injured": "i8", "captured": "i8", "harmed": "i8", "reports": "i4", "voices": "i4",
    "independent": "i4", "grade": "i1", "score": "f8", "reviewed": "i1",
}  # fmt: skip


@dataclass(slots=True)
class Changed:
    """Say what a reading changed: the numbers of incidents, and the keys of the reports of each before and after."""

    numbers: set[int] = field(default_factory=set)
    before: dict[int, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IncidentColumns:
    """Hold all columns of the incidents as one reading left them.

    `doers` and `recipients` are numbers of incidents and codes of parties; `party_ids` and `party_names` lead from the
    code of a party to the codes of its id and of its name.
    """

    alive: Array
    columns: dict[str, Array]
    ids: Sequence[str]
    doers: tuple[Array, Array]
    recipients: tuple[Array, Array]
    party_ids: Array
    party_names: Array


class Incidents:
    """Read incidents from a record, and what changes of them."""

    def __init__(self, namings: Namings, places: Places, modes: Values[str]) -> None:
        self._namings, self._places, self._modes = namings, places, modes
        # Who is named, by the codes of the id and of the name.
        self.parties: Values[tuple[int, int]] = Values()
        self.ids: list[str] = []
        self._at: dict[str, int] = {}
        self._row = 0
        self._contradiction_row = 0
        self._contradictions: dict[str, tuple[str, float, str] | None] = {}
        self.columns: dict[str, Array] = {name: np.empty(0, kind) for name, kind in _KINDS.items()}
        self.alive: Array = np.zeros(0, bool)
        # By number: the codes of the actors in each role, the reports by their keys, likely matches, contradictions.
        self.doers: list[tuple[int, ...]] = []
        self.recipients: list[tuple[int, ...]] = []
        self.reports: list[Array] = []
        self.runners: list[tuple[tuple[str, float], ...]] = []
        self.disputed: dict[int, dict[str, tuple[float, str]]] = {}

    def number_of(self, id_: str) -> int | None:
        """Return the number of an incident, or None where there was never one of that id."""
        return self._at.get(id_)

    def seen(self, proposals: Mapping[int, Proposal]) -> IncidentColumns:
        """Return all incidents as they are now; `proposals` say how urgent each is."""
        number = len(self.ids)
        columns = {name: column[:number] for name, column in self.columns.items()}
        columns["urgency"] = np.full(number, -1.0)
        columns["urgency"][list(proposals)] = [one.urgency for one in proposals.values()]
        parties = np.array(self.parties.values or np.zeros((0, 2)), np.int32)
        return IncidentColumns(
            self.alive[:number],
            columns,
            self.ids,
            _listed(self.doers),
            _listed(self.recipients),
            parties[:, 0],
            parties[:, 1],
        )

    def read(self, connection: Connection, near: float, tell: Callable[[int, int], None]) -> Changed:
        """Read what is new; likely matches are kept from a probability of `near` on."""
        changed = Changed()
        newest = select(func.max(_INCIDENTS.row).label("row")).group_by(_INCIDENTS.id)
        if self._row:
            newest = newest.where(_INCIDENTS.row > self._row)
        newest_rows = newest.subquery()
        asked = select(
            *(_INCIDENTS[name] for name in _TOLD), *_COUNTED, (_HARMED[0] + _HARMED[1] + _HARMED[2]).label("harmed")
        ).join(newest_rows, _INCIDENTS.row == newest_rows.c.row)
        whole, done = connection.execute(select(func.count()).select_from(newest_rows)).scalar_one(), 0
        if whole:
            self.columns = {name: column.copy() for name, column in self.columns.items()}
            self.alive = self.alive.copy()
            tell(0, whole)
            for rows in streamed(connection, asked.order_by(_INCIDENTS.row), at_once=_AT_ONCE):
                self._add(rows, near, changed)
                done += len(rows)
                tell(done, whole)
        self._read_contradictions(connection, changed)
        return changed

    def _add(self, rows: Sequence[Any], near: float, changed: Changed) -> None:
        self._row = max(self._row, rows[-1][0])
        told = dict(zip(_READ, zip(*rows, strict=True), strict=True))
        at = np.array([self._place_for(id_) for id_ in told["id"]], np.int64)
        for number in at.tolist():
            changed.numbers.add(number)
            changed.before.setdefault(number, self.reports[number])
        self.alive[at] = told["holds"]
        columns = self.columns
        columns["row"][at] = told["row"]
        columns["key"][at] = [key_of(id_) for id_ in told["id"]]
        for name, values in (
            ("type", CLOSED["type"]), ("status", CLOSED["status"]), ("level", LEVELS),
            ("when_precision", tuple(TimePrecision)), ("corroboration_grade", GRADES), ("reviewed", REVIEWED),
        ):  # fmt: skip
            code_of = {value: code for code, value in enumerate(values)}
            columns[name.removeprefix("corroboration_")][at] = [code_of.get(value, -1) for value in told[name]]
        columns["mode"][at] = [-1 if mode is None else self._modes.code(mode) for mode in told["mode"]]
        columns["entry"][at] = self._places.codes_of(zip(*(told[f"place_{name}"] for name in PLACE), strict=True))
        columns["precision"][at] = [value or 0 for value in told["place_precision"]]
        columns["radius"][at] = [np.nan if value is None else value for value in told["place_radius_km"]]
        columns["earliest"][at] = [STARTLESS if day is None else number_of(day) for day in told["when_earliest"]]
        columns["latest"][at] = [ENDLESS if day is None else number_of(day) for day in told["when_latest"]]
        columns["voices"][at], columns["independent"][at] = told["sources_voices"], told["sources_independent"]
        columns["score"][at] = told["score"]
        for name in _HARMED_BY:
            columns[name][at] = told[name]
        columns["harmed"][at] = told["harmed"]
        self._add_lists(at.tolist(), told, near)
        columns["has"][at] = self._has(at, told)
        columns["reports"][at] = [len(self.reports[number]) for number in at.tolist()]

    def _place_for(self, id_: str) -> int:
        number = self._at.get(id_)
        if number is None:
            number = self._at[id_] = len(self.ids)
            self.ids.append(id_)
            self.doers.append(())
            self.recipients.append(())
            self.runners.append(())
            self.reports.append(np.empty(0, np.uint64))
            if number >= len(self.alive):
                room = max(64, number + number // 4)
                self.alive = np.append(self.alive, np.zeros(room - len(self.alive), bool))
                for name, column in self.columns.items():
                    self.columns[name] = np.append(column, np.zeros(room - len(column), column.dtype))
        return number

    def _add_lists(self, numbers: Sequence[int], told: Mapping[str, Sequence[Any]], near: float) -> None:
        names = ("actors", "recipients", "reports", "runners_up")
        for number, actors, recipients, reports, runners in zip(
            numbers, *(loads_all(told[name]) for name in names), strict=True
        ):
            self.doers[number] = self._parties(actors)
            self.recipients[number] = self._parties(recipients)
            self.reports[number] = np.array([key_of(id_) for id_ in reports], np.uint64)
            self.runners[number] = tuple((one["id"], one["score"]) for one in runners if one["score"] >= near)

    def _parties(self, told: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
        ids, names = self._namings.ids, self._namings.names
        return tuple(self.parties.code((ids.code(one["id"]), names.code(one["name"]))) for one in told)

    def _has(self, at: Array, told: Mapping[str, Sequence[Any]]) -> Array:
        said = {
            "means": told["means"], "target": told["target"], "when": told["when_precision"], "place": told["place_id"],
            "point": told["place_lat"],
        }  # fmt: skip
        lists = {
            "actor": told["actors"], "recipient": told["recipients"], "parts": told["part_of"],
            "runners_up": told["runners_up"], "edits": told["edited"],
        }  # fmt: skip
        has = np.zeros(len(at), np.uint32)
        for bit, name in enumerate(HAS_INCIDENT):
            if name in COUNTS:
                is_there = np.array(told[name], np.int64) >= 0
            elif name in said:
                is_there = np.array([value is not None for value in said[name]], bool)
            elif name in lists:
                is_there = np.array([value != "[]" for value in lists[name]], bool)
            elif name == "several":
                is_there = np.array([len(self.reports[number]) > 1 for number in at.tolist()], bool)
            else:
                is_there = np.array([bool(self.disputed.get(number)) for number in at.tolist()], bool)
            has |= is_there.astype(np.uint32) << bit
        return has

    def _read_contradictions(self, connection: Connection, changed: Changed) -> None:
        table = tables.contradictions.c
        asked = select(table.row, table.id, table.holds, table.incident, table.weight, table.disputed)
        found = connection.execute(asked.where(table.row > self._contradiction_row).order_by(table.row)).all()
        if not found:
            return
        bit = np.uint32(1 << HAS_INCIDENT.index("contradictions"))
        touched = set[int]()
        for row, id_, holds, incident, weight, disputed in found:
            self._contradiction_row = row
            old = self._contradictions.get(id_)
            if old is not None and (number := self._at.get(old[0])) is not None:
                self.disputed.get(number, {}).pop(id_, None)
                touched.add(number)
            self._contradictions[id_] = (incident, weight, disputed) if holds and incident is not None else None
            if holds and incident is not None and (number := self._at.get(incident)) is not None:
                self.disputed.setdefault(number, {})[id_] = (weight, disputed)
                touched.add(number)
        if touched:
            has = self.columns["has"] = self.columns["has"].copy()
            for number in touched:
                has[number] = has[number] | bit if self.disputed.get(number) else has[number] & ~bit
        changed.numbers |= touched


def _listed(lists: Sequence[tuple[int, ...]]) -> tuple[Array, Array]:
    """Return numbers of rows and codes for a list of codes a row."""
    lengths = np.fromiter(map(len, lists), np.int32, len(lists))
    codes = np.fromiter(chain.from_iterable(lists), np.int32)
    return np.repeat(np.arange(len(lists), dtype=np.int32), lengths), codes
