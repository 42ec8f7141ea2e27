"""Documents say how their date of publication was got, and from which words where it was inferred."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; a date that was there before was stated."""
    op.add_column("documents", sa.Column("published_how", sa.Text(), nullable=False, server_default="unknown"))
    op.add_column("documents", sa.Column("published_evidence_start", _LONG, nullable=True))
    op.add_column("documents", sa.Column("published_evidence_end", _LONG, nullable=True))
    op.add_column("documents", sa.Column("published_evidence_words", sa.Text(), nullable=True))
    op.execute("UPDATE documents SET published_how = 'stated' WHERE published IS NOT NULL")
