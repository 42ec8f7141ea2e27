"""One build writing into a record: a run with a manifest, and one transaction a document.

Invariant: a document is stored with all its reports or not at all; storing the same coding again changes nothing; every
piece of evidence is checked against the text once more at this door.
"""

from __future__ import annotations

import json
import os
import platform
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Select, bindparam, exists, func, insert, select, text, update

from dateline.errors import EvidenceError
from dateline.model import Citation, Claim, Document, Evidence, Mention, Report, shape
from dateline.record import tables
from dateline.record.database import BUSY_SECONDS, WAITS, guard
from dateline.record.rows import to_row

__all__ = ["Run", "builds_under_way", "now", "transaction"]


# What is written depends on what is there (which decision is the newest, which incidents are current), so that writers
# go one after the other; the number is any that no other program in the database takes for a lock of its own.
_ONE_WRITER = 0x6461_7465_6C69_6E65


class _Failed(Protocol):
    @property
    def origin(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def message(self) -> str: ...


class Run:
    """Write documents, codings and failures of one build; made by `Record.begin`."""

    def __init__(self, engine: Engine, name: str, manifest: Mapping[str, Any]) -> None:
        self._engine, self._name = engine, name
        with transaction(self._engine, self._name) as connection:
            _close_dead_runs(connection)
            made = connection.execute(
                insert(tables.runs).values(
                    started=now(), state="running", process=_process(), manifest=json.dumps(manifest, sort_keys=True)
                )
            )
            assert made.inserted_primary_key is not None
            self.id = int(made.inserted_primary_key[0])

    def store(
        self,
        document: Document,
        *,
        original: bytes,
        media: str,
        origin: str,
        reports: Sequence[Report],
        claims: Sequence[Claim] = (),
        mentions: Sequence[Mention] = (),
        citations: Sequence[Citation] = (),
        fingerprint: str,
        reading_fingerprint: str,
        vocabulary: Sequence[str] = (),
    ) -> bool:
        """Store a document with its coding in one transaction; return False where that coding was there already.

        Raises EvidenceError where any evidence does not stand in the text; nothing is stored then.
        """
        _check(document, reports, claims, [*(m.evidence for m in mentions), *(c.evidence for c in citations)])
        with transaction(self._engine, self._name) as connection:
            held = _held(connection, document, origin, reading_fingerprint, fingerprint, self.id)
            _store_document(connection, document, original, media, origin, reading_fingerprint, held)
            if held.newest == fingerprint or held.is_coded_in_run:
                return False  # coded so before, or the same item came twice in this run
            made = connection.execute(
                insert(tables.codings).values(
                    document=document.id,
                    fingerprint=fingerprint,
                    run=self.id,
                    vocabulary=zlib.compress("\n".join(vocabulary).encode("utf-8", "surrogatepass")),
                )
            )
            assert made.inserted_primary_key is not None
            coding = int(made.inserted_primary_key[0])
            _insert_coded(
                connection, tables.reports, coding, [to_row("reports", shape.report_json(r)) for r in reports]
            )
            _insert_coded(connection, tables.claims, coding, [to_row("claims", shape.claim_json(c)) for c in claims])
            rows = [to_row("mentions", shape.mention_json(m, document)) for m in mentions]
            _insert_coded(connection, tables.mentions, coding, rows)
            _insert_coded(connection, tables.citations, coding, [_citation(document, c) for c in citations])
            _index_reports(connection, coding, reports)
        return True

    def fail(self, failure: _Failed) -> None:
        """Write down an input that could not be read, with its reason."""
        with transaction(self._engine, self._name) as connection:
            connection.execute(
                insert(tables.failures).values(
                    run=self.id, origin=failure.origin, reason=failure.reason, message=failure.message
                )
            )

    def finish(self, state: str) -> None:
        """Close the run as `finished`, `partly` or `interrupted`."""
        with transaction(self._engine, self._name) as connection:
            connection.execute(
                update(tables.runs).where(tables.runs.c.id == self.id).values(finished=now(), state=state)
            )


@contextmanager
def transaction(engine: Engine, name: str) -> Iterator[Connection]:
    """Open a transaction that writes, when no other does; database errors are told in the reader's words."""
    waits = engine.get_execution_options().get(WAITS, BUSY_SECONDS)
    with guard(name, waits=waits), engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":  # on SQLite a writer has the whole file for itself
            connection.execute(text(f"SET LOCAL lock_timeout = {round(1000 * waits)}"))
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_WRITER)))
        yield connection


def _check(document: Document, reports: Sequence[Report], claims: Sequence[Claim], others: Sequence[Evidence]) -> None:
    """Check every evidence again; an object that was unpickled never went through its own check."""
    both: tuple[Report | Claim, ...] = (*reports, *claims)
    for made in both:
        if made.document != document.id:
            raise EvidenceError(f"{made.id} belongs to document {made.document}, not to {document.id}")
        for _, evidence in made.evidence():
            Evidence(evidence.start, evidence.end, evidence.words, text=document.text)
    for evidence in others:
        Evidence(evidence.start, evidence.end, evidence.words, text=document.text)


def _citation(document: Document, citation: Citation) -> dict[str, Any]:
    said = citation.evidence
    return {
        "document": document.id,
        "reference": citation.reference,
        "start": said.start,
        "end": said.end,
        "words": said.words,
    }


@dataclass(frozen=True, slots=True)
class _Held:
    """Say what of a document the record holds already."""

    blob: bool
    document: bool
    source: bool
    newest: str | None
    is_coded_in_run: bool


def _held(
    connection: Connection, document: Document, origin: str, reading_fingerprint: str, fingerprint: str, run: int
) -> _Held:
    asked = {
        "sha256": document.sha256,
        "document": document.id,
        "origin": origin,
        "reading": reading_fingerprint,
        "coding": fingerprint,
        "run": run,
    }
    return _Held(*connection.execute(_question(), asked).one())


@lru_cache(maxsize=1)
def _question() -> Select[Any]:
    """Ask all that storing a document depends on at once: for short documents, asking takes longest."""
    blobs, documents, sources, codings = tables.blobs.c, tables.documents.c, tables.sources.c, tables.codings.c
    of_document = codings.document == bindparam("document")
    return select(
        exists().where(blobs.sha256 == bindparam("sha256")),
        exists().where(documents.id == bindparam("document")),
        exists().where(
            sources.origin == bindparam("origin"),
            sources.sha256 == bindparam("sha256"),
            sources.reading_fingerprint == bindparam("reading"),
        ),
        select(codings.fingerprint).where(of_document).order_by(codings.id.desc()).limit(1).scalar_subquery(),
        exists().where(of_document, codings.fingerprint == bindparam("coding"), codings.run == bindparam("run")),
    )


def _store_document(
    connection: Connection,
    document: Document,
    original: bytes,
    media: str,
    origin: str,
    reading_fingerprint: str,
    held: _Held,
) -> None:
    blobs, documents, sources = tables.blobs, tables.documents, tables.sources
    if not held.blob:
        connection.execute(
            insert(blobs).values(sha256=document.sha256, media=media, compressed=zlib.compress(original))
        )
    if not held.document:
        connection.execute(insert(documents).values(to_row("documents", shape.document_json(document))))
        if connection.dialect.name == "sqlite":
            connection.execute(
                text("INSERT INTO documents_search (id, title, text) VALUES (:id, :title, :text)"),
                {"id": document.id, "title": document.title or "", "text": document.text},
            )
    if not held.source:
        connection.execute(
            insert(sources).values(
                origin=origin,
                sha256=document.sha256,
                reading_fingerprint=reading_fingerprint,
                document=document.id,
            )
        )


def _insert_coded(connection: Connection, table: Any, coding: int, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [{"coding": coding, **row} for row in rows])


def _index_reports(connection: Connection, coding: int, reports: Sequence[Report]) -> None:
    if connection.dialect.name != "sqlite" or not reports:
        return
    connection.execute(
        text("INSERT INTO reports_search (coding, id, words, names) VALUES (:coding, :id, :words, :names)"),
        [{"coding": coding, "id": r.id, "words": r.sentence.words, "names": "; ".join(_names(r))} for r in reports],
    )


def _names(report: Report) -> Iterator[str]:
    for party in (*report.actors, *report.recipients):
        yield party.actor.name
    for placing in report.places:
        yield placing.place.name
    for voice in report.voices:
        yield voice.name


def _close_dead_runs(connection: Connection) -> None:
    """A run left `running` by a process that is gone was interrupted; one on another machine is left alone."""
    running = select(tables.runs.c.id, tables.runs.c.process).where(tables.runs.c.state == "running")
    for run, process in connection.execute(running).all():
        if not _is_under_way(process):
            connection.execute(update(tables.runs).where(tables.runs.c.id == run).values(state="interrupted"))


def builds_under_way(connection: Connection) -> list[str]:
    """Return when each build began that is under way, the latest first, as far as can be told."""
    runs = tables.runs.c
    asked = select(runs.started, runs.process).where(runs.state == "running").order_by(runs.id.desc())
    return [row.started for row in connection.execute(asked) if _is_under_way(row.process)]


def _is_under_way(process: str) -> bool:
    """Tell whether the process of a run is there still; of one on another machine it is believed."""
    host, _, pid = process.partition(" ")
    return host != platform.node() or _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # this process begins a new run: its earlier one ended without saying so
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _process() -> str:
    return f"{platform.node()} {os.getpid()}"


def now() -> str:
    """Return the time of day in UTC, to the second, as rows keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
