"""Reports say what they were done with and what sort of thing they were directed at; older ones say neither."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns, empty in the reports that are there."""
    for name in ("means", "target"):
        op.add_column("reports", sa.Column(f"{name}_kind", sa.Text(), nullable=True))
        op.add_column("reports", sa.Column(f"{name}_evidence_start", _LONG, nullable=True))
        op.add_column("reports", sa.Column(f"{name}_evidence_end", _LONG, nullable=True))
        op.add_column("reports", sa.Column(f"{name}_evidence_words", sa.Text(), nullable=True))
