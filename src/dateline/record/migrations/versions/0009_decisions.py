"""Decisions say what they were about and as what they were made, and are chained by hashes."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns, and chain the decisions that are there in the order in which they took effect."""
    with op.batch_alter_table("decisions") as batch:
        batch.add_column(sa.Column("role", sa.Text(), nullable=False, server_default="reviewer"))
        batch.add_column(sa.Column("field", sa.Text(), nullable=True))
        batch.add_column(sa.Column("value", sa.Text(), nullable=True))
        batch.add_column(sa.Column("anchors", sa.Text(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("proposal", sa.Text(), nullable=True))
        batch.add_column(sa.Column("previous", sa.Text(), nullable=True))
        batch.add_column(sa.Column("hash", sa.Text(), nullable=False, server_default=""))
    _chain(op.get_bind())
    with op.batch_alter_table("decisions") as batch:
        batch.alter_column("role", existing_type=sa.Text(), server_default=None)
        batch.alter_column("anchors", existing_type=sa.Text(), server_default=None)
        batch.alter_column("hash", existing_type=sa.Text(), server_default=None)
        batch.alter_column("number", existing_type=sa.Integer(), type_=_LONG, nullable=False)
        batch.create_unique_constraint("uq_decisions_number", ["number"])


def _chain(connection: sa.Connection) -> None:
    names = ("id", "act", "targets", "reviewer", "role", "made", "reason", "number", "previous", "hash")
    table = sa.table("decisions", *(sa.column(name) for name in names))
    previous = None
    found = connection.execute(sa.select(table).order_by(table.c.number, table.c.id)).mappings().all()
    for number, row in enumerate(found, 1):
        said = {**row, "targets": json.loads(row["targets"]), "number": number, "previous": previous, "hash": None}
        hash_ = _hash(said)
        connection.execute(
            sa.update(table).where(table.c.id == row["id"]).values(number=number, previous=previous, hash=hash_)
        )
        previous = hash_


def _hash(row: dict[str, Any]) -> str:
    """Hash as the chain does: JSON with sorted keys, without what is empty (written out here, to stay as it is)."""
    full = {key: value for key, value in row.items() if value not in (None, [])}
    return hashlib.sha256(json.dumps(full, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
