"""The first tables: drafts, what they are found by, the audit trail, and facts about the database."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "r0001", None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "drafts",
        sa.Column("draft_id", sa.String(32), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("began", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("identity", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("holder_id", sa.String(128)),
        sa.Column("holder_name", sa.Text),
        sa.Column("held_until", MOMENT),
    )
    op.create_index("drafts_by_change", "drafts", ["changed", "draft_id"])
    op.create_index("drafts_by_state", "drafts", ["state", "changed", "draft_id"])
    op.create_table(
        "search_terms",
        sa.Column("hash", sa.LargeBinary(16), primary_key=True),
        sa.Column("draft_id", sa.String(32), sa.ForeignKey("drafts.draft_id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_search_terms_draft_id", "search_terms", ["draft_id"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("draft_id", sa.String(32)),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    op.create_index("ix_audit_draft_id", "audit", ["draft_id"])
    op.create_table(
        "about",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
