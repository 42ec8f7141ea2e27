"""The tables of what a record keeps, made from the one schema, and a few of the store's own.

Invariant: rows are only ever added. What is shown of a document is its newest coding; the older ones stay. What can be
made anew from these is in `working_tables`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

from dateline.model import schema

__all__ = [
    "LONG",
    "METADATA",
    "actor_links",
    "answers",
    "blobs",
    "citations",
    "cited_works",
    "claims",
    "codings",
    "contradictions",
    "decisions",
    "derivations",
    "documents",
    "failures",
    "incident_redirects",
    "incident_reports",
    "incidents",
    "is_newest_coding",
    "mentions",
    "newest_codings",
    "newest_codings_of",
    "newest_reconciliation",
    "reconciliations",
    "reports",
    "runs",
    "sources",
]

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite's integers hold 64 bits under either name; on PostgreSQL a plain one would refuse "3 billion".
LONG = BigInteger().with_variant(Integer, "sqlite")
_TYPES: dict[str, TypeEngine[Any]] = {
    "text": Text(),
    "integer": LONG,
    "number": Float(),
    "flag": Boolean(),
}


def _columns(what: str) -> list[Column[object]]:
    """Make one column a flat column of the schema; lists and maps are kept as JSON text."""
    return [
        Column(
            "_".join(c.path),
            Text() if c.is_json else _TYPES[c.field.kind],
            nullable=c.nullable,
            primary_key=what in ("documents", "decisions") and c.path == ("id",),
        )
        for c in schema.columns(what)
    ]


blobs = Table(
    "blobs",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("media", Text, nullable=False),
    Column("compressed", LargeBinary, nullable=False),
)

runs = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("state", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("manifest", Text, nullable=False),
    # The newest coding whose actors this run linked to those of other documents; null where it linked none.
    Column("linked", Integer),
    # The same of the works that documents cite and of what derives from what.
    Column("related", Integer),
)

documents = Table("documents", METADATA, *_columns("documents"))

sources = Table(
    "sources",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("sha256", Text, ForeignKey("blobs.sha256"), nullable=False),
    Column("reading_fingerprint", Text, nullable=False),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    UniqueConstraint("origin", "sha256", "reading_fingerprint"),
)

codings = Table(
    "codings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("vocabulary", LargeBinary, nullable=False),
    UniqueConstraint("document", "fingerprint", "run"),
)


def _coded(what: str) -> Table:
    return Table(
        what,
        METADATA,
        Column("row", LONG, primary_key=True),
        Column("coding", Integer, ForeignKey("codings.id"), nullable=False, index=True),
        *_columns(what),
    )


reports = _coded("reports")
claims = _coded("claims")
mentions = _coded("mentions")

Index("ix_codings_document", codings.c.document)
Index("ix_reports_document", reports.c.document)
Index("ix_reports_id", reports.c.id)
Index("ix_reports_type", reports.c.type)
Index("ix_claims_document", claims.c.document)
Index("ix_claims_id", claims.c.id)
Index("ix_claims_subject_id", claims.c.subject_id)
Index("ix_claims_object_id", claims.c.object_id)
Index("ix_claims_kind", claims.c.kind)
Index("ix_mentions_document", mentions.c.document)
Index("ix_mentions_actor_id", mentions.c.actor_id)

failures = Table(
    "failures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("origin", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
)

# What an endpoint answered, as it came, by the digest of all that the answer depends on.
answers = Table(
    "answers",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("model", Text, nullable=False, index=True),
    Column("prompt", Text, nullable=False),
    Column("came", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("tokens_in", Integer),
    Column("tokens_out", Integer),
    Column("compressed", LargeBinary, nullable=False),
)

# Which sentences a document cites a work for, best first; `reference` is the work's number among its references.
citations = Table(
    "citations",
    METADATA,
    Column("row", LONG, primary_key=True),
    Column("coding", Integer, ForeignKey("codings.id"), nullable=False, index=True),
    Column("document", Text, nullable=False, index=True),
    Column("reference", Integer, nullable=False),
    Column("start", LONG, nullable=False),
    Column("end", LONG, nullable=False),
    Column("words", Text, nullable=False),
)

# Which work, and which document of the record, a reference means; the newest row of a reference is shown.
cited_works = Table(
    "cited_works",
    METADATA,
    Column("row", LONG, primary_key=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("document", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("reference", Integer, nullable=False),
    Column("work", Text),
    Column("cited", Text, ForeignKey("documents.id")),
)

# What derives from what; the newest row of an id is shown, unless it says that it holds no more.
derivations = Table(
    "derivations",
    METADATA,
    Column("row", LONG, primary_key=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("holds", Boolean, nullable=False),
    *_columns("derivations"),
)
Index("ix_derivations_id", derivations.c.id)
Index("ix_derivations_document", derivations.c.document)
Index("ix_derivations_report", derivations.c.report)
Index("ix_derivations_origin_document", derivations.c.origin_document)

# Which actor one document means by the id of a name that no pack knows; the newest row of a document and id is shown.
actor_links = Table(
    "actor_links",
    METADATA,
    Column("row", LONG, primary_key=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("id", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("cluster", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("score", Float, nullable=False),
)
Index("ix_actor_links_document", actor_links.c.document, actor_links.c.id)
Index("ix_actor_links_id", actor_links.c.id)
Index("ix_actor_links_cluster", actor_links.c.cluster)

# One row for each time that reports were brought together: what it was a function of. It is written last, in the
# transaction that writes what it made, so that one that was stopped leaves the one before in force. `frequencies` is
# how many documents have a word, as of the last time that all reports were gone through.
reconciliations = Table(
    "reconciliations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("made", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("matcher", Text, nullable=False),
    Column("is_whole", Boolean, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("coding", Integer, nullable=False),
    Column("link", LONG, nullable=False),
    Column("derivation", LONG, nullable=False),
    Column("decision", Integer, nullable=False),
    Column("frequencies", LargeBinary),
)


def _reconciled(what: str, *columns: Column[Any]) -> Table:
    return Table(
        what,
        METADATA,
        Column("row", LONG, primary_key=True),
        Column("reconciliation", Integer, ForeignKey("reconciliations.id"), nullable=False),
        *columns,
    )


# The newest row of an id is shown, unless it says that it holds no more.
incidents = _reconciled("incidents", Column("holds", Boolean, nullable=False), *_columns("incidents"))
contradictions = _reconciled("contradictions", Column("holds", Boolean, nullable=False), *_columns("contradictions"))
# Which incident a report tells of; the newest row of a report counts, null where it is in none any more.
incident_reports = _reconciled("incident_reports", Column("report", Text, nullable=False), Column("incident", Text))
# Where the id of an incident leads that is no more.
incident_redirects = _reconciled(
    "incident_redirects", Column("old", Text, nullable=False), Column("new", Text, nullable=False)
)

Index("ix_incidents_id", incidents.c.id)
Index("ix_contradictions_id", contradictions.c.id)
Index("ix_contradictions_incident", contradictions.c.incident)
Index("ix_incident_reports_report", incident_reports.c.report)
Index("ix_incident_reports_incident", incident_reports.c.incident)
Index("ix_incident_redirects_old", incident_redirects.c.old)

# No two decisions have one place in the chain: of two writers at once, one has to wait.
decisions = Table("decisions", METADATA, *_columns("decisions"), UniqueConstraint("number"))


def newest_reconciliation() -> Select[tuple[Any]]:
    """Return the question for the number of the newest reconciliation, null where there was none."""
    return select(func.max(reconciliations.c.id))


def newest_codings() -> Select[tuple[Any]]:
    """Return the question for the newest coding of every document: what is shown of it."""
    return select(func.max(codings.c.id)).group_by(codings.c.document)


def newest_codings_of(documents: Collection[str]) -> Select[tuple[Any]]:
    """Return the question for the newest codings of some documents."""
    return newest_codings().where(codings.c.document.in_(documents))


def is_newest_coding(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row is of the newest coding of its document.

    It is asked row by row: for the rows of a few documents that costs nothing, for all `newest_codings` is quicker.
    """
    newest = select(func.max(codings.c.id)).where(codings.c.document == table.c.document).scalar_subquery()
    asked: ColumnElement[bool] = table.c.coding == newest
    return asked
