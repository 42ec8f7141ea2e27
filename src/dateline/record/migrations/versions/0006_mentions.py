"""Keep what documents name."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of mentions; documents that were coded before have none until they are coded again."""
    op.create_table(
        "mentions",
        sa.Column("row", _LONG, nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("start", _LONG, nullable=False),
        sa.Column("end", _LONG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("sensitivity", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=True),
        sa.Column("actor_kind", sa.Text(), nullable=True),
        sa.Column("actor_country", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_kind", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["coding"], ["codings.id"], name=op.f("fk_mentions_coding_codings")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_mentions")),
    )
    for column in ("coding", "document", "actor_id"):
        op.create_index(op.f(f"ix_mentions_{column}"), "mentions", [column])
