"""By what is found whom a document means by a name: by both, as some names stand in very many documents."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Take an index by document and name instead of the one by document."""
    op.drop_index(op.f("ix_actor_links_document"), "actor_links")
    op.create_index(op.f("ix_actor_links_document"), "actor_links", ["document", "id"])
