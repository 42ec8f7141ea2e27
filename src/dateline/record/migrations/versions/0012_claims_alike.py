"""By what claims about the same are found: their subject, their object, their kind."""

from alembic import op

revision = "0012"
down_revision = "0011"

_BY = ("subject_id", "object_id", "kind")


def upgrade() -> None:
    """Add an index for each, so that one more document reads the claims about what its own are about alone."""
    for column in _BY:
        op.create_index(op.f(f"ix_claims_{column}"), "claims", [column])
