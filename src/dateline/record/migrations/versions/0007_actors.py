"""Names that no pack knows are linked to actors of the record, and decisions have an order."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of links, and what says which codings are linked; no decision was ever kept before."""
    op.create_table(
        "actor_links",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_actor_links_run")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_actor_links_document")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_actor_links")),
    )
    for column in ("document", "id", "cluster"):
        op.create_index(f"ix_actor_links_{column}", "actor_links", [column], unique=False)
    op.add_column("runs", sa.Column("linked", sa.Integer(), nullable=True))
    op.add_column("decisions", sa.Column("number", sa.Integer(), nullable=True))
