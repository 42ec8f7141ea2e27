"""Let a report count the displaced and the weapons found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; reports that were coded before say nothing of either."""
    for name in ("displaced", "weapons"):
        for part in ("low", "best", "high", "evidence_start", "evidence_end"):
            op.add_column("reports", sa.Column(f"{name}_{part}", _LONG, nullable=True))
        op.add_column("reports", sa.Column(f"{name}_evidence_words", sa.Text(), nullable=True))
