"""Reports count the displaced and the weapons, say with what and at what, and which entry of the lexicon fired."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; reports that were coded before say nothing of these."""
    op.add_column("reports", sa.Column("sense", sa.Text(), nullable=True))
    for name in ("displaced", "weapons", "means", "target"):
        if name in ("means", "target"):
            op.add_column("reports", sa.Column(f"{name}_kind", sa.Text(), nullable=True))
        else:
            for part in ("low", "best", "high"):
                op.add_column("reports", sa.Column(f"{name}_{part}", _LONG, nullable=True))
        for part in ("evidence_start", "evidence_end"):
            op.add_column("reports", sa.Column(f"{name}_{part}", _LONG, nullable=True))
        op.add_column("reports", sa.Column(f"{name}_evidence_words", sa.Text(), nullable=True))
