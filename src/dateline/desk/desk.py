"""What the pages work with: the record, its index, who may write.

Invariant: pages read from one snapshot of the index; what is written goes through `Record.decide`, and the page that
comes next shows it.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.desk import keeping
from dateline.desk.accounts import Accounts
from dateline.desk.addresses import Addresses
from dateline.desk.attempts import Attempts
from dateline.desk.covers import Covers
from dateline.desk.grounds import grounds
from dateline.desk.institute import Institute
from dateline.desk.refused import Busy, Refused
from dateline.desk.sessions import Session, Sessions
from dateline.desk.shelf import Shelf
from dateline.desk.versions import Version, replaced, versions_of
from dateline.errors import DatelineError, RecordError, RecordLocked, StaleError
from dateline.indexing import Index, Progress, Snapshot, rows
from dateline.indexing.arrays import key_of
from dateline.model import Act, Decision, Deed
from dateline.model.occasion import Occasion
from dateline.model.schema import Row
from dateline.record import Record
from dateline.record.of_one import titles_of
from dateline.settings import ExportSettings

__all__ = ["Desk", "Options"]

_LOG = logging.getLogger(__name__)

# How long a page may lag behind a build that writes to the record.
FRESH_SECONDS = 2.0
# How long a thread that counts goes on before one that answers may. SQLite lets go of the interpreter for each row that
# it reads, and a page had to wait that long for each to come back: beside one busy thread the first page took 336 ms at
# Python's 5 ms, 55 ms at this (15 ms alone).
_TURN_SECONDS = 0.0005

# How long a decision waits while something else is written. Who stores a document holds the record for some
# milliseconds; whoever waits longer is told, with a page that keeps what they typed.
WRITE_SECONDS = 5.0

_PARTIES = ("actors", "recipients")
_BUSY = "{who}: nothing was decided, and nothing is lost; try again in a few seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Say how a desk is opened: for whom, from which addresses it is asked, and whether anything may be written.

    With `accounts` it is shared: everybody signs in, with a password or at their `institute`. `commenters` and
    `persons` say whose names are covered, as exports have it.
    """

    reviewer: str = ""
    role: str = "reviewer"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    is_read_only: bool = False
    boundaries: str = ""
    accounts: Path | None = None
    institute: Institute | None = None
    commenters: str = ExportSettings().commenters
    persons: str = ExportSettings().persons


def _ids_in(field: str | None, value: str | None) -> list[str]:
    """Return the ids of actors that an edit sets."""
    return [part.strip() for part in (value or "").split(";")] if field in _PARTIES else []


class Desk:
    """Hold one record open for its pages; closed by `close`."""

    def __init__(self, record: Record, *, options: Options | None = None) -> None:
        self.record = record = record.waiting(WRITE_SECONDS)
        self.options = options or Options()
        self.index = Index(record)
        self.sessions = Sessions()
        self.addresses = Addresses()
        self.shelf = Shelf(record)
        self.covers = Covers(
            record,
            commenters=self.options.commenters,
            persons=self.options.persons,
            documents_of=self._documents_of,
        )
        self.accounts = Accounts(self.options.accounts) if self.options.accounts is not None else None
        self.institute = self.options.institute
        self.attempts = Attempts()
        self._writing = threading.Lock()
        self._reading = threading.local()
        self._stop = threading.Event()
        self._refresher: threading.Thread | None = None

    @property
    def now(self) -> Snapshot:
        """The snapshot that this thread reads; the newest, unless it is `reading` another."""
        held: Snapshot | None = getattr(self._reading, "now", None)
        return held if held is not None else self.index.now

    @contextmanager
    def reading(self, snapshot: Snapshot | None = None) -> Iterator[None]:
        """Let this thread read one snapshot throughout, the newest if None, whatever comes meanwhile.

        A page asks for it many times, and its figures have to agree.
        """
        before = getattr(self._reading, "now", None)
        self._reading.now = snapshot if snapshot is not None else self.index.now
        try:
            yield
        finally:
            self._reading.now = before

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._stop.is_set()

    @property
    def version(self) -> str:
        """The version of the newest snapshot, which changes when anything in the record changed."""
        return self.now.version

    def fetch(self, what: str, keys: Sequence[int]) -> list[Row]:
        """Return reports or incidents by the primary keys of an index, with names covered."""
        return self.covers.rows(what, rows.fetch(self.record, what, keys))

    def some(self, what: str, ids: Sequence[str]) -> list[Row]:
        """Return documents, reports, claims or incidents by their ids, with names covered; those not there are not."""
        return self.covers.rows(what, self.record.some(what, ids))

    def titles(self, documents: Iterable[str]) -> dict[str, Row]:
        """Return documents by their ids, as rows without texts and zones, with names covered.

        `replaced_by` is the newest version of the page where that is another document.
        """
        rows = titles_of(self.record, list(documents))
        newest = self.replaced(rows)
        return {
            str(row["id"]): {**row, "replaced_by": newest.get(str(row["id"]))}
            for row in self.covers.rows("documents", rows)
        }

    def versions(self, row: Row) -> list[Version]:
        """Return the other versions of the page of a document, the newest first, with names covered."""
        runs = self.shelf.of_page(row["url"])
        others = self.covers.rows("documents", titles_of(self.record, [id_ for id_ in runs if id_ != row["id"]]))
        return versions_of(row, others, runs)

    def replaced(self, rows: Sequence[Row]) -> dict[str, str]:
        """Return the newest version of the page of each of some documents that has a newer one, by the ids of both."""
        runs = {str(row["id"]): self.shelf.of_page(row["url"]) for row in rows}
        several = [row for row in rows if len(runs[str(row["id"])]) > 1]
        ids = {id_ for row in several for id_ in runs[str(row["id"])]}
        known = {str(one["id"]): one for one in titles_of(self.record, sorted(ids))} if ids else {}
        found: dict[str, str] = {}
        for row in several:
            of = runs[str(row["id"])]
            newest = replaced(row, [known[id_] for id_ in of if id_ in known], of)
            if newest is not None:
                found[str(row["id"])] = newest
        return found

    def _documents_of(self, reports: Sequence[str]) -> dict[str, str]:
        """Return the documents of those of some reports that the index knows."""
        now, keys = self.now, np.fromiter(map(key_of, reports), np.uint64, len(reports))
        of = now.tables["reports"]
        name, column = of.facet("document").value, of.columns["document"]
        places = now.read.find_each(keys).tolist()
        return {id_: name(int(column[at])) for id_, at in zip(reports, places, strict=True) if at >= 0}

    def load(self, progress: Progress | None = None) -> None:
        """Read the record; `progress` is told what is read, and how many rows of how many."""
        self.index.refresh(progress)
        steps: Mapping[str, Callable[[], object]] = {
            "documents": self.shelf.refresh,
            "names": self.covers.refresh,
            "counts": lambda: keeping.warm(self),
            "outlines": lambda: grounds(self.options.boundaries),
        }
        for n, (what, take) in enumerate(steps.items()):
            if progress is not None:
                progress(what, n, len(steps))
            take()

    def watch(self) -> None:
        """Follow what others write to the record, until `close`."""
        sys.setswitchinterval(min(_TURN_SECONDS, sys.getswitchinterval()))
        self._refresher = threading.Thread(target=self._follow, name="dateline-refresh", daemon=True)
        self._refresher.start()

    def _follow(self) -> None:
        while not self._stop.wait(FRESH_SECONDS):
            try:
                self.index.refresh(before_shown=self._prepare)
                self.shelf.refresh()
                self.covers.refresh()
                keeping.follow(self)
                keeping.catch_up(self)
            except DatelineError as error:  # the record is locked or gone for now: what was read is still shown
                _LOG.warning("the record could not be read anew: %s", error)
            except Exception:  # noqa: BLE001 - a fault of ours, which must not leave the pages as they are for good
                _LOG.exception("the record could not be followed")

    def _prepare(self, coming: Snapshot) -> None:
        """Work out what pages keep of a snapshot before anybody is shown it."""
        self.shelf.refresh()
        self.covers.refresh()
        with self.reading(coming):
            keeping.follow(self)

    def decide(
        self,
        session: Session | None,
        act: Act,
        targets: Sequence[str],
        *,
        reason: str | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Write a decision of whoever has the session; the pages show it when this returns.

        Raises Refused where nobody may write, or it cannot be decided so.
        """
        self._check_ids([*targets, *_ids_in(field, value)])
        with self._deciding(session) as (reviewer, role):
            return self.record.decide(
                act, targets, reviewer=reviewer, role=role, reason=reason, field=field, value=value
            )

    def decide_all(
        self,
        session: Session | None,
        deeds: Sequence[Deed],
        *,
        seen: Mapping[str, int] | None = None,
        occasion: Occasion | None = None,
    ) -> list[Decision]:
        """Write several decisions about incidents, reports and claims at once, all or none.

        `seen` are the versions of incidents that were looked at. Raises as `decide` does, StaleError where one is
        another by now.
        """
        self._check_ids(id_ for deed in deeds for id_ in (*deed.targets, *_ids_in(deed.field, deed.value)))
        with self._deciding(session) as (reviewer, role):
            return self.record.decide_all(deeds, reviewer=reviewer, role=role, seen=seen, occasion=occasion)

    def _check_ids(self, ids: Iterable[str]) -> None:
        """Refuse the ids of pseudonyms: a record holds none."""
        for id_ in ids:
            if self.covers.is_pseudonym(id_):
                raise Refused(422, f"{id_} is a pseudonym of this desk and not an id; nothing can be done to it")

    def check_may_decide(self, session: Session | None) -> Session:
        """Return the session of who may decide; raises Refused (403) for anybody else."""
        if session is None or not session.may_write:
            how = "with an account that may" if self.accounts is not None else "by its one-time address"
            raise Refused(403, f"to decide, open the desk {how}; reading needs nothing else")
        if self.options.is_read_only:
            raise Refused(403, "this desk was started read-only")
        return session

    @contextmanager
    def _deciding(self, session: Session | None) -> Iterator[tuple[str, str]]:
        """Let one decide at a time, and show it when it is done."""
        session = self.check_may_decide(session)
        if not self._writing.acquire(timeout=WRITE_SECONDS):
            raise Busy(_BUSY.format(who="another decision is being written on this desk"))
        try:
            yield session.reviewer, session.role
        except RecordLocked:
            raise Busy(_BUSY.format(who=self._who_writes())) from None
        except (RecordError, StaleError):
            self.index.refresh()
            raise
        except DatelineError as error:
            raise Refused(422, str(error)) from None
        finally:
            self._writing.release()
        self.index.refresh()

    def _who_writes(self) -> str:
        """Say who may be writing to the record."""
        builds = self.record.writers()
        if not builds:
            return "another program writes to this record"
        return f"a build that began at {builds[0][11:16]} UTC writes to this record"

    def close(self) -> None:
        """Stop following the record and let go of it."""
        self._stop.set()
        if self._refresher is not None:
            self._refresher.join()
        self.record.close()
