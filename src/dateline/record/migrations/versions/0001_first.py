"""The first shape of a record: documents, codings, reports, claims, runs, failures, decisions, and search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables, and the search tables of the database at hand."""
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("references", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_codings_document")),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_codings_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
        sa.UniqueConstraint("document", "fingerprint", "run", name=op.f("uq_codings_document_fingerprint_run")),
    )
    op.create_index("ix_codings_document", "codings", ["document"], unique=False)
    op.create_table(
        "failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_failures_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reading_fingerprint", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_sources_document")),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_sources_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint(
            "origin", "sha256", "reading_fingerprint", name=op.f("uq_sources_origin_sha256_reading_fingerprint")
        ),
    )
    op.create_table(
        "claims",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("start", _LONG, nullable=False),
        sa.Column("end", _LONG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("subject_name", sa.Text(), nullable=True),
        sa.Column("subject_evidence_start", _LONG, nullable=True),
        sa.Column("subject_evidence_end", _LONG, nullable=True),
        sa.Column("subject_evidence_words", sa.Text(), nullable=True),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.Column("object_name", sa.Text(), nullable=True),
        sa.Column("object_evidence_start", _LONG, nullable=True),
        sa.Column("object_evidence_end", _LONG, nullable=True),
        sa.Column("object_evidence_words", sa.Text(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("value_evidence_start", _LONG, nullable=True),
        sa.Column("value_evidence_end", _LONG, nullable=True),
        sa.Column("value_evidence_words", sa.Text(), nullable=True),
        sa.Column("when_edtf", sa.Text(), nullable=True),
        sa.Column("when_earliest", sa.Text(), nullable=True),
        sa.Column("when_latest", sa.Text(), nullable=True),
        sa.Column("when_precision", sa.Text(), nullable=True),
        sa.Column("when_evidence_start", _LONG, nullable=True),
        sa.Column("when_evidence_end", _LONG, nullable=True),
        sa.Column("when_evidence_words", sa.Text(), nullable=True),
        sa.Column("when_how", sa.Text(), nullable=True),
        sa.Column("voices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.id"], name=op.f("fk_claims_coding")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_coding"), "claims", ["coding"], unique=False)
    op.create_index("ix_claims_document", "claims", ["document"], unique=False)
    op.create_table(
        "reports",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("start", _LONG, nullable=False),
        sa.Column("end", _LONG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("trigger_start", _LONG, nullable=False),
        sa.Column("trigger_end", _LONG, nullable=False),
        sa.Column("trigger_words", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("hedged", sa.Boolean(), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("actors_missing", sa.Text(), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("recipients_missing", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_kind", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("place_admin1", sa.Text(), nullable=True),
        sa.Column("place_lat", sa.Float(), nullable=True),
        sa.Column("place_lon", sa.Float(), nullable=True),
        sa.Column("place_precision", _LONG, nullable=True),
        sa.Column("place_how", sa.Text(), nullable=True),
        sa.Column("place_evidence_start", _LONG, nullable=True),
        sa.Column("place_evidence_end", _LONG, nullable=True),
        sa.Column("place_evidence_words", sa.Text(), nullable=True),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("place_missing", sa.Text(), nullable=True),
        sa.Column("when_edtf", sa.Text(), nullable=True),
        sa.Column("when_earliest", sa.Text(), nullable=True),
        sa.Column("when_latest", sa.Text(), nullable=True),
        sa.Column("when_precision", sa.Text(), nullable=True),
        sa.Column("when_evidence_start", _LONG, nullable=True),
        sa.Column("when_evidence_end", _LONG, nullable=True),
        sa.Column("when_evidence_words", sa.Text(), nullable=True),
        sa.Column("when_how", sa.Text(), nullable=True),
        sa.Column("when_missing", sa.Text(), nullable=True),
        sa.Column("killed_low", _LONG, nullable=True),
        sa.Column("killed_best", _LONG, nullable=True),
        sa.Column("killed_high", _LONG, nullable=True),
        sa.Column("killed_evidence_start", _LONG, nullable=True),
        sa.Column("killed_evidence_end", _LONG, nullable=True),
        sa.Column("killed_evidence_words", sa.Text(), nullable=True),
        sa.Column("injured_low", _LONG, nullable=True),
        sa.Column("injured_best", _LONG, nullable=True),
        sa.Column("injured_high", _LONG, nullable=True),
        sa.Column("injured_evidence_start", _LONG, nullable=True),
        sa.Column("injured_evidence_end", _LONG, nullable=True),
        sa.Column("injured_evidence_words", sa.Text(), nullable=True),
        sa.Column("captured_low", _LONG, nullable=True),
        sa.Column("captured_best", _LONG, nullable=True),
        sa.Column("captured_high", _LONG, nullable=True),
        sa.Column("captured_evidence_start", _LONG, nullable=True),
        sa.Column("captured_evidence_end", _LONG, nullable=True),
        sa.Column("captured_evidence_words", sa.Text(), nullable=True),
        sa.Column("force_low", _LONG, nullable=True),
        sa.Column("force_best", _LONG, nullable=True),
        sa.Column("force_high", _LONG, nullable=True),
        sa.Column("force_evidence_start", _LONG, nullable=True),
        sa.Column("force_evidence_end", _LONG, nullable=True),
        sa.Column("force_evidence_words", sa.Text(), nullable=True),
        sa.Column("voices", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.id"], name=op.f("fk_reports_coding")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_coding"), "reports", ["coding"], unique=False)
    op.create_index("ix_reports_document", "reports", ["document"], unique=False)
    op.create_index("ix_reports_id", "reports", ["id"], unique=False)
    op.create_index("ix_reports_type", "reports", ["type"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE documents_search USING fts5(id UNINDEXED, title, text)")
        op.execute("CREATE VIRTUAL TABLE reports_search USING fts5(coding UNINDEXED, id UNINDEXED, words, names)")
    else:
        # PostgreSQL refuses to index more than a megabyte of one row; dateline.record.search asks the same stretch.
        op.execute(
            "CREATE INDEX documents_search ON documents "
            "USING gin (to_tsvector('simple', left(coalesce(title, '') || ' ' || text, 200000)))"
        )
        op.execute("CREATE INDEX reports_search ON reports USING gin (to_tsvector('simple', left(words, 200000)))")
