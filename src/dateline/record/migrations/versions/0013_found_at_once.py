"""By what a claim is found whose id is known, and what a document means by a name: in a moment, however many there are.

Some names stand in very many documents: to look through all links of one took longer than all else of a page.
"""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add an index of claims by id, as reports have one, and one of links by document and name together."""
    op.create_index(op.f("ix_claims_id"), "claims", ["id"])
    op.drop_index(op.f("ix_actor_links_document"), "actor_links")
    op.create_index(op.f("ix_actor_links_document"), "actor_links", ["document", "id"])
