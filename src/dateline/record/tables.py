"""The tables of a record, made from the one schema, and a few of the store's own.

Invariant: rows are only ever added. What is shown of a document is its newest coding; the older ones stay.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from dateline.model import schema

__all__ = [
    "METADATA",
    "answers",
    "blobs",
    "claims",
    "codings",
    "decisions",
    "documents",
    "failures",
    "mentions",
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
_TYPES: dict[str, TypeEngine[Any]] = {
    "text": Text(),
    "integer": BigInteger().with_variant(Integer, "sqlite"),
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
        Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
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

decisions = Table("decisions", METADATA, *_columns("decisions"))
