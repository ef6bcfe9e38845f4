"""A table of what patients sent and nobody has checked yet."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "r0004", "r0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "sent",
        sa.Column("sent_id", sa.String(32), primary_key=True),
        sa.Column("sender", sa.String(32), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("identity", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False, server_default="0"),
        sa.Column("again_from", MOMENT),
    )
    op.create_index("ix_sent_sender", "sent", ["sender"])
    op.create_index("ix_sent_sent_at", "sent", ["sent_at"])
    op.create_index("ix_sent_ends", "sent", ["ends"])
