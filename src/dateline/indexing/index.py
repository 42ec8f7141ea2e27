"""Read a record into memory, and what comes to it: `Index(record)`, `refresh`, `now`.

Invariant: what is read in one refresh is one state of the record, as one transaction sees it; a build may write
meanwhile. Readers never wait for it: they go on with the snapshot that they have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from dateline.indexing.incident_table import incident_table
from dateline.indexing.incidents import Changed, IncidentColumns, Incidents
from dateline.indexing.namings import Actors, Namings, Settled, settled_on
from dateline.indexing.places import Places
from dateline.indexing.queueing import Decisions, Doubts
from dateline.indexing.report_table import report_table
from dateline.indexing.reports import ReportColumns, Reports
from dateline.indexing.searching import Asking, is_in_step
from dateline.indexing.snapshot import Snapshot
from dateline.indexing.streaming import streamed, unswept
from dateline.record import Record, tables
from dateline.record.database import guard

__all__ = ["Index", "Progress"]

Array = NDArray[Any]
# Told while a record is read: what is read ("reports", "incidents", "links"), how many were, how many there are.
Progress = Callable[[str, int, int], None]
_AT_ONCE = 20_000


class Index:
    """Hold the newest snapshot of a record; several threads may ask and refresh it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()
        self._now: Snapshot | None = None
        self._reader: _Reader | None = None

    @property
    def now(self) -> Snapshot:
        """The newest snapshot; the first one is read when it is first asked for."""
        if self._now is None:
            self.refresh()
        assert self._now is not None
        return self._now

    def refresh(
        self, progress: Progress | None = None, *, before_shown: Callable[[Snapshot], None] | None = None
    ) -> bool:
        """Read what is new since last time; return whether anything was.

        `before_shown` is called with a new snapshot before it is `now`.
        Raises RecordError where the record cannot be read; the snapshot that was there stays.
        """
        with self._lock:
            reader = self._reader or _Reader(self._record)
            self._reader = None  # whatever stops it half way: next time all is read anew
            with unswept(), guard(self._record.name), self._connect() as connection:
                made = reader.read(connection, progress or _silent)
            self._reader = reader
            if made is not None:
                if self._now is not None and reader.goes_on:
                    made.follow(self._now, same_incidents=reader.same_incidents)
                made.warm(is_first=self._now is None)
                if before_shown is not None:
                    before_shown(made)
                self._now = made
            return made is not None

    def _connect(self) -> Connection:
        connection = self._record.engine.connect()
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        return connection


def _silent(_: str, __: int, ___: int) -> None:
    """Tell nobody."""


class _Reader:
    """Keep what was read of a record, and read what is new."""

    def __init__(self, record: Record) -> None:
        from dateline.reconciling.incidents.matching.weighing import weights  # imports numpy and scipy

        self._record = record
        self._near = weights().review[0]
        self._namings, self._places = Namings(), Places()
        self._reports = Reports(self._namings, self._places)
        self._incidents = Incidents(self._namings, self._places, self._reports.modes)
        self._decisions, self._doubts = Decisions(), Doubts(self._near)
        self._link = 0
        self._version = ""
        self._in_step, self.goes_on, self.same_incidents = True, False, False
        self._told_columns: IncidentColumns | None = None
        self._read: ReportColumns | None = None
        self._told: Array = np.zeros(0, np.int32)
        self._settled: Settled | None = None
        self._actors: Actors | None = None

    def read(self, connection: Connection, progress: Progress) -> Snapshot | None:
        """Return a snapshot of now, or None where nothing changed."""
        version = _version(connection)
        if version == self._version:
            return None
        before = self._read
        actors_before = self._actors.meant if self._actors is not None else None
        recoded, left_out = self._reports.read(connection, lambda done, whole: progress("reports", done, whole))
        if recoded or before is None:
            self._read = self._reports.columns()
            self._in_step = is_in_step(connection, was_so=self._in_step and before is not None)
        read = self._read
        assert read is not None
        names = [self._reports.documents[code] for code in recoded]
        are_linked = self._read_links(connection, progress)
        decided = self._decisions.read(connection, names, lambda id_: read.find_id(id_) is not None)
        about_actors = any(self._decisions.is_about_actors(one) for one in decided)
        if recoded or are_linked or about_actors or self._actors is None:
            is_as_before = not are_linked and not about_actors
            if self._settled is None or not is_as_before:
                self._settled = settled_on(connection)
            self._actors = self._namings.actors(self._settled, self._actors if is_as_before else None)
        changed = self._incidents.read(connection, self._near, lambda done, whole: progress("incidents", done, whole))
        self._doubts.update(self._incidents, changed.numbers)
        self._tell(read, changed, is_new=before is None or left_out)
        self._version = version
        # Whether the reports begin with those of the reading before.
        self.goes_on = before is not None and not left_out
        meant_lasts = _begins(self._actors.meant, actors_before)
        # Whether all incidents, and what is counted of their reports, are as they were.
        self.same_incidents = meant_lasts and not changed.numbers and not self._reports.has_dropped
        return self._snapshot(read, meant_lasts=meant_lasts)

    def _read_links(self, connection: Connection, progress: Progress) -> bool:
        links, documents = tables.actor_links.c, self._reports.documents
        asked = select(links.row, links.document, links.id, links.words, links.cluster, links.name)
        number = select(func.count()).select_from(tables.actor_links).where(links.row > self._link)
        whole, done = connection.execute(number).scalar_one(), 0
        if not whole:
            return False
        asked = asked.where(links.row > self._link).order_by(links.row)
        for rows in streamed(connection, asked, at_once=_AT_ONCE):
            self._namings.add_links((documents.code(row[1]), *row[2:]) for row in rows)
            self._link = rows[-1][0]
            done += len(rows)
            progress("links", done, whole)
        return True

    def _tell(self, read: ReportColumns, changed: Changed, *, is_new: bool) -> None:
        """Bring up to date which incident each report tells of."""
        incidents = self._incidents
        if is_new:
            numbers = np.flatnonzero(incidents.alive[: len(incidents.ids)])
            self._told = _told(read, [(int(n), incidents.reports[n]) for n in numbers])
            return
        old = len(self._told)
        if old < len(read):
            added = self._told_again(read.keys[old:]) if self._reports.has_dropped else None
            self._told = np.append(self._told, np.full(len(read) - old, -1, np.int32) if added is None else added)
        if not changed.before:
            return
        told = self._told = self._told.copy()
        for keys in changed.before.values():
            told[read.find_all(keys)] = -1
        for number in changed.before:
            if incidents.alive[number]:
                told[read.find_all(incidents.reports[number])] = number

    def _told_again(self, keys: Array) -> Array:
        """Return the number of the incident of reports that were coded anew, by their keys."""
        incidents = self._incidents
        lengths = [len(reports) for reports in incidents.reports]
        every = np.concatenate(incidents.reports) if lengths else np.empty(0, np.uint64)
        order = np.argsort(keys)
        at = np.searchsorted(keys[order], every)
        at[at == len(keys)] = 0
        hit = keys[order][at] == every
        numbers = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[hit]
        is_there = incidents.alive[numbers]
        found = dict(zip(every[hit][is_there].tolist(), numbers[is_there].tolist(), strict=True))
        return np.array([found.get(key, -1) for key in keys.tolist()], np.int32)

    def _snapshot(self, read: ReportColumns, *, meant_lasts: bool) -> Snapshot:
        incidents, reports = self._incidents, self._reports
        assert self._actors is not None
        proposals, urgent = self._doubts.proposals()
        if self._told_columns is None or not self.same_incidents:
            self._told_columns = incidents.seen(proposals)
        told_columns = self._told_columns
        asking = Asking(self._record, self._in_step)
        of_reports = report_table(
            read,
            self._actors,
            self._places,
            reports.documents,
            asking.title,
            reports.modes,
            self._told,
            told_columns.columns,
            meant_lasts=meant_lasts,
        )
        of_incidents = incident_table(told_columns, self._actors, self._places, reports.modes, of_reports)
        decisions = Decisions(self._decisions.all, self._decisions.about)
        return Snapshot(
            version=self._version,
            tables={"reports": of_reports, "incidents": of_incidents},
            read=read,
            actors=self._actors,
            places=self._places,
            numbers=incidents.number_of,
            asking=asking,
            proposals=proposals,
            urgent=urgent,
            decisions=decisions,
        )


def _begins(whole: Array, part: Array | None) -> bool:
    return part is not None and bool(np.array_equal(whole[: len(part)], part))


def _told(read: ReportColumns, reports: Iterable[tuple[int, Array]]) -> Array:
    """Return the number of the incident of each report, -1 where it has none."""
    told = np.full(len(read), -1, np.int32)
    pairs = list(reports)
    if not pairs:
        return told
    keys = np.concatenate([keys for _, keys in pairs])
    numbers = np.repeat(np.array([n for n, _ in pairs], np.int32), [len(keys) for _, keys in pairs])
    order = np.argsort(keys)
    keys, numbers = keys[order], numbers[order]
    at = np.searchsorted(keys, read.keys)
    at[at == len(keys)] = 0
    return np.where((keys[at] == read.keys) & read.alive, numbers[at], -1).astype(np.int32)


_MARKS = (
    tables.codings.c.id, tables.actor_links.c.row, tables.derivations.c.row, tables.reconciliations.c.id,
    tables.decisions.c.number, tables.failures.c.id, tables.cited_works.c.row, tables.citations.c.row, tables.runs.c.id,
)  # fmt: skip


def _version(connection: Connection) -> str:
    """Return what changes when anything in the record changed: of each table that is added to, how far it goes."""
    newest = connection.execute(select(*(select(func.max(mark)).scalar_subquery() for mark in _MARKS))).one()
    runs = tables.runs.c
    state = connection.execute(select(func.count(runs.finished), func.sum(runs.linked), func.sum(runs.related))).one()
    return hashlib.sha256(repr((*newest, *state)).encode()).hexdigest()[:16]
