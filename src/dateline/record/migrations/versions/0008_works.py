"""Works cited, the sentences they are cited for, and what derives from what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables; the next build fills them for the documents that are there."""
    op.create_table(
        "citations",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("start", _LONG, nullable=False),
        sa.Column("end", _LONG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.id"], name=op.f("fk_citations_coding_codings")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_citations")),
    )
    for column in ("coding", "document"):
        op.create_index(op.f(f"ix_citations_{column}"), "citations", [column])
    op.create_table(
        "cited_works",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("cited", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_cited_works_run_runs")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_cited_works_document_documents")),
        sa.ForeignKeyConstraint(["cited"], ["documents.id"], name=op.f("fk_cited_works_cited_documents")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_cited_works")),
    )
    op.create_index(op.f("ix_cited_works_document"), "cited_works", ["document"])
    op.create_table(
        "derivations",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("is_directed", sa.Boolean(), nullable=False),
        sa.Column("containment", sa.Float(), nullable=True),
        *_evidence("evidence", nullable=False),
        sa.Column("origin_document", sa.Text(), nullable=True),
        sa.Column("origin_report", sa.Text(), nullable=True),
        sa.Column("origin_voice_id", sa.Text(), nullable=True),
        sa.Column("origin_voice_name", sa.Text(), nullable=True),
        sa.Column("origin_voice_kind", sa.Text(), nullable=True),
        *_evidence("origin_voice_evidence", nullable=True),
        *_evidence("origin_evidence", nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_derivations_run_runs")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_derivations")),
    )
    for column in ("id", "document", "report"):
        op.create_index(op.f(f"ix_derivations_{column}"), "derivations", [column])
    op.add_column("runs", sa.Column("related", sa.Integer(), nullable=True))


def _evidence(name: str, *, nullable: bool) -> list["sa.Column[Any]"]:
    return [
        sa.Column(f"{name}_start", _LONG, nullable=nullable),
        sa.Column(f"{name}_end", _LONG, nullable=nullable),
        sa.Column(f"{name}_words", sa.Text(), nullable=nullable),
    ]
