"""Reports say how far from its coordinates a place may lie."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; reports that were coded before do not know it."""
    op.add_column("reports", sa.Column("place_radius_km", sa.Float(), nullable=True))
