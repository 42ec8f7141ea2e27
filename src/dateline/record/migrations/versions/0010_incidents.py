"""Incidents, what contradicts itself in them, and what their reports are compared by."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COUNTS = ("killed", "injured", "captured", "displaced", "force", "weapons")


def upgrade() -> None:
    """Add the tables; the next build fills them for the reports that are there."""
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("made", "cause", "matcher"),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        *_longs("link", "derivation"),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("frequencies", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
    )
    _reconciled("incidents", sa.Column("holds", sa.Boolean(), nullable=False), *_incident())
    _reconciled(
        "contradictions",
        sa.Column("holds", sa.Boolean(), nullable=False),
        *_texts("id", "disputed", "field"),
        sa.Column("weight", sa.Float(), nullable=False),
        *_texts("why", "values"),
        *_texts("incident", nullable=True),
        *_texts("claims"),
    )
    _reconciled("incident_reports", *_texts("report"), *_texts("incident", nullable=True))
    _reconciled("incident_redirects", *_texts("old", "new"))
    op.create_table(
        "accounts",
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("id", "document", "component", "facts"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_accounts")),
        sa.UniqueConstraint("id", name=op.f("uq_accounts_id")),
    )
    op.create_table(
        "account_keys",
        sa.Column("key", _LONG, autoincrement=False, nullable=False),
        sa.Column("account", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "account", name=op.f("pk_account_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_stories",
        *_texts("document", "facts"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_account_stories")),
    )
    for table, column in (
        ("incidents", "id"),
        ("contradictions", "id"),
        ("contradictions", "incident"),
        ("incident_reports", "report"),
        ("incident_reports", "incident"),
        ("incident_redirects", "old"),
        ("accounts", "document"),
        ("accounts", "component"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _reconciled(name: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        name,
        *_longs("row"),
        sa.Column("reconciliation", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["reconciliation"], ["reconciliations.id"], name=op.f(f"fk_{name}_reconciliation_reconciliations")
        ),
        sa.PrimaryKeyConstraint("row", name=op.f(f"pk_{name}")),
    )


def _incident() -> Iterable["sa.Column[Any]"]:
    yield from _texts("id", "redirects", "level", "type")
    yield from _texts("mode", nullable=True)
    yield from _texts("status", "actors", "recipients")
    yield from _texts("place_id", "place_name", "place_kind", "place_country", "place_admin1", nullable=True)
    yield from _numbers("place_lat", "place_lon", nullable=True)
    yield from _longs("place_precision", nullable=True)
    yield from _numbers("place_radius_km", nullable=True)
    yield from _texts("place_reports", nullable=True)
    when = ("edtf", "earliest", "latest", "precision", "reports")
    yield from _texts(*(f"when_{part}" for part in when), nullable=True)
    for count in _COUNTS:
        yield from _longs(*(f"{count}_{bound}" for bound in ("low", "best", "high")), nullable=True)
        yield from _texts(f"{count}_reports", nullable=True)
    yield from _texts("means", "target", nullable=True)
    yield from _longs("events_low", "events_best", "events_high", nullable=True)
    yield from _texts("reports")
    yield from _longs("sources_voices", "sources_independent")
    yield from _numbers("sources_effective")
    yield from _texts("sources_kinds", "sources_groups")
    yield from _texts(*(f"corroboration_{part}" for part in ("grade", "why", "reliability", "credibility")))
    yield from _texts("contradictions", "part_of", "runners_up")
    yield from _numbers("score")
    yield from _texts("reviewed", nullable=True)
    yield from _texts("edited")


def _texts(*names: str, nullable: bool = False) -> Iterable["sa.Column[Any]"]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _longs(*names: str, nullable: bool = False) -> Iterable["sa.Column[Any]"]:
    return [sa.Column(name, _LONG, nullable=nullable) for name in names]


def _numbers(*names: str, nullable: bool = False) -> Iterable["sa.Column[Any]"]:
    return [sa.Column(name, sa.Float(), nullable=nullable) for name in names]
