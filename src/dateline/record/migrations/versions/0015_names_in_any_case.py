"""By what links are found whose actor is asked for by id, name or words, in any case."""

from alembic import op

revision = "0015"
down_revision = "0014"

_BY = ("cluster", "name", "words")


def upgrade() -> None:
    """Add an index for each; how letters are compared in any case, each database says in its own way."""
    anyhow = "{} COLLATE NOCASE" if op.get_bind().dialect.name == "sqlite" else "lower({})"
    for column in _BY:
        op.execute(f"CREATE INDEX actor_links_search_{column} ON actor_links ({anyhow.format(column)})")
