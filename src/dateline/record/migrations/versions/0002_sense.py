"""Reports say which entry of the lexicon fired."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; older reports, coded before it was kept, say nothing."""
    op.add_column("reports", sa.Column("sense", sa.Text(), nullable=True))


def downgrade() -> None:
    """Records are only ever taken forward."""
    raise NotImplementedError("a record is never taken back to an older shape; restore a copy instead")
