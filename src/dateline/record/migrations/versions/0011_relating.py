"""What documents and names are found by that one more document may have something to do with."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables; the next build that codes a document fills them."""
    op.create_table(
        "relatings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("bits", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("usual", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relatings")),
    )
    op.create_table(
        "related_documents",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=True),
        sa.Column("latest", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_related_documents")),
        sa.UniqueConstraint("document", name=op.f("uq_related_documents_document")),
    )
    op.create_table(
        "related_postings",
        sa.Column("bucket", _LONG, autoincrement=False, nullable=False),
        sa.Column("postings", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_related_postings")),
    )
    op.create_table(
        "related_keys",
        sa.Column("key", _LONG, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "number", "part", name=op.f("pk_related_keys")),
    )
    op.create_table(
        "related_names",
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("is_author", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("words", "written", name=op.f("pk_related_names")),
    )
    op.create_table(
        "related_statements",
        sa.Column("key", _LONG, autoincrement=False, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "report", name=op.f("pk_related_statements")),
    )
    op.create_table(
        "linkings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkings")),
    )
    op.create_table(
        "linked_namings",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("naming", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_linked_namings")),
    )
    op.create_table(
        "linked_names",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("spellings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_names")),
    )
    op.create_table(
        "linked_keys",
        sa.Column("key", _LONG, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "id", name=op.f("pk_linked_keys")),
    )
    op.create_table(
        "linked_known",
        sa.Column("key", _LONG, autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "document", "id", "name", name=op.f("pk_linked_known")),
    )
    for table, column in (
        ("linked_namings", "id"),
        ("linked_keys", "id"),
        ("linked_known", "document"),
        ("related_keys", "number"),
        ("related_names", "first"),
        ("related_statements", "number"),
        ("derivations", "origin_document"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
