"""By what a claim is found whose id is known: in an address, in a contradiction, in a decision."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add an index, as reports have one."""
    op.create_index(op.f("ix_claims_id"), "claims", ["id"])
