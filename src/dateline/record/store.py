"""The record: one SQLite file, or a PostgreSQL database, that keeps documents, codings and what people decide.

Invariant: nothing that was written is overwritten; what is shown is a function of what is there. One writer and any
number of readers work at once (WAL).
"""

from __future__ import annotations

import html
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, func, select

from dateline.errors import DatelineError, RecordError
from dateline.reconciling.actors.listing import ListedActor
from dateline.record import tables
from dateline.record.actors import detailed_actors
from dateline.record.answers import AnswerStore
from dateline.record.checking import checks_of, short_incidents
from dateline.record.conditions import condition
from dateline.record.database import WAITS, connect, guard, is_older, migrate, shown
from dateline.record.decision_store import DecisionStore
from dateline.record.failing import outstanding
from dateline.record.incident_store import IncidentStore
from dateline.record.linking import link_actors
from dateline.record.meanings import Meanings
from dateline.record.own import Own
from dateline.record.reconciled import Reconciled, is_current
from dateline.record.relating import relate
from dateline.record.rows import chunks
from dateline.record.run import Run, builds_under_way
from dateline.record.search import find
from dateline.record.selection import Selection

__all__ = ["Record", "create_or_open", "open_record"]


def create_or_open(where: str | Path, *, own: Own | None = None) -> Record:
    """Open the record at a path or database URL, made there if it is not; `:memory:` lives as long as the object.

    `own` is what of the user's own its incidents are made with. Raises RecordError where something else stands there,
    or it cannot be written.
    """
    engine = connect(where, must_exist=False)
    try:
        migrate(engine, where, create=True)
    except RecordError:
        engine.dispose()
        raise
    return Record(engine, shown(where), own)


def open_record(where: str | Path, *, read_only: bool = False, own: Own | None = None) -> Record:
    """Open a record that exists; one of an older Dateline is brought to today's shape first, keeping all it holds.

    `own` is what of the user's own its incidents are made with. Raises RecordError where there is none, or where an
    older one cannot be written.
    """
    engine = connect(where, must_exist=True, read_only=read_only)
    try:
        if read_only and is_older(engine, where):
            _bring_up_to_date(where)
        migrate(engine, where, create=False)
    except RecordError:
        engine.dispose()
        raise
    return Record(engine, shown(where), own)


def _bring_up_to_date(where: str | Path) -> None:
    try:
        open_record(where).close()
    except RecordError as error:
        raise RecordError(
            f"{shown(where)} was written by an older Dateline and could not be brought to today's shape: {error}; "
            "or copy it to a folder that you may write to, and open the copy"
        ) from error


class Record(IncidentStore, DecisionStore):
    """Ask and write a record; made by `create_or_open` and `open_record`, closed by `close` or a `with` block."""

    def __init__(self, engine: Engine, name: str, own: Own | None = None) -> None:
        self.engine = engine
        self.name = name
        self._own = own or Own()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; the object cannot be used afterwards."""
        self.engine.dispose()

    # Writing

    def waiting(self, seconds: float) -> Record:
        """Return the same record, of which a writer waits so long for another one; closing either closes both."""
        return Record(self.engine.execution_options(**{WAITS: seconds}), self.name, self._own)

    def writers(self) -> list[str]:
        """Return when each build began that is writing to the record, the latest first, as far as can be told."""
        with guard(self.name), self.engine.connect() as connection:
            return builds_under_way(connection)

    def begin(self, manifest: Mapping[str, Any]) -> Run:
        """Begin a run that writes into this record; the manifest says what wrote it, with what."""
        return Run(self.engine, self.name, manifest)

    def link_actors(self, run: Run) -> int:
        """Link the names that no pack knows across the documents; return how many links are new or changed.

        Only the names of what was coded since it was last done are gone through, with those that they can be one with;
        the links are those that going through all would find. They are facts of `run`.
        """
        with self._own.held():
            return link_actors(self.engine, self.name, run.id)

    def relate(self, run: Run, *, whole: bool = False) -> int:
        """Find which works the documents cite and what derives from what; return how much is new or changed.

        Only what was coded since it was last done, and what that touches, is gone through, unless `whole` asks for all
        or the record has grown by a tenth since all was: then it is counted anew how usual words are. What it finds
        are facts of `run`. Whatever stops it leaves what was found before in force.
        """
        return relate(self.engine, self.name, run.id, whole=whole)

    def reconcile(self, *, cause: str = "asked", whole: bool = False) -> Reconciled:
        """Bring the reports together into incidents, where anything changed since it was last done.

        Only what the change can touch is gone through, unless `whole` asks for all of it, the record has grown by a
        tenth, or another matcher made what is there. Whatever stops it leaves the incidents that were there in force.
        """
        if not whole and self.is_reconciled():
            return Reconciled()
        from dateline.record.reconciling import reconcile  # imports numpy and scipy, which nothing else here needs

        with self._own.held():
            return reconcile(self.engine, self.name, cause=cause, whole=whole)

    def is_reconciled(self) -> bool:
        """Tell whether the incidents are those of all that is known now; else `reconcile` brings them up to date."""
        with self._own.held(), guard(self.name), self.engine.connect() as connection:
            return is_current(connection)

    # Asking

    def documents(self) -> Selection:
        """Select all documents."""
        return Selection(self.engine, self.name, "documents")

    def reports(self) -> Selection:
        """Select all reports of the newest coding of each document."""
        return Selection(self.engine, self.name, "reports")

    def claims(self) -> Selection:
        """Select all claims of the newest coding of each document."""
        return Selection(self.engine, self.name, "claims")

    def mentions(self) -> Selection:
        """Select all that the newest coding of each document found named there."""
        return Selection(self.engine, self.name, "mentions")

    def actors(self) -> Selection:
        """Select all actors that reports, claims and mentions name, unknown ones as the builds linked them."""
        return Selection(self.engine, self.name, "actors")

    def detailed_actors(self) -> list[tuple[dict[str, Any], ListedActor]]:
        """Return all actors as rows, each with what the record tells of it beside: its documents, examples, lands."""
        with guard(self.name), self.engine.connect() as connection:
            return list(detailed_actors(connection))

    def unapplied(self) -> tuple[str, ...]:
        """Return the ids of decisions about actors of which the record holds too few any more to apply them."""
        with guard(self.name), self.engine.connect() as connection:
            return Meanings(connection).settlement.unapplied

    def derivations(self) -> Selection:
        """Select what derives from what: documents and reports, and whom they have it from."""
        return Selection(self.engine, self.name, "derivations")

    def incidents(self) -> Selection:
        """Select what the reports tell of: incidents with their sources, as they were last reconciled."""
        return Selection(self.engine, self.name, "incidents")

    def some(self, what: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return documents, reports, claims or incidents by their ids, in that order, without those not there."""
        parts = chunks(sorted(set(ids)))
        found = {row["id"]: row for some in parts for row in Selection(self.engine, self.name, what).by_id(some)}
        return [found[id_] for id_ in ids if id_ in found]

    def contradictions(self) -> Selection:
        """Select all that the reports and claims of the record cannot agree on."""
        return Selection(self.engine, self.name, "contradictions")

    def checks(self) -> list[dict[str, Any]]:
        """Return what is counted ("162 attacks in April"), by incidents and by claims, each beside what the record has.

        A row has the `id` of the incident or claim (`what`), the numbers `told` (low, best, high), the single
        `incidents` that it counts, whether these are `more` than are told, and `why`, a sentence.
        """
        found: dict[str, dict[str, Any]] = {}
        with guard(self.name), self.engine.connect() as connection:
            for _, id_, incident in short_incidents(connection):
                found.pop(id_, None)
                if incident is not None:
                    found[id_] = incident
            return checks_of(connection, found)

    def references(self) -> Selection:
        """Select all works cited, each with the document that cites it."""
        return Selection(self.engine, self.name, "references")

    def decisions(self) -> Selection:
        """Select all decisions."""
        return Selection(self.engine, self.name, "decisions")

    def failures(self) -> Selection:
        """Select every input that could not be read, in any run."""
        return Selection(self.engine, self.name, "failures")

    def outstanding(self) -> list[dict[str, Any]]:
        """Return what could not be read and has not been read since, each named once, newest run last."""
        with guard(self.name), self.engine.connect() as connection:
            return outstanding(connection)

    def runs(self) -> Selection:
        """Select all runs with their manifests."""
        return Selection(self.engine, self.name, "runs")

    def search(
        self, words: str, *, what: str = "reports", limit: int = 50, min_score: float = 0.0
    ) -> list[dict[str, Any]]:
        """Return the reports or documents that hold all `words`, best first; any text is a valid query.

        Of reports only those with a `type` score of at least `min_score`.
        """
        return find(self.engine, self.name, words, what=what, limit=limit, min_score=min_score)

    def text(self, document: str) -> str:
        """Return the text of a document; raises RecordError where the record has none of that id."""
        with guard(self.name), self.engine.connect() as connection:
            found = connection.execute(
                select(tables.documents.c.text).where(tables.documents.c.id == document)
            ).scalar()
        if found is None:
            raise RecordError(f"{self.name} has no document {document!r}; `dateline show {self.name}` lists them")
        return str(found)

    def original(self, sha256: str) -> bytes:
        """Return the original bytes of a document by their digest."""
        with guard(self.name), self.engine.connect() as connection:
            found = connection.execute(
                select(tables.blobs.c.compressed).where(tables.blobs.c.sha256 == sha256)
            ).scalar()
        if found is None:
            raise RecordError(f"{self.name} keeps no bytes with the digest {sha256}")
        return zlib.decompress(found)

    # What the next build need not do again

    def answers(self) -> AnswerStore:
        """Return the answers of endpoints that are kept here."""
        return AnswerStore(self.engine, self.name)

    def items(self) -> dict[tuple[str, str, str], str]:
        """Return which document each (origin, sha256, reading fingerprint) gave."""
        sources = tables.sources.c
        query = select(sources.origin, sources.sha256, sources.reading_fingerprint, sources.document)
        with guard(self.name), self.engine.connect() as connection:
            return {(o, s, f): d for o, s, f, d in connection.execute(query.order_by(sources.id))}

    def codings(self) -> dict[str, str]:
        """Return the fingerprint of the newest coding of every document."""
        codings = tables.codings.c
        with guard(self.name), self.engine.connect() as connection:
            rows = connection.execute(select(codings.document, codings.fingerprint).order_by(codings.id))
            return {document: fingerprint for document, fingerprint in rows}  # noqa: C416 - a result's rows are no pairs

    def coding_of(self, document: str) -> tuple[str, tuple[str, ...]] | None:
        """Return fingerprint and vocabulary of a document's newest coding, or None."""
        codings = tables.codings.c
        query = select(codings.fingerprint, codings.vocabulary).where(codings.document == document)
        with guard(self.name), self.engine.connect() as connection:
            row = connection.execute(query.order_by(codings.id.desc()).limit(1)).first()
        if row is None:
            return None
        words = zlib.decompress(row[1]).decode("utf-8", "surrogatepass")
        return row[0], tuple(words.split("\n")) if words else ()

    # Looking

    def counts(self) -> dict[str, int]:
        """Return how many documents, reports, claims, references, incidents and contradictions are shown."""
        return {
            "documents": len(self.documents()),
            "reports": len(self.reports()),
            "claims": len(self.claims()),
            "references": len(self.references()),
            "incidents": len(self.incidents()),
            "contradictions": len(self.contradictions()),
        }

    def tally(self, column: str, *, min_score: float = 0.0) -> Counter[str]:
        """Count the shown reports by a column such as `type`, `status` or `zone`; raises DatelineError for others.

        With `min_score` only those whose `type` score is at least that are counted.
        """
        table = tables.reports
        if column not in table.c or column in ("row", "coding"):
            raise DatelineError(f"reports have no column {column!r} to count by")
        sure = condition("reports", table, "min_score", min_score)
        query = select(table.c[column], func.count()).where(table.c.coding.in_(tables.newest_codings()), sure)
        with guard(self.name), self.engine.connect() as connection:
            return Counter(
                {str(value): number for value, number in connection.execute(query.group_by(table.c[column]))}
            )

    def __repr__(self) -> str:
        counted = ", ".join(f"{n} {what}" for what, n in self.counts().items())
        return f"<Record {self.name}: {counted}>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{what}</th><td>{n}</td></tr>" for what, n in self.counts().items())
        return f"<p>Record <code>{html.escape(self.name)}</code></p><table>{rows}</table>"
